from __future__ import annotations

import pytest
from support import folder_bytes


@pytest.fixture
def people(cli, programme):
    """Two persons in Oslo, a namesake in Ålesund, and a mail desk."""
    add = ("-C", programme, "contact", "add")
    cli(*add, "Oslo", "Kari Ås", "--role", "prosjektleder", "--email", "kari.as@oslo.example", check=True)
    cli(*add, "Oslo", "Ola Aas", "--role", "mayor", "--phone", "22 00 00 01", check=True)
    cli(*add, "1504", "Kari Ås", "--role", "project-leader", "--email", "kari.as@alesund.example", check=True)
    cli(*add, "1504", "Postmottak", "--role", "mail-desk", "--email", "post@alesund.example", check=True)
    return programme


def contacts(cli, folder, *options):
    return cli("-C", folder, "contact", "list", *options, "--format", "json", check=True).json["contacts"]


def all_text(folder):
    return b"".join(folder_bytes(folder).values()).decode("utf-8")


def test_list_is_by_municipality_role_and_name(cli, people):
    assert [(each["municipality"], each["id"], each["name"]) for each in contacts(cli, people)] == [
        ("0301", "project-leader", "Kari Ås"),
        ("0301", "mayor", "Ola Aas"),
        ("1504", "project-leader", "Kari Ås"),
        ("1504", "mail-desk", "Postmottak"),
    ]


def test_list_chooses(cli, people):
    assert [each["municipality"] for each in contacts(cli, people, "--role", "prosjektleder")] == ["0301", "1504"]
    assert len(contacts(cli, people, "--municipality", "Ålesund")) == 2
    assert cli("-C", people, "contact", "list", "--role", "konge").code == 2
    assert cli("-C", people, "contact", "list", "--municipality", "Bø").code == 4


def test_ids_say_nothing_about_the_person(cli, people):
    cli("-C", people, "contact", "add", "0301", "Per Person", "--role", "mayor", check=True)
    assert [(each["id"], each["name"]) for each in contacts(cli, people, "--municipality", "0301")] == [
        ("project-leader", "Kari Ås"),
        ("mayor-2", "Per Person"),
        ("mayor", "Ola Aas"),
    ]


def test_adding_the_same_again_changes_nothing(cli, people):
    before = folder_bytes(people)
    again = cli(
        "-C", people, "contact", "add", "Oslo", "Kari Ås", "--role", "project-leader", "--email", "kari.as@oslo.example"
    )
    assert (again.code, folder_bytes(people) == before) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--email", "kari"), "e-mail address"),
        (("--email", "a@b.example, c@d.example"), "e-mail address"),
        (("--email", "kari@oslo.example\nBcc: all@x.example"), "e-mail address"),
        (("--phone", "ring meg"), "telephone number"),
        (("--role", "konge"), "not a role"),
        (("--title", "x\x07"), "control characters"),
    ],
)
def test_add_refuses_what_does_not_fit(cli, programme, options, said):
    before = folder_bytes(programme)
    refused = cli("-C", programme, "contact", "add", "0301", "Kari Ås", *options)
    assert (refused.code, said in refused.err) == (2, True)
    assert folder_bytes(programme) == before


@pytest.mark.parametrize("who", ["mayor", "Ola Aas", "ola  aas"])
def test_set_finds_by_id_and_name(cli, people, who):
    cli("-C", people, "contact", "set", "0301", who, "email", "ola@oslo.example", check=True)
    assert contacts(cli, people, "--municipality", "0301")[1]["email"] == "ola@oslo.example"
    assert next(each["email"] for each in contacts(cli, people, "--municipality", "1504")) == "kari.as@alesund.example"


@pytest.mark.parametrize("field", ["sort_as", "sort-as", "Sort-As"])
def test_set_takes_every_spelling_of_a_field(cli, people, field):
    cli("-C", people, "contact", "set", "0301", "mayor", field, "-3", check=True)
    assert contacts(cli, people, "--municipality", "0301")[1]["sort_as"] == "-3"


def test_lists_with_persons_are_for_their_owner_alone(cli, people, tmp_path):
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    old.write_text("", encoding="utf-8")
    old.chmod(0o640)
    for file in (new, old):
        cli("-C", people, "contact", "list", "-o", file, check=True)
    assert (new.stat().st_mode & 0o777, old.stat().st_mode & 0o777) == (0o600, 0o640)
    sheet, report = tmp_path / "sheet.xlsx", tmp_path / "report.md"
    cli("-C", people, "municipality", "show", "0301", "-o", sheet, check=True)
    cli("-C", people, "contact", "report", "kari.as@oslo.example", "-o", report, check=True)
    assert {file.stat().st_mode & 0o777 for file in (sheet, report)} == {0o600}


def test_set_empties(cli, people):
    cli("-C", people, "contact", "set", "0301", "mayor", "phone", "", check=True)
    assert contacts(cli, people, "--municipality", "0301")[1]["phone"] == ""
    assert cli("-C", people, "contact", "set", "0301", "mayor", "name", "").code == 2
    assert cli("-C", people, "contact", "set", "0301", "mayor", "shoe", "42").code == 2


def test_nobody_answers(cli, people):
    refused = cli("-C", people, "contact", "remove", "0301", "Per")
    assert refused.code == 4
    assert "mayor: Ola Aas" in refused.err


def test_remove_takes_one_out(cli, people):
    cli("-C", people, "contact", "remove", "0301", "mayor", check=True)
    assert [each["id"] for each in contacts(cli, people, "--municipality", "0301")] == ["project-leader"]


def test_report_shows_everything_held_on_a_person(cli, people):
    cli("-C", people, "contact", "set", "0301", "project-leader", "title", "rådgiver", check=True)
    found = cli("-C", people, "contact", "report", "KARI.AS@oslo.example", "--format", "json").json
    assert [each["where"] for each in found["held"]] == ["contact project-leader at 0301 Oslo"]
    assert found["held"][0]["fields"]["title"] == "rådgiver"
    assert found["held"][0]["erasable"] is True


def test_a_name_of_two_persons_is_not_guessed(cli, people):
    for command in ("report", "forget"):
        refused = cli("-C", people, "contact", command, "Kari Ås", "--yes")
        assert refused.code == 4
        assert "kari.as@oslo.example" in refused.err
        assert "kari.as@alesund.example" in refused.err


def test_forget_needs_yes(cli, people):
    before = folder_bytes(people)
    refused = cli("-C", people, "contact", "forget", "kari.as@oslo.example")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert folder_bytes(people) == before


def test_forget_dry_run_writes_nothing(cli, people):
    before = folder_bytes(people)
    assert cli("-C", people, "contact", "forget", "kari.as@oslo.example", "--dry-run").code == 0
    assert folder_bytes(people) == before


def test_forget_erases_the_person_everywhere_and_nobody_else(cli, people):
    change = ("-C", people, "contact", "set", "0301", "project-leader")
    cli(*change, "phone", "99 88 77 66", check=True)
    cli(*change, "phone", "55 44 33 22", "--why", "Kari Ås ringte", check=True)
    done = cli("-C", people, "contact", "forget", "kari.as@oslo.example", "--yes")
    assert done.code == 0
    text = all_text(people)
    assert [
        secret for secret in ("kari.as@oslo", "99 88 77 66", "55 44 33 22", "Kari Ås ringte") if secret in text
    ] == []
    assert [each["name"] for each in contacts(cli, people)] == ["Ola Aas", "Kari Ås", "Postmottak"]
    assert cli("-C", people, "check").code == 0
    assert cli("-C", people, "contact", "report", "kari.as@oslo.example").code == 4


def test_a_person_who_was_removed_can_still_be_forgotten(cli, people):
    cli("-C", people, "contact", "remove", "0301", "mayor", check=True)
    assert "Ola Aas" in all_text(people)
    assert cli("-C", people, "contact", "report", "Ola Aas", "--format", "json").json["history_lines"] > 0
    assert cli("-C", people, "contact", "forget", "Ola Aas").code == 2
    assert cli("-C", people, "contact", "forget", "Ola Aas", "--yes").code == 0
    assert "Ola Aas" not in all_text(people)


def test_one_line_and_several_are_said_as_people_say_them(cli, people):
    add = ("-C", people, "contact", "add", "1867", "Per Lie", "--role", "mayor", "--email", "per@x.example")
    cli(*add, check=True)
    for file in (people / "history").iterdir():
        file.unlink()  # so that only the change that forgets is to be blanked
    one = cli("-C", people, "contact", "forget", "per@x.example", "--yes", check=True).err
    assert "1 line of the history was blanked; it can't be undone any more." in one
    cli("-C", people, "contact", "set", "0301", "project-leader", "phone", "99 88 77 66", check=True)
    several = cli("-C", people, "contact", "forget", "kari.as@oslo.example", "--yes", check=True).err
    assert "lines of the history were blanked; they can't be undone any more." in several


@pytest.mark.parametrize(
    "name", ["{file}.hand-edit-20080520-141530", "{stem} (1).yaml", ".{file}.swp", ".kvadmin-12345"]
)
def test_forget_does_not_say_forgotten_while_another_version_of_the_file_lies_there(cli, people, name):
    file = next((people / "municipalities").glob("0301*"))
    beside = file.with_name(name.format(file=file.name, stem=file.stem))
    beside.write_bytes(file.read_bytes())
    done = cli("-C", people, "contact", "forget", "kari.as@oslo.example", "--yes")
    assert done.code == 6
    assert beside.name in done.err
    assert "Forgotten" not in done.err


def test_forget_names_the_files_in_which_the_person_still_stands(cli, people):
    file = next((people / "municipalities").glob("1504*"))
    file.write_text(file.read_text(encoding="utf-8") + "# as Kari.As@Oslo.example said\n", encoding="utf-8")
    done = cli("-C", people, "contact", "forget", "kari.as@oslo.example", "--yes")
    assert done.code == 0
    assert f"still named in municipalities/{file.name}" in done.err


def test_nothing_is_held(cli, people):
    assert cli("-C", people, "contact", "report", "nobody@nowhere.example").code == 4


def test_with_the_name_given_entries_without_address_are_found_too(cli, people):
    cli("-C", people, "contact", "add", "2011", "Kari Ås", check=True)
    alone = cli("-C", people, "contact", "report", "kari.as@oslo.example", "--format", "json").json
    assert [each["where"] for each in alone["possibly"]] == ["contact other at 2011 Kautokeino"]
    both = cli("-C", people, "contact", "report", "kari.as@oslo.example", "--name", "Kari Ås", "--format", "json").json
    assert len(both["held"]) == 2
    assert both["possibly"] == []


def test_who_signs_the_letters_is_forgotten_too(cli, people):
    file = people / "programme.yaml"
    sender = "sender:\n  name: Sekretariatet\n  email: sjef@prosjekt.example\n  signed_by: Sjef Sjefsen\n"
    file.write_text(file.read_text(encoding="utf-8") + sender, encoding="utf-8")
    found = cli("-C", people, "contact", "report", "Sjef Sjefsen", "--format", "json").json
    assert [(each["plugin"], each["where"]) for each in found["held"]] == [("programme", "programme.yaml")]
    cli("-C", people, "contact", "forget", "sjef@prosjekt.example", "--yes", check=True)
    assert [text for text in ("Sjefsen", "sjef@") if text in all_text(people)] == []
    assert "name: Sekretariatet" in file.read_text(encoding="utf-8")
    assert cli("-C", people, "check").code == 0
