"""``cohort status``, ``list``, ``show`` and ``import``: the table of 31 January 2009 and its history."""

from __future__ import annotations

import pytest
from books import xlsx
from example_register import example_rows

from .conftest import write_csv

GROUPS = {
    "2007-06-30": {"I07": 12, "P1": 28}, "2008-01-31": {"I07": 12, "P1": 28, "P2": 46},
    "2008-12-31": {"I07": 12, "P1": 28, "P2": 46, "P3": 36}, "2009-01-31": {"I07": 12, "P1": 28, "P2": 46, "P3": 36, "P4": 20},
}  # fmt: skip


STARTS = {"I07": "2007-01-15", "P1": "2007-03-26", "P2": "2007-10-15", "P3": "2008-08-25", "P4": "2009-01-05"}
TWICE = {"P1": slice(2), "P2": slice(2, 4)}  # who of the effort group takes part in a cohort, too


@pytest.fixture
def members(tmp_path):
    """Who is in what, in order of number: invented, but for how many each group has."""
    free = iter(each["number"] for each in example_rows())
    groups = {}
    for name, count in GROUPS["2009-01-31"].items():
        also = groups["I07"][TWICE[name]] if name in TWICE else []
        groups[name] = [*also, *(next(free) for _ in range(count - len(also)))]
    rows = [[name, number, STARTS[name]] for name, inside in groups.items() for number in inside]
    return write_csv(tmp_path / "members.csv", [["cohort", "municipality", "from"], *rows], ",")


@pytest.fixture
def memberships(all_2008, members):
    all_2008("cohort", "import", members, "--create")
    return all_2008


@pytest.mark.parametrize(
    ("day", "row_sum", "several", "distinct"),
    [("2007-06-30", 40, 2, 38), ("2008-01-31", 86, 4, 82), ("2008-12-31", 122, 4, 118), ("2009-01-31", 142, 4, 138)],
)
def test_the_table_adds_up_on_each_date(memberships, day, row_sum, several, distinct):
    shown = memberships.json("cohort", "status", "--as-of", day)
    assert list(shown) == ["schema", "as_of", "groups", "row_sum", "in_several_groups", "distinct"]
    assert (shown["as_of"], shown["row_sum"], shown["distinct"]) == (day, row_sum, distinct)
    assert len(shown["in_several_groups"]) == several
    assert shown["in_several_groups"] == sorted(shown["in_several_groups"])
    assert {each["id"]: each["active"] for each in shown["groups"] if each["active"]} == GROUPS[day]
    first = shown["groups"][0]
    assert list(first) == ["id", "name", "kind", "admitted", "ended", "active"]


def test_today_is_the_reference_date_unless_another_is_named(memberships):
    assert memberships.json("cohort", "status")["as_of"] == "2008-06-10"
    assert memberships.json("--today", "2009-01-31", "cohort", "status")["distinct"] == 138


def test_the_table_is_never_a_bare_total(memberships):
    out = memberships("cohort", "status", "--as-of", "2009-01-31").out
    assert "142 active memberships" in out
    assert "4 municipalities are in several groups: 0101" in out
    assert "138 distinct municipalities" in out


def test_an_ended_membership_counts_to_its_last_day(memberships):
    member = memberships.json("cohort", "show", "P1")["members"][0]["municipality"]
    memberships("cohort", "withdraw", "P1", member, "--reason", "merged", "--on", "2008-03-01")
    on, after = (memberships.json("cohort", "status", "--as-of", day) for day in ("2008-03-01", "2008-03-02"))
    assert [each["active"] for each in on["groups"] if each["id"] == "P1"] == [28]
    line = next(each for each in after["groups"] if each["id"] == "P1")
    assert (line["admitted"], line["ended"], line["active"]) == (28, 1, 27)
    shown = memberships.json("cohort", "show", "P1")["members"]
    assert [(m["to"], m["reason"]) for m in shown if m["municipality"] == member] == [("2008-03-01", "merged")]


def test_the_same_memberships_again_change_nothing(memberships, members):
    before = memberships.bytes()
    shown = memberships.json("cohort", "import", members)
    assert set(shown["counts"]) == {"unchanged"}
    assert memberships.bytes() == before


HEADERS = [
    ["cohort", "municipality", "from", "to", "reason"],
    ["Gruppe", "Kommunenummer", "Fra", "Til", "Årsak"],
    ["gruppe", "kommunenummer", "frå", "til", "arsak"],
    ["Pulje", "Kommune", "Fra dato", "Til dato", "Grunn"],
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_memberships_under_any_heading_from_csv_and_xlsx(new, tmp_path, header, form):
    programme = new([("0301", "Oslo", "Øst", "neutral"), ("1504", "Ålesund", "Vest", "neutral")])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    rows = [header, ["P1", "0301", "2007-01-01", "", ""], ["P1", "Ålesund", "01.02.2007", "31.12.2007", "sammenslått"]]
    file = tmp_path / f"members.{form}"
    if form == "csv":
        write_csv(file, rows)
    else:
        rows[1][1] = 301  # Excel has eaten the zero
        file.write_bytes(xlsx(("Deltakelse", rows)))
    programme("cohort", "import", file)
    assert [(m["municipality"], m["from"], m["to"], m["reason"]) for m in programme.json("cohort", "show", "P1")["members"]] == [
        ("0301", "2007-01-01", None, None), ("1504", "2007-02-01", "2007-12-31", "sammenslått"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (["P1", "9999", "2007-01-01", ""], 4, "9999"),
        (["P1", "Atlantis", "2007-01-01", ""], 4, "Atlantis"),
        (["P1", "Bø", "2007-01-01", ""], 4, "0821, 1867"),
        (["P1", "0301", "", ""], 3, "no first day"),
        (["P1", "0301", "32.13.2007", ""], 3, "32.13.2007"),
        (["P1", "0301", "2007-02-01", "2007-01-01"], 3, "before the first day"),
        (["", "0301", "2007-02-01", ""], 3, "no cohort"),
    ],
)
def test_one_wrong_row_refuses_the_whole_file(new, tmp_path, row, code, words):
    rows = [("0301", "Oslo"), ("1504", "Ålesund"), ("0821", "Bø"), ("1867", "Bø")]
    programme = new([(*each, "Øst", "neutral") for each in rows])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    good = ["P1", "1504", "2007-01-01", ""]
    file = write_csv(tmp_path / "m.csv", [["cohort", "municipality", "from", "to"], good, row])
    said = programme.refused("cohort", "import", file, code=code)
    assert words in said
    assert "row 3" in said
    assert "hint" in said


def test_a_group_that_is_not_there_is_named(new, tmp_path):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    file = write_csv(tmp_path / "m.csv", [["cohort", "municipality", "from"], ["P9", "0301", "2007-01-01"]])
    assert "P9" in programme.refused("cohort", "import", file, code=4)
    ran = programme("cohort", "import", file, "--create")
    assert "P9" in ran.err
    assert [each["id"] for each in programme.json("cohort", "list")["cohorts"]] == ["P1", "P9"]


def test_ids_are_kept_as_typed(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    for name in ("Pulje 3", "pulje-Ø", "P.3"):
        programme("cohort", "new", name, "--name", "x")
        assert programme.json("cohort", "show", name)["id"] == name
    assert "already a cohort" in programme.refused("cohort", "new", "P.3", "--name", "x", code=5)


def test_show_has_the_whole_call(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme(
        "cohort", "new", "P4", "--name", "Pulje 4", "--deadline", "2008-11-20", "--supplement-deadline", "2008-12-01",
        "--start", "2009-01-05", "--capacity", 20, "--lottery-seed", "s", "--criterion", "kvalitet=2,5",
        "--criterion", "forankring=1", "--quota", "region:Nord-Norge=2..", "--quota", "landsdel:Vestlandet=..3",
    )  # fmt: skip
    programme("cohort", "set", "P4", "requirements", "Politisk vedtak", "Trepartssamarbeid")
    programme("cohort", "set", "P4", "copy-recipients", "KS", "HOD")
    programme("cohort", "set", "P4", "case_number", "08/123")
    shown = programme.json("cohort", "show", "P4")
    assert shown["deadline"] == "2008-11-20"
    assert shown["criteria"] == [{"name": "kvalitet", "weight": "2.5"}, {"name": "forankring", "weight": "1"}]
    assert shown["quotas"] == [
        {"field": "region", "value": "Nord-Norge", "min": 2, "max": None},
        {"field": "region", "value": "Vestlandet", "min": None, "max": 3},
    ]
    assert (shown["requirements"], shown["copy_recipients"], shown["case_number"], shown["members"]) == (
        ["Politisk vedtak", "Trepartssamarbeid"], ["KS", "HOD"], "08/123", [],
    )  # fmt: skip
    programme("cohort", "set", "P4", "quotas", "")
    assert programme.json("cohort", "show", "P4")["quotas"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["set", "P4", "capacity", "0"], 2, "at least 1"),
        (["set", "P4", "capacity", "many"], 2, "at least 1"),
        (["set", "P4", "colour", "blue"], 2, "lottery_seed"),
        (["set", "P4", "deadline", "soon"], 2, "soon"),
        (["set", "P4", "quotas", "region=3"], 2, "region=3"),
        (["set", "P4", "quotas", "shoe:43=1.."], 2, "shoe"),
        (["set", "P4", "quotas", "region:Øst=3..2"], 2, "3..2"),
        (["set", "P4", "criteria", "quality"], 2, "NAME=WEIGHT"),
        (["set", "P4", "kind", "club"], 2, "effort"),
        (["set", "P5", "capacity", "3"], 4, "P5"),
        (["show", "p4"], 4, "P4"),
        (["new", "P5", "--name", "x", "--capacity", "0"], 2, "at least 1"),
        (["new", "a/b", "--name", "x"], 2, "a/b"),
        (["new", "..", "--name", "x"], 2, ".."),
        (["new", "", "--name", "x"], 2, ""),
        (["new", "P5", "--name", "x", "--quota", "region:Øst=-1.."], 2, "-1"),
        (["withdraw", "P4", "0301", "--reason", "withdrawn"], 1, "no member"),
        (["withdraw", "P4", "0399", "--reason", "withdrawn"], 4, "0399"),
        (["promote", "P4"], 3, "capacity"),
        (["status", "--as-of", "yesterday"], 2, "yesterday"),
    ],
)
def test_what_cannot_be_is_refused_in_words(new, arguments, code, words):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P4", "--name", "Pulje 4")
    said = programme.refused("cohort", *arguments, code=code)
    assert words in said
    assert "hint" in said
