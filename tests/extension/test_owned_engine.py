"""An engine of a plugin that fails in any of its methods is named; what is raised beside it passes as it is."""

from __future__ import annotations

import inspect
from contextlib import contextmanager

import pytest
from store.memory_engine import MemoryEngine, MemoryLog, MemoryView, MemoryWriting

from kvadmin.errors import Conflict, KvadminError, Overtaken, PluginFailure
from kvadmin.extension.engine_factory import EngineFactory
from kvadmin.extension.engines import Change, RecordQuery
from kvadmin.extension.owned_engine import OwnedEngine

ODD = (ZeroDivisionError("odd"), SystemExit(3), RecursionError(), BaseException("from below"))
CHANGE = Change("token", {"a": b"1"}, {"a": None})

#: Method of the engine or of what it hands out -> how kvadmin comes to call it.
CALLS = {
    (MemoryEngine, "view"): lambda engine: engine.view(),
    (MemoryEngine, "writing"): lambda engine: engine.writing(who="", command="").__enter__(),
    (MemoryEngine, "outcome"): lambda engine: engine.outcome("token"),
    (MemoryEngine, "hold"): lambda engine: engine.hold("name").__enter__(),
    (MemoryEngine, "log"): lambda engine: engine.log("name"),
    (MemoryEngine, "put"): lambda engine: engine.put({"a": b""}),
    (MemoryEngine, "health"): lambda engine: engine.health(),
    (MemoryEngine, "close"): lambda engine: engine.close(),
    (MemoryView, "names"): lambda engine: engine.view().names(""),
    (MemoryView, "entries"): lambda engine: engine.view().entries(),
    (MemoryView, "read"): lambda engine: engine.view().read(["a"]),
    (MemoryView, "part"): lambda engine: engine.view().part("a", 0, 1),
    (MemoryView, "query"): lambda engine: engine.view().query(RecordQuery("a", ("b",))),
    (MemoryView, "faults"): lambda engine: engine.view().faults(),
    (MemoryView, "steady"): lambda engine: engine.view().steady(),
    (MemoryWriting, "view"): lambda engine: writing(engine).view,
    (MemoryWriting, "commit"): lambda engine: writing(engine).commit(CHANGE),
    (MemoryLog, "reserve"): lambda engine: engine.log("name").reserve(1),
    (MemoryLog, "add"): lambda engine: engine.log("name").add(b""),
    (MemoryLog, "close"): lambda engine: engine.log("name").close(),
}


def writing(engine):
    return engine.writing(who="", command="").__enter__()


def owned():
    return OwnedEngine(MemoryEngine(), "shelf", "memory")


def test_every_method_is_tried():
    kinds = {kind for kind, _ in CALLS}
    names = {(kind, name) for kind in kinds for name in vars(kind) if not name.startswith("_")}
    assert names == set(CALLS)


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(("kind", "name"), CALLS, ids=lambda each: getattr(each, "__name__", each))
def test_whatever_it_raises_is_its_plugins_failure(monkeypatch, kind, name, error):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(kind, name, property(fails) if isinstance(vars(kind)[name], property) else fails)
    with pytest.raises(PluginFailure) as caught:
        CALLS[kind, name](owned())
    assert caught.value.plugin == "shelf"
    assert "'memory'" in caught.value.message
    assert "kvadmin plugins disable shelf" in caught.value.hint
    assert caught.value.exit_code == 6


@pytest.mark.parametrize(("kind", "name"), CALLS, ids=lambda each: getattr(each, "__name__", each))
def test_an_error_for_the_reader_passes_with_the_name_of_the_plugin(monkeypatch, kind, name):
    error = KvadminError("the server is not there")

    def fails(*_, **__):
        raise error

    monkeypatch.setattr(kind, name, property(fails) if isinstance(vars(kind)[name], property) else fails)
    with pytest.raises(KvadminError) as caught:
        CALLS[kind, name](owned())
    assert caught.value is error
    assert error.plugin == "shelf"


@pytest.mark.parametrize(
    ("kind", "name", "answer"),
    [
        (MemoryView, "names", None),
        (MemoryView, "names", ([], [], [])),
        (MemoryView, "entries", None),
        (MemoryView, "entries", (1 / 0 for _ in [0])),
        (MemoryView, "read", None),
        (MemoryView, "read", {"a": "text"}),
        (MemoryView, "part", None),
        (MemoryView, "part", 3),
        (MemoryEngine, "outcome", None),
        (MemoryEngine, "health", ["server"]),
        (MemoryEngine, "writing", None),
        (MemoryEngine, "hold", 1),
    ],
)
def test_an_answer_of_another_kind_is_its_failure(monkeypatch, kind, name, answer):
    monkeypatch.setattr(kind, name, lambda *_, **__: answer)
    with pytest.raises(PluginFailure, match="shelf"):
        CALLS[kind, name](owned())


def test_a_view_without_a_number_is_its_failure(monkeypatch):
    monkeypatch.setattr(MemoryEngine, "view", lambda _: None)
    with pytest.raises(PluginFailure, match="number"):
        owned().view()


@pytest.mark.parametrize("error", [ValueError("of ours"), Overtaken("elsewhere"), KeyboardInterrupt()])
@pytest.mark.parametrize("block", ["writing", "hold"])
def test_what_is_raised_inside_a_block_is_nobody_elses(block, error):
    engine = owned()
    opened = engine.hold("a") if block == "hold" else engine.writing(who="", command="")
    with pytest.raises(type(error)) as caught, opened:
        raise error
    assert caught.value is error
    assert getattr(error, "plugin", None) is None


@pytest.mark.parametrize("inside", [None, ValueError("of ours")])
def test_an_end_of_a_block_that_fails_is_the_plugins(monkeypatch, inside):
    @contextmanager
    def writing(*_, **__):
        try:
            yield MemoryWriting(MemoryEngine())
        finally:
            raise OSError("the lock is gone")

    monkeypatch.setattr(MemoryEngine, "writing", writing)
    block = owned().writing(who="", command="")
    block.__enter__()
    with pytest.raises(PluginFailure, match="the lock is gone"):
        block.__exit__(type(inside) if inside else None, inside, None)


def test_it_is_the_engine_in_all_else():
    engine = owned()
    with engine.writing(who="Kari", command="test") as one:
        one.commit(CHANGE)
        assert one.view.read(["a", "b"]) == {"a": b"1"}
    assert engine.outcome("token")
    engine.log("log").add(b"line\n", durable=True)
    engine.put({"b/c": bytearray(b"2")})
    view = engine.view()
    assert view.names("") == (["b"], ["a", "log"])
    assert [each.name for each in view.entries("b")] == ["b/c"]
    assert type(view.read(["b/c"])["b/c"]) is bytes
    assert view.part("log", 1, 2) == b"in"
    with engine.hold("a"), pytest.raises(Conflict), engine.hold("a"):
        pass
    assert engine.health() == [("store", "memory")]


def test_engines_of_plugins_are_in_such_hands_and_ours_are_not():
    factory = EngineFactory("memory", "store.memory_engine:open_engine")
    assert isinstance(factory.open("", ""), MemoryEngine)
    factory = EngineFactory("memory", "store.memory_engine:open_engine", plugin="shelf")
    assert isinstance(factory.open("", ""), OwnedEngine)


def test_nothing_of_the_interface_is_missing():
    from kvadmin.extension import engines, owned_engine

    for name in ("Engine", "View", "Writing", "Log"):
        wanted = {each for each in vars(getattr(engines, name)) if not each.startswith("_")}
        there = getattr(owned_engine, f"Owned{name}")
        assert wanted <= {*vars(there), "number"}
        for each in wanted - {"number", "view"}:
            theirs = inspect.signature(getattr(getattr(engines, name), each)).parameters
            assert list(inspect.signature(getattr(there, each)).parameters) == list(theirs)
