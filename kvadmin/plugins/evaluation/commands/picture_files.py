"""Where pictures go: into a folder, or under the name of one file; and the language that they speak."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Report, table_of
from kvadmin.api.wording import LANGUAGE_NAMES, near_names

from ..charts.png import png

ENDINGS = (".svg", ".png")
#: Endings that look like a file's: no folder is made of such a name.
_NOT_WRITTEN = (".pdf", ".jpg", ".jpeg", ".gif", ".docx", ".xls", ".html", ".emf", ".tiff", ".webp", ".eps")
_LANGUAGES = ("nb", "nn", "en")


def picture_language(run: Session, given: str | None) -> str:
    """``--language``, else the programme's."""
    if given is None:
        programme = run.data.find(Programme)
        given = programme.language if programme else "nb"
    if given not in _LANGUAGES:
        raise UsageError(
            tr("{language!r} is not a language of pictures", language=given),
            where="--language",
            hint=tr("nb, nn or en"),
            near=near_names(given, LANGUAGE_NAMES),
            code="unknown-word",
        )
    return given


def numbered(stem: str, pages: list[str]) -> Iterator[tuple[str, str]]:
    """A file for each page, numbered where there are several."""
    for number, svg in enumerate(pages, 1):
        yield (f"{stem}-{number}" if len(pages) > 1 else stem) + ".svg", svg


def write_pictures(run: Session, out: Path, as_png: bool, pictures: Iterator[tuple[str, bytes | str]]) -> None:
    """Everything into the folder, or the pictures under the name of the file."""
    ending = out.suffix.lower()
    to_file = ending in (*ENDINGS, ".xlsx") and not out.is_dir()
    if ending in _NOT_WRITTEN and not out.is_dir():
        raise UsageError(
            tr("pictures are not written as {ending}", ending=ending),
            where="--out",
            hint=tr(".svg, .png, .xlsx or a folder"),
            near=near_names(ending, (*ENDINGS, ".xlsx")),
            code="unknown-format",
        )
    wanted = ending if to_file else ".png" if as_png else ".svg"
    written: list[str] = []

    def files() -> Iterator[tuple[str, bytes]]:
        found = ((name, _bytes(content, wanted)) for name, content in pictures)
        if to_file:
            several = list(found)
            for number, (_, content) in enumerate(several, 1):
                name = f"{out.stem}-{number}{out.suffix}" if len(several) > 1 else out.name
                written.append(str(out.with_name(name)))
                yield name, content
            return
        for name, content in found:
            name = name.removesuffix(".svg") + wanted  # noqa: PLW2901 - the ending is decided here
            written.append(str(out / name))
            yield name, content

    if run.dry_run:
        names = [name for name, _ in files()]
        run.info(tr("Dry run: {number} files would be written.", number=len(names)))
    else:
        run.write_files(out.parent if to_file else out, files())
    _show(run, written)


def _bytes(content: bytes | str, ending: str) -> bytes:
    if isinstance(content, bytes):
        return content
    if ending == ".png":
        return png(content)
    return content.encode()


#: Files that are named before the rest is only counted.
_NAMED = 20
_COLUMNS = (Column("file", "File", get=str),)


def _show(run: Session, written: list[str]) -> None:
    more = len(written) - _NAMED
    note = tr("{number} files", number=len(written))
    if more > 0:
        note += tr(", {more} more than shown", more=more)
    table = table_of(tr("Pictures"), _COLUMNS, written[:_NAMED], (note,))
    run.show(Report({"schema": 1, "files": written}, (table,)))
