"""Write the tables of lazy names in ``kvadmin/api/`` from the imports for the type checker above them.

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
    """The source of a module with its table as its imports say."""
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
