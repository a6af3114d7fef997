"""Contents that a person has edited outside kvadmin: judged as a hand edit is, then one change with its history."""

from __future__ import annotations

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, tr
from kvadmin.api.wording import near_names

_SHOWN = 20
#: What changes and mailings write themselves.
_HISTORY, _LOGS = "history", (".jsonl",)


def check_editable(run: Session, name: str) -> None:
    """Refuse names under which only kvadmin itself writes.

    Raises:
        UsageError: It belongs to the history, is a log, or no name of a content.
    """
    if any(not part or part.startswith(".") for part in name.split("/")):
        raise UsageError(
            tr("{name} is no name of a content", name=name),
            where="NAME",
            hint=tr("names look like letters/invitation.md: see `kvadmin store list`"),
            code="bad-name",
        )
    folder = name.rpartition("/")[0]
    logs = {each.name for each in run.store.engine.view().entries(folder) if each.log} if name.endswith(_LOGS) else ()
    if name.startswith(f"{_HISTORY}/") or name in logs or name.endswith((".lock", ".part")):
        raise UsageError(
            tr("{name} belongs to the history or to what was sent, and is never written otherwise", name=name),
            where="NAME",
            code="belongs-to-programme",
        )


def content_of(run: Session, name: str) -> bytes:
    """The bytes of a content.

    Raises:
        UnknownName: There is none of that name.
    """
    data = run.data.read_file(name)
    if data is None:
        raise UnknownName(
            tr("there is no content {name}", name=name),
            where="NAME",
            hint=tr("see: kvadmin store list"),
            near=near_names(name, list(run.data.files(""))),
            code="no-such-file",
        )
    return data


def save(run: Session, name: str, content: bytes, *, question: str = "") -> None:
    """Judge a content, show what changes, and write it in one change.

    Args:
        run: The session.
        name: Its name.
        content: Its new bytes.
        question: What is asked on a terminal before it is written.

    Raises:
        InvalidData: The record would not be sound, or others not any more.
    """
    change = run.transaction()
    change.put_file(name, content)
    faults = run.store.judged({name: content}) if run.store.collection_at(name) else []
    if faults:
        raise InvalidData(
            tr("{name} would not be sound: {count} error(s); nothing was written", name=name, count=len(faults)),
            where=faults[0].where(),
            details=[f"{each.where()}: {each.code}: {each.text}" for each in faults[:_SHOWN]],
            hint=faults[0].hint or tr("mend it, and try again"),
            code="bad-record",
        )
    run.commit(change, confirm=question, forever=is_sensitive(run, name))


def is_sensitive(run: Session, name: str) -> bool:
    """Whether nothing of it may stay anywhere but in its place."""
    return run.store.schema_files().is_sensitive(name)
