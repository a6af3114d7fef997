"""What ``kvadmin check`` finds in the letters and mailings of the programme."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kvadmin.api import Finding, KvadminError, Snapshot, tr

from ..file_names import LETTERS, OUTBOX, PLANNED_FILE
from ..outbox.lost_mailings import lost_mailings
from ..outbox.settled_events import SETTLED_FILE
from .journal_checks import journal_findings

if TYPE_CHECKING:
    from ..content_folder import ContentFolder


def findings(snapshot: Snapshot) -> list[Finding]:
    """What is wrong with letters and mailings."""
    unreadable = list(_of_mailings(snapshot))
    return [
        *_of_letters(snapshot),
        *(unreadable or _unusable(snapshot)),
        *_lost(snapshot),
        *journal_findings(snapshot),
    ]


def _lost(snapshot: Snapshot) -> Iterator[Finding]:
    """Mailings that letters of have left, and whose folder is gone."""
    for name, path in lost_mailings(snapshot).items():
        what = tr("the mailing {name} has been sent, and its folder is gone: who has had which letter?", name=name)
        yield Finding(path, 0, 0, "mailing-lost", what, tr("bring outbox/{name} back from a copy", name=name))


def _of_mailings(snapshot: Snapshot) -> Iterator[Finding]:
    """Plans that cannot be read; what they name is looked up as the collection declares it."""
    for path in snapshot.files(OUTBOX):
        if path.endswith((f"/{PLANNED_FILE}", "/plan.json")):
            try:
                whole = isinstance(json.loads(snapshot.read_file(path) or b""), dict)
            except ValueError:
                whole = False
            if not whole:
                yield Finding(path, 0, 0, "mailing-unreadable", tr("the plan of the mailing cannot be read"))


def _unusable(snapshot: Snapshot) -> Iterator[Finding]:
    """What every command of letters stops at, and what is said of letters that the plan does not have."""
    from ..outbox.mailings import all_mailings

    if not snapshot.files(OUTBOX):
        return
    try:
        every = all_mailings(snapshot)
    except KvadminError as error:
        file, line, column = _place(error.where or OUTBOX)
        yield Finding(file, line, column, "mailing-unusable", error.message, error.hint or "")
        return
    for mailing in every:
        path = f"{mailing.place}/{SETTLED_FILE}"
        keys = {(letter.number, letter.key) for letter in mailing.outbox.letters}
        for line, event in enumerate(mailing.settled, 2):
            if event.plan in ("", mailing.outbox.hash) and (event.letter, event.key) not in keys:
                what = tr("the plan has no letter #{number} to {key}", number=event.letter, key=event.key)
                hint = tr("what was said of it: kvadmin log {file}", file=path)
                yield Finding(path, line, 0, "mailing-settled", what, hint)


def _of_letters(snapshot: Snapshot) -> list[Finding]:
    """Letters that cannot be read, lack a form, or whose forms differ."""
    paths = snapshot.files(LETTERS)
    if not any(path.endswith(".md") for path in paths):
        return []
    if not _libraries_installed():
        text = tr("the letters are not checked: the extra mail is not installed")
        return [Finding(LETTERS, 0, 0, "letter-unchecked", text, tr('pip install "kvadmin[mail]"'), "warning")]
    from ..content_folder import snapshot_folder
    from ..letters.letter_files import letter_names

    folder = snapshot_folder(snapshot, LETTERS)
    return [finding for name in letter_names(folder) for finding in _of(folder, name)]


def _of(folder: ContentFolder, name: str) -> Iterator[Finding]:
    from ..letters.letter_files import read_letter_pair
    from ..letters.pair_check import check_pair
    from ..letters.sandbox import Sandbox

    try:
        pair = read_letter_pair(folder, name)
        problems = check_pair(pair, Sandbox(folder))
    except KvadminError as error:
        file, line, column = _place(error.where or f"{name}.nb.md")
        yield Finding(f"{LETTERS}/{file}", line, column, "letter", error.message, hint=error.hint)
        return
    for problem in problems:
        file = problem.file or pair.file(next(iter(pair.forms)))
        hint = f"kvadmin mail check {name}"
        yield Finding(f"{LETTERS}/{file}", 0, 0, f"letter-{problem.code}", problem.text, hint, problem.severity)


def _libraries_installed() -> bool:
    """Whether the extra ``mail`` is installed, without which no letter can be read."""
    return all(find_spec(name) is not None for name in ("jinja2", "markdown_it"))


def _place(where: str) -> tuple[str, int, int]:
    found = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", where)
    assert found  # every part may be empty
    return found[1], int(found[2] or 0), int(found[3] or 0)
