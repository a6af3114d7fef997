"""What every plugin needs, built-in or third-party; the rest stands in one module a subject.

================================  ==========================================================
:mod:`kvadmin.api.commands`       names typed by people, selections, settings, output files
:mod:`kvadmin.api.hooks`          what hooks return and what they are given
:mod:`kvadmin.api.records`        the records that the programme folder holds
:mod:`kvadmin.api.reports`        lists and reports in every format
:mod:`kvadmin.api.imports`        reading office files
:mod:`kvadmin.api.documents`      docx, PDF, Markdown and web pages
:mod:`kvadmin.api.wording`        Norwegian order, dates and numbers
:mod:`kvadmin.api.changes`        what a transaction plans and what the history keeps
================================  ==========================================================

Plugins import from these modules and from nothing else in kvadmin. Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    import typer

    from kvadmin import __version__ as __version__
    from kvadmin.errors import Conflict as Conflict
    from kvadmin.errors import InvalidData as InvalidData
    from kvadmin.errors import KvadminError as KvadminError
    from kvadmin.errors import Overtaken as Overtaken
    from kvadmin.errors import PluginFailure as PluginFailure
    from kvadmin.errors import Refused as Refused
    from kvadmin.errors import UnknownName as UnknownName
    from kvadmin.errors import UsageError as UsageError
    from kvadmin.extension.discovering.api_version import API_VERSION as API_VERSION
    from kvadmin.extension.discovering.api_version import KvadminDeprecationWarning as KvadminDeprecationWarning
    from kvadmin.extension.specs import hookimpl as hookimpl
    from kvadmin.extension.types import Command as Command
    from kvadmin.model.finding import Finding as Finding
    from kvadmin.model.reads import Snapshot as Snapshot
    from kvadmin.session.session import Session as Session
    from kvadmin.store.transaction import Transaction as Transaction
    from kvadmin.translation import english as english
    from kvadmin.translation import joined as joined
    from kvadmin.translation import screen_language as screen_language
    from kvadmin.translation import tr as tr

_get, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin": "__version__",
        "kvadmin.errors": "Conflict InvalidData KvadminError Overtaken PluginFailure Refused UnknownName UsageError",
        "kvadmin.extension.discovering.api_version": "API_VERSION KvadminDeprecationWarning",
        "kvadmin.extension.specs": "hookimpl",
        "kvadmin.extension.types": "Command",
        "kvadmin.model.finding": "Finding",
        "kvadmin.model.reads": "Snapshot",
        "kvadmin.session.session": "Session",
        "kvadmin.store.transaction": "Transaction",
        "kvadmin.translation": "english joined screen_language tr",
    },
    own=("session",),
)


def __getattr__(name: str) -> Any:
    try:
        return _get(name)
    except AttributeError:
        from kvadmin.api._moved import MOVED

        if name not in MOVED:
            raise
    import warnings
    from importlib import import_module
    from operator import attrgetter

    from kvadmin.extension.discovering.api_version import KvadminDeprecationWarning

    module, _, new = MOVED[name].partition(":")
    text = f"kvadmin.api.{name} is now {module}.{new} (deprecated since 0.2, goes with 1.0)"
    warnings.warn(text, KvadminDeprecationWarning, stacklevel=2)
    return attrgetter(new)(import_module(module))


def session(ctx: typer.Context) -> Session:
    """The session of this run, from the context of a Typer command.

    Example::

        @app.command()
        def hello(ctx: typer.Context) -> None:
            print(session(ctx).data.get(Municipality, "0301").name)

    Raises:
        UsageError: An option of the command has taken another one for its value (``--reason --dry-run``).
    """
    for parameter in ctx.command.params:
        if given := ctx.params.get(parameter.name or ""):
            from kvadmin.typed.swallowed_options import refuse_swallowed

            refuse_swallowed(given, parameter.opts[0])
    found: Session = ctx.find_root().obj
    return found
