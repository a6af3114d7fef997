"""What encoding a text file is in: said by its first bytes, by its form, or recognised by its words.

Nothing in a file of 8 bits says what its letters are. UTF-8 can hardly be anything else; of the others every one gives
some text, and only one gives words. Where none does, or the lines disagree, the file is refused by line: a letter read
wrongly changes who somebody is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from kvadmin.errors import InvalidData
from kvadmin.reading.csvtext.letters import Likeness, likeness
from kvadmin.reading.csvtext.mojibake import undamaged
from kvadmin.translation import tr

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: The usual one of Windows first: it stands where nothing speaks against it.
_CANDIDATES = ("cp1252", "cp850", "mac_roman", "iso8859_15", "cp865")
_USUAL = "cp1252"
_WORD = re.compile(rb'(?<![^\s;,|"\x00-\x1f])[^\s;,|"\x00-\x1f\x80-\xff]*+[\x80-\xff][^\s;,|"\x00-\x1f]*+')
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_LINE = re.compile(rb"\r\n|\r|\n")
#: NULs that end a cell (databases pad with them); others are no text.
_PADDING = re.compile(rb"\x00+(?=[;,\t|\"\r\n\x1a]|$)")
#: Lines that a message names, words that a remark shows, characters of a line that are repeated.
_NAMED, _SHOWN_WORDS, _SHOWN = 5, 3, 60
#: A name of the register weighs as much as that many surely wrong letters.
_NAME_WEIGHT = 2


class DecodedText(NamedTuple):
    """A file's text, and what should be said about how it was read."""

    text: str
    remarks: tuple[str, ...] = ()


class _Reading(NamedTuple):
    """One encoding tried on every word that has letters outside ASCII."""

    encoding: str
    words: dict[bytes, tuple[str | None, Likeness]]
    names: int = 0

    @property
    def wrong(self) -> int:
        return sum(each.wrong for _, each in self.words.values())

    @property
    def odd(self) -> int:
        return sum(each.odd for _, each in self.words.values())

    @property
    def good(self) -> int:
        return sum(each.good for _, each in self.words.values())

    @property
    def cost(self) -> int:
        return 4 * self.wrong + self.odd - 4 * _NAME_WEIGHT * self.names


def decoded(data: bytes, name: str, names: Callable[[], Collection[str]] | None = None) -> DecodedText:
    """The text of a file.

    Args:
        data: Its bytes.
        name: Its name, for messages.
        names: Gives names of municipalities and counties; asked only where the letters alone do not decide.

    Raises:
        InvalidData: It is no text, or its letters cannot be told; the lines are named.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _whole(data.decode(encoding), name)
            except UnicodeDecodeError as problem:
                line = len(_LINE.findall(data, 0, problem.start + len(bom))) + 1 if bom == codecs.BOM_UTF8 else 1
                raise InvalidData(
                    tr("the text is not {encoding} as its first bytes say", encoding=encoding),
                    where=f"{name}: line {line}",
                    hint=_hint(),
                    code="damaged-file",
                ) from problem
    if b"\x00" in data and b"\x00" in _PADDING.sub(b"", data):
        return _whole(_wide(data, name), name, tr("the text was read as UTF-16, which nothing in the file says"))
    try:
        return _whole(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _recognised(data, name, names)


def _whole(text: str, name: str, *remarks: str) -> DecodedText:
    """The text of an encoding that is sure, letters that were damaged before put right or refused."""
    if text.isascii():
        return DecodedText(text, remarks)
    found = undamaged(text)
    if found.damaged_lines:
        raise _damaged(name, found.damaged_lines)
    if found.path:
        remark = tr(
            "the letters were damaged before ({path}) and were put right: {words}",
            path=found.path,
            words=", ".join(found.words[:_SHOWN_WORDS]),
        )
        remarks = (*remarks, remark)
    return DecodedText(found.text, remarks)


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without its mark, where every other byte of most characters is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 4 and min(even, odd) == 0:
        try:
            return data.decode("utf-16-be" if even > odd else "utf-16-le")
        except UnicodeDecodeError:
            pass
    raise InvalidData(
        tr("this is no text file"), where=name, hint=tr("export the list as .csv or .xlsx"), code="unknown-file-type"
    )


def _recognised(data: bytes, name: str, names: Callable[[], Collection[str]] | None) -> DecodedText:
    words = _words(data)
    readings = [_read(encoding, words, frozenset()) for encoding in _CANDIDATES]
    usual = readings[0]
    if names is not None and (usual.wrong or usual.odd):
        known = frozenset(word for each in names() for word in _LETTERS.findall(each.casefold()) if not word.isascii())
        readings = [_read(encoding, words, known) for encoding in _CANDIDATES]
        usual = readings[0]
    best = min(readings, key=lambda each: (each.cost, -each.good, _CANDIDATES.index(each.encoding)))
    if not usual.wrong and not best.names:
        best = usual
    utf8 = _read("utf-8", words, frozenset())
    if strange := _strange(best, readings, utf8):
        raise _damaged(name, _lines(data, strange, best))
    if best is usual:
        return DecodedText(data.decode(best.encoding))
    shown = [text for text, each in best.words.values() if text and each.good][:_SHOWN_WORDS]
    remark = tr(
        "the text was read as {encoding}, recognised by its letters: {words}",
        encoding=best.encoding,
        words=", ".join(shown),
    )
    return DecodedText(data.decode(best.encoding), (remark,))


def _words(data: bytes) -> dict[bytes, str]:
    """Every word with letters outside ASCII, and the signs of quotation in the line where it first stands."""
    found: dict[bytes, str] = {}
    for line in _LINE.split(data):
        if line.isascii():
            continue
        signs = "".join(sign for sign in "‹›“”‘’„" if sign.encode(_USUAL) in line)
        for word in _WORD.findall(line):
            found.setdefault(word, signs)
    return found


def _read(encoding: str, words: dict[bytes, str], known: frozenset[str]) -> _Reading:
    read: dict[bytes, tuple[str | None, Likeness]] = {}
    names: set[str] = set()
    for word, signs in words.items():
        try:
            text = word.decode(encoding)
        except UnicodeDecodeError:
            read[word] = (None, Likeness(1, 0, 0))
            continue
        read[word] = (text, likeness(text, signs if encoding == _USUAL else ""))
        if known:
            names.update(known.intersection(_LETTERS.findall(text.casefold())))
    return _Reading(encoding, read, len(names))


def _strange(best: _Reading, readings: list[_Reading], utf8: _Reading) -> set[bytes]:
    """The words that another encoding reads well and this one does not, or that this one cannot read at all."""
    strange: set[bytes] = set()
    sure = best.good > 0 or best.names > 0
    for word, (text, found) in best.words.items():
        others = [each.words[word] for each in (*readings, utf8) if each is not best]
        better = any(not other.wrong and other.good and other.odd < max(found.odd, 1) for _, other in others)
        if text is None or (found.wrong and better) or (found.odd and not found.good and not sure and better):
            strange.add(word)
        elif utf8.words[word][0] is not None and not utf8.words[word][1].wrong and found.odd + found.wrong:
            strange.add(word)  # two bytes that make one letter are no accident
    return strange


def _lines(data: bytes, strange: set[bytes], best: _Reading) -> list[tuple[int, str]]:
    return [
        (number, line.decode(best.encoding, "replace"))
        for number, line in enumerate(_LINE.split(data), 1)
        if not line.isascii() and not strange.isdisjoint(_WORD.findall(line))
    ]


def _damaged(name: str, lines: Iterable[tuple[int, str]]) -> InvalidData:
    every = list(lines)
    return InvalidData(
        tr("lines whose letters are damaged or in another encoding than the rest: {number:,}", number=len(every)),
        where=f"{name}: line {every[0][0]}",
        details=[
            *(
                tr("line {number}: {text}", number=number, text=text.strip()[:_SHOWN])
                for number, text in every[:_NAMED]
            ),
            *([tr("and {number:,} more", number=len(every) - _NAMED)] if len(every) > _NAMED else []),
        ],
        hint=_hint(),
        code="damaged-file",
    )


def _hint() -> str:
    return tr("open the list where it was made and save it as 'CSV UTF-8', or give the .xlsx")
