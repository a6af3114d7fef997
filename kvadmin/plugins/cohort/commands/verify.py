"""``cohort verify``: run the rule again and compare with the protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer

from kvadmin.api import Refused, Session, UnknownName, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.imports import read_content
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column, Report, table_of

from .. import admission as rule
from ..decisions.held_decisions import held_otherwise
from ..decisions.protocol_files import kept_as, latest_protocol, newest_protocol_path
from ..decisions.recorded_rules import recorded_rules
from ..decisions.rule_inputs import SOFTWARE, call_of
from ..drawing.trials import known_draw
from ..standalone.hand_out import check_standalone_path, write_standalone
from ..verdict.cohort_verdict import letter_with_fingerprint, verdict_on_protocol
from ..verdict.protocol_draw import draw_differences
from ..verdict.verdict_tables import verdict_tables

_COLUMNS = (Column("difference", "Result", get=str),)


def verify(
    ctx: typer.Context,
    word: CohortArgument = None,
    cohort: CohortInsteadOption = None,
    protocol: Annotated[
        Path | None, typer.Option("--protocol", metavar="FILE", help="This protocol, not the newest.")
    ] = None,
    standalone: Annotated[
        Path | None,
        typer.Option(
            "--standalone",
            metavar="FILE",
            help="Also write a check that needs no kvadmin: program (.py) or page (.html).",
        ),
    ] = None,
) -> None:
    """Re-run the admission rule and say "identical", or every difference (exit 1); and what the draw is worth, and why.

    What plugins' rules decided stands as the protocol's inputs hold it; which of them answers otherwise today, or is
    not there to be asked, is said by itself.

    Example: kvadmin cohort verify P3

    Example: kvadmin cohort verify P3 --standalone check.html
    """
    run = session(ctx)
    check_standalone_path(run, standalone)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    if protocol is not None:
        content = read_content(protocol)
        where, document = str(protocol), rule.read_protocol(content, where=str(protocol))
        path = kept_as(run.data, found.id, content)
    else:
        newest = latest_protocol(run.data, found.id)
        if newest is None:
            raise UnknownName(
                tr("{id} has no protocol yet", id=found.id),
                hint=tr("kvadmin cohort admit {id}", id=quote(found.id)),
                code="no-protocol",
            )
        where, document = newest
        path = where
    rules = recorded_rules(run, found, document)
    result = _compared(run, found, document, rules.applicants)
    verdict = verdict_on_protocol(run.data, found, document, path, letter_with_fingerprint(run, found))
    held = held_otherwise(run.data, found) if path == newest_protocol_path(run.data, found.id) else ()
    differences = (
        *result.differences,
        *rules.differences,
        *draw_differences(document.get("draw"), found, verdict),
        *held,
    )
    notes = (*result.notes, *rules.notes)
    write_standalone(run, document, where, standalone)
    data = {
        "schema": 1,
        "cohort": found.id,
        "protocol": where,
        "identical": not differences,
        "input_sha256": document["input_sha256"],
        "differences": list(differences),
        "notes": list(notes),
        "rules": rules.plain(),
        "draw": verdict.plain(),
        "standalone": None if standalone is None else str(standalone),
    }
    identical = tr("identical")
    title = f"{where}: {_counted(differences) if differences else identical}"
    compared = table_of(title, _COLUMNS, differences or (identical,), notes)
    run.show(Report(data, (compared, *verdict_tables(verdict))))
    if differences:
        raise Refused(
            tr("the protocol and today's data differ in {number} point(s)", number=len(differences)),
            where=where,
            code="protocol-differs",
        )


def _compared(
    run: Session, cohort: Cohort, document: Mapping[str, Any], applicants: Sequence[rule.Applicant]
) -> rule.Verification:
    """The protocol beside today's data; by its own seed where nobody has looked yet what the newest draw gives."""
    call = call_of(cohort)
    if known_draw(run, cohort):
        return rule.verify(document, call, applicants, software=SOFTWARE)
    now, then = call.lottery_seed, document["lottery_seed"]
    result = rule.verify(document, replace(call, lottery_seed=then), applicants, software=SOFTWARE)
    drawn = tr("the lottery seed: was {before}, is now {now}", before=then or tr("none"), now=now)
    hint = tr("what the newest draw gives is not shown here: kvadmin cohort admit {id} --dry-run", id=quote(cohort.id))
    return rule.Verification((drawn, *result.differences), (*result.notes, hint))


def _counted(differences: tuple[str, ...]) -> str:
    return tr("{number} difference(s)", number=len(differences))
