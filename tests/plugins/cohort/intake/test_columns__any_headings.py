"""Any headings in any order: each column with something in it is used, left out by name, or asked about."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.reading.cells import Cell, column_letters
from kvadmin.reading.columns.choices import ReadingChoices
from kvadmin.reading.columns.matching import HeadingLabel, assign
from kvadmin.reading.columns.uses import Columns

_BY_FIELD = {each.name: (*each.synonyms, *each.weak) for each in APPLICATIONS.fields}
_KNOWN = st.sampled_from([heading for headings in _BY_FIELD.values() for heading in headings])
_STRANGE = st.sampled_from(
    ["Ymse", "Saksbeh.", "Poeng tidsplan", "Kvalitet 2007", "Trepart ok?", "Blodtype", "Farge", "% andel", "", "2008"]
)
_DECORATED = st.builds(
    lambda heading, form: form.format(heading),
    _KNOWN,
    st.sampled_from(["{}", "1. {}", "{} (ymse)", "{}:", "b) {}", "Ymse / {}"]),
)
_CELLS = st.sampled_from(
    ["Oslo", "0301", "19.5.2008", "KS 34/08", "09/112", "Fra 4 til 5", "7", "7 %", "ja", "kari@oslo.no", ""]
)
_COLUMN = st.tuples(st.one_of(_KNOWN, _DECORATED, _STRANGE), st.lists(_CELLS, min_size=1, max_size=3))
_OWN_COLUMNS_AND_A_COMBINED_ONE = [
    ("Innsatsområder kvalitet", ["Oslo"]),
    ("Resultatmål kvalitet", ["Oslo"]),
    ("Innsatsområder og resultatmål kvalitet", ["Oslo"]),
]
_LEFT_OUT = {"ignored", "ours", "unknown", "empty", "lesser", "doubt", "unfit"}


def _read(columns: list[tuple[str, list[str]]], choices: ReadingChoices | None = None) -> Columns:
    return assign(
        APPLICATIONS.headings,
        [HeadingLabel(heading, heading) for heading, _ in columns],
        {at: [Cell(text or None, text) for text in texts] for at, (_, texts) in enumerate(columns)},
        needs=APPLICATIONS.needs,
        choices=choices,
        knows={"Oslo", "0301"}.__contains__,
    )


@settings(max_examples=400)
@given(st.lists(_COLUMN, min_size=1, max_size=12))
@example(_OWN_COLUMNS_AND_A_COMBINED_ONE)  # a column said to be left out was read all the same
def test_no_column_vanishes_and_no_field_has_two_unasked(columns: list[tuple[str, list[str]]]) -> None:
    found = _read(columns)
    uses = {use.at: use for use in found.uses}
    answering = {at for ats in found.by_field.values() for at in ats}
    for at, (heading, texts) in enumerate(columns):
        if not any(texts):
            continue
        use = uses[at]
        assert use.in_words()
        assert heading in use.heading or column_letters(at) in use.heading or not heading.strip()
        assert (use.field is not None) == (at in answering), (use, found.by_field)
        assert use.used or use.why in _LEFT_OUT
    asked = {where for question in found.questions for where in question.where.split(", ")}
    assert {column_letters(use.at) for use in found.uses if use.why == "doubt"} <= asked

    fields = APPLICATIONS.headings.fields
    own = Counter(use.field for use in found.uses if use.field and any(columns[use.at][1]))
    assert {name: n for name, n in own.items() if n > 1 and not fields[name].many} == {}


@settings(max_examples=150)
@given(st.lists(_COLUMN, min_size=1, max_size=8), st.data())
def test_answering_every_question_leaves_none_or_fewer_columns(
    columns: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """Rounds of questions come to an end: each answer settles its columns for good."""
    choices = ReadingChoices()
    for _ in range(5):
        found = _read(columns, choices)
        if not found.questions:
            return
        for question in found.questions:
            answer = data.draw(st.sampled_from(question.answers))
            choices = ReadingChoices(mapped=dict(answer.mapped), ignored=answer.ignored).over(choices)
    assert not _read(columns, choices).questions


@settings(max_examples=150)
@given(st.lists(_COLUMN, min_size=1, max_size=10, unique_by=lambda column: column[0].casefold()), st.randoms())
def test_the_order_of_the_columns_decides_nothing_but_between_equals(columns, random) -> None:
    shuffled = columns[:]
    random.shuffle(shuffled)
    one, other = _read(columns), _read(shuffled)
    assert {column_headings(columns, question.where) for question in one.questions} == {
        column_headings(shuffled, question.where) for question in other.questions
    }
    same_texts = Counter(tuple(texts) for _, texts in columns)
    for use in one.uses:
        heading, texts = columns[use.at]
        if use.field and same_texts[tuple(texts)] == 1:
            (twin,) = (each for each in other.uses if shuffled[each.at][0] == heading)
            assert (twin.field, twin.why) == (use.field, use.why)


def column_headings(columns: list[tuple[str, list[str]]], where: str) -> frozenset[str]:
    letters = where.split(", ")
    return frozenset(heading for at, (heading, _) in enumerate(columns) if column_letters(at) in letters)
