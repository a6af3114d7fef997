"""The journal equals what stands in the letters, for random mailings; `benchmarks/mail_journal.py` does it for 1,000."""

from __future__ import annotations

import copy
import json
import random

import pytest
from plugins.mail.journal_truth import differences
from plugins.mail.office import server, smtp

CASES = ["", "08/2", "2008/00112", "08/113", "200800114", "Sak X"]
NUMBERS = ["", "", "", "08/2-{}", "{}", "2008/00112-00{}", "dok {}"]


def shaken(office, chance):
    """Applications with cases and numbers of their own, contacts without e-mail, addresses that are refused."""
    for at, number in enumerate(("0301", "0821", "1504", "1867"), 5):
        for name, values in (("case_number", CASES), ("document_number", NUMBERS)):
            if value := chance.choice(values):
                office.run("application", "set", "P3", number, name, value.format(at))
    for path in (office.folder / "municipalities").iterdir():
        text = path.read_text(encoding="utf-8")
        line = next((line for line in text.splitlines() if "email:" in line), "")
        said = chance.choice([line, line, "", line.replace("email: ", "email: bad5.")])
        path.write_text(text.replace(line, said) if line else text, encoding="utf-8")


def one_mailing(office, chance, number):
    joint = ("--each", "joint") if chance.random() < 0.25 else ()
    attached = office.write("vedlegg.txt", f"vedlegg {number}")
    more = ("--attach", attached) if chance.random() < 0.5 else ()
    if chance.random() < 0.3:
        more += ("--case", chance.choice(CASES[1:]))
    to = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--round", str(number), "--name", f"m{number}")
    ran = office.run("mail", "plan", "invitation", *to, *joint, *more, "--format", "json", code=None)
    if ran.code or chance.random() < 0.2:  # a joint letter needs an address of everybody
        return
    plan, frozen = ran.json, json.loads((office.folder / "outbox" / f"m{number}" / "plan.json").read_bytes())
    by_email = sum(each["channel"] == "email" for each in frozen["letters"])
    office.run("mail", "approve", plan["hash"])
    way = chance.choice(["send", "send", "drafts", "post only", "nothing"])
    if way == "send" and by_email:
        ran = office.run("mail", "send", f"m{number}", "--confirm", by_email, code=None)
        assert ran.code in (0, 1), ran.err
    elif way == "drafts" and by_email:
        office.run("mail", "drafts", f"m{number}")
    if chance.random() < 0.6:
        office.run("mail", "print", f"m{number}", "--posted", "2008-06-11", code=None)


@pytest.mark.parametrize("seed", range(4))
def test_the_journal_equals_the_letters(office, tmp_path, seed):
    chance = random.Random(seed)
    shaken(office, chance)
    before = {}
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        for number in range(1, 5):
            one_mailing(office, chance, number)
            documents = office.json("journal", "export")["documents"]
            assert differences(office.folder, documents) == []
            given = {row["place"]: (row["year"], row["sequence"]) for row in documents if row["sequence"]}
            assert {place: given.get(place) for place in before} == before
            before = given
    assert before


def test_the_comparison_can_fail(office):
    office.approved("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    office.run("mail", "drafts", "call")
    documents = office.json("journal", "export")["documents"]
    assert differences(office.folder, documents) == []
    for name, value in (
        ("reference", "08/2-99"), ("recipient", "Andre"), ("copies", []), ("subject", "x"), ("status", "refused"),
        ("place", "outbox/call/99"), ("sequence", 1),
    ):  # fmt: skip
        wrong = copy.deepcopy(documents)
        for row in [row for row in wrong if row["direction"] == "out"][:2]:
            row[name] = value
        assert differences(office.folder, wrong), name
