"""``measure list``, ``measure show`` and ``measure parties``: what only reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Networks
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key, near_names
from kvadmin_improvement.commands.arguments import CohortOption, MeasureArgument, MunicipalityOption
from kvadmin_improvement.commands.measure_lists import measure_columns, measure_report, parties_text, screen_word
from kvadmin_improvement.records import PARTIES, Measure
from kvadmin_improvement.work.lookups import find_measure, names_of
from kvadmin_improvement.work.matters import MATTERS
from kvadmin_improvement.work.measure_order import in_print_order
from kvadmin_improvement.work.parties import Participation, measures_of, participation


def list_measures(
    ctx: typer.Context,
    cohort: CohortOption = None,
    municipality: MunicipalityOption = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="WORD", help="overdue, idle, unlearned or party-missing: what needs a person."),
    ] = None,
) -> None:
    """List measures: whose, what, who is responsible, when, how far.

    Example: kvadmin measure list --cohort P1
    Example: kvadmin measure list --only overdue
    """
    run = session(ctx)
    measures = chosen_measures(run, cohort, municipality)
    if only is not None:
        if only not in MATTERS:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=only),
                where="--only",
                hint=tr("one of {words}", words=", ".join(MATTERS)),
                near=near_names(only, list(MATTERS)),
                code="unknown-word",
            )
        measures = [each for each in measures if MATTERS[only](each, run.today)]
    columns = measure_columns(names_of(run.data))
    nothing = tr("No measure is noted.") if only is None else tr("No measure is such.")
    run.show(listing("measures", columns, measures, title=tr("Measures"), empty=nothing, as_of=run.today))


def chosen_measures(run: Session, cohort: str | None, municipality: str | None) -> list[Measure]:
    """The measures of a cohort and of a municipality, by cohort, municipality and id.

    Raises:
        UnknownName: There is no such cohort or municipality.
    """
    if cohort is not None:
        run.data.get(Cohort, cohort)
    number = None if municipality is None else find_municipality(run.data, municipality, run.today).number
    found = [
        each for each in run.data.all(Measure) if cohort in (None, each.cohort) and number in (None, each.municipality)
    ]
    return sorted(found, key=in_print_order)


def show(ctx: typer.Context, measure: MeasureArgument) -> None:
    """Show one measure: dates, the five steps with the parties that took part, PDSA cycles.

    Example: kvadmin measure show 0415-1
    """
    run = session(ctx)
    run.show(measure_report(find_measure(run.data, measure), names_of(run.data)))


_WHOSE = {"membership": ("deltaker", "deltakar"), "network": ("nettverk", "nettverk"), "cohort": ("pulje", "pulje")}
_PARTY_COLUMNS = (
    Column("kind", "Whose", show=lambda word: screen_word(word, _WHOSE)),
    Column("cohort", "Cohort", rank=1),
    Column("id", json=True),
    Column("name", "Name"),
    Column("measures", "Measures", "int", rank=2),
    Column("steps", "Steps", "int"),
    *(Column(party, title, "int") for party, title in (
        ("politicians", "Politicians"), ("administration", "Administration"), ("employees", "Employees")
    )),
    Column("all_three", "All three", "int"),
    Column("missing", "Never there", show=parties_text),
)  # fmt: skip


def parties(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """Count the steps in which each of the three parties took part, per member, network and cohort.

    Example: kvadmin measure parties --cohort P1
    """
    run = session(ctx)
    rows, without = [], 0
    measures = run.data.all(Measure)
    names = names_of(run.data)
    for group in [run.data.get(Cohort, cohort)] if cohort else run.data.all(Cohort):
        mine = measures_of(measures, group.id)
        if not mine and cohort is None:
            continue
        without += len(set(group.holders_on(run.today)) - {each.municipality for each in mine})
        members = sorted({each.municipality for each in mine}, key=lambda number: _name_key(names, number))
        rows += [
            _row(
                "membership", group.id, each, names.get(each, each), participation(measures_of(mine, group.id, [each]))
            )
            for each in members
        ]
        networks = run.data.find(Networks, group.id)
        rows += [
            _row(
                "network",
                group.id,
                each.id,
                each.name or each.id,
                participation(measures_of(mine, group.id, each.members)),
            )
            for each in (networks.networks if networks else [])
        ]
        rows.append(_row("cohort", group.id, group.id, group.name, participation(mine)))
    notes = [tr("A step counts when its day or a party is noted.")]
    if without:
        notes.append(tr("Members without a measure, who are not listed: {number}", number=without))
    nothing = tr("No measure is noted.")
    title = tr("Who took part in the steps")
    run.show(
        listing(
            "parties", _PARTY_COLUMNS, rows, title=title, notes=notes, empty=nothing, as_of=run.today, without=without
        )
    )


def _name_key(names: Mapping[str, str], number: str) -> Any:
    return municipality_key(names.get(number, number), number)


def _row(kind: str, cohort: str, id_: str, name: str, found: Participation) -> dict[str, object]:
    about = {"kind": kind, "cohort": cohort, "id": id_, "name": name}
    counted = {each: found.by_party[each] for each in PARTIES}
    told = {"all_three": found.all_three, "missing": list(found.missing)}
    return {**about, "measures": found.measures, "steps": found.steps, **counted, **told}
