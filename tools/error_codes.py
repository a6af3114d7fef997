"""The codes of errors: where the code of kvadmin gives them, and what each means (``error_codes.toml``)."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MEANINGS = Path(__file__).with_name("error_codes.toml")


class Use(NamedTuple):
    """One place that gives a code.

    Attributes:
        code: The code.
        kind: What kind of error it is there.
        exit_code: With which exit code the command ends.
        module: The module, below ``kvadmin``.
    """

    code: str
    kind: str
    exit_code: int
    module: str


def meanings() -> dict[str, str]:
    """Every code that there is or was -> what it means."""
    return {
        code: text
        for part in tomllib.loads(MEANINGS.read_text(encoding="utf-8")).values()
        for code, text in part.items()
    }


def retired() -> set[str]:
    """Codes that were given once and are not any more."""
    return set(tomllib.loads(MEANINGS.read_text(encoding="utf-8")).get("retired", {}))


def uses() -> list[Use]:
    """Every place that gives a code: where an error is made, and the classes themselves."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "kvadmin").rglob("*.py"))}
    classes = _classes(trees)
    found = [Use(code, kind, exit_code, module) for code, kind, exit_code, module in classes.values()]
    for path, tree in trees.items():
        tables = _tables(tree)
        for node in ast.walk(tree):
            name = _name(node)
            if name not in classes:
                continue
            _, kind, exit_code, _ = classes[name]
            module = path.relative_to(ROOT / "kvadmin").as_posix()
            given = next((each.value for each in node.keywords if each.arg == "code"), None)
            found += [Use(code, kind, exit_code, module) for code in _codes(given, tables)]
    return found


def _classes(trees: dict[Path, ast.Module]) -> dict[str, tuple[str, str, int, str]]:
    """Each class of errors -> code, kind, exit code, module."""
    known: dict[str, tuple[str, str, int, str]] = {}
    nodes = [(path, node) for path, tree in trees.items() for node in tree.body if isinstance(node, ast.ClassDef)]
    nodes.sort(key=lambda each: each[0].name != "errors.py")
    for path, node in nodes:
        bases = [each.id for each in node.bases if isinstance(each, ast.Name)]
        base = next((known[each] for each in bases if each in known), None)
        if base is None and node.name != "KvadminError":
            continue
        said = dict(zip(("code", "kind", "exit_code"), base[:3] if base else ("refused", "refused", 1), strict=True))
        for line in node.body:
            targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
            for target in targets:
                if isinstance(target, ast.Name) and target.id in said and isinstance(line.value, ast.Constant):
                    said[target.id] = line.value.value
        if node.name == "Interrupted":
            said["exit_code"] = 130
        known[node.name] = (
            said["code"],
            said["kind"],
            said["exit_code"],
            path.relative_to(ROOT / "kvadmin").as_posix(),
        )
    return known


def _name(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _tables(tree: ast.Module) -> dict[str, list[str]]:
    """Mappings of a module whose values may be codes."""
    return {
        node.targets[0].id: [each.value for each in node.value.values if isinstance(each, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Dict)
    }


def _codes(given: ast.expr | None, tables: dict[str, list[str]]) -> list[str]:
    """The codes that an expression may give."""
    if isinstance(given, ast.Constant):
        return [given.value] if isinstance(given.value, str) else []
    if isinstance(given, ast.IfExp):
        return [*_codes(given.body, tables), *_codes(given.orelse, tables)]
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Attribute) and given.func.attr == "get":
        return [*tables.get(getattr(given.func.value, "id", ""), []), *_codes(given.args[1], tables)]
    if isinstance(given, ast.Name) and given.id == "code":  # worked out above: the module's table has them
        return [*tables["_USAGE_CODES"], "unknown-command", "usage"] if "_USAGE_CODES" in tables else []
    return []


def page() -> str:
    """The page of all codes."""
    by_code: dict[str, list[Use]] = defaultdict(list)
    for use in uses():
        by_code[use.code].append(use)
    parts = [
        "# Codes of errors",
        "",
        "Written from the code and `tools/error_codes.toml` by `tools/reference.py`. Under `--format json` the last",
        "line on stderr of a command that fails holds the code: [how-to/scripts.md](how-to/scripts.md). A code, once",
        "here, keeps its meaning; new ones are added, so a program that does not know one goes by `kind` or the exit",
        "code. A plugin that is installed may give codes of its own, in the same form.",
    ]
    for title, codes in tomllib.loads(MEANINGS.read_text(encoding="utf-8")).items():
        parts += [
            "",
            f"## {title[:1].upper()}{title[1:]}",
            "",
            "| code | kind (exit) | what it means | from |",
            "|---|---|---|---|",
        ]
        for code, meaning in codes.items():
            kinds = sorted({(use.exit_code, use.kind) for use in by_code[code]})
            modules = sorted({_room(use.module) for use in by_code[code]})
            shown = ", ".join(f"{kind} ({exit_code})" for exit_code, kind in kinds)
            parts.append(f"| `{code}` | {shown} | {meaning} | {', '.join(modules)} |")
    return "\n".join(parts) + "\n"


def _room(module: str) -> str:
    """The part of kvadmin a module belongs to: the plugin, or the floor."""
    words = module.removesuffix(".py").split("/")
    return words[1] if words[0] == "plugins" else words[0]
