"""A sample of cuts, and that the judge of them would notice; ``benchmarks/engine_cuts.py`` makes 200."""

from __future__ import annotations

import random
import socket
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from database_servers import database_server

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        yield import_module


@pytest.fixture(scope="module")
def there(benchmark):
    with database_server(benchmark) as server:
        yield server


def test_what_was_said_of_changes_that_were_cut_is_true(benchmark, there, tmp_path):
    trial = benchmark("engine_cuts").changes(tmp_path, there, 8, ways=("at COMMIT", "terminated"), seed=3)
    assert trial.wrong == {}, trial.examples
    assert sum(trial.outcomes.values()) >= 8


@pytest.fixture
def trial(benchmark, tmp_path):
    """A trial without a server: what lies in the database is told by the test."""
    cuts = benchmark("engine_cuts")
    place = benchmark("engine_places").Place("PostgreSQL", tmp_path)
    found = cuts.Cuts(place, place, None, None, random.Random(1))
    found.proxy = type("Proxy", (), {"arm": lambda self: None})()
    return found


@pytest.mark.parametrize(
    ("answer", "population", "lines", "next_says", "wrong"),
    [
        ((0, "", ""), 5, 0, [], "saved, not there"),
        ((1, "no-connection", "error"), 100_007, 1, [], "failed, but there"),
        ((1, "no-connection", "error"), 100_007, 0, [], "half"),
        ((1, "no-connection", "error"), 5, 1, [], "half"),
        ((1, "", "Traceback"), 5, 0, [], "no clean end"),
        ((5, "outcome-unknown", "error"), 100_007, 1, ["the change x is not saved", ""], "settled falsely"),
        ((5, "outcome-unknown", "error"), 100_007, 1, ["", ""], "not settled"),
        ((5, "outcome-unknown", "error"), 100_007, 1, ["it is saved", "it is saved"], "settled falsely"),
    ],
)
def test_what_is_not_true_is_noticed(trial, monkeypatch, answer, population, lines, next_says, wrong):
    states, says = iter([({"0101": 5}, 0), ({"0101": population}, lines)]), iter(next_says)
    monkeypatch.setattr(trial, "state", lambda: next(states))
    monkeypatch.setattr(trial, "cut", lambda *_: setattr(trial, "hit", True) or answer)
    monkeypatch.setattr(trial, "said_next", lambda: next(says))
    trial.try_one("one record", "at COMMIT", 7)
    assert trial.wrong == {wrong: 1}


def test_a_change_that_is_asked_for_though_its_end_was_said_is_noticed(trial, monkeypatch, tmp_path):
    (tmp_path / ".kvadmin").mkdir()
    (tmp_path / ".kvadmin" / "unheard").write_text("x\n", encoding="utf-8")
    monkeypatch.setattr(trial, "state", lambda: ({"0101": 5}, 0))
    monkeypatch.setattr(trial, "cut", lambda *_: setattr(trial, "hit", True) or (1, "no-connection", "error"))
    trial.try_one("one record", "at COMMIT", 7)
    assert trial.wrong == {"settled falsely": 1}


@pytest.fixture
def echo():
    """A server that says everything back, and how to reach it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                one, _ = listening.accept()
            except OSError:
                return
            with one, suppress(OSError):
                while data := one.recv(1000):
                    one.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()
    listening.close()


@pytest.fixture
def proxy(benchmark, echo):
    found = benchmark("cutting").ByteProxy(echo)
    yield found
    found.close()


def said_back(proxy, data):
    """What comes back of some bytes before the connection ends; None where it never stands."""
    found = b""
    try:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as one:
            one.sendall(data)
            while len(found) < len(data) and (more := one.recv(1000)):
                found += more
    except OSError:  # cut while it was made, or later
        return found or None
    return found


def test_a_proxy_hands_on_until_it_cuts(proxy):
    assert said_back(proxy, b"hello") == b"hello"
    proxy.arm(back=3)
    assert (said_back(proxy, b"hello") or b"hel") == b"hel"
    assert proxy.cut
    assert proxy.passed[1] == 3
    assert said_back(proxy, b"hello") == b"hello"


def test_a_lasting_cut_lets_nobody_through(proxy):
    proxy.arm(to_server=0, lasting=True)
    assert not said_back(proxy, b"hello")
    assert not said_back(proxy, b"again")
    proxy.arm()
    assert said_back(proxy, b"hello") == b"hello"


def test_a_cut_before_commit_lets_it_not_pass(proxy):
    proxy.arm(at_commit=-1)
    assert said_back(proxy, b"BEGIN\0") == b"BEGIN\0"
    assert not said_back(proxy, b"COMMIT\0")
    assert (proxy.cut, proxy.passed[0]) == (True, 6)


@pytest.mark.parametrize(
    ("address", "upstream", "by_proxy"),
    [
        ("postgresql://a@/db?host=/run/x&port=5433", "/run/x/.s.PGSQL.5433", "postgresql://a@127.0.0.1:7/db"),
        ("postgresql://db.example/db?schema=s", ("db.example", 5432), "postgresql://127.0.0.1:7/db?schema=s"),
    ],
)
def test_addresses_by_way_of_the_proxy(benchmark, address, upstream, by_proxy):
    cutting = benchmark("cutting")
    assert cutting.upstream_of(address) == upstream
    assert cutting.through(address, 7) == by_proxy
