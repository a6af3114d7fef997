"""docs/engines.md: its SQLite engine is short, keeps every promise, and carries a programme through the command line."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from extension.stranger import Site

from kvadmin.extension.specs import kvadmin_store_engines
from kvadmin.testing.engines import EngineContract, RecordContract

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
(TRIAL, SOURCE) = re.findall(r"(?ms)^```python\n(.*?)^```$", PAGE)
ADDRESS = "sqlite:programme.sqlite"
TODAY = "2008-06-10"


def loaded():
    """The module of the page, as if it were installed."""
    module = sys.modules["kvadmin_sqlite"] = ModuleType("kvadmin_sqlite")
    exec(compile(SOURCE, "docs/engines.md", "exec"), module.__dict__)
    return module


SQLITE = loaded()


class TestEngine(EngineContract):
    @pytest.fixture
    def connect(self, tmp_path):
        return lambda: SQLITE.open_engine(tmp_path, ADDRESS)


class TestRecords(RecordContract):
    factories = SQLITE.kvadmin_store_engines()

    @pytest.fixture
    def address(self):
        return ADDRESS


def test_it_is_short():
    assert len(SOURCE.splitlines()) <= 150


def test_the_tests_of_the_page_are_those_that_run_here():
    names = {}
    exec(compile(TRIAL, "docs/engines.md", "exec"), names)
    assert issubclass(names["TestEngine"], EngineContract)
    assert issubclass(names["TestRecords"], RecordContract)
    assert names["TestRecords"].factories == TestRecords.factories


def test_every_method_of_the_interface_is_on_the_page():
    from kvadmin.extension import engines

    for kind in (engines.Engine, engines.View, engines.Writing, engines.Log):
        for name in [*vars(kind), *getattr(kind, "__annotations__", ())]:
            if not name.startswith("_"):
                assert re.search(rf"(?m)^\| `{name}\b", PAGE), f"{kind.__name__}.{name} is not on the page"
    for name in engines.Change.__dataclass_fields__:
        assert f"\n| `{name}` |" in PAGE, f"Change.{name} is not on the page"
    for name in engines.RecordQuery.__dataclass_fields__:
        assert re.search(rf"[`*]{name}\b|\b{name}s?\b", PAGE), f"RecordQuery.{name} is not on the page"
    assert f"`Entry({', '.join(engines.Entry._fields)})`" in PAGE


def test_the_hook_and_the_index_lead_here():
    assert "docs/engines.md" in (kvadmin_store_engines.__doc__ or "")
    for page in ("docs/index.md", "docs/plugins.md", "docs/store.md", "docs/how-to-hooks/records.md"):
        assert "engines.md" in (ROOT / page).read_text(encoding="utf-8"), page


@pytest.fixture
def programme(tmp_path, monkeypatch):
    """The example programme in SQLite, and the real command line on it."""
    monkeypatch.setenv("KVADMIN_LANG", "en")
    site, folder = Site(tmp_path / "site"), tmp_path / "kvalitet"
    site.install("sqlite", SOURCE, module="kvadmin_sqlite", version="1.0")
    folder.mkdir()
    (folder / "programme.yaml").write_text(f"schema: 1\nstore: {ADDRESS}\n", encoding="utf-8")
    example = ROOT / "fixtures/example"
    files = {path.relative_to(example).as_posix(): path for path in example.rglob("*") if path.is_file()}
    engine = SQLITE.open_engine(folder, ADDRESS)
    engine.put({name: path.read_bytes() for name, path in files.items() if not name.startswith(".")})
    engine.close()

    def run(*args, code=0):
        ran = site.kvadmin("-C", str(folder), "--today", TODAY, "--who", "Kari Nordmann", *args)
        assert code is None or ran.code == code, ran.err
        return ran.out + ran.err

    return run, folder


def test_a_programme_lives_in_it(programme):
    run, folder = programme
    assert "Oslo" in run("municipality", "list", "--county", "Oslo")
    run("municipality", "set", "0301", "region", "Hovedstaden", "--why", "a new name")
    run("municipality", "set", "0101", "region", "Østfold øst")
    assert "Hovedstaden" in run("municipality", "list", "--region", "Hovedstaden")
    assert "a new name" in run("log")
    run("undo")
    assert "Østfold øst" not in run("municipality", "show", "0101")
    assert "Hovedstaden" in run("municipality", "show", "0301")
    run("check")
    today = datetime.now().astimezone().date()
    then = run("--known-on", (today - timedelta(days=1)).isoformat(), "municipality", "show", "0301")
    assert ("Oslo" in then, "Hovedstaden" in then) == (True, False)
    assert "Hovedstaden" in run("--known-on", today.isoformat(), "municipality", "show", "0301")
    lying = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert {name for name in lying if not name.startswith("programme.sqlite")} == {"programme.yaml"}
    assert (folder / "programme.yaml").read_text(encoding="utf-8") == f"schema: 1\nstore: {ADDRESS}\n"


def test_somebody_else_who_writes_is_said_and_what_is_no_database_too(programme):
    run, folder = programme
    engine = SQLITE.open_engine(folder, ADDRESS)
    with engine.writing(who="Ola", command="test"):
        assert "somebody else is writing" in run("municipality", "set", "0301", "region", "X", code=5)
    engine.close()
    for path in folder.glob("programme.sqlite*"):
        path.write_bytes(b"no database " * 100)
    assert "cannot be opened" in run("municipality", "list", code=1)
