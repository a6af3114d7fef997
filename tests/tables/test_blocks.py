"""``Field: value`` lines: a block a record, fields without a value left out, commands whole."""

from __future__ import annotations

from kvadmin.tables.blocks import block_lines, field_lines


def test_a_block_a_record_with_an_empty_line_between() -> None:
    lines = list(block_lines(("Id", "Name"), (("P1", "Pulje 1 (våren 2007)"), ("P2", "")), 16))
    assert lines == ["Id: P1", "Name: Pulje 1", "  (våren 2007)", "", "Id: P2"]


def test_as_long_as_they_like() -> None:
    assert list(block_lines(("Name",), (("x " * 200,),))) == [f"Name: {'x ' * 200}"]


def test_what_is_whole_stands_on_a_line_of_its_own() -> None:
    command = "kvadmin cohort show P3"
    assert list(block_lines(("Do",), ((command,),), 12, [True])) == ["Do:", f"  {command}"]
    assert list(block_lines(("Do",), ((command,),), 40, [True])) == [f"Do: {command}"]
    assert field_lines("Do", command + "; or not", 12) == ["Do:", f"  {command};", "  or not"]


def test_a_label_wider_than_the_window_is_wrapped() -> None:
    assert field_lines("how it was secured", "by all", 10) == ["how it was", "  secured:", "  by all"]


def test_a_value_without_a_title_goes_on() -> None:
    assert field_lines("", "and more", 80) == ["  and more"]
