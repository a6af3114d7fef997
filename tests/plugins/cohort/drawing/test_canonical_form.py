"""Whatever spelling a person copies, everybody gets the same text of a draw."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import UsageError
from kvadmin.api.records import DrawSource
from kvadmin.plugins.cohort.drawing.canonical_form import canonical_value

SIGNS = st.sampled_from([" ", ", ", ";", "\n", " - ", " \N{EN DASH} ", ". ", "/", "\N{NO-BREAK SPACE}"])
SEPARATORS = st.sampled_from(["-", "", ".", " / ", "+"])


@st.composite
def draws(draw):
    """A source, its numbers, and a way to write them."""
    order = draw(st.sampled_from(DrawSource.ORDERS))
    digits = draw(st.integers(1, 4))
    numbers = draw(st.lists(st.integers(0, 10**digits - 1), min_size=1, max_size=8, unique=order == "ascending"))
    source = DrawSource(source="public", numbers=len(numbers), order=order, digits=digits, separator=draw(SEPARATORS))
    widths = [draw(st.integers(1, digits)) for _ in numbers]
    words = [f"{number:0{width}d}" for number, width in zip(numbers, widths, strict=True)]
    signs = [draw(SIGNS) for _ in words]
    return source, numbers, "".join(word + sign for word, sign in zip(words, signs, strict=True))


@given(draws())
def test_every_spelling_has_one_form_and_the_form_is_its_own(drawn):
    source, numbers, text = drawn
    ordered = sorted(numbers) if source.order == "ascending" else numbers
    value = canonical_value(source, text)
    assert value == source.separator.join(str(number).zfill(source.digits) for number in ordered)
    assert canonical_value(source, value) == value


@given(draws(), st.data())
def test_one_number_more_or_less_is_refused(drawn, data):
    source, numbers, text = drawn
    other = data.draw(st.sampled_from([f"{text} 1", " ".join(map(str, numbers[1:]))]))
    if re.sub(r"\D", "", other) and len(re.findall(r"\d+", other)) == 1 < len(numbers):
        return  # one long number may be all of them written together
    with pytest.raises(UsageError, match="numbers are given"):
        canonical_value(source, other)
