"""The chart of a municipality that has a goal: its own line, and the state that ``evaluation goals`` says."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from plugins.evaluation.office import members, office, quarters

from kvadmin.api.records import Goal, Indicator, MemberGoals
from kvadmin.plugins.evaluation.indicators.indicators_file import Indicators


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme", today="2010-02-01")
    indicator = Indicator(id="syk", nb="Sykefravær", nn="Sjukefråvær", direction="decrease", target=Decimal("7.5"))
    kit.add(Indicators(indicators=[indicator]))
    members(kit, "0301", "0101")
    goal = Goal(indicator="syk", start=Decimal("9.6"), to=Decimal("8.4"), direction="decrease", by=date(2010, 12, 31))
    keep = Goal(indicator="syk", kind="keep", to=Decimal("9.9"), direction="decrease")
    kit.add(MemberGoals(cohort="P1", municipality="0301", goals=[goal, keep]))
    values = [9.5, 9.7, 9.6, 9.5, 9.7, 8.2, 8.4, 8.3, 8.2, 8.4, 8.3, 8.4]
    rows = [f"{n},{p},{v}" for n in ("0101", "0301") for p, v in zip(quarters(12), values, strict=True)]
    folder = kit.folder / "measurements"
    folder.mkdir()
    (folder / "syk.csv").write_text("\n".join(["municipality,period,value", *rows, ""]), encoding="utf-8")
    return kit


def drawn(kit, tmp_path, *more):
    ran = kit.run("evaluation", "chart", *more, "--out", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    return {path.name: path.read_text("utf-8") for path in sorted((tmp_path / "out").iterdir())}


def test_the_line_is_the_goals_and_the_state_stands_below(kit, tmp_path):
    found = drawn(kit, tmp_path, "syk", "--language", "nn")
    oslo, halden = (next(text for name, text in found.items() if number in name) for number in ("0301", "0101"))
    said = kit.json("evaluation", "goals")["goals"][0]
    assert said["state"] == "met"
    assert "Eige mål 8,4" in oslo
    assert "Eige mål: frå 9,6 til 8,4 innan utgangen av 2010 – nådd, nivå 8,314 frå 2. kvartal 2008" in oslo.replace(
        "\u00a0", " "
    )
    assert "Mål 7,5" in halden
    assert "Eige mål" not in halden


def test_the_page_of_icons_has_the_state_beside_the_value(kit, tmp_path):
    (page,) = drawn(kit, tmp_path, "all", "--page", "icons").values()
    assert page.count(">nådd</text>") == 1
    assert len(re.findall(r"Eget mål: nådd", page)) == 2  # the label and the title of the cell


def test_workbooks_and_small_charts_have_the_line_of_the_goal(kit, tmp_path):
    assert kit.run("evaluation", "chart", "syk", "--out", str(tmp_path / "syk.xlsx")).code == 0
    data = openpyxl.load_workbook(tmp_path / "syk.xlsx").worksheets[1]
    targets = {(row[0].value.split()[0], row[6].value) for row in data.iter_rows(min_row=2)}
    assert targets == {("0101", 7.5), ("0301", 8.4)}
    (page,) = drawn(kit, tmp_path, "syk", "--page", "multiples").values()
    kit.run("evaluation", "goals", "set", "P1", "0301", "syk", "--remove", "--yes")
    (without,) = drawn(kit, tmp_path / "without", "syk", "--page", "multiples").values()
    assert page != without


def test_a_workbook_crosses_out_what_is_excluded(kit, tmp_path):
    words = ("--kind", "exclude", "--at", quarters(12)[5], "--municipality", "0301", "--why", "streik")
    assert kit.run("evaluation", "event", "add", "syk", *words).code == 0
    assert kit.run("evaluation", "chart", "syk", "--out", str(tmp_path / "syk.xlsx"), "--language", "nb").code == 0
    book = openpyxl.load_workbook(tmp_path / "syk.xlsx")
    heading, *rows = book.worksheets[1].iter_rows(values_only=True)
    assert heading[9] == "Ikke medregnet"
    assert [(row[0].split()[0], row[9]) for row in rows if row[9] is not None] == [("0301", 8.2)]
    with zipfile.ZipFile(tmp_path / "syk.xlsx") as package:
        charts = [package.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    assert sorted('<c:symbol val="x"/>' in chart for chart in charts) == [False, True]


def test_what_happened_beside_the_figures_is_said_below_the_chart(kit, tmp_path):
    for at, why in (("2008-Q1", "Ny leder"), ("2010-Q2", "Ny turnus")):
        ran = kit.run("evaluation", "event", "add", "syk", "--kind", "annotation", "--at", at, "--why", why, "--yes")
        assert ran.code == 0, ran.err
    oslo = next(text for name, text in drawn(kit, tmp_path, "syk").items() if "0301" in name)
    words, below = oslo.split("</desc>")
    for part in (words, below):
        assert re.search(r"\[1\] +1\. kvartal 2008: Ny leder", part)
        assert "Utenfor tallene, 2. kvartal 2010: Ny turnus" in part
    assert "[2]" not in oslo
