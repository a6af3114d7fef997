"""``mail approve HASH``: somebody has looked at this very plan."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import Refused, UnknownName, UsageError, session, tr
from kvadmin.api.reports import Column, Report, listing, table_of

from ..delivery.clock import RunClock
from ..kept import kept_now
from ..outbox.frozen_mailing import APPROVAL, HASH_PREFIX
from ..outbox.mailings import Mailing, all_mailings, without_samples
from .held import SkipChangedOption, letters_still_true

_MAILING = Column("mailing", "Mailing", get=attrgetter("name"))
_LETTER = Column("letter", "Letter", get=attrgetter("outbox.letter"))
_COUNT = Column("count", "Letters", "int", get=lambda each: len(each.outbox.letters))
_HASH = Column("hash", "Hash", get=attrgetter("outbox.hash"))


def approve(
    ctx: typer.Context,
    named: Annotated[
        str, typer.Argument(metavar="[HASH]", help="The plan's hash, or its first 8 characters or more.")
    ] = "",
    skip_changed: SkipChangedOption = False,
) -> None:
    """Approve a plan by its hash; without one, list the plans that wait, with their hashes.

    Each letter is made again of today's records first: one that would be another is shown, and nothing is approved.
    A plan that is changed afterwards has another hash, and must be approved again. --yes approves nothing.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail approve
    """
    run = session(ctx)
    found = without_samples(all_mailings(run.data, kept_now(run)))
    if not named:
        waiting = [each for each in found if not each.approved and not each.begun]
        columns = (_MAILING, _LETTER, _COUNT, _HASH)
        run.show(listing("waiting", columns, waiting, title="Plans that wait for approval"))
        return
    mailing = _by_hash(found, named)
    mailing.outbox.verify()
    if mailing.begun:
        raise Refused(
            tr("the mailing {name} is being sent already", name=mailing.name),
            hint=f"kvadmin mail status {mailing.name}",
            code="already-done",
        )
    letters_still_true(run, mailing, mailing.outbox.letters, skip_changed=skip_changed)
    if mailing.approved:
        run.info(tr("{name} is approved already, by {who}.", name=mailing.name, who=mailing.approved["who"]))
    else:
        change = run.transaction()
        content = mailing.outbox.approved_by(named, run.who, RunClock(run.today).now())
        change.put_file(f"{mailing.folder}/{APPROVAL}", content)
        run.commit(change)
    count = len(mailing.outbox.by_email)
    data = {"schema": 1, "mailing": mailing.name, "hash": mailing.outbox.hash, "count": count, "who": run.who}
    run.show(Report(data, (table_of("Approved", (_MAILING, _COUNT, _HASH), [mailing]),)))
    if count:
        run.info(
            tr(
                "Send it: kvadmin mail send {name} --confirm {count}  (or: kvadmin mail drafts {name})",
                name=mailing.name,
                count=count,
            )
        )


def _by_hash(found: list[Mailing], named: str) -> Mailing:
    if len(named) < HASH_PREFIX:
        raise UsageError(
            tr("{named!r} is too short for a hash", named=named),
            hint=tr("at least its first {length} characters", length=HASH_PREFIX),
            code="unknown-hash",
        )
    same = [each for each in found if each.outbox.hash.startswith(named.lower())]
    if len(same) == 1:
        return same[0]
    if same:
        raise UnknownName(
            tr("{named!r} is the hash of several plans", named=named),
            hint=", ".join(each.name for each in same),
            code="ambiguous-name",
        )
    plans = ", ".join(f"{each.outbox.hash[:12]} ({each.name})" for each in found if not each.begun) or tr("none")
    raise Refused(
        tr("no plan has the hash {named}; nothing is approved", named=named),
        hint=tr("plans: {plans}", plans=plans),
        code="unknown-hash",
    )
