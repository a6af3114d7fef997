"""A text that somebody wrote in a file: Markdown, or the plain text of a letter."""

from __future__ import annotations

import re
from pathlib import Path

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import read_content

_TITLE = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def read_text(path: Path) -> tuple[str, str]:
    """The title that the file begins with (``# Title``; empty where there is none), and the rest.

    Raises:
        UsageError: There is no such file.
        InvalidData: It is no text in UTF-8, is empty, or holds control characters.
    """
    try:
        text = read_content(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InvalidData(
            tr("the file is no text in UTF-8"),
            where=str(path),
            hint=tr("save it as Markdown or as text, encoded in UTF-8"),
            code="unknown-file-type",
        ) from problem
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise InvalidData(tr("the text has control characters"), where=f"{path}:{line}", code="bad-text")
    return split_title(text, str(path))


def split_title(text: str, where: str) -> tuple[str, str]:
    """Title and rest of a text that may begin with ``# Title``.

    Raises:
        InvalidData: There is nothing but the title.
    """
    first, _, rest = text.lstrip("\n").partition("\n")
    found = _TITLE.fullmatch(first)
    body = (rest if found else text).strip("\n ")
    if not body.strip():
        raise InvalidData(tr("the file has no text"), where=where, code="empty-file")
    return (found[1] if found else ""), body + "\n"
