"""The lottery of a call in words: the form of its numbers, and what decided."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import DrawSource
from kvadmin.plugins.cohort.telling.draw_words import form_words, source_words, told_words

LOTTO = DrawSource(source="public", name="Lotto", day=date(2008, 6, 7), numbers=7)


@pytest.mark.parametrize(
    ("named", "nb", "nn", "en"),
    [
        (
            LOTTO,
            "7 tall i stigende rekkefølge, 2 siffer i hvert tall, «-» mellom tallene: for eksempel 03-08-13-18-23-28-33",
            "7 tal i stigande rekkjefølgje, 2 siffer i kvart tal, «-» mellom tala: til dømes 03-08-13-18-23-28-33",
            "7 numbers in ascending order, 2 digits in each, “-” between the numbers: for example 03-08-13-18-23-28-33",
        ),
        (
            DrawSource(source="public", numbers=3, order="as-drawn", digits=1, separator=" "),
            "3 tall i den rekkefølgen de ble trukket, 1 siffer i hvert tall, mellomrom mellom tallene: for eksempel 3 3 8",
            "3 tal i den rekkjefølgja dei vart trekte, 1 siffer i kvart tal, mellomrom mellom tala: til dømes 3 3 8",
            "3 numbers in the order in which they were drawn, 1 digit in each, a blank between the numbers: for example 3 3 8",
        ),
        (
            DrawSource(source="public", numbers=1, digits=6),
            "1 tall med 6 siffer: for eksempel 000003",
            "1 tal med 6 siffer: til dømes 000003",
            "1 number with 6 digits: for example 000003",
        ),
        (DrawSource(source="committed", commitment="ab"), "", "", ""),
    ],
)
def test_the_form_is_said_whole_in_each_language(named, nb, nn, en):
    assert (form_words(named, "nb"), form_words(named, "nn"), form_words(named, "en")) == (nb, nn, en)
    assert form_words(named, "nb", example=False) == nb.partition(": for eksempel")[0]


def plain(**facts):
    named = {"source": "public", "name": "Lotto", "substitute": "Joker", "commitment": ""} | (
        facts.pop("named", {}) or {}
    )
    return {"source": "public", "named": named, "value": "03-08", "secret": "", "substitute": False} | facts


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (plain(), "Loddet ble bestemt av en offentlig trekning, Lotto, som ga 03-08."),
        (plain(substitute=True), "Loddet ble bestemt av en offentlig trekning, Joker, som ga 03-08."),
        (
            plain(secret="kylling", named={"commitment": "ab" * 32}),
            (
                "Loddet ble bestemt av en offentlig trekning, Lotto, som ga 03-08, sammen med en hemmelighet som vi hadde "
                "bundet oss til på forhånd: kylling."
            ),
        ),
        (
            plain(named={"commitment": "ab" * 32}),
            (
                "Loddet ble bestemt av en offentlig trekning, Lotto, som ga 03-08. Hemmeligheten som skulle brukes sammen "
                "med tallene, er gått tapt."
            ),
        ),
        (plain(value=""), "Trekningen er ikke ført inn; loddet har ikke avgjort noe."),
        (
            plain(source="committed", value="", secret="kylling"),
            "Loddet ble bestemt av en hemmelighet som vi hadde bundet oss til på forhånd: kylling.",
        ),
        (plain(source="fixed", named=None), "Loddet ble regnet ut av et frø som sto i utlysningen: s33d."),
        (plain(source="none"), "Loddet ble regnet ut uten frø; utlysningen nevnte ingen loddtrekning."),
    ],
)
def test_what_decided_is_said_as_it_was(draw, said):
    draw = {**draw, "named": None} if draw["source"] == "fixed" else draw
    assert told_words(draw, "s33d", "nb") == said
    assert all("{" not in told_words(draw, "s33d", language) for language in ("nn", "en"))


def test_a_source_that_nobody_knows_is_shown_as_it_is():
    assert source_words("public", "nn") == "offentleg trekking"
    assert source_words("dice", "nb") == "dice"
