"""``evaluation goals propose`` and ``confirm``: what texts say for certain, and a person's word that it is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, UnknownName, UsageError, joined, session, tr
from kvadmin.api.commands import CohortInsteadOption, any_cohort, cohort_of, find_municipality
from kvadmin.api.records import Cohort, Goal, MemberGoals, OpenGoalText
from kvadmin.api.reports import Column, Report, json_of, table_of
from kvadmin.api.wording import near_names

from ...goals.goal_proposals import GoalProposal, goal_proposals
from ...goals.goal_reader import SICK_LEAVE_FIELD
from ...goals.goal_records import goals_at, membership_of, put_goals, with_goal
from ...goals.goal_texts import GoalText
from ...goals.goal_wording import goal_json, goal_words
from ...goals.named_indicators import is_sick_leave
from ...indicators.indicator_catalogue import all_indicators
from ...plans.plan_lists import member_number, names_of
from ..arguments import CohortOption

#: Sources as texts on the screen name them.
SOURCE_NAMES = {
    "quality_goal": "result goal for quality",
    "sick_leave_goal": "goal for sick leave",
    "project_goals": "project goal",
    "effect_goals": "effect goal",
}
SourceOption = Annotated[
    str | None,
    typer.Option("--source", metavar="FIELD", help="quality_goal, sick_leave_goal, project_goals or effect_goals."),
]
TextOption = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The text, or how it begins.")]


def propose(
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="Only these members, by number or name.")
    ] = None,
    cohort: CohortOption = None,
) -> None:
    """List the texts of goals that are not settled: what each says for certain, or why a person has to read it.

    Example: kvadmin evaluation goals propose --cohort P3
    """
    run = session(ctx)
    cohorts = [run.data.get(Cohort, cohort)] if cohort else run.data.all(Cohort)
    wanted = {find_municipality(run.data, each).number for each in numbers} if numbers else None
    found = goal_proposals(run.data, cohorts, all_indicators(run), wanted)
    sure = sum(bool(each.goals) for each in found)
    columns = _columns(run, names_of(run))
    notes = [tr("certain: {sure}, left to a person: {left}", sure=sure, left=len(found) - sure)] if found else []
    table = table_of(tr("Texts of goals"), columns, found, tuple(notes))
    run.show(Report({"schema": 1, "proposals": json_of(columns, found), "sure": sure}, (table,)))


def _columns(run: Session, names: Mapping[str, str]) -> tuple[Column, ...]:
    sick_leave = [each.id for each in all_indicators(run) if is_sick_leave(each)]
    return (
        Column("cohort", "Cohort", rank=1, get=lambda each: each.text.cohort),
        Column("municipality", "No.", get=lambda each: each.text.municipality),
        Column("name", "Name", rank=2, get=lambda each: names.get(each.text.municipality, "")),
        Column("source", get=lambda each: each.text.source),
        Column("shown_source", "Source", rank=3, get=lambda each: tr(SOURCE_NAMES[each.text.source]), json=False),
        Column("text", "Text", get=lambda each: each.text.text),
        Column("sure", get=lambda each: bool(each.goals)),
        Column("goals", get=lambda each: [goal_json(goal) for goal in each.goals]),
        Column("replaces", get=lambda each: [goal_json(goal) for goal in each.replaces]),
        Column("reason", get=lambda each: each.left.reason if each.left else None),
        Column("says", "What it says", get=lambda each: _says(run, each)),
        Column("command", "Command", rank=2, get=lambda each: _command(each, sick_leave)),
    )


def _says(run: Session, proposal: GoalProposal) -> str:
    """The goals of a proposal, or why it is left; a goal without a day says so, and when the membership ends."""
    if proposal.left:
        return tr("left to you: {why}", why=proposal.left.sentence)
    said = [goal_words(goal) for goal in proposal.goals]
    if any(goal.kind == "reach" and goal.by is None for goal in proposal.goals):
        cohort = run.data.get(Cohort, proposal.text.cohort)
        membership = membership_of(cohort, proposal.text.municipality)
        end = membership.to if membership else None
        said.append(tr("no day is named (the membership ends on {end})", end=end) if end else tr("no day is named"))
    if proposal.replaces:
        said.append(tr("in place of: {goals}", goals=joined(", ", (goal_words(each) for each in proposal.replaces))))
    return joined("; ", said)


def _command(proposal: GoalProposal, sick_leave: Sequence[str]) -> str:
    """What settles the text; the indicator is named where the field and the programme leave no other."""
    where = f"{proposal.text.cohort} {proposal.text.municipality}"
    if proposal.goals:
        return f"kvadmin evaluation goals confirm {where}"
    if proposal.left and proposal.left.reason == "no-figure":
        return f"kvadmin evaluation goals confirm {where} --not-judged --source {proposal.text.source}"
    known = proposal.text.source == SICK_LEAVE_FIELD and len(sick_leave) == 1
    indicator = sick_leave[0] if known else "INDICATOR"
    return f"kvadmin evaluation goals set {where} {indicator} --to X --source {proposal.text.source}"


def confirm(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="COHORT [NUMBER]...", help="The cohort (or --cohort), and members by number or name."),
    ] = None,
    cohort: CohortInsteadOption = None,
    every: Annotated[bool, typer.Option("--all", help="Every certain proposal of the cohort.")] = False,
    not_judged: Annotated[
        bool, typer.Option("--not-judged", help="The text is no goal that figures can judge (--why says why).")
    ] = False,
    source: SourceOption = None,
    text: TextOption = None,
) -> None:
    """Confirm what texts say for certain, as propose lists it; or that a text is no goal for figures.

    Example: kvadmin evaluation goals confirm P3 --all
    """
    run = session(ctx)
    typed = [*(words or ())]
    name = cohort_of(any_cohort(typed.pop(0) if typed and cohort is None else None, cohort), None)
    found = run.data.get(Cohort, name)
    numbers = [member_number(run, found, each) for each in typed]
    if bool(numbers) == every:
        raise UsageError(
            tr("whose goals?") if not every else tr("members and --all exclude each other"),
            where="NUMBER",
            hint=tr("COHORT NUMBER..., or COHORT --all"),
            code="contradicting-options" if every else "missing-value",
        )
    proposals = chosen_texts(
        goal_proposals(run.data, [found], all_indicators(run), None if every else set(numbers)), source, text
    )
    if not_judged:
        _say_not_judged(run, found, proposals, one=text is not None or source is not None)
    else:
        _confirm(run, found, proposals)


def chosen_texts(proposals: Sequence[GoalProposal], source: str | None, text: str | None) -> list[GoalProposal]:
    """Those of one source, and those that are this text or begin so.

    Raises:
        UsageError: There is no such source.
        UnknownName: No text that is open is it.
    """
    if source is not None and source not in Goal.SOURCES:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=source),
            where="--source",
            hint=tr("one of {words}", words=", ".join(Goal.SOURCES)),
            near=near_names(source, Goal.SOURCES),
            code="unknown-word",
        )
    found = [each for each in proposals if source in (None, each.text.source)]
    exact = [each for each in found if text is not None and each.text.text == text.strip()]
    begins = [each for each in found if text is None or each.text.text.startswith(text.strip())]
    chosen = exact or begins
    if not chosen and (source or text):
        raise UnknownName(
            tr("no text that is open is that one"),
            where="--text" if text else "--source",
            details=[f"{each.text.municipality} {each.text.source}: {each.text.text}" for each in proposals[:20]],
            hint=tr("kvadmin evaluation goals propose lists the texts"),
            code="unknown-value",
        )
    return chosen


def _confirm(run: Session, cohort: Cohort, proposals: Sequence[GoalProposal]) -> None:
    sure = [each for each in proposals if each.goals]
    left = len(proposals) - len(sure)
    if not sure:
        raise Refused(
            tr("there is no certain proposal to confirm"),
            hint=tr("kvadmin evaluation goals propose --cohort {id}", id=cohort.id),
            code="nothing-to-do",
        )
    changed: dict[str, MemberGoals] = {}
    for each in sure:
        goals = changed.get(each.text.municipality) or goals_at(run.data, cohort.id, each.text.municipality)
        for at, goal in enumerate(each.goals):
            goals = with_goal(goals, goal, each.replaces if not at else ())
        changed[each.text.municipality] = goals
    transaction = run.transaction()
    put_goals(run, transaction, changed.values())
    for each in sure:
        run.info(f"{each.text.municipality} «{each.text.text}»: {_says(run, each)}")
    number = sum(len(each.goals) for each in sure)
    run.commit(transaction, confirm=tr("Confirm {number} goal(s)?", number=number))
    if left:
        run.info(tr("{left} text(s) are left to you: kvadmin evaluation goals propose", left=left))
    _show(run, tr("Goals of {id}", id=cohort.id), _CONFIRMED, confirmed=sure)


_CONFIRMED = ("municipality", "name", "text", "says")


def _say_not_judged(run: Session, cohort: Cohort, proposals: Sequence[GoalProposal], *, one: bool) -> None:
    """Note that texts are no goals for figures; which ones has to be said, unless one alone is open."""
    if not proposals:
        raise Refused(
            tr("no text of goals is open"),
            hint=tr("kvadmin evaluation goals propose --cohort {id}", id=cohort.id),
            code="nothing-to-do",
        )
    if not one and len(proposals) > 1:
        raise UsageError(
            tr("{number} texts are open: which is no goal for figures?", number=len(proposals)),
            where="--not-judged",
            details=[f"{each.text.municipality} {each.text.source}: {each.text.text}" for each in proposals[:20]],
            hint=tr("name it by --source, or by --text"),
            code="missing-value",
        )
    changed: dict[str, MemberGoals] = {}
    for each in proposals:
        goals = changed.get(each.text.municipality) or goals_at(run.data, cohort.id, each.text.municipality)
        changed[each.text.municipality] = _with_open_text(goals, each.text, run.why)
    transaction = run.transaction()
    put_goals(run, transaction, changed.values())
    question = (
        tr("Say of {number} texts that no figures judge them?", number=len(proposals)) if len(proposals) > 1 else ""
    )
    run.commit(transaction, confirm=question)
    _show(run, tr("No goals for figures"), _NOT_JUDGED, not_judged=proposals)


def _with_open_text(goals: MemberGoals, text: GoalText, why: str) -> MemberGoals:
    new = OpenGoalText(source=text.source, text=text.text, why=why)
    return msgspec.structs.replace(goals, not_judged=[*goals.not_judged, new])


_NOT_JUDGED = ("municipality", "name", "shown_source", "text")


def _show(
    run: Session,
    title: str,
    shown: Sequence[str],
    confirmed: Sequence[GoalProposal] = (),
    not_judged: Sequence[GoalProposal] = (),
) -> None:
    columns = _columns(run, names_of(run))
    table = table_of(title, [each for each in columns if each.key in shown], [*confirmed, *not_judged])
    told = {"confirmed": json_of(columns, confirmed), "not_judged": json_of(columns, not_judged)}
    run.show(Report({"schema": 1, **told}, (table,)))
