"""Tables as Statistics Norway hands them out: headings, further columns, aggregates, periods that are none."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook
from plugins.evaluation.office import csv_file, indicator, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "syk", "--label-nb", "Sykefravær")
    return kit


def imported(kit, file, *more, code=0):
    """What was imported, as (municipality, period, value), and the run."""
    ran = kit.run("evaluation", "import", file, *more, "--format", "json")
    assert ran.code == code, ran.err
    rows = json.loads(ran.out)["rows"]
    return (
        [(row["municipality"], row["period"], row["value"]) for row in rows if row["outcome"] == "imported"],
        rows,
        ran,
    )


def refused(kit, file, *more, words=(), code=3):
    before = kit.files()
    ran = kit.run("evaluation", "import", file, *more)
    assert ran.code == code, ran.err
    assert kit.files() == before
    for word in words:
        assert word in ran.err, ran.err


# -- headings that say content and period ----------------------------------------------------------

TWO = ('"region";"Sykefravær (prosent) 2008K1";"Sykefravær (prosent) 2008K2";"Årsverk 2008K1";"Årsverk 2008K2"',)
TWO_ROWS = (*TWO, '"0101 Halden";8,4;8,6;210;"..";', '"0301 Oslo";7,4;"..";900;905')


def test_of_two_contents_the_one_that_is_called_as_the_indicator(kit, tmp_path):
    found, rows, ran = imported(kit, csv_file(tmp_path, *TWO_ROWS), "--indicator", "syk")
    assert found == [
        ("0101", "2008-Q1", "8.4"),
        ("0101", "2008-Q2", "8.6"),
        ("0301", "2008-Q1", "7.4"),
        ("0301", "2008-Q2", "-"),  # «..» is the mark that SSB has for missing
    ]
    assert "taken as syk" in ran.err
    assert "'Årsverk'" in ran.err
    assert {row["reason"] for row in rows if row["outcome"] == "skipped"} == {"'Årsverk' is something else"}


def test_of_two_contents_none_of_which_is_clearly_it(kit, tmp_path):
    indicator(kit, "dager")
    file = csv_file(tmp_path, *TWO_ROWS)
    refused(kit, file, "--indicator", "dager", words=("Sykefravær (prosent)", "Årsverk", "--where 'content="))
    found, _, _ = imported(kit, file, "--indicator", "dager", "--where", "content=årsverk")
    assert found == [
        ("0101", "2008-Q1", "210"),
        ("0101", "2008-Q2", "-"),
        ("0301", "2008-Q1", "900"),
        ("0301", "2008-Q2", "905"),
    ]
    refused(kit, file, "--indicator", "dager", "--where", "innhold=Heltid", words=("Årsverk",), code=4)


def test_one_content_is_simply_read(kit, tmp_path):
    indicator(kit, "dager")
    file = csv_file(tmp_path, '"region";"Tapte dagsverk 2008K1"', "0301 Oslo;9,1")
    found, _, ran = imported(kit, file, "--indicator", "dager")
    assert found == [("0301", "2008-Q1", "9.1")]
    assert "'Tapte dagsverk'" in ran.err


def test_without_an_option_the_contents_name_their_indicators(kit, tmp_path):
    file = csv_file(tmp_path, *TWO_ROWS)
    refused(kit, file, words=("'Årsverk'",), code=4)
    indicator(kit, "arsverk", "--label-nb", "Årsverk")
    _, rows, _ = imported(kit, file)
    assert {row["indicator"] for row in rows if row["outcome"] == "imported"} == {"syk", "arsverk"}


@pytest.mark.parametrize(
    "rows",
    [
        ['"";"Sykefravær (prosent)";"";"Årsverk";""', '"region";"2008K1";"2008K2";"2008K1";"2008K2"'],
        ['"region";"2008K1";"";"2008K2";""', '"";"Sykefravær (prosent)";"Årsverk";"Sykefravær (prosent)";"Årsverk"'],
    ],
)
def test_contents_in_a_row_of_their_own(kit, tmp_path, rows):
    above = rows[1].startswith('"region"')
    figures = '"0301 Oslo";7,4;7,5;900;905' if above else '"0301 Oslo";7,4;900;7,5;905'
    file = csv_file(tmp_path, '"Sykefravær, etter region, statistikkvariabel og kvartal"', "", *rows, figures)
    found, _, _ = imported(kit, file, "--indicator", "syk")
    assert found == [("0301", "2008-Q1", "7.4"), ("0301", "2008-Q2", "7.5")]


def test_a_column_for_each_content_and_the_periods_in_rows(kit, tmp_path):
    file = csv_file(tmp_path, '"region";"kvartal";"Sykefravær (prosent)";"Årsverk"', "0301 Oslo;2008K1;7,4;900")
    assert imported(kit, file, "--indicator", "syk")[0] == [("0301", "2008-Q1", "7.4")]
    indicator(kit, "arsverk", "--label-nb", "Årsverk")
    assert imported(kit, file, "--indicator", "arsverk")[0] == [("0301", "2008-Q1", "900")]


def test_headings_of_years_beside_plain_periods_are_left_out_by_name(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;Folketall 2008;2008K1", "0301;560484;7,4")
    found, _, ran = imported(kit, file, "--indicator", "syk")
    assert found == [("0301", "2008-Q1", "7.4")]
    assert "column 'Folketall 2008': left out" in ran.err


# -- periods below each other, municipalities beside each other ------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        ['"08536: Sykefravær"', "", ';"0301 Oslo";"0101 Halden";"0 Hele landet"', "2008K1;7,4;8,4;7", "2008K2;7,5;:;7"],
        ['"kvartal";"Oslo";"Halden";"Akershus"', "2008K1;7,4;8,4;7", "2008K2;7,5;:;7", "", "Kilde: oppdiktet;;"],
        ["periode;0301;0101;0300", "1. kv. 2008;7,4;8,4;7", "2. kv. 2008;7,5;:;"],
    ],
)
def test_a_column_per_municipality(kit, tmp_path, rows):
    found, seen, _ = imported(kit, csv_file(tmp_path, *rows), "--indicator", "syk")
    assert sorted(found) == [
        ("0101", "2008-Q1", "8.4"),
        ("0101", "2008-Q2", ":"),
        ("0301", "2008-Q1", "7.4"),
        ("0301", "2008-Q2", "7.5"),
    ]
    assert {row["outcome"] for row in seen} <= {"imported", "skipped"}


def test_a_column_per_municipality_in_a_workbook(kit, tmp_path):
    made = Workbook()
    for row in (["Sykefravær"], [None, "0301 Oslo", "0101 Halden"], ["2008K1", 7.4, 8.4], ["2008K2", 7.5, ".."]):
        made.active.append(row)
    made.save(tmp_path / "across.xlsx")
    found, _, _ = imported(kit, str(tmp_path / "across.xlsx"), "--indicator", "syk")
    assert ("0101", "2008-Q2", "-") in found
    assert len(found) == 4


# -- further columns -------------------------------------------------------------------------------

SEX = ("region;kjønn;kvartal;verdi", "0101 Halden;Kvinner;2008K1;9,4", "0101 Halden;Menn;2008K1;6,2")


def test_figures_divided_by_sex_are_asked_about(kit, tmp_path):
    file = csv_file(tmp_path, *SEX)
    refused(kit, file, "--indicator", "syk", words=("kjønn", "Kvinner, Menn", "--where 'kjønn=Kvinner'"))
    found, rows, ran = imported(kit, file, "--indicator", "syk", "--where", "KJØNN=menn")
    assert found == [("0101", "2008-Q1", "6.2")]
    assert rows[0]["reason"] == "left out by --where 'KJØNN=menn'"
    assert "not known" not in ran.err


def test_a_column_or_value_that_is_not_there(kit, tmp_path):
    file = csv_file(tmp_path, *SEX)
    refused(kit, file, "--indicator", "syk", "--where", "alder=alle", words=("'alder'", "kjønn"), code=2)
    refused(kit, file, "--indicator", "syk", "--where", "kjønn=barn", words=("'barn'", "Kvinner", "Menn"), code=4)
    refused(kit, file, "--indicator", "syk", "--where", "kjønn", words=("COLUMN=VALUE",), code=2)


@pytest.mark.parametrize("total", ["Begge kjønn", "0 Begge kjønn", "I alt", "Kvinner og menn"])
def test_a_clear_total_is_taken_and_said(kit, tmp_path, total):
    long = csv_file(tmp_path, *SEX, f"0101 Halden;{total};2008K1;8,4")
    found, _, ran = imported(kit, long, "--indicator", "syk")
    assert found == [("0101", "2008-Q1", "8.4")]
    assert f"the total '{total}' is taken" in ran.err


def test_a_clear_total_in_a_wide_table(kit, tmp_path):
    rows = ("region;kjønn;2008K1;2008K2", "0301;Begge kjønn;7,4;7,5", "0301;Menn;6,1;6,2", "0301;Kvinner;8,1;8,2")
    found, _, _ = imported(kit, csv_file(tmp_path, *rows), "--indicator", "syk")
    assert found == [("0301", "2008-Q1", "7.4"), ("0301", "2008-Q2", "7.5")]


def test_two_further_columns_take_two_options(kit, tmp_path):
    rows = [f"0301;{sex};{age};2008K1;7" for sex in ("Menn", "Kvinner") for age in ("15-24 år", "25-66 år")]
    file = csv_file(tmp_path, "region;kjønn;alder;kvartal;verdi", *rows)
    refused(kit, file, "--indicator", "syk", "--where", "kjønn=Menn", words=("alder", "15-24 år, 25-66 år"))
    both = ("--where", "kjønn=Menn", "--where", "alder=25-66 år")
    assert imported(kit, file, "--indicator", "syk", *both)[0] == [("0301", "2008-Q1", "7")]


def test_only_men_is_said_and_men_here_and_women_there_is_refused(kit, tmp_path):
    file = csv_file(tmp_path, "region;kjønn;kvartal;verdi", "0301;Menn;2008K1;7")
    assert "'kjønn' says 'Menn' in every row" in imported(kit, file, "--indicator", "syk")[2].err
    rows = ("region;kjønn;kvartal;verdi", "0301;Menn;2008K2;7", "0101;Kvinner;2008K2;7")
    refused(kit, csv_file(tmp_path, *rows), "--indicator", "syk", words=("divided by kjønn",))


def test_a_clash_in_the_file_names_the_column_it_comes_from(kit, tmp_path):
    rows = ("kommune;tiltak;kvartal;verdi", "0301;nærvær;2008K1;7,1", "0301;heltid;2008K1;7,2")
    file = csv_file(tmp_path, *rows)
    refused(kit, file, "--indicator", "syk", words=("tiltak (nærvær, heltid)", "--where 'tiltak=nærvær'"))
    ran = kit.run("evaluation", "import", file, "--indicator", "syk")
    assert "--replace" not in ran.err
    assert imported(kit, file, "--indicator", "syk", "--where", "tiltak=heltid")[0] == [("0301", "2008-Q1", "7.2")]


def test_a_clash_without_a_column_to_choose_by_does_not_speak_of_replacing(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;kvartal;verdi", "0301;2008K1;7,1", "Oslo;2008K1;7,2")
    ran = kit.run("evaluation", "import", file, "--indicator", "syk")
    assert (ran.code, "--replace" in ran.err, "delete the wrong one" in ran.err) == (3, False, True)
    again = kit.run("evaluation", "import", file, "--indicator", "syk", "--replace")
    assert again.code == 3


# -- rows that are no municipality -----------------------------------------------------------------


def test_aggregates_are_skipped_each_with_what_it_is(kit, tmp_path):
    said = {
        "12 Hordaland": "a county",
        "Møre og Romsdal": "a county",
        "03 Oslo": "a county",
        "Oslo fylke": "a county",
        "1200 Hordaland": "a county",
        "Gj.snitt Nordland": "an average",
        "Gjennomsnitt kommunegruppe 11": "an average",
        "KOSTRA-gruppe 7": "a group of municipalities",
        "EKG07 Kostragruppe 7": "a group of municipalities",
        "EKA18 Nordland": "a group of municipalities",
        "EAK Landet": "a total",
        "EAKUO Landet uten Oslo": "the country without Oslo",
        "Landet utan Oslo": "the country without Oslo",
        "Heile landet": "a total",
        "Hele landet (0)": "a total",
        "0": "a total",
        "Noreg": "a total",
        "Alle kommuner": "a total",
        "Nord-Norge": "a part of the country",
        "0191 Halden": "an economic region",
        "2111 Longyearbyen": "Svalbard",
        "21 Svalbard": "Svalbard",
        "030101 Gamle Oslo": "a borough",
        "Bydel Frogner": "a borough",
        "9999": "9999 is the code of the unspecified",
        "9999 Uoppgitt kommune": "unspecified",
        "Uoppgjeve": "unspecified",
        "Ukjent kommune": "unspecified",
    }
    file = csv_file(tmp_path, "region;2008K1", "0301 Oslo;7,1", *(f"{name};7" for name in said))
    found, rows, _ = imported(kit, file, "--indicator", "syk")
    assert found == [("0301", "2008-Q1", "7.1")]
    assert [(row["outcome"], row["reason"]) for row in rows[1:]] == [
        ("skipped", f"{what} ({name})") for name, what in said.items()
    ]


@pytest.mark.parametrize("name", ["0999", "0191", "Halden Havn KF", "Sandvika", "99 Halden"])
def test_what_only_might_be_an_aggregate_is_refused(kit, tmp_path, name):
    refused(kit, csv_file(tmp_path, "region;2008K1", f"{name};7,1"), "--indicator", "syk", words=(name,))


def test_number_and_name_in_columns_of_their_own_must_agree(kit, tmp_path):
    head = "kommunenr;kommune;2008K1"
    refused(kit, csv_file(tmp_path, head, "0301;Halden;7"), "--indicator", "syk", words=("do not agree",))
    rows = ("0301;Oslo kommune;7", "101;Halden (-2019);8", "12;Hordaland;9", "9999;Uoppgitt;9")
    found, rows, _ = imported(kit, csv_file(tmp_path, head, *rows), "--indicator", "syk")
    assert [each[0] for each in found] == ["0301", "0101"]
    assert [row["reason"] for row in rows[2:]] == ["a county (12 Hordaland)", "unspecified (9999 Uoppgitt)"]


def test_a_region_beside_the_municipality_is_not_its_name(kit, tmp_path):
    file = csv_file(tmp_path, "region;kommune;kvartal;verdi", "Østlandet;Halden;2008K1;8,4")
    assert imported(kit, file, "--indicator", "syk")[0] == [("0101", "2008-Q1", "8.4")]


def test_a_file_of_aggregates_alone_imports_nothing_and_says_so(kit, tmp_path):
    file = csv_file(tmp_path, "region;2008K1", "Hele landet;7", "12 Hordaland;7")
    refused(kit, file, "--indicator", "syk", words=("no figure of the file was imported", "a total"), code=1)


# -- which indicator -------------------------------------------------------------------------------


def test_the_option_wins_over_a_name_that_nobody_knows(kit, tmp_path):
    file = csv_file(tmp_path, "indikator;kommune;periode;verdi", "Fravær i alt;0301;2008K1;7,1", ";0101;2008K1;8,1")
    refused(kit, file, words=("'Fravær i alt'",), code=3)
    found, _, ran = imported(kit, file, "--indicator", "syk")
    assert len(found) == 2
    assert "'Fravær i alt' are taken as syk, as --indicator says" in ran.err


def test_two_indicators_that_there_are_must_not_differ(kit, tmp_path):
    indicator(kit, "dager")
    file = csv_file(tmp_path, "indikator;kommune;periode;verdi", "dager;0301;2008K1;7,1", "syk;0101;2008K1;8,1")
    refused(kit, file, "--indicator", "syk", words=("names the indicator dager", "says syk", "dager: 1 figures"))
    found, _, _ = imported(kit, file, "--indicator", "syk", "--where", "indikator=syk")
    assert found == [("0101", "2008-Q1", "8.1")]


def test_contents_in_a_column_are_chosen_by_the_indicators_words(kit, tmp_path):
    head = '"region","statistikkvariabel","kvartal","value"'
    rows = ('"0301","Sykefravær (prosent)","2008K1",7.1', '"0301","Årsverk","2008K1",900')
    found, _, _ = imported(kit, csv_file(tmp_path, head, *rows), "--indicator", "syk")
    assert found == [("0301", "2008-Q1", "7.1")]
    rows = ('"0101","Legemeldt sykefravær","2008K1",7.1', '"0101","Egenmeldt sykefravær","2008K1",1.1')
    words = ("Legemeldt sykefravær", "Egenmeldt sykefravær", "--where")
    refused(kit, csv_file(tmp_path, head, *rows), "--indicator", "syk", words=words)


# -- periods that are none here --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "what"),
    [
        ("2008U05", "a week"),
        ("2006-2008", "several years"),
        ("2008H1", "half a year"),
        ("2008T2", "a third of a year"),
    ],
)
def test_another_span_of_time_is_named(kit, tmp_path, period, what):
    words = (f"«{period}» is {what}",)
    refused(kit, csv_file(tmp_path, f"region;{period}", "0301;7,1"), "--indicator", "syk", words=words)
    refused(kit, csv_file(tmp_path, "region;tid;verdi", f"0301;{period};7,1"), "--indicator", "syk", words=words)


# -- what a person says of the reading -------------------------------------------------------------


def test_headings_are_told_and_the_next_file_is_read_the_same_way(kit, tmp_path):
    file = csv_file(tmp_path, "Hvor;2008K1;2008K2;Merknad", "0301;7,1;7,2;x", name="first.csv")
    found, _, _ = imported(kit, file, "--indicator", "syk", "--map", "Hvor=municipality", "--ignore", "2008K2")
    assert found == [("0301", "2008-Q1", "7.1")]
    again = csv_file(tmp_path, "Hvor;2008K1;2008K2;Merknad", "0101;8,1;8,2;", name="second.csv")
    found, _, ran = imported(kit, again, "--indicator", "syk")
    assert found == [("0101", "2008-Q1", "8.1")]
    assert "is read as the last list" in ran.err


def test_a_long_list_is_told_its_value(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;kvartal;Fravær;Timer", "0301;2008K1;7,1;80")
    found, _, _ = imported(kit, file, "--indicator", "syk", "--map", "Fravær=value")
    assert found == [("0301", "2008-Q1", "7.1")]


def test_a_heading_row_is_told(kit, tmp_path):
    rows = ("kommune;2007K1;2007K2", "Oslo;1;2", "", "kommune;2008K1;2008K2", "Oslo;7,1;7,2")
    found, _, _ = imported(kit, csv_file(tmp_path, *rows), "--indicator", "syk", "--header-row", "4")
    assert found == [("0301", "2008-Q1", "7.1"), ("0301", "2008-Q2", "7.2")]


def test_a_sheet_is_told(kit, tmp_path):
    made = Workbook()
    made.active.title = "fjor"
    for sheet, year in ((made.active, 2007), (made.create_sheet("i år"), 2008)):
        sheet.append(["kommune", f"{year}K1"])
        sheet.append(["0301", 7.1])
    made.save(tmp_path / "two.xlsx")
    found, _, _ = imported(kit, str(tmp_path / "two.xlsx"), "--indicator", "syk", "--sheet", "i år")
    assert found == [("0301", "2008-Q1", "7.1")]


def test_a_wide_table_is_explained_column_by_column(kit, tmp_path):
    file = csv_file(tmp_path, "region;kjønn;2008K1;Merknad", "0301;Menn;7,1;se note")
    ran = kit.run("reading", "explain", file, "--as", "measurements", "--format", "json")
    assert ran.code == 0, ran.err
    columns = [(each["heading"], each["field"], each["why"]) for each in json.loads(ran.out)["columns"]]
    assert columns == [
        ("region", "municipality", "exact"),
        ("kjønn", "dimension", "exact"),
        ("2008K1", "value", "exact"),
        ("Merknad", None, "unknown"),
    ]


def test_the_county_tells_municipalities_of_one_name_apart(kit, tmp_path):
    file = csv_file(tmp_path, "fylke;kommune;2008K1", "Nordland;Bø;8,4", "Telemark;Bø;8,5")
    assert [each[0] for each in imported(kit, file, "--indicator", "syk")[0]] == ["1867", "0821"]


def test_columns_about_the_office_are_left_out_by_name(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;kvartal;verdi;Registrert av", "0301;2008K1;7,1;Kari")
    assert "'Registrert av'" in imported(kit, file, "--indicator", "syk")[2].err
