"""What git tracks or keeps of a folder that must be erasable, and what keeps it out.

Must be erasable, because it is health data or leads back to persons: ``sensitive/`` and other sensitive collections,
lists with diets or access needs as people sent them, what kvadmin keeps of old versions for a while (``.kvadmin/``),
and keys of pseudonyms. Contacts and registrations are personal data, too, and are in git on purpose: whoever erases a
person is told that git keeps what it has committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kvadmin.api import Finding, KvadminError, Session, tr
from kvadmin.api.commands import GitRepository, repository_of
from kvadmin.api.imports import LIST_ENDINGS, Importer, find_importer, sensitive_columns

#: The kind of list in which people write what they cannot eat.
_LISTS = "registrations"
#: Where no list of an office lies: what kvadmin and its plugins write themselves.
_OWN = ("history/", "calendar/", "outbox/")
_KEY = ".key"
_WAY = "kvadmin programme git"


@dataclass(frozen=True, slots=True)
class ErasableFile:
    """A file that must be erasable and that git has: ``tracked`` now, or in its commits alone."""

    path: str
    why: str
    tracked: bool


def erasable_files(run: Session, repository: GitRepository) -> list[ErasableFile]:
    """What must be erasable and is in git, sorted by path."""
    tracked = repository.tracked()
    found = {path: why for path in tracked | repository.committed() if (why := _by_name(run, path))}
    found |= dict(_lists(run, repository, found))
    return [ErasableFile(path, found[path], path in tracked) for path in sorted(found)]


def _by_name(run: Session, path: str) -> str:
    if path.startswith("sensitive/") or any(each.match(path) for each in _records(run, sensitive=True)):
        return tr("health data")
    if "/.kvadmin/" in f"/{path}":
        return tr("old versions that kvadmin keeps for a while")
    return tr("a key that leads from pseudonyms back to municipalities") if path.endswith(_KEY) else ""


def _records(run: Session, *, sensitive: bool = False) -> list[re.Pattern[str]]:
    """What the files of the collections are called; a copy beside a file has more behind it."""
    chosen = (each for each in run.store.collections.values() if each.sensitive or not sensitive)
    return [re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each.path))) for each in chosen]


def _lists(run: Session, repository: GitRepository, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Lists, as somebody sent them, of which any version has sensitive values."""
    importer = _importer(run)
    if importer is None:
        return
    records, done = _records(run), set(known)

    def may_be(path: str) -> bool:
        own = path.startswith(_OWN) or any(each.fullmatch(path) for each in records)
        return path.lower().endswith(LIST_ENDINGS) and not own and path not in known

    for path, content in repository.versions(may_be):
        columns = () if path in done else sensitive_columns(content, path, importer)
        if columns:
            done.add(path)
            yield path, tr("a list with the column {columns}", columns=", ".join(columns))


def _importer(run: Session) -> Importer | None:
    try:
        return find_importer(run, _LISTS)
    except KvadminError:  # the plugin that takes such lists in is not there
        return None


def git_findings(run: Session) -> list[Finding]:
    """What ``kvadmin check`` says: nothing for a folder without a repository."""
    if run.known_on:
        return []
    try:
        repository = repository_of(run.folder)
        return [] if repository is None else [*_findings(run, repository)]
    except KvadminError as error:
        text = " ".join((error.message, *error.details))
        return [Finding(".git", 0, 0, "git-unreadable", text, error.hint, "warning")]


def _findings(run: Session, repository: GitRepository) -> Iterator[Finding]:
    for each in erasable_files(run, repository):
        if each.tracked:
            text = tr("git tracks this file ({why}), and never forgets what it has committed", why=each.why)
            yield Finding(each.path, 0, 0, "git-tracked", text, tr("how to take it out: {way}", way=_WAY))
        else:
            text = tr("git keeps this file in its commits ({why})", why=each.why)
            yield Finding(each.path, 0, 0, "git-committed", text, tr("how to take it out: {way}", way=_WAY))
    if run.on_disk and not repository.ignores("sensitive/x.yaml"):
        text = tr("git add -A would take in sensitive/: health data that must be erasable")
        yield Finding(".gitignore", 0, 0, "git-unprotected", text, tr("kept out by: {way}", way=_WAY), "warning")
