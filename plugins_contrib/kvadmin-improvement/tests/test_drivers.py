"""Driver diagrams: made by commands and by a list, drawn as SVG and PNG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook


@pytest.fixture
def diagram(done):
    done("measure", "add", "P1", "0415", "Ny vaktordning", "start", "2008-02-01")
    done("drivers", "new", "P1", "0415", "Sykefraværet er under 7 %")
    done("drivers", "add", "P1-0415", "primary", "Nærværende ledelse")
    done("drivers", "add", "P1-0415", "primærdriver", "Medvirkning")
    done("drivers", "add", "P1-0415", "secondary", "Faste møter", "--under", "p1,p2")
    done("drivers", "add", "P1-0415", "change", "--under", "s1", "--measure", "0415-1")


def boxes(kit, which="P1-0415"):
    found = kit.json("drivers", "show", which)["diagram"]
    return [(each["id"], each["text"], each["under"]) for each in found["drivers"]]


def test_a_diagram_grows_box_by_box(kit, diagram, done):
    assert boxes(kit) == [
        ("p1", "Nærværende ledelse", []),
        ("p2", "Medvirkning", []),
        ("s1", "Faste møter", ["p1", "p2"]),
        ("c1", "Ny vaktordning", ["s1"]),
    ]
    done("drivers", "set", "P1-0415", "s1", "text", "Faste møtepunkter", "under", "p2", undone=True)
    done("drivers", "set", "P1-0415", "aim", "text", "Under 6 %", undone=True)
    done("drivers", "add", "P1-0415", "change", "Varslingsplan", "--under", "p1", undone=True)
    done("drivers", "remove", "P1-0415", "p2", "--yes", undone=True)
    assert boxes(kit) == [("p1", "Nærværende ledelse", []), ("c2", "Varslingsplan", ["p1"])], "s1 and c1 hung under p2"
    done("drivers", "remove", "P1-0415", "--yes", undone=True)
    assert kit.json("drivers", "list")["diagrams"] == []


def test_a_cohort_has_diagrams_of_its_own(kit, done, refused):
    done("drivers", "new", "P1", "Fornøyde innbyggere", undone=True)
    done("drivers", "new", "Lavere fravær", "--cohort", "P1")
    assert [each["id"] for each in kit.json("drivers", "list", "--cohort", "P1")["diagrams"]] == ["P1", "P1-2"]
    assert "already: P1" in refused("drivers", "new", "P1", "FORNØYDE innbyggere", code=5)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["new", "P1", "1601", "X"], "is no member of P1"),
        (["new", "P1", " "], "needs an aim"),
        (["new", "P1", "x" * 10_000], "too long"),
        (["new", "P1", "x" * 301], "too many"),
        (["add", "P1-0415", "sekundary", "X"], "did you mean secondary"),
        (["add", "P1-0415", "secondary", "X"], "hangs under nothing"),
        (["add", "P1-0415", "primary", "X", "--under", "p1"], "under the aim alone"),
        (["add", "P1-0415", "secondary", "X", "--under", "s1"], "does not stand to its left"),
        (["add", "P1-0415", "change", "X", "--under", "c1"], "does not stand to its left"),
        (["add", "P1-0415", "change", "X", "--under", "p9"], "has no box 'p9'"),
        (["add", "P1-0415", "change", "--under", "s1"], "says nothing"),
        (["add", "P1-0415", "change", "--under", "s1", "--measure", "0415-7"], "there is no measure"),
        (["add", "P1-0415", "secondary", "X", "--under", "p1", "--measure", "0415-1"], "carries no measure"),
        (["add", "P1-0415", "primary", "x" * 10_000], "too long"),
        (["add", "P1-0415", "primary", "x" * 301], "too many"),
        (["add", "P1-0415", "primary", "a\x07b"], ""),
        (["set", "P1-0415", "s1", "under", ""], "hangs under nothing"),
        (["set", "P1-0415", "s1", "under", "s1"], "does not stand to its left"),
        (["set", "P1-0415", "s1", "text", ""], "says nothing"),
        (["set", "P1-0415", "s1", "txet", "X"], "did you mean text"),
        (["set", "P1-0415", "aim", "under", "p1"], "only the text"),
        (["show", "P1-0451"], "there is no driver diagram 'P1-0451'"),
        (["draw", "P1-0415", "x.pdf"], "not written as .pdf"),
        (["draw", "P1-0415", "x.svg", "--language", "no"], "not a language of pictures"),
    ],
)
def test_what_cannot_be(diagram, refused, words, says):
    assert says in refused("drivers", *words)


def test_a_circle_written_by_hand_is_found_and_not_drawn(kit, diagram, refused, tmp_path):
    file = kit.folder / "drivers" / "P1-0415.yaml"
    text = file.read_text(encoding="utf-8")
    assert "under:\n      - p1\n      - p2" in text
    file.write_text(text.replace("under:\n      - p1\n      - p2", "under:\n      - c1"), encoding="utf-8")
    assert "s1 cannot hang under c1" in kit.run("check").out
    assert "s1 cannot hang under c1" in refused("drivers", "draw", "P1-0415", str(tmp_path / "x.svg"), code=3)
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_picture_says_it_in_words_too(kit, diagram, done, tmp_path, language):
    file = tmp_path / "d.svg"
    done("drivers", "draw", "P1-0415", str(file), "--language", language)
    root = ET.fromstring(file.read_bytes())
    told = {each.tag.rpartition("}")[2]: each.text for each in root}
    headings = {"nb": "Sekundærdrivere", "nn": "Sekundærdrivarar", "en": "Secondary drivers"}
    assert root.attrib["lang"] == language
    assert headings[language] in told["desc"]
    assert "«Faste møter»" in told["desc"]
    assert "Ny vaktordning" in told["desc"]
    first = file.read_bytes()
    done("drivers", "draw", "P1-0415", str(file), "--language", language)
    assert file.read_bytes() == first


def test_png(diagram, done, tmp_path):
    done("drivers", "draw", "P1-0415", str(tmp_path / "d.png"))
    assert (tmp_path / "d.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def book(tmp_path):
    def write(*rows, headings=("Primærdriver", "Sekundærdriver", "Endringsidé", "Tiltak-id")):
        made = Workbook()
        made.active.append(headings)
        for row in rows:
            made.active.append(row)
        file = tmp_path / "drivere.xlsx"
        made.save(file)
        return str(file)

    return write


def test_a_list_is_a_diagram(kit, done, book):
    done("measure", "add", "P1", "0415", "Ny vaktordning")
    done("drivers", "new", "P1", "0415", "Mål")
    file = book(
        ["Ledelse", "Møter", "Møteplan"],
        ["", "", "Referater"],
        ["", "Oppfølging", "", "0415-1"],
        ["Medvirkning", "Møter", ""],
        ["Medvirkning", "", "Opplæring"],
    )
    done("drivers", "import", "P1-0415", file, undone=True)
    assert boxes(kit) == [
        ("p1", "Ledelse", []),
        ("s1", "Møter", ["p1", "p2"]),
        ("c1", "Møteplan", ["s1"]),
        ("c2", "Referater", ["s1"]),
        ("s2", "Oppfølging", ["p1"]),
        ("c3", "Ny vaktordning", ["s2"]),
        ("p2", "Medvirkning", []),
        ("c4", "Opplæring", ["p2"]),
    ]
    assert {each["outcome"] for each in kit.json("drivers", "import", "P1-0415", file)["rows"]} == {"unchanged"}


@pytest.mark.parametrize(
    "headings",
    [
        ("Primary driver", "Secondary driver", "Change idea", "Measure"),
        ("Primærdrivar", "Sekundærdrivar", "Endringsidé", "Tiltaksnummer"),
    ],
)
def test_headings_of_a_list(kit, done, book, headings):
    done("drivers", "new", "P1", "Mål")
    done("drivers", "import", "P1", book(["A", "B", "C"], headings=headings))
    assert [each[0] for each in boxes(kit, "P1")] == ["p1", "s1", "c1"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["", "Møter", "X"]], "no primary driver stands in this row or above"),
        ([["A", "B", "C", "0415-9"]], "there is no measure '0415-9'"),
        ([["A" * 10_000, "B", "C"]], "too long"),
        ([[f"A{at}", "", ""] for at in range(201)], "boxes are too many"),
    ],
)
def test_a_list_that_cannot_be(kit, done, refused, book, rows, says):
    done("drivers", "new", "P1", "Mål")
    file = book(*rows)
    before = kit.files()
    ran = kit.run("drivers", "import", "P1", file)
    assert ran.code != 0
    assert says in ran.err + ran.out
    assert kit.files() == before


def test_the_aim_of_a_list_must_be_that_of_the_diagram(kit, done, refused, book):
    done("drivers", "new", "P1", "Mål")
    headings = ("Mål", "Primærdriver")
    done("drivers", "import", "P1", book(["Mål", "A"], headings=headings))
    assert "the aim is another one: Noe annet" in refused(
        "drivers", "import", "P1", book(["Noe annet", "B"], headings=headings)
    )
