"""The cohort on the command line: the first word, or ``--cohort`` in its place; the same for every command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kvadmin.errors import UsageError
from kvadmin.translation import tr

#: The cohort as the first word, where ``--cohort`` may stand instead. Added in version 0.2.
CohortArgument = Annotated[
    str | None, typer.Argument(metavar="COHORT", help="Id of the cohort, exactly as typed when it was made.")
]
#: ``--cohort`` where the cohort may also be the first word. Added in version 0.2.
CohortInsteadOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Id of the cohort, when it is not the first word.")
]


def any_cohort(word: str | None, cohort: str | None) -> str | None:
    """The cohort's id, from the first word or from ``--cohort``; None when it is not named.

    Raises:
        UsageError: It is named twice.

    Added in version 0.2.
    """
    if word is not None and cohort is not None:
        raise UsageError(
            tr("the cohort is named twice"),
            where="--cohort",
            hint=tr("COHORT, or --cohort C"),
            code="contradicting-options",
        )
    return word if word is not None else cohort


def cohort_of(word: str | None, cohort: str | None) -> str:
    """The cohort's id, from the first word or from ``--cohort``.

    Raises:
        UsageError: It is not named, or twice.

    Added in version 0.2.
    """
    found = any_cohort(word, cohort)
    if found is None:
        raise UsageError(tr("which cohort?"), where="COHORT", hint=tr("COHORT, or --cohort C"), code="missing-value")
    return found


def cohort_and_words(words: Sequence[str], cohort: str | None, *others: str) -> list[str]:
    """The cohort's id and the other words.

    Args:
        words: What was typed: the others, with the cohort in front unless ``cohort`` is given.
        cohort: The value of ``--cohort``.
        others: The names of the other words, as the help shows them. The last one may be ``VALUE...`` (one or more)
            or ``[FIELD VALUE]`` (any number).

    Raises:
        UsageError: There are too few words, or too many.

    Added in version 0.2.
    """
    given = [*words] if cohort is None else [cohort, *words]
    least = 1 + sum(not name.startswith("[") for name in others)
    last = others[-1] if others else ""
    open_end = last.startswith("[") or last.endswith("...")
    if len(given) == least or (len(given) > least and open_end):
        return given
    typed, names = " ".join(words), " ".join(others)
    raise UsageError(
        tr("too few words: {typed!r}", typed=typed)
        if len(given) < least
        else tr("too many words: {typed!r}", typed=typed),
        hint=tr("COHORT {names}, or {names} --cohort C", names=names),
        code="bad-value",
    )
