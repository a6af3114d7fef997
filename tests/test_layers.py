"""A module imports only from floors below its own; plugins see kvadmin.api and themselves only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kvadmin"

#: What each part may import of kvadmin, besides itself.
MAY = {
    "errors": set(),
    "resources": {"errors"},
    "model": {"errors"},
    "extension": {"model", "errors", "__init__"},
    "store": {"model", "errors"},
    "documents": {"model", "errors", "store", "resources"},
    "api": {"model", "errors", "store", "documents", "extension", "resources", "__init__"},
    "plugins": {"api"},
    "cli": {"model", "errors", "store", "documents", "extension", "resources", "api", "plugins", "__init__"},
    "testing": {"api", "cli", "extension", "store"},
    "__main__": {"cli"},
    "__init__": set(),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    inner = path.relative_to(PACKAGE).parts
    return inner[0].removesuffix(".py")


def imports(path: Path, root: Path = PACKAGE) -> set[str]:
    """Absolute names of everything imported at run time (imports for the type checker only are left out)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = ("kvadmin", *path.relative_to(root).with_suffix("").parts)
    package = package[:-1]
    found: set[str] = set()

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for child in node.orelse:
                walk(child)
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.update(f"{module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            walk(child)

    walk(tree)
    return {name for name in found if name == "kvadmin" or name.startswith("kvadmin.")}


def part_of_import(name: str) -> str:
    parts = name.split(".")
    if len(parts) < 2 or not ((PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file()):
        return "__init__"  # the package itself: its version
    return parts[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_downwards(path):
    own = part_of(path)
    wrong = sorted(
        name for name in imports(path) if part_of_import(name) != own and part_of_import(name) not in MAY[own]
    )
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if part_of(path) == "plugins"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_plugins_never_import_each_other(path):
    inner = path.relative_to(PACKAGE).parts
    others = sorted(
        name for name in imports(path) if name.startswith("kvadmin.plugins.") and name.split(".")[2] != inner[1]
    )
    assert others == []


def test_the_test_sees_an_upward_import(tmp_path):
    bad = tmp_path / "model" / "bad.py"
    bad.parent.mkdir()
    bad.write_text("from kvadmin.cli.app import app\nfrom ..store import edits\n", encoding="utf-8")
    assert imports(bad, tmp_path) == {"kvadmin.cli.app.app", "kvadmin.model.changes"}
