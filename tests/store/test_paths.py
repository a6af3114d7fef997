"""From keys to file names and back; nothing unsafe, nothing outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.errors import UsageError
from kvadmin.extension.collections import Collection
from kvadmin.store.paths import PathTemplate, dashed, folded, safe_part, safe_relative, slugged

ENTRIES = PathTemplate(Collection("entries", "entries/{group}/{town}.yaml", "x:Y"))
TOWNS = PathTemplate(Collection("towns", "towns/{number}.yaml", "x:Y", slug="name"))
GUESTS = PathTemplate(Collection("guests", "entries/{group}/_others.yaml", "x:Y"))
HEAD = PathTemplate(Collection("head", "programme.yaml", "x:Y"))


@pytest.mark.parametrize(
    "part",
    [
        "", " ", ".", "..", ".x", "_x", " x", "x ", "x.", "a/b", "a\\b", "a:b", "a*", "a?", "a|b", "<a", 'a"', "con", "NUL", "Com1", "lpt9.txt",
        "aux.yaml", "a\nb", "a\x00b", "a\x7fb", "\ufeffa", "x" * 121, "å" * 61, "a\u2028b",
    ],
)  # fmt: skip
def test_unsafe_parts(part):
    with pytest.raises(UsageError):
        safe_part(part)


@pytest.mark.parametrize(
    "part", ["P3", "p3", "0301", "pulje-3", "2008-08-27-oppstart", "Pulje 3", "å", "å" * 60, "a.b", "console", "a_b"]
)
def test_safe_parts_are_kept_as_typed(part):
    assert safe_part(part) == part
    assert ENTRIES.path(f"{part}/0301") == f"entries/{part}/0301.yaml"


@given(st.text(max_size=130), st.text(max_size=5))
def test_a_part_is_refused_or_comes_back(group, town):
    try:
        path = ENTRIES.path(f"{group}/{town}")
    except UsageError:
        return
    assert ENTRIES.parse(path) == [group, town]
    assert safe_relative(path) == path
    assert len(path.split("/")) == 3


def test_keys_of_the_wrong_form():
    for key in ("", "P3", "P3/0301/x", "P3/", "/0301"):
        with pytest.raises(UsageError):
            ENTRIES.path(key)


def test_decorated_names():
    assert TOWNS.path("0821", "Bø i Telemark") == "towns/0821-bo-i-telemark.yaml"
    assert TOWNS.path("0821", "Бø") == "towns/0821-o.yaml"
    assert TOWNS.path("0821", "—") == "towns/0821.yaml"
    assert TOWNS.is_file_of("0821", "0821-anything")
    assert not TOWNS.is_file_of("0821", "08211")
    assert not ENTRIES.is_file_of("0821", "0821-x")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Oslo", "oslo"), ("Ål", "al"), ("Ærøskøbing", "aeroskobing"), ("Guovdageaidnu-Kautokeino", "guovdageaidnu-kautokeino"),
        ("Kárášjohka", "karasjohka"), ("Unjárga/Nesseby", "unjarga-nesseby"), ("x" * 90, "x" * 40), ("!!", ""),
    ],
)  # fmt: skip
def test_slugs_are_ascii(text, slug):
    assert slugged(text) == slug


def test_a_fixed_file_beside_those_of_keys():
    assert GUESTS.parse("entries/P3/_others.yaml") == ["P3"]
    assert ENTRIES.parse("entries/P3/_others.yaml") is None
    assert HEAD.parse("programme.yaml") == []
    assert HEAD.parse("x.yaml") is None
    assert ENTRIES.root() == "entries"


def test_upper_and_lower_case_and_composed_letters_fold():
    assert folded("P3") == folded("p3")
    assert folded("\u00e5") == folded("a\u030a") == folded("Å")


def test_two_fields_in_one_part_are_a_mistake_of_the_plugin():
    with pytest.raises(ValueError, match="at most one field"):
        PathTemplate(Collection("x", "x/{a}-{b}.yaml", "x:Y"))


@pytest.mark.parametrize(
    "path", ["", "/x", "../x", "a/../x", "a//b", "./x", "a/.", "a\\b", "C:x", "a\x00", ".git/config"]
)
def test_paths_that_leave(path):
    with pytest.raises(UsageError):
        safe_relative(path)


def test_what_stands_before_each_dash():
    for stem in ("", "-", "a", "-a", "a-", "a-b", "a--b", "0301-oslo-x", "--", "-a-b"):
        assert dashed(stem) == [stem[:index] for index, sign in enumerate(stem) if sign == "-" and index]


def test_folding_of_keys_that_are_ascii_is_that_of_others():
    for key in ("P3/0301", "ABC-x y", "[\\]^_`{"):
        assert folded(key) == folded(key + "é")[:-1]
