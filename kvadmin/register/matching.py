"""Which municipality a list means: number repair, name look-up, and honest answers when it is not sure.

A name is looked up by its exact folded form, then by a unique ASCII-folded form, then by an alias; a
misspelling is only ever *suggested* (Damerau-Levenshtein distance). A number wins only when the name agrees.
Nothing is guessed: every answer that needs a person lists the numbers it may be about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kvadmin.errors import UnknownName
from kvadmin.model.municipality import RegisterEntry
from kvadmin.reading.damage import damaged, may_be_damaged
from kvadmin.register.bodies import Bodies
from kvadmin.register.counties import county_named, same_county
from kvadmin.register.damaged_names import numbers_of_damaged
from kvadmin.register.match import Match
from kvadmin.register.name_forms import NameCell, Reading, parallel_parts, read_name
from kvadmin.register.name_index import Hits, NameIndex, in_order, own_names
from kvadmin.register.succession import Succession
from kvadmin.register.suggestions import suggestions
from kvadmin.translation import tr
from kvadmin.wording.folding import fold, fold_digraph, fold_plain, squash
from kvadmin.wording.near_names import MOST_NAMED, near_names

_PLACEHOLDER = re.compile(r"^[\W_]*$|^(ukjent|mangler|manglar|n/?a|null|none|x+)$", re.IGNORECASE)
_NUMBER_CELL = re.compile(r"^(?:k(?:nr|omm(?:une)?nr)?[-.: ]*)?(\d{1,9})(?:[.,]0+)?$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:,|/|;|&|\+|\sog\s|\sand\s|\s[-–—]\s)\s*")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGITS = 4
#: The codes of the error, for programs, where a name is not simply unknown.
_CODES = {"ambiguous": "ambiguous-name", "several": "ambiguous-name", "abolished": "abolished-municipality"}


def read_number(text: str) -> tuple[str, bool]:
    """A number cell as four digits, and whether lost zeros were put back: ``301`` -> ``("0301", True)``.

    Empty and placeholder cells give ``("", False)``; anything else comes back as it stands.
    """
    text = squash(text).lstrip("'\u2019")
    if _PLACEHOLDER.match(text):
        return "", False
    found = _NUMBER_CELL.match(text) or _NUMBER_CELL.match(text.replace(" ", ""))
    if not found:
        return text, False
    digits = found[1]
    return digits.zfill(_DIGITS), len(digits) < _DIGITS


class Register:
    """The municipalities that exist on a day, ready for look-up.

    Args:
        entries: The register; entries that are not valid on ``on`` only serve to name their successors.
        on: The day it is asked for; None takes every entry as valid.
        succession: The changes since 1994, for numbers and names that the register does not have.
        bodies: The bodies that are surely no municipality.
    """

    def __init__(
        self,
        entries: Iterable[RegisterEntry],
        *,
        on: date | None = None,
        succession: Succession | None = None,
        bodies: Bodies | None = None,
    ) -> None:
        everyone = sorted(entries, key=lambda each: each.number)
        self.on = on
        self.succession = succession or Succession()
        self.bodies = bodies or Bodies()
        self.entries = {each.number: each for each in everyone if on is None or each.valid_on(on)}
        self._ended = [each for each in everyone if each.number not in self.entries]
        self.names = NameIndex(self.entries.values())
        self._past: dict[str, set[str]] = {}
        for entry in self._ended:
            for form in own_names(entry):
                for folded in (fold(form), fold_digraph(form), fold_plain(form)):
                    self._past.setdefault(folded, set()).add(entry.number)

    def __contains__(self, number: object) -> bool:
        return number in self.entries

    # -- what the command line asks -------------------------------------------------------------

    def find(self, text: str) -> RegisterEntry:
        """The municipality that a person typed, by number or name.

        Raises:
            UnknownName: Nobody or several have the name; the message lists the numbers.
        """
        read, _ = read_number(text)
        match = self.match(number=text) if read.isdecimal() else self.match(name=text)
        if match.verdict == "found" and match.number:
            return self.entries[match.number]
        shown = {each: self._shown(each) for each in match.candidates}
        said = {
            "ambiguous": tr("{text!r} is the name of several municipalities", text=text),
            "several": tr("{text!r} names several municipalities", text=text),
            "abolished": tr("{text!r} is no municipality on that date; its area belongs to", text=text),
            "not-a-municipality": tr("{text!r} is not a municipality", text=text),
            "conflict": tr("number and name in {text!r} do not agree", text=text),
        }.get(match.verdict)
        if said is None and read.isdecimal():
            said = tr("no municipality has the number {text!r}", text=text)
        said = said or tr("no municipality is called {text!r}", text=text)
        hint = tr("give the number") if shown else tr("see: kvadmin municipality list")
        near: dict[str, str] = {}
        if match.verdict in ("suggested", "unknown"):
            near = {} if len(shown) > MOST_NAMED else shown or self._near(text)
            hint = tr("did you mean one of these? Give the name as it stands, or the number") if shown else hint
        details = [] if near else list(shown.values())
        raise UnknownName(
            said,
            hint=hint,
            details=details,
            near=near,
            code=_CODES.get(match.verdict, "unknown-municipality"),
        )

    def _near(self, text: str) -> dict[str, str]:
        """Those that a text begins, or a word of theirs, where nothing is a slip away."""
        near = near_names(text, {number: own_names(entry) for number, entry in self.entries.items()})
        return {number: self._shown(number) for number in near}

    def _shown(self, number: str) -> str:
        """``0821 Bø (Telemark)``; a register may have the county in the name already."""
        name, county = self.entries[number].name, self.entries[number].county
        return f"{number} {name}" if not county or f"({county})" in name else f"{number} {name} ({county})"

    # -- what an import asks --------------------------------------------------------------------

    def match(self, *, number: str = "", name: str = "", county: str = "") -> Match:
        """What a row means that has this text in its number, name and county cells (any may be empty).

        A name whose letters are damaged (``Troms›``) is never found by guessing and never surely nobody: what it may
        have been is suggested, and counts only when the number agrees.
        """
        match = self._as_written(number, name, county)
        text = name if name.strip() else number
        if not may_be_damaged(text):
            return match
        meant = numbers_of_damaged(text, county, self.names, self._in_the_past)
        digits = next((each for each in (read_number(number)[0], read_name(text).number) if each in self.entries), "")
        return self._of_damaged(match, meant, digits, text, county)

    def _of_damaged(self, match: Match, meant: tuple[str, ...], digits: str, text: str, county: str) -> Match:
        """The answer for a name whose letters may be damaged, from what it says as it stands and may have been."""
        sure = damaged(text)
        noted = match.noting("damaged-letters") if sure else match
        others = set(meant) - {match.number}
        if match.verdict == "found" and (digits or not (sure or others)):
            return noted  # a letter of a foreign alphabet is no damage when the name is known as it stands
        if digits in meant:
            return self._agreed(digits, Hits((digits,), ("damaged-letters",)), county)
        if digits and meant:
            return Match("conflict", candidates=in_order(digits, *match.candidates, *meant), notes=("damaged-letters",))
        if both := in_order(*meant, *((match.number,) if match.verdict == "found" and match.number else ())):
            one = both[0] if len(both) == 1 else None
            return Match("suggested" if one else "ambiguous", one, both, ("damaged-letters",))
        if match.verdict == "not-a-municipality" and sure and not digits:
            return Match("unknown", candidates=self._suggest(read_name(text), county).candidates, notes=noted.notes)
        return noted

    def _as_written(self, number: str, name: str, county: str) -> Match:
        told = in_order(*(each for each in _FOUR_DIGITS.findall(number) if each in self.entries))
        if len(told) > 1:
            return Match("conflict", candidates=told)
        cell = read_name(name) if name and not _PLACEHOLDER.match(squash(name)) else NameCell("", ())
        digits, repaired = read_number(number)
        notes = ["number-repaired"] if repaired else []
        if digits and not digits.isdecimal():
            in_number = read_name(number)
            cell = cell if cell.readings else in_number
            digits = in_number.number or ("" if digits.isalpha() or cell is in_number else digits)
        if not digits and cell.number:
            digits, notes = cell.number, ["number-in-name"]
        if not cell.readings and not digits:
            return Match("absent")
        if not cell.readings:
            return self._by_number(digits).noting(*notes)
        if not digits:
            return self._by_name(cell, county).noting(*notes, "number-from-name")
        return self._by_both(digits, cell, county).noting(*notes)

    def _by_number(self, digits: str) -> Match:
        if digits in self.entries:
            return Match("found", digits, notes=("number-only",))
        if kind := self.bodies.kind_of_number(digits):
            return Match("not-a-municipality", body=kind)
        if heirs := self._heirs(digits):
            return Match("abolished", candidates=heirs)
        return Match("unknown", notes=("unknown-number",))

    def _by_name(self, cell: NameCell, county: str) -> Match:
        hits = self.names.look_up(cell.readings, county)
        if len(hits.numbers) == 1:
            stated = hits.county or county_named(county)
            if stated and not same_county(stated, self.entries[hits.numbers[0]].county):
                return Match("suggested", hits.numbers[0], hits.numbers, (*hits.notes, "county-disagrees"))
            return Match("found", hits.numbers[0], notes=hits.notes)
        if hits.numbers:
            return Match("ambiguous", candidates=hits.numbers, notes=hits.notes)
        if kind := self._body(cell):
            return Match("not-a-municipality", body=kind)
        return self._joint_or_past(cell) or self._suggest(cell, county)

    def _by_both(self, digits: str, cell: NameCell, county: str) -> Match:  # noqa: PLR0911 - one line per case
        hits = self.names.look_up(cell.readings)
        narrowed = self.names.in_county(hits.numbers, county)
        if digits in self.entries:
            if digits in hits.numbers:
                if narrowed and digits not in narrowed:
                    return Match("conflict", candidates=in_order(digits, *narrowed), notes=("county-disagrees",))
                return self._agreed(digits, hits, county)
            if hits.numbers:
                return Match("conflict", candidates=in_order(digits, *(narrowed or hits.numbers)))
            return self._number_with_odd_name(digits, cell)
        named = narrowed or hits.numbers
        heirs = self._heirs(digits)
        kind = self.bodies.kind_of_number(digits)
        if named:
            if meant := set(named) & set(heirs):
                return Match("abolished", candidates=in_order(*meant))
            return Match("conflict", candidates=in_order(*named, *heirs))
        body = self._body(cell)
        if body and not heirs:
            return Match("not-a-municipality", body=body)
        if past := self._joint_or_past(cell):
            return replace(past, candidates=in_order(*past.candidates, *heirs))
        if heirs:
            return Match("conflict" if body else "abolished", candidates=heirs)
        guess = self._suggest(cell, county)
        return Match("unknown", candidates=guess.candidates, notes=(*guess.notes, "unknown-number"), body=kind)

    def _agreed(self, digits: str, hits: Hits, county: str) -> Match:
        match = Match("found", digits, notes=hits.notes if len(hits.numbers) == 1 else ())
        stated = county_named(county)
        if stated and not same_county(stated, self.entries[digits].county):
            return match.noting("county-disagrees")
        return match

    def _number_with_odd_name(self, digits: str, cell: NameCell) -> Match:
        """The number exists but nobody has the name: a misspelling of that municipality, or a conflict."""
        guess = self._suggest(cell, "")
        if digits in guess.candidates and not self._body(cell):
            return Match("found", digits, notes=("misspelt",))
        past = self._joint_or_past(cell)
        if past and past.candidates == (digits,):
            return past
        return Match("conflict", candidates=in_order(digits, *((past or guess).candidates)))

    # -- steps ----------------------------------------------------------------------------------

    def _body(self, cell: NameCell) -> str | None:
        kinds = (self.bodies.kind_of_name(name) for name in (cell.text, *(each.name for each in cell.readings)))
        return next((kind for kind in kinds if kind), None)

    def _heirs(self, number: str) -> tuple[str, ...]:
        """What stands for a number on the register's day: its successors, else its predecessors."""
        own = next((each for each in self._ended if each.number == number), None)
        if own and (listed := in_order(*(each for each in own.successors if each in self.entries))):
            return listed
        return self.succession.on(number, self.entries.__contains__)

    def _joint_or_past(self, cell: NameCell) -> Match | None:
        """A name of another time, or several municipalities in one cell."""
        for reading in cell.readings:
            numbers = self._past_numbers(reading.name)
            heirs = in_order(*(heir for number in numbers for heir in self._heirs_or_self(number)))
            if heirs:
                return Match("abolished", candidates=heirs)
        for reading in cell.readings:
            parts = [part for part in _SEVERAL.split(reading.name) if part]
            found = [self.names.look_up(read_name(part).readings).numbers for part in parts]
            if len(parts) > 1 and all(found):
                return Match("several", candidates=in_order(*(each for numbers in found for each in numbers)))
        return None

    def _in_the_past(self, cell: NameCell) -> tuple[str, ...]:
        """Who stands today for a name of another time, or for the several names of one cell."""
        past = self._joint_or_past(cell)
        return past.candidates if past else ()

    def _past_numbers(self, name: str) -> tuple[str, ...]:
        for folded in (fold(name), fold_digraph(name), fold_plain(name)):
            if numbers := self._past.get(folded):
                return in_order(*numbers)
        return self.succession.numbers_named(name)

    def _heirs_or_self(self, number: str) -> tuple[str, ...]:
        heirs = self._heirs(number)
        return heirs or ((number,) if number in self.entries else ())

    def _suggest(self, cell: NameCell, county: str) -> Match:
        """One clear suggestion for a misspelling, or what comes near."""
        stated = county_named(county) or next((each.county for each in cell.readings if each.county), None)
        near = suggestions([fold(each.name) for each in cell.readings], self.names.forms())
        if stated and near:
            within = self.names.in_county(near.all, stated)
            if len(within) == 1:
                return Match("suggested", within[0], within, ("misspelt",))
            return Match("unknown", candidates=within or near.all)
        if near and near.clear:
            return Match("suggested", near.clear, (near.clear,), ("misspelt",))
        halves = self._halves(cell)
        if not near and len(halves) == 1:
            return Match("suggested", halves[0], halves, ("half-known",))
        return Match("unknown", candidates=near.all if near else halves)

    def _halves(self, cell: NameCell) -> tuple[str, ...]:
        """Municipalities that one part of a name with a dash surely names (``Divtasvuodna-Tysfjord``)."""
        parts = (part for each in cell.readings for part in parallel_parts(each.name))
        found = (self.names.look_up((Reading(part),)).numbers for part in parts)
        return in_order(*(numbers[0] for numbers in found if len(numbers) == 1))
