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

    from kvadmin.documents.collation import municipality_key, person_key, sort_key
    from kvadmin.documents.table import Column, Report, Table, Writer
    from kvadmin.documents.wording import Language, clock, count, day, day_range, listing, number, percent, weekday_name
    from kvadmin.errors import Conflict, InvalidData, KvadminError, PluginFailure, Refused, UnknownName, UsageError
    from kvadmin.extension.discovery import PluginStatus, disabled_names, load_target, user_settings_file
    from kvadmin.extension.session import Session
    from kvadmin.extension.specs import hookimpl
    from kvadmin.extension.types import ActionItem, Command, Ineligible, PersonalData, StatusSection
    from kvadmin.model.application import Application
    from kvadmin.model.cohort import Cohort, Membership
    from kvadmin.model.collection import Collection, ExtraField
    from kvadmin.model.finding import Finding
    from kvadmin.model.municipality import Contact, Municipality
    from kvadmin.model.programme import Programme
    from kvadmin.model.record import Part, Record
    from kvadmin.resources import config_folder, example_folder
    from kvadmin.store.interface import EngineFactory, HistoryEntry, Plan, Snapshot
    from kvadmin.store.transaction import Transaction

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
    "kvadmin.errors": (
        "Conflict",
        "InvalidData",
        "KvadminError",
        "PluginFailure",
        "Refused",
        "UnknownName",
        "UsageError",
    ),
    "kvadmin.extension.discovery": ("PluginStatus", "disabled_names", "load_target", "user_settings_file"),
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
