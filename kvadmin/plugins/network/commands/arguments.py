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
#: The same where the command can do without.
AnyCohortArgument = Annotated[str | None, typer.Argument(metavar="[COHORT]", help="Id of the cohort.")]
#: ``--cohort`` where the cohort may also be the first word.
CohortInsteadOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Id of the cohort, when it is not the first word.")
]
#: ``--cohort`` where nothing else names the cohort.
CohortOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Whose networks (needed when several cohorts have some).")
]
#: The cohort and the name of an advisor.
CohortAndNameArgument = Annotated[
    list[str], typer.Argument(metavar="COHORT NAME", help="The cohort (or --cohort), and the advisor's name.")
]
DistancesOption = Annotated[
    Path | None, typer.Option("--distances", metavar="FILE", help="csv from,to,km (or minutes), if it has moved.")
]
MemberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of a municipality.")]
NetworkOnlyOption = Annotated[str | None, typer.Option("--network", metavar="ID", help="Only this network.")]


def any_cohort(word: str | None, cohort: str | None) -> str | None:
    """The cohort's id, from the first word or from ``--cohort``; None when it is not named.

    Raises:
        UsageError: It is named twice.
    """
    if word is not None and cohort is not None:
        raise UsageError(tr("the cohort is named twice"), where="--cohort", hint=tr("COHORT, or --cohort C"))
    return word if word is not None else cohort


def cohort_of(word: str | None, cohort: str | None) -> str:
    """The cohort's id, from the first word or from ``--cohort``.

    Raises:
        UsageError: It is not named, or twice.
    """
    found = any_cohort(word, cohort)
    if found is None:
        raise UsageError(tr("which cohort?"), where="COHORT", hint=tr("COHORT, or --cohort C"))
    return found


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
    typed, names = " ".join(words), " ".join(others)
    raise UsageError(
        tr("too few words: {typed!r}", typed=typed)
        if len(given) <= len(others)
        else tr("too many words: {typed!r}", typed=typed),
        hint=tr("COHORT {names}, or {names} --cohort C", names=names),
    )
