"""What stands in people's calendars: the gathering as one entry, as one for each day, or as one for each session.

An entry has a name that never changes (UID) and a number that rises whenever it says something else than it said when
it left before (SEQUENCE); what has left is read from :mod:`kvadmin.documents.published_entries`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from kvadmin.api.documents import PublishedEntries, PublishedEntry
from kvadmin.api.records import AgendaItem, Gathering, Programme
from kvadmin.api.wording import Language, clock, day

from .agenda import gathering_days, item_span, items_in_order, read_clock
from .registrations.registration_book import CANCELLED, WAITING, RegisteredPerson

#: What gets an entry of its own.
CalendarPart = Literal["block", "day", "session"]
PARTS: tuple[CalendarPart, ...] = ("block", "day", "session")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry; ``start`` and ``end`` are days (the last one not included) or times by the clocks in Norway."""

    key: str
    uid: str
    sequence: int
    content: str
    stamp: date
    start: date
    end: date
    status: str
    title: str
    place: str = ""
    text: str = ""


def calendar_uid(gathering: Gathering, programme: Programme) -> str:
    """The name of the entry: stored when the gathering is made; worked out the same way for one made by hand."""
    return gathering.uid or f"{uuid.uuid5(uuid.NAMESPACE_URL, f'kvadmin:{programme.name}/{gathering.id}')}@kvadmin"


def content_hash(gathering: Gathering) -> str:
    """What calendars are told of the whole gathering, as a hash."""
    agenda = [
        [str(each.day or ""), each.start, each.end, each.title, each.room, each.track] for each in gathering.agenda
    ]
    parts = [gathering.name, gathering.name_nn, gathering.start, gathering.end, gathering.place, gathering.cancelled]
    return _hash(*map(str, parts), sorted(agenda))


def with_current_calendar(gathering: Gathering, programme: Programme, today: date) -> Gathering:
    """The gathering with its entry brought up to date: the least number that it may leave under, and from which day.

    The number in the file goes back with an undo; that of an entry that has left does not.
    """
    now = content_hash(gathering)
    if gathering.published == now and gathering.uid:
        return gathering
    return msgspec.structs.replace(
        gathering,
        uid=calendar_uid(gathering, programme),
        sequence=_least(gathering, now),
        published=now,
        changed=today,
    )


def _least(gathering: Gathering, now: str) -> int:
    return gathering.sequence + (1 if gathering.published and gathering.published != now else 0)


def session_key(gathering: Gathering, item: AgendaItem) -> str:
    """What names a session: its own id, or what it is as long as it has none."""
    return item.id or _hash(gathering.id, str(item.day or gathering.start), item.start, item.title, item.track)[:8]


def named_session(gathering: Gathering, item: AgendaItem) -> AgendaItem:
    """A new item of the programme with an id, so that its entry keeps its name when time or title are changed."""
    taken = {session_key(gathering, each) for each in gathering.agenda}
    made, count = session_key(gathering, item), 0
    while made in taken:
        count += 1
        made = _hash(session_key(gathering, item), count)[:8]
    return msgspec.structs.replace(item, id=made)


def calendar_entries(
    gathering: Gathering,
    programme: Programme,
    language: Language,
    published: PublishedEntries,
    per: CalendarPart = "block",
    person: RegisteredPerson | None = None,
) -> list[CalendarEntry]:
    """The entries of a gathering.

    Args:
        gathering: As it stands.
        programme: For its name.
        language: Of the texts.
        published: What has left.
        per: One entry for all of it, for each day, or for each session; what has left of days and sessions that are
            no more is among them, cancelled.
        person: The entries of one registered person: tentative as long as the person waits, cancelled when the
            person has.
    """
    base = published.uid(_block_key(gathering)) or calendar_uid(gathering, programme)
    made = _Making(gathering, published, base, person)
    if per == "block":
        return [made.block(language)]
    found = list(made.days(language) if per == "day" else made.sessions(language))
    return [*found, *made.gone(language, per, {each.uid for each in found})]


def guest_entry(
    gathering: Gathering,
    programme: Programme,
    language: Language,
    published: PublishedEntries,
    guest: RegisteredPerson | None,
) -> CalendarEntry:
    """The entry that goes with a letter: the same for everybody, but for somebody who waits, or has waited before."""
    [block] = calendar_entries(gathering, programme, language, published)
    if guest is None:
        return block
    key = f"{block.key}#{guest.id}"
    waits = guest.registration.status == WAITING
    if not waits and not any(each.key == key for each in published.entries):
        return block
    return _entry(
        published,
        block.uid,
        key,
        content=_hash(content_hash(gathering), guest.registration.status),
        least=block.sequence,
        stamp=block.stamp,
        start=block.start,
        end=block.end,
        status="TENTATIVE" if waits and not gathering.cancelled else block.status,
        title=block.title,
        place=block.place,
        text=block.text,
    )


def _block_key(gathering: Gathering) -> str:
    return f"{gathering.id}/block"


class _Making:
    """The entries of one gathering, of one person or for everybody."""

    def __init__(
        self, gathering: Gathering, published: PublishedEntries, base: str, person: RegisteredPerson | None
    ) -> None:
        self._gathering = gathering
        self._published = published
        self._local, _, self._domain = base.partition("@")
        self._person = person
        own = person.registration if person else None
        self._who = f"/{person.id}" if person else ""
        self._gone = gathering.cancelled or (own is not None and own.status == CANCELLED)
        self._stands = "TENTATIVE" if own is not None and own.status == WAITING else "CONFIRMED"
        self._stamp = gathering.changed or gathering.start

    def block(self, language: Language) -> CalendarEntry:
        """The whole gathering."""
        one = self._gathering
        start, end = _span(one)
        content = content_hash(one)
        least = _least(one, content)
        if self._person is not None:
            content = _hash(content, self._person.registration.status)
            least += self._person.registration.sequence
        key = _block_key(one) + self._who
        text = _description(one, language, items_in_order(one))
        return self._entry("", key, content, start, end, one.title(language), one.place, text, least)

    def days(self, language: Language) -> Iterator[CalendarEntry]:
        """One entry for each day, or each that the person comes on."""
        one = self._gathering
        for when in gathering_days(one):
            if self._person and self._person.registration.days and when not in self._person.registration.days:
                continue
            items = [each for each in items_in_order(one) if (each.day or one.start) == when]
            start, end = _day_span(one, when, items)
            told = [(each.start, each.end, each.title, each.room, each.track) for each in items]
            content = _hash(one.name, one.name_nn, one.place, self._status, told)
            key = f"{one.id}/day/{when}{self._who}"
            text = _description(one, language, items, several=False)
            yield self._entry(f"-d{when:%Y%m%d}", key, content, start, end, one.title(language), one.place, text)

    def sessions(self, language: Language) -> Iterator[CalendarEntry]:
        """One entry for each session of the programme."""
        one = self._gathering
        for each in items_in_order(one):
            when = each.day or one.start
            if self._person and self._person.registration.days and when not in self._person.registration.days:
                continue
            start, end = item_span(one, each)
            place = ", ".join(filter(None, (each.room, one.place)))
            content = _hash(each.title, one.name, one.name_nn, place, start, end, self._status)
            name = session_key(one, each)
            key = f"{one.id}/session/{name}{self._who}"
            yield self._entry(f"-s{name}", key, content, start, end, each.title, place, one.title(language))

    def gone(self, language: Language, per: CalendarPart, here: set[str]) -> Iterator[CalendarEntry]:
        """What has left of days and sessions that are no more."""
        latest: dict[str, PublishedEntry] = {}
        for each in self._published.entries:
            gathering, _, rest = each.key.partition("/")
            kind, _, name = rest.partition("/")
            _, _, who = name.partition("/")
            if (gathering, kind) == (self._gathering.id, per) and who == (self._person.id if self._person else ""):
                latest[each.uid] = each
        for uid, each in sorted(latest.items()):
            if uid in here or not each.start:
                continue
            yield _entry(
                self._published, uid, each.key, _hash("gone", each.start, each.end), 0, self._stamp,
                _moment(each.start), _moment(each.end or each.start), "CANCELLED", self._gathering.title(language),
            )  # fmt: skip

    @property
    def _status(self) -> str:
        return "CANCELLED" if self._gone else self._stands

    def _entry(
        self, part: str, key: str, content: str, start: date, end: date, title: str, place: str, text: str,
        least: int = 0,
    ) -> CalendarEntry:  # fmt: skip
        uid = f"{self._local}{part}{self._who.replace('/', '-')}@{self._domain}".removesuffix("@")
        return _entry(
            self._published, uid, key, content, least, self._stamp, start, end, self._status, title, place, text
        )


def _entry(
    published: PublishedEntries,
    uid: str,
    key: str,
    content: str,
    least: int,
    stamp: date,
    start: date,
    end: date,
    status: str,
    title: str,
    place: str = "",
    text: str = "",
) -> CalendarEntry:
    number = published.number(uid, key, content, least)
    stamped = published.stamp(uid, key, content, stamp)
    return CalendarEntry(key, uid, number, content, stamped, start, end, status, title, place, text)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr([*parts]).encode()).hexdigest()[:16]


def _span(gathering: Gathering) -> tuple[date, date]:
    """First and last moment by the programme; whole days (the end not included) without one."""
    items = items_in_order(gathering)
    first = [each for each in items if (each.day or gathering.start) == gathering.start]
    last = [each for each in items if (each.day or gathering.start) == gathering.end]
    if not first or not last:
        return gathering.start, gathering.end + timedelta(days=1)
    return min(item_span(gathering, each)[0] for each in first), max(item_span(gathering, each)[1] for each in last)


def _day_span(gathering: Gathering, when: date, items: list[AgendaItem]) -> tuple[date, date]:
    if not items:
        return when, when + timedelta(days=1)
    spans = [item_span(gathering, each) for each in items]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _description(
    gathering: Gathering, language: Language, items: Iterable[AgendaItem], *, several: bool | None = None
) -> str:
    lines: list[str] = []
    before: date | None = None
    for each in items:
        when = each.day or gathering.start
        if when != before and (gathering.end != gathering.start if several is None else several):
            lines.append(day(when, language, weekday=True))
        before = when
        lines.append(f"{clock(read_clock(each.start), read_clock(each.end), language)} {each.title}")
    return "\n".join(lines)


def _moment(text: str) -> date:
    """A day or a time in the form of RFC 5545."""
    if "T" in text:
        return datetime.fromisoformat(
            f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[9:11]}:{text[11:13]}:{text[13:15] or '00'}"
        )
    return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
