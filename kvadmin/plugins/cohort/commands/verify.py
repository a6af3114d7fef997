"""``cohort verify``: run the rule again and compare with the protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, UnknownName, session, tr
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column, Report, Table

from .. import admission as rule
from ..decisions.protocol_files import latest_protocol
from ..decisions.rule_inputs import SOFTWARE, call_of
from .admit import all_applicants, read_bytes
from .cohorts import CohortArgument


def verify(
    ctx: typer.Context,
    cohort: CohortArgument,
    protocol: Annotated[
        Path | None, typer.Option("--protocol", metavar="FILE", help="This protocol, not the newest.")
    ] = None,
) -> None:
    """Re-run the admission rule and say "identical", or every difference (exit 1).

    Example: kvadmin cohort verify P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    if protocol is not None:
        where, document = str(protocol), rule.read_protocol(read_bytes(protocol), where=str(protocol))
    else:
        newest = latest_protocol(run.data, found.id)
        if newest is None:
            raise UnknownName(
                tr("{id} has no protocol yet", id=found.id), hint=tr("kvadmin cohort admit {id}", id=found.id)
            )
        where, document = newest
    result = rule.verify(document, call_of(found), all_applicants(run, found), software=SOFTWARE)
    verdict = "identical" if result.identical else f"{len(result.differences)} difference(s)"
    data = {
        "schema": 1,
        "cohort": found.id,
        "protocol": where,
        "identical": result.identical,
        "input_sha256": document["input_sha256"],
        "differences": list(result.differences),
        "notes": list(result.notes),
    }
    rows = tuple((text,) for text in result.differences) or (("identical",),)
    run.show(Report(data, (Table(f"{where}: {verdict}", (Column("difference", "Result"),), rows, result.notes),)))
    if not result.identical:
        raise Refused(
            tr("the protocol and today's data differ in {number} point(s)", number=len(result.differences)), where=where
        )
