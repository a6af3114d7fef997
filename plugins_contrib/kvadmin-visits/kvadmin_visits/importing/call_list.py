"""A list of calls, e-mails and visits: what a row may say, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api import KvadminError, Session, UsageError, tr
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
from kvadmin_visits.records import Visit
from kvadmin_visits.visit_fields import VISIT_FIELDS
from kvadmin_visits.work.advisors import Advisors, name_key
from kvadmin_visits.work.numbers import next_id
from kvadmin_visits.work.visit_rules import changed

if TYPE_CHECKING:
    from datetime import date

_TABLE = """
day: dato | dag | date | day | når | kontaktdato | samtaledato | dato for kontakt | dato for samtale
day: ringt | ringt dato
how: måte | kontaktform | form | how | type | type kontakt | kontakttype | kontaktmåte | kanal | channel | slag
who: veileder | rettleiar | rådgiver | rådgivar | av | hvem | kven | ringt av | by | who | advisor | saksbehandler
who: saksbehandlar | hvem ringte | kven ringde | fra sekretariatet | frå sekretariatet | sekretariatet
spoken_with: snakket med | snakka med | med | kontaktperson | with | spoke with | spoken with | møtte | hvem i kommunen
spoken_with: kven i kommunen | samtalepartner | person i kommunen
minutes: minutter | minutt | varighet | varigheit | minutes | duration | tid (min) | min
minutes: antall minutter | talet på minutt
held: gjennomført | holdt | held | utført | ferdig | done | halde
note: notat | merknad | tekst | tema | innhold | innhald | note | text | comment | kommentar | hva | kva | om | sak
note: gjaldt
note: hva det gjaldt | kva det gjaldt | emne | referat
agreed: avtalt | avtale | avtalar | avtaler | agreed | videre | vidare | oppfølging | oppfølgjing | hva ble avtalt
agreed: kva vart avtalt
"""

#: Calls, e-mails and visits.
CALLS = Importer(
    "visits",
    parse_fields(
        _TABLE,
        WHO_FIELDS,
        more={
            "day": {"kind": "date", "help": "the day of the contact"},
            "how": {"help": "phone, e-mail or visit"},
            "who": {"kind": "person", "help": "who of the secretariat"},
            "spoken_with": {"kind": "person", "help": "whom in the municipality"},
            "minutes": {"kind": "figure", "help": "how long it took"},
            "held": {"kind": "yes-no", "help": "whether it has taken place"},
            "note": {"kind": "words", "help": "what it was about"},
            "agreed": {"kind": "words", "help": "what was agreed"},
        },
    ),
    (("day",), NEEDS_WHO),
    help="one contact with a municipality by phone, e-mail or visit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow(RowOutcome):
    """One row and its fate: ``imported``, ``updated``, ``unchanged``, ``duplicate`` or ``refused``."""

    visit: str = ""


@dataclass(frozen=True, slots=True)
class CallDefaults:
    """What holds where a row says nothing: ``--how`` and ``--by``; empty: the row must say it."""

    how: str = ""
    who: str = ""


@dataclass
class CallMerge:
    """What the rows come to: visits that are new, visits that a row says more of, and what happened to each row."""

    new: list[Visit]
    changed: list[Visit]
    rows: list[CallRow]
    unnamed: int


def merge_calls(
    run: Session, tables: Sequence[SheetTable], register: Register, date_order: Any, defaults: CallDefaults
) -> CallMerge:
    """Put the rows of all tables to the visits that are there.

    A row is a contact that is there already where municipality, day, way, advisor and text are the same and nothing
    else that it says contradicts it; what it says more is added. So a list may come again with more rows.
    """
    every = run.data.all(Visit)
    merging = _Merging(run.today, register, defaults, every, Advisors(every, run.data))
    for table in tables:
        values = {"day": [cell.value for row in table.rows for cell in table.cells(row, "day")]}
        dates = judge_date_columns(values, order=date_order)
        for row in table.rows:
            if row.filled:
                merging.take(table, row, dates)
    return merging.merged


def _key(visit: Visit) -> tuple[Any, ...]:
    """What two accounts of one contact have in common."""
    return visit.municipality, visit.day, visit.how, name_key(visit.who), visit.note


class _Merging:
    """Row after row; ``there`` are the visits that no row has been matched with yet."""

    def __init__(
        self, today: date, register: Register, defaults: CallDefaults, every: Sequence[Visit], advisors: Advisors
    ) -> None:
        self.today, self.register, self.defaults, self.advisors = today, register, defaults, advisors
        self.there: dict[tuple[Any, ...], list[Visit]] = {}
        for each in every:
            self.there.setdefault(_key(each), []).append(each)
        self.next = int(next_id(each.id for each in every))
        self.merged = CallMerge([], [], [], 0)
        self.seen: set[tuple[Any, ...]] = set()

    def take(self, table: SheetTable, row: Row, dates: Mapping[str, ColumnDates]) -> None:
        """One row."""
        match = municipality_of(table, row, self.register)
        written = municipality_written(table, row)

        def fate(outcome: str, reason: str = "", visit: str = "", *, unknown: bool = False) -> None:
            self.merged.rows.append(CallRow(
                sheet=table.sheet.name, row=row.number, outcome=outcome, municipality=match.number, reason=reason,
                candidates=match.candidates, visit=visit, unknown=unknown,
            ))  # fmt: skip

        if match.verdict != "found" or match.number is None:
            fate("refused", why_no_municipality(match, written), unknown=bool(written))
            return
        try:
            said = self._said(table, row, dates)
            blank = Visit(id="", municipality=match.number, day=said["day"], held=said["day"] <= self.today)
            read = changed(blank, said, self.today)
            old = self._match(read, said)
            new = None if old is None else changed(old, said, self.today)
        except KvadminError as error:
            fate("refused", error.message)
            return
        self.merged.unnamed += not read.who
        content = msgspec.structs.astuple(read)
        if content in self.seen:
            fate("duplicate")
        elif old is None:
            self.merged.new.append(msgspec.structs.replace(read, id=str(self.next)))
            fate("imported", visit=str(self.next))
            self.next += 1
        elif new is not None and new != old:
            self.merged.changed.append(new)
            fate("updated", visit=old.id)
        else:
            fate("unchanged", visit=old.id)
        if old is not None and content not in self.seen:
            self.there[_key(read)].remove(old)
        self.seen.add(content)

    def _match(self, read: Visit, said: Mapping[str, Any]) -> Visit | None:
        """The visit that is there and says the same, else one that says less; None where there is none."""
        several = self.there.get(_key(read), [])
        more = {name: value for name, value in said.items() if name in ("spoken_with", "minutes", "agreed")}
        same = (each for each in several if all(getattr(each, name) == value for name, value in more.items()))
        less = (
            each for each in several if all(getattr(each, name) in (value, "", None) for name, value in more.items())
        )
        return next(same, None) or next(less, None)

    def _said(self, table: SheetTable, row: Row, dates: Mapping[str, ColumnDates]) -> dict[str, Any]:
        """Field -> value of the cells that say something.

        Raises:
            UsageError: A cell cannot be read, or something is missing that must be said.
        """
        texts = {name: table.text(row, name).strip() for name in VISIT_FIELDS.names}
        texts["how"] = texts["how"] or self.defaults.how
        texts["who"] = texts["who"] or self.defaults.who
        if not texts["how"]:
            raise UsageError(tr("it does not say whether it was by phone, e-mail or visit"), code="missing-value")
        said: dict[str, Any] = {
            name: VISIT_FIELDS.read(name, [text])[1]
            for name, text in texts.items()
            if text and name not in ("day", "held")
        }
        if texts["held"]:
            said["held"] = read_yes_no(texts["held"])
            if said["held"] is None:
                VISIT_FIELDS.read("held", [texts["held"]])  # says what is wrong
        found = dates["day"].read(table.cell(row, "day").value)
        if found.day is None or found.notes == ("year-assumed",):
            VISIT_FIELDS.read("day", [texts["day"]])  # says what is wrong
        said["day"] = found.day or VISIT_FIELDS.read("day", [texts["day"]])[1]
        if said.get("who"):
            said["who"] = self.advisors.spelling(said["who"])
        return said
