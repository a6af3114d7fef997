from __future__ import annotations

import io
from hashlib import sha256

import pytest
from store.moving.places import BINARY, make, part_of
from support import folder_bytes


@pytest.fixture(params=["folder", "engine"])
def kept(request, cli, example, tmp_path, monkeypatch, sqlite):
    """The example programme, in its folder and in an engine: the commands are the same."""
    del sqlite
    if request.param == "engine":
        cli("store", "copy", "--from", ".", "--to", f"sqlite:{tmp_path}/p.db", check=True)
        cli("init", "../pointer", "--store", f"sqlite:{tmp_path}/p.db", check=True)
        monkeypatch.chdir(tmp_path / "pointer")
    return example


@pytest.fixture
def letter(tmp_path):
    file = tmp_path / "letter.md"
    file.write_text("Kjære alle i Ørsta!\n", encoding="utf-8")
    return file


def test_list_names_every_content_with_size_and_kind(cli, kept):
    listed = cli("store", "list", "--format", "json", check=True).json
    assert {each["name"]: each["size"] for each in listed["contents"]} == {
        name: len(data) for name, data in part_of(kept).items()
    }
    kinds = {each["name"]: (each["kind"], each["collection"]) for each in listed["contents"]}
    assert kinds["cohorts/P3.yaml"] == ("record", "cohorts")
    assert kinds["incoming/pameldinger.csv"] == ("file", None)
    below = cli("store", "list", "cohorts", "--format", "json", check=True).json
    assert [each["name"] for each in below["contents"]] == [
        f"cohorts/{each}.yaml" for each in ("I07", "P1", "P2", "P3")
    ]
    wrong = cli("store", "list", "cohort", "--format", "json")
    assert (wrong.code, '"suggestions":["cohorts"]' in wrong.err.replace(": ", ":")) == (4, True)


def test_get_gives_the_bytes(cli, kept, tmp_path):
    assert cli("store", "get", "cohorts/P3.yaml", check=True).out.encode() == part_of(kept)["cohorts/P3.yaml"]
    cli("store", "get", "incoming/pameldinger.csv", "-o", tmp_path / "out.csv", check=True)
    assert (tmp_path / "out.csv").read_bytes() == part_of(kept)["incoming/pameldinger.csv"]
    for ending in ("yaml", "xlsx", "json", "pdf", "odd", "txt"):
        out = tmp_path / f"out.{ending}"
        cli("store", "get", "cohorts/P3.yaml", "-o", out, check=True)
        assert out.read_bytes() == part_of(kept)["cohorts/P3.yaml"]
    shown = cli("store", "get", "cohorts/P3.yaml", "--format", "json", check=True).json
    assert shown["sha256"] == sha256(part_of(kept)["cohorts/P3.yaml"]).hexdigest()
    assert shown["text"].startswith("id: P3\n")
    wrong = cli("store", "get", "cohort/P3.yaml")
    assert (wrong.code, "cohorts/P3.yaml" in wrong.err) == (4, True)


def test_what_was_put_is_listed_got_undone_and_in_the_history(cli, kept, letter, tmp_path):
    (tmp_path / "kart.pdf").write_bytes(BINARY)
    put = cli("store", "put", "letters/innbyding.md", letter, "--why", "ny tekst", "--format", "json", check=True)
    assert put.json == {"schema": 1, "name": "letters/innbyding.md", "dry_run": False, "size": 22,
                        "sha256": sha256(letter.read_bytes()).hexdigest()}  # fmt: skip
    cli("store", "put", "letters/vedlegg/kart.pdf", tmp_path / "kart.pdf", check=True)
    cli("store", "get", "letters/vedlegg/kart.pdf", "-o", tmp_path / "ut.pdf", check=True)
    assert (tmp_path / "ut.pdf").read_bytes() == BINARY
    got = cli("store", "get", "letters/vedlegg/kart.pdf", "--format", "json", check=True).json
    assert (got["text"], len(got["base64"])) == (None, 400_000)
    entries = cli("log", "--format", "json", check=True).json["entries"]
    assert {(entry["why"], entry["command"]) for entry in entries} == {("ny tekst", "store put"), ("", "store put")}
    cli("undo", check=True)
    cli("undo", check=True)
    assert cli("store", "get", "letters/innbyding.md").code == 4
    del kept


def test_put_reads_stdin_and_a_dry_run_shows_the_difference_alone(cli, kept, monkeypatch):
    class Bytes(io.TextIOWrapper):
        pass

    record = part_of(kept)["cohorts/P3.yaml"].replace("høsten".encode(), b"hausten")
    from kvadmin.plugins.programme.moving import store_contents

    class Given:
        stdin = Bytes(io.BytesIO(record))

    monkeypatch.setattr(store_contents, "sys", Given)
    dry = cli("store", "put", "cohorts/P3.yaml", "-", "--replace", "--dry-run", check=True)
    assert "+name: Pulje 3 (hausten 2008)" in dry.err
    assert "høsten" in cli("store", "get", "cohorts/P3.yaml").out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("capacity: 36", "capacity: many", "cohorts/P3.yaml:"),
        ("id: P3", "id: P4", "cohorts/P3.yaml:"),
        ("id: P3", "id: [", "yaml-syntax"),
    ],
)
def test_a_record_that_would_not_be_sound_is_refused_with_its_places(cli, kept, tmp_path, before, after, said):
    text = part_of(kept)["cohorts/P3.yaml"].decode()
    assert before in text
    (tmp_path / "P3.yaml").write_text(text.replace(before, after), encoding="utf-8")
    refused = cli("store", "put", "cohorts/P3.yaml", tmp_path / "P3.yaml", "--replace")
    assert (refused.code, said in refused.err, "nothing was written" in refused.err) == (3, True, True)
    assert cli("store", "get", "cohorts/P3.yaml").out == text
    assert cli("log", "--format", "json").json["entries"] == []


def test_a_record_to_which_others_refer_does_not_lose_its_name(cli, kept, tmp_path):
    text = part_of(kept)["networks/P1.yaml"].decode().replace("cohort: P1", "cohort: P9")
    (tmp_path / "P1.yaml").write_text(text, encoding="utf-8")
    assert cli("store", "put", "networks/P1.yaml", tmp_path / "P1.yaml", "--replace").code == 3


def test_faults_of_others_that_were_there_stand_in_nobodys_way(cli, example, letter, tmp_path):
    (example / "cohorts/P9.yaml").write_text("id: P9\ncapacity: many\n")
    text = part_of(example)["cohorts/P3.yaml"].decode().replace("høsten", "hausten")
    (tmp_path / "P3.yaml").write_text(text, encoding="utf-8")
    cli("store", "put", "cohorts/P3.yaml", tmp_path / "P3.yaml", "--replace", check=True)
    del letter


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("history/2008-05.jsonl", 2),
        ("history/x.md", 2),
        ("../x.md", 2),
        ("/x.md", 2),
        (".git/config", 2),
        ("letters/.x", 2),
        ("letters/x.part", 2),
        ("letters/12:30.md", 2),
        ("archive/purring/send.jsonl", 2),  # who counts what was sent would believe it
        ("calendar/Published.JSONL", 2),
        ("History/x.md", 2),
        ("Sensitive/x.md", 2),  # on Windows and macOS that is sensitive/
        ("COHORTS/P4.yaml", 2),
        ("letters/x.LOCK", 2),
        ("", 2),
    ],
)
def test_what_belongs_to_others_is_never_written(cli, kept, letter, name, code):
    before = folder_bytes(kept)
    assert cli("store", "put", name, letter).code == code
    assert folder_bytes(kept) == before


def test_the_log_of_a_mailing_is_never_written(cli, example, letter):
    make(example, {"archive/purring/send.jsonl": b'{"x": 1}\n'}, {})
    refused = cli("store", "put", "archive/purring/send.jsonl", letter)
    assert (refused.code, "belongs to the history or to what was sent" in refused.err) == (2, True)


def test_nothing_sensitive_is_shown_or_kept_in_the_history(cli, kept, letter):
    put = cli("store", "put", "sensitive/notes.md", letter, check=True)
    assert "This can't be undone." in put.err
    assert "Ørsta" not in cli("log", "--format", "json").out
    letter.write_text("annet\n")
    dry = cli("store", "put", "sensitive/notes.md", letter, "--replace", "--dry-run", check=True)
    assert "Ørsta" not in dry.err + dry.out
    del kept


def test_a_file_that_is_not_there_is_said(cli, kept):
    assert cli("store", "put", "letters/x.md", "nowhere.md").code == 4
    del kept


def test_an_earlier_day(cli, kept, letter):
    before = part_of(kept)["cohorts/P3.yaml"]
    cli("store", "put", "cohorts/P3.yaml", _other(cli, letter), "--replace", check=True)
    then = cli("store", "get", "cohorts/P3.yaml", "--known-on", "2008-01-01", check=True)
    assert then.out.encode() == before
    assert "hausten 2008" in cli("store", "get", "cohorts/P3.yaml").out.partition("name_nn")[0]
    cli("store", "put", "letters/ny.md", letter, check=True)
    assert "letters/ny.md" not in cli("store", "list", "--known-on", "2008-01-01", check=True).out
    assert cli("store", "get", "letters/ny.md", "--known-on", "2008-01-01").code == 4


def _other(cli, file):
    text = cli("store", "get", "cohorts/P3.yaml").out.replace("høsten", "hausten")
    file.with_name("other.yaml").write_text(text, encoding="utf-8")
    return file.with_name("other.yaml")


def test_what_was_changed_since_it_was_read_is_not_replaced(cli, kept, letter, tmp_path):
    said = cli("store", "get", "cohorts/P3.yaml", "-o", tmp_path / "P3.yaml", check=True).err
    known = sha256(part_of(kept)["cohorts/P3.yaml"]).hexdigest()
    assert f"kvadmin store put cohorts/P3.yaml FILE --revision {known[:12]}" in said
    put = ("store", "put", "cohorts/P3.yaml", _other(cli, letter))
    unsaid = cli(*put)
    assert (unsaid.code, "--replace" in unsaid.err) == (5, True)
    cli("cohort", "set", "P3", "capacity", "41", check=True)
    before = cli("store", "get", "cohorts/P3.yaml").out
    refused = cli(*put, "--revision", known[:12])
    assert (refused.code, "has been changed since revision" in refused.err) == (5, True)
    assert cli("store", "get", "cohorts/P3.yaml").out == before
    now = sha256(before.encode()).hexdigest()
    cli(*put, "--revision", now, check=True)
    assert "hausten" in cli("store", "get", "cohorts/P3.yaml").out


def test_the_same_content_replaces_nothing(cli, kept, tmp_path):
    cli("store", "get", "cohorts/P3.yaml", "-o", tmp_path / "P3.yaml", check=True)
    assert "Nothing to change." in cli("store", "put", "cohorts/P3.yaml", tmp_path / "P3.yaml", check=True).err
    del kept


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--revision", "x"], 2), (["--revision", "abc"], 2), (["--revision", "0" * 12, "--replace"], 2),
     (["--revision", "0" * 12], 5)],
)  # fmt: skip
def test_a_revision_that_is_none_or_of_nothing(cli, kept, letter, options, code):
    before = folder_bytes(kept)
    assert cli("store", "put", "letters/ny.md", letter, *options).code == code
    assert folder_bytes(kept) == before


def test_a_second_attempt_does_not_put_an_empty_stdin(cli, kept, monkeypatch):
    """Stdin is at its end when somebody else was quicker: then nothing is put."""
    from kvadmin.errors import Overtaken
    from kvadmin.plugins.programme.moving import store_contents

    given = io.BytesIO("Kjære alle!\n".encode())

    class Given:
        class stdin:  # noqa: N801
            buffer = given

    def quicker(run, *_):
        raise Overtaken("somebody was quicker")

    monkeypatch.setattr(store_contents, "sys", Given)
    monkeypatch.setattr(store_contents, "save", quicker)
    refused = cli("store", "put", "letters/ny.md", "-")
    assert (refused.code, "looking again" in refused.err) == (5, False)
    del kept


@pytest.mark.parametrize("content", [b"[plugins\n", b"\xff\xfe", b"[plugins]\ndisabled = 1\n", b"plugins = 3\n"])
def test_settings_that_nobody_could_read_are_not_put(cli, kept, letter, content):
    letter.write_bytes(content)
    before = folder_bytes(kept)
    refused = cli("store", "put", "kvadmin.toml", letter)
    assert (refused.code, "kvadmin.toml" in refused.err) == (3, True)
    assert folder_bytes(kept) == before
    assert cli("check").code == 0


ODD = ["CON.md", "letters/nul", "letters/Aux.nb.md", "letters/lpt1 .md", "com1/x.md", "letters/x.", "letters/x ",
       "letters /x.md", "letters/a:b.md", "letters/a?.md", "letters/a*.md"]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_windows_cannot_keep_is_given_to_nothing_new(cli, kept, letter, name):
    before = folder_bytes(kept)
    for option in ([], ["--replace"]):
        refused = cli("store", "put", name, letter, *option)
        assert (refused.code, "error: " in refused.err) == (2, True)
    assert folder_bytes(kept) == before


@pytest.mark.parametrize(
    ("one", "other"),
    [("letters/Ny.md", "letters/ny.MD"), ("letters/Ås.md", "letters/A\u030as.md"), ("notat/x.md", "Notat/y.md")],
)
def test_a_name_that_macos_cannot_tell_from_another_is_given_to_nothing_new(cli, kept, letter, one, other):
    cli("store", "put", one, letter, check=True)
    for option in ([], ["--replace"]):
        refused = cli("store", "put", other, letter, *option)
        assert (refused.code, "differs from what is there only in" in refused.err) == (2, True)
    names = {each["name"] for each in cli("store", "list", "--format", "json").json["contents"]}
    assert (one in names, other in names) == (True, False)
    del kept


def test_odd_names_that_are_there_are_read_written_and_named_by_check(cli, example, letter):
    (example / "letters").mkdir(exist_ok=True)
    for name in ("letters/CON.md", "letters/Ny.md", "letters/ny.md", "letters/x.txt."):
        (example / name).write_text("x\n", encoding="utf-8")
    assert cli("store", "get", "letters/CON.md", check=True).out == "x\n"
    cli("store", "put", "letters/CON.md", letter, "--replace", check=True)
    cli("store", "put", "letters/ny.md", letter, "--replace", check=True)
    found = cli("check", "--format", "json").json["findings"]
    assert {each["path"] for each in found if each["code"] == "odd-name"} == {
        "letters/CON.md", "letters/ny.md", "letters/x.txt.",
    }  # fmt: skip


def test_nothing_that_came_by_stdin_is_no_content(cli, kept, monkeypatch):
    """A program before the pipe that has failed gives nothing."""
    from kvadmin.plugins.programme.moving import store_contents

    class Given:
        class stdin:  # noqa: N801
            buffer = io.BytesIO(b"")

    monkeypatch.setattr(store_contents, "sys", Given)
    refused = cli("store", "put", "cohorts/P3.yaml", "-", "--replace")
    assert (refused.code, "nothing came by stdin" in refused.err) == (3, True)
    assert cli("store", "get", "cohorts/P3.yaml").out.encode() == part_of(kept)["cohorts/P3.yaml"]


@pytest.mark.parametrize("name", ["cohorts/P4.yml", "cohorts/notat.md", "cohort.yaml"])
def test_a_file_that_looks_like_a_record_and_is_none_is_said(cli, kept, letter, name):
    put = cli("store", "put", name, letter, check=True)
    assert f"warning: {name}: this file is no record and is not read" in put.err
    assert "warning" not in cli("store", "put", "letters/ny.md", letter, check=True).err
    del kept


def test_of_what_is_never_put_no_revision_is_said(cli, kept, letter, tmp_path):
    cli("store", "put", "letters/ny.md", letter, check=True)
    names = [each["name"] for each in cli("store", "list", "history", "--format", "json").json["contents"]]
    assert "Revision" not in cli("store", "get", names[0], "-o", tmp_path / "h.txt", check=True).err
    del kept


def test_what_a_check_of_a_plugin_would_find_is_refused(cli, kept, tmp_path):
    (tmp_path / "x.yaml").write_text("name: Annet\n", encoding="utf-8")
    refused = cli("store", "put", "municipalities/0301-annet.yaml", tmp_path / "x.yaml")
    assert (refused.code, "municipality-number" in refused.err) == (3, True)
    assert cli("store", "get", "municipalities/0301-annet.yaml").code == 4
    del kept


def test_a_field_that_nobody_knows_is_said(cli, kept, tmp_path):
    text = part_of(kept)["cohorts/P3.yaml"].decode().replace("capacity: 36", "capasity: 36")
    (tmp_path / "P3.yaml").write_text(text, encoding="utf-8")
    put = cli("store", "put", "cohorts/P3.yaml", tmp_path / "P3.yaml", "--replace", check=True)
    assert "the field 'capasity' is not known here" in put.err
    assert "capasity" not in cli("cohort", "set", "P3", "name", "Tre", check=True).err
