"""Selections: ``cohort:P3 role:project-leader not:registered``, one small language wherever people are chosen.

Words stand for filters; side by side (or ``and``) all must hold, ``or`` and ``not`` and parentheses as in
print. A filter is an object, and filters are combined with ``&``, ``|`` and ``~``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from kvadmin.errors import KvadminError, UnknownName, UsageError
from kvadmin.selection.query import Query
from kvadmin.selection.subject import Subject
from kvadmin.translation import joined, tr
from kvadmin.wording.folding import fold
from kvadmin.wording.near_names import near_names

#: The fields, with what people may call them.
SELECTION_FIELDS = {
    "cohort": ("pulje", "gruppe"),
    "kind": ("slag",),
    "network": ("nettverk",),
    "county": ("fylke",),
    "region": ("landsdel",),
    "municipality": ("kommune", "number"),
    "language_form": ("form", "målform", "language"),
    "size": ("storleik", "størrelse"),
    "role": ("rolle",),
}
_FIELD = {name: known for known, others in SELECTION_FIELDS.items() for name in (known, *others)}
_AND, _OR, _NOT = {"and", "og"}, {"or", "eller"}, {"not", "ikke", "ikkje"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<call>[^\s():,"]+\([^()"]*\)|[^\s():,"]+\("[^"]*"\))|(?P<mark>[()])|(?P<word>(?:[^\s()"]|"[^"]*")+))"""
)
_CALL = re.compile(r"([^\s():,]+)\((.*)\)")
_DEEPEST = 50
#: The words of the language itself, in small letters.
OWN_WORDS = frozenset({*_FIELD, *_AND, *_OR, *_NOT})


@dataclass(frozen=True, slots=True)
class Term(Query):
    """``field`` has one of the (folded) ``values``."""

    field: str
    values: frozenset[str]

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        return not self.values.isdisjoint(subject.values.get(self.field, frozenset()))


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that a plugin adds: ``registered``, ``registered:oppstart``, ``registered(oppstart)``.

    Args:
        name: The word.
        help: One line for people.
        test: Called with the subject and what stands behind the word (may be empty).
        check: Called once with what stands behind the word; raises when that cannot be.
    """

    name: str
    help: str
    test: Callable[[Subject, str], bool]
    check: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Asked(Query):
    """What a predicate says about the subject."""

    predicate: Predicate
    argument: str

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        return self.predicate.test(subject, self.argument)


def parse_selection(
    text: str,
    *,
    predicates: Iterable[Predicate] = (),
    known: Mapping[str, Collection[str]] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> Query:
    """Read a selection.

    Args:
        text: ``(cohort:P1 or cohort:P2) county:"Møre og Romsdal" not:registered``.
        predicates: Words that plugins add.
        known: Field -> every value there is; a value that nobody has is refused, so that a misspelt cohort does
            not quietly choose nobody.
        defaults: Predicate -> what it is asked when nothing stands behind it.

    Raises:
        UsageError: It cannot be read; the message says where.
        UnknownName: A value that nobody has.
    """
    if not text.strip():
        raise UsageError(
            tr("the selection is empty"), hint=tr("such as: cohort:P3 role:project-leader"), code="bad-selection"
        )
    reader = _Reader(text, {each.name: each for each in predicates}, known or {}, defaults or {})
    return reader.whole()


class _Reader:
    def __init__(
        self,
        text: str,
        predicates: Mapping[str, Predicate],
        known: Mapping[str, Collection[str]],
        defaults: Mapping[str, str],
    ) -> None:
        self.text, self.predicates, self.known, self.defaults = text, predicates, known, defaults
        self.tokens = list(self._tokens())
        self.at = 0
        self.depth = 0

    def _tokens(self) -> Iterable[tuple[str, str, int]]:
        place = 0
        while self.text[place:].strip():
            found = _TOKEN.match(self.text, place)
            if not found or found.lastgroup is None:
                raise self._wrong(tr('a quotation mark " is not closed'), place)
            kind, word = found.lastgroup, found[found.lastgroup]
            if kind == "call" and word.partition("(")[0].casefold() in _AND | _OR | _NOT:
                word = word.partition("(")[0]
                kind, end = "word", found.start("call") + len(word)
            else:
                end = found.end()
            yield kind, word, found.start(found.lastgroup)
            place = end

    def _wrong(self, what: str, place: int) -> KvadminError:
        shown = self.text[place : place + 30].strip()
        where = tr("selection, character {place}", place=place + 1)
        if shown:
            where = joined(": ", (where, shown))
        return UsageError(
            what, where=where, hint=tr("such as: cohort:P3 role:project-leader not:registered"), code="bad-selection"
        )

    def _peek(self) -> str:
        return self.tokens[self.at][1].casefold() if self.at < len(self.tokens) else ""

    def _place(self) -> int:
        return self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.text)

    def whole(self) -> Query:
        """The whole text as one query."""
        found = self._either()
        if self.at < len(self.tokens):
            raise self._wrong(tr("a parenthesis is closed that was not opened"), self._place())
        return found

    def _either(self) -> Query:
        found = self._both()
        while self._peek() in _OR:
            self.at += 1
            found |= self._both()
        return found

    def _both(self) -> Query:
        found = self._one()
        while self._peek() not in ("", ")", *_OR):
            if self._peek() in _AND:
                self.at += 1
            found &= self._one()
        return found

    def _one(self) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._wrong(tr("the selection is nested too deeply"), self._place())
        found = self._inner()
        self.depth -= 1
        return found

    def _inner(self) -> Query:
        word = self._peek()
        if word in ("", ")") or word in _AND | _OR:
            raise self._wrong(tr("a filter is missing here"), self._place())
        kind, literal, place = self.tokens[self.at]
        self.at += 1
        if word in _NOT:
            return ~self._one()
        if word == "(":
            found = self._either()
            if self._peek() != ")":
                raise self._wrong(tr("a parenthesis is not closed"), place)
            self.at += 1
            return found
        return self._call(literal, place) if kind == "call" else self._word(literal, place)

    def _call(self, literal: str, place: int) -> Query:
        found = _CALL.fullmatch(literal)
        name, argument = (found[1], found[2]) if found else (literal, "")
        if name in self.predicates:
            return self._asked(self.predicates[name], argument.strip().strip('"'))
        raise self._unknown_word(name, place)

    def _word(self, literal: str, place: int) -> Query:
        name, colon, rest = literal.partition(":")
        lower = name.casefold()
        if colon and lower in _NOT:
            return ~self._word(rest, place + len(name) + 1) if rest else ~self._one()
        if lower in self.predicates:
            return self._asked(self.predicates[lower], rest.strip('"'))
        if not colon or lower not in _FIELD:
            raise self._unknown_word(name, place)
        return self._term(_FIELD[lower], rest, place)

    def _asked(self, predicate: Predicate, argument: str) -> Query:
        argument = argument or self.defaults.get(predicate.name, "")
        if predicate.check is not None:
            predicate.check(argument)
        return Asked(predicate, argument)

    def _term(self, field_: str, rest: str, place: int) -> Query:
        values = [part.strip().strip('"') for part in re.findall(r'"[^"]*"|[^,]+', rest)]
        folded = {fold(value): value for value in values if fold(value)}
        if not folded:
            raise self._wrong(f"a value is missing after {field_}:", place)
        there = self.known.get(field_)
        if there is not None:
            by_fold = {fold(each): each for each in there}
            for value, typed in folded.items():
                if value not in by_fold:
                    raise UnknownName(
                        tr("there is no {field} {typed!r}", field=field_, typed=typed),
                        where=tr("selection"),
                        hint=_shown(there),
                        near=near_names(typed, there if isinstance(there, Mapping) else sorted(there)),
                        code="unknown-value",
                    )
        return Term(field_, frozenset(folded))

    def _unknown_word(self, name: str, place: int) -> KvadminError:
        fields = ", ".join(f"{each}:" for each in SELECTION_FIELDS)
        said = tr("the filters are {fields}", fields=fields)
        if self.predicates:
            others = ", ".join(sorted(self.predicates))
            said = tr("the filters are {fields}; and {others}", fields=fields, others=others)
        return UsageError(
            tr("{name!r} is no filter", name=name),
            where=tr("selection, character {place}", place=place + 1),
            hint=said,
            near=near_names(name, {**SELECTION_FIELDS, **dict.fromkeys(self.predicates, "")}),
            code="bad-selection",
        )


def _shown(there: Collection[str]) -> str:
    first = sorted(there)[:8]
    return (
        tr("there are: {first}{rest}", first=", ".join(first), rest=" …" if len(there) > len(first) else "")
        if first
        else tr("there are none")
    )
