"""``cohort verify --standalone FILE``: the program or the page that checks a protocol without kvadmin, as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.wording import near_names

from ..verdict.ground_words import ground_texts

_PROGRAM, _PAGE = "check_admission.py", "check_admission.html"
_EMPTY = '<script type="application/json" id="embedded">null</script>'
_LANGUAGES = ("nb", "nn", "en")


def check_standalone_path(run: Session, path: Path | None) -> None:
    """Refuse a file that is neither program nor page, or that could not be written, before anything is worked out."""
    if path is None:
        return
    if path.suffix.lower() not in (".py", ".html"):
        raise UsageError(
            tr("a check of its own is not written as {suffix!r}", suffix=path.suffix),
            where="--standalone",
            hint=tr(".py (a program that reads protocols) or .html (a page with the protocol in it)"),
            near=near_names(path.suffix, (".py", ".html")),
            code="unknown-format",
        )
    run.check_writable(path, option="--standalone")


def write_standalone(run: Session, document: Mapping[str, Any], where: str, path: Path | None) -> None:
    """Write the program, or the page with this protocol in it, and say how it is used.

    Args:
        run: The session.
        document: The protocol.
        where: The protocol's place, for the words.
        path: The file: ``.py`` or ``.html``.
    """
    if path is None:
        return
    page = path.suffix.lower() == ".html"
    text = page_text(document) if page else program_text()
    run.write_files(path.parent, [(path.name, text.encode())])
    if page:
        run.info(tr("Page: {path}; it opens in any browser, with {where} in it", path=path, where=where))
    else:
        run.info(tr("Program: {path}; python {path} {where}", path=path, where=where))


def program_text() -> str:
    """The program, as it is handed out."""
    return _text(_PROGRAM)


def page_text(document: Mapping[str, Any] | None = None) -> str:
    """The page, with a protocol in it and its verdict on the draw in three languages; without, it asks for a file."""
    if document is None:
        return _text(_PAGE)
    draw = document.get("draw")
    grounds = {language: ground_texts(draw, language) for language in _LANGUAGES} if draw else None
    # The one sign that could end the element, or begin a comment in it.
    data = json.dumps({"protocol": document, "grounds": grounds}, ensure_ascii=False).replace("<", "\\u003c")
    before, _, after = _text(_PAGE).partition(_EMPTY)
    return f"{before}{_EMPTY.replace('null', data)}{after}"


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
