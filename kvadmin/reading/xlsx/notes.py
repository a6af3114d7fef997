"""Notes on cells: the ones of old, and the threads of comments that newer programs write beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kvadmin.reading.xlsx.package import Package, Relation, local
from kvadmin.reading.xlsx.strings import plain_text


def read_notes(package: Package, relations: Iterable[Relation]) -> dict[str, str]:
    """The note of each cell by its reference.

    Of a thread all comments, one a line in the order they were written; the note of old beside it only
    says that the program is too old for the thread.
    """
    notes: dict[str, str] = {}
    threads: dict[str, list[str]] = {}
    for each in relations:
        if each.kind == "comments" and each.part in package:
            notes |= _legacy(package, each.part)
        elif each.kind == "threadedComment" and each.part in package:
            for cell, text in _threaded(package, each.part):
                threads.setdefault(cell, []).append(text)
    return notes | {cell: "\n".join(texts) for cell, texts in threads.items()}


def _legacy(package: Package, part: str) -> dict[str, str]:
    return {
        comment.get("ref", "").upper(): "".join(plain_text(child) for child in comment if local(child.tag) == "text")
        for comment in package.root(part).iter()
        if local(comment.tag) == "comment"
    }


def _threaded(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for comment in package.root(part):
        texts = [child.text or "" for child in comment if local(child.tag) == "text"]
        yield comment.get("ref", "").upper(), "".join(texts)
