"""What an older kvadmin planned, approved and sent (plan.json of schema 1, an .eml for each letter) goes on as it was."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from plugins.mail.kit import NOON, mailing_at, parsed
from plugins.mail.office import Office

from kvadmin.plugins.mail.outbox.frozen_mailing import read_frozen_mailing

#: A folder of the programme of ``Office`` with four mailings, as kvadmin 0.1 left it.
OLD = Path(__file__).parent / "schema_1"
#: What is derived from the key of a letter: its Message-ID and its boundaries.
_ID = re.compile(rb"<[0-9a-f]{40}@|=_[0-9a-f]{32}")
VALUES = ("n=12345", "frist=2008-07-01", "merknad=", "lenke=https://program.example/æ", "tiltak=Trivsel & helse")


@pytest.fixture
def old(tmp_path, cli):
    office = Office(tmp_path / "programme", cli)
    office.admit()
    shutil.copytree(OLD, office.folder, dirs_exist_ok=True)
    return office


def test_letters_of_today_have_the_bytes_that_they_had(old):
    sets = [word for value in VALUES for word in ("--set", value)]
    asked = {
        "vedtak": ("admitted", "--to", "admitted:P3"),
        "venteliste": ("waiting-list", "--to", "waitlisted:P3"),
        "kjenning": ("kjenning", "--to", "role:project-leader", "--each", "contact", *sets),
        "enkel": ("enkel", "--to", "role:project-leader", "--each", "contact", "--set", "frist=2008-07-01"),
    }
    shutil.rmtree(old.folder / "outbox")
    shutil.rmtree(old.folder / "archive")
    for mailing, words in asked.items():
        old.plan(*words, "--name", mailing)
        before, now = (read_frozen_mailing(mailing_at(base / "outbox" / mailing)) for base in (OLD, old.folder))
        assert [each.party for each in now.letters] == [each.party for each in before.letters]
        for one, other in zip(before.letters, now.letters, strict=True):
            if any(each.way != "none" for each in other.copies):  # a list of the copies stands below the text now
                continue
            found, wanted = now.content(other, NOON), before.content(one, NOON)
            if one.key != other.key:  # a decision is a municipality's now, and no more its contact's
                found, wanted = _ID.sub(b"", found), _ID.sub(b"", wanted)
            # long names are folded at other places by now; they say the same
            assert parsed(found).items() == parsed(wanted).items()
            assert found.partition(b"\r\n\r\n")[2] == wanted.partition(b"\r\n\r\n")[2]


def test_an_old_mailing_is_shown_printed_and_sent(old, tmp_path):
    shown = old.json("mail", "preview", "kjenning", "--letter", "2")["letters"][0]
    assert "Trivsel & helse | 1. juli 2008" in shown["text"]
    held = old.json("mail", "print", "kjenning", "--all", "--out", tmp_path / "brev", "--as", "md", code=5)["held"]
    assert [each["number"] for each in held] == [1, 2, 3, 4]
    assert "copies: " in held[1]["why"][0], "its letters named copies that nobody made"
    old.write("programme.yaml", (old.folder / "programme.yaml").read_text(encoding="utf-8").partition("parties:")[0])
    again = old.json("mail", "replan", "kjenning")
    old.run("mail", "approve", again["hash"])
    old.run("mail", "print", "kjenning", "--all", "--out", tmp_path / "brev", "--as", "md")
    old.run("mail", "drafts", "kjenning")
    drafts = sorted((old.folder / "outbox" / "kjenning" / "drafts").glob("*.eml"))
    assert [each.name[:5] for each in drafts] == ["00002", "00003", "00004"]
    kept = {path.name for path in (old.folder / "archive").rglob("kjenning-*.eml")}
    assert kept == {"kjenning-00002.eml", "kjenning-00003.eml", "kjenning-00004.eml"}
    names = [part.get_filename() for part in parsed(drafts[0].read_bytes()).iter_attachments()]
    assert names == ["Vedtak 0821.pdf", "felles-avtale.txt"]


def test_an_old_mailing_that_was_sent_counts_as_sent(old):
    found = {each["mailing"]: each for each in old.json("mail", "status")["mailings"]}
    assert (found["vedtak"]["state"], found["vedtak"]["delivered"]) == ("sent", 2)
    assert found["kjenning"]["state"] == "approved"
    assert "has had admitted" in old.run("mail", "plan", "admitted", "--to", "admitted:P3", code=1).err


def test_an_old_plan_that_was_changed_by_hand_is_refused(old):
    letter = old.folder / "outbox" / "kjenning" / "letters" / "00002.eml"
    letter.write_bytes(letter.read_bytes() + b"P.S.\r\n")
    assert "changed since" in old.run("mail", "send", "kjenning", "--confirm", "3", code=5).err
    letter.unlink()
    assert "is gone" in old.run("mail", "send", "kjenning", "--confirm", "3", code=5).err


def test_a_plan_made_again_leaves_no_file_of_the_old_kind(old):
    old.plan("enkel", "--to", "role:project-leader", "--set", "frist=2008-07-01", "--name", "enkel")
    folder = old.folder / "outbox" / "enkel"
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "index.html",
        "letters.bin",
        "plan.json",
        "planned.json",
    ]
    assert json.loads((folder / "plan.json").read_bytes())["schema"] == 2
