"""The screen in bokmål and nynorsk: every sentence has both, with the same names and command lines."""

from __future__ import annotations

import ast
import inspect
import json
import re
from pathlib import Path

import kvadmin_postgres
import pytest

import kvadmin
from kvadmin.testing import Kit

PACKAGE = Path(kvadmin_postgres.__file__).parent
#: Calls whose argument is a sentence -> its place.
PLACES = {"tr": 0, "Column": 1, "Command": 1, "_writing": 1}


def catalogue(folder, language):
    text = (folder / "locale" / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".*")\nmsgstr (".*")$', text.replace('"\n"', ""), re.MULTILINE)
    return {json.loads(one): json.loads(other) for one, other in pairs if one != '""'}


def sentences():
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            said = call.args[PLACES[name] :][:1] if name in PLACES else []
            if name in ("Argument", "Option"):
                said += [each.value for each in call.keywords if each.arg == "help"]
            yield from (each.value for each in said if isinstance(each, ast.Constant))
        if file.name == "commands.py":
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.args.args[0].arg == "ctx":
                    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(ast.get_docstring(node)))
                    yield from (" ".join(each.split()) for each in paragraphs if not each.startswith("Example:"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_is_translated(language):
    own = catalogue(PACKAGE, language)
    if (
        not (folder := Path(kvadmin.__file__).parent)
        .joinpath("locale", language, "LC_MESSAGES", "messages.po")
        .exists()
    ):
        pytest.skip("this kvadmin has its catalogues compiled alone")
    known = {**catalogue(folder, language), **own}
    assert len(set(sentences())) > 70
    assert [each for each in dict.fromkeys(sentences()) if each not in known] == []
    assert all(own.values())


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_names_and_command_lines_are_the_same(language):
    for sentence, said in catalogue(PACKAGE, language).items():
        for form in (r"\{.*?\}", r"`.*?`", r"kvadmin postgres [a-z]+", r"--\w+", r"PG\w+|~/\.\w+|sslmode=\S+"):
            found = [sorted(each.strip(",:;)") for each in re.findall(form, text)) for text in (said, sentence)]
            assert found[0] == found[1], sentence
        assert (sentence[-1] == ".") == (said[-1] == "."), sentence


@pytest.fixture
def kit(tmp_path, address, engine):
    """A folder whose programme is on the server."""
    del engine
    one = Kit(tmp_path / "p")
    (one.folder / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
    return one


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["tjener", "kryptert", "nei: den går ikke ut av denne maskinen", "eier av tabellene", "størrelse"]),
        ("nn", ["tenar", "kryptert", "nei: det går ikkje ut av denne maskina", "eigar av tabellane", "storleik"]),
    ],
)
def test_status_on_a_norwegian_screen(kit, language, words):
    out = kit.run("postgres", "status", "--lang", language).out
    assert [each for each in words if each not in out] == []
    told = kit.json("postgres", "status", "--lang", language)["facts"]
    assert {"rights": "owner of the tables"}.items() <= {each["item"]: each["value"] for each in told}.items()
    assert [each["item"] for each in told if each["item"] not in catalogue(PACKAGE, language)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("nb", "Dette programmet ligger ikke på en"), ("nn", "Dette programmet ligg ikkje på ein")],
)
def test_an_error_on_a_norwegian_screen(tmp_path, language, text):
    said = Kit(tmp_path / "p").run("postgres", "status", "--lang", language)
    assert text.lower() in " ".join(said.err.split()).lower()


@pytest.mark.parametrize(("language", "text"), [("nb", "eller løft dem"), ("nn", "eller løft dei")])
def test_the_help_in_norwegian(tmp_path, language, text):
    said = Kit(tmp_path / "p").run("postgres", "setup", "-h", "--lang", language).out
    assert text in " ".join(said.split())
    assert "Make the tables" not in said
