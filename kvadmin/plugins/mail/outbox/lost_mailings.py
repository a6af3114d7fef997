"""Mailings that have been sent and whose folder is gone: without it nobody can tell who has had which letter."""

from __future__ import annotations

import re

from kvadmin.api import Conflict, Snapshot, tr

from ..file_names import ARCHIVE, OUTBOX
from ..kept import Kept

_LETTER = re.compile(rf"{ARCHIVE}/[^/]+/(?P<mailing>[^/]+)-\d{{5,}}\.json")


def lost_mailings(data: Snapshot, kept: Kept | None = None) -> dict[str, str]:
    """The names of the mailings that the archive has letters of and the outbox no plan, each with a file that tells.

    Args:
        data: The data.
        kept: What lies there now; None: what the data know.
    """
    found: dict[str, str] = {}
    lies = data.files if kept is None else kept.contents().files
    for path in sorted(lies(ARCHIVE), key=lambda each: each.split("/")):
        letter = _LETTER.fullmatch(path)
        if letter is not None:
            found.setdefault(letter["mailing"], path)
    there = {*lies(OUTBOX), *data.files(OUTBOX)} if found else ()
    return {name: path for name, path in sorted(found.items()) if f"{OUTBOX}/{name}/plan.json" not in there}


def check_none_lost(data: Snapshot, kept: Kept) -> None:
    """Refuse to plan or send while it is not known who has had which letter.

    Raises:
        Conflict: The folder of a mailing is gone that letters of have left.
    """
    for name, path in lost_mailings(data, kept).items():
        raise Conflict(
            tr("the mailing {name} has been sent, and its folder is gone: who has had which letter?", name=name),
            where=f"{OUTBOX}/{name}",
            details=[tr("{path} is a letter of it", path=path)],
            hint=tr("bring the folder back from a copy; until then nothing is planned or sent, lest it goes twice"),
            code="mailing-lost",
        )
