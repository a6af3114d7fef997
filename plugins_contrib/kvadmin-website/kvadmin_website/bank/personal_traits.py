"""What in a text points to a person: addresses, telephone numbers, identity numbers, and names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.records import Application, Municipality, OtherRegistrations, Registrations
from kvadmin.api.wording import fold, spoken_name

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
# Norwegian numbers have eight digits, in twos or as 3-2-3, or 2-2-2-2, with or without the country's code. What is
# glued to further digits, letters, points or slashes is a figure, a case number or an address of the web.
_PHONE = re.compile(
    r"(?<![\w/.,=#?&%-])(?:(?:\+|00)47[ \u00a0]?)?"
    r"(?:[2-9]\d{7}|[2-9]\d(?:[ \u00a0]\d\d){3}|[489]\d\d[ \u00a0]\d\d[ \u00a0]\d{3})(?![\w/-]|[.,]\d)"
)
_ELEVEN = re.compile(r"(?<!\d)(\d{6})[ \u00a0]?(\d{5})(?!\d)")
_FIRST, _SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
#: Added to the day (D-numbers) or the month (numbers for tests and help) of an identity number.
_OFFSETS = ((0, 0), (40, 0), (0, 40), (0, 80), (40, 40), (40, 80))


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that points to a person.

    Args:
        kind: ``email``, ``phone``, ``identity-number`` or ``name``.
        text: What stands there; of an identity number the last five digits are hidden.
        line: Line of the text, from 1.
        column: Column of the line, from 1.
    """

    kind: str
    text: str
    line: int
    column: int

    def said(self) -> str:
        """The trait in words."""
        words = {
            "email": tr("an e-mail address"),
            "phone": tr("a telephone number"),
            "identity-number": tr("a national identity number"),
            "name": tr("a person's name"),
        }
        return f"{words[self.kind]}: {self.text}"


def traits_in(text: str, names: PersonNames | None = None) -> list[Trait]:
    """Everything in a text that points to a person, in its order.

    Args:
        text: The text.
        names: Whose names count; None looks for none.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        here = [*_numbers(line), *_matches("email", _EMAIL, line), *(names.in_line(line) if names else ())]
        found += [Trait(kind, said, number, at + 1) for at, kind, said in sorted(here)]
    return found


def _matches(kind: str, pattern: re.Pattern[str], line: str) -> Iterator[tuple[int, str, str]]:
    for match in pattern.finditer(line):
        yield match.start(), kind, match[0]


def _numbers(line: str) -> Iterator[tuple[int, str, str]]:
    hidden = line
    for match in _ELEVEN.finditer(line):
        if is_identity_number(match[1] + match[2]):
            hidden = hidden[: match.start()] + " " * len(match[0]) + hidden[match.end() :]
            yield match.start(), "identity-number", f"{match[1]} *****"
    yield from _matches("phone", _PHONE, hidden)


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits can be a Norwegian identity number: a day that there is, and both control digits right.

    D-numbers and numbers made for tests count. Source: Skatteetaten, the two control digits by modulus 11.
    """
    figures = [*map(int, digits)]
    if len(figures) != len(_SECOND) + 1 or not _has_day(digits):
        return False
    first = -sum(a * b for a, b in zip(_FIRST, figures, strict=False)) % 11
    second = -sum(a * b for a, b in zip(_SECOND, figures, strict=False)) % 11
    return (first, second) == (figures[9], figures[10])


def _has_day(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    for more_days, more_months in _OFFSETS:
        for century in (1900, 2000):
            try:
                date(century + year, month - more_months, day - more_days)
            except ValueError:
                continue
            return True
    return False


class PersonNames:
    """Names of persons that kvadmin knows, looked for in texts given names first.

    Args:
        names: As they are kept; a name of one word is none, for ``Rådmannen`` is a role.
    """

    def __init__(self, names: Iterable[str]) -> None:
        said = {" ".join(spoken_name(each).split()) for each in names}
        self._folded = {fold(each) for each in said if len(each.split()) > 1}
        self._lengths = sorted({len(each.split()) for each in self._folded})

    def in_line(self, line: str) -> Iterator[tuple[int, str, str]]:
        """Column from 0, ``name`` and the name as it stands, of each in a line."""
        words = [*re.finditer(r"[^\W\d_][\w'’.-]*", line)]
        for length in self._lengths:
            for at in range(len(words) - length + 1):
                start, end = words[at].start(), words[at + length - 1].end()
                said = line[start:end].rstrip(".'’")
                if {fold(said), fold(said).removesuffix("s")} & self._folded:  # a genitive names her, too
                    yield start, "name", said


def known_names(data: Snapshot) -> PersonNames:
    """Contacts of municipalities and applications, and everybody who was registered at a gathering."""
    found = {each.name for town in data.all(Municipality) for each in town.contacts}
    found |= {each.contact for each in data.all(Application)}
    registered: list[Registrations | OtherRegistrations] = [*data.all(Registrations), *data.all(OtherRegistrations)]
    found |= {one.name for record in registered for one in record.people}
    return PersonNames(filter(None, found))
