"""A send log that is lost, an older copy or another one: nothing goes a second time, and what is not known is said."""

from __future__ import annotations

import json
import shutil
from collections import Counter

import pytest
from plugins.mail.kit import accepted
from plugins.mail.office import server, smtp

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3")
SAID = ("--why", "sagt i telefonen")


def mailing(office, name="call"):
    return next(each for each in office.json("mail", "status")["mailings"] if each["mailing"] == name)


def log_of(office, name="call"):
    return office.folder / "outbox" / name / "send.jsonl"


def runs_of(office, name="call"):
    return json.loads((office.folder / "outbox" / name / "runs.json").read_text())["runs"]


def went(captured):
    return Counter(address for each in accepted(captured) for address in each["to"][:1])


@pytest.fixture
def post_office(office, tmp_path):
    """An office whose letter ``call`` has gone to three by a real server."""
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO, "--name", "call")
        office.run("mail", "send", "call", "--confirm", "3")
        yield office, captured


def test_a_run_is_remembered_by_the_store(post_office):
    office, _ = post_office
    (run,) = runs_of(office)
    assert (run["letters"], run["transport"], run["end"]["states"]) == ("2-4", "smtp", {"d": "2-4"})
    assert log_of(office).read_bytes().rstrip(b"\n") == log_of(office).read_bytes()[: run["end"]["log"]["size"]]
    assert "ase@oslo.example" not in json.dumps(run), "it names nobody"
    assert "wholly or in part" in office.run("undo", "--yes", code=1).err


def other_log(office):
    office.approved("reminder", *TO, "--name", "other", *_reminder())
    office.run("mail", "send", "other", "--confirm", "3")
    return log_of(office, "other").read_bytes()


def _reminder():
    values = ["reminder.about.nb=svaret", "reminder.about.nn=svaret", "reminder.due=2008-06-01"]
    return [part for value in values for part in ("--set", value)]


@pytest.mark.parametrize("how", ["deleted", "emptied", "another", "begun only"])
@pytest.mark.parametrize("archive", [True, False])
def test_a_log_that_is_lost_sends_nothing_again(post_office, how, archive):
    office, captured = post_office
    content = log_of(office).read_bytes()
    if how == "deleted":
        log_of(office).unlink()
    else:
        first = content.partition(b"\n")[0] + b"\n"
        log_of(office).write_bytes({"emptied": b"", "another": other_log(office), "begun only": first}[how])
    if not archive:
        shutil.rmtree(office.folder / "archive")
    before = went(captured)
    assert mailing(office)["delivered"] == 3, "what the end of the run says holds without the log"
    ran = office.run("mail", "resume", "call")
    assert "runs, archive and history tell: 3 sent" in ran.err
    assert "send log of call" in ran.err
    assert went(captured) == before
    assert "send log" not in office.run("mail", "resume", "call").err, "it is mended"
    office.run("mail", "plan", "invitation", *TO, "--name", "call", code=5)


def kill_the_end(office, *, archive=False):
    """As after a kill in the middle of a run: no end is noted, and nothing is archived."""
    path = office.folder / "outbox" / "call" / "runs.json"
    payload = json.loads(path.read_text())
    payload["runs"][-1]["end"] = None
    path.write_text(json.dumps(payload))
    if not archive:
        shutil.rmtree(office.folder / "archive")


def test_a_killed_run_whose_log_is_there_goes_on(post_office):
    office, captured = post_office
    kill_the_end(office)
    office.run("mail", "resume", "call")
    assert set(went(captured).values()) == {1}
    assert mailing(office)["delivered"] == 3


@pytest.mark.parametrize("archive", [True, False])
def test_a_killed_run_whose_log_is_lost_leaves_what_is_not_proven_unknown(post_office, archive):
    office, captured = post_office
    kill_the_end(office, archive=archive)
    if archive:
        next((office.folder / "archive").rglob("call-00002.json")).unlink()
    log_of(office).unlink()
    unknown = 1 if archive else 3
    assert mailing(office)["unknown"] == unknown
    ran = office.run("mail", "resume", "call", code=1)
    assert f"{unknown} unknown" in ran.err
    assert "kvadmin mail settle call --having unknown --came|--not-came --why TEXT" in ran.err
    assert set(went(captured).values()) == {1}
    key = "0821" if archive else "0301"
    office.run("mail", "settle", "call", key, "--not-came", *SAID)
    if not archive:
        office.run("mail", "settle", "call", "--having", "unknown", "--came", *SAID)
    office.run("mail", "resume", "call")
    office.run("mail", "resume", "call")
    again = {"0821": "knut@bo.example", "0301": "ase@oslo.example"}[key]
    assert went(captured) == Counter({"ase@oslo.example": 1, "knut@bo.example": 1, "kari@alesund.example": 1, again: 2})
    assert mailing(office)["unknown"] == mailing(office)["pending"] == 0


def test_an_older_copy_of_the_log_is_found(office, tmp_path):
    with server(tmp_path, greylist=True) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO, "--name", "call")
        office.run("mail", "send", "call", "--confirm", "3", code=1)
        older = log_of(office).read_bytes()
        office.run("mail", "resume", "call")
        before = went(captured)
        assert len(before) == 3
        log_of(office).write_bytes(older)
        ran = office.run("mail", "resume", "call")
        assert "is an older copy" in ran.err
        assert went(captured) == before
    assert [path.read_bytes() for path in log_of(office).parent.glob("send.found-*")] == [older]


def test_what_was_said_stays_with_a_log_that_is_written_again(post_office):
    office, captured = post_office
    office.run("mail", "settle", "call", "0301", "--not-came", *SAID)
    office.run("mail", "resume", "call")
    log_of(office).unlink()
    office.run("mail", "resume", "call")
    assert went(captured)["ase@oslo.example"] == 2, "that it had not come was said before it went again"
    office.run("mail", "settle", "call", "0821", "--not-came", *SAID)
    log_of(office).unlink()
    office.run("mail", "resume", "call")
    assert went(captured)["knut@bo.example"] == 2, "and this after it had gone"


@pytest.mark.parametrize("kept", ["log", "nothing"])
def test_the_history_knows_of_runs_whose_record_is_gone(post_office, kept):
    office, captured = post_office
    (office.folder / "outbox" / "call" / "runs.json").unlink()
    shutil.rmtree(office.folder / "archive")
    if kept == "nothing":
        log_of(office).unlink()
    office.run("mail", "send", "call", "--confirm", "3", code=1)
    office.run("mail", "resume", "call", code=0 if kept == "log" else 1)
    assert set(went(captured).values()) == {1}


def test_a_mailing_of_an_older_version_is_proven_by_its_archive(post_office):
    office, captured = post_office
    folder = office.folder / "outbox" / "call"
    (folder / "runs.json").unlink()
    for path in (office.folder / "history").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "runs.json" not in line), encoding="utf-8")
    office.run("mail", "resume", "call")
    log_of(office).unlink()
    next((office.folder / "archive").rglob("call-00002.json")).unlink()
    told = mailing(office)
    assert (told["delivered"], told["unknown"]) == (2, 1)
    office.run("mail", "resume", "call", code=1)
    assert set(went(captured).values()) == {1}


def test_a_copied_folder_is_not_a_second_mailing(post_office):
    office, captured = post_office
    folder = office.folder / "outbox"
    shutil.copytree(folder / "call", folder / "copy", ignore=shutil.ignore_patterns("send.*", "runs.json"))
    ran = office.run("mail", "send", "copy", "--confirm", "3", code=5)
    assert "holds the mailing call" in ran.err
    assert [each["mailing"] for each in office.json("mail", "status")["mailings"]] == ["call"]
    assert "outbox/copy" in office.run("status").out
    (folder / "call").rename(folder / "moved")
    shutil.rmtree(folder / "copy")
    ran = office.run("mail", "plan", "invitation", *TO, code=5)
    assert "outbox/moved holds the mailing call" in ran.err
    assert set(went(captured).values()) == {1}
