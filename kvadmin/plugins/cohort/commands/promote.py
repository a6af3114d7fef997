"""``cohort promote``: fill the places that have become free from the waiting list."""

from __future__ import annotations

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decide import record_admission
from ..inputs import SOFTWARE, call_of
from ..protocols import decision_report, latest
from .admit import SaveProtocol, all_applicants, check_place, save
from .overview import CohortId


def promote(ctx: typer.Context, cohort: CohortId, save_protocol: SaveProtocol = None) -> None:
    """Fill free places from the waiting list; whoever has a place keeps it.

    Example: kvadmin cohort promote P3 --dry-run
    """
    run = session(ctx)
    check_place(run, save_protocol)
    found = run.data.get(Cohort, cohort)
    newest = latest(run.data, found.id)
    holders = rule.holding(found.holders_on(run.today), newest[1] if newest else None)
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
    save(run, admission, save_protocol)
    run.show(decision_report(admission, dry_run=run.dry_run))
