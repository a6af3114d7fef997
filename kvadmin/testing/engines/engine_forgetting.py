"""What is forgotten is nowhere, in no common spelling; and what is no secret is not forgotten with it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from kvadmin.extension.engines import Engine
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, EngineTrial

_SECRET, _DIET, _JUNE = b"nuts-5f2a91", "sensitive/G1.yaml", "history/2008-06.jsonl"


def spellings(secret: bytes) -> list[bytes]:
    """How a store may write bytes: as they are, as base64 from any of three offsets, in hex, as UTF-16.

    They are ASCII, so that no escape of a language changes them. What is compressed or encrypted is not found so.
    """
    found = [secret, secret.hex().encode(), secret.hex().upper().encode(), secret.decode("ascii").encode("utf-16-le")]
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + secret)
        # The first and the last group hold bits of what stands beside.
        middle = text[4 * bool(offset) : 4 * ((offset + len(secret)) // 3)]
        found += [middle, middle.replace(b"+", b"-").replace(b"/", b"_")]
    return list(dict.fromkeys(found))


def traces(folder: Path, secret: bytes) -> list[Path]:
    """The files below a folder that hold such bytes in one of these spellings."""
    sought = spellings(secret)
    contents = ((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path, content in contents if any(each in content for each in sought)]


class ForgettingTrial(EngineTrial):
    """What goes for good."""

    def test_what_is_forgotten_is_nowhere_in_any_spelling(
        self, engine: Engine, another: Callable[[], Engine], tmp_path: Path
    ) -> None:
        before, content, line = another(), b"all: %s\n" % _SECRET * 9, b'{"why": "%s"}\n' % _SECRET
        self.commit(engine, {_DIET: content, OSLO: b"1"}, added={HISTORY: line})
        assert before.view().read([_DIET, HISTORY]) == {_DIET: content, HISTORY: line}
        self.commit(engine, {_DIET: b"all: milk\n", HISTORY: b"{}\n"}, forgets=True)
        kept = {OSLO: b"1", HISTORY: b"{}\n", _DIET: b"all: milk\n"}
        assert self.everything(engine) == self.everything(before) == kept
        self.commit(before, {}, added={HISTORY: b"more\n"})
        before.close()
        engine.close()
        assert traces(tmp_path, _SECRET) == []

    def test_what_is_sensitive_is_nowhere_after_the_change_alone(
        self, engine: Engine, another: Callable[[], Engine], tmp_path: Path
    ) -> None:
        """No forgetting tidies up behind it."""
        engines, beside = [engine, another(), another()], frozenset({_DIET})
        for each, size in zip(engines, (900, 90, 1), strict=True):  # a smaller one does not write over a larger one
            self.commit(each, {_DIET: b"%s-%d\n" % (_SECRET, size) * size}, sensitive=beside)
        self.commit(engine, {_DIET: None, OSLO: b"1"}, sensitive=beside)
        assert self.everything(engines[-1]) == {OSLO: b"1"}
        for each in engines:
            each.close()
        assert traces(tmp_path, _SECRET) == []

    @pytest.mark.parametrize("how", ["forgets", "sensitive"])
    def test_changes_are_known_by_their_tokens_after_forgetting(
        self, engine: Engine, another: Callable[[], Engine], how: str
    ) -> None:
        tokens = [f"t-{number}" for number in range(15)]
        for token in tokens:
            line = b'{"id": "%s"}\n' % token.encode()
            self.commit(engine, {_DIET: token.encode()}, added={_JUNE: line}, token=token)
        number = engine.view().number
        if how == "forgets":
            self.commit(engine, {_DIET: None}, forgets=True)
        else:
            self.commit(engine, {_DIET: b"milk"}, sensitive=frozenset({_DIET}))
        for each in (engine, another()):
            assert [token for token in (*tokens, "t-15") if each.outcome(token)] == tokens
            assert each.view().number == number + 1
