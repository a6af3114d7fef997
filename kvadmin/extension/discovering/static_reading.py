"""What the text of a plugin file says without running it: its hooks, its imports, the API that it needs.

For the person who is to trust it. It shows what stands there; what the code does once it runs, no reading proves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from kvadmin.errors import InvalidData
from kvadmin.translation import tr

#: What a module calls the API version that it needs.
NEEDS = "KVADMIN_API"


@dataclass(frozen=True)
class StaticReading:
    """What stands in a plugin file.

    Args:
        about: The first line of its docstring.
        hooks: The hooks that it implements, in alphabetical order.
        imports: The modules that it imports anywhere, without kvadmin's, by their first name.
        needs: The API version that it says it needs; empty where it says none.
        commands: The names that it gives to commands and what is in them, as far as they are written out.
    """

    about: str
    hooks: tuple[str, ...]
    imports: tuple[str, ...]
    needs: str
    commands: frozenset[str] = frozenset()


def read_source(content: bytes, where: str) -> StaticReading:
    """Read the text of a plugin file.

    Args:
        content: Its bytes.
        where: What errors call it.

    Raises:
        InvalidData: It is no Python.
    """
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise InvalidData(
            tr("the file is no Python that can be read: {error}", error=getattr(error, "msg", "") or error),
            where=f"{where}:{line}" if line else where,
            code="unreadable-file",
        ) from error
    about = (ast.get_docstring(tree) or "").strip().partition("\n")[0]
    hooks, imports = sorted(set(_hooks(tree))), sorted(set(_imports(tree)))
    return StaticReading(about, tuple(hooks), tuple(imports), needs_of(tree), frozenset(_commands(tree)))


def needs_of(tree: ast.Module) -> str:
    """The API version that a module says it needs; empty where it says none."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(each, ast.Name) and each.id == NEEDS for each in targets):
            value = getattr(node, "value", None)
            return str(value.value) if isinstance(value, ast.Constant) else ""
    return ""


def _hooks(tree: ast.Module) -> Iterator[str]:
    marks = {"hookimpl"} | {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "hookimpl" and alias.asname
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = [name for each in node.decorator_list for name in _marked(each, marks)]
            if said or node.name.startswith("kvadmin_"):
                yield next(filter(None, said), node.name)


def _marked(decorator: ast.expr, marks: set[str]) -> Iterator[str]:
    """The hook that a mark names, an empty text where the function's own name counts; nothing: it is no mark."""
    call = decorator if isinstance(decorator, ast.Call) else None
    mark = call.func if call else decorator
    name = mark.id if isinstance(mark, ast.Name) else mark.attr if isinstance(mark, ast.Attribute) else ""
    if name in marks:
        named = (each.value for each in (call.keywords if call else ()) if each.arg == "specname")
        yield next((str(each.value) for each in named if isinstance(each, ast.Constant)), "")


def _commands(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "Command":
            names = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "name")]
            yield from (str(each.value) for each in names if isinstance(each, ast.Constant))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        else:
            continue
        for name in names:
            first = name.partition(".")[0] or name
            if first not in ("kvadmin", "__future__"):
                yield first
