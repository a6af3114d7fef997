"""One built-in plugin, carried out of the tree, passes its own tests; ``benchmarks/copied_builtins.py`` tries them all."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "copied_builtins.py"


@pytest.fixture(scope="module")
def copied():
    spec = importlib.util.spec_from_file_location("copied_builtins", BENCHMARK)
    assert spec
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "copied_builtins", module)  # dataclasses look their module up
        spec.loader.exec_module(module)
        yield module


def test_municipality_has_nothing_that_a_stranger_has_not(copied):
    folder = "tests/plugins/municipality"
    parts = ("commands/test_contact.py", "commands/test_municipality.py", "hooks", "test_person_data.py")
    found = copied.tried("municipality", [], tuple(f"{folder}/{each}" for each in parts))
    assert found.failed == [], found.said
    assert found.passed > 80


def test_the_copy_is_what_is_tried(copied, tmp_path):
    """With its commands taken out, the tests fail: nothing of the original is left to pass them."""
    made = copied.carried_out

    def emptied(name: str, folder: Path) -> Path:
        checkout = made(name, folder)
        package = folder / "site" / f"kvadmin_{name}_copy" / "__init__.py"
        package.write_text(package.read_text(encoding="utf-8") + "\n\ndel kvadmin_commands\n", encoding="utf-8")
        return checkout

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copied, "carried_out", emptied)
        found = copied.tried(
            "municipality", ["-k", "test_add"], ("tests/plugins/municipality/commands/test_contact.py",)
        )
    assert found.failed


def test_all_built_in_plugins_are_tried(copied):
    from kvadmin.extension.discovering.discovery import BUILTIN

    assert set(copied.NAMES) == set(BUILTIN)
    assert all((BENCHMARK.parents[1] / each).is_dir() for name in BUILTIN for each in copied.tests_of(name))
