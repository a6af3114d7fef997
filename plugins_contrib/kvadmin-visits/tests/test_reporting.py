"""``visit report``: the document, in bokmål and nynorsk."""

from __future__ import annotations

import io
import re
import zipfile

import pytest


@pytest.fixture
def held(noted):
    """A long visit to Løten with what was agreed, and a call to Austevoll."""
    words = ("--with", "Per Hansen", "--minutes", "150", "--agreed", "Sender tall\n- Nytt besøk")
    for line in (
        (
            "0415",
            "--how",
            "visit",
            "--by",
            "Kari Nordmann",
            "--on",
            "2008-06-03",
            "Gikk gjennom planen.\nAlt i rute.",
            *words,
        ),
        ("1244", "--how", "phone", "--by", "Ola Berg", "--on", "2008-06-04", "Snakka om nærvær"),
        ("0415", "--how", "visit", "--by", "Kari Nordmann", "--on", "2008-09-02", "Hos dem"),
    ):
        ran = noted.run("visit", "add", *line)
        assert ran.code == 0, ran.err
    return noted


def markdown(kit, *words):
    ran = kit.run("visit", "report", *words, "--format", "md")
    assert ran.code == 0, ran.err
    return ran.out


def docx_text(file):
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        return re.sub(r"<[^>]+>", " ", package.read("word/document.xml").decode())


def test_who_when_what_and_what_was_agreed(held):
    assert markdown(held, "5") == (
        "**Test programme**\n\n# Rapport fra besøk\n\nLøten, 3. juni 2008\n\n- Kommune: Løten (0415)\n"
        "- Pulje: Pulje 1\n- Dato: tirsdag 3. juni 2008\n- Kontaktform: besøk\n- Fra sekretariatet: Kari Nordmann\n"
        "- Fra kommunen: Per Hansen\n- Varighet: 150 minutter\n\n## Hva det gjaldt\n\nGikk gjennom planen.\n\n"
        "Alt i rute.\n\n## Avtalt\n\n- Sender tall\n- Nytt besøk\n\n## Neste kontakt\n\n"
        "Besøk, tirsdag 2. september 2008, ved Kari Nordmann\n\n---\n\nRapport fra besøk, Løten\n"
    )


def test_in_the_form_of_the_municipality_or_the_one_asked_for(held):
    said = markdown(held, "6")
    for words in (
        "# Notat frå telefonsamtale",
        "Frå sekretariatet: Ola Berg",
        "## Kva det gjaldt",
        "ikkje notert nokon avtale",
    ):
        assert words in said
    assert "# Notat fra telefonsamtale" in markdown(held, "6", "--language", "nb")
    assert "# Rapport frå besøk" in markdown(held, "5", "--language", "nn")


@pytest.mark.parametrize("ending", ["docx", "pdf", "md", "html"])
def test_the_ending_says_the_format(held, tmp_path, ending):
    if ending == "pdf":
        pytest.importorskip("typst")
    files = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    for file in files:
        assert held.run("visit", "report", "5", "-o", str(file)).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith({"docx": b"PK", "pdf": b"%PDF", "md": b"**", "html": b"<!"}[ending])
    if ending == "docx":
        assert "Gikk gjennom planen." in docx_text(files[0])


def test_all_that_was_held_with_one(held):
    said = markdown(held, "--of", "0415")
    assert "2 kontakter, 20. mai 2008 til 3. juni 2008: 1 på telefon og 1 besøk" in said
    assert said.index("## 20. mai 2008: telefon") < said.index("## 3. juni 2008: besøk")
    assert "Kari Nordmann og Per Hansen, 150 minutter" in said
    assert "september" not in said
    assert "Én kontakt, 3. juni 2008" in markdown(held, "--of", "0415", "--since", "2008-06-01")


def test_a_cohort_is_a_document_each_in_its_own_form(held, tmp_path):
    file = tmp_path / "pulje.docx"
    ran = held.run("visit", "report", "--of", "cohort:P1", "-o", str(file))
    assert ran.code == 0, ran.err
    text = docx_text(file)
    assert text.index("Rettleiing og besøk") < text.index("Veiledning og besøk")  # Austevoll, Løten, Oslo
    assert text.index("Austevoll") < text.index("Løten") < text.index("Oslo")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "which visit?"),
        (["2", "--of", "0415"], "exclude each other"),
        (["2", "--since", "2008-01-01"], "go with --of"),
        (["3"], "not noted as held"),
        (["0415"], "visit list 0415"),
        (["--of", "0402"], "nothing was held"),
        (["--of", " "], "whose contacts?"),
        (["--of", "cohort:P9"], "P9"),
        (["2", "--language", "en"], "one of nb, nn"),
        (["2", "--format", "xlsx"], "docx, pdf, md, html"),
    ],
)
def test_what_has_no_report_is_refused(refused, words, said):
    assert said in refused("visit", "report", *words)


def test_another_ending_is_refused_and_no_file_is_made(refused, tmp_path):
    for name in ("report.txt", "report.xlsx"):
        assert "docx, pdf, md, html" in refused("visit", "report", "2", "-o", str(tmp_path / name))
        assert not (tmp_path / name).exists()
