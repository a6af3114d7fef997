"""``cohort verify``: what the draw is worth and why, and a protocol that is not what was written."""

from __future__ import annotations

import json

import pytest

from kvadmin.plugins.cohort.admission.hashed_content import content_hash

from ..conftest import AFTER, FROZEN_ON, NAMED, SEED, VALUE, draw_words


@pytest.fixture
def admitted(frozen):
    """Drawn and admitted, with nothing against it."""
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    return frozen


def codes(draw):
    return [each["code"] for each in draw["reasons"]]


def verified(programme, *words, code=0):
    return programme.json("cohort", "verify", "P3", *words, code=code)


def tampered(programme, change, *, rehash=False):
    """The protocol with a change, beside the folder; ``rehash``: its own hash made right again."""
    document = json.loads((programme.folder / "protocols/P3-1.json").read_text(encoding="utf-8"))
    change(document)
    if rehash:
        document.pop("sha256")
        document["sha256"] = content_hash(document)
    file = programme.folder.with_name("protocol.json")
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_a_sound_draw_says_why(admitted):
    shown = verified(admitted)
    draw = shown["draw"]
    assert (shown["identical"], draw["verdict"], draw["after_freeze"], draw["letter"]) == (True, "sound", [], None)
    assert codes(draw) == ["public", "frozen-before", "unchanged", "drawn", "days-given", "rests-without-letter"]
    assert draw["grounds"][0] == (
        "The source is a public draw, Lotto, lørdag 7. juni 2008. It was named on 2008-05-01, no later than the "
        "deadline, 2008-05-20."
    )
    assert draw["fingerprint"] == admitted.json("cohort", "show", "P3")["freezes"][-1]["fingerprint"]
    table = admitted("cohort", "verify", "P3").out
    assert "The draw is sound" in table
    assert all(each in table for each in draw["grounds"])
    assert draw["fingerprint"] in table


@pytest.mark.parametrize(
    ("language", "title", "ground"),
    [
        ("nb", "Trekningen er holdbar", "Kilden er en offentlig trekning"),
        ("nn", "Trekkinga er haldbar", "Kjelda er ei offentleg trekking"),
    ],
)
def test_the_screen_says_why_in_its_own_language(admitted, monkeypatch, language, title, ground):
    english = verified(admitted)
    monkeypatch.setenv("KVADMIN_LANG", language)
    assert verified(admitted) == english
    said = admitted("cohort", "verify", "P3").out
    assert title in said
    assert ground in said
    assert not any(each in said for each in english["draw"]["grounds"])


def test_the_protocol_keeps_what_the_draw_was_worth(admitted):
    draw = json.loads((admitted.folder / "protocols/P3-1.json").read_text(encoding="utf-8"))["draw"]
    assert (draw["source"], draw["value"], draw["secret"], draw["substitute"]) == ("public", VALUE, "", False)
    assert (draw["named"]["named"], draw["named"]["numbers"]) == (NAMED, 7)
    assert [(each["on"], each["seed"]) for each in draw["draws"]] == [(AFTER, VALUE)]
    assert (draw["freeze"]["number"], draw["freeze"]["on"]) == (1, FROZEN_ON)
    now = verified(admitted)["draw"]
    assert {key: draw[key] for key in ("verdict", "grounds", "reasons", "after_freeze", "letter")} == {
        key: now[key] for key in ("verdict", "grounds", "reasons", "after_freeze", "letter")
    }


def test_who_changed_what_after_the_freeze_is_listed(frozen):
    frozen("application", "set", "P3", "0602", "score", "8", "--why", "the second reader")
    frozen("cohort", "set", "P3", "note", "nothing that decides")
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    shown = verified(frozen)
    (change,) = shown["draw"]["after_freeze"]
    assert shown["identical"]
    assert shown["draw"]["verdict"] == "changed"
    assert (change["what"], change["who"], change["why"], change["command"]) == (
        "0602: the score: 7 → 8", "Test Person", "the second reader", "application set",
    )  # fmt: skip
    (ground,) = [each for each in shown["draw"]["grounds"] if "0602" in each]
    assert ground.startswith("Not as it was when the list was closed: 0602: the score: 7.00 → 8.00 (")
    assert ground.endswith(", Test Person; reason: the second reader).")
    table = frozen("cohort", "verify", "P3").out
    assert "Changed after the freeze" in table
    assert "the second reader" in table
    beside = table.partition("Ground\n")[2].splitlines()
    assert "Not as it was when the list was closed" in beside[1], "what is against the draw comes first"


def test_a_correction_before_any_look_is_weak_and_named_with_its_reason(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE.replace("31", "32"))
    frozen("cohort", "draw", "P3", "--value", VALUE, "--why", "typed 32 for 31")
    frozen("cohort", "admit", "P3")
    draw = verified(frozen)["draw"]
    (ground,) = [each for each in draw["grounds"] if "corrected" in each]
    assert draw["verdict"] == "weak"
    assert f"by Test Person, from {VALUE.replace('31', '32')} to {VALUE}, before any admission" in ground
    assert ground.endswith("reason: typed 32 for 31.")


def test_a_change_without_an_effect_is_said_and_is_against_nothing(frozen):
    frozen("cohort", "set", "P3", "deadline", "2008-05-21", "--why", "a public holiday")
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    draw = verified(frozen)["draw"]
    assert (draw["verdict"], [each["about"] for each in draw["after_freeze"]]) == ("sound", ["deadline"])
    assert "no-effect" in codes(draw)


def test_a_draw_corrected_after_the_admission_is_found_and_what_it_gives_stays_unseen(admitted):
    other = "01-02-03-04-05-06-07"
    admitted("cohort", "draw", "P3", "--value", other, "--why", "typed wrong")
    shown = verified(admitted, code=1)
    assert shown["draw"]["verdict"] == "changed"
    assert {"draw-corrected-after", "other-seed"} <= {*codes(shown["draw"])}
    assert f"the lottery seed: was {VALUE}, is now {other}" in shown["differences"]
    assert "the protocol says that the draw is sound, by the history it is changed" in shown["differences"]
    assert not [each for each in shown["differences"] if each[:4].isdigit()], "whom the new draw admits is not told"
    admitted("cohort", "admit", "P3", "--dry-run")  # whoever wants to know leaves a trace
    assert [each for each in verified(admitted, code=1)["differences"] if each[:4].isdigit()]


def test_a_protocol_from_elsewhere_does_not_show_what_the_draw_gives(ten, tmp_path):
    """A dry run by a fixed seed, then a draw: beside that protocol verify would say who is admitted now."""
    file = tmp_path / "fixed.json"
    ten("cohort", "admit", "P3", "--dry-run", "--save-protocol", file)
    ten.on(NAMED)("cohort", "set", "P3", "draw", *draw_words())
    ten.on(FROZEN_ON)("cohort", "freeze", "P3")
    ten.on(AFTER)("cohort", "draw", "P3", "--value", VALUE)
    shown = verified(ten, "--protocol", file, code=1)
    assert f"the lottery seed: was {SEED}, is now {VALUE}" in shown["differences"]
    assert not [each for each in shown["differences"] if each[:4].isdigit()]
    assert ten.json("cohort", "show", "P3")["tried"] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda each: each["decisions"][0].update(name="Moss"), "does not give its sha256"),
        (lambda each: each.pop("sha256"), "does not give its sha256"),
        (
            lambda each: each["points"][0].update(score="9.5"),
            "the points in the protocol give 9.50, its inputs say 9.00",
        ),
        (lambda each: each["points"].pop(0), "0101: the points in the protocol give none, its inputs say 9.00"),
        (lambda each: each["points"][0].update(score="many"), "the points in the protocol cannot be read"),
        (lambda each: each.update(points=3), "the points in the protocol cannot be read"),
        (
            lambda each: each.update(unfilled=["region:Nord=1.."]),
            "what keeps places empty: the protocol says region:Nord",
        ),
        (
            lambda each: each["draw"].update(value="01-02-03-04-05-06-07"),
            "the value that was drawn: the protocol says 01",
        ),
        (
            lambda each: each["draw"].update(verdict="weak"),
            "the protocol says that the draw is weak, by the history it is",
        ),
        (
            lambda each: each["draw"]["named"].update(named="2008-04-01"),
            "what the call names as its draw: the protocol",
        ),
        (lambda each: each["draw"]["freeze"].update(fingerprint="00"), "the freeze: the protocol says number 1"),
        (lambda each: each["draw"].update(draws=[]), "the draws that were entered: the protocol says none"),
    ],
)
def test_a_protocol_that_was_changed_is_found(admitted, change, told):
    rehash = "sha256" not in told
    shown = verified(admitted, "--protocol", tampered(admitted, change, rehash=rehash), code=1)
    assert [each for each in shown["differences"] if told in each], shown["differences"]
    assert [each for each in shown["differences"] if "sha256" in each] == ([] if rehash else shown["differences"])


def test_a_protocol_of_before_is_read_as_it_was(ten):
    """Protocols of version 0.1 have neither points nor a draw nor a hash over the whole."""
    ten("cohort", "admit", "P3")

    def as_before(document):
        for key in ("points", "unfilled", "draw", "sha256"):
            del document[key]

    shown = verified(ten, "--protocol", tampered(ten, as_before))
    assert (shown["identical"], shown["draw"]["verdict"], codes(shown["draw"])) == (
        True,
        "weak",
        ["fixed", "rests-on-history"],
    )


def test_the_protocol_saved_again_is_the_same(admitted, tmp_path):
    admitted("cohort", "admit", "P3", "--save-protocol", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (admitted.folder / "protocols/P3-1.json").read_bytes()


def test_promotions_are_judged_by_the_same_draw(admitted):
    number = admitted.admitted("cohort", "admit", "P3")[0]
    admitted.on("2008-06-20")("cohort", "withdraw", "P3", number, "--reason", "withdrawn", "--why", "no money")
    admitted("cohort", "promote", "P3")
    shown = verified(admitted)
    assert (shown["protocol"], shown["identical"], shown["draw"]["verdict"]) == ("protocols/P3-2.json", True, "sound")
    admitted("application", "set", "P3", "1421", "score", "9")
    number = admitted.admitted("cohort", "promote", "P3", "--dry-run")[0]
    admitted("cohort", "withdraw", "P3", number, "--reason", "withdrawn", "--why", "no money")
    admitted("cohort", "promote", "P3")
    draw = verified(admitted)["draw"]
    assert (draw["verdict"], [each["what"] for each in draw["after_freeze"]]) == ("changed", ["1421: the score: 2 → 9"])


def test_an_admission_without_a_lot_and_without_a_draw(drawn):
    drawn("cohort", "set", "P3", "capacity", 10)
    drawn("cohort", "freeze", "P3")
    drawn("cohort", "admit", "P3")
    draw = verified(drawn)["draw"]
    assert (draw["verdict"], "not-drawn" in codes(draw)) == ("weak", True)


def test_a_folder_that_lost_its_history_cannot_say_what_came_before_what(admitted):
    for file in (admitted.folder / "history").iterdir():
        file.unlink()
    draw = verified(admitted, code=1)["draw"]
    assert (draw["verdict"], codes(draw).count("history-silent")) == ("weak", 4)
