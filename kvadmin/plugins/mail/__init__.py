"""Letters: planned and checked as a whole, approved by their hash, sent once, journalled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import PersonalData, StatusSection, TransportDeclaration

_SECTION = "Letters"
_HERE = "kvadmin.plugins.mail.commands"

_SUPPRESSION = Command(
    "suppression",
    "Addresses that nothing is e-mailed to.",
    commands=(
        Command("list", "List them, with the reason.", f"{_HERE}.suppression:list_addresses"),
        Command("add", "Send nothing to an address any more.", f"{_HERE}.suppression:add"),
        Command("remove", "Send to an address again.", f"{_HERE}.suppression:remove"),
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
                Command("letters", "List the letters that can be sent.", f"{_HERE}.letters:letters"),
                Command("check", "Prove that both forms of the letters say the same.", f"{_HERE}.letters:check"),
                Command("copy", "Copy a ready-made letter, to be edited.", f"{_HERE}.letters:copy"),
                Command("plan", "Write and check all letters of a mailing; send nothing.", f"{_HERE}.plan:plan"),
                Command("preview", "Look at what is planned.", f"{_HERE}.preview:preview"),
                Command("approve", "Approve a plan by its hash.", f"{_HERE}.approve:approve"),
                Command("drafts", "Write the approved letters as drafts for a mail program.", f"{_HERE}.send:drafts"),
                Command("send", "Send the approved letters, once.", f"{_HERE}.send:send"),
                Command("resume", "Go on with a mailing that was interrupted.", f"{_HERE}.send:resume"),
                Command("resend", "Send again what nobody knows the end of.", f"{_HERE}.send:resend"),
                Command("status", "What has become of the mailings.", f"{_HERE}.status:status"),
                Command(
                    "print", "Letters as docx or PDF; those that go by post in one file.", f"{_HERE}.printing:print_"
                ),
                Command("bounces", "Read delivery reports into the contacts.", f"{_HERE}.bounces:bounces"),
                _SUPPRESSION,
            ),
        ),
        Command(
            "journal",
            "The journal list of letters and applications.",
            section=_SECTION,
            commands=(Command("export", "Write the journal list.", f"{_HERE}.journal:export"),),
        ),
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
def kvadmin_before_commit(snapshot: Snapshot, edits: Sequence[Any]) -> str | None:
    """The plan of letters that have been sent stays: it says what was sent to whom."""
    # An edit of a field has a path of keys inside its record; only an edit of a file has one in the folder.
    files = [each for each in edits if isinstance(getattr(each, "path", None), str)]
    if not any(each.path.startswith("outbox/") for each in files):
        return None
    from .hooks.sent_plan_guard import objection

    return objection(snapshot, files)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Letters to a person, and the suppression list."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)
