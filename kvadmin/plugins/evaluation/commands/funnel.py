"""``evaluation funnel``: municipalities side by side, and who lies further out than chance would have it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.records import Indicator
from kvadmin.api.reports import Column, Report, table_of
from kvadmin.api.wording import near_names

from ..comparison.case_file import method_of
from ..comparison.compared import Compared, compared
from ..comparison.comparison_options import (
    CountOption,
    LeastOption,
    MembersOption,
    PeriodOption,
    ProfileOption,
    SimilarOption,
    only_tables,
)
from ..comparison.count_file import read_counts
from ..comparison.funnel import funnel as made_funnel
from ..comparison.funnel_answer import FunnelAnswer, funnel_json, funnel_table, shown, similar_table
from ..comparison.funnel_types import KINDS, RATIO_METHODS, FunnelKind, FunnelMethod, RatioMethod
from ..comparison.indicator_funnel import indicator_funnel, method_for
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from .arguments import indicators_there

_ALL = "all"
_HALF = 0.5


def funnel(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Id; all for every one.", autocompletion=indicators_there),
    ] = None,
    period: PeriodOption = None,
    cohort: MembersOption = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="proportion|rate|ratio", help="Else as the indicator is.")
    ] = None,
    ratio_method: Annotated[
        str | None, typer.Option("--ratio-method", metavar="shmi|cqc", help="How ratios are adjusted (else shmi).")
    ] = None,
    over_dispersion: Annotated[
        str | None, typer.Option("--over-dispersion", metavar="yes|no", help="Limits allow for it, where there is any.")
    ] = None,
    limits: Annotated[
        str | None, typer.Option("--limits", metavar="one|both", help="both: with and without over-dispersion.")
    ] = None,
    trim: Annotated[
        float | None, typer.Option("--trim", metavar="X", help="Part trimmed at each end for dispersion (else 0.1).")
    ] = None,
    multiplier: Annotated[
        float | None, typer.Option("--multiplier", metavar="X", help="100 for per cent (else as the indicator is).")
    ] = None,
    rounding: Annotated[
        str | None, typer.Option("--rounding", metavar="yes|no", help="Expected of shmi to two decimals (else yes).")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="group,numerator,denominator instead of an indicator.")
    ] = None,
    similar_to: SimilarOption = None,
    count: CountOption = 10,
    profile: ProfileOption = "private",
    least: LeastOption = 5,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE|DIR", help=".svg, .png or .pdf; a folder for all.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="nb|nn|en", help="Of the picture.")] = None,
) -> None:
    """Compare municipalities in a funnel: limits by size, with over-dispersion, as table, JSON and picture.

    With --file no programme folder is needed; a JSON file may name the method as FunnelPlotR's arguments do.

    Example: kvadmin evaluation funnel --file counts.csv --method proportion --multiplier 100
    """
    run = session(ctx)
    if (indicator is None) == (file is None):
        raise UsageError(
            tr("name an indicator, or a file with --file"),
            hint=tr("kvadmin evaluation funnel INDICATOR"),
            code="missing-value",
        )
    asked = _Asked.of(method, ratio_method, over_dispersion, limits, trim, multiplier, rounding)
    if file is not None:
        if period or cohort or similar_to or profile != "private":
            raise UsageError(
                tr("--period, --cohort, --similar-to and --profile are for an indicator"),
                where="--file",
                code="contradicting-options",
            )
        who, chosen, answers = Compared(), [], [_of_file(file, asked)]
    else:
        known = all_indicators(run)
        chosen = known if indicator == _ALL else [find_indicator(known, indicator or "")]
        who = compared(run, cohort=cohort, similar=similar_to, count=count, profile=profile, least=least)
        answers = _of_indicators(run, chosen, who, asked, period, every=indicator == _ALL)
    if not answers:
        raise UnknownName(tr("there is nothing to compare"), where="--cohort" if cohort else None, code="nothing-to-do")
    by_id = {each.id: each for each in chosen}
    files: list[str] = []
    if out is not None:
        from ..charts.funnel_files import (
            FunnelPicture,
            write_pictures,
        )  # drawing takes longer to load than funnels to make

        pictures = [
            FunnelPicture(each, by_id.get(each.indicator), cohort or "", who.own.number if who.own else "")
            for each in answers
        ]
        files = write_pictures(run, out, pictures, language, stem=file_stem(file.stem) if file else "")
    _show(run, answers, who, files)


class _Asked:
    """The method as the options have it; what was not given stays open."""

    def __init__(self, given: dict[str, object], kind: FunnelKind | None, times: float | None) -> None:
        self.given, self.kind, self.times = given, kind, times

    @classmethod
    def of(
        cls,
        method: str | None,
        ratio_method: str | None,
        over_dispersion: str | None,
        limits: str | None,
        trim: float | None,
        multiplier: float | None,
        rounding: str | None,
    ) -> _Asked:
        """Checked.

        Raises:
            UsageError: A word that is none of those that may stand, or a figure that cannot be.
        """
        given: dict[str, object] = {}
        kind: FunnelKind | None = _word(method, KINDS, "--method")  # type: ignore[assignment]  # one of them
        ratio: RatioMethod | None = _word(ratio_method, RATIO_METHODS, "--ratio-method")  # type: ignore[assignment]
        if ratio is not None:
            given["ratio_method"] = ratio
        for name, option, text in (
            ("adjusted", "--over-dispersion", over_dispersion),
            ("rounded", "--rounding", rounding),
        ):
            if (word := _word(text, ("yes", "no"), option)) is not None:
                given[name] = word == "yes"
        if (word := _word(limits, ("one", "both"), "--limits")) is not None:
            given["unadjusted"] = word == "both"
        if trim is not None:
            if not 0 <= trim <= _HALF:
                raise UsageError(tr("{value} is not from 0 to 0.5", value=trim), where="--trim", code="bad-value")
            given["trim"] = trim
        if multiplier is not None and not (0 < multiplier < math.inf):
            raise UsageError(tr("{value} is not above 0", value=multiplier), where="--multiplier", code="bad-value")
        return cls(given, kind, multiplier)

    def on(self, base: FunnelMethod) -> FunnelMethod:
        """``base`` with what was given."""
        return replace(base, **self.given)  # type: ignore[arg-type]  # checked above


def _word(text: str | None, known: tuple[str, ...], where: str) -> str | None:
    if text is None or text in known:
        return text
    raise UsageError(
        tr("there is no {text!r} here", text=text),
        where=where,
        hint=tr("one of {known}", known=", ".join(known)),
        near=near_names(text, known),
        code="unknown-word",
    )


def _of_file(file: Path, asked: _Asked) -> FunnelAnswer:
    """The funnel of counts from a file; a JSON file's own settings count where no option says otherwise."""
    found = read_counts(file)
    if asked.kind is None and "data_type" not in found.settings:
        raise UsageError(
            tr("what the counts are is missing"),
            where="--method",
            hint=tr("one of {known}", known=", ".join(KINDS)),
            code="missing-value",
        )
    base = method_of({"data_type": "PR", **found.settings})
    method = replace(
        base, kind=asked.kind or base.kind, multiplier=base.multiplier if asked.times is None else asked.times
    )
    return FunnelAnswer("", "", made_funnel(found.rows, asked.on(method)))


def _of_indicators(
    run: Session, chosen: list[Indicator], who: Compared, asked: _Asked, period: str | None, *, every: bool
) -> list[FunnelAnswer]:
    answers = []
    for each in chosen:
        method = asked.on(method_for(each, FunnelMethod("proportion"), kind=asked.kind, times=asked.times))
        try:
            found = indicator_funnel(run, each, who, method, period)
        except UsageError as error:
            if not every or error.code != "chart-does-not-fit":
                raise
            run.info(error.message)
            continue
        answers += [found] if found is not None else []
    return answers


def _show(run: Session, answers: list[FunnelAnswer], who: Compared, files: list[str]) -> None:
    overview = len(answers) > 1
    detailed = [] if overview and only_tables(run) else [funnel_json(each) for each in answers]
    tables = [table_of(tr("Funnels"), _OVERVIEW, answers) if overview else funnel_table(answers[0])]
    tables += [similar_table(each.similar, who.names) for each in answers[:1] if each.similar and not overview]
    if files:
        tables.append(table_of(tr("Pictures"), (Column("file", "File", get=str),), files))
    run.show(Report({"schema": 1, "funnels": detailed, "files": files}, tuple(tables)))


def _outside(answer: FunnelAnswer) -> str:
    return " ".join(each.group for each in answer.funnel.groups if each.outlier99)


_OVERVIEW = (
    Column("indicator", "Indicator"),
    Column("period", "Period", rank=1),
    Column("compared", "Compared", "int", get=lambda each: len(each.funnel.compared)),
    Column(
        "target",
        "Overall",
        "decimal",
        get=lambda each: shown((each.funnel.target or 0.0) * each.funnel.method.multiplier),
    ),
    Column("phi", "phi", "decimal", rank=2, get=lambda each: shown(each.funnel.phi)),
    Column("outside", "Outside 99.8 %", get=_outside),
)
