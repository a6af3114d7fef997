"""What the tests of sending share: time that passes when it is waited for, a stranger's transport, a frozen mailing."""

from __future__ import annotations

import threading
from datetime import timedelta

from plugins.mail.kit import NOON, approve, mailing_at, plan, recipient, write_pair

from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.delivery.sending import send_mailing
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.mailings import Mailing
from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.sent_letters import HadLetters


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self):
        self.time, self.waits = NOON, []

    def now(self):
        self.time += timedelta(milliseconds=1)
        return self.time

    def machine(self):
        return self.time

    def wait(self, seconds, stop):
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)


class Stranger:
    """A transport as a third party would write one: `script` decides what becomes of each letter."""

    name = "stranger"

    def __init__(self, script=lambda envelope, commit: None):
        self.script, self.got, self.opened = script, [], 0
        self.lock = threading.Lock()

    def open(self):
        self.opened += 1
        return self

    def send(self, envelope, content, commit):
        told = self.script(envelope, commit)
        if told:
            return told
        commit()
        with self.lock:
            self.got.append((envelope.key, envelope.primary + envelope.copies))
        return Delivery(Reply(250, "ok"))

    def close(self):
        pass


def frozen(folder, count=3, front="", **more):
    people = [recipient(n, "nn" if n % 2 else "nb", **more) for n in range(1, count + 1)]
    outbox = freeze_plan(plan(write_pair(folder / "letters", front=front), *people), mailing_at(folder / "outbox"))
    approve(outbox, outbox.hash, "Kari", NOON)
    return outbox


def go(outbox, transport, confirm=3, **more):
    return send_mailing(outbox, transport, confirm=confirm, clock=more.pop("clock", Clock()), **more)


def had_letters(*outboxes):
    """Who has had what, by the logs of some mailings."""
    return HadLetters(Mailing(each, read_send_log(each.home)) for each in outboxes)
