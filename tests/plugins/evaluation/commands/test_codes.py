"""Own missing codes by command: set, listed, removed, undone; and no stored value changes its meaning by them."""

from __future__ import annotations

import openpyxl
import pytest
from plugins.evaluation.office import csv_file, indicator, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "syk")
    return kit


def codes(kit, *more):
    return [
        (each["code"], each["mark"], each["own"]) for each in kit.json("evaluation", "codes", "list", *more)["codes"]
    ]


def set_code(kit, code, *more):
    return kit.run("evaluation", "codes", "set", "syk", str(code), *more)


def values(kit, tmp_path, *figures):
    rows = [f"syk,0301,{2007 + k}-Q1,{each}" for k, each in enumerate(figures)]
    ran = kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value", *rows))
    assert ran.code == 0, ran.err


def test_set_listed_removed_and_undone(kit):
    default = [(-97, ".", False), (-98, ":", False), (-99, "-", False)]
    assert codes(kit) == default
    assert set_code(kit, -96, "--mark", "x", "--mark", "X", "--nb", "Ikke levert", "--nn", "Ikkje levert").code == 0
    assert codes(kit, "syk") == [(-96, "x", True), *((code, mark, True) for code, mark, _ in default)]
    assert set_code(kit, -96, "--nb", "Ikke sendt").code == 0
    (first, *_) = kit.json("evaluation", "codes", "list")["codes"]
    assert (first["nb"], first["nn"], first["marks"]) == ("Ikke sendt", "Ikkje levert", ["x", "X"])
    assert kit.run("evaluation", "codes", "remove", "syk", "-96").code == 0
    assert codes(kit) == default  # those of Statistics Norway again, and none of its own
    assert kit.run("undo").code == 0
    assert codes(kit)[0] == (-96, "x", True)
    assert kit.run("check").code == 0


@pytest.mark.parametrize(
    ("code", "more", "exit_code", "words"),
    [
        (5, ("--mark", "x", "--nb", "a", "--nn", "b"), 2, "could be a figure"),
        ("-1,5", ("--mark", "x", "--nb", "a", "--nn", "b"), 2, ""),
        (-(10**10), ("--mark", "x", "--nb", "a", "--nn", "b"), 2, "could be a figure"),
        (-5, ("--mark", "x", "--nb", "a"), 2, "no label in nynorsk"),
        (-5, ("--mark", "x", "--nn", "a"), 2, "no label in bokmål"),
        (-5, ("--nb", "a", "--nn", "b"), 2, "no mark"),
        (-5, ("--mark", "999", "--nb", "a", "--nn", "b"), 2, "is a figure itself"),
        (-5, ("--mark", "-98,0", "--nb", "a", "--nn", "b"), 2, "is a figure itself"),
        (-5, ("--mark", "=x", "--nb", "a", "--nn", "b"), 2, "is a formula"),
        (-5, ("--mark", " ", "--nb", "a", "--nn", "b"), 2, "is empty"),
        (-5, ("--mark", "x" * 21, "--nb", "a", "--nn", "b"), 2, "longer than 20"),
        (-5, ("--mark", ":", "--nb", "a", "--nn", "b"), 5, "one mark, one code"),
        (-5, (), 2, "nothing to set"),
    ],
)
def test_what_cannot_be_a_code(kit, code, more, exit_code, words):
    before = (kit.folder / "indicators.yaml").read_bytes()
    ran = set_code(kit, code, *more)
    assert (ran.code, words in ran.err) == (exit_code, True), ran.err
    assert (kit.folder / "indicators.yaml").read_bytes() == before


def test_no_stored_value_changes_its_meaning(kit, tmp_path):
    values(kit, tmp_path, "-5", ":", "8.4")
    ran = set_code(kit, -5, "--mark", "x", "--nb", "a", "--nn", "b")
    assert (ran.code, "1 stored figure(s) are -5, and would be missing" in ran.err) == (5, True), ran.err
    assert "measurements/syk.csv:2" in ran.err
    ran = kit.run("evaluation", "codes", "remove", "syk", "-98")
    assert (ran.code, "would mean nothing" in ran.err) == (5, True)
    ran = set_code(kit, -98, "--mark", "s")
    assert (ran.code, "further --mark" in ran.err) == (5, True)
    assert set_code(kit, -98, "--mark", "s", "--mark", ":").code == 0
    assert kit.run("evaluation", "codes", "remove", "syk", "-97").code == 0
    assert kit.run("evaluation", "codes", "remove", "syk", "-97").code == 4
    assert kit.run("check").code == 0


def test_a_cell_that_shows_a_decimal_is_a_figure(kit, tmp_path):
    """-98,0 in a csv and in a workbook are stored alike, and neither is the code -98."""
    book = openpyxl.Workbook()
    book.active.append(["indicator", "municipality", "period", "value"])
    book.active.append(["syk", "0101", "2007-Q1", -98.0])
    book.active["D2"].number_format = "0.0"
    book.save(tmp_path / "in.xlsx")
    assert kit.run("evaluation", "import", str(tmp_path / "in.xlsx")).code == 0
    values(kit, tmp_path, "-98.0", "-98")
    stored = (kit.folder / "measurements" / "syk.csv").read_text(encoding="utf-8").splitlines()
    assert stored[1:] == ["0101,2007-Q1,-98.0", "0301,2007-Q1,-98.0", "0301,2008-Q1,:"]
    ran = kit.run("check")
    assert "2 figure(s) equal a missing code (0101 2007-Q1: -98.0)" in ran.out + ran.err
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "p"))
    assert ran.code == 0, ran.err
    assert kit.json("evaluation", "verify", str(tmp_path / "p"))["ok"]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("{code: -98, marks: [':'], nb: Skjult}", "has no label in nynorsk"),
        ("{code: -98, marks: [':'], nn: Skjult}", "has no label in bokmål"),
        ("{code: -98, nb: Skjult, nn: Skjult}", "has no mark"),
        ("{code: -98, marks: ['999'], nb: Skjult, nn: Skjult}", "is a figure itself"),
        ("{code: -98, marks: [x], nb: a, nn: b}\n      - {code: -99, marks: [x], nb: c, nn: d}", "means -98 and -99"),
    ],
)
def test_check_finds_what_was_written_by_hand(kit, code, finding, tmp_path):
    file = kit.folder / "indicators.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"    missing:\n      - {code}\n", encoding="utf-8")
    ran = kit.run("check")
    assert finding in ran.out + ran.err, ran.out + ran.err
    assert "indicators.yaml:" in ran.out + ran.err


def test_check_finds_a_name_in_one_form(kit):
    kit.run("evaluation", "indicators", "set", "syk", "--label-nb", "Sykefravær")
    assert "no name in nynorsk" in kit.run("check").out
    kit.run("evaluation", "indicators", "set", "syk", "--label-nn", "Sjukefråvær")
    assert "no name in" not in kit.run("check").out


def test_a_mark_that_means_two_things_says_which_where(kit, tmp_path):
    """One column holds both indicators, and one mark is one mark in it."""
    indicator(kit, "klage")
    for name, nb in (("syk", "Ukjent"), ("klage", "Ikke relevant")):
        ran = kit.run("evaluation", "codes", "set", name, "-50", "--mark", "x", "--nb", nb, "--nn", nb)
        assert ran.code == 0, ran.err
    kit.run("evaluation", "codes", "set", "klage", "-98", "--mark", "s", "--mark", ":")
    rows = ("syk,0301,2007-Q1,x", "klage,0301,2007-Q1,x", "klage,0301,2007-Q2,:", "syk,0301,2007-Q2,:")
    ran = kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value", *rows))
    assert ran.code == 0, ran.err
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "p"))
    assert ran.code == 0, ran.err
    assert kit.json("evaluation", "verify", str(tmp_path / "p"))["ok"]
    book = (tmp_path / "p" / "codebook.nb.md").read_text(encoding="utf-8")
    assert "Ikke relevant (klage); Ukjent (syk) (x" in book
    ran = kit.run("evaluation", "export", "--profile", "public", "--out", str(tmp_path / "q"))
    assert ran.code == 0, ran.err
    assert kit.json("evaluation", "verify", str(tmp_path / "q"))["ok"]


def test_the_last_own_code_does_not_leave_its_mark_to_another(kit, tmp_path):
    """Without own codes those of Statistics Norway are back, and ``:`` would be hidden again."""
    for number in (-97, -98, -99):
        if number == -99:
            assert set_code(kit, -5, "--mark", ":", "--nb", "Kolon", "--nn", "Kolon").code == 0
        else:
            assert set_code(kit, number, "--nb", "Annet").code == 0
            assert kit.run("evaluation", "codes", "remove", "syk", str(number)).code == 0
    assert kit.run("evaluation", "codes", "remove", "syk", "-99").code == 0
    values(kit, tmp_path, "9.8", ":")
    ran = kit.run("evaluation", "codes", "remove", "syk", "-5")
    assert ran.code == 5
    assert "1 stored value(s) are ':', which means -5 and would mean -98" in ran.err
    assert codes(kit, "syk") == [(-5, ":", True)]
