"""Pictures from the command line: one each, pages, icons, native Excel charts."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from plugins.evaluation.office import S, indicator, long_csv, members, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "syk", "--label-nb", "Fravær <i>nå</i>", "--label-nn", "Fråvær")
    for number in ("0301", "0101"):
        assert kit.run("evaluation", "import", long_csv(tmp_path, S, number=number)).code == 0
    members(kit, "0301")
    return kit


def test_a_chart_for_every_municipality(kit, tmp_path):
    found = kit.json("evaluation", "chart", "syk", "--out", str(tmp_path / "out"))["files"]
    assert [name.rsplit("/", 1)[-1] for name in found] == ["syk-0101-Halden.svg", "syk-0301-Oslo.svg"]
    text = (tmp_path / "out" / "syk-0301-Oslo.svg").read_text(encoding="utf-8")
    assert "Fravær &lt;i&gt;nå&lt;/i&gt;" in text
    assert ET.fromstring(text).tag.endswith("svg")
    again = kit.run("evaluation", "chart", "syk", "--out", str(tmp_path / "again"))
    assert again.code == 0
    assert (tmp_path / "again" / "syk-0301-Oslo.svg").read_text(encoding="utf-8") == text


def test_one_file_png_and_nynorsk(kit, tmp_path):
    ran = kit.run("evaluation", "chart", "syk", "--municipality", "Oslo", "--out", str(tmp_path / "oslo.png"))
    assert ran.code == 0, ran.err
    assert (tmp_path / "oslo.png").read_bytes().startswith(b"\x89PNG")
    kit.run(
        "evaluation", "chart", "syk", "--municipality", "0301", "--language", "nn", "--out", str(tmp_path / "o.svg")
    )
    assert "Fråvær" in (tmp_path / "o.svg").read_text(encoding="utf-8")


def test_pages_of_a_cohort_and_icons(kit, tmp_path):
    out = str(tmp_path / "pages")
    assert kit.run("evaluation", "chart", "syk", "--cohort", "P1", "--page", "multiples", "--out", out).code == 0
    text = (tmp_path / "pages" / "syk-multiples.svg").read_text(encoding="utf-8")
    assert ("0301 Oslo" in text, "Halden" in text) == (True, False)
    assert kit.run("evaluation", "chart", "all", "--page", "icons", "--out", out).code == 0
    assert "Halden" in (tmp_path / "pages" / "icons.svg").read_text(encoding="utf-8")


def test_native_excel_charts_the_same_bytes_every_time(kit, tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        assert kit.run("evaluation", "chart", "syk", "--out", str(path)).code == 0
    assert first.read_bytes() == second.read_bytes()
    book = load_workbook(first)
    assert len(book["Diagrammer"]._charts) == 2
    assert book["Data"]["A2"].value == "0101 Halden"
    assert book["Data"]["I15"].value == "7 Points Below CL"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("syk", "--out", "x.pdf"), 2),
        (("syk", "--page", "poster", "--out", "x"), 2),
        (("syk", "--language", "se", "--out", "x"), 2),
        (("syk", "--cohort", "P9", "--out", "x"), 4),
        (("nothing", "--out", "x"), 4),
    ],
)
def test_wrong_questions(kit, arguments, code):
    assert kit.run("evaluation", "chart", *arguments).code == code


def test_a_dry_run_draws_nothing(kit, tmp_path):
    assert kit.run("evaluation", "chart", "syk", "--out", str(tmp_path / "out"), "--dry-run").code == 0
    assert not (tmp_path / "out").exists()


def test_without_the_library_of_the_pictures_the_person_is_told_what_to_install(kit, tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("kvadmin.plugins.evaluation.c")]:
        monkeypatch.delitem(sys.modules, name)  # charts and commands: imported anew
    monkeypatch.setitem(sys.modules, "jinja2", None)
    ran = kit.run("evaluation", "chart", "syk", "--out", str(tmp_path / "out"))
    assert ran.code == 2
    assert "jinja2 is not installed" in ran.err
    assert 'pip install "kvadmin[evaluation]"' in ran.err
