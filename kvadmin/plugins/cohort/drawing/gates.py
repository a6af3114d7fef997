"""What an admission needs before it may decide by lot: a closed list, and a draw after it."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import Any

from kvadmin.api import Refused, tr
from kvadmin.api.records import Cohort

from .. import admission as rule
from .declaration import DRAWN, EXAMPLES, checked
from .ties import deciding_ties

#: As many groups of equal scores are named.
_SHOWN = 3


def require_freeze(cohort: Cohort) -> None:
    """Refuse to decide by a public draw or a secret when the list has not been closed.

    Raises:
        Refused: There is no freeze; names the command.
        InvalidData: What the call says about its draw cannot be.
    """
    if cohort.draw is not None and checked(cohort.draw, cohort.id).source in DRAWN and not cohort.freezes:
        raise Refused(
            tr("{id} decides by a draw, and its list has not been closed before it", id=cohort.id),
            where=f"cohorts/{cohort.id}.yaml",
            hint=freeze_command(cohort),
            code="no-freeze",
        )


def require_draw(cohort: Cohort, admission: rule.Admission, last: Mapping[str, Any] | None = None) -> None:
    """Refuse an admission in which a lot decides that nobody has drawn.

    Args:
        cohort: The cohort.
        admission: What the rule gives; without a draw, by an empty seed that decides nothing.
        last: The newest protocol, for a promotion: one by an empty seed, as earlier versions allowed, has settled the
            order of the waiting list already.

    Raises:
        Refused: Equal scores decide; names the commands that make a draw.
    """
    drawn = cohort.draw is not None and cohort.draw.source in DRAWN
    if cohort.draws if drawn else cohort.lottery_seed:
        return
    ties = deciding_ties(admission)
    if not ties or (not drawn and last is not None and "sha256" not in last and last["lottery_seed"] == ""):
        return
    raise Refused(
        tr("equal scores decide in {id}, and there is no draw", id=cohort.id),
        where=f"cohorts/{cohort.id}.yaml",
        hint=_way_to_a_draw(cohort),
        details=[
            tr("{number} have {score}: {numbers}", number=len(numbers), score=score, numbers=_some(numbers))
            for score, numbers in ties[:_SHOWN]
        ],
        code="no-draw",
    )


def freeze_command(cohort: Cohort) -> str:
    """The command that closes the list."""
    return f"kvadmin cohort freeze {quote(cohort.id)}"


def draw_command(cohort: Cohort) -> str:
    """The command that enters the draw, with what is to be filled in in capitals."""
    draw = cohort.draw
    value = " --value VALUE" if draw is None or draw.source == "public" else ""
    secret = " --secret TEXT" if draw is not None and draw.commitment else ""
    return f"kvadmin cohort draw {quote(cohort.id)}{value}{secret}"


def naming_command(cohort: Cohort) -> str:
    """The command that names a public draw, as an example."""
    return f"kvadmin cohort set {quote(cohort.id)} draw {EXAMPLES['public']}"


def _way_to_a_draw(cohort: Cohort) -> str:
    draw = cohort.draw
    fixed = f"kvadmin cohort set {quote(cohort.id)} lottery_seed TEXT"
    if draw is not None and draw.source not in DRAWN:
        return tr("its source is a fixed seed, and there is none: `{fixed}`", fixed=fixed)
    two = {"freeze": freeze_command(cohort), "draw": draw_command(cohort)}
    if draw is not None and cohort.freezes:
        number = cohort.freezes[-1].number
        return tr("`{draw}` enters it (`{freeze}` has been done: freeze {number})", number=number, **two)
    return tr(
        "`{freeze}` closes the list and `{draw}` enters the draw, when the call names one (`{naming}`); "
        "or a fixed seed, which is always weak: `{fixed}`",
        naming=naming_command(cohort),
        fixed=fixed,
        **two,
    )


def _some(numbers: tuple[str, ...]) -> str:
    return ", ".join(numbers[:8]) + (" ..." if len(numbers) > 8 else "")
