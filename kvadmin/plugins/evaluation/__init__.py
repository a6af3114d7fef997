"""Project plans, own evaluations, indicators with their measurements, and the evaluator's package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference, ReferringFiles

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import Job, Predicate, SheetDeclaration, StatusSection

_SECTION = "Evaluation"
_HERE = "kvadmin.plugins.evaluation.commands"
_SHEETS = "kvadmin.plugins.evaluation.sheets"
_REGISTER = "kvadmin municipality list"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``plan`` and ``evaluation``; each command is imported when it runs."""
    return [
        Command(
            "plan",
            "Project plans and the municipalities' own evaluations.",
            section=_SECTION,
            commands=(
                Command("list", "List plans and own evaluations.", f"{_HERE}.plans.plans:list_plans"),
                Command("show", "Show one plan and what was reported on it.", f"{_HERE}.plans.plans:show"),
                Command(
                    "set",
                    "Note what a municipality reported, or when it is due.",
                    f"{_HERE}.plans.plan_changes:set_plan",
                    writes=True,
                ),
                Command("overdue", "List what has not come in time.", f"{_HERE}.plans.plans:overdue"),
            ),
        ),
        Command(
            "evaluation",
            "Indicators, measurements, signals, charts, the evaluator's package.",
            section=_SECTION,
            commands=(
                Command(
                    "indicators",
                    "List, add and change indicators.",
                    f"{_HERE}.indicators:indicators",
                    commands=(
                        Command(
                            "list", "List the indicators with their events.", f"{_HERE}.indicators:list_indicators"
                        ),
                        Command("add", "Add an indicator.", f"{_HERE}.indicators:add", writes=True),
                        Command("set", "Change an indicator.", f"{_HERE}.indicators:set_indicator", writes=True),
                    ),
                ),
                Command(
                    "event",
                    "What happens to a series: freezes, rebases, annotations …",
                    commands=(
                        Command("list", "List what happens to series.", f"{_HERE}.event:list_events"),
                        Command("add", "Freeze, rebase, leave out, annotate, know.", f"{_HERE}.event:add", writes=True),
                        Command("remove", "Take an event away.", f"{_HERE}.event:remove", writes=True),
                    ),
                ),
                Command(
                    "target",
                    "Targets from a period on, and a second one.",
                    commands=(
                        Command("list", "List the targets.", f"{_HERE}.target:list_targets"),
                        Command("set", "Set a target from a period on.", f"{_HERE}.target:set_target", writes=True),
                        Command("remove", "Take a target away.", f"{_HERE}.target:remove", writes=True),
                    ),
                ),
                Command(
                    "codes",
                    "Why figures are missing: codes, marks, labels.",
                    commands=(
                        Command("list", "List the missing codes of indicators.", f"{_HERE}.codes:list_codes"),
                        Command("set", "Add or change a missing code.", f"{_HERE}.codes:set_code", writes=True),
                        Command("remove", "Take a missing code away.", f"{_HERE}.codes:remove_code", writes=True),
                    ),
                ),
                Command(
                    "import",
                    "Import figures, each row with its fate.",
                    f"{_HERE}.import_values:import_file",
                    writes=True,
                    imports="kvadmin.plugins.evaluation.measurements.sheet_layout:MEASUREMENTS",
                ),
                Command(
                    "goals",
                    "Judge goals; propose, confirm, set them.",
                    f"{_HERE}.goals.goal_list:list_goals",
                    commands=(
                        Command(
                            "propose", "List the texts that are not settled.", f"{_HERE}.goals.goal_review:propose"
                        ),
                        Command(
                            "confirm",
                            "Confirm what texts say for certain.",
                            f"{_HERE}.goals.goal_review:confirm",
                            writes=True,
                        ),
                        Command(
                            "set", "Set one goal of a member.", f"{_HERE}.goals.goal_setting:set_goal", writes=True
                        ),
                        Command(
                            "import",
                            "Import goals, each row with its fate.",
                            f"{_HERE}.goals.goal_setting:import_goals",
                            writes=True,
                            imports="kvadmin.plugins.evaluation.goals.goal_file:GOALS",
                        ),
                    ),
                ),
                Command("list", "List values, or who has not reported.", f"{_HERE}.list_values:list_values"),
                Command("signals", "Judge series: limits, signals, icons.", f"{_HERE}.signals:signals"),
                Command(
                    "chart",
                    "Draw series as SVG, PNG or Excel charts.",
                    f"{_HERE}.chart:chart",
                    extra="evaluation",
                ),
                Command(
                    "report",
                    "Results for the network meeting, the council, the inhabitants.",
                    f"{_HERE}.report:report",
                    extra="evaluation",
                ),
                Command(
                    "survey",
                    "What users answered, with its uncertainty.",
                    f"{_HERE}.survey:survey",
                    extra="evaluation",
                ),
                Command(
                    "funnel",
                    "Compare municipalities in a funnel plot.",
                    f"{_HERE}.funnel:funnel",
                    extra="evaluation",
                ),
                Command("ranks", "Rank municipalities, with what is open.", f"{_HERE}.ranks:ranks"),
                Command("export", "Write the evaluator's package.", f"{_HERE}.export:export", extra="evaluation"),
                Command("verify", "Check a package against its manifest.", f"{_HERE}.verify:verify"),
            ),
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """Indicators in one file, one file per project plan."""
    return [
        Collection(
            "indicators",
            "indicators.yaml",
            "kvadmin.plugins.evaluation.indicators.indicators_file:Indicators",
            "What is measured; the values lie in measurements/.",
            references=(Reference("indicators.events.municipality", "municipalities", (), "event-municipality"),),
            files=(
                ReferringFiles(
                    "measurements/*.csv",
                    (Reference("municipality", "municipalities", (), "measurement-municipality", _REGISTER),),
                ),
            ),
        ),
        Collection(
            "goals",
            "goals/{cohort}/{municipality}.yaml",
            "kvadmin.model.goals:MemberGoals",
            "Goals that figures can judge, one file per membership.",
            references=(
                Reference("cohort", "cohorts", (), "goal-cohort", "kvadmin cohort list"),
                Reference(
                    "municipality",
                    "cohorts/memberships.municipality",
                    ("cohort",),
                    "goal-member",
                    "kvadmin cohort show",
                ),
                Reference("goals.indicator", "indicators/indicators.id", (), "goal-indicator"),
            ),
        ),
        Collection(
            "plans",
            "plans/{cohort}/{municipality}.yaml",
            "kvadmin.model.evaluation:ProjectPlan",
            "Project plans and own evaluations, one file per membership.",
            references=(
                Reference("cohort", "cohorts", (), "plan-cohort", "kvadmin cohort list"),
                Reference(
                    "municipality",
                    "cohorts/memberships.municipality",
                    ("cohort",),
                    "plan-member",
                    "kvadmin cohort show",
                ),
            ),
        ),
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``plans``, ``goals`` and ``judged-goals`` of the members of a cohort."""
    from kvadmin.api.hooks import SheetDeclaration

    return [
        SheetDeclaration(
            "plans",
            "a project plan",
            f"{_SHEETS}.plan_sheet:PLAN_SHEET",
            scope=("cohort", "selection"),
            optional=True,
        ),
        SheetDeclaration(
            "goals",
            "a goal of a project plan",
            f"{_SHEETS}.goal_sheet:GOAL_SHEET",
            scope=("cohort", "selection"),
        ),
        SheetDeclaration(
            "judged-goals",
            "a goal that figures can judge",
            f"{_SHEETS}.judged_goal_sheet:JUDGED_GOAL_SHEET",
            scope=("cohort", "selection"),
        ),
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> Sequence[Finding]:
    """Indicators, values and plans that cannot be."""
    from .hooks.checks import findings

    return findings(snapshot)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """Plans that are overdue, and who has not reported for the last period."""
    from .hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_letter_context(
    snapshot: Snapshot, municipality: str, today: date, language: str, about: str
) -> dict[str, Any]:
    """The project plan, or the period of an indicator, that a reminder is about."""
    from .hooks.letter_context import context

    return context(snapshot, municipality, today, language, about)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot, today: date) -> Sequence[Predicate]:
    """``plan-overdue:C`` in selections."""
    from .hooks.selection_words import predicates

    return predicates(snapshot, today)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
