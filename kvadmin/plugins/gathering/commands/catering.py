"""``participants catering``: who eats what, without names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.reports import Column, Report, json_of, table_of
from kvadmin.api.wording import clock, day

from ..agenda import read_clock
from ..loaded_gathering import load_gathering
from ..registrations.dietary_needs import Meal, dietary_needs, meals_of, text_counts
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
    tables = [
        table_of("Servering", _MEAL_COLUMNS, _meal_rows(meals), empty="Ingen måltider i programmet."),
        table_of("Tilrettelegging", _ACCESS_COLUMNS, access, empty="Ingen behov for tilrettelegging."),
    ]
    data: dict[str, Any] = {
        "schema": 1,
        "gathering": gathering,
        "active": len(found.book.active),
        "meals": [_meal_data(each) for each in meals],
        "access": json_of(_ACCESS_COLUMNS, access),
    }
    if with_names:
        run.warn(
            tr("this list has health data with names: give it to nobody who does not need it, and delete it afterwards")
        )
        people = [(each, needs[each.id]) for each in found.book.active if each.id in needs]
        data["people"] = json_of(_PEOPLE_COLUMNS, people)
        tables.append(table_of("Med navn", _PEOPLE_COLUMNS, people))
    run.show(Report(data, tuple(tables), personal=True))


@dataclass(frozen=True, slots=True)
class _Eaters:
    """How many of those who eat one meal have one diet; everybody, when it is empty."""

    meal: Meal
    diet: str
    count: int


#: What goes to the kitchen is in Norwegian.
_MEAL_COLUMNS = (
    Column("day", "Dag", get=lambda each: day(each.meal.day, "nb")),
    Column("time", "Tid", get=lambda each: clock(read_clock(each.meal.start)) if each.meal.start else ""),
    Column("meal", "Måltid", get=attrgetter("meal.title")),
    Column("diet", "Kosthold", get=lambda each: each.diet or "alle"),
    Column("count", "Antall", "int"),
)
_ACCESS_COLUMNS = (
    Column("need", "Behov", get=lambda each: each[0]),
    Column("count", "Antall", "int", get=lambda each: each[1]),
)
_PEOPLE_COLUMNS = (
    Column("id", get=lambda each: each[0].id),
    Column("name", "Navn", get=lambda each: each[0].registration.name),
    Column("place", "Kommune/virksomhet", get=lambda each: each[0].place, json=False),
    Column("diet", "Kosthold", get=lambda each: each[1].diet or None),
    Column("access", "Tilrettelegging", get=lambda each: each[1].access or None),
)


def _meal_rows(meals: list[Meal]) -> Iterator[_Eaters]:
    for meal in meals:
        yield _Eaters(meal, "", len(meal.eaters))
        yield from (_Eaters(meal, diet, number) for diet, number in meal.diets)


def _meal_data(meal: Meal) -> dict[str, Any]:
    return {
        "day": meal.day,
        "time": meal.start or None,
        "meal": meal.title or None,
        "count": len(meal.eaters),
        "diets": [{"diet": diet, "count": number} for diet, number in meal.diets],
    }
