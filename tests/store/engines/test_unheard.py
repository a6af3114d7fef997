"""A change of which nobody knows whether it is saved: said at once, noted, and settled by the next command."""

from __future__ import annotations

import pytest
from store.memory_engine import MEMORIES, MemoryEngine, MemoryWriting
from store.records import COLLECTIONS, FIELDS, Town

from kvadmin.errors import Conflict, KvadminError, OutcomeUnknown
from kvadmin.extension.engines import EngineFactory
from kvadmin.store.store import open_store

#: What becomes of the next changes: made or not, and in both cases the answer is lost.
FATES = []


class _BreakingWriting(MemoryWriting):
    def commit(self, change):
        made = FATES.pop(0) if FATES else None
        if made is not False:
            super().commit(change)
        if made is not None:
            raise OutcomeUnknown("the connection broke")


class BreakingEngine(MemoryEngine):
    #: Whether the engine cannot be asked either.
    away = False

    def writing(self, **who):
        held = super().writing(**who)

        class Held:
            def __enter__(self):
                return _BreakingWriting(held.__enter__().memory)

            def __exit__(self, *error):
                return held.__exit__(*error)

        return Held()

    def outcome(self, token):
        if BreakingEngine.away:
            raise KvadminError("the server does not answer")
        return super().outcome(token)


def open_engine(folder, address):
    return BreakingEngine(MEMORIES.setdefault(folder, MemoryEngine().memory))


FACTORY = EngineFactory("breaking", f"{__name__}:open_engine")


@pytest.fixture
def programme(tmp_path):
    FATES.clear()
    BreakingEngine.away = False
    (tmp_path / "programme.yaml").write_text("schema: 1\nstore: breaking\n", encoding="utf-8")
    return tmp_path


def opened(folder):
    """The programme as the next command opens it, and what it says."""
    store, said = open_store(folder, COLLECTIONS, FIELDS, engines=[FACTORY]), []
    store.listen(said.append)
    return store, said


def create(folder, number="0301"):
    store, said = opened(folder)
    change = store.transaction("Kari")
    change.create(Town(number=number, name="Oslo"))
    return change.commit(), said


@pytest.mark.parametrize("made", [True, False])
def test_an_outcome_that_nobody_knows_is_noted_and_the_next_command_says_it(programme, made):
    FATES.append(made)
    with pytest.raises(OutcomeUnknown) as raised:
        create(programme)
    assert (raised.value.exit_code, raised.value.code) == (5, "outcome-unknown")
    assert not isinstance(raised.value, Conflict)  # it is not tried again by itself
    (token,) = (programme / ".kvadmin/unheard").read_text().split()
    store, (said,) = opened(programme)
    assert token in said
    assert ("is not saved" in said) is not made
    assert len(store.snapshot().all(Town)) == made
    assert [entry.transaction_id for entry in store.records.history()] == [token] * made
    assert opened(programme)[1] == []


def test_several_are_said_one_by_one(programme):
    for number, made in (("0301", True), ("0101", False)):
        FATES.append(made)
        store, _ = opened(programme)
        FATES[:] = [made]
        change = store.transaction("Kari")
        change.create(Town(number=number, name="x"))
        with pytest.raises(OutcomeUnknown):
            change.commit()
    assert [town.number for town in opened(programme)[0].snapshot().all(Town)] == ["0301"]


def test_while_nobody_can_be_asked_the_note_stays(programme):
    FATES.append(True)
    with pytest.raises(OutcomeUnknown):
        create(programme)
    BreakingEngine.away = True
    with pytest.raises(KvadminError, match="does not answer"):
        opened(programme)
    BreakingEngine.away = False
    assert len(opened(programme)[1]) == 1


def test_in_a_folder_that_may_not_be_written_the_error_has_said_it(programme, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    FATES.append(True)
    with pytest.raises(OutcomeUnknown):
        create(programme)
    monkeypatch.undo()
    assert opened(programme)[1] == []


def test_a_command_that_writes_next_says_it_before(programme):
    FATES.append(False)
    store, said = opened(programme)
    change = store.transaction("Kari")
    change.create(Town(number="0301", name="Oslo"))
    with pytest.raises(OutcomeUnknown):
        change.commit()
    change = store.transaction("Kari")
    change.create(Town(number="0101", name="Halden"))
    change.commit()
    assert len(said) == 1
    assert "is not saved" in said[0]
