"""What the ending of ``-o FILE`` asks for: a format of kvadmin's, one of the command's own, one of a plugin's writer.

A file never gets another content than its name promises: what nobody writes is refused before anything is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import UsageError
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.tables.rendering import Writer

#: Among the formats of a command: it writes what is kept as it is, whatever the ending of its file says.
ANY_FORMAT = "*"
#: Endings by which other programs know what a file holds: a text under one of them would be a broken file.
_TELLING = frozenset(
    ".doc .docx .odt .rtf .pdf .xls .xlsm .xlsx .ods .ppt .pptx .odp .html .htm .xml .svg .png .jpg .jpeg .gif .zip "
    ".vcf .ics .json .geojson .csv .md".split()
)
#: Formats that are text, which a file for any text may hold.
_TEXTS, _ANY_TEXT = frozenset({"table", "json", "csv", "md"}), ".txt"
#: Formats that a command of documents alone is given for what it says, not for what it writes.
_SAID = frozenset({"table", "json"})


def ending_of(file: str | Path) -> str:
    """The ending that says what is in a file, with its dot and in small letters; empty where there is none.

    What is no letter after a dot is a part of a name: ``report 2.0``. Blanks behind it were typed by mistake, and a
    file that has no name before a telling ending is meant as one of that kind, hidden or not.
    """
    name = Path(file).name.rstrip().lower()
    ending = name if name in _TELLING else Path(name).suffix
    return ending if re.fullmatch(r"\.[^\W\d_][\w+-]*", ending) else ""


def chosen_format(
    format_: str | None,
    file: str,
    *,
    own: Sequence[str] = (),
    documents_only: bool = False,
    writers: Callable[[], Iterable[Writer]],
    where: str = "-o",
) -> str | None:
    """The format of a file: what its ending asks for, else what ``--format`` says.

    Args:
        format_: What ``--format`` says.
        file: The file.
        own: Formats that the command writes itself; the ending of each is its name.
        documents_only: Whether those are all that it writes.
        writers: Gives the plugins' formats; asked only when the ending is none of kvadmin's and of the command's.
        where: The option that names the file, for the message.

    Returns:
        None where neither says anything.

    Raises:
        UsageError: Nobody writes a file with that ending, or ``--format`` says something else.
    """
    ending = ending_of(file)
    if not ending:
        return format_
    asked, known = _asked_for(file, ending, own, documents_only, writers)
    if asked is None:
        if format_ is None or ending in _TELLING or documents_only:
            raise UsageError(
                tr("this command writes no {ending} file", ending=ending),
                where=where,
                hint=tr("it writes: {endings}", endings=", ".join(known)),
                near=near_names(ending, known),
                code="unknown-format",
            )
        return format_
    if format_ in (None, asked) or (documents_only and format_ in _SAID):
        return asked
    if ending == _ANY_TEXT and format_ in _TEXTS:
        return format_
    raise UsageError(
        tr("--format {format} and a file that ends in {ending} contradict each other", format=format_, ending=ending),
        where=where,
        hint=tr("leave --format out, or give the file the ending of that format"),
        code="contradicting-options",
    )


def _asked_for(
    file: str, ending: str, own: Sequence[str], documents_only: bool, writers: Callable[[], Iterable[Writer]]
) -> tuple[str | None, list[str]]:
    """The format that the ending asks for, and every ending that there is."""
    from kvadmin.tables.rendering import SUFFIXES

    endings = {f".{each}": each for each in own} | ({} if documents_only else SUFFIXES)
    if ending in endings:
        return endings[ending], []
    if documents_only:
        return None, sorted(endings)
    strangers = {each.suffix.lower(): each.name for each in writers()}
    longest = max((each for each in strangers if file.lower().endswith(each)), key=len, default="")
    return strangers.get(longest), sorted({*endings, *strangers})
