"""What the plugin must do, and what every plugin promises. The fixture `kvadmin_kit` comes with kvadmin."""

from __future__ import annotations

import json

import pytest
from kvadmin.testing import conformance

ADD = ["callback", "add", "0301", "Ask for the plan", "--due", "2008-06-01"]


@pytest.fixture
def kit(kvadmin_kit):
    """A programme with two municipalities, on 2008-06-10."""
    kvadmin_kit.municipality("0301", "Oslo")
    kvadmin_kit.municipality("1601", "Trondheim")
    return kvadmin_kit


@pytest.fixture
def todo(tmp_path):
    """A list as an office keeps it."""
    file = tmp_path / "todo.csv"
    rows = ["Kommune;Oppgave;Frist", "Oslo;Call the mayor;20.06.2008", "Trondheim;Send the plan;", ""]
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_what_is_noted_is_listed_and_removed(kit):
    assert kit.run(*ADD).code == 0
    entry = {"id": "0301-1", "municipality": "0301", "text": "Ask for the plan", "due": "2008-06-01"}
    assert kit.json("callback", "list") == {"schema": 1, "entries": [entry]}
    assert kit.json("callback", "show", "0301-1")["entries"] == [entry]
    assert kit.run("callback", "remove", "0301-1").code == 0
    assert kit.json("callback", "list")["entries"] == []


def test_a_list_is_taken_in_once(kit, todo):
    assert kit.json("callback", "import", str(todo))["counts"] == {"imported": 2}
    assert kit.json("callback", "import", str(todo))["counts"] == {"unchanged": 2}
    texts = [each["text"] for each in kit.json("callback", "list")["entries"]]
    assert texts == ["Call the mayor", "Send the plan"]


def test_a_row_of_nobody_keeps_the_whole_list_out(kit, todo):
    todo.write_text("Kommune;Oppgave\nOslo;Call the mayor\nAtlantis;Dive\n", encoding="utf-8")
    before = kit.files()
    assert kit.run("callback", "import", str(todo)).code != 0
    assert kit.files() == before


def test_the_command_of_a_status_item_takes_it_off_the_list(kit):
    kit.run(*ADD)
    (item,) = [each for each in kit.json("status")["needs_action"] if each["key"] == "callback-late"]
    assert item["command"] == "kvadmin callback remove 0301-1"
    assert kit.run(*item["command"].split()[1:]).code == 0
    assert "callback-late" not in {each["key"] for each in kit.json("status")["needs_action"]}


def test_the_check_finds_what_was_emptied_by_hand(kit):
    kit.run(*ADD)
    file = kit.folder / "callback" / "0301-1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Ask for the plan", "' '"), encoding="utf-8")
    found = json.loads(kit.run("check", "--format", "json").out)["findings"]
    assert "callback-empty" in {each["code"] for each in found}


def test_letters_may_say_what_is_to_be_done(kit):
    from kvadmin_callback import kvadmin_letter_context

    kit.run(*ADD)
    said = kvadmin_letter_context(kit.data, "0301")
    assert said == {"callback": {"count": 1, "texts": ["Ask for the plan"]}}
    said = kvadmin_letter_context(kit.data, "1601")
    assert said == {"callback": {"count": 0, "texts": []}}


def test_it_keeps_the_promises_of_every_plugin(kit, todo):
    lines = [
        ADD,
        "callback add Trondheim 'Send the plan'",
        "callback list --municipality 0301",
        "callback show 0301-1",
        "callback remove 1601-1",
        ["callback", "import", str(todo)],
    ]
    refused = [
        "callback add 9999 Dive",
        "callback add 0301 ''",
        "callback show 0301-9",
        "callback remove 0301-9",
    ]
    conformance.check("callback", kit, lines, refused=refused)
