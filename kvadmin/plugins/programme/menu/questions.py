"""The questions of a step: what a shell would offer is listed by number, files with what lies in the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import JobQuestion

from .choosing import is_back, show_choices

if TYPE_CHECKING:
    from kvadmin.api import Session

#: More answers than this are not listed: the person types.
MOST_LISTED = 20
#: Files that offices send.
_OFFICE = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".vcf"}


def ask(run: Session, question: JobQuestion, answers: Mapping[str, str], flags: list[str], usual: str) -> str | None:
    """The answer to a question; None: back.

    Args:
        run: The session.
        question: What is asked.
        answers: What has been answered before.
        flags: The options before the noun, as ``-C``.
        usual: What nothing typed stands for; empty: nothing.
    """
    words = [*flags, *question.words_before(answers)] if question.like else []
    offers = _list_offers(run, words, "")
    begun = ""
    usual = usual or (next(iter(offers)) if len(offers) == 1 and not question.optional else "")
    while True:
        typed = run.ask_text(_worded(question, usual)) or usual
        if is_back(typed) and typed not in offers:
            return None
        if typed not in offers and typed.isdecimal() and 1 <= int(typed) <= len(offers) <= MOST_LISTED:
            typed = list(offers)[int(typed) - 1]
        elif begun and begun + typed in offers:
            typed = begun + typed
        if typed not in offers and typed.isdecimal() and len(typed) < len("0301") and offers:
            run.info(tr("The list has no {number}: type a number of it, or 0 to go back.", number=typed))
        elif words and typed.endswith(":"):  # the filter of a selection: by which value?
            begun, offers, usual = typed, _list_offers(run, words, typed), ""
        elif not typed and not question.optional:
            run.info(tr("Type an answer, or 0 to go back."))
        elif not question.new_file or _may_make(run, typed):
            return typed


def _list_offers(run: Session, words: list[str], begun: str) -> dict[str, str]:
    """Answer -> what it is: what completion offers behind a command line; listed by number."""
    found, files = run.offered(words, begun) if words else ({}, False)
    if files:
        found = dict.fromkeys(office_files(run), "")
    run.info("")
    if words and not found and not begun:
        run.info(tr("There is none to choose from yet."))
    elif len(found) <= MOST_LISTED:
        show_choices(run, [_in_words(value, about) for value, about in found.items()])
    else:
        run.info(tr("There are {count}, such as {some}.", count=len(found), some=", ".join(list(found)[:3])))
    return found


def _worded(question: JobQuestion, usual: str) -> str:
    text = tr(question.text)
    if usual:
        return tr("{question} (Enter: {usual})", question=text, usual=usual)
    return tr("{question} (Enter: none)", question=text) if question.optional else text


def office_files(run: Session) -> list[str]:
    """What lies here and in the programme's ``incoming/`` and could be an office's list: the newest first."""
    programme = run.find_folder()
    folders = [Path(), *([programme / "incoming"] if programme else [])]
    seen: dict[Path, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for each in folder.iterdir():
                if each.suffix.lower() in _OFFICE and not each.name.startswith((".", "~$")) and each.is_file():
                    seen.setdefault(each.resolve(), each)
    newest = sorted(seen.values(), key=lambda file: (-int(file.stat().st_mtime), str(file)))
    return [str(_near(each)) for each in newest[:MOST_LISTED]]


def _near(file: Path) -> Path:
    """A path as a person here would type it."""
    here = Path(os.path.relpath(file))
    return here if ".." not in here.parts else file


def _may_make(run: Session, name: str) -> bool:
    """Whether a file may be written: it is new, or the person says so. A folder is looked at by the command."""
    if not Path(name).is_file():
        return True
    if run.confirm(tr("{file} is there already. Write over it?", file=name)):
        return True
    run.info(tr("Name another."))
    return False


def _in_words(value: str, about: str) -> str:
    """An answer and what it is; a filter has its colon already."""
    if not about:
        return value
    return f"{value} {about}" if value.endswith(":") else f"{value}: {about}"
