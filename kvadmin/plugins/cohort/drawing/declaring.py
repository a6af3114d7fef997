"""What follows when a call names its draw: where its seed comes from, and what is settled already."""

from __future__ import annotations

import msgspec

from kvadmin.api import Refused, Session, tr
from kvadmin.api.records import Cohort, DrawSource

from ..decisions.protocol_files import newest_protocol_path
from .declaration import DRAWN
from .gates import draw_command


def refuse_drawn_seed(cohort: Cohort) -> None:
    """Refuse a seed by hand in a call that draws it.

    Raises:
        Refused: Its source is a public draw or a secret.
    """
    if cohort.draw is not None and cohort.draw.source in DRAWN:
        raise Refused(
            tr("the lottery seed of {id} comes from its draw ({source})", id=cohort.id, source=cohort.draw.source),
            where="lottery_seed",
            hint=tr("`{draw}` enters it", draw=draw_command(cohort)),
            code="state-forbids",
        )


def with_draw(run: Session, cohort: Cohort, draw: DrawSource | None) -> Cohort:
    """The cohort with another declaration; a seed that nobody has drawn goes when the new source is drawn.

    Raises:
        Refused: An admission stands without a freeze: what it was decided by cannot be named afterwards.
    """
    if draw != cohort.draw and not cohort.freezes and newest_protocol_path(run.data, cohort.id) is not None:
        raise Refused(
            tr("{id} has been admitted: what decides between equal scores cannot be named afterwards", id=cohort.id),
            where="draw",
            hint=tr("`kvadmin undo` takes an admission back"),
            code="already-admitted",
        )
    new = msgspec.structs.replace(cohort, draw=draw)
    if draw is not None and draw.source in DRAWN and not cohort.draws and cohort.lottery_seed:
        run.warn(
            tr(
                "the lottery seed {seed!r} is taken out of the call: it comes from `{draw}`",
                seed=cohort.lottery_seed,
                draw=draw_command(new),
            )
        )
        new = msgspec.structs.replace(new, lottery_seed="")
    return new
