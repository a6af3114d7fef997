"""One table of settable fields: every spelling, lists, empty values, fields of plugins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kvadmin.errors import UsageError
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.typed.days import parse_day
from kvadmin.typed.fields import REQUIRED, Settable, SettableFields, choice, yes_or_no
from kvadmin.typed.figures import parse_figure

FIELDS = SettableFields(
    "a visit",
    (
        Settable("case_number"),
        Settable("on", parse_day, empty=REQUIRED),
        Settable("hours", parse_figure, empty=None),
        Settable("guests", many=True),
        Settable("rules", many=True, parted=None),
        Settable("kind", choice("short", "long"), empty="short"),
        Settable("start", parse_day, spelled=("from",)),
    ),
    {"number": "kvadmin visit renumber"},
)


@pytest.mark.parametrize("typed", ["case_number", "case-number", "Case-Number", "CASE_NUMBER"])
def test_every_spelling_finds_the_field(typed):
    assert FIELDS.read(typed, ["08/0002"]) == ("case_number", "08/0002")


def test_a_field_may_have_the_name_of_its_file_too():
    assert FIELDS.read("from", ["20.05.2008"]) == ("start", date(2008, 5, 20))


def test_values_are_read_and_emptied():
    assert FIELDS.read("on", ["20.05.2008"]) == ("on", date(2008, 5, 20))
    assert FIELDS.read("hours", ["-3,5"]) == ("hours", Decimal("-3.5"))
    assert FIELDS.read("hours", [""]) == ("hours", None)
    assert FIELDS.read("kind", [" "]) == ("kind", "short")
    assert FIELDS.read("guests", ["Kari; Ola", "Per"]) == ("guests", ["Kari", "Ola", "Per"])
    assert FIELDS.read("rules", ["Knock; then wait", " "]) == ("rules", ["Knock; then wait"])
    assert FIELDS.read("guests", [""]) == ("guests", [])


@pytest.mark.parametrize(
    ("typed", "values", "told"),
    [
        ("on", [""], "a visit needs a on"),
        ("on", ["20/5"], "is not a date"),
        ("kind", ["huge"], "none of the words"),
        ("hours", ["1", "2"], "takes one value"),
        ("number", ["0301"], "cannot be set this way"),
        ("colour", ["red"], "has no field 'colour'"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field(typed, values, told):
    with pytest.raises(UsageError, match=told) as refused:
        FIELDS.read(typed, values)
    assert refused.value.where == typed


def test_the_hint_of_an_unknown_field_names_those_there_are():
    with pytest.raises(UsageError) as refused:
        FIELDS.read("colour", ["red"])
    assert "case_number, on, hours" in refused.value.hint


def test_fields_of_plugins_are_set_like_any_other():
    extra = [
        ExtraField("visits", "hello_mood"),
        ExtraField("visits", "hello_level", "int"),
        ExtraField("visits", "hello_tags", "texts"),
    ]
    fields = FIELDS.with_extra(extra)
    assert fields.read("hello-mood", ["good"]) == ("hello_mood", "good")
    assert fields.read("hello_level", ["-3"]) == ("hello_level", -3)
    assert fields.read("hello_tags", ["a;b"]) == ("hello_tags", ["a", "b"])
    assert fields.read("hello_mood", [""]) == ("hello_mood", None)


def test_a_list_may_be_parted_by_more_than_semicolons():
    fields = SettableFields("a visit", (Settable("guests", many=True, parted=r"[;,\s]"),))
    assert fields.read("guests", ["a, b;c", "d  e"]) == ("guests", ["a", "b", "c", "d", "e"])


def test_an_error_names_the_place_that_the_command_gives():
    for typed, value in (("on", "soon"), ("on", ""), ("kind", "odd")):
        with pytest.raises(UsageError) as refused:
            FIELDS.read(typed, [value], where="--on")
        assert refused.value.where == "--on"


def test_yes_or_no_in_both_languages():
    assert yes_or_no("Ja") is True
    assert yes_or_no("no") is False
    with pytest.raises(UsageError):
        yes_or_no("perhaps")


def test_several_fields_are_read_in_pairs():
    fields = SettableFields("a visit", (Settable("note"), Settable("who", empty=REQUIRED)))
    assert fields.pairs(["note", "a b", "WHO", "Kari"]) == {"note": "a b", "who": "Kari"}
    for typed, said in ((["note"], "no value"), (["note", "a", "Note", "b"], "named twice"), (["hwo"], "no field")):
        with pytest.raises(UsageError, match=said):
            fields.pairs(typed)
