"""The one call that every sentence a person reads on the screen goes through.

Sentences are written in English where they are said, with names in braces for what varies; a catalogue can then put
another language in their place. What stands in declarations (help texts, titles of columns) is looked up by the part
of kvadmin that shows it.
"""

from __future__ import annotations

from typing import Any

#: English sentence -> the same in the language of the screen; empty while the screen speaks English.
CATALOGUE: dict[str, str] = {}


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
    found = CATALOGUE.get(sentence, sentence)
    return found.format(**values) if values else found
