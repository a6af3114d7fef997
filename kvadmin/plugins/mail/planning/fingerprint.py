"""What a letter was made of, as one checksum: the same checksum means that it would come out the same again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from ..addresses import Mailbox
from ..letters.letter_files import LetterPair
from ..records import LetterFolders, Recipient


def values_fingerprint(recipient: Recipient, sender: Mailbox, sources: str) -> str:
    """SHA-256, as hex, of everything that decides what a letter says and where it goes.

    Args:
        recipient: With its fields, selections, attachments and numbers.
        sender: The programme's.
        sources: See :func:`sources_fingerprint`.
    """
    content = {
        **{name: getattr(recipient, name) for name in ("key", "form", "name", "email", "party", "round", "about")},
        **{name: getattr(recipient, name) for name in ("case", "document", "head", "fields")},
        "copies": [(one.name, one.way, one.address) for one in recipient.copies],
        "selections": {rule: _boxes(boxes) for rule, boxes in recipient.selections.items()},
        "attachments": [(one.name, one.kind, one.sha256) for one in recipient.attachments],
        "sender": _boxes([sender]),
        "sources": sources,
    }
    return sha256(_ENCODER.encode(content).encode("utf-8")).hexdigest()


def sources_fingerprint(pair: LetterPair, sources: LetterFolders) -> str:
    """SHA-256, as hex, of the files that the letters are made of: the letters folder, and what may be attached."""
    whole = sha256()
    attached = any(letter.attachments for letter in pair.forms.values())
    for folder in filter(None, (sources.letters, sources.attachments if attached else None)):
        for name in folder.every():
            content = folder.read(name)
            if content is not None:
                whole.update(f"{name}\0".encode())
                whole.update(sha256(content).digest())
    return whole.hexdigest()


def _boxes(boxes: Iterable[Mailbox]) -> list[tuple[str, str]]:
    return [(box.address, box.name) for box in boxes]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return [type(value).__name__, value.isoformat()]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    return [type(value).__name__, str(value)]


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True)
