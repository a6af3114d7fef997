"""Every promise is tried and seen to be broken: a plugin that keeps all, and one more for each that it breaks."""

from __future__ import annotations

import importlib
import sys

import pytest
from extension.stranger import Site

from kvadmin.testing import Kit, conformance

#: A plugin of three modules that keeps every promise: what is declared, what is kept, what is done.
DECLARES = """
from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection


@hookimpl
def kvadmin_commands():
    add = Command("add", "Note one.", "marks.work:add", writes=True)
    return [Command("mark", "Marks.", commands=(add, Command("list", "List them.", "marks.work:list_")))]


@hookimpl
def kvadmin_collections():
    return [Collection("marks", "marks/{id}.yaml", "marks.records:Mark")]
"""
KEEPS = """
from kvadmin.api.records import Record


class Mark(Record, kw_only=True):
    collection = "marks"
    id: str
    text: str = ""
"""
DOES = '''
from typing import Annotated

import typer

from kvadmin.api import Refused, session
from kvadmin.api.reports import Column, listing
from marks.records import Mark

COLUMNS = (Column("id", "Id"), Column("text", "Text"),)


def add(ctx: typer.Context, id: str, text: Annotated[str, typer.Option("--text", help="What.")] = "") -> None:
    """Note a mark.

    Example: kvadmin mark add m1
    """
    run = session(ctx)
    if run.data.find(Mark, id):
        raise Refused("it is there")
    change = run.transaction()
    mark = Mark(id=id, text=text)
    change.create(mark)
    run.commit(change)
    run.show(listing("marks", COLUMNS, [mark]))


def list_(ctx: typer.Context) -> None:
    """List the marks.

    Example: kvadmin mark list
    """
    run = session(ctx)
    run.show(listing("marks", COLUMNS, run.data.all(Mark)))
'''
SCHEMA = """{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["schema", "marks"],
"properties": {"schema": {"const": 1}, "marks": {"type": "array", "items": {"type": "object", "required": ["id", "text"],
"properties": {"id": {"type": "string"}, "text": {"type": "string"}}, "additionalProperties": false}}}}"""
LINES = ["mark add m1 --text 'one mark'", "mark list"]
REFUSED = ["mark add m1"]


@pytest.fixture
def marks(tmp_path, monkeypatch):
    """Installs the plugin, with texts replaced; gives the kit."""
    site = Site(tmp_path / "site")
    monkeypatch.syspath_prepend(str(site.folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    def install(*changes: tuple[str, str], schemas=("mark_add", "mark_list"), schema=SCHEMA) -> Kit:
        site.install("marks", "", module="marks")
        (site.folder / "marks.py").unlink()
        package = site.folder / "marks"
        (package / "schemas").mkdir(parents=True)
        texts = {"__init__.py": DECLARES, "records.py": KEEPS, "work.py": DOES}
        for old, new in changes:
            assert any(old in text for text in texts.values()), old
            texts = {name: text.replace(old, new) for name, text in texts.items()}
        for name, text in texts.items():
            (package / name).write_text(text, encoding="utf-8")
        for name in schemas:
            (package / "schemas" / f"{name}.json").write_text(schema, encoding="utf-8")
        for name in [name for name in sys.modules if name.partition(".")[0] == "marks"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        return Kit(tmp_path / "programme")

    yield install
    for name in [name for name in sys.modules if name.partition(".")[0] == "marks"]:
        del sys.modules[name]


def test_a_plugin_that_keeps_all_of_them_passes(marks):
    conformance.check("marks", marks(), LINES, refused=REFUSED)


WRITES_A_FILE = '    (run.folder / "marks.log").write_text("x")\n    run.commit(change)'
TWICE = "    run.commit(change)\n    change = run.transaction()\n    change.create(Mark(id=id + 'b'))\n    run.commit(change)"
CHECKS = "\n\n@hookimpl\ndef kvadmin_checks():\n    return 1 / 0\n\n\nfrom kvadmin.api.hooks"
FINDS = """

@hookimpl
def kvadmin_checks(snapshot):
    from kvadmin.api import Finding
    return [Finding(f"marks/{each}.yaml", 0, 0, "marks-all", "wrong") for each in ["m1"] if snapshot.files("marks")]


@hookimpl
def kvadmin_coll"""
BROKEN = {
    "a library": ("imports", [("from kvadmin.api import Command", "import typer\nfrom kvadmin.api import Command")],
                  "loads typer: import it inside the function"),
    "half of Python": ("imports", [("from kvadmin.api import Command", "import asyncio\nfrom kvadmin.api import Command")],
                       "modules of Python's own library (of "),
    "a target": ("imports", [("from kvadmin.api import Command", "import marks.work\nfrom kvadmin.api import Command")],
                 "loads marks.work, which a declaration names"),
    "a word": ("names", [('Command("add"', 'Command("Add_one"')], "'Add_one' in `kvadmin mark Add_one` is no word"),
    "another name": ("names", [('collection = "marks"', 'collection = "traces"')], "says collection = 'traces'"),
    "what is left out": ("names", [('Command("mark", ', 'Command("cohort", ')], "its command 'cohort' is left out"),
    "a hook that fails": ("hooks", [("from kvadmin.api.hooks", CHECKS)], "in kvadmin_checks: ZeroDivisionError"),
    "no example": ("help", [("Example: kvadmin mark list", "")], "`kvadmin mark list --help` shows no example"),
    "another's example": ("help", [("Example: kvadmin mark list", "Example: kvadmin mark add x")], "one of another command"),
    "an undeclared write": ("writes", [(", writes=True", "")], "declare Command(..., writes=True)"),
    "a failing command": ("writes", [("    change.create", "    1 / 0\n    change.create")], "ends with exit 6"),
    "a print": ("stdout", [("    run.show", "    print('Done.')\n    run.show")], "prints 'Done.\\n{"),
    "nothing shown": ("schema", [('COLUMNS = (Column("id", "Id"), ', "COLUMNS = (")], "$.marks[0]: 'id' is a required property"),
    "a write on a dry run": ("dry-run", [("    run.commit(change)", WRITES_A_FILE)], "--dry-run writes marks.log"),
    "two changes": ("undo", [("    run.commit(change)", TWICE)], "undo of `kvadmin mark add m1 --text 'one mark'` leaves"),
    "nothing to undo": ("undo", [("    run.commit(change)", "")], "no line of `kvadmin mark add` changes anything"),
    "no refusal": ("refused", [('raise Refused("it is there")', "return")], "is not refused"),
    "a crash": ("refused", [('raise Refused("it is there")', "raise OSError")], "ends with exit 6"),
    "a change before it": ("refused", [('raise Refused("it is there")', '(run.folder / "x").touch()\n        raise Refused("no")')],
                           "is refused and changes x"),
    "its own error": ("records", [("\n\n@hookimpl\ndef kvadmin_coll", FINDS)], "finds marks/m1.yaml: marks-all: wrong: your"),
    "what YAML cannot hold": ("records", [("    run.commit(change)", "    raise Refused('no')")], "leave no record of 'marks'"),
}  # fmt: skip


@pytest.mark.parametrize(("promise", "changes", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_is_seen_and_says_what_to_do(marks, promise, changes, says):
    kit = marks(*changes)
    lines, refused = LINES, REFUSED
    if any("Add_one" in new for _, new in changes):
        lines, refused = [line.replace("mark add", "mark Add_one") for line in LINES], []
    if any('"cohort"' in new for _, new in changes):
        lines, refused = [], []
    with pytest.raises(AssertionError) as found:
        conformance.check("marks", kit, lines, refused=refused, only=[promise])
    assert says in str(found.value)


def test_a_command_that_no_line_tries_is_named(marks):
    kit = marks()
    with pytest.raises(AssertionError, match="no line tries `kvadmin mark list`"):
        conformance.check("marks", kit, LINES[:1], only=["writes"])
    conformance.check("marks", kit, ["mark add m2"], untold=["mark list"], only=["writes"])


def test_schemas_are_missed_and_left_over(marks):
    kit = marks(schemas=("mark_add", "mark_lists"))
    with pytest.raises(AssertionError, match=r"write marks/schemas/mark_list\.json"):
        conformance.check("marks", kit, LINES, only=["schema"])
    with pytest.raises(AssertionError, match=r"schemas/mark_lists\.json belongs to no command"):
        conformance.check("marks", kit, LINES, only=["names"])


def test_names_of_plugins_promises_and_commands_that_there_are_not(marks):
    kit = marks()
    with pytest.raises(AssertionError, match="there is no plugin 'makrs', but programme, "):
        conformance.check("makrs", kit)
    with pytest.raises(AssertionError, match="there is no promise 'undone'; there are imports, "):
        conformance.check("marks", kit, only=["undone"])
    with pytest.raises(AssertionError, match=r"`marks list` is no command of marks \(it has: mark add, mark list\)"):
        conformance.check("marks", kit, ["marks list"])


def test_a_plugin_that_is_one_module_is_told_that_it_can_ship_no_schemas(tmp_path, monkeypatch):
    site = Site(tmp_path / "site")
    monkeypatch.syspath_prepend(str(site.folder))
    declared = DECLARES.replace("marks.work:", "lone_work:").replace("marks.records:", "lone_records:")
    site.install("lone", declared, module="lone_marks")
    (site.folder / "lone_work.py").write_text(DOES.replace("marks.records", "lone_records"), encoding="utf-8")
    (site.folder / "lone_records.py").write_text(KEEPS, encoding="utf-8")
    importlib.invalidate_caches()
    try:
        with pytest.raises(AssertionError) as found:
            conformance.check("lone", Kit(tmp_path / "programme"), LINES, refused=REFUSED)
    finally:
        for name in ("lone_marks", "lone_work", "lone_records"):
            sys.modules.pop(name, None)
    assert "breaks 2 promise(s)" in str(found.value)
    assert "schema: `kvadmin mark add` has no schema, and lone_marks is a module that can hold none" in str(found.value)
