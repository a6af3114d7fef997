"""``--to-self``: some letters of a plan to oneself, on the same path as the real ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..addresses import Mailbox
from ..message.assembly import message_id
from ..records import MailingPlan


def sample_plan(plan: MailingPlan, to: Mailbox, per_form: int = 1) -> MailingPlan:
    """A plan of the first `per_form` letters of each language form, addressed to `to` alone.

    The letters are otherwise the same; they have Message-IDs of their own, so
    that a mail program does not take the real letter for one it has seen.
    """
    counted: Counter[str] = Counter()
    chosen = []
    for letter in plan.letters:
        counted[letter.form] += 1
        if counted[letter.form] <= per_form:
            domain = plan.letters[0].sender.address.rpartition("@")[2]
            number = message_id(f"{plan.mailing}/to-self", letter.key, letter.round, domain)
            chosen.append(replace(letter, to=(to,), cc=(), bcc=(), channel="email", message_id=number, note=""))
    return MailingPlan(f"{plan.mailing}-to-self", plan.letter, tuple(chosen), plan.problems, plan.left_out)
