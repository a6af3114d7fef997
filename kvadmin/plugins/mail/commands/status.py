"""``mail status``: what has become of the mailings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.reports import Column, Report, Table

from .arguments import MailingArgument, need_mail_libraries
from .send_run import failed_report, outcome_report


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
    need_mail_libraries()
    from ..letters.language_forms import form_shares
    from ..outbox.mailings import all_mailings, mailing_named, without_samples

    run = session(ctx)
    if mailing or failed:
        found = mailing_named(run, mailing, ("open", "unknown", "refused"))
        if failed is not None:
            run.save(failed_report(found.report.outcomes), failed)
        run.show(outcome_report(found, found.report))
        return
    columns = (
        Column("mailing", "Mailing"),
        Column("letter", "Letter"),
        Column("state", "State"),
        Column("count", "Letters", "int"),
        Column("nb", "nb", "int"),
        Column("nn", "nn", "int"),
        Column("email", "E-mail", "int"),
        Column("post", "Post", "int"),
        Column("delivered", "Delivered", "int"),
        Column("refused", "Refused", "int"),
        Column("deferred", "Put off", "int"),
        Column("unknown", "Unknown", "int"),
        Column("pending", "Open", "int"),
    )
    rows: list[tuple[str | int, ...]] = []
    every = without_samples(all_mailings(run.data, run.folder))
    for each in every:
        report, forms = each.report, form_shares(one.form for one in each.outbox.letters)
        counts = [len({o.number for o in report.having(s)}) for s in ("refused", "deferred", "unknown", "pending")]
        total = len(each.outbox.letters)
        told = (each.name, each.outbox.letter, each.state, total, forms["nb"], forms["nn"])
        rows.append((*told, report.letters, each.by_post, report.delivered, *counts))
    keys = [column.key for column in columns]
    data = {
        "schema": 1,
        "mailings": [
            {**dict(zip(keys, row, strict=True)), "hash": each.outbox.hash}
            for row, each in zip(rows, every, strict=True)
        ],
        "forms": form_shares(one.form for each in every for one in each.outbox.letters),
    }
    run.show(Report(data, (Table(tr("Mailings"), columns, tuple(rows)),)))
