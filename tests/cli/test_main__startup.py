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


#: Modules of kvadmin that only the declarations of third-party plugins need, or only a certain hook or command.
NOT_AT_THE_START = {
    "kvadmin.cli.help_text", "kvadmin.extension.answer_types", "kvadmin.extension.answers", "kvadmin.extension.blame",
    "kvadmin.extension.declaring.collection_paths", "kvadmin.extension.containment", "kvadmin.extension.engines",
    "kvadmin.wording.norwegian_words", "kvadmin.cli.translated_help", "kvadmin.cli.usage_words", "kvadmin.extension.extra_fields", "kvadmin.extension.declaring.kinds", "kvadmin.extension.transports",
    "kvadmin.translation.catalogue_files", "kvadmin.wording.sentence_values", "kvadmin.extension.engine_factory",
    "kvadmin.extension.migrations.step", "kvadmin.extension.status_answers", "kvadmin.extension.discovering.trust",
    "kvadmin.extension.discovering.plugin_files", "kvadmin.session.file_plugins", "kvadmin.store.engines.disk_engine",
}  # fmt: skip


def python(code: str, folder, **environment: str) -> Ran:
    """Run code in a fresh interpreter, without this test's own imports."""
    env = {**os.environ, "KVADMIN_CONFIG": str(folder / "none.toml"), **environment}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=folder, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def modules_of(arguments: list[str], folder, **environment: str) -> set[str]:
    """The modules that a run imports."""
    code = (
        f"import sys\nfrom kvadmin.cli.main import run\nrun({arguments!r})\nprint('|', *sys.modules, file=sys.stderr)"
    )
    ran = python(code, folder, **environment)
    assert ran.code == 0, ran.err
    modules = set(ran.err.rpartition("|")[2].split())
    assert "kvadmin.cli.main" in modules
    return modules


def imported(arguments: list[str], folder, **environment: str) -> set[str]:
    """The heavy modules that a run imports."""
    return modules_of(arguments, folder, **environment).intersection(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], [], ["--version"], ["cohort", "--help"], ["application", "--help"], ["plugins", "--help"],
        ["cohort", "admit", "--help"], ["application", "import", "--help"],
    ],
)  # fmt: skip
def test_help_imports_nothing_heavy(arguments, tmp_path):
    assert imported(arguments, tmp_path) <= ({"msgspec"} if len(arguments) > 2 else set())


@pytest.mark.parametrize("arguments", [["--help"], ["cohort", "--help"]])
def test_what_guards_against_strangers_is_imported_where_there_are_any(arguments, tmp_path):
    found = modules_of(["--no-plugins", *arguments], tmp_path)
    assert "kvadmin.extension.declaring.declarations" in found
    assert not found & {*NOT_AT_THE_START, "getpass"}


def test_reading_needs_only_whose_a_record_is_beside_that(programme):
    found = modules_of(["--no-plugins", "-C", str(programme), "cohort", "status"], programme)
    assert found & {*NOT_AT_THE_START, "getpass"} <= {"kvadmin.extension.blame"}


def test_a_start_makes_few_dataclasses(tmp_path):
    # half a millisecond each; a named tuple takes a tenth of it
    code = (
        "import sys\nfrom dataclasses import is_dataclass\nfrom kvadmin.cli.main import run\n"
        "run(['--no-plugins', '--help'])\n"
        "ours = [vars(module) for name, module in sys.modules.items() if name.startswith('kvadmin')]\n"
        "print(*{x.__name__ for names in ours for x in names.values() if isinstance(x, type) and is_dataclass(x)},"
        " file=sys.stderr)"
    )
    assert set(python(code, tmp_path).err.split()) == {"Collection", "Command"}


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
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('|', *sys.modules, file=sys.stderr))\n"
        "sys.argv = ['kvadmin', '__complete', 'bash', 'kvadmin coh']\n"
        "from kvadmin.cli.main import main\nmain()"
    )
    ran = python(code, tmp_path)
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
    asked = ["kvadmin", "__complete", "bash", words]
    ran = python(f"import sys; sys.argv = {asked}; from kvadmin.cli.main import main; main()", tmp_path)
    assert ran.code == 0
    assert offered <= set(ran.out.split())
    assert ran.err == ""
