"""Whatever is wrong with the index, what is asked is answered as without it, and nothing is said."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kvadmin.store.index import database
from kvadmin.store.index.database import Index, index_file

NUMBERS = range(1001, 1025)
NAMES = {number: "".join("eimorstuva"[int(digit)] for digit in str(number)).title() for number in NUMBERS}
COMMANDS = (
    ("municipality", "list", "--format", "json"),
    ("municipality", "list", "--county", "Fylke 3"),
    ("municipality", "list", "--county", "Nowhere"),
    ("municipality", "show", NAMES[1005]),
    ("municipality", "show", "Bø"),
    ("municipality", "show", f"{NAMES[1005]}x"),
    ("--dry-run", "municipality", "set", NAMES[1007], "population", "77"),
)


@pytest.fixture
def folder(tmp_path, eager_index):
    del eager_index
    folder = tmp_path / "programme"
    (folder / "municipalities").mkdir(parents=True)
    (folder / "programme.yaml").write_text("schema: 1\nname: Prøve\n", encoding="utf-8")
    for number in NUMBERS:
        name = "Bø" if number in (1003, 1004) else NAMES[number]
        text = f"number: '{number}'\nname: {name}\ncounty: Fylke {number % 5}\npopulation: {number * 7}\nlat: 60.5\n"
        text += f"contacts:\n- id: c\n  name: Kari Lie {number}\n  email: kari{number}@stad.example\n"
        (folder / "municipalities" / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def told(cli, folder):
    """What the commands say and how they end; a number: of so many of them."""

    def told(count=None):
        return [cli("-C", folder, "--today", "2008-06-10", *command) for command in COMMANDS[:count]]

    return told


@pytest.fixture
def right(told, monkeypatch):
    """What they say without an index."""
    with monkeypatch.context() as context:
        context.setenv("KVADMIN_INDEX", "off")
        found = told()
    assert [ran.code for ran in found] == [0, 0, 4, 0, 4, 4, 0]
    return found


def _user_version(file):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=77")
    connection.commit()
    connection.close()


def _without_tables(file):
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE outlines")
    connection.execute("CREATE TABLE outlines (a, b)")
    connection.commit()
    connection.close()


def _folder_in_its_place(file):
    file.unlink()
    (file / "inside").mkdir(parents=True)


def _gone_with_its_folder(file):
    shutil.rmtree(file.parent)


def _a_file_for_its_folder(file):
    shutil.rmtree(file.parent)
    file.parent.write_bytes(b"no folder")


DAMAGES = {
    "none": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(random.Random(1).randbytes(30_000)),
    "text": lambda file: file.write_text("no database\n", encoding="utf-8"),
    "head alone": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "another version": _user_version,
    "other tables": _without_tables,
    "a folder in its place": _folder_in_its_place,
    "its folder gone": _gone_with_its_folder,
    "a file for its folder": _a_file_for_its_folder,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_changes_no_answer(folder, told, right, damage):
    assert told() == told() == right
    damage(index_file(folder))
    assert told() == told() == right


def test_wherever_it_is_cut_off_the_answers_stay(folder, told, right):
    assert told() == right
    file = index_file(folder)
    whole = file.read_bytes()
    for length in sorted({*range(0, len(whole), max(1, len(whole) // 25)), 1, 15, 16, 99, 101, len(whole) - 1}):
        file.write_bytes(whole[:length])
        assert told(1) == right[:1], length


def test_whichever_bytes_are_others_the_answers_stay(folder, told, right):
    assert told() == right
    file = index_file(folder)
    whole = file.read_bytes()
    chance = random.Random(20)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 1, 8))):
            damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        file.write_bytes(damaged)
        assert told(1) == right[:1]


def test_a_byte_that_changes_what_a_row_says_is_never_believed(folder, told, right):
    assert told(1) == right[:1]
    file = index_file(folder)
    whole = file.read_bytes()
    assert NAMES[1005].encode() in whole
    file.write_bytes(whole.replace(NAMES[1005].encode(), NAMES[1006].encode()))
    assert told(1) == right[:1]


def test_rows_of_another_kvadmin_do_not_count(told, right, monkeypatch):
    monkeypatch.setattr("kvadmin.store.index.shapes.__version__", "9.9")
    assert told() == right
    monkeypatch.undo()
    assert told() == right


def test_where_it_may_not_be_written_the_answers_stay(told, right, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("KVADMIN_INDEX", str(tmp_path / "file" / "index"))
    assert told() == right


@pytest.mark.parametrize("options", ["size=64k", "size=16k", "size=64k,ro"])
@pytest.mark.parametrize("before", [True, False], ids=["there before", "not there"])
def test_on_a_full_or_read_only_disk_the_answers_stay(folder, told, right, tmp_path, monkeypatch, options, before):
    assert told() == right
    held = index_file(folder).read_bytes()
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options.removesuffix(",ro"), "kvadmin", disk], check=False)
    if made.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        monkeypatch.setenv("KVADMIN_INDEX", str(disk))
        if before:
            index_file(folder).write_bytes(held[: 16384 if "16k" in options else None])
        if options.endswith(",ro"):
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        else:
            (disk / "filler").write_bytes(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
        assert told() == told() == right
        for file in (folder / "municipalities").glob("100*.yaml"):
            os.utime(file)
        assert told() == right
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)  # a connection may still hold it


@pytest.mark.parametrize("pages", [1, 2, 3, 4])
def test_when_it_may_not_grow_the_answers_stay(told, right, monkeypatch, pages):
    opened = Index._connected

    def full(self):
        connection = opened(self)
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    monkeypatch.setattr(Index, "_connected", full)
    assert told() == told() == right


@pytest.mark.parametrize("begun", [True, False], ids=["there before", "not there"])
def test_while_another_process_holds_it_the_answers_stay(folder, told, right, begun, monkeypatch):
    monkeypatch.setattr(database, "_PATIENCE", 0.01)
    if begun:
        assert told() == right
    index_file(folder).parent.mkdir(exist_ok=True)
    line = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('BEGIN EXCLUSIVE'); connection.execute('CREATE TABLE mine (a)'); print(flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", line, str(index_file(folder))], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    other.stdout.readline()
    try:
        assert told() == right
    finally:
        other.communicate(b"\n")
    assert told() == right


def test_deleted_between_two_commands_or_while_it_is_open(folder, told, right, tmp_path):
    assert told(1) == right[:1]
    shutil.rmtree(index_file(folder).parent)
    assert told() == right
    index = Index(tmp_path / "one.sqlite", ("CREATE TABLE IF NOT EXISTS a (b)",))
    index.write(lambda connection: connection.execute("INSERT INTO a VALUES (1)"))
    index.file.unlink()
    assert index.rows("SELECT b FROM a") == [(1,)]
    index.write(lambda connection: connection.execute("INSERT INTO a VALUES (2)"))
    assert Index(tmp_path / "one.sqlite", index.tables).rows("SELECT b FROM a") == []


def test_nothing_of_the_contacts_stands_in_it_and_nothing_lies_in_the_programme_folder(folder, told, eager_index):
    before = {path for path in folder.rglob("*") if ".kvadmin" not in path.parts}
    told()
    assert [path.name for path in eager_index.iterdir()] == [index_file(folder).name]
    content = index_file(folder).read_bytes()
    assert NAMES[1005].encode() in content
    assert not any(f"{text}{number}".encode() in content for text in ("Kari Lie ", "kari") for number in NUMBERS)
    assert {path for path in folder.rglob("*") if ".kvadmin" not in path.parts} == before
    if os.name != "nt":
        assert index_file(folder).stat().st_mode & 0o77 == eager_index.stat().st_mode & 0o77 == 0


def test_completing_answers_the_same_and_leaves_no_trace_in_the_folder(cli, folder, monkeypatch):
    def completed():
        return [
            cli("__complete", "zsh", "-C", folder, "municipality", *words)
            for words in (("show", "B"), ("show", "10"), ("list", "--county", ""))
        ]

    from_index, before = (completed(), completed()), {path: path.stat() for path in folder.rglob("*")}
    monkeypatch.setenv("KVADMIN_INDEX", "off")
    assert from_index == (completed(), completed())
    assert NAMES[1005] in cli("__complete", "zsh", "-C", folder, "municipality", "show", NAMES[1005][:2]).out
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


def test_a_change_is_whole_or_not_at_all_and_every_room_finds_its_table(tmp_path):
    one = Index(tmp_path / "i.sqlite", ("CREATE TABLE IF NOT EXISTS a (b)",))
    other = Index(tmp_path / "i.sqlite", ("CREATE TABLE IF NOT EXISTS c (d)",))
    one.write(lambda connection: connection.executemany("INSERT INTO a VALUES (?)", [(1,), (2,)]))
    other.write(lambda connection: connection.execute("INSERT INTO c VALUES (3)"))

    def half(connection):
        connection.execute("INSERT INTO a VALUES (4)")
        raise sqlite3.OperationalError

    one.write(half)
    again = Index(tmp_path / "i.sqlite", one.tables)
    assert other.rows("SELECT d FROM c") in ([(3,)], [])
    assert (4,) not in again.rows("SELECT b FROM a")


def test_a_python_without_sqlite_reads_the_files(told, right, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert told() == right


@pytest.mark.parametrize(
    ("command", "asks"),
    [("municipality --help", False), ("municipality show 1005", False), ("municipality list", True)],
)
def test_sqlite_is_loaded_only_where_the_index_is_asked(folder, command, asks):
    for number in range(1025, 1080):
        text = f"number: '{number}'\nname: By{number}\n"
        (folder / "municipalities" / f"{number}.yaml").write_text(text, encoding="utf-8")
    line = (
        "import sys; from kvadmin.cli.main import run\n"
        f"code = run(['-C', {str(folder)!r}, *{command.split()!r}])\n"
        "sys.exit(code or ('sqlite3' in sys.modules) * 77)"
    )
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, check=False)
    assert ran.returncode == (77 if asks else 0), ran.stderr


@pytest.mark.parametrize("off", ["off", "OFF"])
def test_off_means_that_none_is_made(folder, told, right, monkeypatch, tmp_path, off):
    monkeypatch.setenv("KVADMIN_INDEX", off)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert index_file(folder) is None
    assert told() == right
    assert not (tmp_path / "cache").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="on other systems platformdirs says where it is")
def test_it_lies_in_the_cache_of_the_person(tmp_path, monkeypatch):
    import platformdirs

    monkeypatch.setenv("KVADMIN_INDEX", "elsewhere")  # no absolute path: as if nothing were said
    for base in (str(tmp_path / "cache"), "", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", base)
        where = index_file(tmp_path).parent
        if base != "relative":
            assert where == Path(platformdirs.user_cache_dir("kvadmin", appauthor=False)) / "index"
        assert where.is_absolute()
