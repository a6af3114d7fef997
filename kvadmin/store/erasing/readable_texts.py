"""Everything that can be read in a file, whatever it is packed in: to find out whether something still stands there."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

#: Packed in packed in packed: an archive of mails with a workbook.
_DEPTH = 5
#: Unpacked, nothing that people keep is larger; beyond it lies a zip bomb.
_LARGEST = 500_000_000
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}(?:\r?\n[A-Za-z0-9+/]+)*={0,2}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PACKED: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ", lzma.decompress),
    (b"\x78", zlib.decompress),
)


def readable_texts(content: bytes) -> Iterator[str]:
    """The texts in a file, case folded: of workbooks and documents, archives, mails, PDF streams, git's own objects.

    Unpacked are zip, gzip, bz2, xz, deflate, base64 and quoted-printable, each within the others; characters are read as
    UTF-8 or UTF-16 and else as Windows wrote them, and escapes of JSON, HTML and XML are put back. A PDF that draws its
    text by the numbers of letters, and whatever is encrypted, cannot be read.

    Added in version 0.2.
    """
    for inner in _unpacked(content, _DEPTH):
        yield from (text.casefold() for text in _decoded(inner))


def _unpacked(content: bytes, depth: int) -> Iterator[bytes]:
    yield content
    if depth == 0 or len(content) > _LARGEST:
        return
    for inner in _inside(content):
        if inner and inner != content:
            yield from _unpacked(inner, depth - 1)


def _inside(content: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" in content[:4096]:
        yield from _members(content)
    for begin, unpack in _PACKED:
        if content.startswith(begin):
            with_errors = _tried(unpack, content)
            if with_errors is not None:
                yield with_errors
    if content.startswith(b"%PDF"):
        for found in _STREAM.findall(content):
            stream = _tried(_inflated, found)
            if stream is not None:
                yield stream
    if b"=\n" in content or b"=\r\n" in content or re.search(rb"=[0-9A-F]{2}", content):
        yield quopri.decodestring(content)
    for found in _BASE64.findall(content):
        stream = _tried(base64.b64decode, found)
        if stream is not None:
            yield stream


def _inflated(content: bytes) -> bytes:
    return zlib.decompressobj().decompress(content, _LARGEST)


def _tried(unpack: Callable[[bytes], bytes], content: bytes) -> bytes | None:
    try:
        return unpack(content)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, binascii.Error):
        return None


def _members(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for each in package.infolist():
                yield each.filename.encode()
                if each.file_size <= _LARGEST and not each.flag_bits & 1:
                    yield package.read(each)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return


def _decoded(content: bytes) -> Iterator[str]:
    zeros = content.count(0)
    try:
        yield from _unescaped(content.decode())
    except UnicodeDecodeError:
        yield content.decode("cp1252", "replace")
    if zeros * 8 >= len(content) > 0:  # every other byte of UTF-16 in Latin letters is zero
        for shifted in (content, content[1:]):  # within other bytes it may begin anywhere
            yield shifted.decode("utf-16-le", "replace")
            yield shifted.decode("utf-16-be", "replace")


def _unescaped(text: str) -> Iterator[str]:
    yield text
    if "\\u" in text:
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "&" in text:
        yield html.unescape(text)
