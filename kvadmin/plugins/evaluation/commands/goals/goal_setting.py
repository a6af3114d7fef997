"""``evaluation goals set`` and ``import``: goals as a person says them, one by one or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, parse_figure
from kvadmin.api.imports import Register, nothing_taken_in, read_list, rows_refusal, rows_report
from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals, Municipality
from kvadmin.api.reports import Column, listing

from ...goals.goal_changes import goal_of, parse_goal_day, parse_keep, said_goal, with_words
from ...goals.goal_file import GOALS, merge_goals
from ...goals.goal_proposals import goal_proposals
from ...goals.goal_records import goal_problems, goals_at, membership_of, put_goals, with_goal, without_goal
from ...goals.goal_wording import goal_json, goal_words
from ...indicators.indicator_catalogue import all_indicators, find_indicator
from ...plans.plan_lists import member_number, names_of
from ..arguments import CohortOption
from .goal_review import SourceOption, TextOption, chosen_texts

_OPTIONS = {
    "start": "--from",
    "to": "--to",
    "by": "--by",
    "since": "--since",
    "direction": "--keep",
    "source": "--source",
}


def set_goal(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT NUMBER INDICATOR",
            help="The cohort (or --cohort), the member by number or name, and the indicator.",
        ),
    ],
    cohort: CohortInsteadOption = None,
    start: Annotated[str | None, typer.Option("--from", metavar="X", help="The figure it comes from.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="X", help="The figure to reach, or to keep.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="DAY|PERIOD", help="Until when; of a period its last day.")
    ] = None,
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="at-most|at-least", help="A figure to keep, not to reach.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="From when it is kept (else the membership's start).")
    ] = None,
    source: SourceOption = None,
    text: TextOption = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of one's own.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the goal away.")] = False,
) -> None:
    """Set one goal of a member, or change it; with --source or --text it settles the text that it stands in.

    Example: kvadmin evaluation goals set P1 0415 sykefravaer --from 9,6 --to 8,4 --by 2009
    Example: kvadmin evaluation goals set P1 0415 sykefravaer --keep at-most --to 6,2
    """
    run = session(ctx)
    name, municipality, wanted = _three(cohort_and_words(words, cohort, "NUMBER", "INDICATOR"))
    found = run.data.get(Cohort, name)
    number = member_number(run, found, municipality)
    indicator = find_indicator(all_indicators(run), wanted)
    goals = goals_at(run.data, found.id, number)
    given = {
        "--from": start,
        "--to": to,
        "--by": by,
        "--since": since,
        "--source": source,
        "--text": text,
        "--note": note,
    }
    if remove:
        _refuse_besides(given)
        goal = _present(goals, indicator, keep)
        changed = without_goal(goals, goal)
    else:
        if keep is None and all(each is None for each in given.values()):
            raise UsageError(tr("nothing to set"), hint="--from, --to, --by, --keep", code="nothing-to-do")
        goal = _said(run, found, goals, indicator, keep, given)
        changed = with_goal(goals, goal)
    transaction = run.transaction()
    put_goals(run, transaction, [changed])
    run.commit(transaction)
    rows = [{"cohort": found.id, "municipality": number, "goal": each} for each in changed.goals]
    run.show(listing("goals", _columns(names_of(run)), rows, title=tr("Goals of {number}", number=number)))


def _three(words: list[str]) -> tuple[str, str, str]:
    return words[0], words[1], words[2]


def _columns(names: dict[str, str]) -> tuple[Column, ...]:
    def of(field: str) -> Any:
        return lambda row: goal_json(row["goal"])[field]

    return (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name", rank=1, get=lambda row: names.get(row["municipality"], "")),
        Column("indicator", "Indicator", get=of("indicator")),
        Column("kind", "Kind", get=of("kind"), show=tr),
        Column("from", "From", "decimal", get=of("from")),
        Column("to", "To", "decimal", get=of("to")),
        Column("direction", "Direction", rank=2, get=of("direction"), show=tr),
        Column("since", "Since", "date", rank=3, get=of("since")),
        Column("by", "By", "date", get=of("by")),
        Column("source", get=lambda row: row["goal"].source),
        Column("text", get=lambda row: row["goal"].text),
        Column("note", get=lambda row: row["goal"].note),
    )


def _refuse_besides(given: dict[str, str | None]) -> None:
    if besides := [option for option, value in given.items() if value is not None]:
        raise UsageError(
            tr("--remove takes the whole goal away: {options} say otherwise", options=", ".join(besides)),
            where="--remove",
            code="contradicting-options",
        )


def _present(goals: MemberGoals, indicator: Indicator, keep: str | None) -> Goal:
    """The goal to take away: the only one of the indicator, or the one that keeps when that is said."""
    found = [each for each in goals.goals if each.indicator == indicator.id]
    if keep is not None:
        way = parse_keep(keep)
        found = [each for each in found if (each.kind, each.direction) == ("keep", way)]
    elif len(found) > 1:
        found = [each for each in found if each.kind == "reach"]
    if not found:
        raise UnknownName(
            tr("{number} has no such goal for {id}", number=goals.municipality, id=indicator.id),
            where="INDICATOR",
            details=[goal_words(each) for each in goals.goals],
            hint=tr("kvadmin evaluation goals --cohort {id}", id=goals.cohort),
            code="unknown-value",
        )
    return found[0]


def _said(
    run: Session,
    cohort: Cohort,
    goals: MemberGoals,
    indicator: Indicator,
    keep: str | None,
    given: dict[str, str | None],
) -> Goal:
    kind = "reach" if keep is None else "keep"
    before = goal_of(goals, indicator.id, kind)
    if before is None and kind == "reach" and given["--to"] is None and goal_of(goals, indicator.id, "keep"):
        raise UsageError(
            tr("the goal for {id} is to keep a figure", id=indicator.id),
            where="INDICATOR",
            hint=tr("add --keep at-most or --keep at-least to change it"),
            code="missing-value",
        )
    said: dict[str, Any] = {}
    if keep is not None:
        said["direction"] = parse_keep(keep)
    for field, option, last in (("by", "--by", True), ("since", "--since", False)):
        if (text := given[option]) is not None:
            said[field] = parse_goal_day(text, where=option, last=last) if text.strip() else None
    for field, option in (("start", "--from"), ("to", "--to")):
        if (text := given[option]) is not None:
            said[field] = parse_figure(text, where=option) if text.strip() else None
    if (note := given["--note"]) is not None:
        said["note"] = note.strip()
    goal = said_goal(before, indicator, kind=kind, said=said, where=_OPTIONS)
    for field, problem, hint in goal_problems(goal, indicator, membership_of(cohort, goals.municipality)):
        raise UsageError(problem, where=_OPTIONS.get(field), hint=hint or None, code="bad-value")
    return _with_open_text(run, cohort, goals.municipality, goal, given["--source"], given["--text"])


def _with_open_text(
    run: Session, cohort: Cohort, number: str, goal: Goal, source: str | None, text: str | None
) -> Goal:
    """The goal with the open text that it settles; a text that is not open is not guessed.

    Raises:
        UsageError: Several texts are open there.
    """
    if source is None and text is None:
        return goal
    opened = goal_proposals(run.data, [cohort], all_indicators(run), {number})
    if source == goal.source and text in (None, goal.text):
        return goal
    found = chosen_texts(opened, source, text)
    if len(found) > 1:
        raise UsageError(
            tr("{number} texts are open there: which one is it?", number=len(found)),
            where="--text" if text else "--source",
            details=[each.text.text for each in found],
            hint=tr("name it by --text, as it begins"),
            code="missing-value",
        )
    return with_words(goal, found[0].text.source, found[0].text.text)


def import_goals(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="xlsx or csv: municipality, indicator, from, to, by, and keep or cohort."),
    ],
    cohort: CohortOption = None,
) -> None:
    """Import goals and say what happened to each row; if one cannot be right, nothing is written (exit 3).

    Example: kvadmin evaluation goals import goals.csv --cohort P1
    """
    run = session(ctx)
    only = run.data.get(Cohort, cohort).id if cohort else None
    read = read_list(run, file, GOALS)
    register = Register(run.data.all(Municipality))
    merged = merge_goals(run.data, read.tables.tables, register, all_indicators(run), only, read.choices.date_order)
    report = rows_report(merged.rows, "Goals", _ROW)
    hint = tr("name the cohort: --cohort C") if any(each.lacks_cohort for each in merged.rows) else ""
    if refusal := rows_refusal(merged.rows, str(file), hint):
        run.show(report)
        raise refusal
    transaction = run.transaction()
    put_goals(run, transaction, merged.goals.values())
    read.remember(transaction)
    run.commit(transaction)
    run.show(report)
    if nothing := nothing_taken_in(merged.rows, str(file)):
        raise nothing


_ROW = (
    Column("cohort", "Cohort", get=lambda row: row.cohort),
    Column("indicator", "Indicator", get=lambda row: row.indicator),
    Column("goal", "Goal", get=lambda row: goal_words(row.goal) if row.goal else "", json=False),
    Column("said", get=lambda row: goal_json(row.goal) if row.goal else None),
)
