"""Changes: whole or not at all, as expected or not, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kvadmin.errors import Overtaken
from kvadmin.extension.engines import Change, Engine
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, SENT, EngineTrial, hashed


class ChangeTrial(EngineTrial):
    """One change."""

    @pytest.mark.parametrize("what", ["it has changed", "it was not expected", "it is gone"])
    def test_a_change_of_what_is_not_as_expected_changes_nothing(self, engine: Engine, what: str) -> None:
        self.commit(engine, {OSLO: b"1", "a.txt": b"a"}, added={HISTORY: b"1\n"})
        was, number = self.everything(engine), engine.view().number
        expected = {"it has changed": hashed(b"0"), "it was not expected": None, "it is gone": hashed(b"x")}[what]
        name = "none.txt" if what == "it is gone" else OSLO
        contents: dict[str, bytes | None] = {"a.txt": b"new", "b.txt": b"new", name: b"new"}
        change = Change("t1", contents, {"a.txt": hashed(b"a"), "b.txt": None, name: expected}, {HISTORY: b"2\n"})
        with engine.writing(who="Kari", command="test") as writing, pytest.raises(Overtaken) as raised:
            writing.commit(change)
        assert raised.value.code != "locked"
        assert self.everything(engine) == was
        assert (engine.view().number, engine.outcome("t1")) == (number, False)

    def test_a_deletion_expects_too(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"})
        with engine.writing(who="Kari", command="test") as writing, pytest.raises(Overtaken):
            writing.commit(Change("t1", {OSLO: None}, {OSLO: hashed(b"0")}))
        assert self.everything(engine) == {OSLO: b"1"}

    def test_what_is_deleted_is_gone_and_its_folder(self, engine: Engine) -> None:
        self.commit(engine, {"a/b/c.txt": b"1", OSLO: b"2"})
        self.commit(engine, {"a/b/c.txt": None})
        view = engine.view()
        assert view.names("") == (["municipalities"], [])
        assert [entry.name for entry in view.entries()] == [OSLO]
        assert view.read(["a/b/c.txt"]) == {}
        self.commit(engine, {"a/b/c.txt": b"3"})
        assert engine.view().read(["a/b/c.txt"]) == {"a/b/c.txt": b"3"}

    def test_a_block_that_ends_without_commit_or_in_an_error_changes_nothing(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"})
        with engine.writing(who="Kari", command="test") as writing:
            writing.view.read([OSLO])
        with pytest.raises(KeyError), engine.writing(who="Kari", command="test"):
            raise KeyError
        assert self.everything(engine) == {OSLO: b"1"}
        self.commit(engine, {OSLO: b"2"})

    def test_what_is_added_stands_at_the_end(self, engine: Engine) -> None:
        for line in (b"1\n", b"2\n", b"2\n", b"two\nlines\n", "å\n".encode()):
            self.commit(engine, {}, added={HISTORY: line})
        assert engine.view().read([HISTORY]) == {HISTORY: b"1\n2\n2\ntwo\nlines\n" + "å\n".encode()}

    def test_several_logs_in_one_change(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"}, added={HISTORY: b"1\n", "history/2008-06.jsonl": b"2\n", SENT: b"\xff\x00\n"})
        self.commit(engine, {}, added={HISTORY: b"3\n", SENT: b"4\n"})
        kept = {OSLO: b"1", HISTORY: b"1\n3\n", "history/2008-06.jsonl": b"2\n", SENT: b"\xff\x00\n4\n"}
        assert self.everything(engine) == kept

    @pytest.mark.parametrize("how", ["forgets", "sensitive"])
    def test_what_is_forgotten_is_nowhere(
        self, engine: Engine, another: Callable[[], Engine], tmp_path: Path, how: str
    ) -> None:
        secret, other = b"nuts-5f2a91", "sensitive/G1.yaml"
        other_connection = another()
        self.commit(
            engine, {other: secret * 9, OSLO: b"1"}, added={HISTORY: secret + b"\n"}, sensitive=frozenset({other})
        )
        assert other_connection.view().read([other]) == {other: secret * 9}
        if how == "forgets":
            self.commit(engine, {other: None, HISTORY: b"{}\n"}, forgets=True)
            assert self.everything(engine) == {OSLO: b"1", HISTORY: b"{}\n"}
            self.commit(engine, {}, added={HISTORY: b"more\n"})
            assert self.lines(engine, HISTORY) == [b"{}", b"more"]
            assert [entry.log for entry in engine.view().entries("history")] == [True]
        else:
            self.commit(engine, {other: b"milk", HISTORY: b"{}\n"}, sensitive=frozenset({other, HISTORY}))
            assert self.everything(engine) == {OSLO: b"1", HISTORY: b"{}\n", other: b"milk"}
        other_connection.close()
        engine.close()
        left = [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]
        assert left == []

    def test_the_outcome_of_a_change_can_be_asked(self, engine: Engine, another: Callable[[], Engine]) -> None:
        for token in ("t-1", "t-2"):  # the line of the history holds it, as kvadmin's do
            self.commit(
                engine, {OSLO: token.encode()}, added={HISTORY: b'{"id": "%s"}\n' % token.encode()}, token=token
            )
        for each in (engine, another()):
            assert [each.outcome(token) for token in ("t-1", "t-2", "t-3", "t", "")] == [
                True,
                True,
                False,
                False,
                False,
            ]
