"""The list of commands in ``kvadmin --help`` is what Typer would write, only sooner."""

from __future__ import annotations

from typing import Any

import pytest
from typer import Context

from kvadmin.cli.plugin_group import _write_lines

PLAIN = [("cohort", "Applications and admission."), ("trivial_00", "Does nothing."), ("ærlig", "Sier det som det er.")]


def formatter() -> Any:
    typers = (each for each in Context.formatter_class.__mro__ if each.__module__.startswith("typer."))
    made = next(typers)(width=60)  # a command line in another language, run before, has put its own above it
    made.indent()
    return made


def typers(rows: list[tuple[str, str]]) -> str:
    made = formatter()
    made.write_dl(rows)
    return str(made.getvalue())


@pytest.mark.parametrize(
    "row",
    [
        ("visits", "Visits of a municipality."),
        ("visits", "a  b"),
        ("visits", "x" * 46),
        ("n" * 30, "Thirty."),
        ("n" * 26, "y" * 28),
    ],
)
def test_a_list_whose_rows_fit_is_written_as_typer_writes_it(row: tuple[str, str]) -> None:
    made = formatter()

    assert _write_lines([*PLAIN[1:], row], made)
    assert made.getvalue() == typers([*PLAIN[1:], row])


@pytest.mark.parametrize(
    "row",
    [
        ("visits", ""),
        ("visits", "x" * 47),
        ("visits", "two\nlines"),
        ("visits", "a\ttab"),
        ("visits", " set in"),
        ("n" * 31, "Thirty-one."),
    ],
)
def test_any_other_list_is_left_to_typer(row: tuple[str, str]) -> None:
    made = formatter()

    assert not _write_lines([*PLAIN, row], made)
    assert made.getvalue() == ""


def test_a_formatter_that_changes_rows_is_asked() -> None:
    class Shouting(type(formatter())):  # type: ignore[misc]  # Typer's, whichever it is
        pass

    assert not _write_lines(PLAIN, Shouting(width=60))
