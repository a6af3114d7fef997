"""What is to be done for municipalities, and by when: what the plugin declares.

kvadmin imports this module in every run, so it says what there is and loads nothing: commands and records are named as
``module:object`` and imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import StatusSection


@hookimpl
def kvadmin_commands() -> list[Command]:
    """One noun; its commands are imported one by one."""
    # `writes` says that it changes the folder; `rerun` that all it does before the commit is reading and deciding, so
    # that it may simply run again when somebody else wrote meanwhile.
    here = "kvadmin_callback"
    add = Command("add", "Note what is to be done.", f"{here}.changes:add", writes=True, rerun=True)
    remove = Command("remove", "Remove what is done.", f"{here}.changes:remove", writes=True, rerun=True)
    take_in = Command(
        "import",
        "Take in a list.",
        f"{here}.importing:take_in",
        writes=True,
        rerun=True,
        imports=f"{here}.importing:ENTRIES",
    )
    listed = Command("list", "List what is to be done.", f"{here}.lists:list_entries")
    show = Command("show", "Show one entry.", f"{here}.lists:show")
    return [
        Command(
            "callback",
            "What is to be done for municipalities: add, list, show, remove, import.",
            section="Callback",
            commands=(add, listed, show, remove, take_in),
        )
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file an entry; `kvadmin check` finds where it names a municipality that there is not."""
    return [
        Collection(
            "callback",
            "callback/{id}.yaml",
            "kvadmin_callback.records:CallbackEntry",
            "What is to be done for municipalities.",
            references=(Reference("municipality", "municipalities"),),
        )
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> list[Finding]:
    """Entries that say nothing."""
    from kvadmin_callback.hooks import findings

    return findings(snapshot)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """What is past its day, with the command that takes it off the list."""
    from kvadmin_callback.hooks import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, municipality: str) -> dict[str, Any]:
    """``{{ callback.count }}`` and ``{{ callback.texts }}`` in letters."""
    from kvadmin_callback.hooks import letter_variables

    return letter_variables(snapshot, municipality)
