"""The letter "the list is closed": only after a freeze and before the draw, once per freeze, and asked for by status."""

from __future__ import annotations

import pytest

FIRST, SECOND = "a1" * 32, "b2" * 32
#: The applicants of the office, all four; one has no e-mail address.
APPLIED = ("0301", "0821", "1504", "1867")
PUBLIC = """\
draw:
  source: public
  named: 2008-05-02
  name: Lotto, lørdag 14. juni 2008
  day: 2008-06-14
  numbers: 7
  ignored: tilleggstall
"""


def freezes(*fingerprints: str) -> str:
    rows = [
        f"  - number: {number}\n    on: 2008-06-{9 + number:02d}\n    fingerprint: {each}\n    file: freezes/P3-{number}.json\n"
        for number, each in enumerate(fingerprints, 1)
    ]
    return "freezes:\n" + "".join(rows) if rows else ""


@pytest.fixture
def closed(office):
    """The office with a call that names a public draw, and a way to write its freezes."""
    plain = (office.folder / "cohorts/P3.yaml").read_text(encoding="utf-8").replace("lottery_seed: x\n", "")

    def close(*fingerprints: str, more: str = "") -> None:
        office.write("cohorts/P3.yaml", plain + PUBLIC + freezes(*fingerprints) + more)

    close()
    office.close = close
    return office


def planned(office, name="m"):
    return office.plan("list-closed", "--to", "applied:P3", "--name", name)


def refusal(office):
    made = office.json("mail", "plan", "list-closed", "--to", "applied:P3", code=1)
    assert not (office.folder / "outbox").exists()
    return {each["text"] for each in made["problems"]}


def texts(office, name="m"):
    return {each["key"]: each["text"] for each in office.json("mail", "preview", name)["letters"]}


def asked_for(office):
    actions = office.json("status")["needs_action"]
    return [(each["text"], each["command"]) for each in actions if each["key"] == "freeze-untold"]


def test_without_a_freeze_there_is_nothing_to_tell_and_the_command_is_named(closed):
    assert refusal(closed) == {"the list is not closed yet: kvadmin cohort freeze P3"}
    assert asked_for(closed) == []


def test_the_letter_says_the_fingerprint_and_which_draw_decides_in_which_form(closed):
    closed.close(FIRST)
    assert planned(closed)["count"] == 4
    letters = [closed.json("mail", "preview", "m", "--letter", str(n))["letters"][0]["text"] for n in range(1, 5)]
    assert all(FIRST in text for text in letters)
    bokmal = next(text for text in letters if "Vennlig hilsen" in text)
    nynorsk = next(text for text in letters if "Vennleg helsing" in text)
    assert "Lotto, lørdag 14. juni 2008" in bokmal
    assert "sju" not in bokmal
    assert "7 tall i stigende rekkefølge, 2 siffer i hvert tall, «-» mellom tallene" in " ".join(bokmal.split())
    assert "7 tal i stigande rekkjefølgje, 2 siffer i kvart tal, «-» mellom tala" in " ".join(nynorsk.split())
    assert "Dette regnes ikke med: tilleggstall." in bokmal
    assert "på nytt. Har dere fått et tidligere" not in " ".join(bokmal.split())
    for other in ("Oslo", "Ålesund"):  # who has applied is told to nobody
        assert sum(other in text for text in letters) == 1, other


def test_after_the_draw_or_the_admission_the_letter_is_too_late(closed):
    draw = "draws:\n  - on: 2008-06-14\n    seed: 03-08\n    value: 03-08\n"
    closed.close(FIRST, more=draw)
    assert refusal(closed) == {"the draw of P3 is known, or it is decided: this letter is for before that"}
    assert asked_for(closed) == []
    closed.close(FIRST, more="lottery_seed: x\n")
    closed.admit()
    assert refusal(closed) == {"the draw of P3 is known, or it is decided: this letter is for before that"}
    assert asked_for(closed) == []


def test_only_applicants_are_told(closed):
    closed.close(FIRST)
    closed.run("application", "withdraw", "P3", "1504", "--yes")
    made = closed.json("mail", "plan", "list-closed", "--to", "cohort:P3 or municipality:1504", code=None)
    assert made["problems"][0]["text"] == "has no application to P3 that stands"
    assert {each["key"] for each in planned(closed)["letters"]} == {"0301", "0821", "1867"}


def test_a_planned_letter_is_held_when_the_list_is_closed_again_and_the_new_one_may_go(closed, tmp_path):
    closed.close(FIRST)
    first = closed.approved("list-closed", "--to", "applied:P3", "--name", "m")
    assert asked_for(closed) == []
    closed.close(FIRST, SECOND)
    assert asked_for(closed) == [
        (
            "P3: 4 applicants have no letter with the fingerprint of the closed list (freeze 2)",
            "kvadmin mail plan list-closed --to applied:P3 --about P3",
        )
    ]
    closed.settings('transport = "mbox"\n')
    ran = closed.run("mail", "send", "m", "--confirm", first["email"], code=None)
    assert "the list was closed again: it has another fingerprint than this letter" in ran.out + ran.err
    assert planned(closed, "again")["count"] == 4
    assert asked_for(closed) == []
    text = closed.json("mail", "preview", "again", "--letter", "1")["letters"][0]["text"]
    assert SECOND in text
    assert FIRST not in text
    assert "på nytt" in text


def test_who_has_had_the_letter_of_one_freeze_gets_that_of_the_next_and_no_letter_twice(closed):
    closed.close(FIRST)
    made = closed.approved("list-closed", "--to", "applied:P3", "--name", "m")
    closed.settings('transport = "mbox"\n')
    closed.run("mail", "send", "m", "--confirm", made["email"])
    ran = closed.run("mail", "plan", "list-closed", "--to", "applied:P3", "--name", "twice", code=None)
    assert "has had list-closed about P3" in ran.out + ran.err
    closed.close(FIRST, SECOND)
    assert planned(closed, "again")["count"] == 4


def test_a_letter_about_a_draw_is_not_sent_after_its_day(closed):
    closed.close(FIRST)
    made = closed.approved("list-closed", "--to", "applied:P3", "--name", "m")
    closed.settings('transport = "mbox"\n')
    closed.today = "2008-06-15"
    ran = closed.run("mail", "send", "m", "--confirm", made["email"], code=None)
    assert "draw.day 2008-06-14 is past" in ran.out + ran.err


def test_the_journal_names_the_fingerprint(closed):
    closed.close(FIRST)
    made = closed.approved("list-closed", "--to", "applied:P3", "--name", "m")
    closed.settings('transport = "mbox"\n')
    closed.run("mail", "send", "m", "--confirm", made["email"])
    letters = [each for each in closed.json("journal", "export")["documents"] if each["direction"] == "out"]
    assert {each["fingerprint"] for each in letters} == {FIRST}
    assert all(each["remark"].startswith(f"fingeravtrykk {FIRST}") for each in letters)
    others = [each for each in closed.json("journal", "export")["documents"] if each["direction"] == "in"]
    assert {each["fingerprint"] for each in others} == {""}
