"""``visit add``, ``set`` and ``remove``."""

from __future__ import annotations

import pytest


def one(kit, *words):
    return kit.json(*words)["visit"]


def test_one_line_is_enough(done, noted):
    done("visit", "add", "0415", "--by", "Kari Nordmann", "--how", "phone", "Ville vite mer")
    assert one(noted, "visit", "show", "5") == {
        "id": "5", "day": "2008-06-10", "municipality": "0415", "name": "Løten", "how": "phone",
        "who": "Kari Nordmann", "spoken_with": "", "minutes": None, "held": True, "note": "Ville vite mer",
        "agreed": "",
    }  # fmt: skip
    assert noted.files()["visits/5.yaml"].decode() == (
        "id: '5'\nmunicipality: '0415'\nday: 2008-06-10\nwho: Kari Nordmann\nheld: true\nnote: Ville vite mer\n"
        "how: phone\n"
    )


def test_words_need_no_quotation_marks(noted):
    assert one(noted, "visit", "add", "Løten", "--how", "tlf", "Ville", "vite", "mer")["note"] == "Ville vite mer"


def test_without_by_it_is_who_runs_the_command(noted):
    assert one(noted, "visit", "add", "0415", "--how", "e-post")["who"] == "Test"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        (["--on", "2008-06-09"], True),
        (["--on", "10.06.2008"], True),
        (["--on", "2008-06-11"], False),
        (["--planned"], False),
        (["--on", "2008-06-09", "--planned"], False),
    ],
)
def test_what_is_to_come_is_planned(noted, words, held):
    ran = noted.run("visit", "add", "0415", "--how", "visit", "Hos dem", *words)
    assert ("held yes" in ran.err) is not held
    assert one(noted, "visit", "show", "5")["held"] is held


def test_all_of_it(noted):
    words = ("--on", "2008-06-03", "--with", "Per Hansen", "--minutes", "90", "--agreed", "Nytt besøk i september")
    said = one(noted, "visit", "add", "Løten", "--how", "besøk", "Gikk gjennom planen", *words)
    assert (said["how"], said["spoken_with"], said["minutes"], said["agreed"]) == (
        "visit", "Per Hansen", 90, "Nytt besøk i september",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["9999", "--how", "phone"], "9999"),
        (["Lotten", "--how", "phone"], "Løten"),
        (["0415", "--how", "fax"], "phone, email, visit"),
        (["0415", "--how", "phne"], "phone"),
        (["0415"], "--how"),
        (["0415", "--how", "phone", "--on", "i går"], "is not a date"),
        (["0415", "--how", "phone", "--on", "2008-02-30"], "is not a date"),
        (["0415", "--how", "phone", "--minutes", "0"], "0 minutes cannot be"),
        (["0415", "--how", "phone", "--minutes", "1441"], "1441 minutes cannot be"),
        (["0415", "--how", "phone", "--minutes", "en time"], "is not a whole number"),
        (["0415", "--how", "phone", "--by", "Kari\x07"], "control"),
        (["0415", "--how", "phone", "Hei\x07"], "control"),
    ],
)
def test_what_cannot_be_is_refused(refused, words, said):
    assert said in refused("visit", "add", *words)


def test_the_same_a_second_time_is_refused(noted, refused):
    words = ("visit", "add", "0415", "--how", "phone", "--by", "Ola Berg", "Ringte, ikke svar")
    assert noted.run(*words).code == 0
    assert "visit 5" in refused(*words)
    assert noted.run(*words, "klokka 14").code == 0


def test_a_name_is_spelled_as_it_is_known(noted):
    assert one(noted, "visit", "add", "0415", "--how", "phone", "--by", "nordmann, kari", "A")["who"] == "Kari Nordmann"


def test_a_name_that_is_nearly_known_is_taken_and_said(noted):
    ran = noted.run("visit", "add", "0415", "--how", "phone", "--by", "Kari Nordman", "A")
    assert ran.code == 0
    assert "Kari Nordman is a new name; known is: Kari Nordmann" in ran.err


def test_fields_are_changed(done, noted):
    done("visit", "set", "2", "held", "no", "day", "2008-09-02", "how", "besøk", "minutes", "", "text", "Annet")
    said = one(noted, "visit", "show", "2")
    assert (said["held"], said["day"], said["how"], said["minutes"], said["note"]) == (
        False, "2008-09-02", "visit", None, "Annet",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["3", "held", "yes"], "still to come"),
        (["2", "day", "2008-09-01"], "still to come"),
        (["2", "day", ""], "needs a day"),
        (["2", "how", ""], "needs a how"),
        (["2", "minuts", "4"], "minutes"),
        (["2", "minutes"], "has no value"),
        (["2", "note", "a", "text", "b"], "named twice"),
        (["9", "note", "a"], "there is no visit '9'"),
        (["0415", "note", "a"], "visit list 0415"),
    ],
)
def test_a_change_that_cannot_be_is_refused(refused, words, said):
    assert said in refused("visit", "set", *words)


def test_nothing_to_change_writes_nothing(noted):
    before = noted.files()
    assert "Nothing to change" in noted.run("visit", "set", "2", "minutes", "20").err
    assert noted.files() == before


def test_it_is_removed(done, noted):
    done("visit", "remove", "2", "--yes")
    assert noted.run("visit", "show", "2").code == 4


def test_a_dry_run_writes_nothing(noted):
    before = noted.files()
    ran = noted.run("visit", "add", "0415", "--how", "phone", "A", "--dry-run")
    assert ran.code == 0
    assert noted.files() == before
