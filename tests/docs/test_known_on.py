"""``--known-on``: every command that only reads shows what the folder said then; every one that writes refuses it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date, datetime, timedelta

import pytest
from support import folder_bytes

from docs.test_commands import SAMPLES, TODAY, examples, leaves

LEAVES = leaves()
NOW = datetime.now().astimezone().date()
READS = sorted({example for each in LEAVES if not each.command.writes for example in examples(each)})
WRITES = sorted({example for each in LEAVES if each.command.writes for example in examples(each)})
#: What the commands of letters read past the store, so that it has no past.
OUTSIDE = ("outbox/", "letters/", "sensitive/", "history/", "archive/")


def last_step(example):
    *before, last = example.split(" && ")
    return before, shlex.split(last)[1:]


@pytest.fixture(scope="module")
def then(tmp_path_factory):
    """The example programme after its main job, done ten days ago; all its files are known to the history."""
    folder = tmp_path_factory.mktemp("then") / "programme"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KVADMIN_CONFIG", str(folder.parent / "none.toml"))
        from kvadmin.cli.main import run

        assert run(["demo", str(folder)]) == 0
    for sample in SAMPLES.iterdir():
        (shutil.copytree if sample.is_dir() else shutil.copy)(sample, folder / sample.name)
    for file in sorted((folder / "history").iterdir()):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        file.unlink()
        for line in lines:
            line["when"] = re.sub(r"^[\d-]{10}", str(NOW - timedelta(10)), line["when"])
        old = folder / "history" / f"{NOW - timedelta(10):%Y-%m}.jsonl"
        old.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def now(then, tmp_path_factory):
    """The same programme after everything in it was deleted today, but for its own file."""
    folder = tmp_path_factory.mktemp("now") / "programme"
    shutil.copytree(then, folder)
    from kvadmin.store.store import open_store

    change = open_store(folder, []).transaction("Kari")
    for path in sorted(folder_bytes(folder)):
        if "/" in path and not path.startswith((".", *OUTSIDE, *(sample.name for sample in SAMPLES.iterdir()))):
            change.delete_file(path)
    change.commit()
    return folder


@pytest.mark.parametrize("example", READS)
def test_a_command_that_reads_says_the_same_as_it_said_then(example, then, now, tmp_path, cli, monkeypatch):
    before, last = last_step(example)
    if before:
        pytest.skip("its example writes first")
    monkeypatch.setenv("KVADMIN_TODAY", TODAY)
    yesterday = str(NOW - timedelta(1))
    said = []
    for name, source, options in (("a", then, []), ("b", now, ["--known-on", yesterday])):
        (tmp_path / name).mkdir()
        folder = tmp_path / name / "programme"
        shutil.copytree(source, folder)
        monkeypatch.chdir(folder)
        ran = cli(*last, *options)
        assert ran.code == 0, ran.err
        said.append(ran.out.replace(str(folder), ""))
    assert said[0] == said[1]


@pytest.mark.parametrize("example", WRITES)
@pytest.mark.parametrize("in_front", [False, True])
def test_a_command_that_writes_refuses_and_writes_nothing(example, in_front, then, cli, monkeypatch):
    _before, last = last_step(example)
    if "--" in last and not in_front:
        pytest.skip("what stands behind -- is said to the other command")
    monkeypatch.chdir(then)
    monkeypatch.setenv("KVADMIN_TODAY", TODAY)
    kept = folder_bytes(then)
    options = ["--known-on", "2008-06-01"]
    ran = cli(*options, *last) if in_front else cli(*last, *options)
    assert ran.code == 2, (ran.out, ran.err)
    assert "writes, and what the folder said then cannot be changed" in ran.err
    assert folder_bytes(then) == kept


def test_there_are_enough_of_both():
    assert min(len(READS), len(WRITES)) > 30


def test_no_command_that_is_said_to_read_can_write(then, cli):
    """Whatever a plugin declares: the past that it is given takes no change."""
    from kvadmin.errors import UsageError
    from kvadmin.store.store import open_store

    store = open_store(then, [])
    store.look_back(date(2008, 6, 1))
    change = store.transaction("Kari")
    change.put_file("x.txt", b"x")
    for attempt in (
        change.plan,
        change.commit,
        lambda: store.undo(who="Kari"),
        lambda: store.records.forget([], paths=[]),
    ):
        with pytest.raises(UsageError):
            attempt()
    assert cli("-C", then, "cohort", "list", "--known-on", "nonsense").code == 2
