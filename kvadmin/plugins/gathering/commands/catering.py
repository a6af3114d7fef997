"""``participants catering`` and ``participants forget-sensitive``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Gathering
from kvadmin.api.reports import Column, Report, Table
from kvadmin.api.wording import clock, day

from ..agenda import read_clock
from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.dietary_needs import Meal, dietary_needs, meals_of, text_counts
from ..registrations.registration_book import RegisteredPerson
from ..registrations.sensitive_needs import Need, SensitiveNeeds
from .arguments import GatheringArgument


def catering(
    ctx: typer.Context,
    gathering: GatheringArgument,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Also who; health data, not to be passed on.")
    ] = False,
) -> None:
    """Count who eats what at each meal, and who needs what to take part; without names unless asked.

    Example: kvadmin participants catering 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    needs = dietary_needs(run.data, gathering)
    meals = meals_of(found.gathering, found.book.active, needs)
    access = text_counts([needs[each.id].access for each in found.book.active if each.id in needs])
    tables = [_meal_table(meals), _access_table(access)]
    data: dict[str, Any] = {
        "schema": 1,
        "gathering": gathering,
        "active": len(found.book.active),
        "meals": [_meal_data(each) for each in meals],
        "access": [{"need": need, "count": number} for need, number in access],
    }
    if with_names:
        run.warn(
            tr("this list has health data with names: give it to nobody who does not need it, and delete it afterwards")
        )
        people = _people(found, needs)
        data["people"] = [
            {"id": one.id, "name": one.registration.name, "diet": need.diet or None, "access": need.access or None}
            for one, need in people
        ]
        tables.append(_people_table(people))
    run.show(Report(data, tuple(tables)))


def _meal_data(meal: Meal) -> dict[str, Any]:
    return {
        "day": meal.day,
        "time": meal.start or None,
        "meal": meal.title or None,
        "count": len(meal.eaters),
        "diets": [{"diet": diet, "count": number} for diet, number in meal.diets],
    }


def _meal_table(meals: list[Meal]) -> Table:
    columns = (
        Column("day", "Dag"),
        Column("time", "Tid"),
        Column("meal", "Måltid"),
        Column("diet", "Kosthold"),
        Column("count", "Antall", "int"),
    )
    rows: list[tuple[Any, ...]] = []
    for meal in meals:
        when = (day(meal.day, "nb"), clock(read_clock(meal.start)) if meal.start else "", meal.title)
        rows.append((*when, "alle", len(meal.eaters)))
        rows.extend((*when, diet, number) for diet, number in meal.diets)
    return Table(tr("Servering"), columns, tuple(rows))


def _access_table(access: tuple[tuple[str, int], ...]) -> Table:
    return Table(tr("Tilrettelegging"), (Column("need", "Behov"), Column("count", "Antall", "int")), access)


def _people(found: LoadedGathering, needs: Mapping[str, Need]) -> list[tuple[RegisteredPerson, Need]]:
    return [(each, needs[each.id]) for each in found.book.active if each.id in needs]


def _people_table(people: list[tuple[RegisteredPerson, Need]]) -> Table:
    columns = (
        Column("name", "Navn"),
        Column("place", "Kommune/virksomhet"),
        Column("diet", "Kosthold"),
        Column("access", "Tilrettelegging"),
    )
    rows = tuple((one.registration.name, one.place, need.diet, need.access) for one, need in people)
    return Table(tr("Med navn"), columns, rows)


def forget_sensitive(ctx: typer.Context, gathering: GatheringArgument) -> None:
    """Delete the diets and access needs of a gathering; it can't be undone and needs --yes.

    Example: kvadmin participants forget-sensitive 2008-08-27-oppstart --yes
    """
    run = session(ctx)
    run.data.get(Gathering, gathering)
    found = run.data.find(SensitiveNeeds, gathering)
    if found is None:
        run.info(tr("Nothing sensitive is kept for {gathering}.", gathering=gathering))
        return
    change = run.transaction()
    change.delete(SensitiveNeeds, gathering)
    question = tr(
        "Delete the diets and access needs of {number} people at {gathering} for good?",
        number=len(found.needs),
        gathering=gathering,
    )
    run.commit(change, confirm=question, forever=True)
