"""The screen in bokmål and nynorsk: every sentence has both, with the same names and command lines."""

from __future__ import annotations

import ast
import gettext
import inspect
import io
import json
import re
from pathlib import Path

import kvadmin_visits
import pytest

import kvadmin

PACKAGE = Path(kvadmin_visits.__file__).parent
#: Calls whose argument is a sentence -> its place; or the name of a keyword.
PLACES = {
    "tr": 0,
    "Column": 1,
    "Command": 1,
    "_writing": 1,
    "Job": 1,
    "JobStep": 0,
}
PLACES |= {"JobQuestion": 1, "word": 1, "SettableFields": 0, "SheetDeclaration": 1}


def catalogue(language):
    text = (PACKAGE / "locale" / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".*")\nmsgstr (".*")$', text, re.MULTILINE)
    return {json.loads(one): json.loads(other) for one, other in pairs if one != '""'}


def sentences():
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = None if file.parent.name == "documents" else PLACES.get(name)
                said = [node.args[place]] if place is not None and len(node.args) > place else []
                if name in ("Argument", "Option"):
                    said += [each.value for each in node.keywords if each.arg == "help"]
                yield from (
                    each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
        if file.parent.name == "commands":
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "ctx":
                    text = inspect.cleandoc(ast.get_docstring(node) or "")
                    for part in re.split(r"\n\s*\n", text):
                        if not part.startswith("Example:") and node.returns and "None" in ast.unparse(node.returns):
                            yield " ".join(part.split())


def known_to_kvadmin(sentence, language):
    """Whether kvadmin translates it itself: then the plugin need not. A wheel has its catalogues compiled alone."""
    folder = Path(kvadmin.__file__).parent
    texts = [each.read_text(encoding="utf-8") for each in folder.rglob(f"locale/{language}/LC_MESSAGES/messages.po")]
    unfolded = [re.sub(r'"\n"', "", each) for each in texts]
    if any(f"msgid {json.dumps(sentence, ensure_ascii=False)}\n" in each for each in unfolded):
        return True
    return any(_has(each, sentence) for each in folder.rglob(f"locale/{language}/LC_MESSAGES/messages.mo"))


class _Unknown(gettext.NullTranslations):
    def gettext(self, message):
        return None


def _has(compiled, sentence):
    """A sentence may be the same in both languages: what is not there has its own answer."""
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    catalogue.add_fallback(_Unknown())
    return catalogue.gettext(sentence) is not None


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_is_translated(language):
    known = catalogue(language)
    assert len(set(sentences())) > 120
    lacking = [each for each in dict.fromkeys(sentences()) if each and each not in known and not each.startswith("`")]
    assert [each for each in lacking if not known_to_kvadmin(each, language)] == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_names_and_command_lines_are_the_same(language):
    for sentence, said in catalogue(language).items():
        for form in (r"\{.*?\}", r"`.*?`"):
            assert sorted(re.findall(form, said)) == sorted(re.findall(form, sentence)), sentence


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["Besøk 2", "telefon", "Snakket med", "Gjennomført", "Veileder", "Avtalt"]),
        ("nn", ["Besøk 2", "telefon", "Snakka med", "Gjennomført", "Rettleiar", "Avtalt"]),
    ],
)
def test_a_visit_on_a_norwegian_screen(noted, language, words):
    out = noted.run("visit", "show", "2", "--lang", language).out
    for word in words:
        assert word in out
    assert "phone" not in out
    assert '"how": "phone"' in noted.run("visit", "show", "2", "--lang", language, "--format", "json").out


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "P1: ingen har snakket med Austevoll, Oslo på 6 måneder"),
        ("nn", "P1: ingen har snakka med Austevoll, Oslo på 6 månader"),
    ],
)
def test_the_status_on_a_norwegian_screen(noted, language, text):
    assert text in noted.run("status", "--lang", language).out


@pytest.mark.parametrize(("language", "text"), [("nb", "Noter en kontakt"), ("nn", "Noter ein kontakt")])
def test_the_help_in_norwegian(noted, language, text):
    said = noted.run("visit", "add", "-h", "--lang", language).out
    assert text in " ".join(said.split())
    assert "Note a" not in said
