"""A computer with exactly these fonts, and a font with exactly these letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from kvadmin.documents import system_fonts


def use_fonts(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Let the computer have these fonts and no other."""
    fonts = system_fonts.InstalledFonts({path.stem: (str(path),) for path in files})
    monkeypatch.setattr(system_fonts, "_installed", lambda: fonts)


def make_font(folder: Path, letters: str, name: str = "Prøve Sans") -> Path:
    """A font file with a square for each of the letters; its character map is of formats 4 and 12."""
    glyphs = [".notdef", *(f"u{ord(char):X}" for char in letters)]
    pen = TTGlyphPen(None)
    for at, point in enumerate([(0, 0), (0, 700), (700, 700), (700, 0)]):
        (pen.moveTo if at == 0 else pen.lineTo)(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(char): f"u{ord(char):X}" for char in letters})
    builder.setupGlyf(dict.fromkeys(glyphs, square))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (800, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": "ProveSans-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    path = folder / "fonts" / f"{letters[:1]}.ttf"
    path.parent.mkdir(exist_ok=True)
    builder.save(path)
    return path
