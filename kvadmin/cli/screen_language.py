"""The language of the screen, from the words of a command line to the catalogues that are read."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from kvadmin.model.layout import MARK
from kvadmin.session.session import Session
from kvadmin.translation import CATALOGUE
from kvadmin.translation.choice import asked_for, folder_named, for_program, language_of

if TYPE_CHECKING:
    from kvadmin.extension.manager import Plugins


def speaking(args: list[str], *, within: bool = False) -> AbstractContextManager[Any]:
    """Speak the language of a run while it lasts.

    Args:
        args: The words after ``kvadmin``; Typer has not read them yet, and what it says is translated, too.
        within: Whether another command runs them.
    """
    if within and not asked_for(args) and not for_program(args):
        return nullcontext()

    def programme() -> str | None:
        folder = Session(folder_named(args)).find_folder()
        return None if folder is None else f"{folder}/{MARK}"

    language = language_of(args, programme)
    if language == "en":
        return CATALOGUE.speaking("en")
    from kvadmin.wording.sentence_values import shape_in

    return CATALOGUE.speaking(language, shape_in(language))


def plugins_speak(plugins: Plugins) -> None:
    """Take the catalogues of the plugins, which lie in the folder ``locale`` of the package of each entry point."""
    if CATALOGUE.language != "en":
        CATALOGUE.read(plugins.catalogues())
