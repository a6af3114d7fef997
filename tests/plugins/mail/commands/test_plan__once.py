"""A letter goes once for what it is about: told again where it is another matter, never twice where it is the same."""

from __future__ import annotations

import json

import pytest
from plugins.mail.kit import delivered
from plugins.mail.office import CONTENT, Office, server, smtp

OSLO, DESK = "ase@oslo.example", "post@oslo.example"


@pytest.fixture
def sending(office, tmp_path):
    """The programme, decided, with a server: ``sending(words, …)`` plans, approves and sends; then what it took."""
    office.admit()
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        yield Sending(office, captured)


class Sending:
    def __init__(self, office: Office, captured) -> None:
        self.office, self._captured = office, captured

    def send(self, *words: object) -> dict:
        made = self.office.plan(*words)
        self.office.run("mail", "approve", made["hash"])
        if made["email"]:
            self.office.run("mail", "send", made["mailing"], "--confirm", made["email"])
        return made

    @property
    def took(self) -> dict[str, int]:
        return {a: n for a, n in delivered(self._captured).items() if a != "ks@ks.example"}

    def left_out(self, *words: object) -> list[dict]:
        """Everybody is left out: nothing is written, and each is named with why and what would send it."""
        ran = self.office.run("mail", "plan", *words, code=1)
        assert "left out" in ran.err
        return ran.err


def test_who_is_rejected_in_two_cohorts_is_told_twice(sending):
    office = sending.office
    office.run("contact", "set", "1867", "project-leader", "email", "per@bo.example")
    office.write(
        "cohorts/P4.yaml",
        "id: P4\nname: Pulje 4\ndeadline: 2008-11-20\nsupplement_deadline: 2008-12-20\nstart: 2009-02-02\n"
        "capacity: 2\nlottery_seed: y\ncase_number: 08/9\n",
    )
    office.write(
        "applications/P4/1867.yaml",
        "cohort: P4\nmunicipality: '1867'\nstate: incomplete\nreceived: 2008-11-02T00:00:00\n"
        + CONTENT.replace("  timetable: Start i september\n", "")
        + "score: 1\n",
    )
    sending.send("rejected", "--to", "rejected:P3")
    office.today = "2009-01-10"
    office.run("cohort", "admit", "P4", "--yes")
    sending.send("rejected", "--to", "rejected:P4")
    assert sending.took == {"per@bo.example": 2}
    assert "1867" in sending.left_out("rejected", "--to", "rejected:P4", "--name", "igjen")


def test_a_second_gathering_is_invited_to(sending):
    office = sending.office
    for name, day in (("oppstart", "2008-08-27"), ("samling-2", "2008-11-05")):
        office.run("gathering", "new", name, "--name", name, "--from", day, "--cohort", "P3", "--place", "Oslo")
        sending.send("startup-gathering", "--to", "cohort:P3", "--about", name)
    assert sending.took == {OSLO: 2, "knut@bo.example": 2}
    assert "0301" in sending.left_out(
        "startup-gathering", "--to", "cohort:P3", "--about", "samling-2", "--name", "igjen"
    )


def test_a_new_project_leader_gets_no_second_decision(sending):
    office = sending.office
    sending.send("admitted", "--to", "admitted:P3")
    office.run("contact", "remove", "0301", "project-leader", "--yes")
    office.run("contact", "add", "0301", "Odd Ny", "--role", "project-leader", "--email", "odd@oslo.example")
    said = sending.left_out("admitted", "--to", "admitted:P3", "--name", "igjen")
    assert "0301" in said
    assert "0821" in said
    assert sending.took == {OSLO: 1, "knut@bo.example": 1}


@pytest.mark.parametrize("order", [("municipality", "contact"), ("contact", "municipality")])
def test_no_address_of_a_municipality_gets_a_letter_twice_however_it_is_cut(sending, order):
    office = sending.office
    office.run("contact", "add", "0301", "Postmottak", "--role", "mail-desk", "--email", DESK)
    office.run("contact", "add", "0301", "Ordføreren", "--role", "mayor", "--email", OSLO.upper())  # the same address
    words = ("invitation", "--to", "municipality:0301", "--about", "P3")
    first = sending.send(*words, "--each", order[0], "--name", "a")
    reached = dict(sending.took)
    assert reached == ({DESK: 1} if order[0] == "municipality" else dict.fromkeys(reached, 1))
    ran = office.run("mail", "plan", *words, "--each", order[1], "--name", "b", "--format", "json", code=None)
    if ran.code == 0:
        made = json.loads(ran.out)
        office.run("mail", "approve", made["hash"])
        office.run("mail", "send", "b", "--confirm", made["email"])
    folded = [address.casefold() for address, number in sending.took.items() for _ in range(number)]
    assert len(folded) == len(set(folded)), folded
    assert first["count"] >= 1


def test_an_address_that_two_municipalities_share_is_named_and_gets_both(sending):
    office = sending.office
    office.run("contact", "set", "1504", "project-leader", "email", OSLO)
    words = ("invitation", "--to", "municipality:0301,1504", "--about", "P3", "--each", "municipality")
    words = ("invitation", "--to", "(municipality:0301 or municipality:1504)", "--about", "P3")
    made = sending.send(*words)
    assert sorted(letter["key"] for letter in made["letters"]) == ["0301", "1504"]
    told = json.dumps(made["warnings"], ensure_ascii=False)
    assert OSLO in told
    assert "0301" in told
    assert "1504" in told
    assert sending.took == {OSLO: 2}


@pytest.mark.parametrize("letter", ["admitted", "rejected", "waiting-list"])
def test_a_decision_goes_to_a_municipality_never_to_each_contact(sending, letter):
    which = {"admitted": "admitted:P3", "rejected": "rejected:P3", "waiting-list": "waitlisted:P3"}[letter]
    ran = sending.office.run("mail", "plan", letter, "--to", which, "--each", "contact", code=2)
    assert "--each" in ran.err
    made = sending.office.plan(letter, "--to", which)
    assert {row["key"] for row in made["letters"]} <= {"0301", "0821", "1504", "1867"}


def test_everybody_left_out_is_listed_with_why_and_what_would_send_it(sending):
    office = sending.office
    some = ("invitation", "--to", "(municipality:0301 or municipality:0821)", "--about", "P3", "--name", "a")
    sending.send(*some)
    every = ("invitation", "--to", "applied:P3", "--about", "P3", "--name", "b")
    made = office.plan(*every)
    assert sorted(row["recipient"][:4] for row in made["left_out"]) == ["0301", "0821"]
    for row in made["left_out"]:
        assert "invitation" in row["why"]
        assert "2008-06-10" in row["why"] or "10.06.2008" in row["why"] or "in a" in row["why"], row
        assert "--round" in json.dumps(row) or "settle" in json.dumps(row), row
    assert sorted(row["key"][:4] for row in made["letters"]) == ["1504", "1867"]
    said = sending.left_out(*some[:-1], "c")
    assert "--round" in said or "settle" in said


def test_an_indicators_period_is_a_subject_matter_of_its_own(sending):
    office = sending.office
    office.write("indicators.yaml", "indicators:\n  - id: sykefravaer\n    nb: Sykefravær\n    nn: Sjukefråvær\n")
    for form, ask in (("nb", "Vi venter på"), ("nn", "Vi ventar på")):
        text = f'---\nsubject: "{{{{ indicator.name }}}} {{{{ indicator.period }}}}"\n---\n{ask} tallene.\n'
        office.write(f"letters/tall.{form}.md", text)
    some = ("tall", "--to", "municipality:0301")
    first = sending.send(*some, "--about", "sykefravaer/2008-Q1", "--name", "a")
    assert first["letters"][0]["subject"].startswith("Sykefravær ")
    assert "has had tall" in sending.left_out(*some, "--about", "sykefravaer/1. kvartal 2008", "--name", "b")
    assert sending.send(*some, "--about", "sykefravaer/2008-Q2", "--name", "c")["count"] == 1
    assert "--about" in office.run("mail", "plan", *some, "--about", "ukjent/2008-Q2", code=4).err
    office.run("mail", "plan", *some, "--about", "sykefravaer/2008-13", code=3)
