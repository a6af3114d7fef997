"""Norwegian alphabetical order, once, for every list that kvadmin prints.

The rules (after the alphabetisation rules of Norwegian and the ``nb`` tailoring of the Unicode CLDR):

* a-z æ ø å; w is a letter of its own; ``aa`` sorts as å unless ``sort_as`` says otherwise;
* ä and æ, ö and ø are variants of each other, ü is a variant of y; every other accent is a variant of
  its base letter, and so are the Sámi letters č đ ŋ š ŧ ž; þ sorts as th, ß as ss;
* blanks come before hyphens and hyphens before letters, so Berg, Berg-Hansen, Bergan;
  apostrophes and full stops are passed over; numbers sort by value (Nettverk 2, Nettverk 10).

Names are compared level by level over the whole name: first all letters, then all variants (å before
aa, e before é), then case, then the text itself, so that no two different names are ever equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kvadmin.wording.personal_names import filed_name

#: A key to sort by: letters, variants, case, text. Keys of one function compare with each other only.
SortKey = tuple[str, ...]

_FIELD, _SPACE, _HYPHEN, _SYMBOL, _NUMBER = "\x01", "\x02", "\x03", "\x04", "\x05"
_ALPHABET = {letter: chr(0x41 + index) for index, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
_VARIANT = "\x30"  # a different letter in the place of this one; accents come below it
# Letters that Unicode does not take apart, or that Norwegian takes otherwise: (what they sort as, variant).
_LETTERS = {
    "æ": ("æ", ""),
    "ø": ("ø", ""),
    "å": ("å", ""),
    "ä": ("æ", _VARIANT),
    "ö": ("ø", _VARIANT),
    "ő": ("ø", _VARIANT + "1"),
    "œ": ("ø", _VARIANT + "2"),
    "ü": ("y", _VARIANT),
    "ű": ("y", _VARIANT + "1"),
    "đ": ("d", _VARIANT),
    "ð": ("d", _VARIANT + "1"),
    "ǥ": ("g", _VARIANT),
    "ħ": ("h", _VARIANT),
    "ı": ("i", _VARIANT),
    "ł": ("l", _VARIANT),
    "ŋ": ("n", _VARIANT),
    "ŧ": ("t", _VARIANT),
    "ʒ": ("z", _VARIANT),
    "þ": ("th", _VARIANT),
    "ß": ("ss", _VARIANT),
}
_ACCENTS = {mark: chr(0x10 + index) for index, mark in enumerate("́̀̆̂̌̊̈̋̃̇")}
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_IGNORED = frozenset(".'\u2019\u2018\u02bc\u00b4`\u00ad\u200b\u200c\u200d\ufeff")
_TOKEN = re.compile(r"[aA]{2}|[0-9]+|\s*,\s*|\s+|.", re.DOTALL)


def sort_key(name: str, sort_as: str | None = None) -> SortKey:
    """The key of a name, or of what it is to be sorted as.

    Args:
        name: Any text: a municipality, an organisation, a heading, ``Aas Anne``.
        sort_as: Replaces the name in all levels but the last (Aalto with ``Alto``).
    """
    return (*_levels((sort_as or name,)), unicodedata.normalize("NFC", name))


def person_key(name: str, sort_as: str | None = None, place: str = "") -> SortKey:
    """The key of a person: family name, then given names, then the place that tells namesakes apart.

    Args:
        name: ``Jens von der Lippe`` or ``Lippe, Jens von der``; see :func:`kvadmin.wording.personal_names.filed_name`.
        sort_as: What the person files under (``Alto``); ``Alto, Riikka`` replaces the given names too.
        place: Name of the municipality or employer; compared only when the names are equal at every level.
    """
    filed = filed_name(name, sort_as)
    family, given = filed.family, filed.given
    if sort_as and sort_as.strip():
        family, comma, rest = sort_as.strip().partition(",")
        given = rest.strip() if comma else given
        if given and family.casefold().endswith(f" {given.casefold()}"):
            family = family[: -len(given)]  # "Alto Riikka" says the same as "Alto" and "Alto, Riikka"
    return (*_levels((family, given)), unicodedata.normalize("NFC", name), *sort_key(place))


def municipality_key(name: str, number: str = "", sort_as: str | None = None) -> SortKey:
    """The key of a municipality: its name, then its number, so that two of the name Bø keep their order."""
    return (*sort_key(name, sort_as), number)


@lru_cache(maxsize=16384)
def _levels(fields: tuple[str, ...]) -> tuple[str, str, str]:
    """Letters, variants and case of several fields; a field ends before anything else begins."""
    letters: list[str] = []
    variants: list[str] = []
    cases: list[str] = []
    for field in fields:
        for token in _TOKEN.findall(unicodedata.normalize("NFC", field.strip())):
            for primary, variant, case in _token_weights(token):
                letters.append(primary)
                variants.append(variant + "\x01")
                cases.append(case)
        letters.append(_FIELD)
        variants.append("\x00")
        cases.append("\x00")
    return "".join(letters), "".join(variants), "".join(cases)


@lru_cache(maxsize=4096)
def _token_weights(token: str) -> tuple[tuple[str, str, str], ...]:
    """What a token adds to (letters, variants, case)."""
    if token[0] in "0123456789":
        digits = token.lstrip("0") or "0"
        return ((_NUMBER + chr(0x20 + len(digits)) + digits, chr(0x20 + len(token) - len(digits)), ""),)
    if token in ("aa", "Aa", "aA", "AA"):
        return ((_ALPHABET["å"], _VARIANT, str(sum(letter == "A" for letter in token))),)
    separator = _FIELD if "," in token else _SPACE if token.isspace() else _HYPHEN if token in _HYPHENS else ""
    if separator:
        return ((separator, token if separator == _HYPHEN else "", ""),)
    if unicodedata.combining(token):
        return (("", _ACCENTS.get(token, token), ""),)
    return () if token in _IGNORED else tuple(_letter_weights(token))


def _letter_weights(char: str) -> list[tuple[str, str, str]]:
    lower = char.lower()
    case = "0" if lower == char else "1"
    out: list[tuple[str, str, str]] = []
    for base, marks in _taken_apart(lower):
        sorts_as, variant = _LETTERS.get(base, (base, ""))
        variant += "".join(_ACCENTS.get(mark, mark) for mark in marks)
        for letter in sorts_as:
            if letter in _ALPHABET:
                out.append((_ALPHABET[letter], variant, case))
            elif letter.isalnum():
                out.append((letter, variant, case))  # another script: behind å, in the order of Unicode
            else:
                out.append((_SYMBOL, letter + variant, case))
    return out


def _taken_apart(lower: str) -> list[tuple[str, str]]:
    """Base letters with their accents; å, ä, ö, ü, ø and æ stay whole under a further accent."""
    if lower in _LETTERS:
        return [(lower, "")]
    parts: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFKD", lower):
        if not unicodedata.combining(char) or not parts:
            parts.append((char, ""))
            continue
        base, marks = parts[-1]
        whole = unicodedata.normalize("NFC", base + char)
        parts[-1] = (whole, marks) if whole in _LETTERS else (base, marks + char)
    return parts
