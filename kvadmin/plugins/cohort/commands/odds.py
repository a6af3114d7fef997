"""``cohort odds``: each applicant's chance before the draw, under the call and under another one."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.records import Cohort

from ..admission.odds import DRAWS
from ..admission.records import QuotaRule
from ..decisions.odds_basis import odds_basis
from ..decisions.odds_table import odds_of, odds_report
from .call_fields import parse_capacity, parse_quota_part
from .calls import municipality_attributes


def odds(
    ctx: typer.Context,
    word: CohortArgument = None,
    cohort: CohortInsteadOption = None,
    capacity: Annotated[
        str | None, typer.Option("--capacity", metavar="N", help="What if there were N places.")
    ] = None,
    quota: Annotated[
        list[str] | None,
        typer.Option(
            "--quota",
            metavar="FIELD:VALUE=MIN..MAX",
            help="What if there were this quota, instead of the call's for the same value (repeatable; 0.. for none).",
        ),
    ] = None,
) -> None:
    """Say each applicant's chance of a place before the draw, by the rule and its quotas.

    Exact where that is short enough, else from 10,000 lotteries with 95 % limits. The draw is never used: before it the
    chances are those of today's applications, after the admission those of its protocol. Nothing is written.

    Example: kvadmin cohort odds P3 --capacity 40 --quota region:Nord-Norge=8..
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    basis = odds_basis(run, found)
    what_if = None
    if capacity is not None or quota:
        attributes = municipality_attributes(run)
        typed = [parse_quota_part(text, attributes) for text in quota or ()]
        rules = [QuotaRule(each.field, each.value, each.min, each.max) for each in typed]
        with run.progress(DRAWS, tr("Drawing lotteries")) as line:
            what_if = odds_of(basis.under(None if capacity is None else parse_capacity(capacity), rules), line.update)
    with run.progress(DRAWS, tr("Drawing lotteries")) as line:
        now = odds_of(basis, line.update)
    run.show(odds_report(now, what_if))
