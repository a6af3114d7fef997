"""The acceptance scenarios of ../shared/cases/mail, judged by their own verify.py; and further ones of the same form."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from plugins.mail.cases import drive
from plugins.mail.kit import accepted, delivered

CASES = Path(os.environ.get("KVADMIN_MAIL_CASES", Path(__file__).resolve().parents[4] / "shared/cases/mail"))
FOUND = sorted(CASES.glob("*.json"))


@pytest.mark.skipif(
    not FOUND,
    reason="no folder ../shared with the reference set beside this checkout; test_as_received.py has own cases",
)
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_shared_scenario(path, tmp_path):
    captured, output, status = drive(json.loads(path.read_text(encoding="utf-8")), tmp_path)
    judge = [sys.executable, CASES / "verify.py", path, captured, output, str(status)]
    done = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr + output.read_text(encoding="utf-8")


BASE = {
    "template": {
        "from_": "Sekretariatet <sekretariatet@program.example>",
        "to": "{{ name }} <{{ email }}>",
        "nb": {"subject": "Invitasjon til {{ kommune }}", "body": "Frist: {{ frist }}.\n"},
        "nn": {"subject": "Invitasjon til {{ kommune }}", "body": "Frist: {{ frist }}.\n"},
    },
    "recipients": [
        {"email": "a@x.example", "name": "A", "kommune": "Askim", "maalform": "nb", "frist": "1. juni"},
        {"email": "b@x.example", "name": "B", "kommune": "Bodø", "maalform": "nn", "frist": "1. juni"},
    ],
    "files": {},
    "server": {},
    "runs": 1,
}


def changed(**more: object) -> dict:
    case = copy.deepcopy(BASE)
    for key, value in more.items():
        case[key] = {**case[key], **value} if isinstance(value, dict) and isinstance(case.get(key), dict) else value
    return case


def second(**fields: object) -> list[dict]:
    rows = copy.deepcopy(BASE["recipients"])
    rows[1].update(fields)
    return rows


NOTHING_SENT = {
    "empty cell": (changed(recipients=second(frist="")), ["2/b@x.example", "empty-field", "frist"]),
    "None": (changed(recipients=second(frist=None)), ["2/b@x.example", "frist is empty"]),
    "the word None": (changed(recipients=second(frist="None")), ["frist says 'None'"]),
    "undefined": (
        changed(recipients=[{k: v for k, v in r.items() if k != "frist"} for r in BASE["recipients"]]),
        ["frist is not defined"],
    ),
    "no address": (changed(recipients=second(email="")), ["2/", "email is empty"]),
    "two addresses in one cell": (
        changed(recipients=second(email="b@x.example, c@x.example")),
        ["b@x.example, c@x.example"],
    ),
    "shell": (
        changed(
            template={
                "nb": {"subject": "x", "body": "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}"}
            }
        ),
        ["forbidden"],
    ),
    "missing attachment": (
        changed(template={"attachments": ["vedlegg {{ kommune }}.pdf"]}, files={"vedlegg Askim.pdf": "x"}),
        ["vedlegg Bodø.pdf"],
    ),
    "empty attachment": (changed(template={"attachments": ["v.pdf"]}, files={"v.pdf": ""}), ["'v.pdf' is empty"]),
    "attachment elsewhere": (changed(template={"attachments": ["../job.json"]}), ["there is no file '../job.json'"]),
    "attachment through a value": (
        changed(template={"attachments": ["{{ kommune }}"]}, recipients=second(kommune="../job.json")),
        ["no file name"],
    ),
    "unknown form": (changed(recipients=second(maalform="klingon")), ["klingon"]),
}


@pytest.mark.parametrize("name", NOTHING_SENT)
def test_a_wrong_row_or_letter_stops_the_whole_mailing_and_is_named(name, tmp_path):
    case, words = NOTHING_SENT[name]
    captured, output, status = drive(case, tmp_path)
    told = output.read_text(encoding="utf-8")
    assert status != 0
    assert not accepted(captured)
    assert "Traceback" not in told
    assert all(word in told for word in words), told
    assert not list(tmp_path.rglob("pwned"))


def test_the_same_address_in_other_letters_gets_one_letter(tmp_path):
    rows = [BASE["recipients"][0], {**BASE["recipients"][0], "email": "A@X.example"}, BASE["recipients"][1]]
    captured, output, _ = drive(changed(recipients=rows), tmp_path)
    assert {a.lower(): n for a, n in delivered(captured).items()} == {"a@x.example": 1, "b@x.example": 1}
    assert "duplicate" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", ["drop", "acceptdrop"])
def test_a_fault_and_a_second_run(fault, tmp_path):
    captured, output, status = drive(changed(server={fault: 1}, runs=2), tmp_path)
    assert status != 0
    assert "unknown: 1/a@x.example" in output.read_text(encoding="utf-8")
    assert delivered(captured)["b@x.example"] == 1
    assert delivered(captured)["a@x.example"] <= 1
