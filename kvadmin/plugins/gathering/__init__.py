"""Gatherings: invitations, registrations, handouts, badges and check-in, with privacy that holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.changes import HistoryEntry
    from kvadmin.api.hooks import Job, PersonalData, Predicate, SheetDeclaration, StatusSection

_SECTION = "Gatherings"
_HERE = "kvadmin.plugins.gathering.commands"
_AFTERWARDS = "kvadmin.plugins.gathering.afterwards"
_SHEETS = "kvadmin.plugins.gathering.sheets"
_RECORDS = "kvadmin.model.gathering"
_AT_GATHERING = Reference("gathering", "gatherings", (), "registration-gathering", "kvadmin gathering list")
#: What is written besides tables.
_DOCUMENTS = ("docx", "pdf")

_AGENDA = Command(
    "agenda",
    "The programme of the days.",
    commands=(
        Command("list", "List the programme of a gathering.", f"{_HERE}.agenda:list_items"),
        Command("add", "Add an item to the programme.", f"{_HERE}.agenda:add", writes=True),
        Command("remove", "Take an item out of the programme.", f"{_HERE}.agenda:remove", writes=True),
    ),
)
_FEEDBACK = Command(
    "feedback",
    "What those who came say afterwards.",
    commands=(
        Command("ask", "Ask a question of your own.", f"{_AFTERWARDS}.feedback_commands:ask", writes=True),
        Command(
            "form",
            "Write the form.",
            f"{_AFTERWARDS}.feedback_commands:form",
            formats=("xlsx", *_DOCUMENTS),
            documents_only=True,
        ),
        Command(
            "import",
            "Take the answers in.",
            f"{_AFTERWARDS}.feedback_commands:import_feedback",
            writes=True,
            imports="kvadmin.plugins.gathering.feedback.feedback_file:FEEDBACK",
        ),
        Command("show", "Sum up the answers.", f"{_AFTERWARDS}.feedback_commands:show", formats=_DOCUMENTS),
        Command("compare", "Compare gatherings by it.", f"{_AFTERWARDS}.feedback_commands:compare"),
    ),
)


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``gathering`` and ``participants``."""
    return [
        Command(
            "gathering",
            "Gatherings: programme, invitations, registrations, handouts.",
            section=_SECTION,
            commands=(  # diets and access needs are kept nowhere: what brings them is not taken back by undo
                Command("new", "Make a gathering.", f"{_HERE}.gathering_fields:new", writes=True),
                Command("set", "Change one field of a gathering.", f"{_HERE}.gathering_fields:set_field", writes=True),
                Command("list", "List the gatherings.", f"{_HERE}.gatherings:list_gatherings"),
                Command("show", "Show one gathering.", f"{_HERE}.gatherings:show"),
                _AGENDA,
                Command("invite", "Note who is invited, by a selection.", f"{_HERE}.invite:invite", writes=True),
                Command("register", "Register one person.", f"{_HERE}.register:register", writes=True, undo=False),
                Command(
                    "import",
                    "Register everybody in a file.",
                    f"{_HERE}.importing:import_registrations",
                    writes=True,
                    undo=False,
                    imports="kvadmin.plugins.gathering.registrations.registration_columns:REGISTRATIONS",
                ),
                Command(
                    "cancel", "Cancel a registration, or the whole gathering.", f"{_HERE}.cancel:cancel", writes=True
                ),
                Command(
                    "renew-networks",
                    "Take everybody's network anew.",
                    f"{_HERE}.renew_networks:renew_networks",
                    writes=True,
                ),
                Command("promote", "Give free places to those who wait.", f"{_HERE}.cancel:promote", writes=True),
                Command("checkin", "Note who has come; list everybody.", f"{_HERE}.checkin:checkin", writes=True),
                Command("groups", "Set up table groups that mix people.", f"{_HERE}.groups:groups", writes=True),
                Command(
                    "calendar",
                    "Write the calendar entry (.ics).",
                    f"{_HERE}.calendar:calendar",
                    writes=True,
                    formats=("ics",),
                    documents_only=True,
                ),
                Command(
                    "certificates",
                    "Write certificates for those who came.",
                    f"{_AFTERWARDS}.certificate_command:certificates",
                    extra="pdf",
                ),
                _FEEDBACK,
                Command("pack", "Write all handouts into a folder.", f"{_HERE}.pack:pack", writes=True, extra="badges"),
            ),
        ),
        Command(
            "participants",
            "Participant lists, badges, catering; what is kept on people.",
            section=_SECTION,
            commands=(
                Command(
                    "list",
                    "List those who agreed to be listed.",
                    f"{_HERE}.participants:list_participants",
                    formats=_DOCUMENTS,
                ),
                Command(
                    "export",
                    "Write one handout as docx, pdf or xlsx.",
                    f"{_HERE}.export:export",
                    formats=(*_DOCUMENTS, "xlsx", "md"),
                    documents_only=True,
                ),
                Command(
                    "set",
                    "Change one field of a registration.",
                    f"{_HERE}.participants:set_field",
                    writes=True,
                    undo=False,
                ),
                Command(
                    "badges",
                    "Write the badges as a PDF.",
                    f"{_HERE}.badges:badges",
                    extra="badges",
                    formats=("pdf",),
                    documents_only=True,
                ),
                Command("catering", "Count meals, diets and access needs.", f"{_HERE}.catering:catering"),
                Command(
                    "forget-sensitive",
                    "Delete diets and access needs.",
                    f"{_HERE}.forget_sensitive:forget_sensitive",
                    writes=True,
                    undo=False,
                ),
            ),
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """Gatherings, registrations, and the needs that nobody else may read."""
    return [
        Collection(
            "gatherings",
            "gatherings/{id}.yaml",
            f"{_RECORDS}:Gathering",
            "Days, place, programme, invitations.",
            references=(
                Reference("cohort", "cohorts", (), "gathering-cohort", "kvadmin cohort list"),
                Reference("municipality", "municipalities", (), "gathering-municipality", "kvadmin municipality list"),
                Reference(
                    "invitations.contacts", "municipalities/contacts.id", (), "gathering-invited", severity="warning"
                ),
                Reference(
                    "invitations.to", "cohorts", (), "gathering-invited", form=r"(?<![\w-])cohort:([\w.-]+)(?=$|[\s,)])"
                ),
            ),
        ),
        Collection(
            "registrations",
            "registrations/{gathering}/{municipality}.yaml",
            f"{_RECORDS}:Registrations",
            "Who a municipality sends to a gathering.",
            references=(
                _AT_GATHERING,
                Reference(
                    "municipality", "municipalities", (), "registration-municipality", "kvadmin municipality list"
                ),
            ),
        ),
        Collection(
            "other_registrations",
            "registrations/{gathering}/_others.yaml",
            f"{_RECORDS}:OtherRegistrations",
            "Speakers and guests of no municipality.",
            references=(_AT_GATHERING,),
        ),
        Collection(
            "feedback",
            "feedback/{gathering}.yaml",
            "kvadmin.plugins.gathering.feedback.feedback_records:GatheringFeedback",
            "What those who came say of a gathering, without names.",
            references=(Reference("gathering", "gatherings", (), "feedback-gathering", "kvadmin gathering list"),),
        ),
        Collection(
            "sensitive",
            "sensitive/{gathering}.yaml",
            "kvadmin.plugins.gathering.registrations.sensitive_needs:SensitiveNeeds",
            "Diet and access needs; deleted after the gathering.",
            sensitive=True,
            references=(_AT_GATHERING,),
        ),
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``registrations`` for a gathering."""
    from kvadmin.api.hooks import SheetDeclaration

    return [
        SheetDeclaration(
            "registrations",
            "a person who is registered",
            f"{_SHEETS}.registration_sheet:REGISTRATION_SHEET",
            scope=("gathering",),
        ),
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Gatherings and registrations that cannot be, texts no handout can print, needs that nobody has any more."""
    from .hooks.checks import findings
    from .hooks.visits import visits_of_nobody

    return [*findings(snapshot, today), *visits_of_nobody(snapshot)]


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """How many come, who waits, and sensitive data that should be gone."""
    from .hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_not_undone(snapshot: Snapshot, undone: HistoryEntry) -> Sequence[str]:
    """Diets and access needs: they have no past to go back to."""
    from .hooks.not_undone import left_behind

    return [*left_behind(snapshot, undone)]


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Registrations, and what goes with them."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot) -> Sequence[Predicate]:
    """``registered:G``, ``invited:G``, ``arrived:G`` and ``visit:G`` in selections."""
    from .hooks.selection_words import predicates

    return predicates(snapshot)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, language: str, about: str, recipient: str, email: str) -> dict[str, Any]:
    """The gathering that a letter is about, and its calendar entry."""
    from .calendar import CalendarGuest
    from .hooks.letter_context import context

    return context(snapshot, language, about, CalendarGuest(recipient, email))


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
