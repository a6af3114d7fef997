"""Which column answers which field: surest first, equal rank asked, and what is left out is named."""

from __future__ import annotations

import shlex

import pytest

from kvadmin.errors import UsageError
from kvadmin.reading.cells import Cell
from kvadmin.reading.columns.choices import ReadingChoices
from kvadmin.reading.columns.fields import parse_fields
from kvadmin.reading.columns.headings import Headings
from kvadmin.reading.columns.matching import HeadingLabel, assign
from kvadmin.reading.columns.uses import Columns

_TABLE = """
place: Kommune | Municipality
place ~ hvilken kommune
number: Kommunenr
received: Mottatt | Motteken
received ? Dato
received ~ mottatt
goal: Mål
goal ~ mål
goal ~ mål sykefrav
measures: Tiltak
both: Tiltak og mål
both = measures goal
mail: E-post
mail ~ epost
allergy: Allergi
allergy ~ kosthold
"""
FIELDS = parse_fields(
    _TABLE,
    more={
        "place": {"kind": "municipality"},
        "number": {"kind": "number"},
        "received": {"kind": "date"},
        "goal": {"kind": "words"},
        "measures": {"kind": "words"},
        "both": {"kind": "words"},
        "mail": {"kind": "email", "many": True},
        "allergy": {"sensitive": True},
    },
)
HEADINGS = Headings(FIELDS)
NEEDS = (("place", "number"), ("received",))
KNOWN = {"Oslo", "Moss", "Bø", "0301", "0104"}


def columns(
    headings: str, *rows: str, needs: tuple[tuple[str, ...], ...] = (), several: bool = False, **said: object
) -> Columns:
    """Assign columns written as ``Kommune | Mottatt`` with rows written alike."""
    names = [name.strip() for name in headings.split("|")]
    cells = [[Cell(text or None, text) for text in map(str.strip, row.split("|"))] for row in rows]
    return assign(
        HEADINGS,
        [HeadingLabel(name, name) for name in names],
        {at: [row[at] for row in cells] for at in range(len(names))},
        needs=needs,
        choices=ReadingChoices(**said),  # type: ignore[arg-type]
        knows=KNOWN.__contains__,
        sheet="Ark1",
        several=several,
    )


def whys(found: Columns) -> list[str]:
    return [use.why for use in found.uses]


# -- surest first ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row", "at", "why", "other"),
    [
        ("Mottatt i posten | Mottatt", "1.4.2008 | 2.4.2008", 1, "exact", "lesser"),
        ("1. Mottatt | Mottatt i posten", "1.4.2008 | 2.4.2008", 0, "near", "lesser"),
        ("Dato | Mottatt i posten", "1.4.2008 | 2.4.2008", 1, "stems", "lesser"),
        ("Mottatt | 1. Mottatt", "1.4.2008 | 2.4.2008", 0, "exact", "lesser"),
        ("Dato | Mottatt", "1.4.2008 | 2.4.2008", 1, "exact", "lesser"),
        ("Ymse | Dato", "1.4.2008 | 2.4.2008", 1, "weak", "unknown"),
    ],
)
def test_exact_before_a_part_before_stems_before_weak(headings: str, row: str, at: int, why: str, other: str) -> None:
    found = columns(headings, row)
    assert found.by_field["received"] == (at,)
    assert not found.questions
    uses = {use.at: use for use in found.uses}
    assert uses[at].why == why
    assert uses[1 - at].why == other
    if other == "lesser":
        assert uses[1 - at].other == uses[at].heading


def test_a_surer_heading_wins_though_its_cells_are_odd() -> None:
    found = columns("Mottatt | Mottatt i posten", "snart | 1.4.2008", "i går | 2.4.2008")
    assert found.by_field["received"] == (0,)


def test_more_stems_before_fewer() -> None:
    found = columns("Vårt mål | Mål for sykefraværet", "færre | fra 9 til 7 %")
    assert found.by_field["goal"] == (1,)
    assert whys(found) == ["lesser", "stems"]


def test_a_weak_heading_counts_only_with_what_stands_in_the_column() -> None:
    assert columns("Dato", "1.4.2008").by_field["received"] == (0,)
    odd = columns("Kommune | Dato", "Oslo | ikke satt", "Moss | fulltegnet")
    assert "received" not in odd.by_field
    assert odd.uses[1].why == "unfit"
    assert odd.uses[1].other == "received"
    assert odd.unknown == ("Dato",)


def test_an_empty_column_gives_way_to_one_with_something_in_it() -> None:
    found = columns("Mottatt | 1. Mottatt", " | 2.4.2008")
    assert found.by_field["received"] == (1,)
    assert whys(found) == ["empty", "near"]


def test_of_equal_headings_the_one_whose_cells_fit_and_of_equal_columns_the_first() -> None:
    fit = columns("Mottatt | Motteken", "ja | 2.4.2008", "nei | 3.4.2008")
    assert (fit.by_field["received"], fit.questions) == ((1,), ())
    same = columns("Mottatt | Motteken", "2.4.2008 | 2.4.2008")
    assert (same.by_field["received"], same.questions) == ((0,), ())


def test_several_columns_answer_a_field_of_many_surest_first() -> None:
    found = columns("Andre epostadresser | E-post", "a@x.no | b@x.no")
    assert found.by_field["mail"] == (1, 0)
    assert not found.questions


def test_of_two_columns_of_one_name_the_one_with_numbers_is_the_number() -> None:
    found = columns("Kommune | Kommune", "0301 | Oslo", "0104 | Moss")
    assert found.by_field == {"number": (0,), "place": (1,)}
    assert not found.questions
    both = columns("Kommune | Kommune", "Oslo | Moss", "Moss | Oslo")
    assert len(both.questions) == 1


# -- asked ----------------------------------------------------------------------------------------


def test_two_columns_as_sure_are_asked_about_and_neither_is_used() -> None:
    found = columns("Kommune | Mottatt | Motteken", "Oslo | 1.4.2008 | 2.4.2008", needs=NEEDS)
    assert "received" not in found.by_field
    assert [use.why for use in found.uses] == ["exact", "doubt", "doubt"]
    (question,) = found.questions
    assert question.where == "Ark1!B, C"
    assert "received" in question.text
    assert [answer.options for answer in question.answers] == [
        "--map 'Mottatt=received' --ignore 'Motteken'",
        "--map 'Motteken=received' --ignore 'Mottatt'",
    ]


def test_joining_is_an_answer_and_never_done_unasked() -> None:
    found = columns("Mål | 1. Mål | Tiltak", "færre | flere | alt")
    assert found.by_field["goal"] == (0,)
    twice = columns("Mål | MÅL", "færre | flere")
    assert "goal" not in twice.by_field
    (question,) = twice.questions
    joined = question.answers[-1]
    assert joined.options == "--map 'A=goal' --map 'B=goal'"
    answered = columns("Mål | MÅL", "færre | flere", mapped=joined.mapped)
    assert answered.by_field["goal"] == (0, 1)
    assert answered.joined == {"goal"}


def test_points_are_no_words_they_are_asked_about() -> None:
    found = columns("Kommune | Tiltak", "Oslo | 4", "Moss | 5", "Bø | 3")
    assert "measures" not in found.by_field
    (question,) = found.questions
    assert [answer.options for answer in question.answers] == ["--map 'Tiltak=measures'", "--ignore 'Tiltak'"]
    words = columns("Kommune | Tiltak", "Oslo | mer lys", "Moss | nye stoler", "Sum | 7")
    assert words.by_field["measures"] == (1,)


def test_contents_alone_of_a_required_field_are_asked_and_never_taken() -> None:
    found = columns("Hvem | Når", "Oslo | 1.4.2008", "Moss | 2.4.2008", needs=NEEDS)
    assert found.by_field == {}
    assert [question.text for question in found.questions] == [
        "is 'Hvem' the field place?",
        "is 'Når' the field received?",
    ]
    assert not columns("Hvem | Når", "Oslo | 1.4.2008").questions


def test_a_field_is_asked_about_once_at_a_time() -> None:
    headings, row = "Kommune | Mottatt | Motteken | Når", "Oslo | 1.4.2008 | 2.4.2008 | 3.4.2008"
    (question,) = columns(headings, row, needs=NEEDS).questions
    assert "'Mottatt', 'Motteken'" in question.text
    (other,) = columns(headings, row, needs=NEEDS, ignored=("Mottatt", "Motteken")).questions
    assert other.text == "is 'Når' the field received?"


def test_contents_that_two_columns_have_are_one_question() -> None:
    found = columns("Kommune | Inn der | Ut der", "Oslo | 1.4.2008 | 2.4.2008", needs=NEEDS)
    (question,) = found.questions
    assert "'Inn der', 'Ut der'" in question.text


def test_a_heading_that_stands_twice_or_is_blank_is_asked_about_by_its_letters() -> None:
    twice = columns("Dato | Dato", "1.4.2008 | 2.4.2008")
    assert twice.questions[0].answers[0].options == "--map 'A=received' --ignore 'B'"
    blank = columns("Kommune | ", "Oslo | 1.4.2008", needs=NEEDS)
    assert blank.questions[0].answers[0].options == "--map 'B=received'"


def test_letters_are_said_with_the_sheet_where_there_are_several() -> None:
    found = columns("Dato | Dato", "1.4.2008 | 2.4.2008", several=True)
    answer = found.questions[0].answers[0]
    assert answer.options == "--map 'Ark1!A=received' --ignore 'Ark1!B'"
    assert columns("Dato | Dato", "1.4.2008 | 2.4.2008", mapped=answer.mapped).by_field["received"] == (0,)
    other = {f"Ark2!{name[-1]}": field for name, field in answer.mapped.items()}
    assert columns("Dato | Dato", "1.4.2008 | 2.4.2008", mapped=other).questions


@pytest.mark.parametrize(
    "heading", ["Mottatt = inn", "Kari's mottatt", 'Mottatt "sist"', "Den\nmottatt sist", "-mottatt sist"]
)
def test_an_answer_is_typed_as_it_stands_whatever_the_heading(heading: str) -> None:
    found = columns(f"{heading} | Mottatt siste", "1.4.2008 | 2.4.2008", needs=(("received",),))
    (question,) = found.questions
    words = shlex.split(question.answers[0].options)
    told, left = words[1], words[3]
    name, _, field = told.rpartition("=")
    again = columns(
        f"{heading} | Mottatt siste", "1.4.2008 | 2.4.2008", mapped={name: field}, ignored=(left,), needs=NEEDS[1:]
    )
    assert again.by_field["received"] == (0,)
    assert not again.questions


# -- what was said --------------------------------------------------------------------------------


def test_what_was_mapped_wins_and_the_others_are_left_out_by_name() -> None:
    found = columns("Mottatt | Brevdato", "1.4.2008 | 2.4.2008", mapped={"brevdato": "received"})
    assert found.by_field["received"] == (1,)
    assert whys(found) == ["lesser", "mapped"]
    assert found.uses[0].other == "Brevdato"


def test_columns_are_mapped_by_letters_unless_a_heading_is_called_so() -> None:
    assert columns("x | y", "1.4.2008 | 2.4.2008", mapped={"b": "received"}).by_field == {"received": (1,)}
    assert columns("B | y", "1.4.2008 | 2.4.2008", mapped={"b": "received"}).by_field == {"received": (0,)}


def test_what_was_ignored_answers_nothing_and_is_not_asked_about() -> None:
    found = columns("Mottatt | Motteken", "1.4.2008 | 2.4.2008", ignored=("Motteken",))
    assert found.by_field["received"] == (0,)
    assert whys(found) == ["exact", "ignored"]


def test_one_column_answers_a_date_and_two_mapped_to_it_are_refused() -> None:
    with pytest.raises(UsageError, match="received is answered by one column") as raised:
        columns("x | y", "1.4.2008 | 2.4.2008", mapped={"x": "received", "y": "received"})
    assert raised.value.hint == "give one of them: x, y"
    many = columns("x | y", "a@x.no | b@x.no", mapped={"x": "mail", "y": "mail"})
    assert many.by_field["mail"] == (0, 1)


# -- columns that answer several fields -----------------------------------------------------------


def test_a_column_for_two_fields_answers_both_beside_a_column_of_one() -> None:
    assert columns("Tiltak og mål", "alt").by_field == {"both": (0,), "measures": (0,), "goal": (0,)}
    found = columns("Tiltak og mål | Mål", "alt | færre")
    assert found.by_field["goal"] == (1, 0)
    assert found.by_field["measures"] == (0,)


def test_a_column_for_two_fields_that_is_left_out_answers_neither() -> None:
    found = columns("Tiltak og mål | 2. Tiltak og mål", "alt | intet")
    assert found.by_field == {"both": (0,), "measures": (0,), "goal": (0,)}
    assert whys(found) == ["exact", "lesser"]


def test_a_column_for_two_fields_that_each_have_their_own_is_left_out_by_name() -> None:
    found = columns("Tiltak | Mål | Tiltak og mål", "ja | færre | alt")
    assert (found.by_field["measures"], found.by_field["goal"]) == ((0,), (1,))
    assert whys(found) == ["exact", "exact", "lesser"]


# -- what is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Allergi | Kosthold", {}),
        ("Allergi | Allergi", {}),
        ("Allergi | x", {"ignored": ("Allergi",)}),
        ("Allergi | x", {"mapped": {"x": "allergy"}}),
    ],
)
def test_a_sensitive_column_is_sensitive_whatever_became_of_it(headings: str, said: dict[str, object]) -> None:
    found = columns(headings, "nøtter | melk", **said)
    assert all(use.sensitive for use in found.uses if use.heading != "x" or use.used)


def test_a_column_without_a_heading_but_with_contents_is_named() -> None:
    found = columns("Kommune | | ", "Oslo | noe | ")
    assert [(use.at, use.heading, use.why) for use in found.uses] == [
        (0, "Kommune", "exact"),
        (1, "column B", "unknown"),
    ]


def test_every_reason_has_its_words() -> None:
    found = columns(
        "Kommune | Saksbeh. | Ymse | Mottatt | Motteken | E-post | x | Dato | Tiltak",
        "Oslo | KN | a | 1.4.2008 | 2.4.2008 | | b | 3.4.2008 | 4",
        ignored=("x",),
    )
    assert {use.why for use in found.uses} >= {"exact", "ours", "unknown", "doubt", "ignored"}
    assert all(use.in_words() for use in found.uses)


def test_a_column_of_yes_and_no_gives_way_to_one_that_says_more() -> None:
    found = columns("Kommune | Mål | Resultatmål", "Oslo | ja | Fra 9 til 8", "Moss | nei | Under 7")
    assert found.by_field["goal"] == (2,)
    assert [(each.heading, each.why) for each in found.uses if not each.used] == [("Mål", "lesser")]


def test_a_column_of_yes_and_no_alone_is_kept() -> None:
    assert columns("Kommune | Mål", "Oslo | ja", "Moss | nei").by_field["goal"] == (1,)
