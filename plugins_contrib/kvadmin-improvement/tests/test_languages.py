"""The screen in bokmål and nynorsk: every sentence has both, with the same names and command lines."""

from __future__ import annotations

import ast
import gettext
import inspect
import io
import json
import re
from pathlib import Path

import kvadmin_improvement
import pytest

import kvadmin

PACKAGE = Path(kvadmin_improvement.__file__).parent
#: Calls whose argument is a sentence -> its place; or the name of a keyword.
PLACES = {
    "tr": 0,
    "Column": 1,
    "Command": 1,
    "_writing": 1,
    "_party_column": 1,
    "_level_column": 1,
    "Job": 1,
    "JobStep": 0,
}
PLACES |= {"Migration": 1, "JobQuestion": 1, "word": 1, "SettableFields": 0}


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
                place = PLACES.get(name)
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
    assert len(set(sentences())) > 200
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
        ("nb", ["Ny vaktordning", "i gang", "De fem trinnene", "forberede", "Folkevalgte", "Ansvarlig", "PDSA"]),
        ("nn", ["Ny vaktordning", "i gang", "Dei fem stega", "førebu", "Folkevalde", "Ansvarleg", "PDSA"]),
    ],
)
def test_a_measure_on_a_norwegian_screen(kit, done, language, words):
    done("measure", "add", "P1", "0415", "Ny vaktordning", "responsible", "Hjemmetjenesten", "start", "2008-02-01")
    out = kit.run("measure", "show", "0415-1", "--lang", language).out
    for word in words:
        assert word in out
    assert "in-progress" not in out
    read = kit.run("measure", "show", "0415-1", "--lang", language, "--format", "json").out
    assert '"status": "in-progress"' in read
    help_text = kit.run("measure", "step", "-h", "--lang", language).out
    assert "Note that" not in help_text
    assert "tre part" in help_text
