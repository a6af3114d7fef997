"""The whole way on a terminal, as a newcomer goes it: nothing is typed but answers."""

from __future__ import annotations

import pytest

pytest.importorskip("pty")

from terminals import on_terminal

#: What is asked -> what is typed, in order.
TURNS = [
    ("Start a programme", ""), ("Number: ", "1\n"),
    ("Number (Enter: 1): ", "\n"), ("new folder (Enter: programme): ", "\n"), ("[y/N]: ", "y\n"),
    ("Take in applications", ""), ("Number: ", "3\n"), ("Number (Enter: 1): ", "\n"),
    ("soknader-pulje-3.xlsx", ""), ("Which list of applications", "3\n"), ("Which cohort? ", "4\n"), ("[y/N]: ", "y\n"),
    ("Number (Enter: 2): ", "0\n"),
    ("Number: ", "4\n"), ("Number (Enter: 1): ", "4\n"), ("Which cohort? (Enter: P3)", "\n"), ("[y/N]: ", "y\n"),
    ("Number (Enter: 5): ", "q\n"),
    ("Number: ", "5\n"), ("Number (Enter: 1): ", "\n"), ("Which cohort? (Enter: P3)", "\n"), ("(Enter: 5..7)", "\n"),
    ("[y/N]: ", "y\n"), ("Number (Enter: 2): ", "3\n"), ("(Enter: networks-P3.svg)", "\n"), ("Number (Enter: 4): ", "0\n"),
    ("Number: ", "6\n"), ("Number (Enter: 1): ", "4\n"), ("Which gathering? (Enter: 2008-08-27-oppstart)", "\n"),
    ("(Enter: participants-2008-08-27-oppstart.pdf)", "\n"), ("Number (Enter: 5): ", "0\n"),
    ("Number: ", "0\n"),
]  # fmt: skip


def test_answers_alone_lead_to_a_cohort_a_map_and_a_list(cli, tmp_path):
    pytest.importorskip("typst")
    seen = on_terminal(["menu"], cwd=tmp_path, typed=TURNS, timeout=150, KVADMIN_DATA=None, KVADMIN_LANG="en")
    assert seen.code == 0, seen.text
    folder = tmp_path / "programme"
    assert len(cli("-C", folder, "cohort", "show", "P3", "--format", "json").json["members"]) == 36
    assert (folder / "networks" / "P3.yaml").is_file()
    assert (tmp_path / "networks-P3.svg").read_text(encoding="utf-8").startswith(("<svg", "<?xml"))
    assert (tmp_path / "participants-2008-08-27-oppstart.pdf").read_bytes().startswith(b"%PDF")
    ran = [line for line in seen.text.split("Command:")[1:] if line.split()[0] == "kvadmin"]
    assert len(ran) == 10  # four that write, each tried first; two that make a document
    assert "Traceback" not in seen.text
    assert "You have left the menu." in seen.text


@pytest.mark.parametrize("key", ["\x03", "\x04", "q\n"])
def test_one_key_leaves(tmp_path, key):
    seen = on_terminal(
        ["menu"], cwd=tmp_path, typed=[("Number: ", key)], timeout=30, KVADMIN_DATA=None, KVADMIN_LANG="en"
    )
    assert seen.code == 0
    assert seen.text.rstrip().endswith("You have left the menu.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("columns", [40, 80])
def test_a_window_holds_its_lines(cli, tmp_path, columns):
    folder = tmp_path / "programme"
    cli("init", folder, "--name", "Prøveprogrammet", check=True)
    turns = [("Number: ", "8\n"), ("Number (Enter: 1): ", "0\n"), ("Number: ", "q\n")]
    seen = on_terminal(
        ["menu"], cwd=folder, typed=turns, columns=columns, timeout=60, KVADMIN_DATA=None, KVADMIN_LANG="en"
    )
    assert seen.code == 0
    long = [line for line in seen.text.splitlines() if len(line) > columns]
    assert not [line for line in long if str(folder) not in line]  # a path has no place to break
    assert "  11. Work in another programme folder" in seen.text
