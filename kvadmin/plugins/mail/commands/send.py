"""``mail drafts``, ``mail send``, ``mail resume`` and ``mail resend``: the letters leave, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, UsageError, session, tr

from ..delivery.clock import RunClock
from ..delivery.file_transports import DraftsTransport
from ..delivery.not_before import check_not_before
from ..kept import kept_now
from ..outbox.mailings import Mailing, all_mailings, mailing_named, without_samples
from ..outbox.send_report import letter_addresses, letter_envelope
from .arguments import MailingArgument, transports_there
from .held import SkipChangedOption, letters_still_true
from .send_run import SendOptions, deliver, sample_mailing

TransportOption = Annotated[
    str,
    typer.Option(
        "--transport",
        metavar="NAME",
        help="drafts, mbox, smtp or a plugin's (else the settings').",
        autocompletion=transports_there,
    ),
]
SettingsOption = Annotated[
    list[str] | None, typer.Option("--setting", metavar="KEY=VALUE", help="A setting of the transport: host=localhost.")
]
ToSelfOption = Annotated[
    str, typer.Option("--to-self", metavar="ADDRESS", help="One sample of each form to yourself; needs no approval.")
]


def drafts(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to (else outbox/MAILING/drafts).")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Write them anew: the same letters, the same Message-IDs.")
    ] = False,
    to_self: ToSelfOption = "",
    skip_changed: SkipChangedOption = False,
) -> None:
    """Write the approved letters as .eml drafts, to be opened and sent in Outlook or Thunderbird.

    A letter that has left as a draft counts as sent: it is not sent by a server as well.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail drafts --to-self eva@kvalitetskommuner.example
    """
    run = session(ctx)
    way = SendOptions("drafts", (f"folder={out}",) if out else (), skip_changed)
    if to_self:
        _to_self(run, mailing, way, to_self)
        return
    found = _named(
        run, mailing, ("approved", "open", "written", "handed-over", "sent") if again else ("approved", "open")
    )
    if again and found.begun:
        _write_again(run, found, out, skip_changed=skip_changed)
        return
    deliver(run, found, way, confirm=None, ask=False)


def send(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    confirm: Annotated[
        int | None, typer.Option("--confirm", metavar="N", help="How many letters go now; else it is asked for.")
    ] = None,
    transport: TransportOption = "",
    setting: SettingsOption = None,
    to_self: ToSelfOption = "",
    not_before: Annotated[
        str, typer.Option("--not-before", metavar="TIME", help='Refuse until then: 2008-06-12 or "2008-06-12 08:00".')
    ] = "",
    skip_changed: SkipChangedOption = False,
) -> None:
    """Send the approved letters; the count must be typed or given, and --yes does not stand for it.

    Without settings they are written as drafts. A letter that is refused is named, and the rest go on.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail send --to-self eva@kvalitetskommuner.example
    """
    run = session(ctx)
    way = SendOptions(transport, tuple(setting or ()), skip_changed)
    if to_self:
        _to_self(run, mailing, way, to_self)
        return
    check_not_before(not_before, RunClock(run.today))
    deliver(run, _named(run, mailing, ("approved", "open")), way, confirm=confirm)


def resume(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    transport: TransportOption = "",
    setting: SettingsOption = None,
    skip_changed: SkipChangedOption = False,
) -> None:
    """Go on with a mailing that was interrupted: what is surely undelivered is sent, what is unknown is listed.

    Example: kvadmin mail resume
    """
    run = session(ctx)
    found = _open(run, mailing, ("open", "unknown", "refused"))
    if found is None:
        run.info(tr("No mailing has letters left to send."))
        return
    if not found.begun:
        raise Refused(
            tr("the mailing {name} has not been begun", name=found.name),
            hint=tr("kvadmin mail send {name}", name=found.name),
            code="state-forbids",
        )
    deliver(run, found, SendOptions(transport, tuple(setting or ()), skip_changed), confirm=None, ask=False)


def resend(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Those whose end is unknown; they may have come already.")
    ] = False,
    confirm: Annotated[
        int | None, typer.Option("--confirm", metavar="N", help="How many letters that must be.")
    ] = None,
    transport: TransportOption = "",
    setting: SettingsOption = None,
    skip_changed: SkipChangedOption = False,
) -> None:
    """Send again the letters whose end nobody knows, with the same Message-ID.

    Example: kvadmin mail resend --unknown
    """
    run = session(ctx)
    if not unknown:
        raise UsageError(
            tr("only letters whose end is unknown can be sent again"),
            hint=tr("kvadmin mail resend --unknown"),
            code="contradicting-options",
        )
    found = _open(run, mailing, ("unknown",))
    if found is None or not found.report.having("unknown"):
        run.info(tr("No letter's end is unknown."))
        return
    if not run.confirm(tr("They may have come already. Send them again?")):
        raise Refused(tr("stopped: nothing was sent"), code="stopped")
    deliver(
        run, found, SendOptions(transport, tuple(setting or ()), skip_changed), confirm=confirm, unknown=True, ask=False
    )


def _named(run: Session, name: str, states: tuple[str, ...]) -> Mailing:
    if not name:
        there = without_samples(all_mailings(run.data, kept_now(run)))
        waiting = [each for each in there if each.state == "planned"]
        if waiting and not any(each.state in states for each in there):
            raise Refused(
                tr("no mailing is approved; {count} wait for it", count=len(waiting)),
                hint=tr("kvadmin mail approve {hash}", hash=waiting[0].outbox.hash[:12]),
                code="nothing-to-do",
            )
    return mailing_named(run, name, states)


def _open(run: Session, name: str, states: tuple[str, ...]) -> Mailing | None:

    if not name and not any(each.state in states for each in without_samples(all_mailings(run.data, kept_now(run)))):
        return None
    return mailing_named(run, name, states)


def _to_self(run: Session, name: str, way: SendOptions, address: str) -> None:

    found = mailing_named(run, name, ("planned", "approved"))
    if run.dry_run:
        run.info(tr("Dry run: samples of {name} would go to {address}.", name=found.name, address=address))
        return
    deliver(run, sample_mailing(run, found, address), way, confirm=None, ask=False)


def _write_again(run: Session, found: Mailing, out: Path | None, *, skip_changed: bool) -> None:
    """The drafts anew, for a folder that was lost; the log stays as it is."""
    outbox, dated = found.outbox, found.ledger.dated
    if found.ledger.transport != "drafts" or dated is None:
        raise UnknownName(
            tr("{name} was not sent as drafts", name=found.name), hint=tr("kvadmin mail status"), code="unknown-mailing"
        )
    letters = letters_still_true(run, found, outbox.by_email, skip_changed=skip_changed)
    folder = out or outbox.folder / "drafts"
    opened = DraftsTransport(folder).open()
    for letter in letters:
        envelope = letter_envelope(letter, letter_addresses(letter))
        opened.send(envelope, outbox.content(letter, dated), lambda: None)
    run.info(tr("{count} drafts written to {folder}", count=len(letters), folder=folder))
