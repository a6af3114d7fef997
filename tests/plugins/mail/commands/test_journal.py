"""``journal export`` on the command line: days, languages, formats, access, and text that is no formula."""

from __future__ import annotations

import csv
import hashlib
import io
import xml.etree.ElementTree as ET
from datetime import datetime

import openpyxl
import pytest
from plugins.mail.office import server, smtp

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
#: What programs read of the journal, in this order, before it had sequence numbers.
KEYS = ["case", "document", "direction", "party", "addressee", "subject", "channel", "form", "attachments", "mailing",
        "message_id", "date"]  # fmt: skip


def test_days_are_typed_as_people_write_them_and_are_days_in_a_workbook(office, tmp_path):
    office.approved("invitation", *TO)
    office.today = "2008-06-11"
    office.run("mail", "print", "call", "--posted", "11.06.2008")
    rows = office.json("journal", "export", "--from", "11.06.2008", "--to", "2008-06-11")["documents"]
    assert [(row["party"], row["date"]) for row in rows] == [("1867", "2008-06-11")]
    office.run("journal", "export", "--from", "2008-06-11", "-o", tmp_path / "journal.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "journal.xlsx").worksheets[0]
    head, row = ([cell.value for cell in line] for line in list(sheet.iter_rows())[:2])
    assert dict(zip(head, row, strict=True))["Dato"] == datetime(2008, 6, 11)  # noqa: DTZ001 - a workbook knows no zones


def test_what_programs_read_of_it_stays_in_front(office):
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    for row in office.json("journal", "export")["documents"]:
        assert list(row)[: len(KEYS)] == KEYS


@pytest.mark.parametrize(
    ("language", "heads", "title", "came"),
    [
        ("nb", ["Saksbehandler", "Hjemmel"], "Søknad om deltakelse i Pulje 3 (høsten)", "mottatt"),
        ("nn", ["Saksbehandlar", "Heimel"], "Søknad om deltaking i Pulje 3 (hausten)", "motteken"),
        ("en", ["Officer", "Legal basis"], "Application to Pulje 3 (høsten)", "received"),
    ],
)
def test_headings_and_words_are_in_the_language_asked_for(office, language, heads, title, came):
    ran = office.run("journal", "export", "--format", "csv", "--language", language)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert set(heads) < set(rows[0])
    assert {title, came} <= set(rows[0].values())


def test_the_programme_says_the_language_and_another_is_refused(office):
    office.write(
        "programme.yaml", (office.folder / "programme.yaml").read_text().replace("language: nb", "language: nn")
    )
    assert "Saksbehandlar" in office.run("journal", "export", "--format", "md").out
    assert "nb, nn or en" in office.run("journal", "export", "--language", "se", code=2).err


def test_no_text_becomes_a_formula(office, tmp_path):
    for name in ("invitation.nb.md", "invitation.nn.md"):
        office.run("mail", "copy", "invitation", code=None)
        path = office.folder / "letters" / name
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [
            "subject: '=HYPERLINK(\"http://x\") {{ municipality.name }}'" if each.startswith("subject:") else each
            for each in lines
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    office.run("municipality", "set", "1867", "name", "+cmd|' /C calc'!A0")
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    office.run("mail", "print", "call", "--posted", "2008-06-10")
    rows = list(csv.reader(io.StringIO(office.run("journal", "export", "--format", "csv").out)))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    office.run("journal", "export", "-o", tmp_path / "journal.xlsx")
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "journal.xlsx").worksheets[0].iter_rows() for cell in row
    ]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}


def test_xml_is_written_for_the_ending(office, tmp_path):
    ran = office.run("journal", "export", "-o", tmp_path / "journal.xml")
    assert (ran.out, "Written" in ran.err) == ("", True)
    root = ET.parse(tmp_path / "journal.xml").getroot()
    assert root.tag == "{http://www.arkivverket.no/standarder/noark5/arkivstruktur}arkiv"
    assert (tmp_path / "journal.xml").stat().st_mode & 0o077 == 0
    ran = office.run("journal", "export", "-o", tmp_path / "other.xml", "--format", "csv", code=2)
    assert "contradict each other" in ran.err
    assert not (tmp_path / "other.xml").exists()


def test_access_stands_with_its_legal_basis_from_the_letter_and_from_the_settings(office):
    office.run("mail", "copy", "invitation")
    for form in ("nb", "nn"):
        path = office.folder / "letters" / f"invitation.{form}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("subject:", "access: UO\nlegal-basis: offl. § 13\nsubject:", 1), encoding="utf-8")
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    office.write("kvadmin.toml", '[journal.cases."2008/2"]\naccess = "UO"\nlegal_basis = "offl. § 23"\n')
    rows = office.json("journal", "export")["documents"]
    told = {(row["direction"], row["access"], row["legal_basis"]) for row in rows}
    assert told == {("out", "UO", "offl. § 13"), ("in", "UO", "offl. § 23")}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[journal]\naccess = "UO"\n', "needs its legal basis"),
        ('[journal]\nacess = "UO"\n', "unknown setting"),
        ("[journal]\ncases = 3\n", "must be a table"),
        ('[journal.cases."08/2"]\naccess = 3\n', "must be texts"),
    ],
)
def test_half_an_access_code_is_refused(office, settings, words):
    office.write("kvadmin.toml", settings)
    assert words in office.run("journal", "export", code=3).err


def test_half_an_access_code_in_a_letter_is_refused(office):
    office.run("mail", "copy", "invitation")
    path = office.folder / "letters" / "invitation.nb.md"
    path.write_text(path.read_text(encoding="utf-8").replace("subject:", "access: UO\nsubject:", 1), encoding="utf-8")
    assert "needs its legal basis" in office.run("mail", "plan", "invitation", *TO, code=3).err


def test_the_officer_is_who_approved_and_the_letter_itself_is_named_with_its_checksum(office):
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    rows = [row for row in office.json("journal", "export")["documents"] if row["direction"] == "out"]
    assert {row["officer"] for row in rows} == {"Test Person"}
    assert {row["document_date"] for row in rows} == {"2008-06-10"}
    assert all(row["letter_file"]["sha256"] for row in rows if row["channel"] == "e-mail")


def test_a_letter_that_was_sent_is_named_by_its_file_in_the_archive(office, tmp_path):
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        office.run("mail", "send", "--confirm", "3")
    rows = [row for row in office.json("journal", "export")["documents"] if row["direction"] == "out"]
    assert len(rows) == 3
    for row in rows:
        content = (office.folder / row["letter_file"]["name"]).read_bytes()
        assert row["letter_file"]["size"] == len(content)
        assert row["letter_file"]["sha256"] == hashlib.sha256(content).hexdigest()
    office.run("journal", "export", "-o", tmp_path / "journal.xml")
    xml = (tmp_path / "journal.xml").read_text(encoding="utf-8")
    assert all(row["letter_file"]["sha256"] in xml for row in rows)
