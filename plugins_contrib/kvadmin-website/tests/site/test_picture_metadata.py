"""Pictures look as they did, and say nothing of who took them, where, and with what."""

from __future__ import annotations

import struct
import zlib

import pytest
from kvadmin_website.building.picture_metadata import without_metadata


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation, order="<"):
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    entries = [
        struct.pack(f"{order}HHII", 0x013B, 2, 13, 100),
        struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0),
    ]
    body = mark + struct.pack(f"{order}IH", 8, 2) + b"".join(entries) + bytes(4)
    return segment(0xE1, b"Exif\0\0" + body.ljust(100, b"\0") + b"SECRET Kari Nordmann 59.91 10.75")


SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"
JFIF, PROFILE = segment(0xE0, b"JFIF\0" + bytes(9)), segment(0xE2, b"ICC_PROFILE\0\1\1profile")
TABLES, FRAME = segment(0xDB, bytes(65)), segment(0xC0, bytes(9))


def jpeg(*secrets):
    head = b"\xff\xd8" + JFIF + b"".join(secrets) + PROFILE + TABLES + FRAME
    return head + segment(0xDA, bytes(6)) + SCAN + segment(0xDA, bytes(6)) + SCAN + b"\xff\xd9"


@pytest.mark.parametrize(
    "secret",
    [
        exif(1), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<SECRET/>"), segment(0xED, b"Photoshop 3.0\0SECRET"),
        segment(0xFE, b"SECRET"), segment(0xE2, b"MPF\0SECRET"),
    ],
)  # fmt: skip
def test_a_jpeg_loses_what_is_written_beside_it(secret):
    assert without_metadata("a.jpg", jpeg(secret) + b"SECRET" + jpeg(secret)) == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_stays_the_right_way_up(order):
    cleaned = without_metadata("a.jpg", jpeg(exif(6, order)))
    assert b"SECRET" not in cleaned
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in cleaned
    assert without_metadata("a.jpg", cleaned) == cleaned


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_png_keeps_what_says_how_it_looks():
    start, end = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)), chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    secrets = b"".join(chunk(kind, b"SECRET") for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVt"))
    plain = start + chunk(b"gAMA", bytes(4)) + end
    assert without_metadata("a.png", start + secrets + chunk(b"gAMA", bytes(4)) + end + b"SECRET") == plain


def test_a_webp_says_no_longer_that_something_follows():
    def riff(*chunks):
        body = b"WEBP" + b"".join(kind + struct.pack("<I", len(said)) + said + bytes(len(said) % 2)
                                  for kind, said in chunks)  # fmt: skip
        return b"RIFF" + struct.pack("<I", len(body)) + body

    head, picture = bytes([0x3C]) + bytes(9), (b"VP8 ", b"abc")
    full = riff((b"VP8X", head), picture, (b"EXIF", b"SECRET"), (b"XMP ", b"SECRET1"))
    assert without_metadata("a.webp", full) == riff((b"VP8X", bytes([0x30]) + bytes(9)), picture)


def test_an_svg_loses_comments_and_metadata():
    drawn = b"<svg><!-- SECRET --><metadata id='x'>SECRET</metadata><metadata/><path/></svg>"
    assert without_metadata("a.SVG", drawn) == b"<svg><path/></svg>"


@pytest.mark.parametrize("cut", range(2, 60, 7))
def test_what_is_no_whole_picture_stays_as_it_is(cut):
    broken = jpeg(exif(6))[:cut]
    assert without_metadata("a.jpg", broken) == broken
    assert without_metadata("a.pdf", b"%PDF-1.4") == b"%PDF-1.4"


def test_the_site_has_the_cleaned_picture(office, tmp_path):
    office.write("files/a.jpg", jpeg(exif(1)))
    office.write("pages/about.nb.md", "# A\n\n![Et tun](../files/a.jpg)\n")
    office.build(tmp_path / "out")
    assert (tmp_path / "out/files/a.jpg").read_bytes() == jpeg()
