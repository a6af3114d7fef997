"""What could not be written after letters have gone: it hides neither the table nor what stopped the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kvadmin.api import KvadminError, Refused, tr

from ..outbox.send_report import SendReport
from .send_reports import ask_whether_they_came


@contextmanager
def noted(troubles: list[str], what: str) -> Iterator[None]:
    """Go on when `what` cannot be written, and note why."""
    try:
        yield
    except OSError as error:
        troubles.append(tr("{what} cannot be written: {error}", what=what, error=error.strerror or error))
    except KvadminError as error:
        troubles.append(tr("{what} cannot be written: {error}", what=what, error=error.message))


def what_follows(name: str, result: SendReport, *, begun: bool) -> str:
    """The command that goes on with a mailing whose run was stopped: what is unknown is for a person to find out."""
    if result.having("unknown") and not result.having("deferred", "pending"):
        return ask_whether_they_came(name)
    resume = tr("kvadmin mail resume {name}", name=name) if begun else tr("kvadmin mail send {name}", name=name)
    return f"{resume}; {ask_whether_they_came(name)}" if result.having("unknown") else resume


def raise_stopped(name: str, result: SendReport, troubles: list[str], *, begun: bool) -> None:
    """Raise what stopped the run, and what could not be written after it; nothing when there is neither."""
    stopped = result.stopped
    if stopped is not None:
        stopped.details = (*stopped.details, *troubles)
        if name not in (stopped.hint or ""):
            following = what_follows(name, result, begun=begun)
            stopped.hint = f"{stopped.hint}; {following}" if stopped.hint else following
        raise stopped
    if troubles:
        raise Refused(
            tr("what the table says has happened, but not everything could be written"),
            details=troubles,
            hint=tr("make room or mend the folder; then `kvadmin mail resume {name}` writes it anew", name=name),
            code="partly-written",
        )
