"""Whatever the screen speaks, the same is kept and the same letters are held; what was kept is shown in its language."""

from __future__ import annotations

import json

import pytest

NAME = "utsending"


@pytest.fixture
def norwegian(office, monkeypatch):
    office.admit()
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    return office


def test_why_a_letter_was_held_is_kept_in_english_and_told_in_norwegian(norwegian):
    made = norwegian.plan("admitted", "--to", "cohort:P3", "--about", "P3", "--name", NAME)
    norwegian.run("mail", "approve", made["hash"])
    norwegian.run("mail", "suppression", "add", "ase@oslo.example")
    norwegian.run("mail", "drafts", NAME, "--skip-changed", code=None)
    log = (norwegian.folder / "outbox" / NAME / "send.jsonl").read_text(encoding="utf-8")
    held = [json.loads(line) for line in log.splitlines() if '"held"' in line]
    assert [each["why"] for each in held] == ["address suppressed: ase@oslo.example: is on the suppression list"]
    shown = norwegian.run("mail", "status", NAME).out
    assert "adressen er sperret: ase@oslo.example: er på sperrelisten" in shown
    assert "suppress" not in shown


def test_a_letter_by_post_is_held_for_an_address_that_is_known_now(norwegian):
    norwegian.run("contact", "set", "0301", "project-leader", "email", "")
    made = norwegian.plan("admitted", "--to", "cohort:P3", "--about", "P3", "--name", NAME)
    norwegian.run("contact", "set", "0301", "project-leader", "email", "ase@oslo.example")
    assert "sendt med: post er nå e-post" in norwegian.run("mail", "approve", made["hash"], code=5).out


def test_the_reason_of_a_letter_by_post_is_told_again(norwegian, monkeypatch):
    norwegian.run("mail", "suppression", "add", "ase@oslo.example", "--reason", "vil ha brev")
    norwegian.run("mail", "plan", "admitted", "--to", "cohort:P3", "--about", "P3", "--name", NAME)
    assert '<html lang="nb">' in (norwegian.folder / "outbox" / NAME / "index.html").read_text(encoding="utf-8")
    monkeypatch.setenv("KVADMIN_LANG", "nn")
    shown = norwegian.run("mail", "print", NAME, "--out", "post.docx", "--without-address").out
    assert "ingenting blir sendt med e-post til ase@oslo.example: vil ha brev" in shown
