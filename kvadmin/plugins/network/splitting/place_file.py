"""Places from a csv file of one's own: any ids, no programme folder, no workbook library."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator
from pathlib import Path

from kvadmin.api import InvalidData, UsageError, tr

from ..solver.places import PlaceSet, places_from_rows

#: Headings that mean the same, as exported in Norwegian.
_SYNONYMS = {
    "number": "id",
    "kommunenummer": "id",
    "knr": "id",
    "navn": "name",
    "fylke": "county",
    "folketall": "population",
    "bredde": "lat",
    "lengde": "lon",
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
}


def read_places(path: Path) -> PlaceSet:
    """The places of a csv file with ``id,name,county,lat,lon,population`` and any further columns.

    Raises:
        UsageError: The file cannot be read.
        InvalidData: It is no such csv; every faulty line is named.
    """
    return places_from_rows(_rows(path), where=str(path))


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    text = read_text(path)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter_of(text))
    headings = [name.strip().casefold() for name in reader.fieldnames or ()]
    reader.fieldnames = [
        _SYNONYMS.get(name, name) if _SYNONYMS.get(name) not in headings else name for name in headings
    ]
    if len(set(reader.fieldnames)) != len(reader.fieldnames):
        raise InvalidData(tr("a column stands twice in the heading"), where=f"{path}:1", code="wrong-columns")
    missing = [name for name in ("id", "lat", "lon") if name not in reader.fieldnames]
    if missing:
        raise InvalidData(
            tr("column(s) missing: {missing}", missing=", ".join(missing)),
            where=f"{path}:1",
            hint=tr("id,name,county,lat,lon,population"),
            code="wrong-columns",
        )
    yield from reader


def delimiter_of(text: str) -> str:
    """``;`` or ``,``: whichever the heading has more of."""
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def read_text(path: Path) -> str:
    """The text of a csv file: UTF-8 with or without byte order mark, else cp1252 as Excel saves it.

    Raises:
        UsageError: It cannot be read.
        InvalidData: It is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            tr("cannot read {path}: {strerror}", path=path, strerror=error.strerror),
            where=str(path),
            code="unreadable-file",
        ) from error
    try:
        if b"\x00" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("cp1252")
    raise InvalidData(
        tr("the file is neither UTF-8 nor cp1252 text"),
        where=str(path),
        hint=tr("save it as csv UTF-8"),
        code="unreadable-file",
    )
