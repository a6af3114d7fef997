"""Letters as the one who receives them sees them: each sent to a real server and read back by Python's own parser."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from plugins.mail.cases import drive
from plugins.mail.kit import accepted, boxes, delivered, parsed

#: The domain of Brønnøy in ASCII, as the Public Suffix List has it under .no.
BRONNOY = "xn--brnny-wuac"
SUBJECT = {"nb": "Samling for {{ kommune }}", "nn": "Samling for {{ kommune }} (nynorsk)"}
BODY = {"nb": "Hei!\n\nVelkommen til samling {{ frist }}.\n", "nn": "Hei!\n\nVelkomen til samling {{ frist }}.\n"}


def row(email: str, name: str = "Tora Tenkt", kommune: str = "Ørland", maalform: str = "nb", **more: str) -> dict:
    return {"email": email, "name": name, "kommune": kommune, "maalform": maalform, "frist": "27. august", **more}


class Received:
    """What came of sending a letter to these rows."""

    def __init__(self, folder: Path, rows: list[dict], **options: Any) -> None:
        template = {"from_": "Sekretariatet <sekretariatet@program.example>", "to": "{{ name }} <{{ email }}>"}
        subject, body = options.pop("subject", None), options.pop("body", None)
        files, server = options.pop("files", {}), options.pop("server", {})
        for form in ("nb", "nn"):
            template[form] = {"subject": subject or SUBJECT[form], "body": body or BODY[form]}
        case = {"template": template | options, "recipients": rows, "files": files, "server": server}
        captured, output, self.status = drive(case, folder)
        self.told = output.read_text(encoding="utf-8")
        self.counts = dict(delivered(captured))
        self.envelopes = [sorted(message["to"]) for message in accepted(captured)]
        self.raw = [message["raw"].encode("latin-1") for message in accepted(captured)]
        assert "Traceback" not in self.told

    def letters(self) -> dict[str, EmailMessage]:
        """The letters by the address that stands first in their envelope."""
        return {to[0]: parsed(raw) for to, raw in zip(self.envelopes, self.raw, strict=True)}


def text(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body(preferencelist=(kind,))
    return body.get_content().replace("\r\n", "\n") if body else ""


def test_each_gets_the_letter_in_its_own_form_of_norwegian(tmp_path):
    rows = [row("a@a.example", "Åshild Ærø"), row("b@b.example", "Øystein", "Vågå", "nn"), row("c@c.example")]
    got = Received(tmp_path, rows)
    assert (got.status, got.counts) == (0, {"a@a.example": 1, "b@b.example": 1, "c@c.example": 1})
    letters = got.letters()
    assert boxes(letters["a@a.example"]["To"])[0].name == "Åshild Ærø"
    assert str(letters["a@a.example"]["Subject"]) == "Samling for Ørland"
    assert text(letters["a@a.example"]) == "Hei!\n\nVelkommen til samling 27. august.\n"
    assert str(letters["b@b.example"]["Subject"]) == "Samling for Vågå (nynorsk)"
    assert "Velkomen" in text(letters["b@b.example"])
    assert len({str(letter["Message-ID"]) for letter in letters.values()}) == 3
    assert all(raw.split(b"\r\n\r\n")[0].isascii() for raw in got.raw)


def test_markdown_comes_as_text_and_as_html_with_values_escaped(tmp_path):
    body = "Kjære *{{ name }}*\n\n1. først\n2. så: {{ frist }}\n"
    got = Received(tmp_path, [row("a@a.example", frist='<script>"x"</script> & mer')], markdown=True, body=body)
    letter = got.letters()["a@a.example"]
    kinds = [part.get_content_type() for part in letter.walk()]
    assert {"multipart/alternative", "text/plain", "text/html"} <= set(kinds)
    assert "<em>Tora Tenkt</em>" in text(letter, "html")
    assert "<ol>" in text(letter, "html")
    assert "&lt;script&gt;" in text(letter, "html")
    assert "<script>" not in text(letter, "html")
    assert '<script>"x"</script> & mer' in text(letter)


def test_everybody_gets_the_file_of_their_own_under_its_name(tmp_path):
    files = {"Avtale – Ørland.pdf": "%PDF-1.7 for Ørland", "Avtale – Åmot.pdf": "%PDF-1.7 for Åmot"}
    rows = [row("a@a.example"), row("b@b.example", kommune="Åmot")]
    letters = Received(tmp_path, rows, files=files, attachments=["Avtale – {{ kommune }}.pdf"]).letters()
    for address, name in (("a@a.example", "Avtale – Ørland.pdf"), ("b@b.example", "Avtale – Åmot.pdf")):
        (part,) = letters[address].iter_attachments()
        assert (part.get_filename(), part.get_content_type()) == (name, "application/pdf")
        assert part.get_content_disposition() == "attachment"
        assert part.get_payload(decode=True).decode("utf-8") == files[name]


def test_a_calendar_entry_comes_with_its_method(tmp_path):
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//own//test", "METHOD:PUBLISH", "BEGIN:VEVENT", "UID:1@program.example",
        "DTSTAMP:20080801T100000Z", "DTSTART:20080827T070000Z", "SUMMARY:Oppstart på Ørlandet", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    files = {"oppstart.ics": "".join(f"{line}\r\n" for line in lines)}
    letter = Received(tmp_path, [row("a@a.example")], files=files, attachments=["oppstart.ics"]).letters()[
        "a@a.example"
    ]
    (part,) = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    assert (part.get_filename(), part.get_param("method").upper()) == ("oppstart.ics", "PUBLISH")
    assert "SUMMARY:Oppstart på Ørlandet" in part.get_payload(decode=True).decode("utf-8")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("field", ["name", "kommune"])
def test_a_line_end_in_a_value_adds_no_header_and_nobody(field, end, tmp_path):
    bad = row("a@a.example") | {field: f"Tora{end}Bcc: thief@thief.example{end}X-Added: yes"}
    got = Received(tmp_path, [bad, row("b@b.example")])
    assert set(got.counts) <= {"a@a.example", "b@b.example"}
    assert all(count == 1 for count in got.counts.values())
    assert (got.status == 0) == (len(got.counts) == 2)  # cleaned and sent, or refused aloud
    for letter in got.letters().values():
        assert (letter["X-Added"], letter["Bcc"]) == (None, None)


@pytest.mark.parametrize("name", ['Tenkt, Tora "TT"', "Tora (vara) <leiar>", "Tora @ Ørland; rådmann"])
def test_signs_in_a_name_make_no_second_recipient(name, tmp_path):
    got = Received(tmp_path, [row("a@a.example", name)])
    assert (got.status, got.envelopes) == (0, [["a@a.example"]])
    (box,) = boxes(got.letters()["a@a.example"]["To"])
    assert (box.address, box.name) == ("a@a.example", name)


def test_a_norwegian_domain_is_sent_to_in_ascii(tmp_path):
    got = Received(tmp_path, [row("post@brønnøy.example"), row("b@b.example")])
    assert (got.status, got.counts) == (0, {f"post@{BRONNOY}.example": 1, "b@b.example": 1})
    head = got.raw[0].split(b"\r\n\r\n")[0].decode("latin-1")
    address = next(line for line in head.split("\r\n") if line.lower().startswith("to:")).partition("<")[2]
    assert "=?" not in address


def test_a_refused_recipient_stops_nobody_else(tmp_path):
    got = Received(tmp_path, [row("a@a.example"), row("bad5@b.example"), row("c@c.example", maalform="nn")])
    assert got.status != 0
    assert got.counts == {"a@a.example": 1, "c@c.example": 1}
    assert "bad5@b.example" in got.told
    assert "550" in got.told


def test_a_refused_copy_is_told_and_the_letters_arrive(tmp_path):
    got = Received(tmp_path, [row("a@a.example"), row("b@b.example")], cc="bad5@fylke.example")
    assert got.status != 0
    assert got.counts == {"a@a.example": 1, "b@b.example": 1}
    assert "bad5@fylke.example" in got.told


def test_copies_stand_in_the_letter_and_blind_copies_do_not(tmp_path):
    got = Received(
        tmp_path,
        [row("a@a.example")],
        cc="Fylkesmannen i Sør-Trøndelag <fm@fylke.example>",
        bcc="arkiv@program.example",
    )
    assert got.envelopes == [["a@a.example", "arkiv@program.example", "fm@fylke.example"]]
    letter = got.letters()["a@a.example"]
    assert [(box.address, box.name) for box in boxes(letter["Cc"])] == [
        ("fm@fylke.example", "Fylkesmannen i Sør-Trøndelag")
    ]
    assert letter["Bcc"] is None
    assert b"arkiv@program.example" not in got.raw[0]


def test_long_lines_and_lone_dots_survive(tmp_path):
    subject = "Påminning om samling: " + ", ".join(f"økt nr. {k} om kvalitet og nærvær" for k in range(1, 6))
    long = " ".join(f"æøå{k}" for k in range(400))
    body = f"Hei\n\n.\n..\n.slik\n{long}\nSlutt\n"
    got = Received(tmp_path, [row("a@a.example")], subject=subject, body=body)
    assert got.status == 0, got.told
    letter = got.letters()["a@a.example"]
    assert str(letter["Subject"]) == subject
    assert text(letter) == body
    assert max(map(len, got.raw[0].split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
