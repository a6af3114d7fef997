"""Days and figures on the screen, in a sentence or a cell, as a Norwegian writes them: ``07.06.2008``, ``1 380,5``.

The typed values of kvadmin.typed read all of it back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kvadmin.translation import CATALOGUE

if TYPE_CHECKING:
    from kvadmin.wording.language_forms import Language

_FIGURES = ("float", "Decimal", "int")

#: Why the system could not do something, as Python has it from it (:attr:`OSError.strerror`), in English everywhere.
REASONS_OF_SYSTEM = frozenset(
    (
        "Broken pipe", "Connection refused", "Connection reset by peer", "Connection timed out",
        "Device or resource busy", "Directory not empty", "Disk quota exceeded", "File exists", "File name too long",
        "Input/output error", "Is a directory", "Network is unreachable", "No such file or directory",
        "No space left on device", "Not a directory", "Operation not permitted", "Permission denied",
        "Read-only file system", "Too many open files",
    )
)  # fmt: skip


def shape_in(language: str) -> Callable[[Any], Any]:
    """What a sentence of a language says of a value: a day or figure in its form, anything else as it is."""

    def shape(value: Any) -> Any:
        if type(value) is str:
            return (value in REASONS_OF_SYSTEM and CATALOGUE[value]) or value
        # By name: most sentences have none of these, and then nothing is imported for them.
        if type(value).__name__ not in ("date", "datetime", *_FIGURES):
            return value
        return _Shaped(value, "nn" if language == "nn" else "nb")

    return shape


class _Shaped:
    """A value that writes itself as its language does, whatever a sentence asks of it (``{share:.1f}``)."""

    def __init__(self, value: Any, language: Language) -> None:
        self._value, self._language = value, language

    def __format__(self, form: str) -> str:
        if "%" in form:  # a moment in the form of English, such as ``%Y-%m-%d %H:%M``
            return cell_text(self._value, self._language)
        return (form and _swapped(format(self._value, form), self._value)) or cell_text(self._value, self._language)

    def __str__(self) -> str:
        return cell_text(self._value, self._language)

    def __repr__(self) -> str:
        return repr(self._value)


def cell_text(value: Any, language: Language) -> str:
    """A day, moment or figure: ``07.06.2008``, ``07.06.2008 kl. 09.30``, ``−2,66``; a whole number as it stands.

    It may be a year.
    """
    from kvadmin.wording.language_forms import clock, number, short_day

    kind = type(value).__name__
    if kind == "datetime":
        return f"{short_day(value, language)} kl. {clock(value.time(), None, language)}"
    if kind == "date":
        return short_day(value, language)
    return number(value, language) if kind in ("float", "Decimal") else str(value)


def _swapped(text: str, value: Any) -> str:
    """What Python made of a figure, with Norwegian signs in place of the English ones."""
    from kvadmin.wording.language_forms import NBSP

    if type(value).__name__ not in _FIGURES:
        return text
    return text.replace(",", NBSP).replace(".", ",").replace("-", "−")
