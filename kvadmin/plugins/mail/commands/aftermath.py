"""What could not be written after letters have gone: it hides neither the table nor what stopped the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kvadmin.api import KvadminError, Refused, tr

from ..outbox.send_report import SendReport


@contextmanager
def noted(troubles: list[str], what: str) -> Iterator[None]:
    """Go on when `what` cannot be written, and note why."""
    try:
        yield
    except OSError as error:
        troubles.append(tr("{what} cannot be written: {error}", what=what, error=error.strerror or error))
    except KvadminError as error:
        troubles.append(tr("{what} cannot be written: {error}", what=what, error=error.message))


def raise_stopped(name: str, result: SendReport, troubles: list[str], *, begun: bool) -> None:
    """Raise what stopped the run, and what could not be written after it; nothing when there is neither."""
    stopped = result.stopped
    if stopped is not None:
        stopped.details = (*stopped.details, *troubles)
        if name not in (stopped.hint or ""):
            resume = tr("kvadmin mail resume {name}", name=name) if begun else tr("kvadmin mail send {name}", name=name)
            stopped.hint = f"{stopped.hint}; {resume}" if stopped.hint else resume
        raise stopped
    if troubles:
        raise Refused(
            tr("what the table says has happened, but not everything could be written"),
            details=troubles,
            hint=tr("make room or mend the folder; then `kvadmin mail resume {name}` writes it anew", name=name),
            code="partly-written",
        )
