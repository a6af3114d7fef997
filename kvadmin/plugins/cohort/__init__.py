"""Cohorts and applications: the call, the intake, the admission rule, memberships and the status table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl, tr
from kvadmin.api.hooks import Collection, Reference, ReferringFiles

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.changes import HistoryEntry
    from kvadmin.api.hooks import ApplicationVariable, Job, PersonalData, Predicate, SheetDeclaration, StatusSection

_SECTION = "Cohorts"
_HERE = "kvadmin.plugins.cohort.commands"
_SHEETS = "kvadmin.plugins.cohort.sheets"
_REGISTER = "kvadmin municipality list"
_COHORTS = "kvadmin cohort list"
#: Whose a row was settled to be: ``0236, received 2008-05-08``.
_SETTLED = r"^(\w{4}), (?:received|confirmed)"
#: What is looked up among the parties: neither an address nor the county governors, whom every county has.
_PARTY = r"(?i)^(?!fylkesm[ae]nnene?$|county governors?$)[^@]+$"
_FREEZES = ReferringFiles(
    "freezes/*.json",
    (
        Reference("cohort", "cohorts", (), "freeze-cohort", _COHORTS),
        Reference("inputs.call.cohort", "cohorts", (), "freeze-cohort", _COHORTS),
        Reference("inputs.applicants.number", "municipalities", (), "freeze-municipality", _REGISTER),
        Reference("inputs.applicants.member_of", "cohorts", (), "freeze-cohort", _COHORTS),
    ),
)
_PROTOCOLS = ReferringFiles(
    "protocols/*.json",
    (
        Reference("cohort", "cohorts", (), "protocol-cohort", _COHORTS),
        Reference("inputs.call.cohort", "cohorts", (), "protocol-cohort", _COHORTS),
        Reference("decisions.municipality", "municipalities", (), "protocol-municipality", _REGISTER),
        Reference("inputs.applicants.number", "municipalities", (), "protocol-municipality", _REGISTER),
        Reference("inputs.applicants.member_of", "cohorts", (), "protocol-cohort", _COHORTS),
        Reference("inputs.members.number", "municipalities", (), "protocol-municipality", _REGISTER),
    ),
)


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``cohort`` and ``application``."""
    return [
        Command(
            "cohort",
            "Calls, admission, memberships and the status table.",
            section=_SECTION,
            commands=(
                Command("new", "Make a cohort (or an effort group) with its call.", f"{_HERE}.calls:new", writes=True),
                Command("set", "Change one field of the call.", f"{_HERE}.calls:set_field", writes=True),
                Command("list", "List cohorts and effort groups.", f"{_HERE}.cohorts:list_cohorts"),
                Command("show", "Show one cohort: its call and its members.", f"{_HERE}.cohorts:show"),
                Command("status", "The status table on a date.", f"{_HERE}.cohorts:status"),
                Command(
                    "reconcile",
                    "Compare published counts with the stored ones.",
                    "kvadmin.plugins.cohort.reconciling.reconcile_command:reconcile",
                    imports="kvadmin.plugins.cohort.reconciling.published_file:PUBLISHED",
                ),
                Command(
                    "import",
                    "Import memberships.",
                    f"{_HERE}.memberships:import_memberships",
                    writes=True,
                    imports="kvadmin.plugins.cohort.memberships.membership_file:MEMBERSHIPS",
                ),
                Command("withdraw", "End a membership.", f"{_HERE}.memberships:withdraw", writes=True),
                Command(
                    "admit", "Decide on all applications by the admission rule.", f"{_HERE}.admit:admit", writes=True
                ),
                Command("freeze", "Close the list before the draw.", f"{_HERE}.freeze:freeze", writes=True),
                Command("draw", "Enter the draw that the call has named.", f"{_HERE}.draw:draw", writes=True),
                Command("odds", "Say each applicant's chance before the draw, and what if.", f"{_HERE}.odds:odds"),
                Command("verify", "Re-run the rule and compare with the protocol.", f"{_HERE}.verify:verify"),
                Command(
                    "explain",
                    "Explain why a municipality got a place or did not.",
                    f"{_HERE}.explain:explain",
                    formats=("docx", "pdf"),
                ),
                Command(
                    "confirm",
                    "Note that municipalities take their places.",
                    f"{_HERE}.confirm_places:confirm_places",
                    writes=True,
                ),
                Command("promote", "Fill free places from the waiting list.", f"{_HERE}.promote:promote", writes=True),
            ),
        ),
        Command(
            "application",
            "Import, judge and complete applications.",
            section=_SECTION,
            commands=(
                Command(
                    "import",
                    "Import a list and say what happened to each row.",
                    f"{_HERE}.importing:import_applications",
                    writes=True,
                    imports="kvadmin.plugins.cohort.intake.columns:APPLICATIONS",
                ),
                Command("resolve", "Settle a row that needs a person.", f"{_HERE}.resolve:resolve", writes=True),
                Command(
                    "confirm", "Confirm a suggested identity, or a place.", f"{_HERE}.confirm:confirm", writes=True
                ),
                Command("list", "List the applications of a cohort.", f"{_HERE}.applications:list_applications"),
                Command("show", "Show one application.", f"{_HERE}.applications:show"),
                Command("missing", "List exactly what each application lacks.", f"{_HERE}.applications:missing"),
                Command(
                    "set", "Change one field of an application.", f"{_HERE}.application_changes:set_field", writes=True
                ),
                Command(
                    "withdraw",
                    "Note that an application is withdrawn.",
                    f"{_HERE}.application_changes:withdraw",
                    writes=True,
                ),
                Command(
                    "accept-late",
                    "Accept a late application, with the reason.",
                    f"{_HERE}.application_changes:accept_late",
                    writes=True,
                ),
                Command(
                    "score",
                    "Set scores from a file.",
                    f"{_HERE}.score:score",
                    writes=True,
                    imports="kvadmin.plugins.cohort.applications.score_file:SCORES",
                ),
            ),
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """Cohorts, applications and the fate of imported rows."""
    return [
        Collection(
            "cohorts",
            "cohorts/{id}.yaml",
            "kvadmin.model.cohort:Cohort",
            "Calls and memberships.",
            references=(
                Reference("memberships.municipality", "municipalities", (), "member-unknown", _REGISTER),
                Reference(
                    "copy_recipients",
                    "programme/parties.short|programme/parties.name",
                    (),
                    "copy-recipient",
                    "kvadmin programme party",
                    "warning",
                    _PARTY,
                    any_case=True,
                ),
            ),
            files=(_PROTOCOLS, _FREEZES),
        ),
        Collection(
            "applications",
            "applications/{cohort}/{municipality}.yaml",
            "kvadmin.model.application:Application",
            "One municipality's application to one cohort.",
            references=(
                Reference("cohort", "cohorts", (), "application-cohort", _COHORTS),
                Reference("municipality", "municipalities", (), "applicant-unknown", _REGISTER),
                Reference(
                    "points.*", "cohorts/criteria.name", ("cohort",), "application-criterion", "kvadmin cohort show"
                ),
            ),
        ),
        Collection(
            "intake",
            "intake/{cohort}/{sha}.yaml",
            "kvadmin.plugins.cohort.intake.records:Intake",
            "The fate of every row of an imported file.",
            references=(
                Reference("cohort", "cohorts", (), "intake-cohort", _COHORTS),
                Reference("rows.municipality", "municipalities", (), "intake-municipality", _REGISTER),
                Reference("rows.candidates", "municipalities", (), "intake-municipality", _REGISTER),
                Reference("rows.flags", "cohorts", (), "intake-cohort", _COHORTS, form=r"^already-member:(.+)$"),
                Reference("rows.resolved_as", "municipalities", (), "intake-municipality", _REGISTER, form=_SETTLED),
            ),
        ),
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``applications``, ``scores`` and ``confirmations`` of a cohort."""
    from kvadmin.api.hooks import SheetDeclaration

    scope = ("cohort", "selection")
    return [
        SheetDeclaration(
            "applications", "an application to the cohort", f"{_SHEETS}.application_sheet:APPLICATION_SHEET", scope
        ),
        SheetDeclaration("scores", "an application, with its points", f"{_SHEETS}.score_sheet:SCORE_SHEET", scope),
        SheetDeclaration(
            "confirmations",
            "a place, and whether it is confirmed",
            f"{_SHEETS}.confirmation_sheet:CONFIRMATION_SHEET",
            scope,
        ),
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Memberships and applications that contradict each other or the register."""
    from .hooks.checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """The status table in short, deadlines, and applications that wait for a person."""
    from .hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_not_undone(undone: HistoryEntry) -> Sequence[str]:
    """A protocol that was given out; that there was a freeze, or a draw."""
    if undone.command in ("cohort freeze", "cohort draw"):
        return [tr("the history keeps what was frozen and drawn: `kvadmin cohort verify` names it as taken back")]
    if undone.command not in ("cohort admit", "cohort promote"):
        return []
    return [tr("a protocol that was saved elsewhere (--save-protocol) or given out stays there")]


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Contact persons named in applications."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, municipality: str, language: str, about: str) -> dict[str, Any]:
    """The call, the application with what it lacks, and the decision with its reason in words."""
    from .hooks.letter_context import context

    return context(snapshot, municipality, language, about)


@hookimpl
def kvadmin_application_variables(snapshot: Snapshot) -> Sequence[ApplicationVariable]:
    """The chance of each application before the draw, for the evaluator: a lottery is a natural experiment."""
    from .hooks.application_variables import variables

    return variables(snapshot)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot) -> Sequence[Predicate]:
    """``applied:C``, ``incomplete:C``, ``admitted:C``, ``waitlisted:C`` and ``rejected:C`` in selections."""
    from .hooks.selection_words import predicates

    return predicates(snapshot)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
