"""Contents that a person has edited outside kvadmin: judged as a hand edit is, then one change with its history."""

from __future__ import annotations

import re
from hashlib import sha256
from shlex import quote

from kvadmin.api import (
    Conflict,
    Finding,
    InvalidData,
    KvadminError,
    PluginFailure,
    Session,
    Snapshot,
    UnknownName,
    UsageError,
    tr,
)
from kvadmin.api.wording import near_names

_SHOWN = 20
_SETTINGS = "kvadmin.toml"
#: Signs of a revision that are shown: enough to tell the contents of one name apart.
_SIGNS = 12
#: What changes and mailings write themselves.
_HISTORY, _OWN = "history/", (".jsonl", ".lock", ".part")


def check_editable(name: str) -> None:
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
    if is_own(name):  # a log that is not there yet would be one once it is
        raise UsageError(
            tr("{name} belongs to the history or to what was sent, and is never written otherwise", name=name),
            where="NAME",
            hint=tr("names that end in .jsonl, .lock or .part are kvadmin's own"),
            code="belongs-to-programme",
        )


def is_own(name: str) -> bool:
    """Whether only kvadmin itself writes under a name."""
    folded = name.casefold()  # on many computers History/ is history/
    return folded.startswith(_HISTORY) or folded.endswith(_OWN)


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


def revision_of(content: bytes) -> str:
    """What a content is told from others of its name by, as people copy it."""
    return sha256(content).hexdigest()[:_SIGNS]


def check_revision(run: Session, name: str, content: bytes, revision: str) -> None:
    """Refuse to replace a content that is not known to be the one that was read before.

    Args:
        run: The session.
        name: Its name.
        content: Its new bytes; who puts what is there already replaces nothing.
        revision: The revision that was read, or its beginning in small letters; empty: nobody says.

    Raises:
        UsageError: That is no revision.
        Conflict: There is another content than that, or one although nobody says which.
    """
    if revision and not re.fullmatch("[0-9a-f]{8,64}", revision):
        raise UsageError(
            tr("{revision!r} is no revision", revision=revision),
            where="--revision",
            hint=tr("`kvadmin store get` says it: 8 to 64 of the signs 0-9 and a-f"),
            code="bad-value",
        )
    now = run.data.read_file(name)
    found = None if now is None else sha256(now).hexdigest()
    if revision and (found is None or not found.startswith(revision)):
        gone = tr("{name} is not there any more", name=name)
        raise Conflict(
            gone
            if found is None
            else tr("{name} has been changed since revision {revision}", name=name, revision=revision),
            where=name,
            hint=_look_again(name),
            code="overtaken",
        )
    if not revision and now not in (None, content):
        raise Conflict(
            tr("{name} is there already, and may have been changed since you read it", name=name),
            where=name,
            hint=tr(
                "say which one you have read (--revision, as `kvadmin store get` says it), or --replace it in any case"
            ),
            code="already-there",
        )


def _look_again(name: str) -> str:
    return tr("look at what is there now: kvadmin store get {name}", name=quote(name))


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
    judged = run.store.collection_at(name) or name == _SETTINGS
    found = run.store.judged({name: content}) if judged else []
    faults = [each for each in found if each.severity == "error"] or _of_plugins(run, name, content)
    if faults:
        raise InvalidData(
            tr("{name} would not be sound: {count} error(s); nothing was written", name=name, count=len(faults)),
            where=faults[0].where(),
            details=[f"{each.where()}: {each.code}: {each.text}" for each in faults[:_SHOWN]],
            hint=faults[0].hint or tr("mend it, and try again"),
            code="bad-record",
        )
    for each in [*found, *([stray] if (stray := run.store.stray(name)) else [])]:
        run.warn(tr("{place}: {text} ({hint})", place=each.where(), text=each.text, hint=each.hint or each.code))
    run.commit(change, confirm=question, forever=is_sensitive(run, name))


def _of_plugins(run: Session, name: str, content: bytes) -> list[Finding]:
    """The errors that checks of plugins would find, and do not find now; none for what is no record."""
    if not run.store.collection_at(name):
        return []
    errors = _errors(run, run.store.as_if({name: content}))
    known = {(each.path, each.code, each.text) for each in (_errors(run, run.data) if errors else ())}
    return [each for each in errors if (each.path, each.code, each.text) not in known]


def _errors(run: Session, snapshot: Snapshot) -> list[Finding]:
    try:
        found = run.gather("kvadmin_checks", snapshot=snapshot, today=run.today)
    except PluginFailure:
        raise
    except KvadminError as error:
        return [Finding(error.where or "", 0, 0, "unreadable", error.message, error.hint)]
    return sorted(each for each in found if each.severity == "error")


def is_sensitive(run: Session, name: str) -> bool:
    """Whether nothing of it may stay anywhere but in its place."""
    return run.store.schema_files().is_sensitive(name)
