"""``cohort reconcile``: published counts beside the stored ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.imports import look_into, read_list
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column, Report, Table, json_of, table_of

from .counting import CountedFigure
from .published_file import (
    PUBLISHED,
    CountsAsPublished,
    named_groups,
    names_of_groups,
    published_by,
    read_published,
)
from .searching import Setting, SmallestExplanations, contradicting, explain_alone, explain_stored, stored_figures
from .stored_programme import settings_of
from .told_explanations import ToldExplanation, kind_word, summed, told

#: So many explanations are shown; JSON has all that were found.
_SHOWN = 6
_FIGURES = {"new": "new", "total": "in all", "row_sum": "sum of rows", "group": "members"}


@dataclass(frozen=True, slots=True)
class _Compared:
    """One published figure beside the stored one."""

    date: str
    figure: str
    group: str | None
    published: int
    stored: int
    difference: int
    source: str


_COLUMNS = (
    Column("date", "Date"),
    Column("figure", "Figure", show=lambda kind: tr(_FIGURES.get(kind, kind))),
    Column("group", "Group"),
    Column("published", "Published", "int"),
    Column("stored", "Stored", "int"),
    Column("difference", "Difference", "int", show=lambda number: f"{number:+d}" if number else ""),
    Column("source", "Source", rank=1),
)
_LINES = (
    Column("letter", ""),
    Column("what", "What"),
    Column("group", "Group"),
    Column("when", "When"),
    Column("number", "Number"),
)


def reconcile(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="xlsx, ods or csv: date, and new, total, row sum or a column for each group; new in, source.",
        ),
    ],
) -> None:
    """Compare published counts with what is stored, and say what could explain the difference (then exit 1).

    A date may be a day, a month or a year. Everything that is said holds for all lines at once; the smallest
    explanations are worked out, all of them, and nothing is written.

    Example: kvadmin cohort reconcile published.csv
    """
    run = session(ctx)
    cohorts = run.data.all(Cohort)
    published = _published(run, file, cohorts)
    figures = published.figures()
    settings = settings_of(cohorts, published)
    stored = stored_figures(settings[0], tuple(figures))
    compared = [
        _Compared(
            str(published.lines[each.day - 1].period),
            each.kind,
            each.group or None,
            number,
            stored[each],
            stored[each] - number,
            published.lines[each.day - 1].source,
        )
        for each, number in figures.items()
    ]
    differing = [each for each in compared if each.difference]
    data: dict[str, Any] = {
        "schema": 1,
        "identical": not differing,
        "figures": json_of(_COLUMNS, compared),
        "published_alone": None,
        "explanations": None,
        "if_memberships_lack": None,
        "contradicting": [],
    }
    tables = [table_of(tr("Published and stored"), _COLUMNS, compared, () if differing else (tr("identical"),))]
    if differing:
        tables += _explained(published, figures, settings, data, differing)
    run.show(Report(data, tuple(tables)))
    if differing:
        raise Refused(
            tr(
                "{number} of {all} published counts differ from what is stored",
                number=len(differing),
                all=len(compared),
            ),
            where=str(file),
            code="see-result",
        )


def _published(run: Session, file: Path, cohorts: Sequence[Cohort]) -> CountsAsPublished:
    """Read the file: first which groups it names, then everything."""
    only_groups = replace(PUBLISHED, needs=(("date",),))  # its columns of counts may all be groups
    named = named_groups(look_into(run, file, published_by(names_of_groups(cohorts, ()), only_groups)).tables)
    read = read_list(run, file, published_by(names_of_groups(cohorts, named)))
    return read_published(read.tables.tables, read.choices.date_order, str(file))


def _explained(
    published: CountsAsPublished,
    figures: dict[CountedFigure, int],
    settings: Sequence[Setting],
    data: dict[str, Any],
    differing: Sequence[_Compared],
) -> list[Table]:
    """The tables of what could explain it; their data go into ``data``."""
    periods = [each.period for each in published.lines]
    alone = explain_alone(settings, figures)
    of_alone = told(alone, periods)
    data["published_alone"] = _plain(alone, of_alone)
    tables = [_table(tr("The published counts by themselves"), alone, of_alone, alone_too=True)]
    if alone.things is None:
        wrong = contradicting(settings, figures) if alone.complete else ()
        data["contradicting"] = [
            {"date": str(periods[each.day - 1]), "figure": each.kind, "group": each.group or None} for each in wrong
        ]
        if not wrong:
            return tables
        named = "; ".join(_named(each, figures[each], str(periods[each.day - 1])) for each in wrong)
        note = tr("These cannot all be right: {figures}.", figures=named)
        return [Table(tables[0].title, tables[0].columns, (), (note,), note)]
    stored = explain_stored(settings, figures, also_missing=False)
    of_stored = told(stored, periods)
    data["explanations"] = _plain(stored, of_stored)
    lacking = explain_stored(settings, figures, also_missing=True)
    of_lacking = told(lacking, periods) if _fewer(lacking, stored) else ()
    data["if_memberships_lack"] = _plain(lacking, of_lacking) if of_lacking else None
    groups = [
        group for each in (*of_stored[:_SHOWN], *of_lacking[:_SHOWN]) for part in each.parts for group in part.groups
    ]
    look = [
        *(f"kvadmin cohort status --as-of {day}" for day in _days_to_look(settings[0], differing, periods)),
        *(f"kvadmin cohort show {quote(group)}" for group in dict.fromkeys(groups) if _is_stored(settings[0], group)),
    ]
    tables.append(_table(tr("What could explain the difference"), stored, of_stored, alone_too=False))
    if of_lacking:
        title = tr("What could explain it if memberships lack in the store, or are too many")
        tables.append(_table(title, lacking, of_lacking, alone_too=False))
    last = tables[-1]
    look_there = tr("Look: {commands}", commands="; ".join(look))
    tables[-1] = Table(last.title, last.columns, last.rows, (*last.notes, look_there), last.empty)
    return tables


def _fewer(one: SmallestExplanations, other: SmallestExplanations) -> bool:
    return one.things is not None and (other.things is None or one.things < other.things)


def _is_stored(setting: Setting, group: str) -> bool:
    return any(stay.group == group for stays in setting.held for stay in stays)


def _days_to_look(setting: Setting, differing: Sequence[_Compared], periods: Sequence[object]) -> list[str]:
    differ = {each.date for each in differing}
    return [day.isoformat() for day, period in zip(setting.days, periods, strict=True) if str(period) in differ]


def _named(figure: CountedFigure, number: int, when: str) -> str:
    return f"{when} {figure.group or tr(_FIGURES[figure.kind])} {number}"


def _plain(found: SmallestExplanations, said: Sequence[ToldExplanation]) -> dict[str, Any]:
    return {
        "things": found.things,
        "complete": found.complete,
        "found": [asdict(each) for each in said],
    }


def _table(
    title: str,
    found: SmallestExplanations,
    said: Sequence[ToldExplanation],
    *,
    alone_too: bool,
) -> Table:
    """Its explanations one after the other, each with a letter."""
    if found.things == 0:
        return Table(title, _LINES, (), (), f"{title}: {tr('they hang together as they are')}.")
    lines: list[dict[str, str | int]] = []
    for index, each in enumerate(said[:_SHOWN]):
        letter = f"({chr(ord('a') + index)})"
        things = sum(each.kinds.values()) + len(each.counting)
        lines.append({"letter": letter, "what": tr("{number} assumed:", number=things), "number": ""})
        lines += [{"letter": "", "what": f"  {way}"} for way in each.counting]
        lines += [
            {
                "letter": "",
                "what": "  " + kind_word(part.kind, alone=alone_too),
                "group": tr(" or ").join(part.groups),
                "when": _when(part.after, part.before),
                "number": part.least if part.least == part.most else f"{part.least}..{part.most}",
            }
            for part in each.parts
        ]
    notes = []
    if found.things is None:
        notes.append(
            tr("Nothing explains it.") if found.complete else tr("Nothing was found; the search was cut short.")
        )
    elif not found.complete:
        notes.append(tr("The search was cut short: there may be more."))
    if len(said) > _SHOWN:
        notes.append(tr("and {number} more (--format json)", number=len(said) - _SHOWN))
    for index, each in enumerate(said[:_SHOWN]):
        letter, kinds = chr(ord("a") + index), summed(each.kinds, alone=alone_too)
        if kinds and each.spreads > 1:
            ways = tr(
                "({letter}) in every one of {number} ways: {kinds}.", letter=letter, number=each.spreads, kinds=kinds
            )
            notes.append(ways)
        elif kinds:
            notes.append(tr("({letter}) {kinds}.", letter=letter, kinds=kinds))
    return Table.of(title, [*_LINES], lines, notes)


def _when(after: str, before: str) -> str:
    if after and before:
        return tr("after {after}, before {before}", after=after, before=before)
    if before:
        return tr("before {before}", before=before)
    return tr("after {after}", after=after) if after else ""
