"""Pictures without what cameras and programs write beside them: places, names, comments, small copies."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that say how it looks.
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
     b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_START_OF_SCAN, _END_OF_IMAGE, _EXIF, _COMMENT = 0xDA, 0xD9, 0xE1, 0xFE
_ORIENTATION = 0x0112
#: Bits of the head of a WebP that say that Exif and XMP follow.
_WEBP_SAYS = 0x08 | 0x04
_SVG = re.compile(rb"<!--.*?-->|<metadata\b.*?</metadata\s*>|<metadata\b[^>]*/>", re.DOTALL)


def without_metadata(name: str, content: bytes) -> bytes:
    """A picture that looks the same and says nothing else; what is no picture, or is a broken one, as it is.

    Of JPEG the colour profile and which way is up are kept; what follows the picture in its file goes.

    Args:
        name: Of the file; an SVG is known by its ending.
        content: Its bytes.
    """
    try:
        return _cleaner(name, content)(content)
    except (IndexError, struct.error, ValueError):
        return content


def _cleaner(name: str, content: bytes) -> Callable[[bytes], bytes]:
    if content.startswith(_JPEG):
        return _jpeg
    if content.startswith(_PNG):
        return _png
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp
    if name.casefold().endswith(".svg"):
        return lambda drawn: _SVG.sub(b"", drawn)
    return lambda other: other


def _jpeg(content: bytes) -> bytes:
    """Source: ITU T.81, annex B (markers); CIPA DC-008 (Exif in APP1)."""
    kept, at = [_JPEG], 2
    while True:
        while content[at] == content[at + 1] == 0xFF:  # fill bytes
            at += 1
        if content[at] != 0xFF:
            raise ValueError
        marker = content[at + 1]
        if marker == _END_OF_IMAGE:
            return b"".join([*kept, b"\xff\xd9"])
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        segment = content[at:end]
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
            kept.append(content[at:end])
        elif marker == _EXIF and (turned := _orientation(segment)) > 1:
            kept.append(_exif_of(turned))
        elif _is_of_the_picture(marker, segment):
            kept.append(segment)
        at = end


def _is_of_the_picture(marker: int, segment: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    return marker in (0xE0, 0xEE) or segment[4:].startswith(b"ICC_PROFILE\0")


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the coded picture ends: at the first marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7 and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _orientation(segment: bytes) -> int:
    """Which way is up, as Exif says it; 0 where it says nothing that can be read."""
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not segment[4:].startswith(b"Exif\0\0") or order is None:
        return 0
    try:
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value) if value <= 8 else 0
    except struct.error:
        pass
    return 0


def _exif_of(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def _png(content: bytes) -> bytes:
    """Source: the PNG specification, section 11."""
    kept, at = [_PNG], len(_PNG)
    while True:
        size, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + size
        if end > len(content):
            raise ValueError
        if kind in _PNG_KEPT:
            kept.append(content[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end


def _webp(content: bytes) -> bytes:
    """Source: the WebP container specification (RFC 9649)."""
    kept = [
        _said_less(body) if kind == b"VP8X" else body
        for kind, body in _riff_chunks(content)
        if kind not in (b"EXIF", b"XMP ")
    ]
    inside = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, last = 12, min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while at < last:
        kind, size = struct.unpack_from("<4sI", content, at)
        end = at + 8 + size + size % 2
        if end > len(content):
            raise ValueError
        yield kind, content[at:end]
        at = end


def _said_less(head: bytes) -> bytes:
    return head[:8] + bytes([head[8] & ~_WEBP_SAYS]) + head[9:]
