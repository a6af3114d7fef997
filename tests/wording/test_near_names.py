"""Did you mean: what is near, what is too far, and how it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.wording.folding import fold, fold_plain
from kvadmin.wording.near_names import MOST_NAMED, near_names, slips_allowed, slips_between

COMMANDS = "init status check log undo cohort application network gathering mail evaluation municipality".split()
COHORTS = {"P1": "Pulje 1 (høsten 2007)", "P2": "Pulje 2 (våren 2008)", "I07": "Innsatsgruppe 2007"}
PLACES = {"0301": "Oslo", "1902": "Tromsø", "0219": "Bærum", "1504": "Ålesund", "0821": "Bø", "0411": "Nes"}


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("cohrot", COMMANDS, ["cohort"]),  # two letters changed places
        ("staus", COMMANDS, ["status"]),
        ("aplication", COMMANDS, ["application"]),
        ("munisipalty", COMMANDS, ["municipality"]),
        ("nmae", ["name", "start"], ["name"]),  # no æ
        ("COHORT", COMMANDS, ["cohort"]),
        ("muni", COMMANDS, ["municipality"]),  # its beginning
        ("in", COMMANDS, []),  # too short to begin anything
        ("xyzzy", COMMANDS, []),
        ("", COMMANDS, []),
        ("--", COMMANDS, []),
        ("p1", COHORTS, ["P1"]),
        ("P9", COHORTS, []),  # one letter of two is no slip
        ("pulje 1 høsten 2007", COHORTS, ["P1"]),
        ("pulje 2", COHORTS, ["P2"]),
        ("innsatsgrupe", COHORTS, ["I07"]),
        ("pulej 2", COHORTS, ["P2"]),
        ("Olso", PLACES, ["0301"]),
        ("Tromso", PLACES, ["1902"]),
        ("Tromsoe", PLACES, ["1902"]),
        ("Baerum", PLACES, ["0219"]),
        ("Barum", PLACES, ["0219"]),
        ("Aalesund", PLACES, ["1504"]),
        ("alesund", PLACES, ["1504"]),
        ("301", PLACES, ["0301"]),
        ("0302", PLACES, []),  # of figures none is a slip of another
        ("Os", PLACES, []),
        ("ens", PLACES, ["0411"]),  # of three letters only two that changed places
        ("Nis", PLACES, []),
        ("By", PLACES, []),
    ],
)
def test_what_is_near(typed, known, near):
    assert list(near_names(typed, known)) == near


def test_an_id_is_shown_with_its_name_where_the_name_was_meant():
    assert near_names("Olso", PLACES) == {"0301": "0301 (Oslo)"}
    assert near_names("p1", COHORTS) == {"P1": "P1"}
    assert near_names("pulgje", {"cohort": ("pulje", "puljer")}) == {"cohort": "cohort (pulje)"}


def test_the_nearest_comes_first_and_one_slip_more_after_it():
    assert list(near_names("admitted", ["admited", "cohort", "admittted"])) == ["admited", "admittted"]
    assert list(near_names("notice", ["notices", "notes", "noticed"])) == ["notices", "noticed"]
    assert list(near_names("status", ["status", "statue"])) == ["status"], "what is the same needs no other"


def test_of_more_than_three_that_are_equally_near_none_is_named():
    several = [f"pulje-{letter}" for letter in "abcde"]
    assert near_names("pulje-x", several[:3]) == {each: each for each in several[:3]}
    assert near_names("pulje-x", several) == {}
    assert near_names("pulj", several) == {}


def test_figures_in_a_name_are_no_slips():
    assert near_names("pulje-7", ["pulje-1"]) == {}
    assert list(near_names("puje-1", ["pulje-1", "pulje-2"])) == ["pulje-1"]


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=30))
def test_no_guess_goes_too_far(typed, known):
    found = near_names(typed, known)
    assert len(found) <= MOST_NAMED
    for each in found:
        assert any(_may_mean("".join(folding(typed).split()), folding(each).split()) for folding in (fold_plain, fold))


def _may_mean(wanted, words):
    bare = "".join(words)
    heads = ["".join(words[:count]) for count in range(1, len(words) + 1)]
    most = [slips_allowed(max(wanted, head, key=len)) for head in heads]
    return (
        any(slips_between(wanted, head, slips) is not None for head, slips in zip(heads, most, strict=True))
        or (len(wanted) >= 3 and any(word.startswith(wanted) for word in [bare, *words]))
        or sorted(wanted) == sorted(bare)
        or (wanted.isdecimal() and bare.isdecimal() and int(wanted) == int(bare))
    )


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå-", min_size=4, max_size=15), st.data())
def test_one_slip_in_four_letters_or_more_is_found(name, data):
    at = data.draw(st.integers(0, len(name) - 1))
    slipped = name[:at] + name[at + 1 :]
    if len(fold_plain(name).replace(" ", "")) >= 4 and fold_plain(slipped):
        assert list(near_names(slipped, [name, "quite another name"])) == [name]


@given(
    st.from_regex(r"[0-9]{1,5}", fullmatch=True),
    st.lists(st.from_regex(r"[0-9]{1,5}|[a-c0-3]{1,4}|[0-3][ -][0-3]{1,2}", fullmatch=True), max_size=6),
)
def test_numbers_that_are_passed_over_are_near_to_none(typed, known):
    looked_at = near_names(typed, {each: (each,) for each in known})  # with names of their own none is passed over
    assert list(near_names(typed, known)) == list(looked_at)
