"""Without the optional libraries: commands say what to install, and the rest of kvadmin goes on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from plugins.evaluation.office import members, office

from kvadmin.testing import Kit

WITHOUT = """
import sys

names = "jinja2 markdown_it idna segno typst docx icalendar xlsxwriter pyarrow pyreadstat polars pandas"
sys.modules.update(dict.fromkeys(names.split()))
from kvadmin.cli.main import main
main()
"""


@pytest.fixture
def run(tmp_path):
    kit = office(tmp_path / "programme", today="2008-06-10")
    members(kit, "0301")

    def run(*arguments):
        command = [sys.executable, "-c", WITHOUT, "-C", str(tmp_path / "programme"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)

    return run


@pytest.mark.parametrize("words", [("export", "--profile", "public", "--out", "p"), ("chart", "syk", "--out", "c")])
def test_what_needs_a_library_names_the_extra(run, words):
    ran = run("evaluation", *words)
    assert (ran.returncode, 'pip install "kvadmin[evaluation]"' in ran.stderr) == (2, True), ran.stderr


def test_a_package_is_looked_at_without_the_library_of_pictures(run, tmp_path):
    ran = run("evaluation", "verify", str(tmp_path))
    assert "holds no package" in ran.stderr


def test_a_csv_is_verified_without_any_library(run, tmp_path):
    """What was read only by what wrote it is said."""
    kit = Kit(tmp_path / "programme", today="2008-06-10")
    out = str(tmp_path / "package")
    made = kit.run("evaluation", "export", "--profile", "private", "--out", out, "--formats", "csv,xlsx")
    assert made.code == 0, made.err
    ran = run("evaluation", "verify", out)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "csv was read only by what wrote it: polars is not installed" in ran.stdout
    assert "xlsx (calamine)" in ran.stdout


def test_a_missing_library_is_no_fault_of_a_plugin(run):
    # The solver's first import in a new environment may take its time on a busy machine: that is another question.
    ran = run("plugins", "check", "--time-limit", "120")
    assert ran.returncode == 0, ran.stdout + ran.stderr
