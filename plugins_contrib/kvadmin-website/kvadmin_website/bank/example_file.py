"""Examples from the answers of a web form: what a row may say, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.commands import email_address, one_line
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    ColumnDates,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    judge_date_columns,
    municipality_of,
    municipality_written,
    parse_fields,
    read_yes_no,
    why_no_municipality,
)
from kvadmin.api.records import Municipality, Programme
from kvadmin.api.wording import fold
from kvadmin_website.bank.bank_words import read_form, read_step, read_theme
from kvadmin_website.bank.example_lookups import fingerprint, next_id, site_of
from kvadmin_website.records import Example

if TYPE_CHECKING:
    from datetime import date

_TABLE = """
title: tittel | overskrift | title | navn på eksempel | namn på eksempel | eksempel | tittel på eksempelet
title: navn på tiltaket | namn på tiltaket | navn på tiltak | namn på tiltak | heading
title ~ kall eksempel | tittel eksempel
text: tekst | beskrivelse | beskriving | fortell | fortel | text | description | eksempeltekst | teksten
text: hva gjorde dere | kva gjorde de | beskriv eksempelet | beskriv tiltaket
text ~ hva gjorde | kva gjorde | beskriv eksempel | beskriv tiltak | fortell om | fortel om
theme: tema | theme | innsatsområde | satsingsområde | område | hva handler det om | kva handlar det om
theme ~ hvilket tema | kva tema | which theme
steps: trinn | steg | fase | faser | fasar | steps | step | hvilke trinn | kva steg
steps ~ hvilke trinn | kva steg | which step
sent: tidsmerke | tidsstempel | tidspunkt | innsendt | innsend | sendt | timestamp | sent | completion time
sent: sluttidspunkt | starttidspunkt | fullføringstid | levert | dato for innsending | svartidspunkt
sent ? dato | date
sender: navn | namn | innsender | innsendar | avsender | avsendar | sender | your name | ditt navn | namnet ditt
sender: navnet ditt | kontaktperson | name
email: e-post | epost | e-postadresse | epostadresse | e-mail | email | e-mail address | mail
consent: samtykke | samtykkje | consent | samtykker | samtykkjer
consent ~ samtykke | samtykkje | kan vises | kan visast | kan publiseres | kan publiserast
form: målform | språk | form | language
"""
#: A web form's answers: whose, a title and a text.
EXAMPLES = Importer(
    "examples",
    parse_fields(
        _TABLE,
        WHO_FIELDS,
        more={
            "title": {"help": "what the example is called"},
            "text": {"help": "the example itself, in Markdown or as plain text", "kind": "words"},
            "theme": {"help": "care, sick-leave, upbringing or tripartite, in Norwegian words, too"},
            "steps": {"help": "which of the five steps it is about, by number or name"},
            "sent": {"kind": "date", "help": "the day on which it came"},
            "sender": {"kind": "person", "help": "who sent it in"},
            "email": {"kind": "email", "help": "where the sender is asked"},
            "consent": {"kind": "yes-no", "help": "whether the sender agrees that name and example are shown"},
            "form": {"help": "bokmål or nynorsk"},
        },
    ),
    (("title",), ("text",), NEEDS_WHO),
    help="one example of a municipality",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow(RowOutcome):
    """One answer and its fate: ``imported``, ``unchanged``, ``duplicate`` or ``manual``."""

    example: str = ""
    title: str = ""


@dataclass
class AnswerMerge:
    """What is new, what happened to each row, and what is known: fingerprint -> id (empty: it was removed)."""

    known: dict[str, str]
    taken: list[str]
    titles: dict[tuple[str, str], str]
    new: list[Example] = field(default_factory=list)
    rows: list[AnswerRow] = field(default_factory=list)


def merge_answers(
    run: Session, tables: Sequence[SheetTable], register: Register, date_order: Any
) -> AnswerMerge:  # fmt: skip
    """The examples that the rows of all tables bring.

    A row that says of somebody, or of a title, what cannot be taken as it stands waits for a person (``manual``) and
    stops no other: the next file of the form has it again.
    """
    every, site = run.data.all(Example), site_of(run.data)
    merged = AnswerMerge(
        known={**{came: "" for came in site.removed.values() if came}, **{each.came: each.id for each in every}},
        taken=[*(each.id for each in every), *site.removed],
        titles={(each.municipality, fold(title)): each.id for each in every for title in each.title.values()},
    )
    here: set[str] = set()
    for table in tables:
        values = {"sent": [cell.value for row in table.rows for cell in table.cells(row, "sent")]}
        dates = judge_date_columns(values, order=date_order)["sent"]
        for row in table.rows:
            if row.filled:
                merged.rows.append(_merge_row(run, merged, table, row, register, dates, here))
    return merged


def _merge_row(
    run: Session, merged: AnswerMerge, table: SheetTable, row: Row, register: Register, dates: ColumnDates,
    here: set[str],
) -> AnswerRow:  # fmt: skip
    match = municipality_of(table, row, register)
    number = match.number if match.verdict == "found" else None
    said = {name: table.text(row, name).strip() for name in ("title", "text", "theme", "steps", "sender", "email")}

    def fate(outcome: str, reason: str = "", example: str = "") -> AnswerRow:
        return AnswerRow(
            sheet=table.sheet.name, row=row.number, outcome=outcome, municipality=match.number, reason=reason,
            candidates=match.candidates, example=example, title=said["title"][:80],
        )  # fmt: skip

    if number is None:
        return fate("manual", why_no_municipality(match, municipality_written(table, row)))
    if why := _why_unusable(said):
        return fate("manual", why)
    title = one_line(said["title"])
    came = fingerprint(number, title, said["text"])
    if came in here:
        return fate("duplicate", example=merged.known[came])
    if came in merged.known:
        here.add(came)
        known = merged.known[came]
        return fate("unchanged", "" if known else tr("it was removed"), known)
    if other := merged.titles.get((number, fold(title))):
        told = tr("{id} has this title and says something else: `kvadmin website example text {id} FILE`", id=other)
        return fate("manual", told, other)
    notes: list[str] = []
    town = run.data.get(Municipality, number)
    new = Example(
        id=next_id(number, merged.taken, site_of(run.data)),
        municipality=number,
        came=came,
        **_fields(run, table, row, town, title, said, dates, notes),
    )
    merged.new.append(new)
    merged.taken.append(new.id)
    merged.known[came] = new.id
    merged.titles[number, fold(title)] = new.id
    here.add(came)
    return fate("imported", "; ".join(notes), new.id)


def _why_unusable(said: Mapping[str, str]) -> str:
    """Why title and text cannot be taken; empty where they can."""
    try:
        title = one_line(said["title"])
    except ValueError as error:
        return str(error)
    return tr("it has no title") if not title else "" if said["text"] else tr("it has no text")


def _fields(
    run: Session, table: SheetTable, row: Row, town: Municipality, title: str, said: Mapping[str, str],
    dates: ColumnDates, notes: list[str],
) -> dict[str, Any]:  # fmt: skip
    """Everything of an example that a row says; what it does not say so that it can be read is left open, and noted."""
    read = dates.read(table.cell(row, "sent").value) if table.text(row, "sent") else None
    sent: date | None = None if read is None else read.day
    if read is not None and (sent is None or read.notes):
        sent = None
        notes.append(tr("the day {text!r} is not sure", text=table.text(row, "sent")))
    agreed = read_yes_no(table.text(row, "consent"))
    if agreed is None and table.text(row, "consent"):
        notes.append(tr("consent: {text!r} is neither yes nor no", text=table.text(row, "consent")[:40]))
    form = _form(run, table, row, town, notes)
    steps = [_read(read_step, each, 0, notes, tr("steps")) for each in _parts(said["steps"])]
    return {
        "theme": _read(read_theme, said["theme"], "", notes, tr("theme")),
        "steps": tuple(sorted(set(steps) - {0})),
        "title": {form: title},
        "text": {form: said["text"].replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"},
        "sent": sent or run.today,
        "sender": _read(one_line, said["sender"], "", notes, tr("sender")),
        "email": _read(email_address, said["email"], "", notes, tr("e-mail")),
        "consent": (sent or run.today) if agreed else None,
    }  # fmt: skip


def _parts(text: str) -> Iterator[str]:
    for each in text.replace(";", ",").split(","):
        if each.strip():
            yield each.strip().rstrip(".")


def _read(reader: Callable[[str], Any], text: str, empty: Any, notes: list[str], name: str) -> Any:
    """What a reader makes of a cell; what it refuses is left empty, and noted."""
    if not text:
        return empty
    try:
        return reader(text)
    except (UsageError, ValueError):
        notes.append(tr("{name}: {text!r} is left out", name=name, text=text[:40]))
        return empty


def _form(run: Session, table: SheetTable, row: Row, town: Municipality, notes: list[str]) -> str:
    """The form that the row says, else that of the municipality, else the programme's, which is noted."""
    if said := _read(read_form, table.text(row, "form").strip(), "", notes, tr("form")):
        return str(said)
    if decided := {"bokmal": "nb", "nynorsk": "nn"}.get(town.language_form):
        return decided
    programme = run.data.find(Programme)
    found = programme.language if programme and programme.language in ("nb", "nn") else "nb"
    notes.append(tr("taken as {form}", form=found))
    return found
