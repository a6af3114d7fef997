"""The admission protocol as docx and tagged PDF: all that was decided, by whom, from what, in either form of Norwegian."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pypdf
import pytest
from documents.pdf_tags import tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def quoted(ten):
    """Ten applicants with quotas, one of them late and accepted."""
    ten("cohort", "set", "P3", "quotas", "region:Nord=1..", "language_form:nynorsk=1..", "region:Øst=..2")
    return ten


def saved(programme, file, *more) -> bytes:
    programme("cohort", "admit", "P3", *more, "--save-protocol", file)
    return file.read_bytes()


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def pdf_of(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def test_the_docx_says_all_that_the_protocol_says(quoted, tmp_path, monkeypatch):
    monkeypatch.setenv("KVADMIN_WHO", "Kari Ås")
    said = docx_text(saved(quoted, tmp_path / "protokoll.docx"))
    shown = quoted.json("cohort", "admit", "P3")
    for decision in shown["decisions"]:
        assert decision["name"] in said
        assert decision["municipality"] in said
        if decision["rank"] is not None:
            assert decision["ticket"][:8] in said
            assert decision["score"].replace(".", ",") in said
    assert shown["input_sha256"] in said
    assert shown["lottery_seed"] in said
    assert "Tatt opp på kvote: minst 1 med landsdel Nord" in said
    assert "høyst 2 med landsdel Øst: 2 tatt opp" in said
    assert "protocols/P3-1.json" in said
    assert "av Kari Ås" in said
    assert "Utkast" not in said


def test_a_dry_run_is_a_draft(quoted, tmp_path):
    said = docx_text(saved(quoted, tmp_path / "utkast.docx", "--dry-run"))
    assert "Utkast: ikke vedtatt." in said
    assert "protocols/" not in said


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [("nb", "nb-NO", ("Venteliste", "Begrunnelse", "tatt opp")), ("nn", "nn-NO", ("Grunngiving", "tekne opp"))],
)
def test_the_pdf_is_tagged_in_the_programmes_language(quoted, tmp_path, language, tag, words):
    pytest.importorskip("typst")
    quoted("programme", "set", "language", language)
    reader = pdf_of(saved(quoted, tmp_path / "protokoll.pdf"))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata.title.startswith("Opptaksprotokoll")
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert all(word in text for word in words)
    found = tags(reader)
    assert found["/Table"] == 2  # admitted and waiting
    assert found["/TH"] == 12
    assert found["/H1"] >= 3
    assert found["/H2"] == 1


def test_the_same_bytes_each_time_and_on_a_later_day(quoted, tmp_path, monkeypatch):
    pytest.importorskip("typst")
    saved(quoted, tmp_path / "first.json")
    one = [saved(quoted, tmp_path / f"one.{ending}") for ending in ("docx", "pdf")]
    monkeypatch.setenv("KVADMIN_WHO", "Ola Nes")
    later = ["-C", quoted.folder, "--today", "2008-07-01", "cohort", "admit", "P3", "--save-protocol"]
    for ending, content in zip(("docx", "pdf"), one, strict=True):
        assert quoted.run(*later, tmp_path / f"two.{ending}").code == 0
        assert (tmp_path / f"two.{ending}").read_bytes() == content


def test_what_a_person_judged_stands_there(new, tmp_path):
    from ..conftest import ROWS, applied

    programme = applied(new([(n, name, region, form) for n, name, _, region, form in ROWS]), tmp_path, ROWS)
    programme("cohort", "set", "P3", "deadline", "2008-01-02")
    first = programme.json("cohort", "admit", "P3", "--dry-run")["decisions"][0]
    assert first["reason"] in ("undecided-late", "rejected-late")
    programme("application", "accept-late", "P3", "0101", "--why", "posten streiket")
    said = docx_text(saved(programme, tmp_path / "protokoll.docx", "--dry-run"))
    assert "Halden: kom inn etter fristen, og er godtatt. posten streiket" in said


def test_size_classes_are_said_in_norwegian():
    from kvadmin.plugins.cohort.admission import parse_quota, quota_phrase

    assert quota_phrase(parse_quota("size_class:large=4.."), "nb") == "minst 4 med størrelsesklasse stor"
    assert quota_phrase(parse_quota("size_class:medium=..2"), "nn") == "høgst 2 med storleiksklasse mellomstor"
