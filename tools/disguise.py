"""Sentences in letters of another script: what is still to be read as English was not looked up in the catalogue."""

from __future__ import annotations

import string
from pathlib import Path

from kvadmin.translation import Catalogue

#: Letters of another script, one for each of ours: widths stay, and no word of ours is left.
OURS = string.ascii_letters + "æøåÆØÅ"
OTHERS = "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗэющЭЮЩ"
LETTERS = str.maketrans(OURS, OTHERS)
_BACK = str.maketrans(OTHERS, OURS)


def disguised(sentence: str) -> str:
    """The sentence in other letters, its names in braces as they are."""
    try:
        parts = list(string.Formatter().parse(sentence))
    except ValueError:
        return sentence.translate(LETTERS)
    if not any(name for _, name, _, _ in parts):
        return sentence.translate(LETTERS)
    said = ""
    for text, name, form, kind in parts:
        said += text.translate(LETTERS).replace("{", "{{").replace("}", "}}")
        if name is not None:
            said += f"{{{name}{f'!{kind}' if kind else ''}{f':{form}' if form else ''}}}"
    return said


def revealed(text: str) -> str:
    """The text in our letters again."""
    return text.translate(_BACK)


class Disguise:
    """What stands for the catalogue's look-up: whatever is asked for is found, and noted.

    Args:
        log: The file that takes what was asked for, a line each; None notes nothing.
        translated: Whether what is disguised is the translation where there is one, not the English.
    """

    def __init__(self, log: Path | None = None, *, translated: bool = False) -> None:
        self.log, self.translated = log, translated

    def put_on(self) -> None:
        """Let every catalogue of this process be a disguise, but for English that is not asked to be translated."""
        real = Catalogue.__missing__

        def look_up(catalogue: Catalogue, sentence: str) -> str | None:
            if is_disguised(sentence) or (catalogue.language == "en" and not self.translated):
                return None
            if self.log:
                with self.log.open("a", encoding="utf-8") as log:
                    log.write(f"{sentence!r}\n")
            said = (self.translated and real(catalogue, sentence)) or sentence
            catalogue.pop(sentence, None)
            return disguised(said)

        Catalogue.__missing__ = look_up  # type: ignore[method-assign]


def is_disguised(sentence: str) -> bool:
    """Whether it has been looked up already."""
    return bool(set(sentence) & set(OTHERS))
