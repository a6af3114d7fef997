"""The house in order: small folders, one name one thing, tests where the code is, sentences through one call.

Who may import whom is declared in pyproject.toml and checked by ``lint-imports``.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kvadmin"
TESTS = ROOT / "tests"
MOST_MODULES = 20
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Tests of something that is no module of kvadmin.
NO_MODULE = {"ages", "docs", "fixtures", "benchmarks", "tools"}


def test_no_folder_is_crowded():
    crowded = {
        folder.relative_to(ROOT).as_posix(): len(list(folder.glob("*.py")))
        for folder in {module.parent for module in MODULES}
        if len(list(folder.glob("*.py"))) > MOST_MODULES
    }
    assert crowded == {}


def test_tests_stand_where_the_code_is():
    """``tests/a/test_b.py`` tests ``kvadmin/a/b.py`` or the folder ``kvadmin/a/b``; ``test_b__c.py`` one aspect of it."""
    lost = []
    for test in sorted(TESTS.rglob("test_*.py")):
        place = test.relative_to(TESTS)
        if len(place.parts) == 1 or place.parts[0] in NO_MODULE:
            continue
        name = place.stem.removeprefix("test_").partition("__")[0]
        wanted = PACKAGE / place.parent / name
        own = PACKAGE / place.parent / "__init__.py" if name == "init" else wanted.with_suffix(".py")
        if not own.is_file() and not wanted.is_dir():
            lost.append(place.as_posix())
    assert lost == []


def test_no_two_public_classes_have_one_name():
    homes = defaultdict(list)
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module.relative_to(PACKAGE).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


#: A file name that occurs in several plugins, and what it means in each of them.
SHARED_NAMES = {
    "open_matters": "what of a record waits for a person, each with its command, for `kvadmin status`",
    "__init__": "the light declaration, or what a folder is about",
    "arguments": "the arguments and options that several commands of the plugin share",
    "jobs": "what the plugin offers in `kvadmin menu`",
    "checks": "what `kvadmin check` finds",
    "status": "what the plugin says in `kvadmin status`",
    "not_undone": "what an undo leaves behind, said before the person agrees",
    "personal_data": "what is held on a person, and how it is erased",
    "letter_context": "what letters may say",
    "selection_words": "words of selections",
    "pictures": "pictures that other plugins put into their documents",
    "records": "the records and value objects that the folder is about",
}


def test_a_file_name_means_one_thing():
    """Files of ``commands/`` are named after the verb or noun that a person types."""
    plugins = defaultdict(set)
    for module in (PACKAGE / "plugins").rglob("*.py"):
        if module.parent.name != "commands" or module.stem == "arguments":
            plugins[module.stem].add(module.relative_to(PACKAGE / "plugins").parts[0])
    several = {name for name, found in plugins.items() if len(found) > 1}
    assert several - SHARED_NAMES.keys() == set(), "give it another name, or say above what it means everywhere"


#: What shows a sentence to a person -> which of its arguments are sentences.
SAYING = {
    **dict.fromkeys(
        ("KvadminError", "Refused", "UsageError", "InvalidData", "UnknownName", "Conflict", "PluginFailure"), (0,)
    ),
    **dict.fromkeys(("info", "confirm"), (0,)),
    "Finding": (4, 5),
    "ActionItem": (0,),
    "Ineligible": (2,),
}
SAYING_BY_NAME = {"hint", "confirm"}


def bare_sentences(source: str) -> list[int]:
    """Lines where a sentence is said without ``tr``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {"Option", "Argument"}:
            continue
        said = [node.args[at] for at in SAYING.get(called, ()) if at < len(node.args)]
        said += [keyword.value for keyword in node.keywords if keyword.arg in SAYING_BY_NAME]
        found += [each.lineno for each in said if is_bare(each)]
    return found


def is_bare(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return is_bare(node.body) or is_bare(node.orelse)
    if isinstance(node, ast.BinOp):
        return is_bare(node.left) or is_bare(node.right)
    if isinstance(node, ast.JoinedStr):
        text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    else:
        return False
    words = [word for word in text.split() if word.isalpha()]
    return len(words) > 1 and not text.startswith(("kvadmin ", "pip "))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_every_sentence_goes_through_one_call(module):
    assert bare_sentences(module.read_text(encoding="utf-8")) == []


def test_the_test_sees_a_bare_sentence():
    assert bare_sentences('raise Refused(f"{path} is a folder")') == [1]
    assert bare_sentences('run.info("Nothing to change.")') == [1]
    assert bare_sentences('raise Refused(tr("{path} is a folder", path=path), hint=tr("name a file"))') == []


SCRIPTS = sorted(path for folder in ("benchmarks", "fixtures", "tools") for path in (ROOT / folder).glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.relative_to(ROOT).as_posix())
def test_scripts_import_what_is_there(script, monkeypatch):
    """They are run by hand, so that a name that has moved would be noticed late."""
    for plugin in (ROOT / "plugins_contrib").iterdir():
        monkeypatch.syspath_prepend(plugin)
    lost = []
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kvadmin"):
            module = importlib.import_module(node.module)
            lost += [
                f"{node.module}.{each.name}"
                for each in node.names
                if not hasattr(module, each.name) and not _is_module(f"{node.module}.{each.name}")
            ]
    assert lost == []


def _is_module(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
