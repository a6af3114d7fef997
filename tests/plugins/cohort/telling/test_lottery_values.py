"""What decision letters say of the lottery: what it was decided by, what that is worth, and why, in the reader's form."""

from __future__ import annotations

import json

import pytest
from plugins.mail.office import Office

NAMED, FROZEN_ON, DRAWN_ON = "2008-05-02", "2008-06-10", "2008-06-14"
DRAW = ("source=public", "name=Lotto, lørdag 14. juni 2008", "day=2008-06-14", "numbers=3")


@pytest.fixture
def office(tmp_path, cli):
    """The office with a public draw in its call; 0301, 0821 and 1504 have the same score, and there are two places."""
    made = Office(tmp_path / "programme", cli)
    path = made.folder / "cohorts/P3.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("lottery_seed: x\n", ""), encoding="utf-8")
    for number in ("0301", "0821", "1504"):
        file = made.folder / f"applications/P3/{number}.yaml"
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("score:")]
        file.write_text("\n".join([*lines, "score: 5", ""]), encoding="utf-8")
    made.settings('transport = "mbox"\n')
    on(made, NAMED).run("cohort", "set", "P3", "draw", *DRAW)
    on(made, FROZEN_ON).run("cohort", "freeze", "P3")
    return made


def on(office, day):
    office.today = day
    return office


def told(office):
    """The applicants are told that the list is closed, and the journal gives the letters their numbers."""
    made = office.approved("list-closed", "--to", "applied:P3", "--about", "P3", "--name", "lukket")
    office.run("mail", "send", "lukket", "--confirm", made["email"])
    office.run("journal", "export")


def drawn(office):
    on(office, DRAWN_ON).run("cohort", "draw", "P3", "--value", "3 8 12")
    office.run("cohort", "admit", "P3", "--yes")
    return office


def letters(office, name):
    """The texts of a decision letter, planned to everybody it is for, by recipient."""
    to = {"waiting-list": "waitlisted"}.get(name, name)
    made = office.plan(name, "--to", f"{to}:P3", "--name", f"{name}-1")
    shown = [office.json("mail", "preview", f"{name}-1", "--letter", each["number"]) for each in made["letters"]]
    return {each["letters"][0]["key"]: " ".join(each["letters"][0]["text"].split()) for each in shown}


def frozen_fingerprint(office):
    return json.loads((office.folder / "freezes/P3-1.json").read_bytes())["fingerprint"]


def test_decision_letters_tell_the_draw_with_its_grounds_and_the_letter_before_it(office):
    told(office)
    drawn(office)
    admitted, waiting, rejected = (letters(office, name) for name in ("admitted", "waiting-list", "rejected"))
    assert (len(admitted), len(waiting), len(rejected)) == (2, 1, 1)
    for text in (*admitted.values(), *waiting.values(), *rejected.values()):
        assert "03-08-12" in text
        assert frozen_fingerprint(office) in text
    nb = [text for text in (*admitted.values(), *waiting.values()) if "Vennlig hilsen" in text]
    nn = [text for text in (*admitted.values(), *waiting.values()) if "Vennleg helsing" in text]
    assert nb
    assert nn
    for text in nb:
        assert "Vår vurdering av loddtrekningen: holdbar." in text
        assert "offentlig trekning, Lotto, lørdag 14. juni 2008, som ga 03-08-12." in text
        assert "Listen ble lukket 10. juni 2008 med fingeravtrykket" in text
        assert "sendt 10. juni 2008 til 3 kommuner, journalnummer 2008/" in text
    for text in nn:
        assert "Vår vurdering av loddtrekkinga: haldbar." in text
        assert "Lista vart lukka 10. juni 2008 med fingeravtrykket" in text
    assert "Det hadde ingenting å si for avslaget." in next(iter(rejected.values()))


def test_without_the_letter_the_decision_says_that_there_was_none(office):
    drawn(office)
    text = next(iter(letters(office, "waiting-list").values()))
    assert "brev med fingeravtrykket er send" in text


def test_a_lot_that_decided_nothing_is_not_spoken_of(office):
    on(office, FROZEN_ON).run("cohort", "set", "P3", "capacity", "3", "--why", "ein plass til")
    office.run("cohort", "freeze", "P3", "--why", "ein plass til")
    drawn(office)
    for text in (*letters(office, "admitted").values(), *letters(office, "rejected").values()):
        assert "oddtrek" not in text


def test_verify_knows_the_letter(office):
    told(office)
    drawn(office)
    draw = office.json("cohort", "verify", "P3")["draw"]
    assert draw["verdict"] == "sound"
    letter = draw["letter"]
    assert (letter["first"], letter["last"], letter["municipalities"]) == ("2008-06-10", "2008-06-10", 3)
    assert letter["journal"][0].startswith("2008/")
    assert "–" in letter["journal"][0]
    assert letter["documents"][0].startswith("08/2-")
    assert "journal number 2008/" in draw["grounds"][-1]
