"""What is being typed: whether it is an option, and which words fit to it."""

from __future__ import annotations

#: The exit code of an answer that says: a file.
FILES = 3

#: What can stand there -> what it is.
Candidates = dict[str, str]


def is_option(word: str) -> bool:
    """Whether a word is an option; a negative figure is none."""
    figure = word[1:2].isdecimal() and all(each.isdecimal() or each in ".," for each in word[1:])
    return len(word) > 1 and word.startswith("-") and not figure


def fitting(found: Candidates, typed: str) -> Candidates:
    """Those that begin with what was typed; bare letters may be meant for others (``alesund`` is ``Ålesund``)."""
    typed = typed.replace('"', "")  # a selection's own: county:"Møre og Romsdal"
    exact = {value: help_ for value, help_ in found.items() if value.replace('"', "").startswith(typed)}
    if exact or not typed:
        return exact
    from kvadmin.wording.folding import fold_digraph, fold_plain

    def begins(offered: str) -> bool:
        value = offered.replace('"', "")
        if value.casefold().startswith(typed.casefold()):
            return True
        return typed.isascii() and any(
            bare(value).startswith(bare(typed) or " ") for bare in (fold_digraph, fold_plain)
        )

    return {value: help_ for value, help_ in found.items() if begins(value)}
