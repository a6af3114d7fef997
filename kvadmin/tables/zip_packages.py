"""Zip packages (xlsx, docx) with the same bytes every time: fixed times, one order, no wall clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

_EPOCH = (1980, 1, 1, 0, 0, 0)
#: When a document was made, if nobody says: a fixed moment, so that the same data give the same bytes.
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
    "</cp:coreProperties>"
)


def fixed(package: bytes, replace: Mapping[str, bytes]) -> bytes:
    """The same package with fixed times, and with some of its parts replaced.

    Args:
        package: A zip file.
        replace: New contents by the name of the part; names that are not there are ignored.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, replace.get(part.filename, source.read(part.filename)))
    return out.getvalue()


def core_properties(title: str, creator: str, language: str, when: datetime | None = None) -> bytes:
    """``docProps/core.xml`` with the same moment for made and changed."""
    moment = (when or NO_TIME).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {"title": title, "creator": creator, "language": language, "when": moment}
    return _CORE.format(**{key: escape(text) for key, text in texts.items()}).encode()
