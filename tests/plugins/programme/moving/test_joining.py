from __future__ import annotations

import pytest
from support import folder_bytes

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_an_empty_engine_gets_a_new_programme_and_the_folder_points_to_it(cli, tmp_path, register_file):
    address = f"sqlite:{tmp_path}/p.db"
    made = cli(
        "init", "here", "--store", address, "--name", "Bø – ÆØÅ", "--register", register_file, "--format", "json"
    )
    assert (made.json["store"], made.json["joined"], made.json["municipalities"]) == (address, False, 5)
    assert f"Made a new programme in {address}." in made.err
    assert sorted(folder_bytes(tmp_path / "here")) == [".gitattributes", ".gitignore", "programme.yaml"]
    assert f"store: {address}\n" in (tmp_path / "here/programme.yaml").read_text()
    assert 'name: "Bø – ÆØÅ"' in cli("-C", "here", "store", "get", "programme.yaml", check=True).out
    assert len(cli("-C", "here", "municipality", "list", "--format", "json").json["municipalities"]) == 5


def test_one_that_keeps_a_programme_is_joined(cli, tmp_path):
    address = f"sqlite:{tmp_path}/p.db"
    cli("init", "here", "--store", address, "--example", check=True)
    (tmp_path / "settings").write_text("[plugins]\n")
    cli("-C", "here", "store", "put", "kvadmin.toml", "settings", check=True)
    joined = cli("init", "there", "--store", address, "--format", "json")
    assert (joined.json["joined"], joined.json["municipalities"]) == (True, 430)
    assert "Joined the programme that" in joined.err
    assert (tmp_path / "there/kvadmin.toml").read_text() == "[plugins]\n"
    pointer = (tmp_path / "there/programme.yaml").read_bytes()
    assert pointer == (tmp_path / "here/programme.yaml").read_bytes()
    one, other = (cli("-C", each, "cohort", "list", "--format", "json").json for each in ("here", "there"))
    assert one == other


@pytest.mark.parametrize("options", [("--example",), ("--name", "Ny")])
def test_a_new_programme_is_not_made_over_another(cli, tmp_path, options):
    address = f"sqlite:{tmp_path}/p.db"
    cli("init", "here", "--store", address, check=True)
    before = (tmp_path / "p.db").read_bytes()
    refused = cli("init", "there", "--store", address, *options)
    assert (refused.code, (tmp_path / "there").exists()) == (5, False)
    assert "keeps a programme already" in refused.err
    assert (tmp_path / "p.db").read_bytes() == before


def test_a_place_in_the_address_starts_from_the_folder(cli, tmp_path):
    cli("init", "here", "--store", "sqlite:p.db", check=True)
    assert (tmp_path / "here/p.db").is_file()
    assert cli("-C", "here", "check").code == 0


def test_a_dry_run_says_which_it_would_be_and_makes_nothing(cli, tmp_path):
    address = f"sqlite:{tmp_path}/p.db"
    dry = cli("init", "here", "--store", address, "--dry-run", check=True)
    assert "would get a new programme" in dry.err
    assert not (tmp_path / "here").exists()
    cli("init", "here", "--store", address, check=True)
    assert "would be joined" in cli("init", "there", "--store", address, "--dry-run", check=True).err
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("postgresql://kari:hemmelig@host/db", 2, "holds a password"),
        ("postgresql://host/db", 4, "there is no store engine"),
        ("somewhere", 2, "is no address of an engine"),
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_written(cli, tmp_path, address, code, said):
    refused = cli("init", "here", "--store", address)
    assert (refused.code, (tmp_path / "here").exists()) == (code, False)
    assert said in refused.err
    assert "hemmelig" not in refused.err + refused.out


def test_an_engine_that_keeps_something_else_or_half_a_copy_is_refused(cli, tmp_path, monkeypatch):
    from store.sqlite_engine import SqliteEngine

    SqliteEngine(tmp_path / "p.db").put({"notes.txt": b""})
    refused = cli("init", "here", "--store", f"sqlite:{tmp_path}/p.db")
    assert (refused.code, (tmp_path / "here").exists()) == (5, False)
    assert "no programme: notes.txt" in refused.err
    SqliteEngine(tmp_path / "q.db").put({".copying": b'{"source": "/a", "target": "sqlite:q.db", "sha256": ""}'})
    refused = cli("init", "here", "--store", f"sqlite:{tmp_path}/q.db")
    assert (refused.code, (tmp_path / "here").exists()) == (4, False)
    assert "is an unfinished copy of /a" in refused.err


def test_of_two_who_make_a_new_programme_at_once_one_leaves_no_folder(cli, tmp_path, monkeypatch):
    """Both have seen that there is none; who comes second is told, and has no folder that leads nowhere."""
    from kvadmin.store.moving.places import ProgrammePlace

    address, begin = f"sqlite:{tmp_path}/p.db", ProgrammePlace.begin

    def overtaken(place, contents, who):
        monkeypatch.setattr(ProgrammePlace, "begin", begin)
        cli("init", "first", "--store", address, "--name", "Første", check=True)
        begin(place, contents, who)

    monkeypatch.setattr(ProgrammePlace, "begin", overtaken)
    second = cli("init", "second", "--store", address, "--name", "Andre")
    assert (second.code, "keeps a programme already" in second.err) == (5, True)
    assert not (tmp_path / "second").exists()
    assert 'name: "Første"' in cli("-C", "first", "store", "get", "programme.yaml", check=True).out
