"""What every command says of a PDF with letters that no font has."""

from __future__ import annotations

from collections.abc import Iterable

from kvadmin.documents.glyphs import boxed
from kvadmin.session.session import Session
from kvadmin.translation import tr


def warn_of_boxes(run: Session, texts: Iterable[str]) -> None:
    """Name the texts that a PDF does not have whole, each with what stands there instead; nothing of none.

    Args:
        run: Where it is said, on stderr.
        texts: As :func:`~kvadmin.documents.glyphs.texts_with_boxes` gives them.

    Added in version 0.2.
    """
    found = list(dict.fromkeys(texts))
    if not found:
        return
    run.warn(tr("no font of this computer has every letter of {count} text(s); the PDF says:", count=len(found)))
    for text in found:
        run.info(tr("  {text}: {printed}", text=text, printed=boxed(text)))
    run.info(
        tr(
            "  docx and xlsx have every letter, a badge has a line to write the name on. A font with these letters "
            "that is installed on this computer is used by itself (for Chinese, Thai and others: Noto Sans)."
        )
    )
