"""``mail replan``: a new plan of what a mailing has not sent, of today's records."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, Transaction, session, tr

from ..kept import kept_now
from ..letters.library import find_letter
from ..outbox.letter_life import has_been_had
from ..outbox.mailings import Mailing, check_mailing_name, mailing_named
from ..outbox.settlements import Settlement, settle
from ..parties import parties_of
from ..planning.mailing_request import MailingRequest, request_from_payload
from ..planning.planned_mailing import PlannedMailing, plan_mailing
from .arguments import MailingArgument
from .plan import free_name, keep_plan

#: What keeps one recipient from a letter, and is no fault of the letter.
_NOT_FOR_THEM = ("wrong-recipient",)


def replan(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    name: Annotated[str, typer.Option("--name", metavar="MAILING", help="The new one's id (else MAILING-2).")] = "",
) -> None:
    """Plan again what a mailing has not sent: the letters as today's records make them, to be approved anew.

    Whom the letter is not for any more is left out. The open letters of the old mailing are withdrawn with the same
    change; a mailing of which nothing has left is replaced.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail replan
    """
    run = session(ctx)
    found = mailing_named(run, mailing, ("planned", "approved", "open", "refused"))
    if not found.planned.get("request"):
        raise Refused(
            tr("it is not known how {name} was planned", name=found.name),
            hint=tr("plan it again"),
            code="state-forbids",
        )
    before = replace(request_from_payload(found.planned["request"]), day=run.today.isoformat())
    if before.each == "contact" and find_letter(kept_now(run), before.letter).speaks_of("decision"):
        before = replace(before, each="municipality")  # a plan of an older kvadmin: a decision went to persons then
    if not found.begun:
        request = replace(before, mailing=check_mailing_name(name) if name else found.name)
        keep_plan(run, request, _for_whom_it_is(plan_mailing(run, request)))
        return
    rest = [(letter, life) for letter, life in found.lives() if not has_been_had(life.status)]
    rest = [(letter, life) for letter, life in rest if life.status != "withdrawn"]
    if not rest:
        raise Refused(
            tr("{name} has no letters left to plan again", name=found.name),
            hint="kvadmin mail status",
            code="nothing-to-do",
        )
    among = tuple(dict.fromkeys(party for letter, _ in rest for party in parties_of(letter.party)))
    new_name = check_mailing_name(name) if name else free_name(run, found.name, before.about)
    request = replace(before, mailing=new_name, among=among)
    open_ones = [letter.number for letter, life in rest if life.status in ("planned", "approved")]

    def withdraw(change: Transaction) -> None:
        why = tr("planned again as {name}", name=request.mailing)
        settle(run, change, found, [Settlement(number, "withdrawn", run.today, why) for number in open_ones])

    keep_plan(run, request, _planned_again(run, found, request), withdraw)


def _planned_again(run: Session, found: Mailing, request: MailingRequest) -> PlannedMailing:
    return _for_whom_it_is(plan_mailing(run, request, but=found.name))


def _for_whom_it_is(made: PlannedMailing) -> PlannedMailing:
    """The plan without those that the letter is not for any more; they are said."""
    wrong = {each.recipient: each for each in made.plan.problems if each.code in _NOT_FOR_THEM and each.recipient}
    if not wrong:
        return made
    plan = replace(
        made.plan,
        letters=tuple(each for each in made.plan.letters if each.key not in wrong),
        problems=tuple(each for each in made.plan.problems if each.recipient not in wrong),
        left_out=(*made.plan.left_out, *((key, each.text) for key, each in wrong.items())),
    )
    return replace(made, plan=plan)
