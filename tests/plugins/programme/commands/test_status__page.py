"""``kvadmin status --html``: where the page goes, what it refuses, and who is not on it."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime

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
    today = datetime.now().astimezone().date()
    cli("-C", programme, "status", "--known-on", today, "--html", tmp_path / "s.html", check=True)
    said = f'As the programme folder was on <span class="whole">{today}.</span>'
    assert said in (tmp_path / "s.html").read_text(encoding="utf-8")


@pytest.fixture
def example(cli, tmp_path, monkeypatch):
    """The example programme after its main job, with letters that wait to be approved."""
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    cli("demo", tmp_path / "example", check=True)
    cli("-C", tmp_path / "example", "mail", "plan", "admitted", "--to", "admitted:P3", check=True)
    return tmp_path / "example"


def test_all_that_the_list_says_of_the_example_is_on_its_page_and_nobody_by_name(cli, example):
    ran = cli("-C", example, "status", "--format", "json", "--html", example / "status.html", check=True)
    page = (example / "status.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 60_000
    text = " ".join(html.unescape(re.sub("<[^>]+>", "", page)).split())
    said = [line for section in ran.json["sections"] for line in section["lines"]]
    said += [each[key] for each in ran.json["needs_action"] for key in ("text", "command")]
    said += [each["text"] for each in ran.json["calendar"]]
    assert len(said) > 15
    assert [each for each in said if each not in text] == []

    files = [*example.glob("municipalities/*.yaml"), *example.glob("registrations/**/*.yaml")]
    kept = "\n".join(file.read_text(encoding="utf-8") for file in files)
    people = {*re.findall(r"(?m)^ *(?:- )?email: *(\S+@\S+)$", kept)}
    people |= {*re.findall(r"(?m)^  - id: .*\n    name: (.+)$", kept)} - {"Postmottak"}
    assert len(people) > 100
    assert [each for each in people if each in text] == []
