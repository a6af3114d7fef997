"""What an importer wants to know of a list: its fields, with the headings that people give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

#: What the cells of a field hold. ``words`` is text that a bare figure is not: points would complete an application;
#: ``case`` is the same of a political body's case, which an archive's number (``09/112``) is not.
KINDS = (
    "text",
    "words",
    "case",
    "municipality",
    "number",
    "county",
    "person",
    "date",
    "figure",
    "code",
    "email",
    "phone",
    "yes-no",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that an importer asks a list for.

    Attributes:
        name: What it is called, in ``--map 'HEADING=NAME'`` too.
        synonyms: Headings as people write them, in any of the languages; case and punctuation do not matter.
        stems: Alternatives of stems that must all occur (``("tiltak", "syk")``); ``!x`` must not occur.
        also: Further fields that a column under this heading answers at the same time.
        weak: Headings that say too little to be sure (``Dato``, ``Saksnr``): what stands in the column decides, or
            a person. Added in version 0.2.
        kind: One of :data:`KINDS`. Added in version 0.2.
        many: Whether several columns may answer it together without a question. Added in version 0.2.
        sensitive: Whether its values are never shown: health, for instance. Added in version 0.2.
        help: What it is, in a few words of English, for the documentation and for questions. Added in version 0.2.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    stems: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    kind: str = "text"
    many: bool = False
    sensitive: bool = False
    help: str = ""


def parse_fields(
    table: str, base: tuple[Field, ...] = (), more: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[Field, ...]:
    """Fields from a table that can be read and corrected by somebody who knows offices and not Python.

    ``field: headings``; ``field ? headings`` that say too little alone; ``field ~ stems`` that must all occur in a
    heading, ``-x`` must not; ``field = fields it answers`` for a column that answers several. Alternatives are
    parted by ``|``. Case, punctuation, numbering, line breaks and parentheses in a heading do not matter.

    Args:
        table: The table; a field may have several lines.
        base: Fields that come first; what the table says of one of them is added to it.
        more: Further attributes by field (``kind``, ``many``, ``help``).

    Added in version 0.2.
    """
    found: dict[str, dict[str, list[Any]]] = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        name, sign, rest = _cut(line)
        pieces = [piece.strip() for piece in rest.split("|")]
        of = found.setdefault(name, {"synonyms": [], "weak": [], "stems": [], "also": []})
        if sign == ":":
            of["synonyms"] += pieces
        elif sign == "?":
            of["weak"] += pieces
        elif sign == "~":
            of["stems"] += [tuple(_stem(stem) for stem in each.split()) for each in pieces]
        else:
            of["also"] += rest.split()
    known = {each.name: each for each in base}
    for name, of in found.items():
        before = known.get(name, Field(name))
        told: dict[str, Any] = {key: (*getattr(before, key), *values) for key, values in of.items()}
        known[name] = replace(before, **told, **(more or {}).get(name, {}))
    return tuple(known.values())


def _cut(line: str) -> tuple[str, str, str]:
    second = line.split(maxsplit=2)[1]
    if second in ("~", "=", "?"):
        name, sign, rest = line.split(maxsplit=2)
        return name, sign, rest
    return line.partition(":")


def _stem(stem: str) -> str:
    return stem.replace("-", "!", 1) if stem.startswith("-") else stem
