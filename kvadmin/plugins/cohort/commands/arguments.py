"""Arguments and options that several commands share, declared once; the cohort as the first word or by ``--cohort``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import UsageError, tr

#: The cohort as the first word, where ``--cohort`` may stand instead.
CohortArgument = Annotated[
    str | None, typer.Argument(metavar="COHORT", help="Id of the cohort, exactly as typed when it was made.")
]
#: ``--cohort`` where the cohort may also be the first word.
CohortInsteadOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Id of the cohort, when it is not the first word.")
]
#: ``--cohort`` where nothing else names the cohort.
CohortOption = Annotated[str, typer.Option("--cohort", metavar="C", help="Id of the cohort.")]
#: The cohort and a municipality.
CohortAndNumberArgument = Annotated[
    list[str],
    typer.Argument(metavar="COHORT NUMBER", help="The cohort (or --cohort), and number or name of the municipality."),
]
MunicipalityArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of the municipality.")]
SaveProtocolOption = Annotated[
    Path | None,
    typer.Option("--save-protocol", metavar="FILE", help="Also save the protocol: .json, .xlsx or .md."),
]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the record.")]


def cohort_and_words(words: Sequence[str], cohort: str | None, *others: str) -> list[str]:
    """The cohort's id and the other words.

    Args:
        words: What was typed: the others, with the cohort in front unless ``cohort`` is given.
        cohort: The value of ``--cohort``.
        others: The names of the other words, as the help shows them; after one that ends with ``...`` any number
            may follow.

    Raises:
        UsageError: There are too few words, or too many.
    """
    given = [*words] if cohort is None else [cohort, *words]
    wanted = 1 + len(others)
    if len(given) == wanted or (len(given) > wanted and others[-1].endswith("...")):
        return given
    typed, names = " ".join(words), " ".join(others)
    raise UsageError(
        tr("too few words: {typed!r}", typed=typed)
        if len(given) < wanted
        else tr("too many words: {typed!r}", typed=typed),
        hint=tr("COHORT {names}, or {names} --cohort C", names=names),
    )


def cohort_of(word: str | None, cohort: str | None) -> str:
    """The cohort's id where nothing else is typed: the word, or the value of ``--cohort``.

    Raises:
        UsageError: Neither is given, or both.
    """
    given = [each for each in (word, cohort) if each is not None]
    if len(given) != 1:
        raise UsageError(
            tr("the cohort is named twice") if given else tr("which cohort?"), hint=tr("COHORT, or --cohort C")
        )
    return given[0]
