"""Where the page of a status goes: into a file beside the list, or to stdout in its place."""

from __future__ import annotations

from pathlib import Path

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Programme

from ..work_list import WorkList
from .page import StatusHeading, status_page


def check_page_file(run: Session, file: str) -> bool:
    """Refuse a file that cannot be written, before anything is worked out.

    Args:
        run: The session.
        file: What ``--html`` says.

    Returns:
        Whether the page stands alone: it goes where the list would go.

    Raises:
        UsageError: Page and list would both go to stdout, where a program could not tell one from the other.
        Refused: The file cannot be written, or belongs to the programme.
    """
    if file != "-":
        run.check_writable(Path(file), option="--html")
        return False
    if run.output not in (None, "-"):
        return False
    if run.format is not None:
        raise UsageError(
            tr("the page and the list cannot both go to stdout"),
            where="--html",
            hint=tr("name a file for one of them: --html FILE or -o FILE"),
            code="contradicting-options",
        )
    return True


def write_page_file(run: Session, found: WorkList, file: str) -> None:
    """Make the page and put it where it goes.

    Args:
        run: The session.
        found: What there is.
        file: What ``--html`` says; ``-`` is stdout.
    """
    programme = run.data.find(Programme)
    name, language = (programme.name, programme.language) if programme is not None else ("", "")
    content = status_page(found, StatusHeading(name, language, run.known_day))
    run.show_document(content, "html", file=file)
