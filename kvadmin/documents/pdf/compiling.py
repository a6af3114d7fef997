"""Typst as kvadmin uses it: own fonts first, data as data, no packages, no clock, PDF/UA."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from kvadmin.documents.glyphs import FONTS, borrowed
from kvadmin.documents.system_fonts import system_font_folders
from kvadmin.errors import KvadminError
from kvadmin.extras import need
from kvadmin.tables.zip_packages import NO_TIME
from kvadmin.translation import tr

if TYPE_CHECKING:
    import typst

_PACKAGE = re.compile(r"""["']@[a-z]""")
#: What the standard allows (ISO 32000-1, tables 321 and 344), says nothing, and poppler's reader calls a fault: that no
#: tag is suspect, which holds unless said otherwise; and one colour for all lines of a cell, which are drawn anyway.
_TAKEN_FOR_FAULTS = re.compile(rb"(?<=/MarkInfo<</Marked true)/Suspects false|(?<=/O/Layout)/BorderColor\[[\d. ]+\]")


def compile_typst(
    template: str | Path,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    made: datetime | None = None,
    standard: Literal["ua-1", "a-3a"] | None = "ua-1",
) -> bytes:
    """A template and its data as PDF; the same two give the same bytes.

    The template reads its data by ``#let data = json(bytes(sys.inputs.data))``: a text of the data is
    never markup. The font is ``Source Sans 3`` in regular, semibold and italic; only data with letters that it lacks
    are set with fonts of the computer beside it, and may look different on another.

    Args:
        template: Typst markup, or the path of a file of it.
        data: Anything that JSON can hold.
        files: Pictures by the name that the template gives ``image()``: plain names, no folders.
        made: When the document was made, with its time zone; a fixed moment when not given.
        standard: ``ua-1`` asks for a title, a language and alternatives of pictures.

    Raises:
        UsageError: The extra ``pdf`` is not installed.
        KvadminError: The template is wrong, or wants a package, which would be fetched over the network.
    """
    made_file = _compile(template, data, files or {}, {"timestamp": made or NO_TIME, "pdf_standards": standard or []})
    return _TAKEN_FOR_FAULTS.sub(lambda found: b" " * len(found[0]), made_file)  # as long: every offset stays


def svg_to_png(svg: bytes, width_mm: float, ppi: int = 200) -> bytes:
    """A picture as pixels, for formats that cannot hold drawings.

    Args:
        svg: The drawing; its letters are set in the fonts of the documents.
        width_mm: Width in print.
        ppi: Pixels per inch.
    """
    template = (
        f"#set page(width: {width_mm:.3f}mm, height: auto, margin: 0mm)\n"
        '#set text(font: "Source Sans 3")\n#image("picture.svg", width: 100%)'
    )
    return _compile(template, {}, {"picture.svg": svg}, {"format": "png", "ppi": float(ppi)})


def _compile(
    template: str | Path, data: Mapping[str, Any], files: Mapping[str, bytes], options: dict[str, Any]
) -> bytes:
    typst = need("typst", "pdf")
    source = template.read_text(encoding="utf-8") if isinstance(template, Path) else template
    if _PACKAGE.search(source):
        raise KvadminError(
            tr("the template imports a typst package"),
            hint=tr("packages are fetched over the network: copy it"),
            code="document-failed",
        )
    inputs = {"data": json.dumps(data, ensure_ascii=False, allow_nan=False)}
    fonts = _fonts(borrowed(inputs["data"]))
    with tempfile.TemporaryDirectory(prefix="kvadmin-") as folder:
        for name, content in files.items():
            if PurePosixPath(name).name != name or "\\" in name:
                raise KvadminError(tr("{name!r} is not a plain file name", name=name), code="document-failed")
            (Path(folder) / name).write_bytes(content)
        compiler = typst.Compiler(
            root=folder,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=folder,
            package_cache_path=folder,
        )
        try:
            made, warnings = compiler.compile_with_warnings(source.encode(), sys_inputs=inputs, **options)
        except typst.TypstError as error:
            raise KvadminError(
                tr("typst: {message}", message=error.message),
                details=(*error.hints, *error.trace),
                code="document-failed",
            ) from error
    if warnings:
        raise KvadminError(
            tr("typst warns"), details=tuple(warning.message for warning in warnings), code="document-failed"
        )
    pages: list[bytes] = made if isinstance(made, list) else [made]
    return pages[0]


def _fonts(letters: str) -> typst.Fonts:
    """The bundled faces, so that a document looks the same on every machine, and those that foreign letters need."""
    return _loaded((str(FONTS), *system_font_folders(letters)))


@lru_cache(maxsize=8)
def _loaded(folders: tuple[str, ...]) -> typst.Fonts:
    fonts: typst.Fonts = need("typst", "pdf").Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    return fonts
