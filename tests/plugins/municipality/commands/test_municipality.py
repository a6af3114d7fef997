from __future__ import annotations

import datetime as dt
import json

import pytest
from example_register import write_register
from extension.stranger import Site
from support import folder_bytes


def write_book(path, rows):
    """A workbook with these rows, numbers as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_list_is_in_norwegian_order_and_keeps_numbers_as_text(cli, programme):
    found = cli("-C", programme, "municipality", "list", "--format", "json").json
    assert found["schema"] == 1
    assert [(each["number"], each["name"]) for each in found["municipalities"]] == [
        ("0821", "Bø"),
        ("1867", "Bø"),
        ("2011", "Kautokeino"),
        ("0301", "Oslo"),
        ("1504", "Ålesund"),
    ]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--county", "telemark"), ["0821"]),
        (("--region", "Nord-Norge"), ["1867", "2011"]),
        (("--language-form", "nøytral"), ["0301", "1504"]),
        (("--on", "2008-01-01", "--county", "Oslo"), ["0301"]),
    ],
)
def test_list_chooses(cli, programme, options, numbers):
    found = cli("-C", programme, "municipality", "list", *options, "--format", "json").json
    assert [each["number"] for each in found["municipalities"]] == numbers


def test_a_choice_that_nobody_fits_does_not_say_that_the_register_is_missing(cli, programme):
    told = cli("-C", programme, "municipality", "list", "--county", "Oslo", "--region", "Nord-Norge")
    assert "None of the 5 municipalities of the register is like that." in told.err
    assert "Import a register" not in told.err


def test_a_county_that_there_is_not_is_no_empty_list(cli, programme):
    told = cli("-C", programme, "municipality", "list", "--county", "Telemarkk")
    assert (told.code, "did you mean Telemark?" in told.err) == (4, True)


def test_a_wrong_choice_is_a_usage_error(cli, programme):
    assert cli("-C", programme, "municipality", "list", "--language-form", "svensk").code == 2
    assert cli("-C", programme, "municipality", "list", "--on", "1.1.08").code == 2


@pytest.mark.parametrize("name", ["0301", "301", "Oslo", "OSLO kommune", "oslo"])
def test_show_takes_number_or_name(cli, programme, name):
    assert cli("-C", programme, "municipality", "show", name, "--format", "json").json["number"] == "0301"


def test_show_takes_the_sami_name(cli, programme):
    shown = cli("-C", programme, "municipality", "show", "Guovdageaidnu", "--format", "json").json
    assert (shown["number"], shown["names"], shown["population"], shown["size_class"]) == (
        "2011",
        ["Guovdageaidnu"],
        2947,
        "small",
    )


def test_an_ambiguous_name_is_refused_with_its_numbers(cli, programme):
    refused = cli("-C", programme, "municipality", "show", "Bø")
    assert (refused.code, refused.out) == (4, "")
    assert "0821 Bø (Telemark)" in refused.err
    assert "1867 Bø (Nordland)" in refused.err


def test_a_misspelt_name_is_suggested_never_taken(cli, programme):
    refused = cli("-C", programme, "municipality", "set", "Kautokeinno", "population", "1")
    assert refused.code == 4
    assert "2011 Kautokeino" in refused.err


def test_an_unknown_number(cli, programme):
    refused = cli("-C", programme, "municipality", "show", "9999")
    assert (refused.code, "9999" in refused.err) == (4, True)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("population", "561 000", 561000),
        ("language_form", "Nynorsk", "nynorsk"),
        ("lat", "59,95", 59.95),
        ("valid_to", "2019", "2019-12-31"),
        ("names", "Osku; Osllo", ["Osku", "Osllo"]),
        ("successors", "0301", ["0301"]),
        ("county_number", "3", "03"),
        ("county-number", "3", "03"),
        ("Sort-As", "Osl", "Osl"),
        ("lon", "-3,5", -3.5),
        ("valid-from", "15.03.2009", "2009-03-15"),
        ("valid_from", "2009-03-15", "2009-03-15"),
        ("note", "ja: nei # her", "ja: nei # her"),
    ],
)
def test_set_types_what_is_written(cli, programme, field, text, value):
    assert cli("-C", programme, "municipality", "set", "Oslo", field, text).code == 0
    shown = cli("-C", programme, "municipality", "show", "0301", "--format", "json").json
    assert shown[field.lower().replace("-", "_")] == value


def test_the_values_of_a_list_may_be_typed_one_by_one(cli, programme):
    cli("-C", programme, "municipality", "set", "Oslo", "names", "Osku", "Osllo; Osku", check=True)
    cli("-C", programme, "municipality", "set", "Oslo", "successors", "0301, 821", "1867", check=True)
    shown = cli("-C", programme, "municipality", "show", "0301", "--format", "json").json
    assert (shown["names"], shown["successors"]) == (["Osku", "Osllo"], ["0301", "0821", "1867"])
    refused = cli("-C", programme, "municipality", "set", "Oslo", "county", "Oslo", "Akershus")
    assert (refused.code, "one value" in refused.err) == (2, True)


def test_set_empties_a_field(cli, programme):
    cli("-C", programme, "municipality", "set", "0301", "population", "", check=True)
    assert cli("-C", programme, "municipality", "show", "0301", "--format", "json").json["population"] is None


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("population", "mange", "number of inhabitants"),
        ("population", "-1", "number of inhabitants"),
        ("language_form", "svensk", "bokmal, nynorsk or neutral"),
        ("lat", "591", "outside -90 to 90"),
        ("lat", "nan", "latitude"),
        ("valid_from", "31.02.2008", "not a date"),
        ("organisation_number", "958935421", "check digit"),
        ("name", "", "needs a name"),
        ("number", "0302", "cannot be set"),
        ("contacts", "x", "contact add"),
        ("befolkning", "1", "no field"),
        ("note", "x" * 501, "too long"),
    ],
)
def test_set_refuses_what_does_not_fit(cli, programme, field, text, said):
    before = folder_bytes(programme)
    refused = cli("-C", programme, "municipality", "set", "0301", field, text)
    assert refused.code == 2
    assert said in refused.err
    assert folder_bytes(programme) == before


def test_a_change_keeps_what_a_person_has_written_in_the_file(cli, programme):
    file = programme / "municipalities" / "0301-oslo.yaml"
    text = file.read_text(encoding="utf-8").replace("population:", "# counted by hand\npopulation:")
    file.write_text(text, encoding="utf-8")
    cli("-C", programme, "municipality", "set", "0301", "population", "1", check=True)
    assert file.read_text(encoding="utf-8") == text.replace("population: 560484", "population: 1")


def test_import_says_what_became_of_each_row(cli, programme, tmp_path):
    file = tmp_path / "nytt.csv"
    file.write_text(
        "knr;kommune;folketal;borgermester\n301;Oslo;600000;X\n0821;Bø;;\n1103;Stavanger;119586;Y\n", "utf-8"
    )
    ran = cli("-C", programme, "municipality", "import", file, "--format", "json")
    assert ran.code == 0
    assert [(row["row"], row["municipality"], row["outcome"]) for row in ran.json["rows"]] == [
        (2, "0301", "changed"),
        (3, "0821", "unchanged"),
        (4, "1103", "created"),
    ]
    assert ran.json["rows"][0]["changes"] == {"population": {"from": 560484, "to": 600000}}
    assert ran.json["counts"] == {"created": 1, "changed": 1, "unchanged": 1, "refused": 0}
    assert ran.json["unread_columns"] == ["borgermester"]
    assert "borgermester" in ran.err
    assert ran.json["absent"] == ["1867", "2011", "1504"]


def test_importing_again_changes_no_byte(cli, programme, register_file):
    before = folder_bytes(programme)
    assert cli("-C", programme, "municipality", "import", register_file).code == 0
    assert folder_bytes(programme) == before


def test_a_bad_row_refuses_the_whole_file(cli, programme, tmp_path):
    before = folder_bytes(programme)
    file = tmp_path / "feil.csv"
    file.write_text("number,name,population\n1103,Stavanger,119586\n11,Sandnes,x\n0301,,5\n", encoding="utf-8")
    ran = cli("-C", programme, "municipality", "import", file, "--format", "json")
    assert ran.code == 3
    assert [row["outcome"] for row in ran.json["rows"]] == ["created", "refused", "refused"]
    assert "line 3: number: '11' is not a municipality number" in ran.err
    assert "line 4: the row has no name" in ran.err
    assert folder_bytes(programme) == before


def test_a_workbook_gets_its_zeros_back(cli, programme, tmp_path):
    rows = [
        ["Register per 1.1.2008"],
        [],
        ["Kommunenummer", "Navn", "Fylke", "Folketall 2008", "Målform", "Breddegrad", "Lengdegrad", "Gyldig til"],
        [101, "Halden", "Østfold", 28092, "bokmål", 59.0867, 11.4974, dt.date(2019, 12, 31)],
    ]
    file = write_book(tmp_path / "register.xlsx", rows)
    cli("-C", programme, "municipality", "import", file, check=True)
    shown = cli("-C", programme, "municipality", "show", "Halden", "--format", "json").json
    assert (shown["number"], shown["population"], shown["language_form"]) == ("0101", 28092, "bokmal")
    assert (shown["lat"], shown["valid_to"]) == (59.0867, "2019-12-31")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.csv", b"", 3),
        ("uten.csv", b"a;b\n1;2\n", 3),
        ("bare.csv", b"number,name\n", 3),
        ("to.csv", b"number,name,navn\n0301,Oslo,Kristiania\n", 3),
        ("bilde.png", b"\x89PNG", 3),
        ("lang.csv", b"number,name\n0301," + b"x" * 40000 + b"\n", 3),
        ("styre.csv", b"number,name\n0301,Os\x07lo\n", 3),
        ("bok.xlsx", b"PK\x03\x04", 3),
    ],
)
def test_files_that_are_no_register(cli, programme, tmp_path, name, content, code):
    before = folder_bytes(programme)
    (tmp_path / name).write_bytes(content)
    refused = cli("-C", programme, "municipality", "import", tmp_path / name)
    assert (refused.code, "error:" in refused.err, "Traceback" in refused.err) == (code, True, False)
    assert folder_bytes(programme) == before


def test_dry_run_shows_and_writes_nothing(cli, programme):
    before = folder_bytes(programme)
    ran = cli("-C", programme, "municipality", "set", "0301", "population", "1", "--dry-run")
    assert (ran.code, "+population: 1" in ran.err) == (0, True)
    assert folder_bytes(programme) == before


def stays_as_it_is(cli, folder, register, count):
    """A register makes a programme, and imported again it changes nothing."""
    cli("init", folder, "--register", register, check=True)
    before = folder_bytes(folder)
    again = cli("-C", folder, "municipality", "import", register, "--format", "json")
    assert again.json["counts"] == {"created": 0, "changed": 0, "unchanged": count, "refused": 0}
    assert folder_bytes(folder) == before


def test_a_whole_register_stays_as_it_is(cli, tmp_path):
    stays_as_it_is(cli, tmp_path / "alle", write_register(tmp_path / "register.csv"), 430)


def test_the_shared_registers_stay_as_they_are(cli, tmp_path, shared):
    for register, count in (("kommuner-2008.csv", 430), ("kommuner-2025.csv", 357)):
        stays_as_it_is(cli, tmp_path / register, shared / "data" / register, count)


def test_parallel_names_come_from_the_bilingual_column(cli, tmp_path):
    folder, register = tmp_path / "alle", write_register(tmp_path / "register.csv")
    cli("init", folder, "--register", register, check=True)
    shown = cli("-C", folder, "municipality", "show", "1939", "--format", "json").json
    assert (shown["name"], shown["names"]) == ("Storfjord", ["Omasvuotna", "Omasvuono"])
    assert "the decision of the later municipality" in cli("-C", folder, "municipality", "import", register).err


def test_a_later_register_ends_what_it_does_not_have(cli, programme, tmp_path):
    later = tmp_path / "2020.csv"
    later.write_text("number,name,county\n0301,Oslo,Kristiania\n3817,Bø,Vestfold og Telemark\n", encoding="utf-8")
    options = ("--valid-from", "2020-01-01", "--end-absent", "2019-12-31")
    ran = cli("-C", programme, "municipality", "import", later, *options, check=True)
    assert "so they end" in ran.err
    listed = ("-C", programme, "municipality", "list", "--format", "json", "--on")
    assert [each["number"] for each in cli(*listed, "2019-12-31").json["municipalities"]] == [
        "0821",
        "1867",
        "2011",
        "0301",
        "1504",
    ]
    assert [each["number"] for each in cli(*listed, "2020-01-01").json["municipalities"]] == ["3817", "0301"]
    before = folder_bytes(programme)
    cli("-C", programme, "municipality", "import", later, *options, check=True)
    assert folder_bytes(programme) == before


def test_of_namesakes_the_one_that_exists_is_meant(cli, programme):
    cli("-C", programme, "municipality", "set", "1867", "valid_to", "2019-12-31", check=True)
    shown = cli("-C", programme, "--today", "2020-01-01", "municipality", "show", "Bø", "--format", "json")
    assert shown.json["number"] == "0821"
    assert cli("-C", programme, "--today", "2019-12-31", "municipality", "show", "Bø").code == 4


def test_a_field_that_a_plugin_added_is_set_like_any_other(programme, tmp_path):
    site = Site(tmp_path / "site")
    site.install(
        "greet",
        "from kvadmin.api import hookimpl\nfrom kvadmin.api.hooks import ExtraField\n"
        "@hookimpl\ndef kvadmin_fields():\n"
        "    return [ExtraField('municipalities', 'greet_words', 'texts'), "
        "ExtraField('municipalities', 'greet_day', 'date'), ExtraField('cohorts', 'greet_cohort')]\n",
    )

    def run(*arguments):
        return site.kvadmin("-C", programme, *arguments)

    assert run("municipality", "set", "Oslo", "greet-words", "hei; hallo", "god dag").code == 0
    assert run("municipality", "set", "Oslo", "greet_day", "15.03.2009").code == 0
    shown = json.loads(run("municipality", "show", "Oslo", "--format", "json").out)
    assert (shown["greet_words"], shown["greet_day"]) == (["hei", "hallo", "god dag"], "2009-03-15")
    assert run("municipality", "set", "Oslo", "greet_words", "").code == 0
    assert "greet_words" not in json.loads(run("municipality", "show", "Oslo", "--format", "json").out)
    refused = run("municipality", "set", "Oslo", "greet_cohort", "x")
    assert (refused.code, "greet_words" in refused.err) == (2, True)
