"""A server that does not answer any more: the run stops after a few time-outs, not after five thousand."""

from __future__ import annotations

import socket
import time

import pytest
from plugins.mail.cases import sink
from plugins.mail.kit import delivered, job, merge, rows, start_merge, write_pair
from plugins.mail.runs import Clock, Stranger, frozen, go

from kvadmin.api import Refused
from kvadmin.api.hooks import SessionLost
from kvadmin.plugins.mail.commands.aftermath import raise_stopped
from kvadmin.plugins.mail.delivery.pace import SendPace


@pytest.fixture
def letters(tmp_path):
    return write_pair(tmp_path / "letters", front='to: "{{ name }} <{{ email }}>"\n')


@pytest.mark.parametrize("connections", [1, 4])
def test_time_outs_after_the_dot_stop_the_run_and_only_those_are_unknown(tmp_path, letters, connections):
    with sink(tmp_path, mute=3, pipelining=True) as (port, captured):
        began = time.monotonic()
        path = job(tmp_path, letters, rows(40), port, final_timeout=1, timeout=1, connections=connections)
        status, output = merge(path)
        assert time.monotonic() - began < 20, "not 38 time-outs"
        assert status == 1
        unknown, pending = output.count("unknown: "), output.count("pending: ")
        assert 3 <= unknown <= 2 + connections
        assert unknown + pending == 38, "every letter that did not surely go is in the table"
        assert "the server has not answered 3 times in a row: 127.0.0.1: no answer within 1 seconds" in output
        assert "find out what is wrong with the server" in output
        assert sum(delivered(captured).values()) == 2
    with sink(tmp_path) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(40), port))
        assert status == 1
        assert output.count("unknown: ") == unknown, "resume never sends what is unknown"
        assert sum(delivered(captured).values()) == 40 - unknown


def test_time_outs_before_the_dot_leave_the_letters_open(tmp_path, letters):
    """A server that takes the connection and says nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        began = time.monotonic()
        status, output = merge(job(tmp_path, letters, rows(30), deaf.getsockname()[1], timeout=0.5))
    assert time.monotonic() - began < 20
    assert status == 1
    assert output.count("pending: ") == 30
    assert "not answered 3 times in a row" in output


def test_a_server_that_is_gone_in_the_middle_stops_the_run_with_the_table(tmp_path, letters):
    with sink(tmp_path, slow=0.1) as (port, captured):
        sender = start_merge(job(tmp_path, letters, rows(30), port, timeout=2, final_timeout=2))
        until = time.monotonic() + 30
        while captured.read_text(encoding="utf-8").count("\n") < 3 and time.monotonic() < until:
            time.sleep(0.01)
    output, _ = sender.communicate(timeout=60)
    assert sender.returncode == 1
    left = output.count("pending: ") + output.count("unknown: ") + output.count("deferred: ")
    assert 20 < left < 30
    assert output.count("unknown: ") <= 1
    assert "no connection: " in output
    assert "kvadmin mail resume sak-1" in output


def test_an_answer_in_between_counts_from_the_beginning_and_a_hang_up_after_the_dot_counts(tmp_path):
    def faulty(envelope, commit):
        if envelope.number % 3:
            commit()
            raise SessionLost("gone")

    report = go(frozen(tmp_path / "a", 12), Stranger(faulty), 12, pace=SendPace(connections=1))
    assert [o.status for o in report.outcomes] == ["unknown"] * 8
    assert report.stopped is None

    def broken(envelope, commit):
        commit()
        raise SessionLost("gone")

    report = go(frozen(tmp_path / "b", 12), Stranger(broken), 12, pace=SendPace(connections=1))
    assert [o.status for o in report.outcomes] == ["unknown"] * 3 + ["pending"] * 9
    assert report.stopped.message == "the connection was lost 3 times in a row: gone"
    report = go(frozen(tmp_path / "c", 12), Stranger(broken), 12, pace=SendPace(connections=1, give_up_after=0))
    assert {o.status for o in report.outcomes} == {"unknown"}


def test_a_server_that_hangs_up_on_every_attempt_of_every_letter_stops_the_run(tmp_path):
    def hangs_up(envelope, commit):
        raise SessionLost("gone")

    clock, transport = Clock(), Stranger(hangs_up)
    report = go(frozen(tmp_path, 12), transport, 12, clock=clock, pace=SendPace(connections=1))
    assert [o.status for o in report.outcomes] == ["deferred"] * 3 + ["pending"] * 9
    assert transport.opened == 12
    assert "the connection was lost 3 times in a row: gone" in report.stopped.message
    with pytest.raises(Refused) as stopped:
        raise_stopped("m", report, [], begun=True)
    assert (stopped.value.hint or "").endswith("; kvadmin mail resume m")


@pytest.mark.parametrize("fault", [SessionLost("gone"), OSError("no such folder")])
def test_where_only_unknown_letters_are_left_nothing_is_to_be_resumed(tmp_path, fault):
    def broken(envelope, commit):
        commit()
        raise fault

    report = go(frozen(tmp_path, 3), Stranger(broken), 3, pace=SendPace(connections=1))
    assert [o.status for o in report.outcomes] == ["unknown"] * 3
    with pytest.raises(Refused, match="the connection was lost 3 times in a row") as stopped:
        raise_stopped("m", report, [], begun=True)
    assert "resume" not in stopped.value.hint
    assert "kvadmin mail settle m --having unknown" in stopped.value.hint
