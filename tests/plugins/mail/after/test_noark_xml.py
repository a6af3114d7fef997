"""The journal as Noark 5 XML, held against the names, the order and the types of the public schema, version 5.0."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from kvadmin.api.records import Programme
from kvadmin.plugins.mail.after.journal import JournalRow
from kvadmin.plugins.mail.after.journal_access import Access
from kvadmin.plugins.mail.after.noark_xml import LEFT_OUT, NAMESPACE, noark_xml
from kvadmin.plugins.mail.commands.journal import journal_report
from kvadmin.plugins.mail.outbox.journal_numbers import JournalNumber
from kvadmin.plugins.mail.records import CopyRecipient
from kvadmin.plugins.mail.references import DocumentReference

#: The elements of each type in their order, as arkivstruktur.xsd has them: ``?`` may be missing, ``*`` any number.
MADE = "opprettetDato opprettetAv"
ORDER = {
    "arkiv": f"systemID tittel beskrivelse? arkivstatus? dokumentmedium? oppbevaringssted* {MADE} avsluttetDato "
    "avsluttetAv arkivskaper* arkivdel*",
    "arkivskaper": "arkivskaperID arkivskaperNavn beskrivelse?",
    "arkivdel": f"systemID tittel beskrivelse? arkivdelstatus dokumentmedium? oppbevaringssted* {MADE} avsluttetDato "
    "avsluttetAv arkivperiodeStartDato? arkivperiodeSluttDato? skjerming? gradering? mappe*",
    "mappe": f"systemID mappeID tittel offentligTittel? beskrivelse? noekkelord* dokumentmedium? oppbevaringssted* {MADE}"
    " avsluttetDato avsluttetAv referanseArkivdel* part* kryssreferanse* merknad* skjerming? gradering? registrering*",
    "saksmappe": "saksaar sakssekvensnummer saksdato administrativEnhet saksansvarlig journalenhet? saksstatus",
    "registrering": f"systemID {MADE} arkivertDato arkivertAv referanseArkivdel* part* kassasjon? skjerming? gradering? "
    "dokumentbeskrivelse* registreringsID? tittel offentligTittel? beskrivelse? noekkelord* forfatter* dokumentmedium? "
    "oppbevaringssted* virksomhetsspesifikkeMetadata? merknad* kryssreferanse* korrespondansepart*",
    "journalpost": "journalaar journalsekvensnummer journalpostnummer journalposttype journalstatus journaldato "
    "dokumentetsDato? mottattDato? sendtDato? forfallsdato? offentlighetsvurdertDato? antallVedlegg? journalenhet?",
    "korrespondansepart": "korrespondanseparttype korrespondansepartNavn postadresse* postnummer? poststed? land? "
    "epostadresse? telefonnummer* kontaktperson? administrativEnhet? saksbehandler?",
    "skjerming": "tilgangsrestriksjon skjermingshjemmel skjermingMetadata* skjermingDokument? skjermingsvarighet?",
    "merknad": "merknadstekst merknadstype? merknadsdato merknadRegistrertAv",
    "dokumentbeskrivelse": f"systemID dokumenttype dokumentstatus tittel beskrivelse? forfatter* {MADE} dokumentmedium? "
    "oppbevaringssted? referanseArkivdel* tilknyttetRegistreringSom dokumentnummer tilknyttetDato tilknyttetAv part* "
    "merknad* skjerming? dokumentobjekt*",
    "dokumentobjekt": f"systemID versjonsnummer variantformat format formatDetaljer? {MADE} referanseDokumentfil sjekksum "
    "sjekksumAlgoritme filstoerrelse",
}
#: What an element may hold, as metadatakatalog.xsd has it; all others are any text.
DAY, MOMENT, NUMBER = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", r"\d+"
TYPES = {
    **dict.fromkeys(("saksdato", "journaldato", "dokumentetsDato"), DAY),
    **dict.fromkeys(("opprettetDato", "mottattDato", "sendtDato", "tilknyttetDato", "merknadsdato"), MOMENT),
    **dict.fromkeys(
        ("saksaar", "sakssekvensnummer", "journalaar", "journalsekvensnummer", "journalpostnummer"), NUMBER
    ),
    **dict.fromkeys(("dokumentnummer", "versjonsnummer", "antallVedlegg", "filstoerrelse"), NUMBER),
    "arkivstatus": "Opprettet|Avsluttet",
    "arkivdelstatus": "Aktiv periode|Overlappingsperiode|Avsluttet periode|Uaktuelle mapper",
    "saksstatus": "Under behandling|Avsluttet|Utgår",
    "journalstatus": "Journalført|Ekspedert|Arkivert|Utgår",
    "journalposttype": "Inngående dokument|Utgående dokument",
    "dokumentstatus": "Dokumentet er under redigering|Dokumentet er ferdigstilt",
    "korrespondanseparttype": "Avsender|Mottaker|Kopimottaker|Gruppemottaker|Intern avsender|Intern mottaker",
    "tilknyttetRegistreringSom": "Hoveddokument|Vedlegg",
    "tilgangsrestriksjon": "Unntatt offentlighet",
    "variantformat": "Produksjonsformat|Arkivformat|Dokument hvor deler av innholdet er skjermet",
}
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def number(sequence, place, reference):
    return JournalNumber("2009", sequence, date(2009, 6, 12), place, reference)


def row(at, **more):
    place, case = f"outbox/call/{at}", more.pop("case", "2009/00112")
    told = {
        "case": case, "document": at, "sent": "2009-06-10", "direction": "out", "party": "0301", "addressee": "x",
        "recipient": "Oslo kommune v/ Åse", "subject": f"Vedtak {at}", "channel": "e-mail", "status": "sent",
        "document_date": "2009-06-09", "officer": "Kari", "number": number(at, place, DocumentReference(case, at)),
    }  # fmt: skip
    return JournalRow(place=place, **(told | more))


def written(*rows):
    report = journal_report(rows, "nb", Programme(name="Prøveprogrammet"), date(2009, 6, 12))
    return ET.fromstring(noark_xml(report.data["journal"], report.data["documents"]))


def faults(element, kind="arkiv"):
    """What of an element and all below it the schema would not take, but for what is left out on purpose."""
    pattern = ORDER[kind]
    special = element.get(XSI)
    if special:
        pattern += f" {ORDER[special]}"
    if len(element) == 0 or kind not in ORDER:
        return []
    names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    wanted = []
    for each in pattern.split():
        name, much = each.rstrip("?*"), each[-1] if each[-1] in "?*" else ""
        missing = name in LEFT_OUT.get(kind, ())
        wanted.append(f"(?:{name} )" + ("{0}" if missing else much))
    found = [] if re.fullmatch("".join(wanted), "".join(f"{name} " for name in names)) else [f"{kind}: {names}"]
    for child, name in zip(element, names, strict=True):
        if name in ORDER:
            found += faults(child, name)
        elif not re.fullmatch(TYPES.get(name, "(?s:.+)"), child.text or ""):
            found.append(f"{name}: {child.text!r}")
    return found


def texts(element, name):
    return [each.text for each in element.iter(f"{{{NAMESPACE}}}{name}")]


def test_everything_of_a_full_journal_stands_in_the_order_and_the_words_of_the_schema():
    file = {"name": "Vedtak.pdf", "sha256": "ab" * 32, "size": 1234}
    rows = [
        row(1, files=(file,), attachments=1, letter_file={"name": "archive/a.eml", "sha256": "cd" * 32, "size": 99}),
        row(2, status="bounced", remark="kom i retur", copies=(CopyRecipient("KS", "email"),)),
        row(3, access=Access("UO", "offl. § 13"), status="withdrawn", sent=""),
        row(4, direction="in", status="received", officer="", case="09/112", recipient="Bø kommune"),
        row(5, case="09/7", status="unknown"),
    ]
    root = written(*rows)
    assert faults(root) == []
    assert texts(root, "mappeID") == ["2009/00112", "09/7"]
    assert texts(root, "journalsekvensnummer") == ["1", "2", "3", "4", "5"]
    assert texts(root, "journalstatus") == ["Ekspedert", "Journalført", "Utgår", "Journalført", "Journalført"]
    assert texts(root, "skjermingshjemmel") == ["offl. § 13"]
    assert texts(root, "sjekksum") == ["cd" * 32, "ab" * 32]
    assert texts(root, "referanseDokumentfil") == ["archive/a.eml", "Vedtak.pdf"]
    assert texts(root, "registreringsID")[0] == "2009/00112-1"
    assert texts(root, "sendtDato") == ["2009-06-10T00:00:00"]
    assert texts(root, "mottattDato") == ["2009-06-10T00:00:00"]
    kinds = zip(texts(root, "korrespondanseparttype"), texts(root, "korrespondansepartNavn"), strict=True)
    assert ("Kopimottaker", "KS") in kinds


def test_the_check_of_the_schema_can_fail():
    root = written(row(1))
    entry = next(root.iter(f"{{{NAMESPACE}}}registrering"))
    entry.append(entry[0])
    entry.remove(entry[0])
    assert faults(root)


def test_a_document_without_a_sequence_number_or_a_case_of_a_known_form_is_still_written():
    root = written(row(1, number=None), row(2, case="X 17"), row(3, case="", document=0))
    assert texts(root, "journalsekvensnummer") == ["3", "2"]
    assert sorted(texts(root, "mappeID")) == ["-", "2009/00112", "X 17"]
    assert [each.get(XSI) for each in root.iter(f"{{{NAMESPACE}}}mappe")].count("saksmappe") == 1


def test_the_same_document_has_the_same_identity_in_every_export():
    one, other = written(row(1), row(2)), written(row(2))
    assert set(texts(other, "systemID")) <= set(texts(one, "systemID"))
    assert len(set(texts(one, "systemID"))) == len(texts(one, "systemID"))


@pytest.mark.parametrize("text", ["<script>&\"'", "a\x00b\x0bc\ufffe", "linje\nto", "]]>", "æøå 😀"])
def test_any_text_makes_a_file_that_can_be_read(text):
    root = written(row(1, subject=text, recipient=text))
    assert texts(root, "tittel")[-1] == re.sub("[\x00\x0b\ufffe]", "�", text)
