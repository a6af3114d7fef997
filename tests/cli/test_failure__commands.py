"""The command lines that errors give programs are those of kvadmin: every hint in the code is looked at."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from pathlib import Path

import pytest

from kvadmin.errors import command_lines

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above

COMMANDS = {each.command_path: each.command for each in reference.walk(reference.top_level())}
#: Options that every command takes.
COMMON = {"--dry-run", "--yes", "--no-input", "--format", "-o", "--why", "--without-guard", "-C", "--here", "--name"}


def sentences() -> dict[str, str]:
    """Every hint and detail in the code that names kvadmin, with a word for each value -> its place."""
    found = {}
    for file in sorted((ROOT / "kvadmin").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for keyword in getattr(node, "keywords", []):
                if keyword.arg in {"hint", "details"}:
                    for text in texts(keyword.value):
                        if "kvadmin " in text:
                            found[text] = f"{file.relative_to(ROOT)}:{node.lineno}"
    return found


def texts(node: ast.AST) -> list[str]:
    """The sentences below a node: constants with their braces filled, f-strings."""
    if isinstance(node, ast.JoinedStr):
        return ["".join(each.value if isinstance(each, ast.Constant) else "x1" for each in node.values)]
    if isinstance(node, ast.Constant):
        return [re.sub(r"\{\w+[^}]*\}", "x1", node.value)] if isinstance(node.value, str) else []
    return [text for child in ast.iter_child_nodes(node) for text in texts(child)]


SENTENCES = sentences()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_hint_names_commands_that_there_are(sentence):
    for line in command_lines(sentence):
        words = shlex.split(line.replace("kvadmin -C x1 ", "kvadmin "))
        path = next((" ".join(words[:count]) for count in (4, 3, 2) if " ".join(words[:count]) in COMMANDS), None)
        assert path, f"{SENTENCES[sentence]}: {line!r} is no command"
        command = COMMANDS[path]
        known = {opt for param in command.params for opt in param.opts} | COMMON
        assert {word for word in words if word.startswith("--")} <= known, f"{SENTENCES[sentence]}: {line}"
        rest = words[len(path.split()) :]
        takes = [param for param in command.params if param.param_type_name == "argument"]
        if not any(param.nargs == -1 for param in takes) and not any(word.startswith("-") for word in rest):
            assert len(rest) <= len(takes), f"{SENTENCES[sentence]}: {line!r} has words that are no arguments"


def test_hints_that_name_a_command_to_run_give_it():
    given = [sentence for sentence in SENTENCES if command_lines(sentence)]
    assert len(SENTENCES) > 80
    assert len(given) > 50
