"""Letters: planned and checked as a whole, approved by their hash, sent once, journalled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference, ReferringFiles

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.changes import Edit, FileChange, HistoryEntry
    from kvadmin.api.hooks import DispatchedLetter, Job, PersonalData, StatusSection, TransportDeclaration

_SECTION = "Letters"
_HERE = "kvadmin.plugins.mail.commands"
#: What letters are about; ``sykefravaer/2008-Q2`` is a plugin's.
_GROUPS, _GROUP = "cohorts|gatherings", r"^[^/]+$"
#: A municipality's number, alone, in a joint letter's list or before a contact.
_NUMBER = r"(?<![\w/-])\d{4}(?![\w-])"
_REGISTER = "kvadmin municipality list"
_PLANNED = ReferringFiles(
    "outbox/*/planned.json",
    (
        Reference("request.about", _GROUPS, (), "mailing-about", form=_GROUP),
        Reference("request.to", "cohorts", (), "mailing-to", form=r"(?<![\w-])cohort:([\w.-]+)(?=$|[\s,)])"),
        Reference("request.among", "municipalities", (), "mailing-party", _REGISTER, form=_NUMBER),
    ),
)
_LETTERS = ReferringFiles(
    "outbox/*/plan.json",
    (
        Reference("letters.about", _GROUPS, (), "mailing-about", form=_GROUP),
        Reference("letters.party", "municipalities", (), "mailing-party", _REGISTER, form=_NUMBER),
        Reference("letters.key", "municipalities", (), "mailing-party", _REGISTER, form=_NUMBER),
    ),
)


def _command(name: str, about: str, target: str, **more: Any) -> Command:
    """A command of letters; all of them need the libraries of the extra ``mail``."""
    return Command(name, about, f"{_HERE}.{target}", extra="mail", **more)


_SUPPRESSION = Command(
    "suppression",
    "Addresses that nothing is e-mailed to.",
    commands=(
        _command("list", "List them, with the reason.", "suppression:list_addresses"),
        _command("add", "Send nothing to an address any more.", "suppression:add", writes=True),
        _command("remove", "Send to an address again.", "suppression:remove", writes=True),
    ),
)


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``mail`` and ``journal``."""
    return [
        Command(
            "mail",
            "Letters in both forms: plan, approve, send once.",
            section=_SECTION,
            commands=(
                _command("letters", "List the letters that can be sent.", "letters:letters"),
                _command("check", "Prove that both forms of the letters say the same.", "letters:check"),
                _command("copy", "Copy a ready-made letter, to be edited.", "letters:copy", writes=True),
                _command("plan", "Write and check all letters of a mailing; send nothing.", "plan:plan", writes=True),
                _command("replan", "Plan again what a mailing has not sent.", "replan:replan", writes=True),
                _command("preview", "Look at what is planned.", "preview:preview"),
                _command("approve", "Approve a plan by its hash.", "approve:approve", writes=True),
                _command(
                    "drafts",
                    "Write the approved letters as drafts for a mail program.",
                    "send:drafts",
                    writes=True,
                    undo=False,
                ),
                _command("send", "Send the approved letters, once.", "send:send", writes=True, undo=False, sends=True),
                _command(
                    "resume",
                    "Go on with a mailing that was interrupted.",
                    "send:resume",
                    writes=True,
                    undo=False,
                    sends=True,
                ),
                _command(
                    "resend",
                    "Send again what nobody knows the end of.",
                    "send:resend",
                    writes=True,
                    undo=False,
                    sends=True,
                ),
                _command("status", "What has become of the mailings.", "status:status"),
                _command("settle", "Say what became of letters: came, posted ...", "settle:settle_", writes=True),
                _command(
                    "print",
                    "Letters as docx or PDF; those that go by post in one file.",
                    "printing:print_",
                    writes=True,
                ),
                _command("bounces", "Read delivery reports into the contacts.", "bounces:bounces", writes=True),
                _SUPPRESSION,
            ),
        ),
        Command(
            "journal",
            "The journal list of letters and applications.",
            section=_SECTION,
            commands=(
                _command("export", "Write the journal.", "journal:export", writes=True, undo=False, formats=("xml",)),
            ),
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The journal's sequence numbers."""
    return [
        Collection(
            "journal",
            "journal/{year}.yaml",
            "kvadmin.plugins.mail.outbox.journal_year:JournalYear",
            "Sequence numbers of the journal: which document got which, and when.",
            files=(_PLANNED, _LETTERS),
        )
    ]


@hookimpl
def kvadmin_mail_transports() -> Sequence[TransportDeclaration]:
    """``drafts``, ``mbox`` and ``smtp``."""
    from .hooks.transports import BUILT_IN_TRANSPORTS

    return BUILT_IN_TRANSPORTS


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> Sequence[Finding]:
    """Letters of the programme whose forms differ or cannot be read."""
    from .hooks.checks import findings

    return findings(snapshot)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """Share of the language forms, what waits for approval, what is unknown, reminders that are due."""
    from .hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_before_commit(snapshot: Snapshot, edits: Sequence[Edit | FileChange]) -> str | None:
    """The plan of letters that have been sent stays, and a number that a letter has is given to nothing else."""
    if any(getattr(each, "collection", "") == "applications" for each in edits):
        from .hooks.taken_number_guard import objection as number_taken

        if reason := number_taken(snapshot, edits):
            return reason
    # An edit of a field has a path of keys inside its record; only an edit of a file has one in the folder.
    files: list[Any] = [each for each in edits if isinstance(getattr(each, "path", None), str)]
    if not any(each.path.startswith("outbox/") for each in files):
        return None
    from .hooks.sent_plan_guard import objection

    return objection(snapshot, files)


@hookimpl
def kvadmin_not_undone(snapshot: Snapshot, undone: HistoryEntry) -> Sequence[str]:
    """Letters that have left, and a journal that was given out."""
    from .hooks.not_undone import left_behind

    return [*left_behind(snapshot, undone)]


@hookimpl
def kvadmin_sent_letters(snapshot: Snapshot, about: str) -> Sequence[DispatchedLetter]:
    """Letters that a server or another program has taken, that were posted, or that came."""
    from .hooks.sent_letters import sent_letters

    return sent_letters(snapshot, about)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Letters to a person, and the suppression list."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
