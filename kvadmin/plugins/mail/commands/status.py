"""``mail status``: what has become of the mailings."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..letters.language_forms import form_shares
from ..outbox.mailings import Mailing, all_mailings, mailing_named, without_samples
from .arguments import MailingArgument
from .send_reports import failed_report, outcome_report


def _written_in(form: str) -> Callable[[Mailing], int]:
    return lambda each: sum(letter.form == form for letter in each.outbox.letters)


def _having(status: str) -> Callable[[Mailing], int]:
    return lambda each: each.report.letters_having(status)


_COLUMNS = (
    Column("mailing", "Mailing", get=attrgetter("name")),
    Column("letter", "Letter", get=attrgetter("outbox.letter"), rank=1),
    Column("state", "State"),
    Column("count", "Letters", "int", get=lambda each: len(each.outbox.letters)),
    Column("nb", "nb", "int", get=_written_in("nb"), rank=3),
    Column("nn", "nn", "int", get=_written_in("nn"), rank=3),
    Column("email", "E-mail", "int", get=attrgetter("report.letters"), rank=2),
    Column("post", "Post", "int", get=attrgetter("by_post"), rank=2),
    Column("delivered", "Delivered", "int", get=attrgetter("report.delivered")),
    Column("refused", "Refused", "int", get=_having("refused")),
    Column("deferred", "Put off", "int", get=_having("deferred"), rank=1),
    Column("unknown", "Unknown", "int", get=_having("unknown")),
    Column("pending", "Open", "int", get=_having("pending")),
    Column("hash", get=attrgetter("outbox.hash")),
)


def status(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    failed: Annotated[
        Path | None, typer.Option("--failed", metavar="FILE", help="The addresses not delivered to, as csv or xlsx.")
    ] = None,
) -> None:
    """What has become of the mailings; of one, every address that it is not delivered to.

    Example: kvadmin mail status
    """
    run = session(ctx)
    if mailing or failed:
        found = mailing_named(run, mailing, ("open", "unknown", "refused"))
        if failed is not None:
            run.save(failed_report(found.report.outcomes), failed)
        run.show(outcome_report(found, found.report))
        return
    every = without_samples(all_mailings(run.data, run.folder))
    data = {
        "schema": 1,
        "mailings": json_of(_COLUMNS, every),
        "forms": form_shares(one.form for each in every for one in each.outbox.letters),
    }
    run.show(Report(data, (table_of("Mailings", _COLUMNS, every),)))
