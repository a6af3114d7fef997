"""Mailings that have been sent and whose folder is gone: without it nobody can tell who has had which letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kvadmin.api import Conflict, Snapshot, tr

from ..file_names import ARCHIVE, OUTBOX

_LETTER = re.compile(r"(?P<mailing>.+)-\d{5,}\.json")


def lost_mailings(data: Snapshot, base: Path) -> dict[str, str]:
    """The names of the mailings that the archive has letters of and the outbox no plan, each with a file that tells.

    Args:
        data: The data.
        base: The programme folder, in which the archive lies beside the log.
    """
    found: dict[str, str] = {}
    for path in _archived(data, base):
        letter = _LETTER.fullmatch(path.rpartition("/")[2])
        if letter is not None:
            found.setdefault(letter["mailing"], path)
    return {name: path for name, path in sorted(found.items()) if not _is_there(data, name, base)}


def check_none_lost(data: Snapshot, base: Path) -> None:
    """Refuse to plan or send while it is not known who has had which letter.

    Raises:
        Conflict: The folder of a mailing is gone that letters of have left.
    """
    for name, path in lost_mailings(data, base).items():
        raise Conflict(
            tr("the mailing {name} has been sent, and its folder is gone: who has had which letter?", name=name),
            where=f"{OUTBOX}/{name}",
            details=[tr("{path} is a letter of it", path=path)],
            hint=tr("bring the folder back from a copy; until then nothing is planned or sent, lest it goes twice"),
            code="mailing-lost",
        )


def _is_there(data: Snapshot, name: str, base: Path) -> bool:
    place = f"{OUTBOX}/{name}/plan.json"
    return (base != Path() and (base / place).is_file()) or data.read_file(place) is not None


def _archived(data: Snapshot, base: Path) -> Iterable[str]:
    """The files of the archive; it lies on this machine, whatever store keeps the records."""
    if base == Path():
        return data.files(ARCHIVE)
    return _on_disk(base)


def _on_disk(base: Path) -> Iterator[str]:
    for path in sorted((base / ARCHIVE).glob("*/*.json")):
        yield path.relative_to(base).as_posix()
