"""Records as a workbook: out, edited in Excel, and back as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl

if TYPE_CHECKING:
    from kvadmin.api.hooks import Job

_HERE = "kvadmin.plugins.sheet.commands"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``sheet out`` and ``sheet in``."""
    return [
        Command(
            "sheet",
            "Records as a workbook: out, edited in Excel, and back.",
            section="Programme",
            commands=(
                Command(
                    "out",
                    "Write records as a workbook to edit.",
                    f"{_HERE}.out:out",
                    formats=("xlsx",),
                    documents_only=True,
                ),
                Command("in", "Take in what was edited in one.", f"{_HERE}.taking_in:take_in", writes=True),
            ),
        )
    ]


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
