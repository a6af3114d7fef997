"""``kvadmin status`` of a cohort that is decided loads nothing that only letters, decisions and writing need.

What it costs is measured by ``benchmarks/startup.py``; this is what keeps it there.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from plugins.mail.office import Office

NOT_NEEDED = {
    "kvadmin.plugins.mail.outbox.mailings", "kvadmin.plugins.mail.records", "kvadmin.plugins.mail.addresses",
    "kvadmin.plugins.cohort.applications.items", "kvadmin.plugins.cohort.decisions.rule_inputs",
    "kvadmin.plugins.cohort.drawing.gates", "kvadmin.plugins.gathering.registrations.person_search",
    "kvadmin.store.transaction", "kvadmin.model.changes", "kvadmin.model.finding", "kvadmin.store.yamltext.emit",
    "kvadmin.extension.answers", "kvadmin.extension.engine_factory", "kvadmin.extension.engines",
    "kvadmin.extension.migrations.step", "kvadmin.extension.discovering.trust", "kvadmin.session.file_plugins",
    "kvadmin.store.engines.disk_engine", "kvadmin.selection.language", "kvadmin.plugins.municipality.hooks.writers",
    "jinja2", "email", "rapidfuzz", "hashlib", "tomllib", "json",
}  # fmt: skip
#: Nor what only a gathering that is near, networks that meet and letters to write need.
NOT_NEEDED_WHEN_ALL_IS_OVER = {
    "kvadmin.plugins.gathering.hooks.shown_gathering", "kvadmin.plugins.gathering.registrations.registration_book",
    "kvadmin.plugins.network.advising.matters", "kvadmin.plugins.network.advising.people",
    "kvadmin.plugins.network.advising.advisor_matters", "kvadmin.wording.folding", "kvadmin.wording.collation",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, cli):
    """A programme whose cohort is admitted, with a gathering."""
    office = Office(tmp_path / "programme", cli)
    office.admit()
    office.run("gathering", "new", "g", "--name", "G", "--from", "2008-08-27", "--cohort", "P3")
    office.run("gathering", "register", "g", "Kari Nes", "-m", "0301")
    return office.folder


def loaded(folder, day: str) -> set[str]:
    """The modules that a look at the list of a day loads."""
    code = (
        "import sys\nfrom kvadmin.cli.main import run\n"
        f"run(['--no-plugins', '-C', {str(folder)!r}, '--today', {day!r}, 'status'])\n"
        "print('|', *sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert "have not confirmed it" in ran.stdout
    return set(ran.stderr.rpartition("|")[2].split())


def test_it_loads_only_what_the_list_of_the_day_needs(folder):
    assert loaded(folder, "2008-06-10") & NOT_NEEDED == set()


def test_it_loads_less_when_all_is_over(folder):
    found = loaded(folder, "2012-01-01")
    assert found & (NOT_NEEDED | NOT_NEEDED_WHEN_ALL_IS_OVER) == set()
