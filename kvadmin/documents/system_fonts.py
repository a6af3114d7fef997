"""The fonts of the computer, for letters that the documents' own font does not have, and which letters those are.

Only a document with such a letter is set with them: it may look different on another computer, every other is the
same everywhere. A letter counts as there when the character map of a font leads to a glyph (OpenType 1.9, ``cmap``,
formats 4 and 12, which are those in use).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from kvadmin.errors import UsageError
from kvadmin.extras import need

#: Character -> glyph, 0 for none.
Lookup = Callable[[int], int]

#: (platform, encoding) of the character maps that are by Unicode.
_UNICODE = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})


class InstalledFonts:
    """The fonts of a computer by family, and what was found in them.

    Args:
        families: Family -> files, in the order in which they are asked for a character.
    """

    def __init__(self, families: dict[str, tuple[str, ...]]) -> None:
        self.families = families
        self._family_of: dict[str, str] = {}
        self._lookups_of: dict[str, list[Lookup]] = {}

    def family_of(self, char: str) -> str:
        """The first family that has the character; empty when none has."""
        if char not in self._family_of:
            self._family_of[char] = next((name for name in self.families if self.has(name, char)), "")
        return self._family_of[char]

    def has(self, family: str, char: str) -> bool:
        """Whether a font of that family has the character."""
        if family not in self._lookups_of:
            paths = self.families[family]
            self._lookups_of[family] = [lookup for path in paths for lookup in font_lookups(Path(path))]
        return any(lookup(ord(char)) for lookup in self._lookups_of[family])


def system_family(char: str) -> str:
    """The family of a font of the computer that has the character; empty when none has.

    Families without serifs come first, those of fixed width last, then by name.
    """
    return _installed().family_of(char)


def family_has(family: str, char: str) -> bool:
    """Whether a font of that family has the character."""
    return _installed().has(family, char)


def system_font_folders(chars: str) -> tuple[str, ...]:
    """The folders of the families that have these characters: what typst takes fonts from."""
    fonts = _installed()
    names = {name for char in chars if (name := fonts.family_of(char))}
    return tuple(sorted({str(Path(path).parent) for name in names for path in fonts.families[name]}))


@lru_cache(maxsize=1)
def _installed() -> InstalledFonts:
    """Those of this computer; none where the extra ``pdf`` is not installed."""
    try:
        fonts = need("typst", "pdf").Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    except UsageError:
        return InstalledFonts({})
    found: dict[str, set[str]] = {}
    for each in fonts:
        if each.path:
            found.setdefault(each.family, set()).add(str(each.path))

    def rank(name: str) -> tuple[bool, bool, str]:
        words = name.casefold().split()
        return "mono" in words, "sans" not in words, name

    return InstalledFonts({name: tuple(sorted(found[name])) for name in sorted(found, key=rank)})


def font_lookups(path: Path) -> list[Lookup]:
    """The character maps of the faces in a font file (ttf, otf, ttc); none of a file that cannot be read."""
    try:
        with path.open("rb") as file:
            return [lookup for start in _faces(file) for lookup in _maps(file, start)]
    except (OSError, struct.error):
        return []


def _read(file: BinaryIO, at: int, form: str) -> tuple[int, ...]:
    file.seek(at)
    return struct.unpack(f">{form}", file.read(struct.calcsize(f">{form}")))


def _faces(file: BinaryIO) -> tuple[int, ...]:
    """Where the tables of each face are listed: a collection has several."""
    file.seek(0)
    if file.read(4) != b"ttcf":
        return (0,)
    (count,) = _read(file, 8, "L")
    return _read(file, 12, f"{min(count, 64)}L")


def _maps(file: BinaryIO, face: int) -> Iterator[Lookup]:
    (tables,) = _read(file, face + 4, "H")
    for at in range(face + 12, face + 12 + 16 * tables, 16):
        file.seek(at)
        if file.read(4) != b"cmap":
            continue
        start, length = _read(file, at + 8, "LL")
        file.seek(start)
        data = file.read(length)
        (count,) = struct.unpack_from(">H", data, 2)
        maps = [struct.unpack_from(">HHL", data, 4 + 8 * number) for number in range(count)]
        for offset in sorted({where for platform, encoding, where in maps if (platform, encoding) in _UNICODE}):
            (form,) = struct.unpack_from(">H", data, offset)
            if form == 4:
                yield _segments(data[offset:])
            elif form == 12:
                yield _groups(data[offset:])


def _segments(data: bytes) -> Lookup:
    """Format 4: segments of the first 65,536 characters."""
    count = struct.unpack_from(">H", data, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, 14)
    starts = struct.unpack_from(f">{count}H", data, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, 16 + 4 * count)
    offsets_at = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)

    def lookup(code: int) -> int:
        found = next((n for n, end in enumerate(ends) if end >= code), None)
        if found is None or starts[found] > code:
            return 0
        if not offsets[found]:
            return int(code + deltas[found]) & 0xFFFF
        place = offsets_at + 2 * found + offsets[found] + 2 * (code - starts[found])
        glyph = struct.unpack_from(">H", data, place)[0] if place + 2 <= len(data) else 0
        return int(glyph + deltas[found]) & 0xFFFF if glyph else 0

    return lookup


def _groups(data: bytes) -> Lookup:
    """Format 12: groups of characters of all planes."""
    (count,) = struct.unpack_from(">L", data, 12)
    groups = tuple(struct.iter_unpack(">LLL", data[16 : 16 + 12 * count]))

    def lookup(code: int) -> int:
        return next((int(glyph + code - first) for first, last, glyph in groups if first <= code <= last), 0)

    return lookup
