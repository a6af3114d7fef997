"""A plugin written for 0.1 still works; its author is told where the names went."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def site(tmp_path):
    """A folder on the path that holds kvadmin-hello as it was in 0.1, installed."""
    folder = tmp_path / "site"
    shutil.copytree(HERE / "hello_0_1", folder / "hello_0_1")
    info = folder / "hello_0_1-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hello-0-1\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[kvadmin]\nhello = hello_0_1\n", encoding="utf-8")
    return folder


def run(site, *args, warnings="default"):
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(site), *sys.path]),
        "KVADMIN_CONFIG": str(site / "none.toml"),
    }
    command = [sys.executable, "-W", f"{warnings}::DeprecationWarning", "-m", "kvadmin", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def test_it_greets_and_checks_as_before(site, programme):
    ran = run(site, "-C", str(programme), "hello", "0301", "--format", "json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["greeting"] == "Hei, Oslo!"
    assert run(site, "-C", str(programme), "check").returncode == 0


def test_the_warning_names_the_new_place(site, programme):
    ran = run(site, "-C", str(programme), "hello", "0301")
    assert "DeprecationWarning: kvadmin.api.Municipality is now kvadmin.api.records.Municipality" in ran.stderr
    assert "hello_0_1" in ran.stderr


def test_a_secretariat_is_not_told(site, programme):
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(site), *sys.path]),
        "KVADMIN_CONFIG": str(site / "none.toml"),
    }
    command = [sys.executable, "-m", "kvadmin", "-C", str(programme), "hello", "0301"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=True)
    assert "Deprecation" not in ran.stderr
