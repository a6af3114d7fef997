from __future__ import annotations

from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.model.changes import DeleteFile, PutFile
from kvadmin.plugins.mail.hooks.sent_plan_guard import objection
from kvadmin.plugins.mail.outbox.run_records import parse_runs, runs_file
from kvadmin.store.store import open_store


def test_changes_of_records_are_none_of_the_mail_plugins_business(cli, programme):
    ran = cli("-C", programme, "--strict-plugins", "municipality", "set", "1504", "population", "42000")
    assert (ran.code, "failed" in ran.err) == (0, False)


def test_the_record_of_runs_only_grows(office):
    office.approved("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    office.run("mail", "drafts", "call")
    plugins = Plugins(discover(frozenset(), third_party=False))
    data = open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot()
    path = "outbox/call/runs.json"
    runs = parse_runs(data.read_file(path))
    for edit in (PutFile(path, runs_file(())), DeleteFile(path), PutFile("outbox/call/plan.json", b"{}")):
        assert "wholly or in part" in (objection(data, [edit]) or "")
    assert objection(data, [PutFile(path, runs_file((*runs, *runs)))]) is None
