"""Commands under the noun of another plugin: which groups there are, whose each is, and what they have already.

A group is known when its commands are declared. Of a noun that is declared with a target alone, as a Typer app, nobody
knows what it has before it is loaded; what is under such a noun is looked at then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kvadmin.extension.types import Command, Declared
from kvadmin.translation import tr
from kvadmin.wording.norwegian_words import english_word, norwegian_words


class CommandPlace(NamedTuple):
    """Where the words of a command line lead.

    Attributes:
        command: The declaration that the last of them which is declared leads to.
        owner: The plugin that it is of.
        left: The words behind it.
    """

    command: Command
    owner: str
    left: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Whether its commands are declared."""
        return bool(self.command.commands)


def place_of(words: Iterable[str], declared: Sequence[Declared]) -> CommandPlace | None:
    """Follow words from the top through what is declared; None when there is no command of the first one.

    Args:
        words: The words after ``kvadmin``.
        declared: The declarations of commands, those under other nouns among them.
    """
    found: CommandPlace | None = None
    said = tuple(words)
    for at, word in enumerate(said):
        path = " ".join(said[: at + 1])
        added = next((each for each in declared if each.item.words == path), None)
        own = next((each for each in found.command.commands if each.name == word), None) if found else None
        if own is not None and found is not None:
            found = CommandPlace(own, found.owner, said[at + 1 :])
        elif added is not None:
            found = CommandPlace(added.item, added.owner, said[at + 1 :])
        elif found is None or found.is_group:
            break
    return found


def owner_of(words: Iterable[str], declared: Sequence[Declared]) -> str | None:
    """The plugin whose command the words lead to; None when there is none.

    Words behind a command are its arguments, and those behind a noun that is declared with a target alone are its own.
    """
    found = place_of(words, declared)
    if found is None or (found.left and found.is_group):
        return None
    return found.owner


def place_problem(item: Command, standing: Sequence[Declared], off: Sequence[Declared], builtin: Iterable[str]) -> str:
    """Why no command can stand where it is to; empty when one can, or when it is not known before the noun is loaded.

    Args:
        item: The declaration.
        standing: Those of commands that stand already.
        off: Those of built-in plugins that are switched off.
        builtin: The names of built-in plugins, all of whose groups are declared.
    """
    path = item.under.split()
    found = place_of(path, standing)
    if found is None and (gone := place_of(path, off)):
        return tr(
            "the command {name!r} belongs to the plugin {plugin!r}, which is disabled", name=path[0], plugin=gone.owner
        )
    if found is None:
        return tr("there is no command {name!r}", name=item.under)
    if found.is_group:
        return tr("there is no command {name!r}", name=item.under) if found.left else ""
    if found.owner in builtin:
        return tr("{name!r} is a command and no group", name=" ".join(path[: len(path) - len(found.left)]))
    return ""


def taken_by_noun(item: Command, standing: Sequence[Declared]) -> Iterator[tuple[str, str]]:
    """What the noun has already of what a command under it would take, and whose that is.

    Args:
        item: The declaration.
        standing: Those of commands that stand already.
    """
    found = place_of(item.under.split(), standing)
    if found is None or not found.is_group:
        return
    owners = {each.name: found.owner for each in found.command.commands}
    owners |= {each.item.name: each.owner for each in standing if each.item.under == item.under}
    if name := taken_name(item.name, owners):
        yield tr("the name {name!r}", name=f"{item.under} {name}"), owners[name]
    elif clash := norwegian_clash(item.name, owners):
        word, name = clash
        yield tr("the Norwegian word {word!r} for {name!r}", word=word, name=f"{item.under} {name}"), owners[name]


def taken_name(name: str, names: Iterable[str]) -> str:
    """The name of a group that is this one, in whatever letters; empty when it is free."""
    return next((each for each in names if each.casefold() == name.casefold()), "")


def norwegian_clash(name: str, names: Iterable[str]) -> tuple[str, str] | None:
    """A Norwegian word that would mean another command than it does, and that command; None when there is none.

    Args:
        name: Of the command to be added.
        names: Those that the group has.
    """
    there = tuple(names)
    for word in (name, *norwegian_words(name)):
        before = english_word(word, there)
        if before and (word == name or english_word(word, (*there, name)) != before):
            return word, before
    return None
