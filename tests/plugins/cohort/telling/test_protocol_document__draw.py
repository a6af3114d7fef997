"""What the protocol's document and its tables tell of the draw, of points and of places that stay empty."""

from __future__ import annotations

import json

import openpyxl
import pytest

from ..conftest import AFTER, VALUE, write_csv
from .test_protocol_document import docx_text

CORRECTION = "skrev av feil tall"


@pytest.fixture
def admitted(frozen):
    """The ten after a public draw; nothing was changed after the freeze."""
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3", "--yes")
    return frozen


def fingerprint(programme):
    return json.loads((programme.folder / "freezes/P3-1.json").read_bytes())["fingerprint"]


def said(programme, tmp_path, ending):
    file = tmp_path / f"protokoll.{ending}"
    programme("cohort", "admit", "P3", "--save-protocol", file)
    if ending == "docx":
        return docx_text(file.read_bytes())
    if ending == "xlsx":
        book = openpyxl.load_workbook(file)
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
        )
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["docx", "md", "xlsx"])
def test_every_form_says_source_value_fingerprint_verdict_and_grounds(admitted, tmp_path, ending):
    text = said(admitted, tmp_path, ending)
    assert "offentlig trekning: Lotto, lørdag 7. juni 2008" in text
    assert VALUE in text
    assert fingerprint(admitted) in text
    assert "Vurdering av loddtrekningen" in text
    assert "holdbar" in text
    assert "Listen ble lukket 2. juni 2008 (nr. 1), før trekningen 7. juni 2008." in text
    assert "ikke noe brev med fingeravtrykket er sendt" in text
    assert "Endret etter at listen ble lukket" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nn", ("Vurdering av loddtrekkinga", "haldbar", "Lista vart lukka", "Fingeravtrykket av den lukka lista")),
        ("en", ("Verdict on the draw", "sound", "The list was closed", "Fingerprint of the closed list")),
    ],
)
def test_it_says_so_in_the_language_of_the_programme(admitted, tmp_path, language, words):
    file = admitted.folder / "programme.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: nb", f"language: {language}"), encoding="utf-8")
    for ending in ("docx", "md"):
        text = said(admitted, tmp_path, ending)
        assert all(word in text for word in words), ending


@pytest.mark.parametrize("ending", ["docx", "md", "xlsx"])
def test_what_was_changed_after_the_freeze_stands_there_with_who_and_why(frozen, tmp_path, monkeypatch, ending):
    monkeypatch.setenv("KVADMIN_WHO", "Kari Ås")
    frozen("cohort", "set", "P3", "capacity", "4", "--why", "budsjettet er kutta")
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3", "--yes")
    text = said(frozen, tmp_path, ending)
    assert "endret" in text
    later = text.partition("Endret etter at listen ble lukket")[2]
    assert "Kari Ås" in later
    assert "budsjettet er kutta" in later


def test_a_csv_stays_one_table(admitted, tmp_path):
    lines = said(admitted, tmp_path, "csv").splitlines()
    assert len(lines) == 11
    assert "holdbar" not in "\n".join(lines)


def test_saved_on_a_later_day_it_says_the_same(admitted, tmp_path):
    first = said(admitted, tmp_path, "docx")
    assert said(admitted.on("2008-09-01"), tmp_path, "docx") == first


def test_points_per_criterion_stand_in_the_order_of_the_protocol(drawn, tmp_path):
    drawn("cohort", "set", "P3", "criteria", "Forankring=0.5", "Tiltak=0.25")
    numbers = sorted(path.stem for path in (drawn.folder / "applications/P3").glob("*.yaml"))
    rows = [["municipality", "Forankring", "Tiltak"], *([n, str(10 - at), "2,5"] for at, n in enumerate(numbers))]
    for path in (drawn.folder / "applications/P3").glob("*.yaml"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("score:")]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    drawn("application", "score", write_csv(tmp_path / "poeng.csv", rows), "--cohort", "P3")
    drawn("cohort", "freeze", "P3")
    drawn.on(AFTER)("cohort", "draw", "P3", "--value", VALUE)
    drawn("cohort", "admit", "P3", "--yes")
    table = said(drawn, tmp_path, "docx").partition("Poeng per kriterium")[2].splitlines()
    first = table.index(numbers[0])
    assert table[first + 2 : first + 5] == ["10", "2,5", "5,62"]
    assert "| Forankring" in said(drawn, tmp_path, "md")


def test_places_that_stay_empty_are_explained_by_their_quotas(ten, tmp_path):
    ten("cohort", "set", "P3", "capacity", "7")
    ten("cohort", "set", "P3", "quotas", "region:Nord=..1", "region:Øst=..1", "region:Vest=..1")
    shown = ten.json("cohort", "admit", "P3", "--yes")
    filled = sum(each["outcome"] == "admitted" for each in shown["decisions"])
    assert filled == 5
    for ending in ("docx", "md"):
        text = said(ten, tmp_path, ending)
        assert "2 av plassene er ikke fylt" in text
        assert "høyst 1 med landsdel" in text.partition("av plassene er ikke fylt")[2]
