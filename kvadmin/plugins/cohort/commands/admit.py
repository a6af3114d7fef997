"""``cohort admit``: the main job."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.imports import read_content
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decisions.protocol_files import latest_protocol
from ..decisions.recording import record_admission
from ..decisions.rule_inputs import SOFTWARE, all_applicants, call_of
from ..drawing.gates import require_draw, require_freeze
from ..drawing.trials import known_draw, note_trial
from ..intake.open_rows import warn_of_open_rows
from ..telling.decision_table import decision_report
from ..telling.protocol_export import check_protocol_path, write_protocol
from ..verdict.cohort_verdict import with_draw_verdict
from .arguments import SaveProtocolOption


def admit(
    ctx: typer.Context,
    word: CohortArgument = None,
    cohort: CohortInsteadOption = None,
    save_protocol: SaveProtocolOption = None,
    expect_protocol: Annotated[
        Path | None,
        typer.Option("--expect-protocol", metavar="FILE", help="Refuse (exit 5) when the inputs have changed since."),
    ] = None,
) -> None:
    """Decide on all applications by the admission rule, with a reason for each, and keep the protocol.

    Where equal scores decide, it takes a draw (cohort freeze, cohort draw) or a fixed seed. A dry run after a draw
    leaves one line in the call that somebody has looked, and nothing else.

    Example: kvadmin cohort admit P3 --dry-run
    """
    run = session(ctx)
    check_protocol_path(run, save_protocol)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    call, applicants = call_of(found), all_applicants(run, found)
    if not applicants and not run.dry_run:
        warn_of_open_rows(run, found.id)
        raise Refused(
            tr("there are no applications to {id}, so there is nobody to decide on", id=found.id),
            hint=tr("kvadmin application import FILE --cohort {id}", id=found.id),
            code="nothing-to-do",
        )
    require_freeze(found)
    admission = rule.admit(call, applicants, software=SOFTWARE)
    require_draw(found, admission)
    if expect_protocol is not None:
        expected = rule.read_protocol(read_content(expect_protocol), where=str(expect_protocol))
        rule.require_same_inputs(expected, admission)
    before = latest_protocol(run.data, found.id)
    _refuse_second_admission(found, before[0] if before else None, run)
    for note in admission.notes:
        run.warn(note)
    warn_of_open_rows(run, found.id)
    if run.dry_run:
        found = note_trial(run, found)
    admission = with_draw_verdict(run, found, admission)
    if before is not None:
        _say_again(run, before, admission)
    else:
        _record(run, found, admission)
    write_protocol(run, admission, save_protocol)
    run.show(decision_report(admission, dry_run=run.dry_run))


def _record(run: Session, cohort: Cohort, admission: rule.Admission) -> None:
    question = tr("Admit {number} municipalities to {id}?", number=len(admission.admitted), id=cohort.id)
    transaction = run.transaction()
    record_admission(transaction, run.data, cohort, admission, run)
    if not run.dry_run and not known_draw(run, cohort):
        # What would be written shows what the draw gives, so that it is not shown before the answer: their number is
        # the same whatever is drawn.
        if not run.confirm(question):
            raise Refused(tr("stopped: nothing was written"), code="stopped")
        question = ""
    run.commit(transaction, confirm=question)


def _refuse_second_admission(cohort: Cohort, protocol: str | None, run: Session) -> None:
    if protocol is None and any(each.to is None for each in cohort.memberships) and not run.dry_run:
        raise Refused(
            tr("{id} has members but no admission protocol: they were imported", id=cohort.id),
            hint=tr("fill its free places with: kvadmin cohort promote {id}", id=quote(cohort.id)),
            code="state-forbids",
        )


def _say_again(run: Session, before: tuple[str, dict[str, object]], admission: rule.Admission) -> None:
    """A second admission with the same inputs says so and changes nothing; with others it is refused."""
    path, document = before
    if document["kind"] == "admission" and document["input_sha256"] == admission.input_sha256:
        run.info(tr("Already admitted: {path} has the same inputs. Nothing to change.", path=path))
        return
    if run.dry_run:
        run.info(
            tr("Already admitted: {path}. This is what today's inputs would give; it would not be written.", path=path)
        )
        return
    raise Refused(
        tr(
            "{cohort_id} has been admitted already, and the inputs have changed since",
            cohort_id=admission.call.cohort_id,
        ),
        where=path,
        hint=tr(
            "`kvadmin cohort promote {cohort_id}` fills free places; `kvadmin undo` takes it back",
            cohort_id=quote(admission.call.cohort_id),
        ),
        code="already-admitted",
    )
