"""The one module that plugins import from kvadmin, built-in or third-party.

Names are loaded when first used (PEP 562), so that a plugin's light declaration
costs nothing: ``from kvadmin.api import Command, hookimpl`` imports pluggy and
a few dataclasses, neither YAML nor msgspec.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer

    from kvadmin.documents.collation import municipality_key as municipality_key
    from kvadmin.documents.collation import person_key as person_key
    from kvadmin.documents.collation import sort_key as sort_key
    from kvadmin.documents.table import Column as Column
    from kvadmin.documents.table import Report as Report
    from kvadmin.documents.table import Table as Table
    from kvadmin.documents.table import Writer as Writer
    from kvadmin.documents.wording import Language as Language
    from kvadmin.documents.wording import clock as clock
    from kvadmin.documents.wording import count as count
    from kvadmin.documents.wording import day as day
    from kvadmin.documents.wording import day_range as day_range
    from kvadmin.documents.wording import listing as listing
    from kvadmin.documents.wording import number as number
    from kvadmin.documents.wording import percent as percent
    from kvadmin.documents.wording import weekday_name as weekday_name
    from kvadmin.errors import Conflict as Conflict
    from kvadmin.errors import InvalidData as InvalidData
    from kvadmin.errors import KvadminError as KvadminError
    from kvadmin.errors import PluginFailure as PluginFailure
    from kvadmin.errors import Refused as Refused
    from kvadmin.errors import UnknownName as UnknownName
    from kvadmin.errors import UsageError as UsageError
    from kvadmin.extension.session import Session
    from kvadmin.extension.specs import hookimpl as hookimpl
    from kvadmin.extension.types import ActionItem as ActionItem
    from kvadmin.extension.types import Command as Command
    from kvadmin.extension.types import Ineligible as Ineligible
    from kvadmin.extension.types import PersonalData as PersonalData
    from kvadmin.extension.types import StatusSection as StatusSection
    from kvadmin.model.application import Application as Application
    from kvadmin.model.cohort import Cohort as Cohort
    from kvadmin.model.cohort import Membership as Membership
    from kvadmin.model.collection import Collection as Collection
    from kvadmin.model.collection import ExtraField as ExtraField
    from kvadmin.model.finding import Finding as Finding
    from kvadmin.model.municipality import Contact as Contact
    from kvadmin.model.municipality import Municipality as Municipality
    from kvadmin.model.programme import Programme as Programme
    from kvadmin.model.record import Part as Part
    from kvadmin.model.record import Record as Record
    from kvadmin.resources import config_folder as config_folder
    from kvadmin.resources import example_folder as example_folder
    from kvadmin.store.interface import EngineFactory as EngineFactory
    from kvadmin.store.interface import HistoryEntry as HistoryEntry
    from kvadmin.store.interface import Plan as Plan
    from kvadmin.store.interface import Snapshot as Snapshot
    from kvadmin.store.transaction import Transaction as Transaction

#: Where each name lives. Sorted by module; the type checker reads the imports above.
_HOME = {
    "kvadmin.documents.collation": ("municipality_key", "person_key", "sort_key"),
    "kvadmin.documents.table": ("Column", "Report", "Table", "Writer"),
    "kvadmin.documents.wording": (
        "Language",
        "clock",
        "count",
        "day",
        "day_range",
        "listing",
        "number",
        "percent",
        "weekday_name",
    ),
    "kvadmin.errors": ("Conflict", "InvalidData", "KvadminError", "PluginFailure", "Refused", "UnknownName", "UsageError"),
    "kvadmin.extension.session": ("Session",),
    "kvadmin.extension.specs": ("hookimpl",),
    "kvadmin.extension.types": ("ActionItem", "Command", "Ineligible", "PersonalData", "StatusSection"),
    "kvadmin.model.application": ("Application",),
    "kvadmin.model.cohort": ("Cohort", "Membership"),
    "kvadmin.model.collection": ("Collection", "ExtraField"),
    "kvadmin.model.finding": ("Finding",),
    "kvadmin.model.municipality": ("Contact", "Municipality"),
    "kvadmin.model.programme": ("Programme",),
    "kvadmin.model.record": ("Part", "Record"),
    "kvadmin.resources": ("config_folder", "example_folder"),
    "kvadmin.store.interface": ("EngineFactory", "HistoryEntry", "Plan", "Snapshot"),
    "kvadmin.store.transaction": ("Transaction",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted([*_MODULE_OF, "session"])  # noqa: PLE0605 - the names are those of the table above


def __getattr__(name: str) -> Any:
    try:
        module = _MODULE_OF[name]
    except KeyError:
        raise AttributeError(f"module 'kvadmin.api' has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(module), name)
    return value


def __dir__() -> list[str]:
    return list(__all__)


def session(ctx: typer.Context) -> Session:
    """The session of this run, from the context of a Typer command.

    Example::

        @app.command()
        def hello(ctx: typer.Context) -> None:
            print(session(ctx).data.get(Municipality, "0301").name)
    """
    found: Session = ctx.find_root().obj
    return found
