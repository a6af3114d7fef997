"""A stranger as large as a plugin gets: the one beside the checkout, by its own tests, as if it were installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[2] / "plugins_contrib" / "kvadmin-improvement"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder as pip leaves it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(PLUGIN / "kvadmin_improvement", folder / "kvadmin_improvement")
    info = folder / "kvadmin_improvement-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: kvadmin-improvement\nVersion: 1.0.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("[kvadmin]\nimprovement = kvadmin_improvement\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["test_hooks.py", "test_tour.py"])  # where it meets kvadmin; .ci/run has them all
def test_the_plugin_does_what_it_says(site, name, tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(tmp_path / "t"),
    ]
    done = subprocess.run(
        [*command, str(PLUGIN / "tests" / name)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=PLUGIN,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_it_imports_nothing_of_kvadmin_but_its_public_face():
    for file in (PLUGIN / "kvadmin_improvement").rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].split(".")[0] == "kvadmin":
                assert words[1].startswith(("kvadmin.api", "kvadmin.testing")), f"{file}: {line}"
