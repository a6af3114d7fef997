"""Letters through a real mail server, from the command line: refused, put off, unknown, resumed, resent."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from plugins.mail.kit import accepted, delivered, parsed
from plugins.mail.office import server, smtp

TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3", "--name", "call")


def test_a_mailing_is_sent_once_archived_and_journalled(office, tmp_path):
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        done = office.json("mail", "send", "--confirm", "3")
        assert (done["delivered"], done["sent_now"]) == (3, 3)
        assert delivered(captured) == {
            "knut@bo.example": 1, "ase@oslo.example": 1, "kari@alesund.example": 1, "ks@ks.example": 3,
        }  # fmt: skip
        office.run("mail", "resume")
        office.run("mail", "resend", "--unknown")
        assert sum(delivered(captured).values()) == 6
    sent = {
        parsed(each["raw"].encode("latin-1"))["Message-ID"]: each["raw"].encode("latin-1")
        for each in accepted(captured)
    }
    archived = sorted((office.folder / "archive").glob("*/call-*.eml"))
    assert [path.parent.name for path in archived] == ["0301", "0821", "1504"]
    for path in archived:
        assert sent[parsed(path.read_bytes())["Message-ID"]] == path.read_bytes()
        assert "2.0.0 taken" in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["reply"]
    rows = office.json("journal", "export", "--case", "08/2")["documents"]
    out = [row for row in rows if row["direction"] == "out"]
    assert [(row["document"], row["date"], row["party"]) for row in out] == [
        (1, "2008-06-10", "0821"),
        (2, "2008-06-10", "0301"),
        (3, "2008-06-10", "1504"),
    ]
    assert [row["party"] for row in rows if row["direction"] == "in"] == ["0301", "0821", "1504", "1867"]


def test_a_refused_one_is_named_and_the_others_go(office, tmp_path):
    contact = office.folder / "municipalities" / "0301.yaml"
    contact.write_text(contact.read_text(encoding="utf-8").replace("ase@", "bad5@"), encoding="utf-8")
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        ran = office.run("mail", "send", "--confirm", "3", "--format", "json", code=1)
        told = json.loads(ran.out)
        assert (told["delivered"], told["refused"]) == (2, 1)
        assert "550 5.1.1" in f"{told['not_delivered'][0]['code']} {told['not_delivered'][0]['words']}"
        assert "1 of 3 letters are not known to have gone to everybody" in ran.err
        with (office.folder / "outbox" / "call" / "failed.csv").open(encoding="utf-8-sig") as file:
            assert [row["Address"] for row in csv.DictReader(file)] == ["bad5@oslo.example", "ks@ks.example"]
        assert delivered(captured)["ks@ks.example"] == 2
        office.run("mail", "status", "call", "--failed", tmp_path / "failed.xlsx")
        assert (tmp_path / "failed.xlsx").stat().st_size > 1000
        assert "letters were refused" in office.run("status").out


def test_a_letter_put_off_is_sent_by_resume(office, tmp_path):
    with server(tmp_path, greylist=True) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        ran = office.run("mail", "send", "--confirm", "3", code=1)
        assert "mail resume call" in ran.err
        office.run("mail", "resume", code=0)
        assert delivered(captured) == dict.fromkeys(
            ("knut@bo.example", "ase@oslo.example", "kari@alesund.example"), 1
        ) | {"ks@ks.example": 3}


def test_what_nobody_knows_is_listed_and_sent_again_only_on_purpose(office, tmp_path):
    with server(tmp_path, acceptdrop=2) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        told = json.loads(office.run("mail", "send", "--confirm", "3", "--format", "json", code=1).out)
        assert (told["delivered"], told["unknown"]) == (2, 1)
        office.run("mail", "resume", code=1)
        assert len(accepted(captured)) == 3
        assert "nobody knows whether 1 letters have come" in office.run("status").out
        office.run("mail", "resend", code=2)
        office.run("mail", "resend", "--unknown", "--confirm", "2", code=1)
        office.run("mail", "resend", "--unknown", "--confirm", "1")
        ids = [parsed(each["raw"].encode("latin-1"))["Message-ID"] for each in accepted(captured)]
        assert len(ids) == 4
        assert len(set(ids)) == 3
        assert office.json("mail", "status", "call")["delivered"] == 3


def test_the_password_comes_from_the_environment_and_is_told_to_nobody(office, tmp_path, monkeypatch):
    with server(tmp_path, auth=["eva", "hemmelig-ord"]) as (port, captured):
        office.approved("invitation", *TO)
        office.settings(smtp(port, 'user = "eva"\npassword = "hemmelig-ord"\n'))
        ran = office.run("mail", "send", "--confirm", "3", code=3)
        assert "hemmelig-ord" not in ran.out + ran.err
        office.settings(smtp(port, 'user = "eva"\npassword = "env:KVADMIN_TEST_SECRET"\n'))
        assert "no password" in office.run("mail", "send", "--confirm", "3", code=1).err
        monkeypatch.setenv("KVADMIN_TEST_SECRET", "feil")
        assert "535" in office.run("mail", "send", "--confirm", "3", code=1).err
        monkeypatch.setenv("KVADMIN_TEST_SECRET", "hemmelig-ord")
        office.run("mail", "send", "--confirm", "3")
        assert len(accepted(captured)) == 3
    for path in office.folder.rglob("*"):
        if path.is_file():
            assert b"hemmelig-ord" not in path.read_bytes(), path


def test_settings_that_cannot_be_are_refused_before_anything_is_sent(office):
    office.approved("invitation", *TO)
    for text, code in (
        ('transport = "pigeon"\n', 4),
        ('transport = "smtp"\n', 2),
        ('per_minute = "many"\n', 3),
        ('transport = "smtp"\n[mail.smtp]\nhost = "x.example"\nporrt = 25\n', 2),
        ("[mail\n", 3),
    ):
        office.settings(text)
        office.run("mail", "send", "--confirm", "3", code=code)
    assert not (office.folder / "outbox" / "call" / "send.jsonl").exists()


def test_a_file_given_with_attach_and_a_setting_on_the_command_line(office, tmp_path):
    (tmp_path / "Søknadsskjema.pdf").write_bytes(b"%PDF-1.4 x")
    with server(tmp_path) as (port, captured):
        office.approved("invitation", *TO, "--attach", tmp_path / "Søknadsskjema.pdf")
        told = ["--setting", "host=127.0.0.1", "--setting", f"port={port}", "--setting", "security=none"]
        office.run("mail", "send", "--confirm", "3", "--transport", "smtp", *told)
        names = [
            p.get_filename()
            for each in accepted(captured)
            for p in parsed(each["raw"].encode("latin-1")).iter_attachments()
        ]
        assert names == ["Søknadsskjema.pdf"] * 3
    office.run("mail", "plan", "invitation", *TO, "--attach", tmp_path / "none.pdf", code=2)


@pytest.mark.parametrize("wait", [0.6, 0.9, 1.3])
def test_killed_and_resumed_by_the_command_line(office, tmp_path, wait):
    for number in range(20):
        office.write(
            f"municipalities/{3000 + number}.yaml",
            f"number: '{3000 + number}'\nname: Prøve {number}\nlanguage_form: nynorsk\ncounty: Prøvefylket\ncontacts:\n"
            f"  - id: mail-desk\n    name: Postmottak\n    role: mail-desk\n    email: post@p{number}.example\n",
        )
    with server(tmp_path, slow=0.05) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", "--to", "role:mail-desk", "--about", "P3", "--name", "call")
        run = [sys.executable, "-m", "kvadmin", "-C", office.folder, "mail", "send", "--confirm", "20"]
        process = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
        log = office.folder / "outbox" / "call" / "send.jsonl"
        until = time.monotonic() + 30
        while not log.exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(wait - 0.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        ran = office.run("mail", "resume", "--format", "json", code=1 if _unknown(office) else 0)
        told = json.loads(ran.out)
        time.sleep(0.2)
        seen = {address: n for address, n in delivered(captured).items() if address.startswith("post@")}
        assert set(seen.values()) == {1}
        unknown = {row["address"] for row in told["not_delivered"] if row["status"] == "unknown" and not row["copy"]}
        assert len(set(seen) | unknown) == 20
        assert len(unknown) <= 1
        assert told["delivered"] == 20 - len(unknown)


def _unknown(office) -> int:
    return office.json("mail", "status")["mailings"][0]["unknown"]
