"""``cohort promote``: fill the places that have become free from the waiting list."""

from __future__ import annotations

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decisions.protocol_files import decision_report, latest_protocol
from ..decisions.recording import record_admission
from ..decisions.rule_inputs import SOFTWARE, call_of
from .admit import SaveProtocol, all_applicants, check_protocol_path, write_protocol
from .cohorts import CohortArgument


def promote(ctx: typer.Context, cohort: CohortArgument, save_protocol: SaveProtocol = None) -> None:
    """Fill free places from the waiting list; whoever has a place keeps it.

    Example: kvadmin cohort promote P3 --dry-run
    """
    run = session(ctx)
    check_protocol_path(run, save_protocol)
    found = run.data.get(Cohort, cohort)
    newest = latest_protocol(run.data, found.id)
    holders = rule.kept_members(found.holders_on(run.today), newest[1] if newest else None)
    applicants = all_applicants(run, found)
    admission = rule.promote(call_of(found), applicants, holders, software=SOFTWARE)
    if not admission.promoted:
        free = admission.call.capacity - admission.places
        run.info(
            tr("Nobody is promoted: ") + (tr("no place is free.") if free <= 0 else tr("the waiting list is empty."))
        )
    else:
        transaction = run.transaction()
        record_admission(transaction, run.data, found, admission, run)
        run.commit(
            transaction, confirm=tr("Promote {promoted} to {id}?", promoted=", ".join(admission.promoted), id=found.id)
        )
    write_protocol(run, admission, save_protocol)
    run.show(decision_report(admission, dry_run=run.dry_run))
