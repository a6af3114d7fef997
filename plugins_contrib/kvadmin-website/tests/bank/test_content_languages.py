"""The screen in bokmål and nynorsk: every sentence has both, with the same names and command lines."""

from __future__ import annotations

import ast
import inspect
import json
import re
from pathlib import Path

import kvadmin_website
import pytest

import kvadmin

PACKAGE = Path(kvadmin_website.__file__).parent
#: Calls whose argument is a sentence -> its place.
PLACES = {
    "tr": 0, "Column": 1, "SheetColumn": 1, "SheetDeclaration": 1, "Command": 1, "_writing": 1, "Predicate": 1,
    "Job": 1, "JobStep": 0, "JobQuestion": 1, "SettableFields": 0,
}  # fmt: skip


def catalogue(file):
    """English -> translation, of sentences that are folded over several lines, too."""
    text = re.sub(r'"\n"', "", file.read_text(encoding="utf-8"))
    pairs = re.findall(r'^msgid (".*")\nmsgstr (".*")$', text, re.MULTILINE)
    return {json.loads(one): json.loads(other) for one, other in pairs if one != '""'}


def own(language):
    return catalogue(PACKAGE / "locale" / language / "LC_MESSAGES" / "messages.po")


def sentences():
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from said_by(node)
        if file.parent.name == "commands":
            yield from helps(tree)


def said_by(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    place = PLACES.get(name)
    said = [call.args[place]] if place is not None and len(call.args) > place else []
    if name in ("Argument", "Option", "Importer", "Collection"):
        said += [each.value for each in call.keywords if each.arg == "help"]
    for each in said:
        for one in [each.body, each.orelse] if isinstance(each, ast.IfExp) else [each]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                yield one.value


def helps(tree):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "ctx":
            text = inspect.cleandoc(ast.get_docstring(node) or "")
            if node.returns is not None and ast.unparse(node.returns) == "None":
                parts = re.split(r"\n\s*\n", text)
                yield from (" ".join(each.split()) for each in parts if not each.startswith("Example:"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_is_translated(language):
    files = sorted(Path(kvadmin.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/messages.po"))
    if not files:
        pytest.skip("a wheel has the catalogues of kvadmin compiled alone")
    known = {sentence for file in files for sentence in catalogue(file)} | own(language).keys()
    assert [each for each in dict.fromkeys(sentences()) if each not in known] == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_sentence_is_left_over(language):
    assert own(language).keys() - set(sentences()) == set()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_names_and_command_lines_are_the_same(language):
    for sentence, said in own(language).items():
        for form in (r"\{.*?\}", r"`.*?`", r"--[a-z]+", r"kvadmin [a-z ]+"):
            assert sorted(re.findall(form, said)) == sorted(re.findall(form, sentence)), sentence


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["Kommune", "kvalitet i omsorg", "mottatt", "Innsender", "Ikke på nettstedet:", "ingen har lest det"]),
        ("nn", ["Kommune", "kvalitet i omsorg", "motteken", "Innsendar", "Ikkje på nettstaden:", "ingen har lese det"]),
    ],
)
def test_an_example_on_a_norwegian_screen(kit, example, language, words):
    out = kit.run("website", "example", "show", example, "--lang", language).out
    for word in words:
        assert word in out
    assert "received" not in out
    read = kit.run("website", "example", "show", example, "--lang", language, "--format", "json").out
    assert '"status": "received"' in read
    help_text = kit.run("website", "example", "publish", "-h", "--lang", language).out
    assert "Let an" not in help_text


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_is_stored_does_not_hang_on_the_screen(kit, written, language):
    made = {}
    for screen in ("en", language):
        kit.run(
            "website", "example", "add", "0415", "--theme", "omsorg", "--file", written("t.md", "# T\n\nTekst.\n"),
            "--steps", "planlegge", "--lang", screen,
        )  # fmt: skip
        made[screen] = [text for name, text in kit.files().items() if name.startswith("website/examples/")]
        kit.run("undo")
    assert made["en"] == made[language] != []
