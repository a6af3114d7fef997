"""Drafts as the real command writes them, opened in two mail programs: everything is there, blind copies too."""

from __future__ import annotations

import shutil

import pytest
from mail_proofs.mail_programs import composed_in_mutt, read_by_snail
from plugins.mail.office import Office

FORM, FORM_NAME = b"%PDF-1.4\n" + bytes(range(256)) * 20, "Søknadsskjema – æøå.pdf"
SUBJECTS = {
    "0821": "Invitasjon til Bø kommune – søk om plass i Prøveprogrammet",
    "0301": "Invitasjon til Oslo kommune – søk om plass i Prøveprogrammet",
    "1504": "Invitasjon til Ålesund kommune – søk om plass i Prøveprogrammet",
}
PEOPLE = {
    "0821": ("Knut, Bø", "knut@bo.example"),
    "0301": ("Åse Øye", "ase@oslo.example"),
    "1504": ("Kari Nes", "kari@alesund.example"),
}
WORDS = {"0821": "Søknadsfristen er tysdag 20. mai 2008.", "0301": "Søknadsfristen er tirsdag 20. mai 2008."}


@pytest.fixture
def drafts(office: Office, tmp_path):
    """The drafts of a mailing with a copy, a blind copy and an attachment: number of the municipality -> file."""
    (tmp_path / FORM_NAME).write_bytes(FORM)
    office.run("mail", "copy", "invitation")
    for form in ("nb", "nn"):
        path = office.folder / "letters" / f"invitation.{form}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("cc: ", "bcc: arkiv@program.example\ncc: ", 1), encoding="utf-8")
    office.approved(
        "invitation", "--to", "applied:P3 not:municipality:1867", "--about", "P3", "--name", "call",
        "--attach", tmp_path / FORM_NAME,
    )  # fmt: skip
    office.run("mail", "drafts", "call", "--out", tmp_path / "ut")
    found = {file.name.split(" ")[1][:4]: file for file in (tmp_path / "ut").glob("*.eml")}
    assert found.keys() == SUBJECTS.keys()
    return found


@pytest.mark.skipif(shutil.which("mutt") is None, reason="mutt (Debian's package) is not installed")
def test_mutt_opens_each_draft_ready_to_be_sent(drafts, tmp_path):
    for number, draft in drafts.items():
        shown = composed_in_mutt(draft, tmp_path)
        name, address = PEOPLE[number]
        for line in (
            "From: Sekretariatet <sekretariatet@program.example>",
            f"{name}",
            f"<{address}>",
            "Cc: Kommunenes Sentralforbund <ks@ks.example>",
            "Bcc: arkiv@program.example",
            f"Subject: {SUBJECTS[number]}",
            FORM_NAME,
        ):
            assert line in shown, shown


@pytest.mark.skipif(shutil.which("s-nail") is None, reason="s-nail (Debian's package) is not installed")
def test_s_nail_reads_each_draft_and_saves_its_attachment(drafts, tmp_path):
    for number, draft in drafts.items():
        shown, saved = read_by_snail(draft, tmp_path)
        name, address = PEOPLE[number]
        for line in (
            "From: Sekretariatet <sekretariatet@program.example>",
            f"{name} <{address}>",
            "Cc: Kommunenes Sentralforbund <ks@ks.example>",
            "Bcc: arkiv@program.example",
            f"Subject: {SUBJECTS[number]}",
            WORDS.get(number, "20. mai 2008."),
            "Sekretariatet\n",
        ):
            assert line in shown, shown
        assert saved == {FORM_NAME: FORM}
