"""Goals from a workbook or csv: what each row says, and what it does to the goals that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kvadmin.api import KvadminError, Snapshot, UnknownName, UsageError, tr
from kvadmin.api.commands import parse_figure
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    ColumnDates,
    ColumnFigures,
    DateOrder,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    judge_date_columns,
    judge_figures,
    municipality_of,
    municipality_written,
    parse_fields,
    read_figure,
    why_no_municipality,
)
from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals
from kvadmin.api.wording import near_names

from ..indicators.indicator_catalogue import find_indicator
from .goal_changes import KEEPS, goal_of, parse_goal_day, said_goal
from .goal_records import goal_problems, goals_at, membership_of, says_the_same, with_goal

_TABLE = """
cohort: gruppe | pulje | innsatsgruppe | group | kohort | gruppe-id | pulje-id | cohort
indicator: indikator | indicator | måltall | mål for | indikator-id
from: fra | frå | from | utgangspunkt | startnivå | fra nivå | frå nivå | start | baseline | nullpunkt
to: til | to | mål | målnivå | måltal | resultatmål | target | goal | skal bli
by: innen | innan | by | frist | måldato | til dato | deadline | target date | målår
since: siden | sidan | fra og med | frå og med | since | gjelder fra | gjeld frå
keep: hold | holde | halde | retning | keep | direction | type mål | måltype
note: merknad | note | kommentar
"""
_MORE: dict[str, dict[str, Any]] = {
    "cohort": {"help": "the id of the cohort; --cohort in its place"},
    "indicator": {"help": "id or name of the indicator"},
    "from": {"kind": "figure", "help": "the figure it comes from"},
    "to": {"kind": "figure", "help": "the figure to reach, or to keep"},
    "by": {"kind": "date", "help": "a day, or a period: its last day"},
    "since": {"kind": "date", "help": "a day, or a period: its first day"},
    "keep": {"help": "at-most or at-least for a figure to keep; else the direction of the goal, or nothing"},
}

#: Goals: a member, an indicator, and the figure to reach or to keep.
GOALS = Importer(
    "goals",
    parse_fields(_TABLE, WHO_FIELDS, more=_MORE),
    (NEEDS_WHO, ("indicator",), ("to",)),
    help="one goal of a member of a cohort",
)
_DAYS = ("by", "since")
#: What a cell may say of a figure to keep -> the direction.
_KEEP_WORDS = {
    **KEEPS,
    "at most": "decrease",
    "at least": "increase",
    **dict.fromkeys(("høyst", "maks", "maksimalt", "holde høyst", "høgst", "halde høgst", "keep at most"), "decrease"),
    **dict.fromkeys(("minst", "minimum", "holde minst", "halde minst", "keep at least"), "increase"),
}
#: What a cell may say of the direction of a figure to reach.
_DIRECTION_WORDS = {
    **{each: each for each in Goal.DIRECTIONS},
    **dict.fromkeys(("ned", "reduseres", "reduserast", "synke", "lavere", "lågare", "minke", "down"), "decrease"),
    **dict.fromkeys(("opp", "øke", "auke", "høyere", "høgare", "up"), "increase"),
}
_REACH_WORDS = ("nå", "oppnå", "reach", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow(RowOutcome):
    """One row and its fate: ``imported``, ``updated``, ``unchanged``, ``duplicate`` or ``refused``."""

    cohort: str = ""
    indicator: str = ""
    goal: Goal | None = None
    #: Refused because no cohort is named.
    lacks_cohort: bool = False


@dataclass
class GoalMerge:
    """The goals after the import, by cohort and municipality, and what happened to each row."""

    goals: dict[tuple[str, str], MemberGoals] = field(default_factory=dict)
    rows: list[GoalRow] = field(default_factory=list)
    seen: dict[tuple[str, str, str, str], Goal] = field(default_factory=dict)


@dataclass(frozen=True)
class _Around:
    """What a row is read against."""

    data: Snapshot
    register: Register
    indicators: Sequence[Indicator]
    only: str | None
    cohorts: Mapping[str, Cohort]


def merge_goals(
    data: Snapshot,
    tables: Iterable[SheetTable],
    register: Register,
    indicators: Sequence[Indicator],
    only: str | None = None,
    date_order: DateOrder | None = None,
) -> GoalMerge:
    """Put the rows of all tables into the goals that are there.

    Args:
        data: The programme.
        tables: Tables found with :data:`GOALS`.
        register: Every municipality, past ones included.
        indicators: Those that there are.
        only: The cohort that was named; a row of another is refused.
        date_order: The order of day, month and year that a person has said; else the columns tell.
    """
    merged = GoalMerge()
    around = _Around(data, register, indicators, only, {each.id: each for each in data.all(Cohort)})
    for table in tables:
        values = {name: [cell.value for row in table.rows for cell in table.cells(row, name)] for name in _DAYS}
        dates = judge_date_columns(values, order=date_order)
        figures = {
            name: judge_figures(cell.value for row in table.rows for cell in table.cells(row, name))
            for name in ("from", "to")
        }
        for row in table.rows:
            if row.filled:
                merged.rows.append(_merge_row(merged, around, table, row, dates, figures))
    return merged


def _merge_row(
    merged: GoalMerge,
    around: _Around,
    table: SheetTable,
    row: Row,
    dates: Mapping[str, ColumnDates],
    figures: Mapping[str, ColumnFigures],
) -> GoalRow:
    cohort = table.text(row, "cohort").strip() or around.only or ""
    match = municipality_of(table, row, around.register)
    written = municipality_written(table, row)
    number = match.number if match.verdict == "found" else None
    fate = GoalRow(
        sheet=table.sheet.name,
        row=row.number,
        outcome="refused",
        cohort=cohort,
        municipality=number,
        candidates=() if number else match.candidates,
    )
    if number is None:
        return replace(fate, reason=why_no_municipality(match, written), unknown=bool(written))
    if problem := _cohort_problem(cohort, number, around):
        return replace(
            fate, reason=problem, lacks_cohort=not cohort, unknown=bool(cohort and cohort not in around.cohorts)
        )
    key = cohort, number
    goals = merged.goals.get(key) or goals_at(around.data, cohort, number)
    try:
        indicator = find_indicator(around.indicators, table.text(row, "indicator").strip())
        goal = _goal(goals, indicator, table, row, dates, figures)
    except KvadminError as error:
        return replace(fate, reason=error.message, unknown=isinstance(error, UnknownName))
    except ValueError as error:
        return replace(fate, reason=str(error))
    fate = replace(fate, indicator=indicator.id, goal=goal)
    problem = next(goal_problems(goal, indicator, membership_of(around.cohorts[cohort], number)), ("", "", ""))[1]
    return replace(fate, reason=problem) if problem else _put(merged, fate, goals, goal)


def _put(merged: GoalMerge, fate: GoalRow, goals: MemberGoals, goal: Goal) -> GoalRow:
    """Put the goal of a row among those that are there, unless another row of the file has said of it."""
    asked = (goals.cohort, goals.municipality, goal.indicator, goal.kind)
    if (twice := merged.seen.get(asked)) is not None:
        if says_the_same(twice, goal):
            return replace(fate, outcome="duplicate")
        return replace(fate, reason=tr("another row says otherwise"))
    merged.seen[asked] = goal
    before = goal_of(goals, goal.indicator, goal.kind)
    merged.goals[goals.cohort, goals.municipality] = with_goal(goals, goal) if goal != before else goals
    return replace(fate, outcome="imported" if before is None else "unchanged" if goal == before else "updated")


def _cohort_problem(cohort: str, number: str, around: _Around) -> str:
    if not cohort:
        return tr("no cohort is named")
    if cohort not in around.cohorts:
        return tr("there is no cohort {cohort!r}", cohort=cohort)
    if around.only and cohort != around.only:
        return tr("the row is of {cohort}, and --cohort is {only}", cohort=cohort, only=around.only)
    if membership_of(around.cohorts[cohort], number) is None:
        return tr("{number} is no member of {id}", number=number, id=cohort)
    return ""


def _goal(
    goals: MemberGoals,
    indicator: Indicator,
    table: SheetTable,
    row: Row,
    dates: Mapping[str, ColumnDates],
    figures: Mapping[str, ColumnFigures],
) -> Goal:
    """The goal of a row: its figures and days as they stand; words, source and note of the one that is there stay.

    Raises:
        UsageError: A figure, a day or a word cannot be read, or the goal is not whole.
        ValueError: A column uses a mark in two ways.
    """
    kind, direction = _kind(table.text(row, "keep"))
    said: dict[str, Any] = {
        "start": _figure(table, row, "from", figures, indicator),
        "to": _figure(table, row, "to", figures, indicator),
        "by": _day(table, row, "by", dates, last=True),
        "since": _day(table, row, "since", dates, last=False),
    }
    if direction:
        said["direction"] = direction
    if note := table.text(row, "note").strip():
        said["note"] = note
    before = goal_of(goals, indicator.id, kind)
    return said_goal(before, indicator, kind=kind, said=said)


def _kind(text: str) -> tuple[str, str]:
    word = " ".join(text.casefold().split())
    if word in _KEEP_WORDS:
        return "keep", _KEEP_WORDS[word]
    if word in _DIRECTION_WORDS:
        return "reach", _DIRECTION_WORDS[word]
    if word in _REACH_WORDS:
        return "reach", ""
    raise UsageError(
        tr("{text!r} is none of the words that may stand here", text=text),
        hint=tr("one of {words}", words=", ".join((*KEEPS, *Goal.DIRECTIONS))),
        near=near_names(word, (*_KEEP_WORDS, *_DIRECTION_WORDS)),
        code="unknown-word",
    )


def _figure(
    table: SheetTable, row: Row, name: str, figures: Mapping[str, ColumnFigures], indicator: Indicator
) -> Decimal | None:
    text = table.text(row, name).strip()
    column = figures[name]
    if column.conflict and column.doubtful(table.cell(row, name).value):
        label = table.columns.labels[table.columns.by_field[name][0]]
        raise ValueError(tr("column {label!r}: {doubt}", label=label, doubt=column.doubt))
    if text.endswith("%") and indicator.unit and not indicator.is_percent:
        raise ValueError(
            tr(
                "{text} is a percentage, and {id} is measured in {unit}",
                text=text,
                id=indicator.id,
                unit=indicator.unit,
            )
        )
    value = table.cell(row, name).value
    stored = None if isinstance(value, str) else read_figure(value)
    if stored is not None:  # what is shown as «10 %» may be 0.096
        return stored.scaleb(2).normalize() if text.endswith("%") else stored
    return parse_figure(text.removesuffix("%").strip()) if text else None


def _day(table: SheetTable, row: Row, name: str, dates: Mapping[str, ColumnDates], *, last: bool) -> date | None:
    value: Any = table.cell(row, name).value
    if value in (None, "") or not str(value).strip():
        return None
    if dates[name].ambiguous(value):
        raise ValueError(tr("{value!r}: the day or the month may stand first (write 2008-05-19)", value=value))
    plain = dates[name].plain(value) if isinstance(value, str) else value
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return parse_goal_day(str(plain)[:10] if isinstance(plain, date) else str(plain), last=last)
