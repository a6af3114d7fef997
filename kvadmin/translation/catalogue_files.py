"""Catalogues on disk, as gettext has them: ``locale/nb/LC_MESSAGES/messages.mo`` in a package.

A compiled catalogue (.mo) holds its sentences sorted, so one is found by halving; nothing is read into tables before.
:class:`gettext.GNUTranslations` reads all of a file first: with the 3,000 sentences of kvadmin that costs as much as a
third of the start of Python, each time. ``benchmarks/catalogues.py`` shows both.

In a checkout the sources (.po) stand there, and are read themselves when there is nothing compiled or it is older.
"""

from __future__ import annotations

import os
from struct import unpack_from

#: The name that gettext's tools give a catalogue when none is asked for.
DOMAIN = "messages"

_LITTLE = b"\xde\x12\x04\x95"


def own_folder() -> str:
    """The folder with the catalogues of kvadmin outside its plugins."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")  # noqa: PTH118, PTH120, PTH100 - at every start


class CatalogueFile:
    """The catalogue of one language in a folder ``locale``; opened when the first sentence is asked for.

    Args:
        folder: The folder.
        language: ``nb`` or ``nn``.
    """

    def __init__(self, folder: str, language: str) -> None:
        self.folder = folder
        self._stem = f"{folder}/{language}/LC_MESSAGES/{DOMAIN}"
        self._table: MoTable | dict[str, str] | None = None

    @property
    def places(self) -> tuple[str, str]:
        """Where it lies compiled, and its source."""
        return f"{self._stem}.mo", f"{self._stem}.po"

    def find(self, sentence: str) -> str | None:
        """The translation of a sentence; None where there is none."""
        if self._table is None:
            self._table = self._opened()
        try:
            return self._table.get(sentence) or None
        except ValueError:  # it is no UTF-8
            return None

    def _opened(self) -> MoTable | dict[str, str]:
        compiled, source = _changed(f"{self._stem}.mo"), _changed(f"{self._stem}.po")
        try:
            if compiled is not None and (source is None or source <= compiled):
                with open(f"{self._stem}.mo", "rb") as file:  # noqa: PTH123 - at every start
                    return MoTable(file.read())
            if source is not None:
                with open(f"{self._stem}.po", encoding="utf-8") as file:  # noqa: PTH123
                    return sentences_of(file.read())
        except (OSError, ValueError, SyntaxError, TypeError, MemoryError, RecursionError):  # it is said in English
            pass
        return {}


def _changed(path: str) -> float | None:
    """When a file was changed last; None where there is none."""
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - at every start
    except OSError:
        return None


class MoTable:
    """A compiled catalogue, looked up where it lies.

    Args:
        content: The bytes of the file: a header of seven numbers, then two tables of lengths and places, of the English
            sentences in the order of their bytes and of the translations.

    Raises:
        ValueError: It is no compiled catalogue.
    """

    def __init__(self, content: bytes) -> None:
        order = "<" if content[:4] == _LITTLE else ">"
        if content[:4] not in (_LITTLE, _LITTLE[::-1]) or len(content) < 28:
            raise ValueError("no compiled catalogue")
        self._content, self._pair = content, f"{order}II"
        _, self._count, self._english, self._shown = unpack_from(f"{order}4I", content, 4)
        if max(self._english, self._shown) + 8 * self._count > len(content):
            raise ValueError("a compiled catalogue that is cut off")

    def get(self, sentence: str) -> str | None:
        """The translation; None where there is none."""
        wanted = sentence.encode("utf-8", "surrogatepass")
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._text(self._english, middle)
            if found == wanted:
                return self._text(self._shown, middle).decode("utf-8") if wanted else None
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def _text(self, table: int, index: int) -> bytes:
        length, place = unpack_from(self._pair, self._content, table + 8 * index)
        return self._content[place : place + length]


def sentences_of(source: str) -> dict[str, str]:
    """The sentences of a source (.po): English -> translation, without those that are marked fuzzy or obsolete."""
    import ast

    found: dict[str, str] = {}
    texts = {"msgid": "", "msgstr": ""}
    part, fuzzy, next_fuzzy = "", False, False
    for line in [*source.splitlines(), 'msgid ""']:
        if line.startswith("#,") and "fuzzy" in line:
            next_fuzzy = True
        word, _, rest = line.partition(" ")
        if word in texts:
            if word == "msgid":
                if texts["msgid"] and texts["msgstr"] and not fuzzy:
                    found[texts["msgid"]] = texts["msgstr"]
                texts, fuzzy, next_fuzzy = {"msgid": "", "msgstr": ""}, next_fuzzy, False
            part = word
        text = rest if word in texts else line
        if part and text.startswith('"'):
            texts[part] += ast.literal_eval(text)
    return found
