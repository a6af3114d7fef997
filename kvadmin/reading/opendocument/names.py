"""Names of elements and attributes as expat gives them: the namespace, a blank, the local name."""

from __future__ import annotations

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_BASE}office:1.0 "
TABLE = f"{_BASE}table:1.0 "
TEXT = f"{_BASE}text:1.0 "
STYLE = f"{_BASE}style:1.0 "
NUMBER = f"{_BASE}datastyle:1.0 "
DRAW = f"{_BASE}drawing:1.0 "
FORM = f"{_BASE}form:1.0 "
#: LibreOffice's own, for what later versions of the standard took up.
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
LIBREOFFICE = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0 "
