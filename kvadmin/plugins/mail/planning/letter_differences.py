"""In what a letter would be written otherwise now, in words."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from kvadmin.api import tr

from ..addresses import Mailbox
from ..outbox.frozen_mailing import FrozenLetter
from ..records import CopyRecipient, PlannedLetter

#: The longest piece of a text that is quoted, in characters, and how many differences of a text are told.
_QUOTE, _DIFFERENCES = 90, 4
#: So much of what is the same stands before the difference, in characters.
_BEFORE = 30


def letter_differences(letter: FrozenLetter, made: PlannedLetter, text: str) -> list[str]:
    """Each difference as a sentence, the weightiest first.

    Args:
        letter: As it was planned.
        made: As it would be planned now.
        text: The text of the planned one.
    """
    pairs = [
        (tr("language form"), letter.form, made.form),
        *((name, _boxes(getattr(letter, name)), _boxes(getattr(made, name))) for name in ("to", "cc", "bcc")),
        (tr("from"), str(letter.sender), str(made.sender)),
        (tr("sent by"), tr(letter.channel), tr(made.channel)),
        (tr("address block"), ", ".join(letter.head), ", ".join(made.head)),
        (tr("copies"), _copies(letter.copies), _copies(made.copies)),
        (tr("subject"), letter.subject, made.subject),
    ]
    found = [
        tr("{name}: {old} is now {new}", name=n, old=old or "-", new=new or "-") for n, old, new in pairs if old != new
    ]
    if letter.form == made.form:
        found += _text_differences(text, made.text)
    return found + _file_differences(letter, made)


def _boxes(boxes: Sequence[Mailbox]) -> str:
    return ", ".join(str(box) for box in boxes)


def _copies(copies: Sequence[CopyRecipient]) -> str:
    return ", ".join(f"{one.name} ({one.way})" for one in copies)


def _file_differences(letter: FrozenLetter, made: PlannedLetter) -> list[str]:
    files = [(str(one["name"]), str(one["sha256"])) for one in letter.attachments]
    now = [(one.name, one.sha256) for one in made.attachments]
    found = []
    for name in dict.fromkeys(name for name, _ in (*files, *now)):
        before, after = ([checksum for each, checksum in some if each == name] for some in (files, now))
        if before != after:
            said = tr("is changed") if before and after else tr("goes with it now") if after else tr("is gone")
            found.append(tr("attachment {name}: {said}", name=name, said=said))
    return found


def _text_differences(old: str, new: str) -> list[str]:
    """The lines that differ, old and new beside each other; many are only counted."""
    before, after = ([line.strip() for line in text.splitlines() if line.strip()] for text in (old, new))
    found = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        was, is_now = _quoted_apart(" ".join(before[a:b]), " ".join(after[c:d]))
        if a == b:
            found.append(tr("text: {new} is new", new=is_now))
        elif c == d:
            found.append(tr("text: {old} is gone", old=was))
        else:
            found.append(tr("text: {old} is now {new}", old=was, new=is_now))
    if len(found) > _DIFFERENCES:
        rest = len(found) - _DIFFERENCES
        found = [*found[:_DIFFERENCES], tr("text: {count} further differences", count=rest)]
    return found


def _quoted_apart(old: str, new: str) -> tuple[str, str]:
    """Two texts quoted so that what differs is seen: from shortly before the first character that is another one."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - _BEFORE) if max(len(old), len(new)) > _QUOTE else 0
    return _quoted(old, start), _quoted(new, start)


def _quoted(text: str, start: int = 0) -> str:
    shown = f"…{text[start:]}" if start else text
    return f"“{shown if len(shown) <= _QUOTE else shown[: _QUOTE - 1] + '…'}”"
