"""``log``, ``undo`` and ``redo`` from the command line."""

from __future__ import annotations

import json


def groups(cli, programme):
    return [
        each["id"] for each in json.loads(cli("-C", programme, "cohort", "list", "--format", "json").out)["cohorts"]
    ]


def entries(cli, programme):
    return json.loads(cli("-C", programme, "log", "--format", "json").out)["entries"]


def test_undo_and_redo_walk_back_and_forth(cli, programme):
    for name in ("A", "B"):
        cli("-C", programme, "cohort", "new", name, "--name", name, check=True)
    seen = []
    for step in ("undo", "undo", "redo", "redo", "undo"):
        assert cli("-C", programme, step).code == 0
        seen.append(groups(cli, programme))
    assert seen == [["A"], [], ["A"], ["A", "B"], ["A"]]
    assert cli("-C", programme, "redo").code == 0
    nothing = cli("-C", programme, "redo")
    assert nothing.code == 4
    assert "nothing to redo" in nothing.err


def test_a_change_is_undone_and_made_again_by_name(cli, programme):
    for name in ("A", "B"):
        cli("-C", programme, "cohort", "new", name, "--name", name, check=True)
    first = entries(cli, programme)[-2]["id"]
    assert cli("-C", programme, "redo", first).code == 1
    assert cli("-C", programme, "undo", first).code == 0
    assert groups(cli, programme) == ["B"]
    assert cli("-C", programme, "undo", first).code == 1
    assert cli("-C", programme, "redo", first).code == 0
    assert groups(cli, programme) == ["A", "B"]
    assert cli("-C", programme, "redo", "nonsense").code == 4


def test_a_dry_run_of_undo_writes_nothing(cli, programme):
    cli("-C", programme, "cohort", "new", "A", "--name", "A", check=True)
    before = {path: path.read_bytes() for path in programme.rglob("*") if path.is_file()}
    shown = cli("-C", programme, "undo", "--dry-run")
    assert shown.code == 0
    assert "-id: A" in shown.err
    assert {path: path.read_bytes() for path in programme.rglob("*") if path.is_file()} == before
