"""Who looks at what a draw gives leaves a trace, so that a correction after it is not taken for a slip."""

from __future__ import annotations

import msgspec

from kvadmin.api import Session, tr
from kvadmin.api.records import Cohort, TriedAdmission

from ..decisions.protocol_files import latest_protocol
from .declaration import DRAWN


def known_draw(run: Session, cohort: Cohort) -> bool:
    """Whether looking tells nobody anything new: nothing is drawn, it was looked at before, or a protocol says it."""
    if cohort.draw is None or cohort.draw.source not in DRAWN or not cohort.draws:
        return True
    if any(each.seed == cohort.lottery_seed for each in cohort.tried):
        return True
    newest = latest_protocol(run.data, cohort.id)
    return newest is not None and newest[1]["lottery_seed"] == cohort.lottery_seed


def note_trial(run: Session, cohort: Cohort) -> Cohort:
    """Write that somebody looks at what the draw gives, the first time for each seed, dry run or not; the cohort then.

    Guards are asked as for any change: where they say no, nobody looks.
    """
    if known_draw(run, cohort):
        return cohort
    tried = TriedAdmission(on=run.today, seed=cohort.lottery_seed, who=run.who)
    transaction = run.transaction()
    transaction.update(msgspec.structs.replace(cohort, tried=[*cohort.tried, tried]))
    run.ask_plugins(transaction.edits)
    entry = transaction.commit()
    if entry is not None:
        run.tell_plugins(entry)
    run.info(
        tr(
            "{id} keeps that {who} looked at what the draw gives on {on}: this one line is written in a dry run, too.",
            id=cohort.id,
            who=run.who,
            on=run.today,
        )
    )
    return run.data.get(Cohort, cohort.id)
