"""The cards of a vCard file: which lines belong to each, and what of them is about a contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kvadmin.errors import InvalidData
from kvadmin.reading.vcards.content_lines import ContentLine, content_lines
from kvadmin.translation import tr

#: Kinds of numbers that nobody is called at.
_NO_VOICE = frozenset(("fax", "pager", "modem", "isdn", "pcs", "car", "textphone"))
_HOME = frozenset(("home", "hjem", "heim", "privat", "private", "_$!<home>!$_"))
#: Properties that say nothing of a contact and are never missed.
_ASIDE = frozenset(
    "VERSION PRODID REV UID KIND MAILER TZ GEO CLASS SOURCE NAME PROFILE XML CLIENTPIDMAP CALURI CALADRURI FBURL LANG "
    "AGENT KEY LOGO SOUND SORT-STRING X-KVADMIN-MUNICIPALITY".split()
)
#: Of these the first value is taken.
_ONCE = ("FN", "ORG", "TITLE", "ROLE", "NOTE")
_USED = frozenset("FN N ORG TITLE ROLE EMAIL TEL ADR NOTE".split())


@dataclass
class ContactCard:
    """One card.

    Args:
        line: Where it begins.
        properties: Name -> its lines, in their order.
    """

    line: int
    properties: dict[str, list[ContentLine]] = field(default_factory=dict)
    #: Group -> what its owner calls it (``item1.X-ABLabel:Arbeid``).
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, line: ContentLine) -> None:
        """Take one property in."""
        if line.name == "X-ABLABEL":
            self.labels[line.group] = line.text.strip().casefold()
        else:
            self.properties.setdefault(line.name, []).append(line)

    def text(self, name: str) -> str:
        """The first value of a property that says anything."""
        return next((line.text.strip() for line in self.properties.get(name, ()) if line.text.strip()), "")

    def passed_over(self) -> list[str]:
        """Of what counts once, the names of further values; and extensions of telephone numbers (``;ext=12``)."""
        found = []
        for name in _ONCE:
            texts = dict.fromkeys(text for line in self.properties.get(name, ()) if (text := line.text.strip()))
            found += [name] * (len(texts) - 1)
        return found + ["TEL;ext" for line in self.properties.get("TEL", ()) if ";ext=" in line.text.casefold()]

    @property
    def is_group(self) -> bool:
        """Whether it is a list of people and no person."""
        kind = self.text("KIND") or self.text("X-ADDRESSBOOKSERVER-KIND")
        return kind.casefold() == "group"

    @property
    def name(self) -> str:
        """As it is shown; from its parts where nothing is shown."""
        if shown := self.text("FN"):
            return shown
        for line in self.properties.get("N", ()):
            family, given, more, *_ = [*(" ".join(part.split(",")) for part in line.parts()), "", "", ""]
            return " ".join(f"{given} {more} {family}".split())
        return ""

    @property
    def organisation(self) -> tuple[str, str]:
        """The organisation, and its department."""
        for line in self.properties.get("ORG", ()):
            first, *rest = line.parts()
            return first.strip(), ", ".join(part.strip() for part in rest if part.strip())
        return "", ""

    @property
    def city(self) -> str:
        """The place of the address at work, or of one that does not say whose it is."""
        for line in self._preferred("ADR"):
            parts = line.parts()
            if not self._at_home(line) and len(parts) > 3:
                return parts[3].strip()
        return ""

    def values(self, name: str) -> tuple[list[str], list[str]]:
        """E-mail addresses (``EMAIL``) or telephone numbers (``TEL``): for work (the preferred first), and private.

        Numbers for telefax are neither. Where every address is a private one, the first is taken for the one to write
        to: telephones call the only one ``home``.
        """
        work: list[str] = []
        private: list[str] = []
        for line in self._preferred(name):
            value = line.text.strip()
            for scheme in ("tel:", "mailto:"):
                value = value[len(scheme) :].partition(";")[0] if value.casefold().startswith(scheme) else value
            if value and not (name == "TEL" and line.types & _NO_VOICE):
                (private if self._at_home(line) and "work" not in line.types else work).append(value)
        if name == "EMAIL" and private and not work:
            work = [private.pop(0)]
        return list(dict.fromkeys(work)), list(dict.fromkeys(private))

    def _preferred(self, name: str) -> list[ContentLine]:
        def rank(line: ContentLine) -> int:
            said = next(iter(line.parameters.get("PREF", ())), "")
            return int(said) if said.isdecimal() else 1 if "pref" in line.types else 101

        return sorted(self.properties.get(name, ()), key=rank)

    def _at_home(self, line: ContentLine) -> bool:
        label = self.labels.get(line.group, "") if line.group else ""
        return bool(_HOME & {label, *line.types})


@dataclass
class CardFile:
    """The cards of a file, and what of it was left out."""

    cards: list[ContactCard] = field(default_factory=list)
    groups: int = 0
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    unused: Counter[str] = field(default_factory=Counter)

    def remarks(self) -> list[str]:
        """What a person should know of it, as sentences."""
        said = []
        if self.groups:
            said.append(tr("cards of groups of people were left out: {number}", number=self.groups))
        if self.unreadable:
            numbers = ", ".join(str(number) for number, _ in self.unreadable[:5])
            number, text = self.unreadable[0]
            said.append(
                tr(
                    "lines that are no property of a card were left out: {count} ({numbers}), "
                    "such as line {number}: {text!r}",
                    count=len(self.unreadable),
                    numbers=numbers + (" …" if len(self.unreadable) > 5 else ""),
                    number=number,
                    text=text,
                )
            )
        if self.unused:
            named = ", ".join(f"{name} ({count})" for name, count in sorted(self.unused.items()))
            said.append(tr("not read of the cards: {properties}", properties=named))
        return said


def cards_of(text: str, name: str) -> CardFile:
    """The cards of a file.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        InvalidData: A card has no end, or there is none.
    """
    found = CardFile()
    _collect(content_lines(text, name), found, name)
    for card in found.cards:
        names = [line.name for lines in card.properties.values() for line in lines]
        found.unused.update(each for each in names if each not in _USED | _ASIDE and not each.startswith("X-"))
        found.unused.update(card.passed_over())
    if not found.cards and not found.groups:
        raise InvalidData(
            tr("there is no card in the file"), where=name, hint=tr("export the contacts again"), code="damaged-file"
        )
    return found


def _collect(  # noqa: C901 - one line per mark of a card
    lines: Iterable[ContentLine | tuple[int, str]], found: CardFile, name: str
) -> None:
    card: ContactCard | None = None
    inside = 0
    before = ""
    for line in lines:
        if not isinstance(line, ContentLine):
            found.unreadable.append(line)
            continue
        mark = (line.name, line.raw.strip().upper())
        if mark == ("BEGIN", "VCARD"):
            if card is None:
                card = ContactCard(line.number)
            elif before == "AGENT":  # the card of somebody's assistant inside her own
                inside += 1
            else:
                raise _cut_off(card, name)
        elif mark == ("END", "VCARD") and inside:
            inside -= 1
        elif mark == ("END", "VCARD") and card is not None:
            found.groups += card.is_group
            if not card.is_group:
                found.cards.append(card)
            card = None
        elif card is None:
            found.unreadable.append((line.number, f"{line.name}:{line.raw}"[:60]))
        elif not inside:
            card.add(line)
        before = line.name
    if card is not None:
        raise _cut_off(card, name)


def _cut_off(card: ContactCard, name: str) -> InvalidData:
    return InvalidData(
        tr("the card that begins in line {line} has no end (END:VCARD): the file may be cut off", line=card.line),
        where=f"{name}: line {card.line}",
        hint=tr("fetch or export it again"),
        code="damaged-file",
    )
