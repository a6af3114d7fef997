"""``kvadmin doctor`` as a person runs it: in a sound folder, in a broken one and in none; it writes nothing."""

from __future__ import annotations

import socket

import pytest
from support import folder_bytes


@pytest.fixture
def look(cli, monkeypatch):
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", never)

    def run(*options, code=0):
        ran = cli(*options, "doctor", "--format", "json")
        assert ran.code == code, ran.err
        return {
            each["code"]: each
            for each in ran.json["findings"]
            if each["code"] not in ("extra-missing", "library-version")
        }

    return run


def test_a_sound_folder_and_nothing_is_written(look, programme):
    before = folder_bytes(programme)
    assert look("-C", programme) == {}
    assert folder_bytes(programme) == before


def test_without_a_folder(look, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert list(look()) == ["no-folder"]


def test_in_a_broken_folder_it_says_so_and_writes_nothing(look, programme):
    (programme / "programme.yaml").write_text("name: [a\n", encoding="utf-8")
    before = folder_bytes(programme)
    assert look("-C", programme, code=1)["unreadable"]["fix"] == "kvadmin check"
    assert folder_bytes(programme) == before


@pytest.mark.parametrize("text", [b"a = [\n", b"[plugins]\ndisabled = 'mail'\n", b"# \xf8\n"])
def test_settings_that_stop_every_other_command(cli, look, programme, text):
    settings = programme / "kvadmin.toml"
    settings.write_bytes(text)
    assert cli("-C", programme, "status").code == 3
    found = look("-C", programme, code=1)
    assert list(found) == ["bad-settings"]
    assert cli("-C", programme, "doktor").code == 1
    assert str(settings) in found["bad-settings"]["text"]
    settings.rename(programme.parent / "kvadmin.toml")  # what it says is to be done
    assert look("-C", programme) == {}


def test_a_plugin_that_the_programme_misses(look, programme):
    with (programme / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write("plugins:\n  kvadmin-visits: '>=1.2'\n")
    assert look("-C", programme, code=1)["plugin-missing"]["fix"] == "pip install 'kvadmin-visits>=1.2'"


def test_a_plugin_that_fails(look, programme, monkeypatch):
    from kvadmin.extension.manager import Plugins

    statuses = Plugins.statuses
    monkeypatch.setattr(
        Plugins,
        "statuses",
        lambda self: [each._replace(error="no") if each.name == "mail" else each for each in statuses(self)],
    )
    assert look("-C", programme, code=1)["plugin-fails"]["fix"] == "kvadmin plugins check mail"


def test_a_strangers_plugin_that_fails_can_be_switched_off(look, programme, monkeypatch):
    from kvadmin.extension.manager import Plugins

    statuses = Plugins.statuses
    alien = {"error": "no", "builtin": False, "name": "visits"}
    monkeypatch.setattr(Plugins, "statuses", lambda self: [*statuses(self), statuses(self)[-1]._replace(**alien)])
    assert look("-C", programme, code=1)["plugin-fails"]["fix"] == "kvadmin plugins disable visits"


def test_each_finding_has_something_to_do_on_the_screen(cli, programme, monkeypatch):
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    ran = cli("-C", programme, "doctor")
    assert "unset KVADMIN_TODAY" in ran.out


@pytest.mark.parametrize(
    ("language", "clock", "day"), [("nb", "klokken", "Kommandoer regner"), ("nn", "klokka", "Kommandoar reknar")]
)
def test_a_norwegian_reads_norwegian(cli, programme, monkeypatch, language, clock, day):
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    said = cli("--lang", language, "-C", programme, "doctor").out
    assert clock in said
    assert f"{day} 10.06.2008" in said
    assert "2008-06-10" not in said
