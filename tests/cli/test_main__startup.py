"""What a run imports: ``--help`` and completion are paid by everybody, every time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import Ran

HEAVY = (
    "openpyxl", "python_calamine", "highspy", "jinja2", "pydantic", "ruamel.yaml", "_ruamel_yaml", "numpy", "msgspec",
    "rapidfuzz", "tabulate", "typst", "docx", "rich", "filelock",
)  # fmt: skip


def python(code: str, folder, **environment: str) -> Ran:
    """Run code in a fresh interpreter, without this test's own imports."""
    env = {**os.environ, "KVADMIN_CONFIG": str(folder / "none.toml"), **environment}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=folder, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def imported(arguments: list[str], folder, **environment: str) -> set[str]:
    """The heavy modules that a run imports."""
    code = (
        f"import sys\nfrom kvadmin.cli.main import run\nrun({arguments!r})\nprint('|', *sys.modules, file=sys.stderr)"
    )
    ran = python(code, folder, **environment)
    assert ran.code == 0, ran.err
    modules = set(ran.err.rpartition("|")[2].split())
    assert "kvadmin.cli.main" in modules
    return modules.intersection(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], [], ["--version"], ["cohort", "--help"], ["application", "--help"], ["plugins", "--help"],
        ["cohort", "admit", "--help"], ["application", "import", "--help"],
    ],
)  # fmt: skip
def test_help_imports_nothing_heavy(arguments, tmp_path):
    assert imported(arguments, tmp_path) <= ({"msgspec"} if len(arguments) > 2 else set())


def test_version_does_not_even_import_typer(tmp_path):
    code = "import sys\nfrom kvadmin.cli.main import run\nrun(['--version'])\nprint(*sys.modules, file=sys.stderr)"
    ran = python(code, tmp_path)
    assert ran.out.startswith("kvadmin ")
    assert "typer" not in ran.err.split()


def test_help_needs_no_programme_and_opens_none(programme):
    (programme / "programme.yaml").write_text("schema: [", encoding="utf-8")
    assert imported(["-C", str(programme), "--help"], programme) == set()


def test_reading_imports_nothing_that_only_writing_needs(programme):
    found = imported(["-C", str(programme), "cohort", "status"], programme)
    assert found <= {"ruamel.yaml", "_ruamel_yaml", "msgspec"}


def test_completion_imports_nothing_heavy(tmp_path):
    environment = {"_KVADMIN_COMPLETE": "complete_bash", "COMP_WORDS": "kvadmin coh", "COMP_CWORD": "1"}
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('|', *sys.modules, file=sys.stderr))\n"
        "sys.argv = ['kvadmin']\n"
        "from kvadmin.cli.main import main\nmain()"
    )
    ran = python(code, tmp_path, **environment)
    assert ran.out.split() == ["cohort"]
    assert not set(ran.err.rpartition("|")[2].split()).intersection(HEAVY)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kvadmin ", {"cohort", "application", "init", "plugins"}),
        ("kvadmin cohort ", {"new", "set", "admit", "status", "promote", "verify"}),
        ("kvadmin cohort ad", {"admit"}),
        ("kvadmin application acc", {"accept-late"}),
        ("kvadmin cohort admit --sa", {"--save-protocol"}),
        ("kvadmin cohort admit --dr", {"--dry-run"}),
        ("kvadmin --no-", {"--no-input", "--no-plugins"}),
    ],
)
def test_completion_offers_what_fits(words, offered, tmp_path):
    environment = {
        "_KVADMIN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - (0 if words.endswith(" ") else 1)),
    }
    ran = python(
        "import sys; sys.argv = ['kvadmin']; from kvadmin.cli.main import main; main()", tmp_path, **environment
    )
    assert ran.code == 0
    assert offered <= set(ran.out.split())
    assert ran.err == ""
