"""The table that somebody who knows offices and not Python reads and corrects."""

from __future__ import annotations

from kvadmin.reading.columns.fields import Field, parse_fields


def test_a_table_says_headings_weak_headings_stems_and_fields_answered_at_once() -> None:
    fields = parse_fields(
        """
        goal: Mål | Resultatmål
        goal: Goal
        goal ? Tall
        goal ~ mål syk | goal -weight
        both = goal measures
        """
    )
    assert fields == (
        Field("goal", ("Mål", "Resultatmål", "Goal"), (("mål", "syk"), ("goal", "!weight")), weak=("Tall",)),
        Field("both", also=("goal", "measures")),
    )


def test_what_a_table_says_of_a_field_of_the_base_is_added_and_the_base_comes_first() -> None:
    base = (Field("number", ("Knr",), kind="number"), Field("place", ("Sted",)))
    fields = parse_fields("place: Plass\nday: Dag", base, {"day": {"kind": "date"}, "place": {"many": True}})
    assert fields == (
        Field("number", ("Knr",), kind="number"),
        Field("place", ("Sted", "Plass"), many=True),
        Field("day", ("Dag",), kind="date"),
    )
