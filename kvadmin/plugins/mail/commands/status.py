"""``mail status``: what has become of the mailings."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, session
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..kept import kept_now
from ..letters.language_forms import form_shares
from ..outbox.mailings import Mailing, all_mailings, mailing_named, without_samples
from ..outbox.open_items import count_lives, open_items
from ..records import day_in
from ..told_again import told_again
from .arguments import MailingArgument
from .send_reports import failed_report, outcome_report


def _written_in(form: str) -> Callable[[Mailing], int]:
    return lambda each: sum(letter.form == form for letter in each.outbox.letters)


def _having(status: str) -> Callable[[Mailing], int]:
    return lambda each: each.report.letters_having(status)


def _living(status: str) -> Callable[[Mailing], int]:
    return lambda each: count_lives(life for _, life in each.lives()).get(status, 0)


_COLUMNS = (
    Column("mailing", "Mailing", get=attrgetter("name")),
    Column("letter", "Letter", get=attrgetter("outbox.letter"), rank=1),
    Column("state", "State"),
    Column("count", "Letters", "int", get=lambda each: len(each.outbox.letters)),
    Column("nb", "nb", "int", get=_written_in("nb"), rank=3),
    Column("nn", "nn", "int", get=_written_in("nn"), rank=3),
    Column("email", "E-mail", "int", get=attrgetter("report.letters"), rank=2),
    Column("post", "Post", "int", get=attrgetter("by_post"), rank=2),
    Column("delivered", "Sent", "int", get=attrgetter("report.delivered")),
    Column("refused", "Refused", "int", get=_having("refused")),
    Column("deferred", "Put off", "int", get=_having("deferred"), rank=1),
    Column("unknown", "Unknown", "int", get=_having("unknown")),
    Column("pending", "Open", "int", get=_having("pending")),
    Column("written", "Written", "int", get=_living("written"), rank=1),
    Column("handed_over", "Handed over", "int", get=_living("handed-over"), rank=2),
    Column("bounced", "Came back", "int", get=_living("bounced"), rank=1),
    Column("came", "Came", "int", get=_living("came"), rank=2),
    Column("withdrawn", "Withdrawn", "int", get=_living("withdrawn"), rank=2),
    Column("posted", "Posted", "int", get=_living("posted"), rank=2),
    Column("hash", get=attrgetter("outbox.hash")),
)
_LETTERS = (
    Column("number", "No.", "int", get=lambda pair: pair[0].number),
    Column("recipient", "Recipient", get=lambda pair: pair[0].key),
    Column("status", "Status", get=lambda pair: pair[1].status),
    Column("on", "Day", "date", get=lambda pair: pair[1].on or None, show=lambda text: day_in(text or "")),
    Column("channel", "Way", get=lambda pair: pair[1].channel, rank=2),
    Column("why", "Why", get=lambda pair: pair[1].why, rank=1, show=told_again),
    Column("events", get=lambda pair: [vars(each) for each in pair[1].events]),
)
_ITEMS = (
    Column("mailing", "Mailing", rank=1),
    Column("text", "What is open"),
    Column("command", "What goes on", "command"),
    Column("urgent", get=attrgetter("urgent")),
)


def status(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    failed: Annotated[
        Path | None,
        typer.Option(
            "--failed", metavar="FILE", help="The addresses that a letter is not known to have gone to, as csv or xlsx."
        ),
    ] = None,
) -> None:
    """What has become of the mailings, and what is open, with the command that goes on; of one, of every letter.

    Example: kvadmin mail status
    """
    run = session(ctx)
    if mailing or failed:
        found = mailing_named(run, mailing, ("open", "unknown", "refused"))
        if failed is not None:
            run.save(failed_report(found.report.outcomes), failed)
        _show_letters(run, found)
        return
    every = without_samples(all_mailings(run.data, kept_now(run)))
    items = open_items(every, run.today)
    data = {
        "schema": 1,
        "mailings": json_of(_COLUMNS, every),
        "forms": form_shares(one.form for each in every for one in each.outbox.letters),
        "open": json_of(_ITEMS, items),
    }
    tables = [table_of("Mailings", _COLUMNS, every)]
    if items:
        tables.append(table_of("Open", _ITEMS, items))
    run.show(Report(data, tuple(tables)), keys=[each.name for each in every])


def _show_letters(run: Session, found: Mailing) -> None:
    """One mailing: the addresses it is not delivered to, each letter's life, and what is open."""
    report = outcome_report(found, found.report)
    lives = found.lives()
    others = without_samples(all_mailings(run.data, kept_now(run)))
    items = [each for each in open_items(others, run.today) if each.mailing == found.name]
    data = {**report.data, "letters": json_of(_LETTERS, lives), "open": json_of(_ITEMS, items)}
    tables = [*report.tables, table_of("Letters", _LETTERS, lives)]
    if items:
        tables.append(table_of("Open", _ITEMS, items))
    run.show(Report(data, tuple(tables), personal=True))
