"""The kinds of things that plugins declare: what of each must be free, and what cannot be at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kvadmin.extension.discovering.discovery import BUILTIN, one_line
from kvadmin.extension.types import Command, Declared
from kvadmin.translation import tr

#: Names of commands that kvadmin's contract keeps for itself, whether or not they are built yet.
RESERVED = frozenset(
    "init demo programme status check log undo redo plugins config migrate municipality contact cohort application "
    "network gathering participants plan evaluation mail journal reading sheet commands doctor menu store".split()
)


#: Gives the declarations of another hook that stand.
Asks = Callable[[str], Sequence[Declared]]


class DeclaredKind:
    """One kind of declaration: a thing with a name that nobody else's may have."""

    #: What it is called in messages.
    what = ""
    #: Whether it stands although its built-in plugin is switched off.
    outlives = False

    def shown(self, item: Any) -> str:
        """How messages call one."""
        return f"{self.what} {item.name!r}"

    def names(self, item: Any) -> tuple[str, ...]:
        """The names it takes; upper and lower case are one."""
        return (item.name,)

    def own(self) -> Collection[str]:
        """The names that are kvadmin's own, in small letters."""
        return ()

    def flaw(self, item: Any, asks: Asks) -> str:
        """Why it cannot be; empty when it can."""
        del asks
        return word_problem(item.name)

    def in_turn(self, offered: Sequence[Declared]) -> Sequence[Declared]:
        """The declarations in the order in which they are looked at: a later one may stand on an earlier one."""
        return offered

    def place_problem(self, item: Any, standing: Sequence[Declared], off: Sequence[Declared]) -> str:
        """Why there is no place for it; empty when there is one.

        Args:
            item: The declaration.
            standing: Those that stand already.
            off: Those of built-in plugins that are switched off.
        """
        del item, standing, off
        return ""

    def shared(self, item: Any, others: Sequence[Declared]) -> Iterator[tuple[str, str]]:
        """What else than a name other declarations have already, and whose they are; none when all can stand."""
        del item, others
        return iter(())

    def trimmed(self, item: Any) -> tuple[Any, list[tuple[str, str]]]:
        """The declaration without the parts that cannot stay, and what is wrong with each."""
        return item, []


def _nothing_to_run(item: Command) -> str:
    return "" if item.target or item.commands else tr("it has neither a target nor commands")


class _Commands(DeclaredKind):
    what = "command"

    def shown(self, item: Command) -> str:
        return f"{self.what} {item.words!r}"

    def names(self, item: Command) -> tuple[str, ...]:
        return (item.words,)

    def own(self) -> Collection[str]:
        return RESERVED

    def flaw(self, item: Command, asks: Asks) -> str:
        del asks
        return next(filter(None, map(word_problem, (item.name, *item.under.split()))), "") or _nothing_to_run(item)

    def in_turn(self, offered: Sequence[Declared]) -> Sequence[Declared]:
        if not any(each.item.under for each in offered):
            return offered
        return sorted(offered, key=lambda each: len(each.item.under.split()))

    def place_problem(self, item: Command, standing: Sequence[Declared], off: Sequence[Declared]) -> str:
        if not item.under:
            return ""
        from kvadmin.extension.declaring.subcommands import place_problem

        return place_problem(item, standing, off, BUILTIN)

    def shared(self, item: Command, others: Sequence[Declared]) -> Iterator[tuple[str, str]]:
        if item.under:
            from kvadmin.extension.declaring.subcommands import taken_by_noun

            yield from taken_by_noun(item, others)

    def trimmed(self, item: Command) -> tuple[Command | None, list[tuple[str, str]]]:
        kept: dict[str, Command] = {}
        problems = []
        for each in item.commands:
            shown = self.shown(replace(each, name=f"{item.words} {each.name}", under=""))
            taken = tr("the group has one of that name") if each.name.casefold() in kept else ""
            if each.under:
                taken = tr("it is in a group and cannot be under {noun!r} as well", noun=each.under)
            if problem := word_problem(each.name) or taken or _nothing_to_run(each):
                problems.append((shown, problem))
                continue
            part, inner = self.trimmed(each)
            problems += [(one, problem) for one, problem in inner]
            if part is not None:
                kept[part.name.casefold()] = part
        if item.commands and not kept:
            return None, problems
        help_, section = one_line(item.help), one_line(item.section)
        under = " ".join(item.under.split())
        if not item.commands and (help_, section, under) == (item.help, item.section, item.under):
            return item, problems  # nearly always, and every start of kvadmin pays for a copy
        return replace(item, help=help_, section=section, commands=tuple(kept.values()), under=under), problems


class _Collections(DeclaredKind):
    what = "collection"
    outlives = True

    def flaw(self, item: Any, asks: Asks) -> str:
        from kvadmin.extension.declaring.collection_paths import path_problem

        del asks
        return word_problem(item.name) or path_problem(item.path) or _reference_problem(item)

    def shared(self, item: Any, others: Sequence[Declared]) -> Iterator[tuple[str, str]]:
        from kvadmin.extension.declaring.collection_paths import folder_of, overlap

        folder = folder_of(item.path)
        for other in others:
            if overlap(item.path, other.item.path):
                yield tr("the path {path!r}", path=item.path), other.owner
            elif folder and other.owner in BUILTIN and folder == folder_of(other.item.path):
                yield tr("the folder {folder}/", folder=folder), other.owner


def _reference_problem(item: Any) -> str:
    """Why a finding about what a reference leads to could not be understood; empty when it can."""
    every = [*item.references, *(each for files in item.files for each in files.references)]
    if not every:
        return ""
    from kvadmin.extension.sensible import severity_problem

    problems = (severity_problem(each.severity, each.code, ("error", "warning")) for each in every)
    return next(filter(None, problems), "")


class _Fields(DeclaredKind):
    what = "field"

    def shown(self, item: Any) -> str:
        return tr("field {name!r} of {collection!r}", name=item.name, collection=item.collection)

    def names(self, item: Any) -> tuple[str, ...]:
        return (f"{item.collection}.{item.name}",)

    def flaw(self, item: Any, asks: Asks) -> str:
        from kvadmin.extension.extra_fields import EXTRA_TYPES

        collections = {each.item.name: each for each in asks("kvadmin_collections")}
        if item.collection not in collections:
            return tr("there is no collection {name!r}", name=item.collection)
        if item.type not in EXTRA_TYPES:
            return tr("there is no type {type!r}, but {types}", type=item.type, types=", ".join(EXTRA_TYPES))
        owner, collection = collections[item.collection]
        if item.name in _record_fields(collection):
            return tr("the record has it itself, from the plugin {owner!r}", owner=owner)
        return word_problem(item.name)


def _record_fields(collection: Any) -> set[str]:
    try:
        record = collection.record_class()
    except Exception:  # the other plugin's failure, which is said where its records are read
        return set()
    return {*getattr(record, "__struct_fields__", ()), *getattr(record, "__struct_encode_fields__", ())}


class _Writers(DeclaredKind):
    what = "format"

    def names(self, item: Any) -> tuple[str, ...]:
        return item.name, item.suffix

    def own(self) -> Collection[str]:
        from kvadmin.tables.rendering import FORMATS, SUFFIXES

        return {*FORMATS, *SUFFIXES}

    def flaw(self, item: Any, asks: Asks) -> str:
        if not re.fullmatch(r"(\.\w+)+", item.suffix):
            return tr("{suffix!r} is no ending of files, such as .html", suffix=item.suffix)
        return super().flaw(item, asks)


class _Words(DeclaredKind):
    what = "selection word"

    def own(self) -> Collection[str]:
        from kvadmin.selection.language import OWN_WORDS

        return OWN_WORDS

    def flaw(self, item: Any, asks: Asks) -> str:
        if item.name != item.name.casefold():
            return tr("words are written in small letters")
        return super().flaw(item, asks)


class _Indicators(DeclaredKind):
    what = "indicator"

    def shown(self, item: Any) -> str:
        return f"{self.what} {item.id!r}"

    def names(self, item: Any) -> tuple[str, ...]:
        return (item.id,)

    def flaw(self, item: Any, asks: Asks) -> str:
        del asks
        for field, known in (("direction", item.DIRECTIONS), ("period", item.PERIODS)):
            if (word := getattr(item, field)) not in known:
                words = {"field": field, "word": one_line(word), "known": ", ".join(known)}
                return tr("its {field} {word!r} is none of {known}", **words)
        return word_problem(item.id)


class _Engines(DeclaredKind):
    what = "store engine"

    def own(self) -> Collection[str]:
        return ("yaml",)


class _Transports(DeclaredKind):
    what = "transport"


class _Sheets(DeclaredKind):
    what = "sheet"


class _Jobs(DeclaredKind):
    what = "job"

    def flaw(self, item: Any, asks: Asks) -> str:
        if unknown := ", ".join(item.unknown()):
            return tr("its steps ask for what none of its questions is called: {names}", names=unknown)
        return super().flaw(item, asks)


#: Hook -> the kind of what it declares. Fields are asked for after the collections they belong to.
KINDS: dict[str, DeclaredKind] = {
    "kvadmin_commands": _Commands(),
    "kvadmin_collections": _Collections(),
    "kvadmin_fields": _Fields(),
    "kvadmin_store_engines": _Engines(),
    "kvadmin_writers": _Writers(),
    "kvadmin_mail_transports": _Transports(),
    "kvadmin_sheets": _Sheets(),
    "kvadmin_jobs": _Jobs(),
    "kvadmin_indicators": _Indicators(),
    "kvadmin_selection_words": _Words(),
}


def word_problem(name: str) -> str:
    """Why a name is none that people can type; empty when it is one."""
    if name.replace("_", "").replace("-", "").isalnum() and name[0] != "-":
        return ""  # nearly always, and every start of kvadmin pays for compiling the expression
    if re.fullmatch(r"\w[\w.+-]*", name):
        return ""
    return tr("{name!r} is no word of letters, digits, '-', '_' and '.'", name=name)
