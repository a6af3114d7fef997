"""Letters that are not true any more when they are to go: shown, and held back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kvadmin.api import Conflict, Session, joined, tr
from kvadmin.api.reports import Column, listing

from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing
from ..planning.still_true import HeldLetter, held_letters

SkipChangedOption = Annotated[
    bool, typer.Option("--skip-changed", help="Hold back the letters that are not true any more; the others go.")
]
_COLUMNS = (
    Column("number", "No.", "int"),
    Column("recipient", "Recipient", get=lambda held: held.key),
    Column("why", "Held because", get=lambda held: list(held.why), show=lambda why: joined("; ", why)),
)


def letters_still_true(
    run: Session, mailing: Mailing, letters: Sequence[FrozenLetter], *, skip_changed: bool
) -> list[FrozenLetter]:
    """Those of the letters that would be written just like that today; raises as :func:`why_held`."""
    held = why_held(run, mailing, letters, skip_changed=skip_changed)
    return [one for one in letters if one.number not in held]


def why_held(run: Session, mailing: Mailing, letters: Sequence[FrozenLetter], *, skip_changed: bool) -> dict[int, str]:
    """The numbers of the letters that would not be written just like that today, each with why.

    Raises:
        Conflict: There are some, and nobody has asked to hold only these back.
    """
    held = held_letters(run, mailing, letters)
    if not held:
        return {}
    hint = tr(
        "a new plan of the rest: kvadmin mail replan {name}; or the others alone: --skip-changed", name=mailing.name
    )
    if not skip_changed:
        _show(run, mailing, held)
        text = tr(
            "{count} of {letters} letters are not true any more; nothing is done", count=len(held), letters=len(letters)
        )
        raise Conflict(text, hint=hint, code="plan-changed")
    for one in held:
        run.warn(tr("held back: {key}: {why}", key=one.key, why=joined("; ", one.why)))
    return {one.number: joined("; ", one.why) for one in held}


def _show(run: Session, mailing: Mailing, held: Sequence[HeldLetter]) -> None:
    title = tr("Held back of {name}", name=mailing.name)
    run.show(listing("held", _COLUMNS, held, title=title, personal=True, mailing=mailing.name))
