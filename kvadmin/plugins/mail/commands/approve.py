"""``mail approve HASH``: somebody has looked at this very plan."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.reports import Column, Report, Table

from .arguments import need_mail_libraries

if TYPE_CHECKING:
    from ..outbox.mailings import Mailing


def approve(
    ctx: typer.Context,
    named: Annotated[
        str, typer.Argument(metavar="[HASH]", help="The plan's hash, or its first 8 characters or more.")
    ] = "",
) -> None:
    """Approve a plan by its hash; without one, list the plans that wait, with their hashes.

    A plan that is changed afterwards has another hash, and must be approved again. --yes approves nothing.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail approve
    """
    need_mail_libraries()
    from ..outbox.mailings import all_mailings, frozen_on_disk, without_samples

    run = session(ctx)
    found = without_samples(all_mailings(run.data, run.folder))
    if not named:
        run.show(_waiting([each for each in found if not each.approved and not each.begun]))
        return
    mailing = _by_hash(found, named)
    frozen_on_disk(run, mailing).verify()
    if mailing.begun:
        raise Refused(
            tr("the mailing {name} is being sent already", name=mailing.name),
            hint=tr("kvadmin mail status {name}", name=mailing.name),
        )
    if mailing.approved:
        run.info(tr("{name} is approved already, by {approved}.", name=mailing.name, approved=mailing.approved["who"]))
    else:
        change = run.transaction()
        change.put_file(f"{mailing.folder}/approval.json", _approval(run, mailing, named))
        run.commit(change)
    count = len(mailing.outbox.by_email)
    data = {"schema": 1, "mailing": mailing.name, "hash": mailing.outbox.hash, "count": count, "who": run.who}
    columns = (Column("mailing", "Mailing"), Column("letters", "Letters", "int"), Column("hash", "Hash"))
    rows = ((mailing.name, len(mailing.outbox.letters), mailing.outbox.hash),)
    run.show(Report(data, (Table(tr("Approved"), columns, rows),)))
    if count:
        run.info(
            tr(
                "Send it: kvadmin mail send {name} --confirm {count}  (or: kvadmin mail drafts {name})",
                name=mailing.name,
                count=count,
            )
        )


def _by_hash(found: list[Mailing], named: str) -> Mailing:
    from ..outbox.frozen_mailing import HASH_PREFIX

    if len(named) < HASH_PREFIX:
        raise UsageError(
            tr("{named!r} is too short for a hash", named=named),
            hint=tr("at least its first {hash_prefix} characters", hash_prefix=HASH_PREFIX),
        )
    same = [each for each in found if each.outbox.hash.startswith(named.lower())]
    if len(same) == 1:
        return same[0]
    if same:
        raise UnknownName(
            tr("{named!r} is the hash of several plans", named=named), hint=", ".join(each.name for each in same)
        )
    shown = ", ".join(f"{each.outbox.hash[:12]} ({each.name})" for each in found if not each.begun) or "none"
    raise Refused(
        tr("no plan has the hash {named}; nothing is approved", named=named), hint=tr("plans: {shown}", shown=shown)
    )


def _approval(run: Session, mailing: Mailing, named: str) -> bytes:
    """The approval as the engine writes it, made beside the folder so that it goes in as a change of its own."""
    from ..delivery.clock import RunClock

    with tempfile.TemporaryDirectory() as scratch:
        replace(mailing.outbox, folder=Path(scratch)).approve(named, run.who, RunClock(run.today).now())
        return (Path(scratch) / "approval.json").read_bytes()


def _waiting(waiting: list[Mailing]) -> Report:
    columns = (
        Column("mailing", "Mailing"),
        Column("letter", "Letter"),
        Column("count", "Letters", "int"),
        Column("hash", "Hash"),
    )
    rows = tuple((each.name, each.outbox.letter, len(each.outbox.letters), each.outbox.hash) for each in waiting)
    keys = [column.key for column in columns]
    data = {"schema": 1, "waiting": [dict(zip(keys, row, strict=True)) for row in rows]}
    return Report(data, (Table(tr("Plans that wait for approval"), columns, rows),))
