from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.outbox.letter_life import has_been_had, letter_life
from kvadmin.plugins.mail.outbox.send_log import parse_send_log
from kvadmin.plugins.mail.outbox.settled_events import SettledEvent

TO, COPY = "a@b.example", "ks@ks.example"
AT = "2008-06-10T12:00:00+02:00"
OPEN = {"what": "open", "at": AT, "plan": "h", "dated": AT, "transport": "smtp", "becomes": "sent"}
COMMIT = {"what": "commit", "at": AT, "letter": 1, "to": [TO, COPY]}
OK = {"what": "ok", "at": AT, "letter": 1, "reply": [250, "ok"], "delivered": [TO, COPY]}
NO = {"what": "refused", "at": AT, "letter": 1, "reply": [550, "no"], "delivered": [], "refused": {TO: [550, "no"]}}


def state(*lines, said=()):
    content = "\n".join(json.dumps(line) for line in lines).encode()
    return parse_send_log(content, said).of(1)


def life(*lines, said=(), approved=True, channel="email"):
    letter = SimpleNamespace(number=1, channel=channel, to=(mailbox(TO),) if channel == "email" else ())
    return letter_life(letter, state(*lines, said=said), approved=approved)


def said(what, after=0, on="2008-06-12"):
    return SettledEvent(1, "0301", what, on, "sagt", "Kari", AT, after, (TO,))


def test_what_the_log_tells():
    assert life(approved=False).status == "planned"
    assert life().status == "approved"
    assert life(OPEN, COMMIT).status == "unknown"
    assert (life(OPEN, COMMIT, OK).status, life(OPEN, COMMIT, OK).on) == ("sent", "2008-06-10")
    assert life(OPEN, NO).status == "refused"
    drafts = {**OPEN, "transport": "drafts", "becomes": "written"}
    assert life(drafts, COMMIT, OK).status == "written"
    assert life({**drafts, "becomes": "handed-over"}, COMMIT, OK).status == "handed-over"
    older = {k: v for k, v in drafts.items() if k != "becomes"}
    assert life(older, COMMIT, OK).status == "sent", "what an older version counted as sent stays so"


@pytest.mark.parametrize(
    ("what", "status", "channel"),
    [
        ("came", "came", "email"),
        ("posted", "sent", "post"),
        ("bounced", "bounced", "email"),
        ("withdrawn", "withdrawn", "email"),
        ("found", "sent", "email"),
        ("not-came", "approved", "email"),
    ],
)
def test_what_is_said_decides(what, status, channel):
    found = life(OPEN, COMMIT, said=[said(what, 1)])
    assert (found.status, found.channel) == (status, channel)
    assert [event.what for event in found.events] == ["unknown", what]


def test_the_log_and_what_is_said_have_one_order():
    opened = [said("not-came", 2)]
    again = state(OPEN, COMMIT, OK, said=opened)
    assert (again.of(TO), again.of(COPY)) == ("pending", "delivered"), "a copy that was taken does not go again"
    assert life(OPEN, COMMIT, OK, OPEN, COMMIT, OK, said=opened).status == "sent"
    assert life(OPEN, COMMIT, OK, OPEN, COMMIT, OK, said=[said("not-came", 4)]).status == "approved"


def test_what_came_back_and_was_posted_instead_keeps_both():
    found = life(OPEN, COMMIT, OK, said=[said("bounced", 2), said("posted", 2, "2008-06-13")])
    assert (found.status, found.on, found.channel, found.left_on) == ("sent", "2008-06-13", "post", "2008-06-13")
    assert [(e.what, e.on, e.channel) for e in found.events] == [
        ("sent", "2008-06-10", "email"),
        ("bounced", "2008-06-12", "email"),
        ("posted", "2008-06-13", "post"),
    ]
    again = life(OPEN, COMMIT, OK, said=[said("bounced", 2), said("posted", 2), said("not-came", 2)])
    assert again.status == "bounced", "what became of its e-mail holds again"


def test_letters_by_post_are_open_until_posted():
    assert life(channel="post").status == "approved"
    assert life(channel="post", said=[said("printed")]).status == "written"
    assert life(channel="post", said=[said("printed"), said("posted")]).status == "sent"
    assert life(channel="post", said=[said("printed"), said("posted"), said("not-came")]).status == "approved"


def test_who_has_had_a_letter():
    had = [s for s in ("planned", "approved", "refused", "bounced", "withdrawn") if has_been_had(s)]
    assert not had
    assert all(has_been_had(s) for s in ("written", "handed-over", "sent", "unknown", "came"))
