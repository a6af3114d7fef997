"""``kvadmin status`` of a cohort that is decided loads nothing that only letters, decisions and writing need.

What it costs is measured by ``benchmarks/startup.py``; this is what keeps it there.
"""

from __future__ import annotations

import os
import subprocess
import sys

from plugins.mail.office import Office

NOT_NEEDED = {
    "kvadmin.plugins.mail.outbox.mailings", "kvadmin.plugins.mail.records", "kvadmin.plugins.mail.addresses",
    "kvadmin.plugins.cohort.applications.items", "kvadmin.plugins.cohort.decisions.rule_inputs",
    "kvadmin.plugins.cohort.drawing.gates", "kvadmin.plugins.gathering.registrations.person_search",
    "kvadmin.store.transaction", "kvadmin.model.changes", "kvadmin.model.finding", "kvadmin.store.yamltext.emit",
    "jinja2", "email", "rapidfuzz", "hashlib",
}  # fmt: skip


def test_it_loads_only_what_the_list_of_the_day_needs(tmp_path, cli):
    office = Office(tmp_path / "programme", cli)
    office.admit()
    office.run("gathering", "new", "g", "--name", "G", "--from", "2008-08-27", "--cohort", "P3")
    office.run("gathering", "register", "g", "Kari Nes", "-m", "0301")
    code = (
        "import sys\nfrom kvadmin.cli.main import run\n"
        f"run(['--no-plugins', '-C', {str(office.folder)!r}, '--today', '2008-06-10', 'status'])\n"
        "print('|', *sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    modules = set(ran.stderr.rpartition("|")[2].split())
    assert "have not confirmed it" in ran.stdout
    assert modules & NOT_NEEDED == set()
