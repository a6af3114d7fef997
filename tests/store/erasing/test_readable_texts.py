"""What can be read in a file, whatever it is packed in."""

from __future__ import annotations

import base64
import gzip
import io
import json
import quopri
import zipfile
import zlib

import pytest

from kvadmin.store.erasing.readable_texts import readable_texts

TEXT = "Siv Prøvesen;Nøtteallergi"


def zipped(name: str, content: bytes) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return package.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<< /Length 9 >>\nstream\n" + zlib.compress(TEXT.encode()) + b"\nendstream\nendobj\n"
FORMS = {
    "plain": TEXT.encode(),
    "cp1252": b"navn;allergi\r\n" + TEXT.encode("cp1252"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "old workbook": b"\xd0\xcf\x11\xe0\x01" + TEXT.encode("utf-16-le"),
    "json": json.dumps(TEXT).encode(),
    "html": "Siv Pr&oslash;vesen N&#248;tteallergi".encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "zip": zipped("liste.csv", TEXT.encode()),
    "zip in zip": zipped("arkiv.zip", zipped("liste.csv", TEXT.encode())),
    "base64": b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(TEXT.encode() * 9),
    "quoted-printable": quopri.encodestring(TEXT.encode()),
    "history": json.dumps({"deflated": base64.b64encode(zlib.compress(TEXT.encode())).decode()}).encode(),
    "pdf": PDF,
    "mail with a workbook": base64.encodebytes(zipped("xl/sharedStrings.xml", f"<t>{TEXT}</t>".encode())),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_found(form):
    assert any("nøtteallergi" in text for text in readable_texts(FORMS[form]))
    assert not any("laktose" in text for text in readable_texts(FORMS[form]))


@pytest.mark.parametrize("content", [b"", b"\x78\x9c", b"PK\x03\x04broken", b"\x1f\x8b\x08", b"%PDF-\nstream\nx\nendstream"])
def test_what_is_damaged_is_read_as_far_as_it_goes(content):
    assert list(readable_texts(content))
