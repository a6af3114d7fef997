"""Knowing a column by its heading: synonyms in three languages, numbering, parentheses and line breaks tolerated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kvadmin.wording.folding import fold_plain

#: ``1. ``, ``a) ``, ``2.1 `` before a heading, once folded.
_NUMBERING = re.compile(r"^(?:\d{1,2}(?: \d{1,2})?|[a-h]) (?=\D)")
_PARENTHESES = re.compile(r"\([^)]*\)?")
#: A heading is a label; longer texts are content.
_LONGEST = 120

#: How sure a heading is: the very words, the very words but for numbering or parentheses, or the right stems.
EXACT, NEAR, STEMS = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a reader knows.

    Attributes:
        name: What the reader calls it.
        synonyms: Headings as people write them, in any of the languages; case and punctuation do not matter.
        stems: Alternatives of stems that must all occur (``("tiltak", "syk")``); ``!x`` must not occur.
        also: Further fields that a column under this heading answers at the same time.
    """

    name: str
    synonyms: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """The field a heading means, and how sure that is: level, then number of stems."""

    field: Field
    level: int
    weight: int = 0


class Headings:
    """The fields of one kind of list.

    Args:
        fields: The fields.
        generic: Headings that mean something else under another heading (``Dato`` under ``Politisk vedtak``).
    """

    def __init__(self, fields: Sequence[Field], generic: Sequence[str] = ()) -> None:
        self.fields = {each.name: each for each in fields}
        self._generic = frozenset(map(fold_plain, generic))
        self._exact: dict[str, Field] = {}
        for each in fields:
            for synonym in (each.name, *each.synonyms):
                self._exact.setdefault(fold_plain(synonym), each)
        self._stems = [(tuple(map(_stem, stems)), each) for each in fields for stems in each.stems]
        self._known: dict[str, Hit | None] = {}

    def hit(self, label: str) -> Hit | None:
        """The field that the heading means, or None."""
        if label not in self._known:
            self._known[label] = self._find(label)
        return self._known[label]

    def under(self, own: str, joined: str) -> Hit | None:
        """The field of a heading that stands under another one: its own, unless it is too general for that."""
        alone, together = self.hit(own), self.joined(own, joined)
        if alone is None or together is None:
            return alone or together
        return together if together.level == EXACT or fold_plain(own) in self._generic else alone

    def joined(self, own: str, joined: str) -> Hit | None:
        """The field that a heading means together with the one above it; its own words must say part of it."""
        hit = self.hit(joined) if own.strip() and joined != own else None
        if hit is None or hit.level > STEMS:
            return hit
        said = fold_plain(own)
        stems = (stems for stems, each in self._stems if each is hit.field)
        return hit if any(stem in said for each in stems for stem in each if not stem.startswith("!")) else None

    def _find(self, label: str) -> Hit | None:
        if not label.strip() or len(label) > _LONGEST:
            return None
        whole = fold_plain(label)
        if whole in self._exact:
            return Hit(self._exact[whole], EXACT)
        for text in (_PARENTHESES.sub(" ", label), *_PARENTHESES.findall(label)):
            bare = _NUMBERING.sub("", fold_plain(text))
            if bare in self._exact:
                return Hit(self._exact[bare], NEAR)
        if (numbered := _NUMBERING.sub("", whole)) in self._exact:
            return Hit(self._exact[numbered], NEAR)
        best: Hit | None = None
        for stems, each in self._stems:
            if all((stem[1:] not in whole) if stem.startswith("!") else (stem in whole) for stem in stems):
                hit = Hit(each, STEMS, sum(len(stem) for stem in stems if not stem.startswith("!")))
                if best is None or hit.weight > best.weight:
                    best = hit
        return best


def _stem(stem: str) -> str:
    return f"!{fold_plain(stem[1:])}" if stem.startswith("!") else fold_plain(stem)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns answer which field, surest first, and the headings nobody knows."""

    by_field: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    labels: tuple[str, ...]
    levels: Mapping[str, int] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether some column answers the field."""
        return name in self.by_field


def assign(headings: Headings, labels: Sequence[tuple[str, str]]) -> Columns:
    """Give every column its field.

    Args:
        headings: The fields.
        labels: Per column the heading itself, and the same with the heading above it in front
            (``Sykefravær Mål``); the second is asked where the first says less.
    """
    hits: list[tuple[int, Hit]] = []
    unknown = []
    for at, (own, joined) in enumerate(labels):
        hit = headings.under(own, joined)
        if hit:
            hits.append((at, hit))
        elif own.strip() or joined.strip():
            unknown.append(" ".join((own.strip() or joined).split()))
    by_field: dict[str, list[tuple[int, int, int]]] = {}
    for at, hit in hits:
        for name in (hit.field.name, *hit.field.also):
            level = hit.level if name == hit.field.name else STEMS
            by_field.setdefault(name, []).append((-level, -hit.weight, at))
    return Columns(
        {name: tuple(at for _, _, at in sorted(found)) for name, found in by_field.items()},
        tuple(unknown),
        tuple(" ".join(own.split()) for own, _ in labels),
        {name: -min(found)[0] for name, found in by_field.items()},
    )
