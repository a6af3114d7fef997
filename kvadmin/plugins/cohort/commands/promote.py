"""``cohort promote``: fill the places that have become free from the waiting list."""

from __future__ import annotations

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decisions.protocol_files import latest_protocol
from ..decisions.recording import newly_decided, record_admission
from ..decisions.rule_inputs import SOFTWARE, all_applicants, call_of
from ..drawing.gates import require_draw, require_freeze
from ..drawing.trials import note_trial
from ..telling.decision_table import decision_report
from ..telling.protocol_export import check_protocol_path, write_protocol
from ..verdict.cohort_verdict import with_draw_verdict
from .arguments import SaveProtocolOption


def promote(
    ctx: typer.Context,
    word: CohortArgument = None,
    cohort: CohortInsteadOption = None,
    save_protocol: SaveProtocolOption = None,
) -> None:
    """Fill free places from the waiting list; whoever has a place keeps it.

    Example: kvadmin cohort promote P3 --dry-run
    """
    run = session(ctx)
    check_protocol_path(run, save_protocol)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    newest = latest_protocol(run.data, found.id)
    holders = rule.kept_members(found.holders_on(run.today), newest[1] if newest else None)
    applicants = all_applicants(run, found)
    if newest is None:
        require_freeze(found)
    admission = rule.promote(call_of(found), applicants, holders, software=SOFTWARE)
    require_draw(found, admission, newest[1] if newest else None)
    found = note_trial(run, found)
    admission = with_draw_verdict(run, found, admission)
    fresh = newly_decided(run.data, found, admission)
    if admission.promoted or fresh:
        transaction = run.transaction()
        record_admission(transaction, run.data, found, admission, run)
        promoted = ", ".join(admission.promoted)
        question = tr("Promote {promoted} to {id}?", promoted=promoted, id=found.id)
        if not promoted:
            question = tr("Decide on {numbers} in {id}? Nobody gets a place.", numbers=", ".join(fresh), id=found.id)
        run.commit(transaction, confirm=question)
    elif admission.places >= admission.call.capacity:
        run.info(tr("Nobody is promoted: no place is free."))
    else:
        run.info(tr("Nobody is promoted: the waiting list is empty."))
    write_protocol(run, admission, save_protocol)
    run.show(decision_report(admission, dry_run=run.dry_run))
