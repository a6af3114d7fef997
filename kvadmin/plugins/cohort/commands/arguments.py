"""Naming an application on the command line: its cohort as the first word, or by ``--cohort``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kvadmin.api import UsageError, tr

#: ``--cohort`` where the cohort may also be the first word.
CohortInsteadOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Id of the cohort, when it is not the first word.")
]


def cohort_and_words(words: Sequence[str], cohort: str | None, *others: str) -> list[str]:
    """The cohort's id and the other words.

    Args:
        words: What was typed: the others, with the cohort in front unless ``cohort`` is given.
        cohort: The value of ``--cohort``.
        others: The names of the other words, as the help shows them.

    Raises:
        UsageError: There are too few words, or too many.
    """
    given = [*words] if cohort is None else [cohort, *words]
    if len(given) == 1 + len(others):
        return given
    few = len(given) < 1 + len(others)
    raise UsageError(
        tr("{rest} words: {words!r}", rest="too few" if few else "too many", words=" ".join(words)),
        hint=tr("COHORT {others}, or {others} --cohort C", others=" ".join(others)),
    )
