"""The journal as XML by the names and the order of Noark 5, version 5.0 (``arkivstruktur``).

One ``arkiv`` with one ``arkivdel``; each case is a ``mappe`` (``saksmappe``), each document a ``registrering``
(``journalpost``) with its correspondents, its files and their checksums. What the standard asks of a finished archive
and no journal can know (when a case was closed, what was archived by whom, what of a title is to be hidden) is left
out: :data:`LEFT_OUT` names it all. So it is read by those names, and is no deposit.

Source: Arkivverket, Noark 5, arkivstruktur.xsd and metadatakatalog.xsd, version 5.0.
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from ..references import case_key, case_parts

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
#: Elements that the schema demands and the journal does not have.
LEFT_OUT = {
    "arkiv": ("avsluttetDato", "avsluttetAv"),
    "arkivdel": ("avsluttetDato", "avsluttetAv"),
    "mappe": ("avsluttetDato", "avsluttetAv"),
    "registrering": ("arkivertDato", "arkivertAv"),
    "skjerming": ("skjermingMetadata",),
}
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
#: What XML 1.0 cannot hold.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Of each state of a letter the standard's own (M053): gone out, entered, or dropped.
_STATUS = {"sent": "Ekspedert", "handed-over": "Ekspedert", "came": "Ekspedert", "withdrawn": "Utgår"}

_Row = Mapping[str, Any]


def noark_xml(about: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The journal as a file.

    Args:
        about: ``journal`` of the JSON: programme, creator, responsible, the day.
        rows: ``documents`` of the JSON.
    """
    ET.register_namespace("", NAMESPACE)
    root = _Archive(about).archive([row for row in rows if row["status"] != "gone"])
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


class _Archive:
    """Writes the elements, in the order in which the schema has them."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._programme, self._creator = str(about["programme"]), str(about["creator"])
        self._responsible, self._on = str(about["responsible"]), str(about["on"])

    def archive(self, rows: Sequence[_Row]) -> ET.Element:
        """The whole of it."""
        start = min((_entered(row) or self._on for row in rows), default=self._on)
        root = _element("arkiv")
        self._made(root, "arkiv", self._programme, start, arkivstatus="Opprettet")
        creator = _add(root, "arkivskaper")
        _add(creator, "arkivskaperID", self._creator)
        _add(creator, "arkivskaperNavn", self._creator)
        part = _add(root, "arkivdel")
        self._made(part, "arkivdel", self._programme, start, arkivdelstatus="Aktiv periode")
        ordered = sorted(rows, key=lambda row: (case_key(row["case"]), row["document"] or 0, row["place"]))
        for _, group in groupby(ordered, key=lambda row: case_key(row["case"])):
            self._case(part, list(group))
        return root

    def _made(self, at: ET.Element, kind: str, title: str, day: str, **status: str) -> None:
        _add(at, "systemID", self._id(kind))
        _add(at, "tittel", title)
        for name, value in status.items():
            _add(at, name, value)
        _add(at, "opprettetDato", _moment(day))
        _add(at, "opprettetAv", self._creator)

    def _id(self, *place: str) -> str:
        """The same for the same thing in every export."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("kvadmin", self._programme, *place))))

    def _case(self, part: ET.Element, rows: Sequence[_Row]) -> None:
        case = rows[0]["case"]
        parts = case_parts(case)
        day = min((_entered(row) or self._on for row in rows), default=self._on)
        folder = _add(part, "mappe", **({_TYPE: "saksmappe"} if parts else {}))
        _add(folder, "systemID", self._id("mappe", case_key(case)))
        _add(folder, "mappeID", case or "-")
        _add(folder, "tittel", self._programme)
        _add(folder, "opprettetDato", _moment(day))
        _add(folder, "opprettetAv", self._creator)
        for row in rows:
            self._document(folder, row)
        if parts:
            _add(folder, "saksaar", str(parts[0]))
            _add(folder, "sakssekvensnummer", str(parts[1]))
            _add(folder, "saksdato", day)
            _add(folder, "administrativEnhet", self._creator)
            _add(folder, "saksansvarlig", self._responsible)
            _add(folder, "saksstatus", "Under behandling")

    def _document(self, folder: ET.Element, row: _Row) -> None:
        made = row["document_date"] or _entered(row) or self._on
        entry = _add(folder, "registrering", **{_TYPE: "journalpost"})
        _add(entry, "systemID", self._id(row["place"]))
        _add(entry, "opprettetDato", _moment(made))
        _add(entry, "opprettetAv", row["officer"] or self._creator)
        if row["access"]:
            access = _add(entry, "skjerming")
            _add(access, "tilgangsrestriksjon", "Unntatt offentlighet")
            _add(access, "skjermingshjemmel", row["legal_basis"])
        self._files(entry, row, made)
        if row["reference"]:
            _add(entry, "registreringsID", row["reference"])
        _add(entry, "tittel", row["subject"])
        if row["remark"]:
            remark = _add(entry, "merknad")
            _add(remark, "merknadstekst", row["remark"])
            _add(remark, "merknadsdato", _moment(row["journal_date"] or self._on))
            _add(remark, "merknadRegistrertAv", row["officer"] or self._creator)
        self._correspondents(entry, row)
        self._numbers(entry, row)

    def _correspondents(self, entry: ET.Element, row: _Row) -> None:
        out = row["direction"] == "out"
        _correspondent(entry, "Mottaker" if out else "Avsender", row["recipient"] or row["addressee"])
        for each in row["copies"]:
            _correspondent(entry, "Kopimottaker", each["name"])
        if row["officer"]:
            own = _correspondent(entry, "Intern avsender" if out else "Intern mottaker", self._creator)
            _add(own, "saksbehandler", row["officer"])

    def _numbers(self, entry: ET.Element, row: _Row) -> None:
        if row["sequence"] is not None:
            _add(entry, "journalaar", str(row["year"]))
            _add(entry, "journalsekvensnummer", str(row["sequence"]))
        if row["document"]:
            _add(entry, "journalpostnummer", str(row["document"]))
        out = row["direction"] == "out"
        _add(entry, "journalposttype", "Utgående dokument" if out else "Inngående dokument")
        _add(entry, "journalstatus", _STATUS.get(row["status"], "Journalført"))
        if row["journal_date"]:
            _add(entry, "journaldato", row["journal_date"])
        if row["document_date"]:
            _add(entry, "dokumentetsDato", row["document_date"])
        if row["date"] and not out:
            _add(entry, "mottattDato", _moment(row["date"]))
        if row["date"] and _STATUS.get(row["status"]) == "Ekspedert":
            _add(entry, "sendtDato", _moment(row["date"]))
        _add(entry, "antallVedlegg", str(row["attachments"]))

    def _files(self, entry: ET.Element, row: _Row, made: str) -> None:
        main = row["letter_file"] or {"name": None, "sha256": None, "size": None}
        kind = "Brev" if row["direction"] == "out" else "Søknad"
        for number, each in enumerate((main, *row["files"]), 1):
            document = _add(entry, "dokumentbeskrivelse")
            _add(document, "systemID", self._id(row["place"], str(number)))
            _add(document, "dokumenttype", kind if number == 1 else "Vedlegg")
            _add(document, "dokumentstatus", "Dokumentet er ferdigstilt")
            _add(document, "tittel", row["subject"] if number == 1 else each["name"])
            _add(document, "opprettetDato", _moment(made))
            _add(document, "opprettetAv", row["officer"] or self._creator)
            _add(document, "tilknyttetRegistreringSom", "Hoveddokument" if number == 1 else "Vedlegg")
            _add(document, "dokumentnummer", str(number))
            _add(document, "tilknyttetDato", _moment(made))
            _add(document, "tilknyttetAv", row["officer"] or self._creator)
            if each["sha256"] and each["size"] is not None:
                self._file(document, row, number, each, made)

    def _file(self, document: ET.Element, row: _Row, number: int, file: Mapping[str, Any], made: str) -> None:
        held = _add(document, "dokumentobjekt")
        _add(held, "systemID", self._id(row["place"], str(number), "1"))
        _add(held, "versjonsnummer", "1")
        _add(held, "variantformat", "Produksjonsformat")
        _add(held, "format", str(file["name"]).rpartition(".")[2].lower() or "-")
        _add(held, "opprettetDato", _moment(made))
        _add(held, "opprettetAv", row["officer"] or self._creator)
        _add(held, "referanseDokumentfil", file["name"])
        _add(held, "sjekksum", file["sha256"])
        _add(held, "sjekksumAlgoritme", "SHA-256")
        _add(held, "filstoerrelse", str(file["size"]))


def _entered(row: _Row) -> str:
    """The first day that is known of a document."""
    return min((day for day in (row["document_date"], row["date"], row["journal_date"]) if day), default="")


def _correspondent(entry: ET.Element, kind: str, name: str) -> ET.Element:
    party = _add(entry, "korrespondansepart")
    _add(party, "korrespondanseparttype", kind)
    _add(party, "korrespondansepartNavn", name)
    return party


def _moment(day: str) -> str:
    """A day as the moment that the schema wants."""
    return f"{day}T00:00:00"


def _element(name: str) -> ET.Element:
    return ET.Element(f"{{{NAMESPACE}}}{name}")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", dict(attributes))
    if text:
        child.text = _UNFIT.sub("�", text)
    return child
