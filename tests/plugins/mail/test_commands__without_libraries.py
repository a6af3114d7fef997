"""Without the extra ``mail``: commands say what to install, and the rest of kvadmin goes on."""

from __future__ import annotations

import os
import subprocess
import sys

WITHOUT = """
import sys

sys.modules.update(dict.fromkeys(("jinja2", "markdown_it", "idna")))
from kvadmin.cli.main import main
main()
"""


def run(office, *arguments):
    command = [sys.executable, "-c", WITHOUT, "-C", office.folder, "--today", office.today, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)


def test_a_command_that_needs_the_libraries_names_the_extra(office):
    ran = run(office, "mail", "plan", "invitation", "--to", "applied:P3")
    assert ran.returncode == 2
    assert 'pip install "kvadmin[mail]"' in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_was_planned_is_told_and_letters_are_said_to_be_unchecked(office):
    office.plan("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    office.run("mail", "copy", "admitted")
    assert "call: planned, 4 letters: 4 planned; 1 by post" in run(office, "status").stdout
    assert "the extra mail is not installed" in run(office, "check").stdout
