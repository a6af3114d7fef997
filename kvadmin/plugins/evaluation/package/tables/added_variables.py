"""Figures per application that plugins add to the package, and what of them the public may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kvadmin.api import Session, tr
from kvadmin.api.hooks import ApplicationVariable

from ...indicators.variables import problem_of
from ..dictionary import Cells, DataTable
from ..missing_values import missing_of
from .measurement_tables import HIDDEN, HIDDEN_CODE
from .private_tables import APPLICATION


def added_variables(run: Session) -> list[ApplicationVariable]:
    """What plugins add to the applications; a variable whose name cannot be, or is taken, is left out and named."""
    taken = {each.name.casefold() for each in APPLICATION}
    found: list[ApplicationVariable] = []
    for plugin, offered in run.call("kvadmin_application_variables", snapshot=run.data):
        for each in offered:
            why = problem_of(each.name) or _unlisted(each)
            if each.name.casefold() in taken:
                why = tr("the applications have a variable of that name")
            if why:
                run.warn(
                    tr(
                        "{variable!r} of the plugin {plugin!r} is left out: {why}",
                        variable=each.name,
                        plugin=plugin,
                        why=why,
                    )
                )
                continue
            taken.add(each.name.casefold())
            found.append(each)
    return found


def _unlisted(variable: ApplicationVariable) -> str:
    """What is wrong with its values: a word that has no label, or a word where figures stand; empty when nothing is."""
    wrong = {each for each in variable.values.values() if isinstance(each, str) != bool(variable.words)}
    wrong |= {each for each in variable.values.values() if isinstance(each, str) and each not in variable.words}
    if not wrong:
        return ""
    return tr("it has values without a label, or of two kinds: {values}", values=", ".join(sorted(map(str, wrong))[:5]))


def hide_rare(table: DataTable, names: frozenset[str], least: int) -> tuple[DataTable, int, int]:
    """The table with rare values of some variables hidden, and how many were: for being rare, and beside those.

    A value that fewer than ``least`` applications of a cohort share tells who they are (a quota's group, say). What is
    hidden of a cohort are at least two values and ``least`` applications, so that none can be worked out from a sum.
    """
    at = [k for k, each in enumerate(table.variables) if each.name in names]
    cohort = [each.name for each in table.variables].index("cohort")
    rows = list(table.rows())
    hidden: dict[tuple[int, str | None], set[str]] = {}
    rare = more = 0
    for k in at:
        for where in sorted({row[cohort] or "" for row in rows}):
            counts = Counter(value for row in rows if row[cohort] == where and (value := row[k]) is not None)
            few, beside = _hidden(counts, least)
            rare, more = rare + sum(counts[each] for each in few), more + sum(counts[each] for each in beside)
            hidden[k, where] = few | beside

    def shown(row: Cells) -> Cells:
        return tuple(HIDDEN if cell in hidden.get((k, row[cohort]), ()) else cell for k, cell in enumerate(row))

    variables = tuple(
        replace(each, missing=missing_of([HIDDEN_CODE])) if k in at else each for k, each in enumerate(table.variables)
    )
    return DataTable(table.name, table.nb, table.nn, variables, lambda: map(shown, rows)), rare, more


def _hidden(counts: Mapping[str, int], least: int) -> tuple[set[str], set[str]]:
    """The values that are rare, and those that go with them: the least frequent first."""
    order = sorted(counts, key=lambda value: (counts[value], Decimal(value)))
    few = {value for value in order if counts[value] < least}
    beside: set[str] = set()
    for value in order if few else ():
        together = few | beside
        if len(together) > 1 and sum(counts[each] for each in together) >= least:
            break
        if value not in few:
            beside.add(value)
    return few, beside
