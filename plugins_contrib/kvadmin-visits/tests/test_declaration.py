"""What the plugin declares costs nothing before it is used, and it imports what anybody may."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import kvadmin_visits

PACKAGE = Path(kvadmin_visits.__file__).parent


def test_declaring_imports_nothing_else():
    code = (
        "import sys, kvadmin_visits as plugin; plugin.kvadmin_commands(); plugin.kvadmin_collections(); "
        "plugin.kvadmin_sheets(); print(*sorted(each for each in sys.modules if each.startswith('kvadmin_visits')), "
        "'typer' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["kvadmin_visits", "False"]


def test_it_imports_the_public_modules_and_its_own():
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                if (name or "").partition(".")[0].startswith("kvadmin"):
                    assert name == "kvadmin.api" or name.startswith(("kvadmin.api.", "kvadmin_visits")), (file, name)
