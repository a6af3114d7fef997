"""``cohort verify --standalone``: freeze, draw, admit, and what is handed out then proves it without kvadmin."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from admission_proofs.page_runs import CHROMIUM, page_differences

from ..conftest import VALUE

DRAWN = "31 26 21 17 12 8 3"


@pytest.fixture
def admitted(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    return frozen


def checked(program, protocol, *options):
    command = [sys.executable, "-I", program, protocol, "--secret=-", *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_program_checks_the_protocol_of_the_folder(admitted, tmp_path):
    program, protocol = tmp_path / "check.py", admitted.folder / "protocols" / "P3-1.json"
    ran = admitted("cohort", "verify", "P3", "--standalone", program)
    assert f"Program: {program}" in ran.err
    fingerprint = admitted.json("cohort", "show", "P3")["freezes"][0]["fingerprint"]
    told = checked(program, protocol, f"--draw={DRAWN}", f"--fingerprint={fingerprint.upper()}")
    assert (told.returncode, told.stderr) == (0, "")
    assert "No difference: all 10 decisions" in told.stdout
    assert "Not proved" not in told.stdout
    other = checked(program, protocol, "--draw=1 2 3 4 5 6 7", f"--fingerprint={fingerprint}")
    assert (other.returncode, other.stdout.split(":")[0]) == (1, "DIFFERENCE  published draw")


def test_a_protocol_that_was_changed_by_hand_is_found(admitted, tmp_path):
    program, protocol = tmp_path / "check.py", tmp_path / "changed.json"
    admitted("cohort", "verify", "P3", "--standalone", program)
    document = json.loads((admitted.folder / "protocols" / "P3-1.json").read_bytes())
    document["decisions"][0]["name"] = "Another"
    protocol.write_text(json.dumps(document), encoding="utf-8")
    told = checked(program, protocol, "--draw=-", "--fingerprint=-")
    assert (told.returncode, told.stdout.split(":")[0]) == (1, "DIFFERENCE  hash of the whole")


def test_a_promotion_is_checked_too(admitted, tmp_path):
    admitted("cohort", "withdraw", "P3", "0101", "--reason", "withdrawn", "--on", "2008-06-12")
    admitted("cohort", "promote", "P3")
    program = tmp_path / "check.py"
    admitted("cohort", "verify", "P3", "--standalone", program)
    told = checked(program, admitted.folder / "protocols" / "P3-2.json", f"--draw={DRAWN}", "--fingerprint=-")
    assert told.returncode == 0, told.stdout
    assert "Not proved: what came after the list was closed." in told.stdout


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium, as .ci/debian-packages has it")
def test_the_page_has_the_protocol_in_it(admitted, tmp_path):
    page = tmp_path / "check.html"
    shown = admitted.json("cohort", "verify", "P3", "--standalone", page)
    assert shown["standalone"] == str(page)
    document = json.loads((admitted.folder / "protocols" / "P3-1.json").read_bytes())
    fingerprint = admitted.json("cohort", "show", "P3")["freezes"][0]["fingerprint"]
    text = page.read_text(encoding="utf-8")
    assert f'"sha256": "{document["sha256"]}"' in text
    brought = {"draw": DRAWN, "fingerprint": fingerprint}
    cases = [{"document": document, "cases": [{"patch": [], "brought": brought}]}]
    assert page_differences(text, cases, tmp_path) == [None]


def test_another_ending_is_refused_before_anything_is_done(admitted, tmp_path):
    said = admitted.refused("cohort", "verify", "P3", "--standalone", tmp_path / "check.txt", code=2)
    assert ".html (a page with the protocol in it)" in said
    assert not (tmp_path / "check.txt").exists()


def test_without_it_nothing_is_handed_out(admitted):
    assert admitted.json("cohort", "verify", "P3")["standalone"] is None
