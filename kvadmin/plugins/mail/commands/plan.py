"""``mail plan``: every letter written and checked, and the whole frozen under a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kvadmin.api import Conflict, Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Column, Report, Table

from .arguments import LetterArgument, need_mail_libraries

if TYPE_CHECKING:
    from ..outbox.frozen_mailing import FrozenMailing
    from ..planning.mailing_request import MailingRequest
    from ..planning.planned_mailing import PlannedMailing


def plan(
    ctx: typer.Context,
    letter: LetterArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="SELECTION", help="cohort:P3 role:project-leader; required: never everyone.")
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="MAILING", help="Its id (else day and letter).")] = "",
    about: Annotated[
        str, typer.Option("--about", metavar="ID", help="The cohort or gathering (else the one in the selection).")
    ] = "",
    each: Annotated[
        str, typer.Option("--each", metavar="contact|municipality|joint", help="A letter to each, or one to all.")
    ] = "contact",
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
    need_mail_libraries()
    from ..outbox.mailings import check_mailing_name
    from ..planning.mailing_request import MailingRequest, named_cohort_or_gathering

    run = session(ctx)
    if not to.strip():
        raise UsageError(
            tr("no selection never means everyone"),
            where="--to",
            hint=tr("such as: --to 'cohort:P3 role:project-leader'"),
        )
    day = run.today.isoformat()
    request = MailingRequest(
        letter=letter,
        to=" ".join(to.split()),
        mailing=check_mailing_name(name) if name else _free_name(run, f"{day}-{letter}"),
        day=day,
        about=_known_subject(run, about) if about else named_cohort_or_gathering(run, to),
        each=each,
        round=number,
        values=tuple(values or ()),
        attach=tuple(attach or ()),
        case=case,
    )
    _do(run, request)


def _do(run: Session, request: MailingRequest) -> None:
    from ..planning.planned_mailing import frozen_files, plan_mailing

    made = plan_mailing(run, request)
    if made.plan.errors:
        run.show(_problems(made))
        raise Refused(
            tr(
                "{number} problems in {number2} letters of {letter}; nothing is written",
                number=len(made.plan.errors),
                number2=len({p.recipient for p in made.plan.errors}),
                letter=request.letter,
            ),
            hint=tr("put right what the table lists, and plan again"),
        )
    outbox, files = frozen_files(made.plan)
    _write(run, request, made, outbox, files)
    run.show(_planned(made, request, outbox))
    if not run.dry_run:
        run.info(
            tr("Look at it: kvadmin mail preview {mailing}  (or outbox/{mailing}/index.html)", mailing=request.mailing)
        )
        run.info(tr("Then approve it: kvadmin mail approve {hash}", hash=outbox.hash[:12]))


def _write(
    run: Session, request: MailingRequest, made: PlannedMailing, outbox: FrozenMailing, files: dict[str, bytes]
) -> None:
    """The plan into the folder, in the place of an unsent one of the same name."""
    from ..file_names import OUTBOX
    from ..outbox.mailings import send_log_content
    from ..planning.planned_mailing import planned_file

    place = f"{OUTBOX}/{request.mailing}"
    if send_log_content(run.data, request.mailing, run.folder) is not None:
        raise Conflict(
            tr("the mailing {mailing} has been sent, wholly or in part", mailing=request.mailing),
            hint=tr("give another --name"),
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
    run.commit(change)


def _free_name(run: Session, wanted: str) -> str:
    """Day and letter; a number behind it when a mailing of that name has been sent."""
    from ..outbox.mailings import send_log_content

    name, number = wanted, 1
    while send_log_content(run.data, name, run.folder) is not None:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _known_subject(run: Session, about: str) -> str:
    from kvadmin.api import UnknownName
    from kvadmin.api.records import Cohort, Gathering

    if run.data.find(Cohort, about) is None and run.data.find(Gathering, about) is None:
        raise UnknownName(tr("there is no cohort or gathering {about!r}", about=about), where="--about")
    return about


def _problems(made: PlannedMailing) -> Report:
    columns = (
        Column("recipient", "Recipient"),
        Column("code", "Code"),
        Column("field", "Field"),
        Column("text", "What is wrong"),
        Column("severity", "Weight"),
    )
    rows = tuple((p.recipient or made.plan.letter, p.code, p.field, p.text, p.severity) for p in made.plan.problems)
    keys = [column.key for column in columns]
    data = {
        "schema": 1,
        "mailing": made.plan.mailing,
        "letter": made.plan.letter,
        "written": False,
        "problems": [dict(zip(keys, row, strict=True)) for row in rows],
    }
    return Report(data, (Table(tr("Problems of {mailing}", mailing=made.plan.mailing), columns, rows),))


def _planned(made: PlannedMailing, request: MailingRequest, outbox: FrozenMailing) -> Report:
    from ..letters.language_forms import form_shares

    columns = (
        Column("number", "No.", "int"),
        Column("key", "Recipient"),
        Column("form", "Form"),
        Column("channel", "By"),
        Column("to", "To"),
        Column("subject", "Subject"),
    )
    rows: list[tuple[Any, ...]] = []
    for one in outbox.letters:
        to = ", ".join(str(box) for box in one.to) if one.channel == "email" else one.note
        rows.append((one.number, one.key, one.form, one.channel, to, one.subject))
    keys = [column.key for column in columns]
    forms = form_shares(one.form for one in outbox.letters)
    warnings = [p for p in made.plan.problems if p.severity == "warning"]
    data = {
        "schema": 1,
        "mailing": request.mailing,
        "letter": request.letter,
        "about": request.about or None,
        "hash": outbox.hash,
        "count": len(outbox.letters),
        "email": len(outbox.by_email),
        "post": len(outbox.letters) - len(outbox.by_email),
        "forms": forms,
        "case": made.case,
        "letters": [dict(zip(keys, row, strict=True)) for row in rows],
        "left_out": [{"recipient": key, "why": why} for key, why in outbox.left_out],
        "warnings": [{"recipient": p.recipient, "code": p.code, "text": p.text} for p in warnings],
    }
    notes = [
        tr(
            "{number} letters ({forms} nb, {forms2} nn), {data} by e-mail, {data2} by post",
            number=len(rows),
            forms=forms["nb"],
            forms2=forms["nn"],
            data=data["email"],
            data2=data["post"],
        ),
        *(tr("left out: {key}: {why}", key=key, why=why) for key, why in outbox.left_out),
        *(tr("look at: {recipient}: {text}", recipient=p.recipient or request.letter, text=p.text) for p in warnings),
        tr("hash {hash}", hash=outbox.hash),
    ]
    return Report(data, (Table(tr("Mailing {mailing}", mailing=request.mailing), columns, tuple(rows), tuple(notes)),))
