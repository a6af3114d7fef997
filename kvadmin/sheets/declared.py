"""The nouns that plugins declare: finding one by its name, and what it was asked to be about."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from kvadmin.errors import UnknownName, UsageError
from kvadmin.extension.blame import blamed
from kvadmin.extension.discovering.discovery import load_target
from kvadmin.extension.sheets.declaration import SheetDeclaration
from kvadmin.sheets.noun import SheetNoun, SheetScope
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

#: What a sheet may be about, by the name in a declaration -> how it is typed.
_TYPED = {"cohort": "--cohort C", "gathering": "--gathering G", "selection": "SELECTION"}


def find_declaration(declared: Iterable[SheetDeclaration], name: str) -> SheetDeclaration:
    """The noun of that name, whatever the case of its letters.

    Raises:
        UnknownName: Nobody declares it.
    """
    known = {each.name: each for each in declared}
    found = known.get(name.strip().casefold())
    if found is None:
        raise UnknownName(
            tr("there is no sheet of {name!r}", name=name),
            where="NAME",
            hint=tr("there are: {names}", names=", ".join(sorted(known))),
            near=near_names(name, {each.name: each.help for each in known.values()}),
            code="unknown-sheet",
        )
    return found


def load_noun(declaration: SheetDeclaration) -> SheetNoun:
    """What the declaration names; its failing is the plugin's."""
    with at_work(declaration):
        noun: SheetNoun = load_target(declaration.target)
    return noun


def at_work(declaration: SheetDeclaration) -> AbstractContextManager[None]:
    """Whatever goes wrong inside is of the plugin that declares the noun."""
    return blamed(declaration.plugin, tr("the sheet {name!r}", name=declaration.name))


def check_scope(declaration: SheetDeclaration, scope: SheetScope) -> None:
    """Refuse what the noun cannot be about, and a first option that is missing.

    Raises:
        UsageError: One or the other.
    """
    for name, typed in _TYPED.items():
        if getattr(scope, name) and name not in declaration.scope:
            raise UsageError(
                tr("a sheet of {name} takes no {option}", name=declaration.name, option=typed.split()[0]),
                where=typed.split()[0],
                hint=_usage(declaration),
                code="contradicting-options",
            )
    first = declaration.scope[0] if declaration.scope else ""
    if first and not declaration.optional and not getattr(scope, first):
        raise UsageError(
            tr("a sheet of {name} needs {option}", name=declaration.name, option=_TYPED[first]),
            where=_TYPED[first].split()[0],
            hint=_usage(declaration),
            code="missing-value",
        )


def _usage(declaration: SheetDeclaration) -> str:
    words = [_TYPED[each] for each in declaration.scope]
    return tr("use: {command}", command=" ".join(["kvadmin sheet out", declaration.name, *words, "-o FILE.xlsx"]))
