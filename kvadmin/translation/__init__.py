"""The one call that every sentence a person reads on the screen goes through.

Sentences are written in English where they are said, with names in braces for what varies; a catalogue puts another
language in their place. What stands in declarations (help texts, titles of columns) is looked up by the part of kvadmin
that shows it. Programs read English whatever the screen speaks: a sentence from the catalogue keeps it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Self, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kvadmin.translation.catalogue_files import CatalogueFile


class Catalogue(dict[str, str | None]):
    """English sentence -> the same in the language of the screen; None of one that has no translation.

    It fills as sentences are asked for: a run needs a hundred of some thousand. Of several files that know a sentence
    the first counts, so that no plugin changes what kvadmin says.
    """

    #: What the screen speaks: ``nb``, ``nn`` or ``en``.
    language: str = "en"
    #: Writes a day or a figure as the reader expects it in a sentence; None where Python's own way is right.
    shape: Callable[[Any], Any] | None = None
    _files: tuple[CatalogueFile, ...] = ()

    def __missing__(self, sentence: str) -> str | None:
        """What the files say."""
        if not self._files:
            return None
        self[sentence] = found = next((said for file in self._files if (said := file.find(sentence)) is not None), None)
        return found

    @contextmanager
    def speaking(self, language: str, shape: Callable[[Any], Any] | None = None) -> Iterator[None]:
        """Speak a language, as far as there are catalogues of it, and afterwards what was spoken before.

        Args:
            language: ``nb``, ``nn`` or ``en``.
            shape: Writes the values of sentences.
        """
        before = dict(self), self.language, self.shape, self._files
        self.clear()
        self.language, self.shape, self._files = language, shape, ()
        if language != "en":
            from kvadmin.translation.catalogue_files import own_folder

            self.read([own_folder()])
        try:
            yield
        finally:
            self.clear()
            self.update(before[0])
            self.language, self.shape, self._files = before[1:]

    def files(self) -> Iterator[str]:
        """The places of the catalogues that are read, there or not."""
        for each in self._files:
            yield from each.places

    def read(self, folders: Iterable[str]) -> None:
        """Take the catalogues of further folders ``locale``, after those there are."""
        if self.language == "en":
            return
        from kvadmin.translation.catalogue_files import CatalogueFile

        known = {file.folder for file in self._files}
        added = [CatalogueFile(folder, self.language) for folder in folders if folder not in known]
        if added:
            self._files += tuple(added)
            for sentence in [each for each, found in self.items() if found is None]:
                del self[sentence]


#: What the screen speaks; empty while it speaks English.
CATALOGUE = Catalogue()


def screen_language() -> Literal["nb", "nn", "en"]:
    """What the screen speaks: for words that a plugin has in all three languages already, as documents need them.

    It is ``en`` for a run whose result a program reads.

    Added in version 0.2.
    """
    return cast('Literal["nb", "nn", "en"]', CATALOGUE.language)


class Translated(str):
    """A sentence in the language of the screen that still knows its English."""

    __slots__ = ("english",)

    #: The same sentence in English.
    english: str

    def __new__(cls, shown: str, english: str) -> Self:
        """The sentence as it is shown, and as programs read it."""
        made = super().__new__(cls, shown)
        made.english = english
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """A copy knows it, too."""
        return type(self), (str(self), self.english)


def tr(sentence: str, /, **values: Any) -> str:
    """The sentence in the language of the screen, with its values.

    Args:
        sentence: English, as :meth:`str.format` has it: ``"there is no {name!r} in {place}"``. Without values the
            braces of a sentence are left alone.
        **values: What stands for the names in braces. Days and figures are handed over as what they are: Norwegian
            writes them otherwise.

    Example::

        raise Refused(tr("{path} is a folder", path=path), hint=tr("name a file in it"))

    Added in version 0.2.
    """
    if type(sentence) is Translated and not values:
        return sentence  # a Norwegian word may be an English one, too: nynorsk says Kven of "Who" and kvensk of "Kven"
    found = CATALOGUE[sentence]
    if found is None and not any(type(value) is Translated for value in values.values()):
        return sentence.format(**values) if values else sentence
    in_english = {name: english(value) for name, value in values.items()}
    said = sentence.format(**in_english) if values else sentence
    if found is None:
        return Translated(sentence.format(**values), said)
    if not values:
        return Translated(found, said)
    shape = CATALOGUE.shape
    shown = {name: shape(value) for name, value in values.items()} if shape else values
    try:
        if all(f"{{{name}" in found for name in values if f"{{{name}" in sentence):
            return Translated(found.format(**shown), said)
    except (LookupError, ValueError, AttributeError, TypeError, ArithmeticError, MemoryError):
        pass
    return said  # a translation of a plugin that names what is not there, or lacks what is


def joined(mark: str, parts: Iterable[str]) -> str:
    """The sentences with a mark between them; what is made of sentences from the catalogue keeps its English.

    Args:
        mark: ``", "``.
        parts: What :func:`tr` gave, or any other texts.

    Added in version 0.2.
    """
    said = list(parts)
    shown = mark.join(said)
    if not any(type(each) is Translated for each in (mark, *said)):
        return shown
    return Translated(shown, english(mark).join(map(english, said)))


def english(value: Any) -> Any:
    """The English of a sentence from the catalogue; anything else as it is.

    What is stored, or compared later, is English whatever the screen speaks.

    Args:
        value: What :func:`tr` gave, or any other value.

    Added in version 0.2.
    """
    return value.english if isinstance(value, Translated) else value
