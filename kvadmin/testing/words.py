"""Every sentence that a plugin says on the screen, found in its modules: what Babel puts into its catalogues.

A file ``babel.cfg`` beside the plugin's ``pyproject.toml`` names it, and ``pybabel extract -F babel.cfg`` then finds
what is looked up: sentences in ``tr``, titles of columns, tables and jobs, and help texts, with those of docstrings.

.. code-block:: ini

    [extractors]
    kvadmin = kvadmin.testing.words:extract

    [kvadmin: **.py]
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from kvadmin.cli.translated_help import paragraphs_of

#: What makes a sentence of its constant argument: name of the call -> place of the argument, and its name.
_CALLS: dict[str, tuple[int | None, str | None]] = {
    "tr": (0, None),
    "Column": (1, "title"),
    "ListColumn": (1, "title"),
    "Table": (0, "title"),
    "table_of": (0, "title"),
    "facts": (0, "title"),
    "listing": (None, "title"),
    "rows_report": (1, "title"),
    "Command": (1, "help"),
    "Job": (1, "title"),
    "JobStep": (0, "title"),
    "JobQuestion": (1, "text"),
    "Migration": (1, "what"),
    "SheetColumn": (1, "heading"),
    "field_column": (1, "heading"),
    "SheetDeclaration": (1, "help"),
    "Collection": (0, "name"),
    "SettableFields": (0, "noun"),
    "Option": (None, "help"),
    "Argument": (None, "help"),
    "Typer": (None, "help"),
}
_LANGUAGES = ("nb", "nn")


def extract(
    file: IO[bytes], keywords: Sequence[str], comment_tags: Sequence[str], options: Any
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The sentences of one module, as Babel asks for them (its guide: "Writing Extraction Methods").

    Added in version 0.2.
    """
    del keywords, comment_tags, options
    for line, sentence in of_plugin(ast.parse(file.read())):
        yield line, None, sentence, []


def untranslated(package: Path) -> list[str]:
    """What the catalogues of a plugin lack: ``nb: Remove what is done.`` each. For its own tests; needs Babel.

    Added in version 0.2.

    Args:
        package: The folder of the package, with ``locale/nb/LC_MESSAGES/messages.po`` and the same of ``nn`` in it.
    """
    from babel.messages.pofile import read_po

    said = {
        sentence
        for module in sorted(package.rglob("*.py"))
        for _, sentence in of_plugin(ast.parse(module.read_bytes()))
    }
    lacking = []
    for language in _LANGUAGES:
        with (package / "locale" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            known = {each.id for each in read_po(file) if each.string and not each.fuzzy}
        lacking += [f"{language}: {each}" for each in sorted(said - known)]
    return lacking


def of_plugin(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and sentence of all that a plugin's module says: its calls, and the docstrings of its commands."""
    for line, sentence in in_module(tree):
        if sentence.strip():
            yield line, sentence
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_command(node):
            for paragraph in paragraphs_of((ast.get_docstring(node) or "").partition("\f")[0]):
                yield node.lineno, paragraph


def _is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is one: it has a help text with an example, or is handed what Typer reads from the command line."""
    if "Example: kvadmin " in (ast.get_docstring(function) or ""):
        return True
    asked = [each.annotation for each in (*function.args.args, *function.args.kwonlyargs) if each.annotation]
    words = {getattr(node, "attr", getattr(node, "id", "")) for annotation in asked for node in ast.walk(annotation)}
    return bool(words & {"Option", "Argument"})


def in_module(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and sentence of every call in a module that says one."""
    constants = {
        node.targets[0].id: text
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and (text := _text(node.value)) is not None
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for sentence in _of_call(node, constants):
                yield node.lineno, sentence


def _of_call(call: ast.Call, constants: dict[str, str]) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in _CALLS:
        return
    place, keyword = _CALLS[name]
    named = {each.arg: each.value for each in call.keywords}
    said = named.get(keyword or "") or (call.args[place] if place is not None and place < len(call.args) else None)
    for text in _texts(said, constants):
        # What reads help texts takes them paragraph by paragraph.
        yield " ".join(text.split()) if name in ("Command", "Option", "Argument") else text
    if name == "Command":
        yield from _texts(named.get("section"), constants)
    if name == "SheetDeclaration" or (name == "listing" and said is None):  # a name is the title
        for first in call.args[:1]:
            yield from (re.sub(r"[-_]", " ", text).capitalize() for text in _texts(first, constants))
    if name == "SettableFields" and isinstance(elsewhere := named.get("elsewhere"), ast.Dict):
        for value in elsewhere.values:  # a command alone is the same in every language
            yield from (text for text in _texts(value, constants) if re.search(r"^(?!kvadmin )|, ", text))
    if name == "facts":
        for label in _labels(call.args[1:2]):
            yield from _texts(label, constants)


def _labels(facts: list[ast.expr]) -> Iterator[ast.expr]:
    """What stands before the values of facts."""
    for pair in (node for each in facts for node in ast.walk(each)):
        if isinstance(pair, ast.Tuple) and len(pair.elts) == 2:
            yield pair.elts[0]


def _texts(node: ast.expr | None, constants: dict[str, str]) -> Iterator[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body, constants)
        yield from _texts(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]
    elif (text := _text(node)) is not None:
        yield text


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
