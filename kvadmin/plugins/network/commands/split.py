"""``network split``: the best split of a cohort, or of places from a file."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, any_cohort, parse_day
from kvadmin.api.records import Cohort, Networks, SplitSettings
from kvadmin.api.reports import Report

from ..divisions.division import Division, division_of_split, figure
from ..divisions.division_report import division_data, division_report, network_table
from ..divisions.number_report import numbers_data, numbers_shown, numbers_table
from ..divisions.other_measure import measured_otherwise
from ..hosting.history import carry_over
from ..solver.alternatives import DEARER, DIFFERENT, Alternatives
from ..solver.choosing.target_size import TargetSizes
from ..solver.split import Split
from ..solver.time_budget import TimeBudget
from ..splitting.cohort_places import places_of
from ..splitting.place_file import read_places
from ..splitting.solver_run import solve, split_request
from ..splitting.split_file import made_of
from ..splitting.split_options import checked_number, objective_of, size_range
from .arguments import (
    AnyCohortArgument,
    ApartOption,
    BalanceOption,
    DistancesTableOption,
    MaxDistanceOption,
    MaxPerOption,
    MinPerOption,
    TargetOption,
    ThemeOption,
    TogetherOption,
)
from .split_beside import StandBeside, StandingChoice
from .split_keeping import kept_split

_INTERRUPTED = 130


def split(
    ctx: typer.Context,
    word: AnyCohortArgument = None,
    size: Annotated[str | None, typer.Option("--size", metavar="MIN..MAX", help="Members of a network.")] = None,
    networks: Annotated[
        int | None, typer.Option(metavar="K", help="Number of networks (else the best number).")
    ] = None,
    target: TargetOption = None,
    objective: Annotated[
        str | None,
        typer.Option(metavar="WHAT", help="pairwise, meeting, longest, or a mixture: pairwise=1,longest=0.5."),
    ] = None,
    together: TogetherOption = None,
    apart: ApartOption = None,
    max_per: MaxPerOption = None,
    min_per: MinPerOption = None,
    balance: BalanceOption = None,
    theme: ThemeOption = None,
    max_distance: MaxDistanceOption = None,
    distances: DistancesTableOption = None,
    places: Annotated[Path | None, typer.Option(metavar="FILE", help="csv of places instead of a cohort.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Members on that day (else who has a place).")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Decides ties; the same seed gives the same split.")] = 0,
    time_limit: Annotated[str | None, typer.Option(metavar="SECONDS", help="Stop with the best so far.")] = None,
    prove: Annotated[
        str | None, typer.Option(metavar="SECONDS", help="Then prove for so long that no split is better, or find it.")
    ] = None,
    alternatives: Annotated[int, typer.Option(metavar="N", help="Also show N truly different splits.")] = 0,
    other_measure: Annotated[
        bool | None,
        typer.Option(help="By a table: also what the split with the least km costs (else up to 200 members)."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="COST", help="What a member's change of network costs, in the unit of distances."),
    ] = None,
    beside: Annotated[
        str | None, typer.Option(metavar="C,D", help="Networks of other cohorts that stand; all: every one there is.")
    ] = None,
    meet_again: Annotated[
        bool, typer.Option("--meet-again", help="With --beside: who meets there already may share a network here.")
    ] = False,
    cohort: CohortInsteadOption = None,
) -> None:
    """Split a cohort into the best networks there are, with a bound that proves how good they are.

    With --places no programme folder is needed and nothing is written.

    Example: kvadmin network split P1 --size 4..7 --dry-run
    """
    run = session(ctx)
    chosen = any_cohort(word, cohort)
    if size is None:
        raise UsageError(
            tr("the size of the networks is missing"), where="--size", hint=tr("--size 5..7"), code="missing-value"
        )
    if (chosen is None) == (places is None):
        raise UsageError(
            tr("name a cohort, or a file with --places"),
            hint=tr("kvadmin network split P1 --size 5..7"),
            code="missing-value",
        )
    if alternatives < 0:
        raise UsageError(
            tr("{alternatives} alternatives cannot be shown", alternatives=alternatives),
            where="--alternatives",
            code="bad-value",
        )
    size_range(size)
    objective_of(objective or "")
    settings = SplitSettings(
        size=size, networks=networks, target=target, minimised=objective or "", together=together or [],
        apart=apart or [], max_per=max_per or [], min_per=min_per or [], balance=balance or [],
        theme=theme or "", max_distance=max_distance or "",
        distances="" if distances is None else str(distances), seed=seed,
        as_of=parse_day(as_of, where="--as-of") if as_of else None,
    )  # fmt: skip
    limit = None if time_limit is None else checked_number(time_limit, "--time-limit")
    clock = TimeBudget.of(limit, None if prove is None else checked_number(prove, "--prove"))
    if places is not None and beside is not None:
        raise UsageError(tr("--beside is for a cohort"), where="--beside", code="contradicting-options")
    if meet_again and beside is None:
        raise UsageError(tr("--meet-again is for --beside"), where="--meet-again", code="contradicting-options")
    standing = None if beside is None else StandingChoice(beside, meet_again)
    if keep is not None:
        if places is not None or alternatives:
            raise UsageError(
                tr("--keep is for the networks of a cohort, without --alternatives"),
                where="--keep",
                code="contradicting-options",
            )
        _split_keeping(run, str(chosen), settings, clock, checked_number(keep, "--keep"), standing)
    elif places is not None:
        _split_file(run, places, settings, clock, alternatives, other_measure)
    else:
        _split_cohort(run, str(chosen), settings, clock, alternatives, other_measure, standing)


def _split_file(
    run: Session, file: Path, settings: SplitSettings, clock: TimeBudget, alternatives: int, other_measure: bool | None
) -> None:
    request = split_request(run, None, read_places(file), settings)
    found, others, stopped = solve(run, request, clock, alternatives)
    more, stopped = ({}, True) if stopped else measured_otherwise(run, request, found, clock, other_measure)
    division = division_of_split(request.places, found, None)
    shown = _with_more(run, division, found, {**made_of(request, settings), **more}, others)
    tables = run.format != "json"  # tens of thousands of rows that nobody would see
    run.show(_report(shown, found, others, request.distances.unit, tables=tables))
    _exit_if_interrupted(stopped)


def _split_cohort(
    run: Session,
    cohort: str,
    settings: SplitSettings,
    clock: TimeBudget,
    alternatives: int,
    other_measure: bool | None,
    standing: StandingChoice | None,
) -> None:
    group = run.data.get(Cohort, cohort)
    places = places_of(run.data, group, run.today, settings.as_of)
    others = StandBeside.of(run, standing, group.id, places, settings)
    before = run.data.find(Networks, group.id)
    request = split_request(run, run.data, places, settings, record=before)
    found, different, stopped = solve(run, request, clock, alternatives)
    more, stopped = ({}, True) if stopped else measured_otherwise(run, request, found, clock, other_measure)
    former = _without_former_members(before, set(places.ids))
    division = division_of_split(places, found, group.id, former, others.taken)
    record = networks_record(run, before, division, settings)
    if stopped:
        run.info(tr("Interrupted: this is the best so far; nothing was written."))
    else:
        transaction = run.transaction()
        if before is None:
            transaction.create(record)
        else:
            transaction.update(record)
        run.commit(
            transaction, confirm=tr("Replace the networks of {id}?", id=group.id) if before and before.networks else ""
        )
    more |= others.data(run.data, division, request.size_min)
    shown = _with_more(run, division, found, {**made_of(request, settings, record), **more}, different)
    run.show(others.report(_report(shown, found, different, request.distances.unit)))
    _exit_if_interrupted(stopped)


def _split_keeping(
    run: Session, cohort: str, settings: SplitSettings, clock: TimeBudget, cost: float, standing: StandingChoice | None
) -> None:
    group = run.data.get(Cohort, cohort)
    places = places_of(run.data, group, run.today, settings.as_of)
    others = StandBeside.of(run, standing, group.id, places, settings)
    before = run.data.find(Networks, group.id)
    division, continued, request = kept_split(run, group.id, before, places, settings, cost, clock, others.taken)
    record = networks_record(run, continued, division, settings)
    transaction = run.transaction()
    transaction.update(record)
    run.commit(transaction, confirm=tr("Replace the networks of {id}?", id=group.id))
    more = {**made_of(request, settings, record), **division.more, **others.data(run.data, division, request.size_min)}
    run.show(others.report(division_report(replace(division, more=more))))


def _without_former_members(before: Networks | None, here: set[str]) -> Networks | None:
    """The record with those who have left taken out, so that a locked network keeps its id and name."""
    if before is None:
        return None
    for network in before.networks:
        network.members = sorted(set(network.members) & here)
        network.host = network.host if network.host in here else ""
    return before


def networks_record(run: Session, before: Networks | None, division: Division, settings: SplitSettings) -> Networks:
    """What is kept in the programme folder: the networks, and how they were asked for."""
    settings.made = run.today
    settings.objective = f"{division.score.objective:.2f}"
    settings.objective_km = f"{division.score.objective_km:.2f}"
    settings.bound = "" if division.bound is None else f"{division.bound:.2f}"
    settings.bound_scope = division.bound_scope or ""
    assert division.cohort is not None
    record = Networks(cohort=division.cohort, networks=list(division.networks), settings=settings)
    if before is not None:
        here = set(division.places.ids)
        record.advisors, record.note = before.advisors, before.note
        carry_over(before, record)
        record.locked_members = [member for member in before.locked_members if member in here]
    return record


def _with_more(
    run: Session, division: Division, found: Split, made: dict[str, Any], others: Alternatives | None
) -> Division:
    """The division with what it was made of, and with truly different splits when they were asked for."""
    more: dict[str, Any] = {"seed": made["settings"]["seed"], "cut_short": found.cut_short, **made}
    if found.sizes is not None:
        more["target"] = asdict(found.sizes)
        run.info(_sizes_told(found.sizes))
    numbers = numbers_shown(found)
    if numbers:
        more["by_number"] = numbers_data(numbers, len(division.places))
        run.info(
            tr("The number of networks was free: a sum over all pairs prefers small networks, which have few pairs.")
        )
    if others is not None:
        more["alternatives"] = [
            {**_alternative_data(division, other), "dearer": figure(other.objective - found.objective)}
            for other in others.splits
        ]
        more["alternatives_ended"] = others.ended
        run.info(_told(others))
    return replace(division, more=more)


def _sizes_told(sizes: TargetSizes) -> str:
    """What the target size came to."""
    said = {"networks": sizes.networks, "low": sizes.low, "high": sizes.high, "target": sizes.target}
    if sizes.widened:
        return tr("{networks} networks of {low}..{high}: with sizes nearer to {target} no split was found.", **said)
    return tr("{networks} networks of {low}..{high}: as near to {target} as the number of places allows.", **said)


def _report(division: Division, found: Split, others: Alternatives | None, unit: str, *, tables: bool = True) -> Report:
    """The division, what other numbers of networks promise, and the networks of each different split."""
    report = division_report(division, tables=tables)
    numbers = numbers_shown(found)
    if numbers and tables:
        table = numbers_table(numbers, len(division.places), unit)
        report = replace(report, tables=(*report.tables, table))
    if others is None or not tables:
        return report
    more = []
    for number, other in enumerate(others.splits, start=1):
        dearer = other.objective - division.score.objective
        title = tr("Other split {number}: {dearer:.1f} {unit} dearer", number=number, dearer=dearer, unit=unit)
        more.append(replace(network_table(division_of_split(division.places, other, division.cohort)), title=title))
    return replace(report, tables=(*report.tables, *more))


def _told(others: Alternatives) -> str:
    """How many different splits there are to be seen, and why not more."""
    said = {
        "number": len(others.splits),
        "share": f"{100 * DIFFERENT:.0f}",
        "dearer": f"{100 * DEARER:.0f}",
    }
    wanted = tr(
        "(as many networks, {share} % of the pairs different at least, {dearer} % dearer at most)",
        **said,
    )
    if others.ended == "found":
        return tr("{number} other splits {wanted}.", **said, wanted=wanted)
    if others.ended == "none":
        return tr("{number} other splits; it is proven that there are no more {wanted}.", **said, wanted=wanted)
    if others.ended == "time":
        return tr("{number} other splits; the time was over before more were found {wanted}.", **said, wanted=wanted)
    return tr(
        "{number} other splits; more were not found, which does not mean that there are none {wanted}.",
        **said,
        wanted=wanted,
    )


def _alternative_data(division: Division, other: Split) -> dict[str, Any]:
    data = division_data(division_of_split(division.places, other, division.cohort))
    return {key: data[key] for key in ("objective", "objective_km", "terms", "networks")}


def _exit_if_interrupted(stopped: bool) -> None:
    if stopped:
        raise typer.Exit(_INTERRUPTED)
