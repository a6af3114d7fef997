"""``network choices C``: splits of which none is worse than another in everything, as a table and one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import msgspec
import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, parse_day
from kvadmin.api.documents import Document, Picture, write_document
from kvadmin.api.records import Cohort, Networks, Programme, SplitSettings
from kvadmin.api.reports import Column, Report, json_of, table_of
from kvadmin.api.wording import Language, number

from ..divisions.division import figure, shown_figure
from ..divisions.map_drawing import as_png
from ..divisions.stored_networks import settings_for
from ..map.outline import counties
from ..map.small_maps import SmallMap, small_maps
from ..solver.choosing.front import SplitChoice, balanced_field, best_at, chosen_from, front_of
from ..solver.time_budget import TimeBudget
from ..splitting.choice_runs import ChoiceRuns
from ..splitting.cohort_places import places_of
from ..splitting.solver_run import interruptible, shown_progress, split_request
from ..splitting.split_options import checked_number, size_range
from .arguments import (
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
from .map_file import language_of

_LETTERS = "ABCDE"
_PICTURES = ("svg", "png", "pdf")
_WORDS = {
    "nb": {
        "title": "Valg mellom inndelinger, {cohort}", "legend": "Ring: møtested. Strek: reisen dit.",
        "distance": "km i alt", "longest": "lengste reise", "balance": "jevnhet", "moves": "flyttinger",
        "present": "dagens inndeling", "between": "imellom", "alt": "Kart over inndelingene i tabellen.",
    },
    "nn": {
        "title": "Val mellom inndelingar, {cohort}", "legend": "Ring: møtestad. Strek: reisa dit.",
        "distance": "km i alt", "longest": "lengste reise", "balance": "jamleik", "moves": "flyttingar",
        "present": "inndelinga i dag", "between": "imellom", "alt": "Kart over inndelingane i tabellen.",
    },
    "en": {
        "title": "Choices between splits, {cohort}", "legend": "Ring: meeting place. Line: the way there.",
        "distance": "km in all", "longest": "longest trip", "balance": "balance", "moves": "moves",
        "present": "the present split", "between": "in between", "alt": "Maps of the splits in the table.",
    },
}  # fmt: skip


def choices(
    ctx: typer.Context,
    word: CohortArgument = None,
    size: Annotated[
        str | None, typer.Option("--size", metavar="MIN..MAX", help="Members of a network (else as the networks are).")
    ] = None,
    networks: Annotated[int | None, typer.Option(metavar="K", help="Number of networks.")] = None,
    target: TargetOption = None,
    together: TogetherOption = None,
    apart: ApartOption = None,
    max_per: MaxPerOption = None,
    min_per: MinPerOption = None,
    balance: BalanceOption = None,
    theme: ThemeOption = None,
    max_distance: MaxDistanceOption = None,
    distances: DistancesTableOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Members on that day (else who has a place).")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Decides ties; the same seed gives the same split.")] = 0,
    time_limit: Annotated[str | None, typer.Option(metavar="SECONDS", help="Stop with the best so far.")] = None,
    language: Annotated[str | None, typer.Option(metavar="nb|nn|en", help="Of the picture.")] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Up to five splits to choose between: none is worse than another in km, longest trip, balance and moves.

    Rules are those typed, else those that the networks were made by. Nothing is written but the picture of -o.

    Example: kvadmin network choices P1 --size 4..7
    """
    run = session(ctx)
    group = run.data.get(Cohort, cohort_of(word, cohort))
    day = parse_day(as_of, where="--as-of") if as_of else None
    typed = SplitSettings(
        size=size or "", networks=networks, target=target, together=together or [], apart=apart or [],
        max_per=max_per or [], min_per=min_per or [], balance=balance or [], theme=theme or "",
        max_distance=max_distance or "", distances="" if distances is None else str(distances), seed=seed, as_of=day,
    )  # fmt: skip
    clock = TimeBudget.of(None if time_limit is None else checked_number(time_limit, "--time-limit"))
    runs = _runs(run, group, typed, clock)
    with interruptible(run) as stop, shown_progress(run, runs.request.distances.unit, clock.left()) as clock.tell:
        clock.stop = stop
        found = runs.found()
    if stop.requested:
        raise KeyboardInterrupt
    front = front_of(found)
    shown = chosen_from(front)
    _say_present(run, found, front)
    if run.format in _PICTURES:
        content = _picture(run, runs, group.name, shown, run.format, language)
        run.show_document(content, run.format)
    else:
        run.show(_report(runs, found, shown))


def _runs(run: Session, group: Cohort, typed: SplitSettings, clock: TimeBudget) -> ChoiceRuns:
    """What is asked for: the rules as typed, or those of the networks when none were."""
    places = places_of(run.data, group, run.today, typed.as_of)
    record = run.data.find(Networks, group.id)
    kept = record if record is not None and record.networks else None
    named = [name for name in typed.__struct_fields__ if getattr(typed, name) != getattr(SplitSettings(size=""), name)]
    stored = not set(named) - {"distances", "as_of", "seed"} and kept is not None and kept.settings is not None
    settings = typed
    if stored and kept is not None:
        settings = settings_for(run, kept, places, Path(typed.distances) if typed.distances else None)
        settings = msgspec.structs.replace(settings, seed=typed.seed, as_of=typed.as_of, minimised="")
    if not settings.size:
        raise UsageError(
            tr("the size of the networks is missing"),
            where="--size",
            hint=tr("kvadmin network choices {cohort} --size 5..7", cohort=group.id),
            code="missing-value",
        )
    size_range(settings.size)
    request = split_request(run, run.data, places, settings, record=record, reading=True)
    before = None if kept is None else [list(each.members) for each in kept.networks if each.members]
    return ChoiceRuns(group.id, request, settings, before, stored, clock)


def _say_present(run: Session, found: Sequence[SplitChoice], front: Sequence[SplitChoice]) -> None:
    """Say when the present split is not among those to choose between, and which is better."""
    present = next((each for each in found if each.present), None)
    if present is not None and not any(each.present for each in front):
        run.info(tr("The present split is not among them: another is better in something and worse in nothing."))


def _named(at: int, each: SplitChoice, best: list[list[str]], words: dict[str, str]) -> str:
    """What a choice is best at."""
    found = [words[name] for name in best[at]]
    found += [words["present"]] if each.present else []
    return ", ".join(found) or words["between"]


def _report(runs: ChoiceRuns, found: Sequence[SplitChoice], shown: Sequence[SplitChoice]) -> Report:
    best, unit = best_at(shown), runs.request.distances.unit
    words = {key: tr(text) for key, text in _WORDS["en"].items()}
    rows = list(enumerate(shown))
    columns = (
        Column("id", "Choice", get=lambda row: _LETTERS[row[0]]),
        Column("distance", tr("Sum {unit}", unit=unit), "decimal", get=lambda row: figure(row[1].distance),
               show=shown_figure),
        Column("longest", tr("Longest {unit}", unit=unit), "decimal", get=lambda row: figure(row[1].longest),
               show=shown_figure),
        Column("balance", "Balance", "decimal", get=lambda row: figure(row[1].balance), show=_plain),
        Column("moves", "Moves", "int", get=lambda row: row[1].moves),
        Column("size", "Networks", "int", get=lambda row: len(row[1].networks), json=False),
        Column("about", "Best in", get=lambda row: _named(row[0], row[1], best, words), json=False),
        Column("best_at", get=lambda row: best[row[0]]),
        Column("present", get=lambda row: row[1].present),
        Column("objective_km", get=lambda row: figure(row[1].score.objective_km)),
        Column("networks", get=lambda row: [list(members) for members in row[1].networks]),
        Column("meeting_places", get=lambda row: [each.meeting_place for each in row[1].score.networks]),
        Column("command", get=lambda row: row[1].made or None),
    )  # fmt: skip
    titled = [each for each in columns if each.title]
    notes = [f"{_LETTERS[at]}: {each.made or tr('as it is: nothing to be done')}" for at, each in rows]
    field = balanced_field(runs.request)
    data: dict[str, Any] = {
        "schema": 1,
        "cohort": runs.cohort,
        "unit": unit,
        "balance_of": "members" if field is None else field,
        "looked_at": len(found),
        "choices": json_of([each for each in columns if each.json], rows),
    }
    return Report(data, (table_of("Choices", titled, rows, notes),))


def _plain(value: float | None) -> Any:
    return shown_figure(value, 0)


def _picture(
    run: Session, runs: ChoiceRuns, cohort: str, shown: Sequence[SplitChoice], kind: str, language: str | None
) -> bytes:
    """The maps side by side, each with its figures."""
    spoken = cast("Language", language_of(language or run.data.get(Programme).language))
    words, unit, best = _WORDS[spoken], runs.request.distances.unit, best_at(shown)
    maps = [
        SmallMap(
            f"{_LETTERS[at]}", _named(at, each, best, words), _lines(each, words, unit, spoken), each.networks,
            tuple(network.meeting_place for network in each.score.networks),
        )
        for at, each in enumerate(shown)
    ]  # fmt: skip
    places = [(place.id, place.lat, place.lon) for place in runs.request.places]
    title = words["title"].format(cohort=cohort)
    svg = small_maps(places, maps, counties(), title, words["legend"])
    if kind == "png":
        return as_png(svg)
    if kind == "pdf":
        picture = Picture(svg.encode(), "svg", words["alt"])
        name = run.data.get(Programme).name
        return write_document(Document(title, spoken, programme=name, blocks=(picture,)), "pdf")
    return svg.encode()


def _lines(each: SplitChoice, words: dict[str, str], unit: str, spoken: Language) -> tuple[str, ...]:
    """The figures below a map."""
    lines = [
        f"{number(each.distance, spoken, 0)} {words['distance'].replace('km', unit)}",
        f"{words['longest']} {number(each.longest, spoken, 0)} {unit}",
        f"{words['balance']} {number(each.balance, spoken, 0)}",
    ]
    return (*lines, f"{words['moves']} {each.moves}") if each.moves is not None else tuple(lines)
