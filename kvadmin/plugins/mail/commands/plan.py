"""``mail plan``: every letter written and checked, and the whole frozen under a hash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kvadmin.api import Conflict, Refused, Session, Transaction, UsageError, session, tr
from kvadmin.api.documents import note_published
from kvadmin.api.reports import Column, Report, json_of, listing, table_of

from ..file_names import OUTBOX
from ..letters.language_forms import form_shares
from ..letters.library import find_letter
from ..outbox.frozen_mailing import FrozenMailing
from ..outbox.mailings import all_mailings, check_mailing_name, was_begun
from ..planning.mailing_request import MailingRequest, named_cohort_or_gathering
from ..planning.planned_mailing import PlannedMailing, frozen_files, plan_mailing, planned_file
from ..told_again import told_again
from .arguments import LetterArgument
from .letter_columns import CHANNEL, FORM, NUMBER, RECIPIENT, SUBJECT, joined

_LETTERS = (
    NUMBER,
    RECIPIENT,
    FORM,
    CHANNEL,
    Column(
        "to",
        "To",
        get=lambda letter: joined(letter.to) if letter.channel == "email" else letter.note,
        show=told_again,
    ),
    SUBJECT,
)


def plan(
    ctx: typer.Context,
    letter: LetterArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="SELECTION", help="cohort:P3 role:project-leader; required: never everyone.")
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="MAILING", help="Its id (else day and letter).")] = "",
    about: Annotated[
        str,
        typer.Option("--about", metavar="ID", help="What it is about: a cohort, a gathering (else as in --to)."),
    ] = "",
    each: Annotated[
        str,
        typer.Option(
            "--each", metavar="municipality|contact|joint", help="A letter to each (else as the letter says)."
        ),
    ] = "",
    number: Annotated[
        str, typer.Option("--round", metavar="N|next", help="Which reminder; nobody gets one twice.")
    ] = "0",
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A value: reminder.due=2008-07-01.")
    ] = None,
    attach: Annotated[
        list[str] | None, typer.Option("--attach", metavar="FILE", help="A file that goes with every letter.")
    ] = None,
    case: Annotated[str, typer.Option("--case", metavar="NUMBER", help="Case number (else the cohort's).")] = "",
) -> None:
    """Write and check all letters of a mailing, each in its reader's form; nothing is sent.

    Anything wrong in any letter: every problem is listed, and nothing is written.

    Example: kvadmin mail plan admitted --to cohort:P3
    """
    run = session(ctx)
    if not to.strip():
        raise UsageError(
            tr("no selection never means everyone"),
            where="--to",
            hint=tr("such as: --to 'cohort:P3 role:project-leader'"),
            code="bad-selection",
        )
    day = run.today.isoformat()
    subject = about or named_cohort_or_gathering(run, to)
    request = MailingRequest(
        letter=letter,
        to=" ".join(to.split()),
        mailing=check_mailing_name(name) if name else free_name(run, f"{day}-{letter}", subject),
        day=day,
        about=subject,
        each=each or find_letter(run.folder, letter).each,
        round=number,
        values=tuple(values or ()),
        attach=tuple(attach or ()),
        case=case,
    )
    keep_plan(run, request, plan_mailing(run, request))


def keep_plan(
    run: Session,
    request: MailingRequest,
    made: PlannedMailing,
    also: Callable[[Transaction], None] = lambda _change: None,
) -> None:
    """Show a plan and write it with what is to be noted in the same change.

    Raises:
        Refused: Something is wrong in a letter; every problem is listed, and nothing is written.
        Conflict: A mailing of that name has been sent.
    """
    if made.plan.errors:
        run.show(_problems(made))
        raise Refused(
            tr(
                "{problems} problems in {letters} letters of {letter}; nothing is written",
                problems=len(made.plan.errors),
                letters=len({p.recipient for p in made.plan.errors}),
                letter=request.letter,
            ),
            hint=tr("put right what the table lists, and plan again"),
            code="letters-wrong",
        )
    outbox, files = frozen_files(made.plan)
    _write(run, request, made, outbox, files, also)
    run.show(_planned(made, request, outbox))
    if not run.dry_run:
        run.info(
            tr("Look at it: kvadmin mail preview {mailing}  (or outbox/{mailing}/index.html)", mailing=request.mailing)
        )
        run.info(tr("Then approve it: kvadmin mail approve {hash}", hash=outbox.hash[:12]))


def _write(
    run: Session,
    request: MailingRequest,
    made: PlannedMailing,
    outbox: FrozenMailing,
    files: dict[str, bytes],
    also: Callable[[Transaction], None],
) -> None:
    """The plan into the folder, in the place of an unsent one of the same name."""
    place = f"{OUTBOX}/{request.mailing}"
    if was_begun(run.data, request.mailing, run.folder):
        raise Conflict(
            tr("the mailing {mailing} has been sent, wholly or in part", mailing=request.mailing),
            hint=tr("give another --name"),
            code="already-sent",
        )
    if run.dry_run:
        run.info(tr("Dry run: nothing was written."))
        return
    change = run.transaction()
    new = {f"{place}/{name}": content for name, content in (files | planned_file(made, request, outbox.hash)).items()}
    same = run.data.read_file(f"{place}/plan.json") == new[f"{place}/plan.json"]
    for path in run.data.files(place):
        stays = path.endswith(".lock") or (same and path.endswith("/approval.json"))
        if path not in new and not stays:
            change.delete_file(path)
    for path, content in new.items():
        if run.data.read_file(path) != content:
            change.put_file(path, content)
    also(change)
    run.commit(change)
    # After the commit, which was decided on what had been published before; a plan that is never sent does no harm.
    attached = (one.content for letter in made.plan.letters for one in letter.attachments if one.kind == "calendar")
    note_published(run.store, dict.fromkeys(attached), run.who)


def free_name(run: Session, wanted: str, about: str) -> str:
    """The name wanted; a number behind it when a mailing of that name has been sent, or is about something else."""
    planned = {each.name: each for each in all_mailings(run.data, run.folder)}

    def taken(name: str) -> bool:
        other = name in planned and planned[name].planned.get("request", {}).get("about", about) != about
        return other or was_begun(run.data, name, run.folder)

    name, number = wanted, 1
    while taken(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _problems(made: PlannedMailing) -> Report:
    plan = made.plan
    columns = (
        Column("recipient", "Recipient", get=lambda problem: problem.recipient or plan.letter),
        Column("code", "Code", rank=2),
        Column("field", "Field", rank=3),
        Column("text", "What is wrong"),
        Column("severity", "Weight", rank=1),
    )
    return listing(
        "problems",
        columns,
        plan.problems,
        title=tr("Problems of {mailing}", mailing=plan.mailing),
        personal=True,
        mailing=plan.mailing,
        letter=plan.letter,
        written=False,
    )


def _planned(made: PlannedMailing, request: MailingRequest, outbox: FrozenMailing) -> Report:
    forms = form_shares(one.form for one in outbox.letters)
    by_email, by_post = len(outbox.by_email), len(outbox.letters) - len(outbox.by_email)
    warnings = [p for p in made.plan.problems if p.severity == "warning"]
    data = {
        "schema": 1,
        "mailing": request.mailing,
        "letter": request.letter,
        "about": request.about or None,
        "hash": outbox.hash,
        "count": len(outbox.letters),
        "email": by_email,
        "post": by_post,
        "forms": forms,
        "case": made.case,
        "letters": json_of(_LETTERS, outbox.letters),
        "left_out": [{"recipient": key, "why": why} for key, why in outbox.left_out],
        "warnings": [{"recipient": p.recipient, "code": p.code, "text": p.text} for p in warnings],
    }
    notes = [
        tr(
            "{letters} letters ({nb} nb, {nn} nn), {by_email} by e-mail, {by_post} by post",
            letters=len(outbox.letters),
            nb=forms["nb"],
            nn=forms["nn"],
            by_email=by_email,
            by_post=by_post,
        ),
        *(tr("left out: {key}: {why}", key=key, why=why) for key, why in made.plan.left_out),
        *(tr("look at: {recipient}: {text}", recipient=p.recipient or request.letter, text=p.text) for p in warnings),
        tr("hash {hash}", hash=outbox.hash),
    ]
    title = tr("Mailing {mailing}", mailing=request.mailing)
    return Report(data, (table_of(title, _LETTERS, outbox.letters, notes),), personal=True)
