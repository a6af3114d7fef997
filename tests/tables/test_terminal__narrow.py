"""A table in a window: what gives way, in which order, and that no word, number or command is ever broken."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.tables.look import Look
from kvadmin.tables.table import Column, Table
from kvadmin.tables.terminal import column_widths, write
from kvadmin.tables.wrapping import width_of, words_of

GATHERINGS = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("place", "Place", rank=1),
    Column("note", "Note", rank=2),
    Column("on", "Day", "date", rank=2),
)
OPPSTART = ("2008-08-27-oppstart", "Oppstartssamling for pulje 3", "Lillehammer", "bestilt", date(2008, 8, 27))


def shown(table: Table, width: int | None, *, all_columns: bool = False) -> list[str]:
    return write([table], Look(width=width, all_columns=all_columns)).splitlines()


WORDS = st.text(st.sampled_from("aåbc-/.@1漢e\u0301"), min_size=1, max_size=30)
CELLS = st.lists(WORDS, max_size=6).map(" ".join)
KINDS = st.sampled_from(["text", "text", "int", "date", "command"])


@given(
    st.lists(st.tuples(WORDS, KINDS, st.integers(0, 3)), min_size=1, max_size=6).flatmap(
        lambda columns: st.tuples(
            st.just(columns),
            st.lists(st.tuples(*(CELLS for _ in columns)), min_size=1, max_size=4),
        )
    ),
    st.integers(20, 100),
    st.booleans(),
)
@settings(max_examples=150)
def test_rows_fit_the_window_and_no_word_is_broken(found, width: int, all_columns: bool) -> None:
    columns, rows = found
    table = Table(
        "",
        tuple(Column(str(at), title, kind, rank=rank) for at, (title, kind, rank) in enumerate(columns)),
        tuple(rows),
    )
    lines = shown(table, width, all_columns=all_columns)
    note = next((at for at, line in enumerate(lines) if line.startswith("Not shown")), len(lines))
    whole = {word for row in rows for cell in row for word in cell.split()} | {title for title, _, _ in columns}
    for line in lines[:note]:
        words = line.split()
        assert all(word in whole or word.removesuffix(":") in whole or not word.strip("-") for word in words), line
        is_command = any(
            kind == "command" and cell.strip() and cell.strip() in line
            for row in rows
            for cell, (_, kind, _) in zip(row, columns, strict=True)
        )
        assert width_of(line) <= width or len(words_of(line)) == 1 or is_command, line
    if all_columns:
        said = " ".join(lines).split()
        assert {word for row in rows for cell in row for word in cell.split()} <= set(said)
        assert note == len(lines)


def test_the_widest_columns_give_way_and_none_below_what_it_needs() -> None:
    assert column_widths([50, 10, 40], [6, 6, 6], [0, 1, 2], 64) == [25, 10, 25]
    assert column_widths([50, 10, 40], [6, 6, 30], [0, 1, 2], 64) == [20, 10, 30]
    assert column_widths([50, 10, 40], [6, 6, 6], [0, 2], 64) == [31, 31]
    assert column_widths([50, 50], [6, 6], [0, 1], 63) == [31, 30]


def test_columns_that_matter_least_go_and_are_named() -> None:
    table = Table("Gatherings", GATHERINGS, (OPPSTART,))
    assert shown(table, 60) == [
        "Gatherings",
        "Id                   Name                        Place",
        "-------------------  --------------------------  -----------",
        "2008-08-27-oppstart  Oppstartssamling for pulje  Lillehammer",
        "                     3",
        "Not shown for want of room: Note, Day (--all-columns, a",
        "wider window, or -o FILE.xlsx)",
    ]
    assert not any("Not shown" in line for line in shown(table, 120))


def test_a_narrow_column_stays_where_a_wide_one_of_its_rank_has_gone() -> None:
    columns = (Column("a", "A"), Column("b", "B", rank=1), Column("c", "C", rank=1))
    table = Table("", columns, (("x" * 20, "yy", "z" * 30),))
    assert shown(table, 40)[0].split() == ["A", "B"]
    table = Table("", (columns[0], columns[2], columns[1]), (("x" * 20, "z" * 30, "yy"),))
    assert shown(table, 40)[0].split() == ["A", "B"]


def test_a_column_with_nothing_in_it_goes_before_one_of_a_higher_rank_and_unsaid() -> None:
    columns = (Column("a", "A"), Column("empty", "Nothing", rank=1), Column("c", "C", rank=3))
    table = Table("", columns, (("x" * 20, None, "z" * 10),))
    assert shown(table, 36)[0].split() == ["A", "C"]
    assert len(shown(table, 36)) == 3
    assert shown(table, 80)[0].split() == ["A", "Nothing", "C"]


def test_one_record_a_block_where_not_even_the_first_columns_fit() -> None:
    table = Table("Gatherings", GATHERINGS, (OPPSTART, OPPSTART))
    block = ["Id: 2008-08-27-oppstart", "Name: Oppstartssamling for", "  pulje 3"]
    lines = shown(table, 30)
    assert lines[: 2 + 2 * len(block)] == ["Gatherings", *block, "", *block]
    assert lines[2 + 2 * len(block)].startswith("Not shown for want of room:")


def test_all_columns_are_kept_and_become_blocks() -> None:
    table = Table("", GATHERINGS, (OPPSTART,))
    assert shown(table, 60, all_columns=True) == [
        "Id: 2008-08-27-oppstart",
        "Name: Oppstartssamling for pulje 3",
        "Place: Lillehammer",
        "Note: bestilt",
        "Day: 2008-08-27",
    ]


def test_the_sheet_of_one_thing_is_a_line_per_fact_where_its_values_do_not_fit() -> None:
    columns = (Column("field", "Field"), Column("value", "Value"))
    table = Table("Mailing", columns, (("Hash", "0" * 24), ("Kept in", "one folder and another"), ("", "and a third")))
    assert shown(table, 26) == [
        "Mailing",
        "Hash:",
        f"  {'0' * 24}",
        "Kept in: one folder and",
        "  another",
        "  and a third",
    ]


def test_a_command_stands_whole_on_a_line_of_its_own() -> None:
    columns = (Column("what", "What"), Column("command", "Command", "command"))
    table = Table("", columns, (("a row needs a person", "kvadmin application confirm P3 0501"), ("rest", "")))
    assert shown(table, 80)[2] == "a row needs a person  kvadmin application confirm P3 0501"
    for width, indent in ((20, 0), (40, 5), (44, 6)):
        assert shown(table, width) == [
            "What",
            "--------------------",
            "a row needs a person",
            f"{' ' * indent}kvadmin application confirm P3 0501",
            "rest",
        ]


def test_headings_are_wrapped_and_stand_on_the_rule() -> None:
    table = Table("", (Column("n", "Came back again", "int"), Column("t", "Text")), ((7, "x" * 30),))
    assert shown(table, 40) == [
        "    Came",
        "    back",
        "   again  Text",
        "--------  ------------------------------",
        "       7  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ]


def test_notes_and_titles_are_wrapped_between_words() -> None:
    table = Table("one two three", (Column("a", "A"),), (("1",),), ("one two three four", "  a b c d e f"))
    lines = shown(table, 10)
    assert lines[:2] == ["one two", "three"]
    assert lines[-4:] == ["one two", "three four", "  a b c d", "  e f"]


def test_letters_that_take_two_columns_or_none_stay_in_line() -> None:
    table = Table("", (Column("a", "A"), Column("b", "B")), (("漢字", "x"), ("Ma\u0301rit", "x"), ("Máret", "x")))
    for width in (None, 80):
        assert {width_of(line.partition("x")[0]) for line in shown(table, width)[2:]} == {7}


def test_a_pipe_and_a_file_get_every_row_on_one_line() -> None:
    table = Table("", GATHERINGS, (tuple("x y " * 40 for _ in GATHERINGS),), ("note " * 50,))
    assert len(shown(table, None)) == 4
