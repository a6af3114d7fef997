"""``kvadmin status --html``: where the page goes, what it refuses, and who is not on it."""

from __future__ import annotations

import json
import re

import pytest
from support import folder_bytes


def test_the_page_goes_into_the_file_and_the_list_to_the_screen(cli, programme, tmp_path):
    file = tmp_path / "status.html"
    before = folder_bytes(programme)
    ran = cli("-C", programme, "status", "--html", file, "--as-of", "2009-03-15", check=True)
    assert f"Written: {file}" in ran.err
    assert "5 municipalities" in ran.out
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>\n")
    assert "5 municipalities" in page
    assert ">Prøveprogrammet</p>" in page
    assert 'Status on <span class="whole">2009-03-15</span></h1>' in page
    assert folder_bytes(programme) == before


def test_every_action_of_the_list_is_on_the_page(cli, tmp_path):
    cli("init", tmp_path / "new", check=True)
    ran = cli("-C", tmp_path / "new", "status", "--format", "json", "--html", tmp_path / "s.html", check=True)
    commands = re.findall("<code[^>]*>(.*?)</code>", (tmp_path / "s.html").read_text(encoding="utf-8"))
    assert commands == [each["command"] for each in ran.json["needs_action"]] != []


def test_a_dash_is_stdout_and_then_there_is_no_list(cli, programme):
    ran = cli("-C", programme, "status", "--html", "-", check=True)
    assert ran.out.startswith("<!DOCTYPE html>\n")
    assert ran.out.endswith("</html>\n")
    assert ran.err == ""


def test_page_on_stdout_and_list_in_a_file(cli, programme, tmp_path):
    ran = cli("-C", programme, "status", "--html", "-", "-o", tmp_path / "list.json", check=True)
    assert ran.out.startswith("<!DOCTYPE html>\n")
    assert json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))["schema"] == 1


def test_two_results_do_not_go_to_stdout(cli, programme):
    ran = cli("-C", programme, "status", "--html", "-", "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert json.loads(ran.err)["error"]["code"] == "contradicting-options"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_speaks_as_the_screen_does(language, cli, programme, tmp_path):
    cli("-C", programme, "--lang", language, "status", "--html", tmp_path / "s.html", check=True)
    assert f'<html lang="{language}">' in (tmp_path / "s.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("programme.yaml", "belongs-to-programme"),
        ("municipalities", "cannot-write"),
        ("history/*", "belongs-to-programme"),
    ],
)
def test_nothing_of_the_programme_is_written_over(name, code, cli, programme):
    before, (file,) = folder_bytes(programme), programme.glob(name)
    ran = cli("-C", programme, "status", "--html", file, "--format", "json")
    assert (ran.code, json.loads(ran.err)["error"]["code"]) == (1, code)
    assert json.loads(ran.err)["error"]["where"] in ("--html", str(file))
    assert folder_bytes(programme) == before


def test_a_status_as_the_folder_was_says_so(cli, programme, tmp_path):
    cli("-C", programme, "status", "--known-on", "2026-11-01", "--html", tmp_path / "s.html")
    if (tmp_path / "s.html").exists():
        assert "As the programme folder was on" in (tmp_path / "s.html").read_text(encoding="utf-8")
