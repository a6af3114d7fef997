"""The limits of a server: one count for the whole programme folder, whatever the clock does."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from plugins.mail.cases import sink
from plugins.mail.kit import HERE, NOON, accepted, job, kept_in, merge, rows, write_pair
from plugins.mail.office import server, smtp
from plugins.mail.runs import Clock, Stranger, frozen, go

from kvadmin.api import Refused
from kvadmin.plugins.mail.delivery.clock import RunClock
from kvadmin.plugins.mail.delivery.pace import PaceLimiter, SendPace
from kvadmin.plugins.mail.delivery.sent_times import SentTimes
from kvadmin.plugins.mail.outbox.send_log import SendLogFailure

TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3", "--name", "call")


def limiter(folder: Path, clock: Clock | None = None, **limits: int) -> PaceLimiter:
    return PaceLimiter(SendPace(**limits), clock or Clock(), SentTimes(kept_in(folder), ""))


def went(folder: Path) -> list[str]:
    path = folder / "sent-times.txt"
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def one(paced: PaceLimiter) -> datetime | None:
    return paced.wait(threading.Event())


def test_two_mailings_share_the_day(tmp_path):
    """Two mailings of one folder, each by a process of its own, to a real server."""
    letters = write_pair(tmp_path / "letters")
    with sink(tmp_path) as (port, captured):
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
        first = job(tmp_path / "a", letters, rows(3), port, per_day=5, outbox=str(tmp_path / "outbox/a"))
        second = job(tmp_path / "b", letters, rows(4), port, per_day=5, outbox=str(tmp_path / "outbox/b"))
        (tmp_path / "outbox").mkdir()
        assert merge(first)[0] == 0
        status, output = merge(second)
        assert status == 1
        assert "the limit of 5 letters in 24 hours is reached, over all mailings of the folder" in output
        assert output.count("pending: ") == 2
        assert len(accepted(captured)) == 5


def test_several_senders_at_once_share_the_minute(tmp_path):
    """Four processes want 12 letters; the server says 7 a minute, so 7 go and the rest waits."""
    letters = write_pair(tmp_path / "letters")
    (tmp_path / "outbox").mkdir()
    with sink(tmp_path) as (port, captured):
        senders = []
        for name in "abcd":
            (tmp_path / name).mkdir()
            path = job(tmp_path / name, letters, rows(3), port, per_minute=7, outbox=str(tmp_path / "outbox" / name))
            senders.append(subprocess.Popen([sys.executable, HERE / "merge.py", path], stdout=subprocess.DEVNULL))
        until = time.monotonic() + 30
        while len(accepted(captured)) < 7 and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1.5)
        assert len(accepted(captured)) == 7
        for sender in senders:
            sender.kill()
            sender.wait()
    assert len(went(tmp_path / "outbox")) == 7


def test_samples_to_oneself_count_also_when_their_log_is_thrown_away(office, tmp_path):
    with server(tmp_path) as (port, captured):
        office.settings("per_day = 5\n" + smtp(port))
        office.approved("invitation", *TO)
        for _ in range(2):
            office.run("mail", "send", "--to-self", "eva@program.example")
        assert len(accepted(captured)) == 4
        ran = office.run("mail", "send", "--confirm", "3", code=1)
        assert len(accepted(captured)) == 5
        assert "limit of 5 letters in 24 hours" in ran.err
        assert "mail resume" in ran.err or "resume after" in ran.err
        assert office.json("mail", "status", "call")["delivered"] == 1


def test_what_went_without_a_limit_counts_when_there_is_one_later(tmp_path):
    outbox, clock = frozen(tmp_path, count=5), Clock()
    assert go(outbox, Stranger(), 5, clock=clock).fine
    assert len(went(tmp_path)) == 5
    with pytest.raises(Refused, match="limit of 5"):
        one(limiter(tmp_path, clock, per_day=5))


def test_a_folder_of_an_older_kvadmin_is_counted_from_its_logs(tmp_path):
    def log(name: str, transport: str, *times: str) -> None:
        (tmp_path / name).mkdir()
        lines = [{"what": "open", "plan": "x", "dated": "2008-06-10T00:00:00+00:00", "transport": transport}]
        lines += [{"what": "commit", "letter": n, "to": ["a@x.example"], "at": at} for n, at in enumerate(times, 1)]
        (tmp_path / name / "send.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))

    log("a", "smtp", "2008-06-10T11:00:00+00:00", "2008-06-10T07:30:00-04:00")  # 11:30 in UTC
    log("b", "smtp", "2008-06-09T11:00:00+00:00", "2008-06-10T13:59:00+02:00", "2030-01-01T00:00:00+00:00")
    log("c", "drafts", "2008-06-10T11:00:00+00:00")
    clock = Clock()
    assert one(limiter(tmp_path, clock, per_day=4)) is not None
    with pytest.raises(Refused) as refused:
        one(limiter(tmp_path, clock, per_day=4))
    assert [each[:16] for each in went(tmp_path)] == [
        "2008-06-10T11:00", "2008-06-10T11:30", "2008-06-10T11:59", "2008-06-10T12:00",
    ]  # fmt: skip
    free = datetime(2008, 6, 11, 11, 0, tzinfo=UTC).astimezone()
    assert refused.value.hint == f"resume after {free:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=3), timedelta(days=4000)])
def test_a_clock_that_is_set_back_never_waits_longer_than_the_minute(tmp_path, back):
    clock = Clock()
    paced = limiter(tmp_path, clock, per_minute=2)
    one(paced), one(paced)
    clock.time -= back
    one(paced), one(paced), one(paced)
    assert sum(clock.waits) <= 121
    assert max(clock.waits) <= 60
    assert one(limiter(tmp_path, clock, per_minute=9)), "another kvadmin reads the mended times"


def test_a_clock_that_was_ahead_blocks_the_day_for_a_day_at_most(tmp_path):
    ahead = Clock()
    ahead.time += timedelta(days=900)
    for _ in range(3):
        one(limiter(tmp_path, ahead, per_day=3))
    clock = Clock()
    with pytest.raises(Refused, match="limit of 3") as refused:
        one(limiter(tmp_path, clock, per_day=3))
    assert "2008-06-11" in (refused.value.hint or "")
    clock.time += timedelta(hours=23)
    with pytest.raises(Refused):
        one(limiter(tmp_path, clock, per_day=3))
    clock.time += timedelta(hours=1, seconds=1)
    assert one(limiter(tmp_path, clock, per_day=3))


def test_times_of_other_zones_and_torn_lines_are_read(tmp_path):
    zone = timezone(timedelta(hours=14))
    lines = [(NOON - timedelta(hours=1)).astimezone(zone).isoformat(), "2008-06-10T1", "", "\0\0", "x"]
    (tmp_path / "sent-times.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    paced = limiter(tmp_path, per_day=2)
    assert one(paced)
    with pytest.raises(Refused):
        one(paced)


def test_limits_go_by_the_machine_and_not_by_the_day_the_run_is_told(tmp_path):
    old, new = RunClock(datetime(2008, 6, 10, tzinfo=UTC).date()), RunClock(datetime(2031, 6, 10, tzinfo=UTC).date())
    for clock in (old, new, old):
        assert PaceLimiter(SendPace(per_day=3), clock, SentTimes(kept_in(tmp_path), "")).wait(threading.Event())
    with pytest.raises(Refused):
        PaceLimiter(SendPace(per_day=3), new, SentTimes(kept_in(tmp_path), "")).wait(threading.Event())


def test_drafts_are_no_letters_of_a_server(tmp_path):
    outbox, transport, clock = frozen(tmp_path, count=3), Stranger(), Clock()
    transport.name = "drafts"
    assert go(outbox, transport, clock=clock, pace=SendPace(per_minute=1, per_day=1)).fine
    assert not clock.waits
    assert not went(tmp_path)


def test_a_letter_that_is_held_or_has_no_connection_takes_no_place(tmp_path):
    outbox, clock = frozen(tmp_path, count=3), Clock()
    report = go(outbox, Stranger(), clock=clock, pace=SendPace(per_day=2), hold=lambda n: "x" * (n.number == 1))
    assert report.stopped is None
    assert len(went(tmp_path)) == 2


def test_a_count_that_cannot_be_kept_stops_the_run_in_words(tmp_path):
    (tmp_path / "sent-times.txt").mkdir()
    with pytest.raises(SendLogFailure, match="times of the limits cannot be kept"):
        one(limiter(tmp_path, per_day=1))
    quiet = limiter(tmp_path)
    assert one(quiet)
    quiet.close()


def test_old_times_are_forgotten(tmp_path):
    clock = Clock()
    paced = limiter(tmp_path, clock, per_day=9)
    for _ in range(5):
        one(paced)
    clock.time += timedelta(days=2)
    with SentTimes(kept_in(tmp_path), "").locked(clock.machine) as (times, _):
        assert not times
    assert not went(tmp_path)
