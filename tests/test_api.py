"""The public face: complete, documented, cheap, and kind to plugins written for 0.1."""

from __future__ import annotations

import importlib
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import api_tables  # noqa: E402 - found through the path above
import reference  # noqa: E402 - found through the path above

from kvadmin.api._moved import MOVED  # noqa: E402 - after the path is set

#: The limit of the public face; a new name is a promise, so it is raised on purpose only: 20 came with imports that are
#: declared once, in place of what each importer wrote for itself; 10 with postal addresses, settable fields of the
#: programme and letters that are read again by other programs; 11 with what must be erasable (git, packed files), the
#: record of what calendars were told, and what every PDF says of letters that no font has; 6 with the lottery that cannot
#: be bent: what a call names, freezes, draws and tries, which letters have left, figures of applications; one with pages
#: for a browser; 3 with the one mechanism of did-you-mean; 2 with what the screen speaks; 7 with
#: goals, what plugins tell charts and results reports, and forms that are filled in; 9 with migrations: the step, what it
#: is given, and the edits that it answers with; 1 with outlines of municipalities; 3 with third parties: columns of lists,
#: the version of the API and its warning; 2 with what an author's tests ask of a plugin; 9
#: with engines: what an engine, its views, blocks and logs are, and what they are asked and given (`Engine`, `View`,
#: `Writing`, `Log`, `Change`, `RecordQuery`, `QueriedRecord`, `Entry`), the error for what nobody knows, and the two
#: functions that spare an engine a YAML library (`plain_values`, `query_by_reading`); two places were free.
MOST_NAMES = 310
PUBLIC = [(module, name) for module in reference.api_modules() for name in reference.public_names(module)]


@pytest.mark.parametrize(("module", "name"), PUBLIC, ids=[f"{module}.{name}" for module, name in PUBLIC])
def test_every_public_name_is_documented(module, name):
    _, text = reference.described(module, name)
    assert len(text.split()) >= 3, f"{module}.{name} has no docstring (or, a constant, no #: line above it)"
    assert not text.startswith(f"{name}("), f"{module}.{name} has only the docstring that dataclass makes"


def test_no_name_is_public_twice():
    names = [name for module, name in PUBLIC if module not in reference.TESTING]
    assert sorted(names) == sorted(set(names))
    assert len(names) <= MOST_NAMES


def test_the_tables_are_those_of_the_imports():
    assert api_tables.stale() == [], "run: python tools/api_tables.py"


def test_new_names_say_since_when():
    old = {new.rpartition(":")[2].partition(".")[0] for new in MOVED.values()} | set(MOVED) | set(OLD_CORE)
    for module, name in PUBLIC:
        if module not in reference.TESTING and name not in old:
            assert "Added in version" in reference.described(module, name)[1], f"{module}.{name}"


OLD_CORE = (
    "Command Conflict Finding InvalidData KvadminError PluginFailure Refused Session Snapshot Transaction UnknownName "
    "UsageError __version__ hookimpl session"
).split()


@pytest.mark.parametrize("name", sorted(MOVED))
def test_names_of_0_1_still_resolve_and_name_the_new_place(name):
    import kvadmin.api

    module, _, attribute = MOVED[name].partition(":")
    with pytest.warns(DeprecationWarning, match=attribute.rpartition(".")[2]):
        value = getattr(kvadmin.api, name)
    new = importlib.import_module(module)
    for part in attribute.split("."):
        new = getattr(new, part)
    assert value is new


def test_a_name_that_never_was_is_an_attribute_error():
    import kvadmin.api

    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = kvadmin.api.no_such_thing


def test_declaring_a_command_imports_neither_yaml_nor_msgspec():
    code = (
        "import sys; from kvadmin.api import Command, hookimpl; from kvadmin.api.hooks import Collection\n"
        "from kvadmin.api.hooks import Ineligible, ListColumn, PersonalData, Predicate, StatusSection, Writer\n"
        "print(sorted({'msgspec', 'ruamel', 'openpyxl', 'jinja2', 'numpy'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_warning_stands_where_the_plugin_imports(tmp_path):
    (tmp_path / "old.py").write_text("from kvadmin.api import Municipality\n", encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    try:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            importlib.import_module("old")
    finally:
        sys.path.remove(str(tmp_path))
    places = {Path(each.filename).name for each in seen if issubclass(each.category, DeprecationWarning)}
    assert places == {"old.py"}  # a package's names are looked up twice; warnings of one line are shown once
