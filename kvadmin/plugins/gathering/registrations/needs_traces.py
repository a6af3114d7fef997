"""Where diets and access needs still stand beside their own file: copies, lists as people sent them, exports, git."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kvadmin.api import Session
from kvadmin.api.commands import GitHoldings, GitRepository, readable_texts
from kvadmin.api.imports import LIST_ENDINGS, sensitive_columns

from .registration_book import RegisteredPerson
from .registration_columns import REGISTRATIONS
from .sensitive_needs import Need, SensitiveNeeds

#: What people write who need nothing: no health data, and in every file.
_NOTHING = {"ja", "nei", "ingen", "inga", "ingenting", "yes", "no", "none"}
#: How files end that people write, send and print: of those that another engine keeps for itself none ends so.
_DOCUMENTS = (
    *LIST_ENDINGS, ".json", ".jsonl", ".yaml", ".md", ".html", ".htm", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".eml",
    ".msg", ".mbox", ".zip", ".gz",
)  # fmt: skip
#: A shorter text points to nothing.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Person:
    """What must not stand together: who it is, and what the person needs."""

    words: tuple[str, ...]
    id: str
    needs: tuple[re.Pattern[str], ...]

    def needs_in(self, texts: list[str]) -> bool:
        """Whether a file names the person and what the person needs."""
        return any(need.search(text) for need in self.needs for text in texts) and (
            self.id_in(texts) or self.named_in(texts)
        )

    def id_in(self, texts: list[str]) -> bool:
        """Whether the id stands there."""
        return any(self.id in text for text in texts)

    def named_in(self, texts: list[str]) -> bool:
        """Whether every word of the name stands there, in whatever order or columns."""
        return bool(self.words) and all(any(word in text for text in texts) for word in self.words)


def _needs(need: Need | None) -> tuple[re.Pattern[str], ...]:
    texts = (" ".join(text.split()).casefold() for text in (need.diet, need.access)) if need else ()
    said = {text for text in texts if len(text) >= _SHORTEST and text not in _NOTHING}
    return tuple(re.compile(rf"(?<!\w){re.escape(text)}(?!\w)") for text in sorted(said))


class NeedsTraces:
    """Finds what is health data of one gathering: a need beside the person's name or id, or a list of such needs.

    A need alone ("vegetar") is nobody's, and stands in many a menu.

    Args:
        gathering: Its id.
        kept: What is kept; None when it is gone already: then lists, ids and file names alone tell.
        people: Everybody registered, those who have cancelled included.
    """

    def __init__(self, gathering: str, kept: SensitiveNeeds | None, people: Iterable[RegisteredPerson]) -> None:
        self._record = f"sensitive/{gathering}.yaml"
        needs = {each.person: each for each in kept.needs} if kept else {}
        self._people = [
            _Person(
                tuple(each.registration.name.casefold().replace(",", " ").split()),
                each.id,
                _needs(needs.pop(each.id, None)),
            )
            for each in people
        ]
        self._people += [_Person((), each.person, _needs(each)) for each in needs.values()]

    @property
    def people(self) -> int:
        """How many people are looked for by name."""
        return sum(bool(each.words) for each in self._people)

    def stand_in(self, content: bytes, path: str = "") -> bool:
        """Whether health data stand in a file; whoever asks about a version of the record itself gives its path."""
        if path.startswith(self._record):
            return True
        texts = [" ".join(text.split()) for text in readable_texts(content)]
        if any(each.needs_in(texts) for each in self._people):
            return True
        if path.startswith("sensitive/"):
            return any(each.id_in(texts) for each in self._people)
        named = any(each.named_in(texts) for each in self._people)
        return named and bool(sensitive_columns(content, path, REGISTRATIONS))

    def in_folder(self, run: Session) -> Iterator[str]:
        """The files of the folder, whosever they are, in which they stand; the records of needs and git left out.

        Where another engine keeps the programme, of the files beside it lists and documents alone are looked into: the
        engine's own may lie there, too.
        """
        records = {self._record, *(f"sensitive/{each.gathering}.yaml" for each in run.data.all(SensitiveNeeds))}
        base = run.folder.resolve()
        for folder, folders, names in os.walk(base):
            folders[:] = sorted(each for each in folders if each != ".git")
            for name in sorted(names):
                full = Path(folder) / name
                path = full.relative_to(base).as_posix()
                if path in records or full.is_symlink() or not full.is_file():
                    continue
                if (run.on_disk or path.lower().endswith(_DOCUMENTS)) and self.stand_in(full.read_bytes(), path):
                    yield path

    def in_engine(self, run: Session) -> Iterator[str]:
        """The contents of an engine in which they stand; none where the files of the folder are all there is."""
        if run.on_disk:
            return
        kept = run.store.contents()
        records = {self._record, *(f"sensitive/{each.gathering}.yaml" for each in run.data.all(SensitiveNeeds))}
        for entry in run.store.engine.view().entries():
            content = None if entry.name in records else kept.read(entry.name)
            if content is not None and self.stand_in(content, entry.name):
                yield entry.name

    def in_git(self, repository: GitRepository) -> GitHoldings:
        """Where git holds them, in whatever commit, stash or left-over object."""
        held = repository.holding(self.stand_in)
        paths = {path for path in repository.tracked() | repository.committed() if path.startswith(self._record)}
        lists = repository.versions(lambda path: path.lower().endswith(LIST_ENDINGS))
        paths |= {path for path, content in lists if path not in paths and self.stand_in(content, path)}
        return GitHoldings(tuple(sorted({*held.paths, *(f"{repository.prefix}{path}" for path in paths)})), held.loose)
