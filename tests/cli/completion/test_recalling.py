"""The short way answers what the long one answers, or leaves it to that; and never from what has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kvadmin.cli.app import command, invoke
from kvadmin.cli.completion import memory
from kvadmin.cli.completion.answering import answer
from kvadmin.cli.completion.memory import Memory
from kvadmin.cli.completion.recalling import recall

#: Words, and whether the short way knows them once they have been asked.
ASKED = [
    (("coh",), True),
    (("",), True),
    (("cohort", ""), True),
    (("pulje", ""), True),
    (("pulje", "vis", "P"), True),
    (("cohort", "show", ""), True),
    (("cohort", "list", "--"), True),
    (("cohort", "list", "--format", ""), True),
    (("cohort", "list", "--kind", "co"), False),  # the words hang on the command
    (("cohort", "list", "--dry-run", "--"), True),
    (("municipality", "show", ""), True),
    (("municipality", "show", "03"), True),
    (("municipality", "show", "o"), True),
    (("municipality", "show", "aalesu"), True),
    (("municipality", "list", "--county", "Ø"), True),
    (("municipality", "list", "--region", ""), True),
    (("application", "import", ""), True),
    (("application", "show", "0301", "--cohort", "P"), True),
    (("contact", "set", "0301", ""), False),  # persons are not remembered
    (("mail", "plan", "adm"), False),
    (("cohort", "list", "--lang", "nb", "--"), False),
    (("cohort", "list", "--format", "json", "--"), False),
    (("--no-plugins", "coh"), False),
    (("--lang", "nb", "coh"), True),
    (("--lang", "nb", "cohort", "list", "--"), True),
    (("--lang=nn", "log", "--l"), True),
    (("municipality", "list", "--", "x"), False),
    (("no-such-command", ""), False),
]


@pytest.fixture
def example(tmp_path, monkeypatch):
    """The example programme, made long ago; a cache of one's own; and no rule about what was changed just now."""
    folder = tmp_path / "programme"
    assert invoke(["init", str(folder), "--example"]) == 0
    monkeypatch.setenv("KVADMIN_INDEX", str(tmp_path / "cache"))
    monkeypatch.setenv("KVADMIN_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**12))
    return folder


def ask(capsys, way, *words, folder, shell="zsh"):
    """Exit code and lines of one way; None where it does not know."""
    capsys.readouterr()
    code = way([shell, "-C", str(folder), *words]) if shell != "bash" else way([shell, *words])
    told = capsys.readouterr()
    assert told.err == ""
    return None if code is None else (code, told.out)


def the_long_way(asked):
    return answer(asked, command)


@pytest.mark.parametrize(("words", "known"), ASKED, ids=lambda each: " ".join(each) if isinstance(each, tuple) else "")
def test_both_ways_say_the_same(example, capsys, words, known):
    assert ask(capsys, recall, *words, folder=example) is None, "nothing is remembered yet"
    first = ask(capsys, the_long_way, *words, folder=example)
    again = ask(capsys, recall, *words, folder=example)
    assert (again is not None) == known
    assert again in (None, first)


def test_bash_as_well(example, capsys, monkeypatch):
    monkeypatch.setenv("KVADMIN_DATA", str(example))
    line = "kvadmin municipality list --county Mø"
    first = ask(capsys, the_long_way, line, folder=example, shell="bash")
    assert first == (0, "Møre\\ og\\ Romsdal\n")
    assert ask(capsys, recall, line, folder=example, shell="bash") == first


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "cohorts" / "P9.yaml").write_text("id: P9\nname: x\n", encoding="utf-8"),
        lambda folder: (folder / "cohorts" / "P3.yaml").unlink(),
        lambda folder: edited(folder / "cohorts" / "P3.yaml", "name: Pulje 3", "name: Pulje 4"),
        lambda folder: (folder / "programme.yaml").unlink(),
    ],
    ids=["one more", "one less", "another name", "no programme"],
)
def test_names_of_a_folder_that_has_changed_are_not_believed(example, capsys, change):
    ask(capsys, the_long_way, "cohort", "show", "", folder=example)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) is not None
    change(example)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) is None


def edited(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    said = file.stat()
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(said.st_atime_ns, said.st_mtime_ns))  # as a careful editor might


def test_words_hang_on_settings_plugins_and_language(example, capsys, tmp_path, monkeypatch):
    def knows():
        return ask(capsys, recall, "coh", folder=example) is not None

    def learn():
        ask(capsys, the_long_way, "coh", folder=example)
        assert knows()

    learn()
    monkeypatch.setenv("KVADMIN_LANG", "nn")
    assert not knows()
    monkeypatch.undo()
    monkeypatch.setenv("KVADMIN_INDEX", str(tmp_path / "cache"))
    monkeypatch.setenv("KVADMIN_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**12))
    learn()
    (tmp_path / "config.toml").write_text('[plugins]\ndisabled = ["mail"]\n', encoding="utf-8")
    assert not knows()
    learn()
    (example / "kvadmin.toml").write_text('[plugins]\ndisabled = ["gathering"]\n', encoding="utf-8")
    assert not knows()
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    monkeypatch.syspath_prepend(plugins)
    learn()
    (plugins / "stranger-1.0.dist-info").mkdir()  # as pip installs one
    assert not knows()


def test_what_was_changed_a_moment_ago_is_not_kept(example, capsys, monkeypatch):
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", 3_000_000_000)
    ask(capsys, the_long_way, "cohort", "show", "", folder=example)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) is None


def test_another_day_is_another_question(example, capsys, monkeypatch):
    ask(capsys, the_long_way, "municipality", "show", "", folder=example)
    assert ask(capsys, recall, "municipality", "show", "", folder=example) is not None
    monkeypatch.setattr(time, "strftime", lambda _: "2031-01-01")
    assert ask(capsys, recall, "municipality", "show", "", folder=example) is None


def test_who_wants_nothing_kept_has_nothing_kept(example, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KVADMIN_INDEX", "off")
    ask(capsys, the_long_way, "cohort", "show", "", folder=example)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) is None
    assert not (tmp_path / "cache").exists()


def test_a_damaged_memory_is_none(example, capsys, tmp_path):
    first = ask(capsys, the_long_way, "cohort", "show", "", folder=example)
    (file,) = (each for each in (tmp_path / "cache").iterdir() if each.name.startswith("completion-"))
    whole = file.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        assert ask(capsys, recall, "cohort", "show", "", folder=example) in (None, first)
        file.write_bytes(whole[:place])
        assert ask(capsys, recall, "cohort", "show", "", folder=example) is None
    file.write_bytes(whole)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) == first


def test_what_somebody_else_wrote_is_not_read(example, capsys, monkeypatch):
    ask(capsys, the_long_way, "cohort", "show", "", folder=example)
    monkeypatch.setattr(memory.os, "getuid", lambda: 12345)
    assert ask(capsys, recall, "cohort", "show", "", folder=example) is None


def test_nobodys_name_is_kept_and_nothing_lies_in_the_folder(example, capsys, tmp_path):
    contact = ["add", "0301", "--name", "Kari Nordmann", "--email", "kari@x.example", "--role", "project-leader"]
    invoke(["-C", str(example), "contact", *contact, "--yes"])
    before = sorted(example.rglob("*"))
    for words in (("contact", "set", "0301", ""), ("contact", "report", ""), ("municipality", "show", "")):
        assert ask(capsys, the_long_way, *words, folder=example)
    kept = b"".join(each.read_bytes() for each in (tmp_path / "cache").glob("completion-*"))
    assert b"Halden" in kept
    assert b"Nordmann" not in kept
    assert sorted(example.rglob("*")) == before


def test_the_short_way_imports_neither_typer_nor_a_plugin(example, tmp_path):
    """As a shell asks: the second time of a process of its own."""
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    for place in (example, *example.rglob("*")):
        os.utime(place, (10**9, 10**9))
    say = "import sys; sys.argv[1:] = sys.argv[1:]; from kvadmin.cli.main import main\ntry:\n main()\nexcept SystemExit: pass\n"
    say += "print(sorted({each.partition('.')[0] for each in sys.modules} & {'typer', 'pluggy', 'msgspec', 'json'}))"
    made = Memory(str(example), "")
    del made
    asked = [sys.executable, "-c", say, "__complete", "zsh", "-C", str(example), "municipality", "show", "030"]
    time.sleep(3.2)  # the change of the times themselves has a time, too
    answers = [subprocess.run(asked, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert answers[0].splitlines()[0] == answers[1].splitlines()[0] == "0301\tOslo"
    assert answers[1].splitlines()[-1] == "[]"
    assert Path(tmp_path / "cache").is_dir()


@pytest.mark.parametrize(
    "turned",
    [
        ("--lang", "nb"),
        ("--lang=nn",),
        ("--format", "json"),
        ("-o", "list.json"),
        ("-olist.json",),
        ("-C", "elsewhere"),
    ],
    ids=" ".join,
)
def test_what_was_said_in_another_language_is_not_kept_for_this_one(example, capsys, monkeypatch, turned):
    for here in ("en", "nb"):
        monkeypatch.setenv("KVADMIN_LANG", here)
        before = {
            each: ask(capsys, the_long_way, *each, folder=example) for each in (("cohort", "list", "--"), ("coh",))
        }
        ask(capsys, the_long_way, "cohort", "list", *turned, "--", folder=example)
        assert ask(capsys, recall, "cohort", "list", *turned, "--", folder=example) is None
        for words, first in before.items():
            assert ask(capsys, recall, *words, folder=example) in (None, first)


STRANGER = """
import typer
from kvadmin.api import Command, hookimpl

{top}

@hookimpl
def kvadmin_commands():
    return [Command("oddity", "An oddity.", "elsewhere_too:one"), Command("other", "Other.", "elsewhere_too:two")]
"""
ELSEWHERE = """
import os
from typing import Annotated

import typer
from typer._click.types import ParamType


class Fruit(ParamType):
    name = "fruit"

    def shell_complete(self, ctx, param, incomplete):
        from types import SimpleNamespace
        return [SimpleNamespace(value=each, type="plain", help="") for each in os.environ["FRUIT"].split()]


def one(ctx: typer.Context, first: str = "x"):
    "One."


def two(ctx: typer.Context, fruit: Annotated[str, typer.Argument(click_type=Fruit())]):
    "Two."
"""


@pytest.fixture
def stranger(tmp_path, monkeypatch):
    """A plugin whose commands lie in another package than its entry point."""
    place = tmp_path / "site"
    for package in ("strange_plugin", "elsewhere_too"):
        (place / package).mkdir(parents=True)
    (place / "strange-1.0.dist-info").mkdir()
    (place / "strange-1.0.dist-info" / "entry_points.txt").write_text("[kvadmin]\nstrange = strange_plugin\n")
    (place / "strange_plugin" / "__init__.py").write_text(STRANGER.format(top=""))
    (place / "elsewhere_too" / "__init__.py").write_text(ELSEWHERE)
    monkeypatch.syspath_prepend(place)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield place
    for name in ("strange_plugin", "elsewhere_too"):
        sys.modules.pop(name, None)


def anew():
    for name in ("strange_plugin", "elsewhere_too", "strange_plugin.sub"):
        sys.modules.pop(name, None)


def test_commands_of_another_package_than_the_plugins_are_looked_at_as_well(example, capsys, stranger):
    asked = ("oddity", "--f")
    first = ask(capsys, the_long_way, *asked, folder=example)
    assert "--first" in first[1]
    assert ask(capsys, recall, *asked, folder=example) == first
    edited(stranger / "elsewhere_too" / "__init__.py", "first: str", "fifth: str")
    assert ask(capsys, recall, *asked, folder=example) is None


def test_a_plugin_that_failed_is_looked_for_anew_when_any_file_of_it_may_have_been_mended(example, capsys, stranger):
    file = stranger / "strange_plugin" / "__init__.py"
    file.write_text(STRANGER.format(top="import strange_plugin.sub"))
    (stranger / "strange_plugin" / "sub.py").write_text("1 +")
    assert "oddity" not in ask(capsys, the_long_way, "", folder=example)[1]
    (stranger / "strange_plugin" / "sub.py").write_text("")
    anew()
    assert ask(capsys, recall, "", folder=example) is None
    assert "oddity" in ask(capsys, the_long_way, "", folder=example)[1]


def test_what_a_type_of_a_plugin_completes_may_hang_on_anything(example, capsys, stranger, monkeypatch):
    for fruit in ("apple", "pear"):
        monkeypatch.setenv("FRUIT", fruit)
        assert ask(capsys, recall, "other", "", folder=example) is None
        assert ask(capsys, the_long_way, "other", "", folder=example) == (0, f"{fruit}\t\n")
