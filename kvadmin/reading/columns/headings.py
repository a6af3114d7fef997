"""Knowing a column by its heading: synonyms in three languages, numbering, parentheses and line breaks tolerated."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from kvadmin.reading.columns.fields import Field
from kvadmin.wording.folding import fold_plain

#: ``1. ``, ``a) ``, ``2.1 `` before a heading, once folded.
_NUMBERING = re.compile(r"^(?:\d{1,2}(?: \d{1,2})?|[a-h]) (?=\D)")
_PARENTHESES = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
#: What parts the languages of a bilingual heading, as written: ``Søker / Municipality``.
_LANGUAGES = re.compile(r"\s*[/|\n]\s*|\s+[-–—]\s+")
#: A heading is a label or a question; longer texts are content.
LONGEST_HEADING = 200

#: How sure a heading is: the very words; the very words but for numbering, another language or parentheses; the right
#: stems; or words that say too little alone.
EXACT, NEAR, STEMS, WEAK = 4, 3, 2, 1

#: Words that make a heading another one: it is about points, a share or a judgement, or a remark *about* the field.
#: Folded, ``poeng`` is ``pong``.
_ABOUT = re.compile(
    r"\b(?:\w*pong\w*|score\w*|points?|karakter\w*|vekt\w*|weight\w*|rang\w*|rank\w*|ok|sum|snitt|gjennomsnitt\w*|"
    r"average|antall|antal|budsjett\w*|kostnad\w*|\w*prosent\w*|percent\w*|andel\w*|share|status\w*|niva|level|i fjor|"
    r"last year|kommentar\w*|merknad\w*|comments?|remarks?|vurdering\w*|sjekket|sjekka)\b"
)
_DATED = re.compile(r" (?:\d{1,2} \d{1,2} )?(?:19|20)\d\d(?: \d{1,2} \d{1,2})?$")
#: ``(1-5)``: a scale that points are given on.
_SCALE = re.compile(r"[(\[]\s*\d\s?[-–]\s?\d{1,2}\s*[)\]]|\s\d\s?[-–]\s?\d{1,2}\s*$")
#: A year, a quarter or a month of one: ``2007``, ``2007K4``, ``2007M02``.
_YEAR = re.compile(r"\b(?:19|20)\d\d(?: ?[kqm]\d{1,2})?\b")
#: Fields whose headings may well name a year or a share.
_PLAIN = ("date", "figure", "code")
#: Fields that are answered in words: a share or a scale under their very heading is no answer.
_ANSWERS = ("words", "case")


@dataclass(frozen=True, slots=True)
class Hit:
    """The field a heading means, and how sure that is: level, then weight of the stems."""

    field: Field
    level: int
    weight: int = 0


class Headings:
    """The fields of one kind of list.

    Args:
        fields: The fields.
        generic: Headings that mean something else under another heading (``Dato`` under ``Politisk vedtak``).
    """

    def __init__(self, fields: Sequence[Field], generic: Iterable[str] = ()) -> None:
        self.fields = {each.name: each for each in fields}
        self._generic = frozenset(map(fold_plain, generic))
        self._exact: dict[str, Field] = {}
        self._weak: dict[str, Field] = {}
        for each in fields:
            for synonym in (each.name, *each.synonyms):
                self._exact.setdefault(fold_plain(synonym), each)
            for heading in each.weak:
                self._weak.setdefault(fold_plain(heading), each)
        self._stems = [(tuple(map(_stem, stems)), each) for each in fields for stems in each.stems]
        self._known: dict[str, Hit | None] = {}

    @property
    def exact(self) -> Container[str]:
        """Headings to the letter, folded."""
        return self._exact

    def hit(self, label: str) -> Hit | None:
        """The field that the heading means, or None."""
        if label not in self._known:
            self._known[label] = self._find(label)
        return self._known[label]

    def is_general(self, label: str) -> bool:
        """Whether the heading says too little alone, and nothing at all without another one."""
        return fold_plain(label) in self._generic and self.hit(label) is None

    def under(self, own: str, joined: str) -> Hit | None:
        """The field of a heading that stands under another one: its own, unless it is too general for that."""
        alone, together = self.hit(own), self.joined(own, joined)
        if alone is not None and together is None and _judges(own, joined, alone.field):
            return None
        general = alone is not None and (alone.level == WEAK or fold_plain(own) in self._generic)
        if general and together is None and joined != own and alone is not None and alone.field.kind == "words":
            together = self.hit(joined)
        if alone is None or together is None:
            return alone or together
        return together if together.level == EXACT or (general and together.level > WEAK) else alone

    def joined(self, own: str, joined: str) -> Hit | None:
        """The field that a heading means together with the one above it; its own words must say part of it."""
        hit = self.hit(joined) if own.strip() and joined != own else None
        if hit is None or hit.level > STEMS:
            return hit
        said = fold_plain(own)
        stems = (stems for stems, each in self._stems if each is hit.field)
        return hit if any(stem in said for each in stems for stem in each if not stem.startswith("!")) else None

    def _find(self, label: str) -> Hit | None:
        if not label.strip() or len(label) > LONGEST_HEADING:
            return None
        whole = fold_plain(label)
        share = "%" in _PARENTHESES.sub("", label) or bool(_SCALE.search(label))
        if whole in self._exact and not (share and self._exact[whole].kind in _ANSWERS):
            return Hit(self._exact[whole], EXACT)
        parts = _parts(label)
        stems = self._by_stems(label, whole)
        for part in parts:
            field = self._exact.get(part)
            if (
                field is not None
                and not (share and field.kind in _ANSWERS)
                and not _is_about(label, part, field, near=True)
            ):
                says_more = stems is not None and stems.field is not field and stems.weight > len(part)
                return stems if says_more else Hit(field, NEAR)
        undated = self._exact.get(_DATED.sub("", whole))
        if undated is not None and undated.kind in _PLAIN:
            return Hit(undated, NEAR)
        for part in (whole, *parts):
            if part in self._weak and not _is_about(label, part, self._weak[part], near=True):
                return Hit(self._weak[part], WEAK)
        return stems

    def _by_stems(self, label: str, whole: str) -> Hit | None:
        best: Hit | None = None
        for stems, each in self._stems:
            if all((stem[1:] not in whole) if stem.startswith("!") else (stem in whole) for stem in stems):
                wanted = [stem for stem in stems if not stem.startswith("!")]
                hit = Hit(each, STEMS, sum(map(len, wanted)))
                if (best is None or hit.weight > best.weight) and not _is_about(label, " ".join(wanted), each):
                    best = hit
        return best


def _parts(label: str) -> list[str]:
    """What a heading says without numbering, in each of its languages, inside and outside its parentheses; folded."""
    bare = _PARENTHESES.sub(" ", label)
    pieces = [bare, *_LANGUAGES.split(bare), *_PARENTHESES.findall(label), label]
    folded = [_NUMBERING.sub("", fold_plain(piece)) for piece in pieces]
    return list(dict.fromkeys(filter(None, folded)))


def _is_about(label: str, said: str, field: Field, *, near: bool = False) -> bool:
    """Whether the heading says something *about* the field: its points, its share, a year's figure, a remark."""
    whole = fold_plain(label)
    if _SCALE.search(label) or any(word not in said for word in _ABOUT.findall(whole)):
        return True
    if field.kind in _PLAIN or near:
        return False
    return "%" in label or bool(_YEAR.search(whole))


def _judges(own: str, joined: str, field: Field) -> bool:
    """Whether the heading above makes it another one: ``Tidsplan`` under ``Poeng`` is points."""
    if field.kind not in (*_ANSWERS, "text"):
        return False
    return len(_ABOUT.findall(fold_plain(joined))) > len(_ABOUT.findall(fold_plain(own)))


def _stem(stem: str) -> str:
    return f"!{fold_plain(stem[1:])}" if stem.startswith("!") else fold_plain(stem)
