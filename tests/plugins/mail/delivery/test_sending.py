"""Sending without a server: drafts, mbox, a stranger's transport, pace, copies, journal, archive."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import timedelta

import pytest
from plugins.mail.runs import Clock, Stranger, frozen, go

from kvadmin.api import Conflict, Refused
from kvadmin.api.hooks import Delivery, Reply, SessionLost, Transport
from kvadmin.plugins.mail.delivery.clock import SystemClock
from kvadmin.plugins.mail.delivery.pace import SendPace
from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.send_report import open_letters


def log_lines(outbox):
    return [json.loads(line) for line in (outbox.folder / "send.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_stranger_can_bring_a_transport(tmp_path):
    assert isinstance(Stranger(), Transport)
    outbox, transport = frozen(tmp_path), Stranger()
    assert go(outbox, transport).fine
    assert len(transport.got) == 3


@pytest.mark.parametrize("error", [SessionLost("gone"), OSError("x"), RuntimeError("a stranger's fault")])
def test_whatever_a_transport_raises_before_commit_is_undelivered_and_after_it_unknown(tmp_path, error):
    def broken(envelope, commit, when):
        if envelope.number == 2:
            if when == "after":
                commit()
            raise error

    before = Stranger(lambda e, c: broken(e, c, "before"))
    report = go(frozen(tmp_path / "a"), before, pace=SendPace(connections=1))
    assert [(o.number, o.status) for o in report.outcomes] == [(2, "deferred")]
    assert len(before.got) == 2
    report = go(frozen(tmp_path / "b"), Stranger(lambda e, c: broken(e, c, "after")))
    assert [(o.number, o.status) for o in report.outcomes] == [(2, "unknown")]
    assert not report.fine


def test_a_wrong_set_up_stops_the_run_and_blames_no_letter(tmp_path):
    outbox = frozen(tmp_path)

    def refuse(envelope, commit):
        raise Refused("wrong password")

    report = go(outbox, Stranger(refuse))
    assert report.stopped.message == "wrong password"
    assert {o.status for o in report.outcomes} == {"pending"}
    assert go(outbox, Stranger()).fine


def test_a_server_that_allows_one_connection_gets_one(tmp_path):
    outbox, transport = frozen(tmp_path, count=20), Stranger()
    real, busy = transport.open, threading.Semaphore(1)

    def one_only():
        if not busy.acquire(blocking=False):
            raise SessionLost("421 too many connections")
        return real()

    transport.open, transport.close = one_only, busy.release
    report = go(outbox, transport, confirm=20, clock=SystemClock(), pace=SendPace(connections=4, reconnect_wait=0.001))
    assert report.fine
    assert sorted(transport.got) == [(f"{n:04d}/mail-desk", (f"post{n}@kommune{n}.example",)) for n in range(1, 21)]


def test_approval_count_lock_and_plan_are_asked_for(tmp_path):
    outbox = frozen(tmp_path)
    for count in (0, 2, 4):
        with pytest.raises(Refused, match="3 letters would be sent"):
            go(outbox, Stranger(), confirm=count)
    (outbox.folder / "approval.json").unlink()
    with pytest.raises(Refused, match="not approved"):
        go(outbox, Stranger())
    assert go(outbox, Stranger(), needs_approval=False).fine, "samples to oneself"
    with pytest.raises(Refused, match="0 letters would be sent"):
        go(outbox, Stranger(), needs_approval=False)
    other = frozen(tmp_path / "other")
    shutil.copy(outbox.folder / "send.jsonl", other.folder / "send.jsonl")
    log = (other.folder / "send.jsonl").read_text(encoding="utf-8").replace(outbox.hash, "0" * 64)
    (other.folder / "send.jsonl").write_text(log, encoding="utf-8")
    with pytest.raises(Conflict, match="not the one that was being sent"):
        go(other, Stranger())


def test_back_off_and_then_the_rest_is_put_off(tmp_path):
    clock, outbox = Clock(), frozen(tmp_path)
    later = Stranger(lambda e, _: Delivery(Reply(451, "not now")) if e.number == 2 else None)
    report = go(outbox, later, clock=clock, pace=SendPace(back_off=(60, 300)))
    assert clock.waits == [60, 300]
    assert [(o.number, o.status, o.code, o.words) for o in report.outcomes] == [(2, "deferred", 451, "not now")]
    assert [letter.number for letter, _ in open_letters(outbox, read_send_log(outbox.home))] == [2]


def test_the_limit_per_minute_is_kept(tmp_path):
    clock, times = Clock(), []
    transport = Stranger(lambda e, _: times.append(clock.time))
    assert go(
        frozen(tmp_path, count=10), transport, confirm=10, clock=clock, pace=SendPace(connections=1, per_minute=4)
    ).fine
    assert all(b - a >= timedelta(seconds=59) for a, b in zip(times, times[4:], strict=False))
    assert times[3] - times[0] < timedelta(seconds=1)


def test_the_limit_per_day_stops_and_is_remembered_by_the_next_run(tmp_path):
    clock, outbox = Clock(), frozen(tmp_path, count=5)
    pace = SendPace(connections=1, per_day=3)
    report = go(outbox, Stranger(), confirm=5, clock=clock, pace=pace)
    assert (report.sent, report.delivered) == (3, 3)
    assert "limit of 3 letters in 24 hours" in report.stopped.message
    assert go(outbox, Stranger(), confirm=2, clock=clock, pace=pace).sent == 0
    clock.time += timedelta(hours=24)
    assert go(outbox, Stranger(), confirm=2, clock=clock, pace=pace).fine


def test_a_letter_that_is_held_is_asked_about_last_thing_stays_open_and_is_named(tmp_path):
    outbox, transport, asked = frozen(tmp_path), Stranger(), []

    def hold(letter):
        asked.append((letter.number, len(transport.got)))
        return "admission undone" if letter.number == 2 else ""

    report = go(outbox, transport, pace=SendPace(connections=1), hold=hold)
    assert asked == [(1, 0), (2, 1), (3, 1)], "right before each letter"
    assert [(o.number, o.status, o.code, o.words) for o in report.outcomes] == [(2, "held", 0, "admission undone")]
    assert (report.sent, report.fine) == (2, False)
    line = next(each for each in log_lines(outbox) if each["what"] == "held")
    assert {key: line[key] for key in ("letter", "key", "why")} == {
        "letter": 2, "key": "0002/mail-desk", "why": "admission undone",
    }  # fmt: skip
    assert [letter.number for letter, _ in open_letters(outbox, read_send_log(outbox.home))] == [2]
    assert go(outbox, transport, confirm=1).fine, "what no longer holds it back does not hold it back"


def test_a_letter_that_waited_for_the_limits_is_asked_about_once_more(tmp_path):
    outbox, clock, asked = frozen(tmp_path, count=3), Clock(), []

    def hold(letter):
        asked.append(letter.number)
        return "suppressed" if clock.waits else ""

    report = go(outbox, Stranger(), clock=clock, pace=SendPace(connections=1, per_minute=2), hold=hold)
    assert asked == [1, 2, 3, 3]
    assert [(o.number, o.status) for o in report.outcomes] == [(3, "held")]


def test_a_letter_put_off_by_the_server_is_asked_about_again_before_its_second_attempt(tmp_path):
    outbox, tries = frozen(tmp_path, count=1), []

    def greylisting(envelope, commit):
        tries.append(envelope.number)
        return Delivery(Reply(451, "not now"))

    pace = SendPace(back_off=(60,))
    report = go(outbox, Stranger(greylisting), 1, pace=pace, hold=lambda _: "suppressed" if tries else "")
    assert tries == [1]
    assert [(o.status, o.words) for o in report.outcomes] == [("held", "suppressed")]
