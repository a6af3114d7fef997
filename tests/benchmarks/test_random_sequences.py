"""Random sequences of every command that writes: 50 here, 1,000 in ``benchmarks/random_sequences.py``.

What must hold stands in ``tests/sequences/playing.py``; a sequence that fails is printed as a shell script.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sequences.making import sequence
from sequences.office import TODAY, made
from sequences.playing import Fault, call, play
from sequences.recipes import LEFT_OUT, RECIPES
from sequences.shrinking import script, shortened

PARTS, EACH, LENGTH = 5, 10, 8


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        _as_benchmark(patch, tmp_path_factory.mktemp("person"))
        return made(tmp_path_factory.mktemp("office") / "base", call)


@pytest.fixture(autouse=True)
def _person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _as_benchmark(monkeypatch, tmp_path)


def _as_benchmark(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("KVADMIN_TODAY", TODAY)
    patch.setenv("KVADMIN_WHO", "Test Person")
    patch.setenv("KVADMIN_CONFIG", str(home / "none.toml"))
    patch.setenv("XDG_STATE_HOME", str(home))
    patch.delenv("KVADMIN_DATA", raising=False)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_is_typed_breaks_what_is_promised(part: int, office: Path, tmp_path: Path) -> None:
    done = undone = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        words = sequence(seed, LENGTH)
        try:
            played = play(office, tmp_path / str(seed), words)
        except Fault as fault:
            pytest.fail(script(words, f"seed {seed}: {fault}", TODAY))
        done, undone = done + played.done, undone + played.undone
    assert done > EACH
    assert undone > EACH / 2


def test_every_command_that_writes_can_come_up() -> None:
    """A new command gets a recipe, or a reason why it has none."""
    _, out, _ = call("commands", "--format", "json")
    import json

    writing = {each["command"] for each in json.loads(out)["commands"] if each["writes"] and each["builtin"]}
    assert writing - LEFT_OUT.keys() == RECIPES.keys()
    assert not LEFT_OUT.keys() & RECIPES.keys()


def test_a_command_that_breaks_a_promise_is_found_and_shown_alone(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The play is worth something: a transaction that writes in a dry run, too, does not pass."""
    from kvadmin.session.session import Session

    real = Session.commit

    def commits_always(self: Session, change: object, *rest: object, **named: object) -> object:
        self.dry_run = False
        return real(self, change, *rest, **named)

    monkeypatch.setattr(Session, "commit", commits_always)
    bad = ["municipality", "set", "0301", "population", "7"]
    words = [["undo"], ["contact", "set", "0301", "nobody", "phone", "1"], bad, ["undo", "zzzzzz"]]

    def fails(less: list[list[str]]) -> bool:
        fails.turn += 1  # type: ignore[attr-defined]
        try:
            play(office, tmp_path / f"turn-{fails.turn}", less)  # type: ignore[attr-defined]
        except Fault as fault:
            return fault.rule == "a dry run wrote"
        return False

    fails.turn = 0  # type: ignore[attr-defined]
    short = shortened(words, fails)
    assert short == [bad]
    assert "kv --dry-run municipality set 0301 population 7\n" in script(short, "a dry run wrote", TODAY)
