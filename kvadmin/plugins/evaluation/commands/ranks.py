"""``evaluation ranks``: who lies where, and how sure that is."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UnknownName, session, tr
from kvadmin.api.reports import Column, Report, table_of

from ..comparison.compared import compared
from ..comparison.comparison_options import (
    CountOption,
    LeastOption,
    MembersOption,
    PeriodOption,
    ProfileOption,
    SimilarOption,
    only_tables,
)
from ..comparison.funnel_answer import shown, similar_table
from ..comparison.rank_answer import ranking_json, ranking_table
from ..comparison.ranking import Ranking, ranking
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from .arguments import indicators_there

_ALL = "all"


def ranks(
    ctx: typer.Context,
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="Id; all for every one.", autocompletion=indicators_there)
    ],
    period: PeriodOption = None,
    cohort: MembersOption = None,
    similar_to: SimilarOption = None,
    count: CountOption = 10,
    profile: ProfileOption = "private",
    least: LeastOption = 5,
) -> None:
    """Rank the municipalities by an indicator, each with its interval, and the ranks that chance leaves open.

    Example: kvadmin evaluation ranks sykefravaer --cohort P1
    """
    run = session(ctx)
    known = all_indicators(run)
    chosen = known if indicator == _ALL else [find_indicator(known, indicator)]
    who = compared(run, cohort=cohort, similar=similar_to, count=count, profile=profile, least=least)
    found = [made for each in chosen if (made := ranking(run, each, who, period)) is not None]
    if not found:
        raise UnknownName(tr("there is nothing to compare"), where="--cohort" if cohort else None, code="nothing-to-do")
    overview = len(found) > 1
    detailed = [] if overview and only_tables(run) else [ranking_json(each, who.names) for each in found]
    tables = [table_of(tr("Ranks"), _OVERVIEW, found) if overview else ranking_table(found[0], who.names)]
    tables += [similar_table(each.similar, who.names) for each in found[:1] if each.similar and not overview]
    run.show(Report({"schema": 1, "ranks": detailed}, tuple(tables)))


def _first(found: Ranking, *, best: bool) -> str:
    """Those who surely lie in the best or the worst quartile."""
    wanted = 1 if best else 4
    several = [e.municipality for e in found.ranked if e.rank.certain and e.rank.quartile == wanted]
    return " ".join(several)


_OVERVIEW = (
    Column("indicator", "Indicator", get=lambda each: each.indicator.id),
    Column("period", "Period", rank=1, get=lambda each: str(each.span)),
    Column("compared", "Compared", "int", get=lambda each: len(each.ranked)),
    Column("median", "Median", "decimal", get=lambda each: shown(each.quartiles[1])),
    Column("first", "Surely first quartile", get=lambda each: _first(each, best=True)),
    Column("last", "Surely last quartile", get=lambda each: _first(each, best=False)),
)
