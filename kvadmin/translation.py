"""The one call that every sentence a person reads on the screen goes through.

Sentences are written in English where they are said, with names in braces for what varies; a catalogue can then put
another language in their place. What stands in declarations (help texts, titles of columns) is looked up by the part
of kvadmin that shows it. Programs read English whatever the screen speaks: a sentence from the catalogue keeps it.
"""

from __future__ import annotations

from typing import Any, Self

#: English sentence -> the same in the language of the screen; empty while the screen speaks English.
CATALOGUE: dict[str, str] = {}


class Translated(str):
    """A sentence in the language of the screen that still knows its English."""

    __slots__ = ("english",)

    #: The same sentence in English.
    english: str

    def __new__(cls, shown: str, english: str) -> Self:
        """The sentence as it is shown, and as programs read it."""
        made = super().__new__(cls, shown)
        made.english = english
        return made


def tr(sentence: str, /, **values: Any) -> str:
    """The sentence in the language of the screen, with its values.

    Args:
        sentence: English, as :meth:`str.format` has it: ``"there is no {name!r} in {place}"``. Without values the
            braces of a sentence are left alone.
        **values: What stands for the names in braces.

    Example::

        raise Refused(tr("{path} is a folder", path=path), hint=tr("name a file in it"))

    Added in version 0.2.
    """
    found = CATALOGUE.get(sentence)
    if found is None and not any(type(value) is Translated for value in values.values()):
        return sentence.format(**values) if values else sentence
    in_english = {name: english(value) for name, value in values.items()}
    shown = sentence if found is None else found
    return Translated(
        shown.format(**values) if values else shown, sentence.format(**in_english) if values else sentence
    )


def english(value: Any) -> Any:
    """The English of a sentence from the catalogue; anything else as it is."""
    return value.english if isinstance(value, Translated) else value
