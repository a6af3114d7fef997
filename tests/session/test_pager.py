"""Long results a page at a time, on a real terminal; a pager that is broken takes no result with it."""

from __future__ import annotations

import shutil

import pytest
from terminals import on_terminal


@pytest.fixture
def long_list(programme, cli):
    """A programme whose list of municipalities is longer than a window of 8 lines."""
    return ["-C", programme, "municipality", "list"]


def named(pager):
    return pager if "'unended" in pager else pager.split()[0]


def paging(folder, text):
    """A pager that writes down what it was given, and shows it."""
    script = folder / "pager.sh"
    script.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_a_long_result_goes_through_the_pager(long_list, tmp_path):
    pager = paging(tmp_path, f"tee {tmp_path}/given | sed 's/^/paged: /'; echo $LESS > {tmp_path}/less")
    seen = on_terminal(long_list, lines=6, KVADMIN_PAGER=pager)
    assert seen.code == 0
    assert "paged: 0301" in seen.text
    assert "Kautokeino" in (tmp_path / "given").read_text(encoding="utf-8")
    assert (tmp_path / "less").read_text(encoding="utf-8") == "FRX\n"


def test_pager_of_the_system_unless_kvadmin_has_its_own(long_list, tmp_path):
    pager = paging(tmp_path, "sed 's/^/paged: /'")
    assert "paged: 0301" in on_terminal(long_list, lines=6, PAGER=pager).text
    assert "paged:" not in on_terminal(long_list, lines=6, PAGER=pager, KVADMIN_PAGER="").text
    assert "paged:" not in on_terminal(long_list, lines=6, PAGER=pager, KVADMIN_PAGER="cat").text


@pytest.mark.parametrize(
    ("more", "variables"),
    [
        ([], {"KVADMIN_ACCESSIBLE": "1"}),
        (["--no-input"], {}),
        (["--format", "json"], {}),
        ([], {"TERM": "dumb"}),
    ],
)
def test_who_gets_no_pager(long_list, tmp_path, more, variables):
    pager = paging(tmp_path, "sed 's/^/paged: /'")
    seen = on_terminal([*long_list, *more], lines=6, **({"KVADMIN_PAGER": pager} | variables))
    assert seen.code == 0
    assert "paged:" not in seen.text
    assert "Kautokeino" in seen.text


def test_a_short_result_needs_none(long_list, tmp_path):
    pager = paging(tmp_path, "sed 's/^/paged: /'")
    assert "paged:" not in on_terminal(long_list, lines=40, KVADMIN_PAGER=pager).text


@pytest.mark.parametrize("pager", ["no-such-pager --with options", "false", "sh -c 'kill -9 $$'", "/", "less 'unended"])
def test_a_broken_pager_loses_nothing(long_list, pager):
    seen = on_terminal(long_list, lines=6, KVADMIN_PAGER=pager)
    assert seen.code == 0
    assert "Kautokeino" in seen.text
    assert f"the pager {named(pager)} does not work" in " ".join(seen.text.split())


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less here")
def test_less_is_left_with_q_and_the_screen_keeps_what_was_shown(long_list):
    seen = on_terminal(long_list, lines=6, typed={":": "q"})
    assert seen.code == 0
    assert "1867" in seen.text
    assert "1504" not in seen.text  # of the next page
    assert "error" not in seen.text
