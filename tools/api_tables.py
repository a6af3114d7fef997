"""Write the tables of lazy names in ``kvadmin/api/`` from the imports for the type checker above them.

The imports get the form ``from a import Name as Name``, by which type checkers know what a package hands on (PEP 484);
with any other, ``mypy --strict`` and editors complain in plugins of everything that they import from here.

Run it after adding a name to one of these modules; ``--check`` only says whether it is needed.
"""

from __future__ import annotations

import ast
import sys
import textwrap
from pathlib import Path

API = Path(__file__).resolve().parents[1] / "kvadmin" / "api"
WIDTH = 120


def names_by_home(source: str) -> dict[str, list[str]]:
    """Module -> the names that the block ``if TYPE_CHECKING`` imports from it."""
    found: dict[str, list[str]] = {}
    for block in ast.parse(source).body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kvadmin"):
                    found.setdefault(node.module or "", []).extend(alias.name for alias in node.names)
    return {module: sorted(names) for module, names in sorted(found.items())}


def handing_on(source: str) -> str:
    """The source with every import of the block ``if TYPE_CHECKING`` in the form that hands the name on."""
    lines = source.splitlines(keepends=True)
    for block in reversed(ast.parse(source).body):
        if not (isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"):
            continue
        for node in reversed(block.body):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kvadmin"):
                names = [f"    from {node.module} import {each.name} as {each.name}\n" for each in node.names]
                lines[node.lineno - 1 : node.end_lineno] = names
    return "".join(lines)


def table(homes: dict[str, list[str]]) -> str:
    """The table as it stands in the module, between its braces."""
    lines = []
    for module, names in homes.items():
        line = f'        "{module}": "{" ".join(names)}",'
        if len(line) <= WIDTH:
            lines.append(line)
            continue
        parts = textwrap.wrap(" ".join(names), WIDTH - 16)
        lines.append(f'        "{module}": (')
        lines += [f'            "{part}{"" if part is parts[-1] else " "}"' for part in parts]
        lines.append("        ),")
    return "\n".join(lines)


def renewed(source: str) -> str:
    """The source of a module with its imports in form, and its table as they say."""
    source = handing_on(source)
    start, end = source.index("    {\n", source.index("lazily(\n")) + 6, source.index("\n    },")
    return source[:start] + table(names_by_home(source)) + source[end:]


def stale() -> list[Path]:
    """The modules whose tables differ from their imports."""
    return [path for path in modules() if renewed(path.read_text(encoding="utf-8")) != path.read_text(encoding="utf-8")]


def modules() -> list[Path]:
    """The modules of ``kvadmin.api`` that hold a table."""
    return [path for path in sorted(API.glob("*.py")) if path.stem == "__init__" or not path.stem.startswith("_")]


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(f"run: python tools/api_tables.py ({path.name})" for path in stale()) or 0)
    for path in modules():
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
