"""The certificate: what it says in bokmål and nynorsk, as a page to frame (PDF) and as a document to edit (docx)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from kvadmin.api.documents import (
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signature,
    boxed,
    check_printable,
    compile_typst,
    write_documents,
)
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.wording import Language, day, day_range, join_words

from .attendance import Attendance

_TEMPLATE = Path(__file__).parent / "attendance_certificate.typ"
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Deltakerbevis", "Deltakarbevis"),
    "title_registered": ("Bekreftelse på påmelding", "Stadfesting av påmelding"),
    "was": ("har deltatt på", "har delteke på"),
    "was_registered": ("var påmeldt til", "var påmeld til"),
    "when": ("Tid", "Tid"),
    "where": ("Sted", "Stad"),
    "length": ("Omfang", "Omfang"),
    "hours": ("{time} fagprogram, måltider ikke medregnet", "{time} fagprogram, måltid ikkje medrekna"),
    "not_checked": (
        "Fremmøtet ble ikke registrert på denne samlingen.",
        "Frammøtet vart ikkje registrert på denne samlinga.",
    ),
    "signed": ("Underskrift", "Underskrift"),
}
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class AttendanceCertificate:
    """What one certificate says, in one form; nothing of anybody but its person and who signs."""

    language: Language
    title: str
    name: str
    place: str
    was: str
    gathering: str
    facts: tuple[tuple[str, str], ...]
    note: str
    dated: str
    signer: tuple[str, ...]
    sender: str
    programme: str

    def texts(self) -> list[str]:
        """Every text of it."""
        facts = [text for pair in self.facts for text in pair]
        own = (self.title, self.name, self.place, self.was, self.gathering, self.note, self.dated)
        return [*own, *facts, *self.signer, self.sender, self.programme]


def certificate_of(
    one: Attendance, gathering: Gathering, programme: Programme, language: Language
) -> AttendanceCertificate:
    """What the certificate of a person says. The name stands as it was registered.

    Args:
        one: The person and the days.
        gathering: Which gathering.
        programme: Who signs.
        language: The form.
    """

    def word(key: str) -> str:
        return _WORDS[key][language == "nn"]

    registration = one.person.registration
    sender = programme.sender
    facts = [(word("when"), _days(one, language))]
    if gathering.place:
        facts.append((word("where"), gathering.place))
    if one.length:
        facts.append((word("length"), word("hours").format(time=_hours(one.length, language))))
    signer = tuple(part for part in (sender.signed_by, sender.title) if part) if sender else ()
    return AttendanceCertificate(
        language=language,
        title=word("title" if one.checked_in else "title_registered"),
        name=registration.name,
        place=one.person.place,
        was=word("was" if one.checked_in else "was_registered"),
        gathering=gathering.title(language),
        facts=tuple(facts),
        note="" if one.checked_in else word("not_checked"),
        dated=day(gathering.end, language),
        signer=signer,
        sender=sender.name if sender else "",
        programme=programme.name,
    )


def _days(one: Attendance, language: Language) -> str:
    """The days in a row as a range; days with a gap one by one."""
    first, last = one.days[0], one.days[-1]
    if len(one.days) == (last - first).days + 1:
        return day_range(first, last, language)
    return join_words([day(each, language) for each in one.days], language)


def _hours(length: timedelta, language: Language) -> str:
    """``10 timer``, ``9 timer og 30 minutter``; in nynorsk ``timar`` and ``minutt``."""
    hours, minutes = divmod(int(length.total_seconds()) // _MINUTES, _MINUTES)
    many = ("timar", "minutt") if language == "nn" else ("timer", "minutter")
    parts = [f"{hours} {'time' if hours == 1 else many[0]}"] if hours else []
    if minutes:
        parts.append(f"{minutes} {'minutt' if minutes == 1 else many[1]}")
    return " og ".join(parts)


def certificates_pdf(certificates: Sequence[AttendanceCertificate], boxed_texts: dict[str, None]) -> bytes:
    """The certificates as one tagged PDF, a page each; the same certificates give the same bytes.

    Args:
        certificates: At least one.
        boxed_texts: Takes the texts with letters that the font does not have.

    Raises:
        InvalidData: A text that cannot be printed.
        UsageError: The extra ``pdf`` is not installed.
    """
    for each in certificates:
        for text in each.texts():
            check_printable(text, each.name[:60], boxes=True)
            if boxed(text) != text:
                boxed_texts[text] = None
    first = certificates[0]
    title = f"{first.title}, {first.gathering}" if len(certificates) > 1 else f"{first.title}, {first.name}"
    data = {
        "title": boxed(title),
        "language": first.language,
        "author": boxed(first.sender or first.programme),
        "certificates": [_boxed(asdict(each)) for each in certificates],
    }
    return compile_typst(_TEMPLATE, data)


def _boxed(value: object) -> object:
    if isinstance(value, str):
        return boxed(value)
    if isinstance(value, dict):
        return {key: _boxed(each) for key, each in value.items()}
    return [_boxed(each) for each in value] if isinstance(value, (list, tuple)) else value


def certificates_docx(certificates: Sequence[AttendanceCertificate]) -> bytes:
    """The certificates as one docx, each on a page of its own."""
    return write_documents([_document(each) for each in certificates], "docx")


def _document(one: AttendanceCertificate) -> Document:
    name, title = (*one.signer, "", "")[:2]
    return Document(
        title=one.title,
        language=one.language,
        programme=one.programme,
        blocks=(
            Heading(one.name),
            *((Paragraph(one.place, "lead"),) if one.place else ()),
            Paragraph(one.was),
            Heading(one.gathering, 2),
            KeyValues(one.facts),
            *((Paragraph(one.note, "note"),) if one.note else ()),
            Paragraph(one.dated),
            Signature(one.sender, ((name, title),)),
        ),
        author=one.sender,
    )
