"""``kvadmin plugins trust``: a file of the folder runs when, and only as long as, the person trusts its bytes where it lies."""

from __future__ import annotations

import json
import shutil
import tomllib
from hashlib import sha256

import pytest
from extension.discovering.plugin_file_texts import GREET, VISITS, leaving
from extension.stranger import STAR

OFF = "kvadmin plugins trust plugins/greet.py"


@pytest.fixture
def write(programme):
    """Write a plugin file of the programme."""

    def written(text: str = GREET, name: str = "greet"):
        file = programme / "plugins" / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return written


@pytest.fixture
def at(cli, programme):
    """Run kvadmin on the programme; the exit code is looked at."""

    def run(*words, code=0):
        ran = cli("-C", programme, *words)
        assert ran.code == code, ran.out + ran.err
        return ran

    return run


def trust(at, name="greet"):
    return at("plugins", "trust", f"plugins/{name}.py", "--yes")


def status_of(at, name="greet"):
    listed = at("plugins", "list", "--format", "json").json["plugins"]
    return next(each for each in listed if each["name"] == name)


def test_a_file_that_nobody_trusts_is_never_run(at, write, tmp_path, cli, programme):
    write(leaving(str(tmp_path / "trace")))
    ran = at("greet", code=2)
    assert ran.out == ""
    assert "the command 'greet' is one of plugins/greet.py, which does not run" in ran.err
    assert f"hint: see it, then: {OFF}" in ran.err
    assert "No such command 'gret'" in at("gret", code=2).err
    status = status_of(at)
    assert (status["status"], status["builtin"], status["file"]) == ("untrusted", False, "plugins/greet.py")
    assert status["error"] == f"it is not trusted here ({OFF})"
    for words in (("check",), ("municipality", "list"), ("--help",), ("commands",), ("plugins", "check"), ("doctor",)):
        ran = cli("-C", programme, *words)
        assert "greet" not in ran.err or words == ("doctor",), words
    at("plugins", "trust", "greet", "--dry-run")
    for words in (["gr"], ["plugins", "disable", ""], ["greet", ""]):
        assert cli("__complete", "zsh", "-C", programme, *words).code in (0, 3)
    assert not (tmp_path / "trace").exists()
    assert not (programme / "plugins" / "__pycache__").exists()


def test_status_names_it_once_with_the_command(at, write):
    write()
    [item] = [
        each for each in at("status", "--format", "json").json["needs_action"] if each["key"] == "plugin-untrusted"
    ]
    assert item["command"] == OFF
    assert item["about"] == "greet"
    assert at("status").out.count(OFF) == 1


def test_trusted_it_runs_and_its_command_is_its_own_function(at, write, person):
    file = write()
    ran = trust(at)
    assert "SHA-256" in ran.out
    digest = sha256(file.read_bytes()).hexdigest()
    kept = tomllib.loads(person.read_text(encoding="utf-8"))["plugins"]["trusted"]
    assert kept == {str(file.resolve()): {"sha256": digest, "on": kept[str(file.resolve())]["on"]}}
    assert at("greet").out == "hello from the file\n"
    status = status_of(at)
    assert (status["status"], status["hooks"], status["error"]) == ("active", ["kvadmin_commands"], None)
    assert "trusted already" in trust(at).err


def test_the_result_says_what_is_trusted(at, write, person):
    write(VISITS, "visits")
    said = at("plugins", "trust", "visits", "--yes", "--format", "json").json
    assert said["file"] == "plugins/visits.py"
    assert said["hooks"] == ["kvadmin_before_commit", "kvadmin_collections", "kvadmin_commands"]
    assert said["guards"] == ["kvadmin_before_commit"]
    assert said["imports"] == ["typer"]
    assert said["trusted"] is True
    assert said["before"] is None
    assert said["settings"] == str(person)
    assert at("plugins", "trust", "visits", "--yes", "--format", "json").json["before"]["sha256"] == said["sha256"]


def test_nobody_is_asked_without_a_terminal_so_it_needs_yes(at, write, person):
    write()
    ran = at("plugins", "trust", "greet", code=2)
    assert "--yes" in ran.err
    assert ran.out == ""
    assert not person.exists()


@pytest.mark.parametrize("yes", [True, False])
def test_on_a_terminal_she_sees_it_and_is_asked(at, write, person, monkeypatch, yes):
    from kvadmin.session.session import Session

    write(VISITS, "visits")
    asked = []
    monkeypatch.setattr(Session, "_interactive", lambda run: True)
    monkeypatch.setattr(Session, "confirm", lambda run, question: asked.append(question) or yes)
    ran = at("plugins", "trust", "visits", code=0 if yes else 1)
    assert "before_commit (guards what may be saved)" in ran.err
    assert len(asked) == 1
    assert "all your rights" in asked[0]
    assert person.exists() == yes


def test_a_dry_run_shows_it_and_writes_nothing(at, write, person):
    write()
    ran = at("plugins", "trust", "greet", "--dry-run", "--format", "json")
    assert ran.json["trusted"] is False
    assert "would write to" in ran.err
    assert not person.exists()


def test_a_changed_file_is_off_again_and_said_on_every_run(at, write, tmp_path):
    write()
    trust(at)
    write(leaving(str(tmp_path / "trace")))
    for _ in range(2):
        ran = at("municipality", "list")
        assert ran.err.count("\n") == 1
        assert "warning: plugin 'greet' (plugins/greet.py) is off: it has changed since it was trusted on " in ran.err
        assert OFF in ran.err
    assert at("greet", code=2).out == ""
    assert at("--strict-plugins", "municipality", "list", code=6).out == ""
    assert not (tmp_path / "trace").exists()
    ran = at("plugins", "trust", "greet", "--dry-run")
    assert "is off" not in ran.err
    assert "another content was trusted on" in ran.out
    trust(at)
    at("greet")
    assert (tmp_path / "trace").exists()
    write()  # the first content is not trusted any more
    at("greet", code=2)


def test_a_file_that_became_a_link_is_off_and_said(at, write, tmp_path):
    file = write()
    trust(at)
    file.rename(tmp_path / "greet.py")
    file.symlink_to(tmp_path / "greet.py")
    assert "is off: it is a link" in at("municipality", "list").err


def test_a_copied_folder_is_another_programme(at, write, cli, programme, tmp_path):
    write()
    trust(at)
    copy = tmp_path / "copy"
    shutil.copytree(programme, copy)
    assert cli("-C", copy, "greet").code == 2
    assert cli("-C", copy, "municipality", "list").err == ""
    link = tmp_path / "link"
    link.symlink_to(programme)
    assert cli("-C", link, "greet").out == "hello from the file\n"
    programme.rename(tmp_path / "moved")
    assert cli("-C", tmp_path / "moved", "greet").code == 2


def test_settings_that_lie_in_the_folder_are_nobodys_own(at, write, programme, monkeypatch):
    file = write()
    line = f'"{file.resolve()}" = {{ sha256 = "{sha256(file.read_bytes()).hexdigest()}", on = "2026-11-30" }}'
    (programme / "kvadmin.toml").write_text(f"[plugins.trusted]\n{line}\n", encoding="utf-8")
    at("greet", code=2)
    monkeypatch.setenv("KVADMIN_CONFIG", str(programme / "kvadmin.toml"))
    at("greet", code=2)
    ran = at("plugins", "trust", "greet", "--yes", code=1)
    assert "lie in the programme folder" in ran.err


@pytest.mark.parametrize(
    ("text", "name", "code", "words"),
    [
        ("def f(:\n", "greet", 3, "plugins/greet.py:1"),
        (GREET, "mail", 1, "another plugin is already called 'mail'"),
        (GREET, "my-greet", 1, "small letters"),
        (GREET, "Greet", 1, "small letters"),
        (f"KVADMIN_API = '9.1'\n{GREET}", "greet", 1, "it needs the API 9.1"),
    ],
)
def test_what_cannot_be_a_plugin_is_not_trusted(at, write, person, text, name, code, words):
    write(text, name)
    ran = at("plugins", "trust", f"plugins/{name}.py", "--yes", code=code)
    assert words in ran.err
    assert ran.out == ""
    assert not person.exists()


@pytest.mark.parametrize(
    "word", ["plugins/greet.py", "greet.py", "greet", "{folder}/plugins/greet.py", "./plugins/greet.py"]
)
def test_the_file_is_named_by_its_path_or_its_name(at, write, programme, word):
    write()
    at("plugins", "trust", word.format(folder=programme), "--yes")
    assert at("greet").out == "hello from the file\n"


def test_what_lies_elsewhere_is_not_trusted(at, write, tmp_path, programme, person):
    write()
    (tmp_path / "stray.py").write_text(GREET, encoding="utf-8")
    (programme / "stray.py").write_text(GREET, encoding="utf-8")
    for word in (tmp_path / "stray.py", "stray.py", "plugins/../stray.py"):
        ran = at("plugins", "trust", word, "--yes", code=1)
        assert "does not lie in" in ran.err
    ran = at("plugins", "trust", "plugins/gret.py", "--yes", code=4)
    assert "did you mean plugins/greet.py?" in ran.err
    assert not person.exists()


def test_untrusted_again_it_does_not_run_and_may_be_gone(at, write, person):
    file = write()
    trust(at)
    assert "would write" in at("plugins", "untrust", "greet", "--dry-run").err
    assert at("greet").out
    at("plugins", "untrust", "plugins/greet.py")
    at("greet", code=2)
    assert at("municipality", "list").err == ""
    assert "no plugin file" in at("plugins", "untrust", "greet", code=4).err
    trust(at)
    file.unlink()
    at("plugins", "untrust", "greet")
    assert str(file) not in person.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["./plugins/greet.py", "plugins/../plugins/greet.py", "{folder}/plugins/./greet.py"])
@pytest.mark.parametrize("gone", [False, True])
def test_untrust_takes_the_path_that_trust_takes(at, write, person, programme, word, gone):
    file = write()
    named = word.format(folder=programme)
    at("plugins", "trust", named, "--yes")
    if gone:
        file.unlink()
    at("plugins", "untrust", named)
    assert "greet.py" not in person.read_text(encoding="utf-8")


def test_what_others_write_into_the_settings_while_she_reads_stays(at, write, person, monkeypatch):
    def written_meanwhile(*_):
        person.parent.mkdir(parents=True, exist_ok=True)
        person.write_text('[plugins]\ndisabled = ["mail"]\n', encoding="utf-8")
        return True

    write()
    monkeypatch.setattr("kvadmin.session.session.Session._interactive", lambda run: True)
    monkeypatch.setattr("kvadmin.session.session.Session.confirm", written_meanwhile)
    at("plugins", "trust", "greet")
    settings = tomllib.loads(person.read_text(encoding="utf-8"))["plugins"]
    assert settings["disabled"] == ["mail"]
    assert len(settings["trusted"]) == 1


def test_the_command_that_is_named_is_one_that_a_shell_reads_as_it_is_meant(at, write):
    write(name="a b")
    assert status_of(at, "a b")["error"].endswith("(kvadmin plugins trust 'plugins/a b.py')")


def test_it_is_disabled_and_enabled_as_any_other(at, write, person):
    write()
    trust(at)
    at("plugins", "disable", "greet")
    assert status_of(at)["status"] == "disabled"
    at("greet", code=2)
    at("plugins", "enable", "greet")
    assert at("greet").out == "hello from the file\n"
    assert at("--no-plugins", "greet", code=2).out == ""
    assert "trusted" in person.read_text(encoding="utf-8")


def test_disabled_it_is_not_asked_about(at, write):
    write()
    at("plugins", "disable", "greet", "--here")
    assert "plugin-untrusted" not in {each["key"] for each in at("status", "--format", "json").json["needs_action"]}


def test_check_tries_it_in_a_process_of_its_own(at, write):
    write("raise RuntimeError('at once')", "other")
    write(STAR + "@hookimpl\ndef kvadmin_checks():\n    raise ValueError('odd')\n")
    assert "other" not in str(
        [e for e in at("plugins", "check", "--format", "json").json["plugins"] if e["status"] == "failed"]
    )
    assert "is not tried: it is not trusted here" in at("plugins", "check", "other", code=1).err
    trust(at)
    ran = at("plugins", "check", "greet", "--format", "json", code=1)
    [status] = ran.json["plugins"]
    assert (status["status"], status["file"]) == ("failed", "plugins/greet.py")
    assert "ValueError: odd" in status["error"]


def test_what_it_does_wrong_carries_its_name(at, write):
    write(STAR + "print('noise')\n@hookimpl\ndef kvadmin_checks():\n    raise ValueError('odd')\n")
    trust(at)
    err = at("check").err
    assert "plugin 'greet': it prints on stdout" in err
    assert "plugin 'greet' failed: in kvadmin_checks: ValueError: odd" in err
    assert "kvadmin plugins disable greet" in err


def test_one_that_cannot_be_run_fails_by_name_and_stops_nothing(at, write):
    write("import os\nos._exit(3)")
    trust(at)
    assert "plugin 'greet' failed: cannot be imported: SystemExit: os._exit(3)" in at("municipality", "list").err


def test_its_records_and_its_entry_in_the_programme(at, write, programme):
    write(VISITS, "visits")
    trust(at, "visits")
    at("visits", "add", "0301")
    assert (programme / "visits" / "v1.yaml").is_file()
    text = (programme / "programme.yaml").read_text(encoding="utf-8")
    assert "plugins/visits.py" in text
    assert "before_commit" in text
    assert "version" not in text.partition("plugins:")[2]
    at("visits", "add", "0821")
    assert (programme / "programme.yaml").read_text(encoding="utf-8") == text
    assert at("check").out


def test_where_another_person_does_not_trust_it_what_it_guards_is_refused(at, write, programme, monkeypatch, tmp_path):
    file = write(VISITS, "visits")
    trust(at, "visits")
    at("visits", "add", "0301")
    monkeypatch.setenv("KVADMIN_CONFIG", str(tmp_path / "ola.toml"))  # another person of the office
    before = (programme / "municipalities").iterdir()
    ran = at("municipality", "set", "0301", "population", "1", code=6)
    assert "plugin 'visits' is missing: plugins/visits.py is not trusted here" in ran.err
    assert "hint: kvadmin plugins trust plugins/visits.py; or pass over it" in ran.err
    assert all("population: 1\n" not in each.read_text(encoding="utf-8") for each in before)
    at("municipality", "list")
    [finding] = [each for each in at("check", "--format", "json").json["findings"] if each["code"] == "plugin-missing"]
    assert finding["hint"] == "kvadmin plugins trust plugins/visits.py"
    reason = ("--without-guard", "visits", "--why", "the deadline is today")
    at("municipality", "set", "0301", "population", "2", *reason)
    trust(at, "visits")
    at("municipality", "set", "0301", "population", "3")
    file.unlink()
    assert "the file plugins/visits.py is gone" in at("municipality", "set", "0301", "population", "4", code=6).err
    at("plugins", "disable", "visits", "--unlist", "--why", "no more visits")
    at("municipality", "set", "0301", "population", "5")


def test_an_installed_plugin_of_that_name_comes_first(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("kvadmin.testing.Kit._surroundings", lambda kit: _config(tmp_path / "own.toml", monkeypatch))
    folder = desk.kit.folder / "plugins"
    folder.mkdir()
    (folder / "roads.py").write_text(GREET, encoding="utf-8")
    desk.run("plugins", "trust", "roads", "--yes")
    assert desk.run("greet").out == "hello from the file\n"
    desk.install(STAR)
    assert "another plugin is already called 'roads'" in desk.run("municipality", "list").err
    names = {
        each["name"]: each["file"]
        for each in json.loads(desk.run("plugins", "list", "--format", "json").out)["plugins"]
    }
    assert names["roads"] is None
    assert names["roads@kvadmin_file_roads"] == "plugins/roads.py"
    desk.run("plugins", "disable", "roads@kvadmin_file_roads")
    assert desk.run("municipality", "list").err == ""


def _config(file, monkeypatch):
    from contextlib import nullcontext

    monkeypatch.setenv("KVADMIN_CONFIG", str(file))
    return nullcontext()


def test_nothing_is_written_over_it_and_no_collection_may_lie_there(at, write):
    file = write()
    ran = at("municipality", "list", "--format", "csv", "-o", file, code=1)
    assert "belongs to the programme and is never written over" in ran.err
    write(VISITS.replace("visits/{id}.yaml", "plugins/{id}.yaml"), "visits")
    trust(at, "visits")
    assert "the folder belongs to kvadmin itself" in at("municipality", "list").err


def test_check_does_not_call_it_a_leftover(at, write):
    write()
    write("x = 1", "other")
    assert [each for each in at("check", "--format", "json").json["findings"] if each["code"] == "unread-file"] == []
