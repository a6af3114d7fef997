"""Schemas for editors: written, named in each record, renewed, taken back and taken away."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator
from support import folder_bytes

G = "2008-08-27-oppstart"
LIST = "Navn;Kommune;Samtykke;Allergi\nSiv Prøvesen;Øyer;ja;nøtter\n"


@pytest.fixture
def example(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    folder = tmp_path / "eksempel"
    cli("init", folder, "--example", check=True)
    return folder


@pytest.fixture
def kv(cli, example):
    def run(*words, **more):
        return cli("-C", example, *words, **more)

    return run


def records(folder):
    """The folder without its history and what kvadmin keeps of old versions for a while."""
    files = folder_bytes(folder)
    return {path: files[path] for path in files if not path.startswith("history/") and ".kvadmin/" not in path}


def first_line(path):
    return path.read_text(encoding="utf-8").splitlines()[0]


def codes(kv):
    return [each["code"] for each in kv("check", "--format", "json").json["findings"]]


def test_every_record_names_its_schema(kv, example):
    before = records(example)
    kv("schema", "write", check=True)
    after = records(example)
    for path, content in before.items():
        line, _, rest = after[path].partition(b"\n") if after[path] != content else (b"", b"", content)
        assert rest == content, path
        if line:
            way = line.decode().removeprefix("# yaml-language-server: $schema=")
            assert (example / path).parent.joinpath(way).is_file()
    assert [path for path in before if path.endswith(".yaml") and after[path] == before[path]] == []
    for path in sorted(set(after) - set(before)):
        assert path.startswith(".schemas/")
        Draft7Validator.check_schema(json.loads(after[path]))
    assert first_line(example / "programme.yaml").endswith("$schema=.schemas/programme.json")
    assert first_line(example / f"registrations/{G}/_others.yaml").endswith("=../../.schemas/other_registrations.json")
    assert codes(kv) == []


def test_the_second_time_nothing_changes(kv, example):
    kv("schema", "write", check=True)
    before = folder_bytes(example)
    assert "Nothing to change" in kv("schema", "write", check=True).err
    assert folder_bytes(example) == before


def test_a_dry_run_shows_it_and_writes_nothing(kv, example):
    before = folder_bytes(example)
    shown = kv("schema", "write", "--dry-run", check=True)
    assert "+# yaml-language-server: $schema=../.schemas/cohorts.json" in shown.err
    assert "+++ .schemas/cohorts.json" in shown.err
    assert folder_bytes(example) == before


def test_undo_takes_it_back_and_leaves_what_was_changed_since(kv, example):
    before = records(example)
    kv("schema", "write", check=True)
    (change,) = [each["id"] for each in kv("log", "--format", "json").json["entries"]]
    kv("undo", "--yes", check=True)
    assert records(example) == before
    kv("redo", check=True)
    kv("cohort", "set", "P3", "capacity", "38", check=True)
    kv("undo", change, "--yes", check=True)
    assert (example / "cohorts/P3.yaml").read_bytes() == before["cohorts/P3.yaml"].replace(
        b"capacity: 36", b"capacity: 38"
    )
    assert not (example / ".schemas").exists()


def test_records_that_are_made_later_have_the_line_from_the_start(kv, example):
    kv("schema", "write", check=True)
    kv("cohort", "new", "P4", "--name", "Pulje 4", check=True)
    kv("plan", "set", "P1", "0415", "status", "in-progress", check=True)
    assert first_line(example / "cohorts/P4.yaml") == "# yaml-language-server: $schema=../.schemas/cohorts.json"
    assert first_line(example / "plans/P1/0415.yaml") == "# yaml-language-server: $schema=../../.schemas/plans.json"
    assert "Nothing to change" in kv("schema", "write", check=True).err


def test_in_a_folder_without_schemas_no_record_has_a_line(kv, example):
    kv("cohort", "new", "P4", "--name", "Pulje 4", check=True)
    assert first_line(example / "cohorts/P4.yaml") == "id: P4"
    (example / ".schemas").mkdir()
    (example / ".schemas/cohorts.json").write_text("{}", encoding="utf-8")  # somebody else's
    kv("cohort", "new", "P5", "--name", "Pulje 5", check=True)
    assert first_line(example / "cohorts/P5.yaml") == "id: P5"
    assert codes(kv) == []


def test_health_data_get_the_line_in_a_change_of_their_own(kv, example):
    (example / "incoming/pameldinger.csv").write_text(LIST, encoding="utf-8")
    kv("gathering", "import", example / "incoming/pameldinger.csv", "--gathering", G, check=True)
    before = records(example)
    said = kv("schema", "write", check=True).err
    assert "a change of its own" in said
    assert "This can't be undone." in said
    assert first_line(example / f"sensitive/{G}.yaml").endswith("$schema=../.schemas/sensitive.json")
    changes = kv("log", "--format", "json").json["entries"]
    assert [each["files"] for each in changes][-1] == [f"sensitive/{G}.yaml"]
    assert "nøtter" not in "".join(path.read_text(encoding="utf-8") for path in (example / "history").iterdir())
    kv("undo", changes[-2]["id"], "--yes", check=True)
    secret = f"sensitive/{G}.yaml"
    assert {**records(example), secret: b""} == {**before, secret: b""}
    kv("schema", "remove", check=True)
    assert records(example) == before


def test_a_file_that_names_its_own_schema_is_left_alone(kv, example):
    path = example / "cohorts/P3.yaml"
    path.write_text(
        "# yaml-language-server: $schema=https://x.example/mine.json\n" + path.read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    before = path.read_bytes()
    kv("schema", "write", check=True)
    assert path.read_bytes() == before
    kv("schema", "remove", check=True)
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_read_is_named_and_left_alone(kv, example):
    (example / "cohorts/P3.yaml").write_text("id: [\n", encoding="utf-8")
    (example / "cohorts/P2.yaml").write_bytes("id: P2\nname: Bø\n".encode("cp1252"))
    ran = kv("schema", "write", check=True)
    assert "cohorts/P2.yaml cannot be read" in ran.err
    assert "cohorts/P3.yaml cannot be read" in ran.err
    assert (example / "cohorts/P3.yaml").read_text(encoding="utf-8") == "id: [\n"
    assert first_line(example / "cohorts/P1.yaml").endswith("cohorts.json")


def test_schemas_of_other_plugins_are_named_by_check_and_renewed(kv, example):
    kv("schema", "write", check=True)
    path = example / ".schemas/cohorts.json"
    now = path.read_bytes()
    path.write_bytes(now.replace(b'"name_nn"', b'"name_sme"'))
    (example / ".schemas/plans.json").unlink()
    (finding,) = [each for each in kv("check", "--format", "json").json["findings"] if each["code"] == "old-schemas"]
    assert finding["severity"] == "warning"
    assert finding["text"].endswith("cohorts, plans")
    assert finding["hint"] == "renew them: kvadmin schema write"
    states = {each["collection"]: each["state"] for each in kv("schema", "list", "--format", "json").json["schemas"]}
    assert (states["cohorts"], states["plans"], states["goals"]) == ("old", "none", "current")
    kv("schema", "write", check=True)
    assert path.read_bytes() == now
    assert "old-schemas" not in codes(kv)


@pytest.mark.parametrize("lies", ["link", "folder"])
def test_a_schema_that_cannot_be_read_does_not_end_the_check(kv, example, tmp_path, lies):
    (example / "cohorts" / "P9.yaml").write_text("id: P9\n")  # which lacks its name
    if lies == "link":
        (example / ".schemas").symlink_to(tmp_path, target_is_directory=True)
    else:
        (example / ".schemas" / "cohorts.json").mkdir(parents=True)
    ran = kv("--format", "json", "check")
    found = {(each["path"].partition("/")[0], each["code"], each["severity"]) for each in ran.json["findings"]}
    assert (".schemas", "unreadable", "warning") in found
    assert ("cohorts", "field-missing", "error") in found
    before = folder_bytes(example)
    assert kv("schema", "write").code in (1, 3)
    assert folder_bytes(example) == before


def test_what_lies_where_a_schema_goes_is_not_written_over(kv, example):
    (example / ".schemas").mkdir()
    (example / ".schemas/cohorts.json").write_text('{"mine": 1}', encoding="utf-8")
    before = folder_bytes(example)
    ran = kv("schema", "write")
    assert ran.code == 5
    assert ".schemas/cohorts.json is no schema of kvadmin's" in ran.err
    assert folder_bytes(example) == before
    states = {each["collection"]: each["state"] for each in kv("schema", "list", "--format", "json").json["schemas"]}
    assert states["cohorts"] == "foreign"


def test_remove_leaves_the_folder_as_it_was(kv, example):
    before = records(example)
    kv("schema", "write", check=True)
    (example / ".schemas/notes.txt").write_text("mine", encoding="utf-8")
    kv("schema", "remove", check=True)
    assert records(example) == {**before, ".schemas/notes.txt": b"mine"}
    assert "Nothing to change" in kv("schema", "remove", check=True).err
    kv("undo", "--yes", check=True)
    assert first_line(example / "cohorts/P3.yaml").endswith("cohorts.json")


def test_show(kv):
    lines = kv("schema", "show", "municipalities", check=True).out.splitlines()
    (form,) = [line for line in lines if line.startswith("language_form")]
    assert "bokmal, nynorsk, neutral" in form
    assert any(line.startswith("contacts[].role ") for line in lines)
    data = kv("schema", "show", "municipalities", "--format", "json", check=True).json
    Draft7Validator.check_schema(data["json_schema"])
    assert data["json_schema"]["required"] == ["name"]  # the number is in the name of the file


def test_a_collection_that_is_misspelt(kv):
    ran = kv("schema", "show", "cohort")
    assert ran.code == 4
    assert "did you mean cohorts?" in ran.err


def test_what_the_folder_said_then_is_not_measured_by_todays_plugins(kv):
    kv("schema", "write", check=True)
    assert "old-schemas" not in kv("check", "--known-on", "2008-06-10").out
