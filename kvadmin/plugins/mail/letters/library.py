"""Where letters are found: the programme's own folder ``letters/`` first, then those that ship with kvadmin."""

from __future__ import annotations

from dataclasses import dataclass

from kvadmin.api import UnknownName, tr
from kvadmin.api.commands import config_folder
from kvadmin.api.wording import near_names

from ..content_folder import ContentFolder, DiskFolder, programme_folder
from ..file_names import LETTERS
from ..kept import Kept
from .letter_files import LetterPair, letter_names, read_letter_pair


@dataclass(frozen=True)
class LibraryLetter:
    """One letter and where it lies: ``own`` in the programme folder, else ready-made."""

    name: str
    folder: ContentFolder
    own: bool


def ready_made_folder() -> ContentFolder:
    """The folder of the letters that ship with kvadmin."""
    return DiskFolder(config_folder() / LETTERS)


def library_letters(programme: Kept) -> list[LibraryLetter]:
    """Every letter once, the programme's own before a ready-made one of the same name."""
    own, ready = programme_folder(programme, LETTERS), ready_made_folder()
    found = {name: LibraryLetter(name, ready, own=False) for name in letter_names(ready)}
    found |= {name: LibraryLetter(name, own, own=True) for name in letter_names(own)}
    return [found[name] for name in sorted(found)]


def find_letter(programme: Kept, name: str) -> LetterPair:
    """The letter called `name`.

    Raises:
        UnknownName: There is none; the hint lists those there are.
        InvalidData: It cannot be read.
    """
    there = {each.name: each for each in library_letters(programme)}
    if name not in there:
        raise UnknownName(
            tr("there is no letter {name!r}", name=name),
            hint=tr("letters: {names}", names=", ".join(there)),
            near=near_names(name, list(there)),
            code="unknown-letter",
        )
    return read_letter_pair(there[name].folder, name)
