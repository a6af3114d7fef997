"""What letters an undo does not call back: those that are out, and what was printed or given out."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api import KvadminError, Snapshot, tr
from kvadmin.api.changes import HistoryEntry

from ..file_names import OUTBOX
from ..outbox.letter_life import has_been_had
from ..outbox.mailings import Mailing, all_mailings, without_samples


def left_behind(snapshot: Snapshot, undone: HistoryEntry) -> Iterator[str]:
    """One sentence for each mailing of which letters are out, and for what else has left the folder.

    A letter counts when the change is of its own mailing, or of the cohort or gathering that it is about.
    """
    if undone.command == "journal export" or any(file.startswith("journal/") for file in undone.files):
        yield tr("a journal that was given out with these numbers still says them")
    names = {part.removesuffix(".yaml") for file in undone.files for part in file.split("/")[1:]}
    try:
        found = without_samples(all_mailings(snapshot)) if snapshot.files(OUTBOX) else []
    except KvadminError:  # what is wrong with the outbox is said by every command of it
        return
    for each in found:
        if count := _out(each, names):
            yield tr("{count} letters of the mailing {name} are out and say what they say", count=count, name=each.name)


def _out(mailing: Mailing, names: set[str]) -> int:
    """How many of its letters somebody has, or may have."""
    own = mailing.name in names
    return sum((own or letter.about in names) and has_been_had(life.status) for letter, life in mailing.lives())
