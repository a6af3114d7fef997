"""The parts of a docx that python-docx leaves to its template: styles, settings, lists, fonts embedded."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kvadmin.documents.blocks import Document
from kvadmin.documents.glyphs import FONTS
from kvadmin.tables import zip_packages as packages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Language form -> how the file calls it.
LOCALE = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
#: Name of a face in the document -> where it is embedded -> file.
_FACES = {
    "Source Sans 3": {"embedRegular": "SourceSans3-Regular.ttf", "embedItalic": "SourceSans3-It.ttf"},
    "Source Sans 3 Semibold": {"embedRegular": "SourceSans3-Semibold.ttf"},
}
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def finished(
    package: bytes, document: Document, lists: int, made: datetime | None, *, title: str, embed_fonts: bool
) -> bytes:
    """The package with kvadmin's own styles, settings, lists, fonts and properties.

    Args:
        package: What python-docx saved.
        document: For the language, the title if none is given, and the author.
        lists: How many numbered lists there are; each counts from 1.
        made: When the document was made.
        title: In the properties of the file.
        embed_fonts: Bring the faces along (about 450 kB), so that it looks the same everywhere.
    """
    locale = LOCALE[document.language]
    styles = (Path(__file__).parent / "styles.xml").read_text(encoding="utf-8").replace("LANGUAGE", locale)
    author = document.author or document.programme or "kvadmin"
    fonts = _fonts() if embed_fonts else {"word/fontTable.xml": _font_table({})}
    parts = {
        "word/styles.xml": styles.encode(),
        "word/settings.xml": _settings(locale, embed_fonts=embed_fonts),
        "word/numbering.xml": _numbering(lists),
        "docProps/core.xml": packages.core_properties(title or document.file_title, author, locale, made),
        "docProps/app.xml": _app(),
        **fonts,
    }
    return packages.fixed(_with_parts(package, parts, embed_fonts=embed_fonts), {})


def _with_parts(package: bytes, parts: Mapping[str, bytes], *, embed_fonts: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = parts.get(name, source.read(name))
            if name == "[Content_Types].xml" and embed_fonts:
                default = f'<Default Extension="odttf" ContentType="{_OBFUSCATED}"/>'.encode()
                content = content.replace(b"<Default ", default + b"<Default ", 1)
            target.writestr(name, content)
        for name in sorted(parts.keys() - set(source.namelist())):
            target.writestr(name, parts[name])
    return out.getvalue()


def _settings(locale: str, *, embed_fonts: bool) -> bytes:
    embed = "<w:embedTrueTypeFonts/>" if embed_fonts else ""
    return (
        f'{_XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{embed}<w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def _numbering(lists: int) -> bytes:
    """List 1 is the bullets; every numbered list has a number of its own, so that it starts at 1."""
    level = (
        '<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    )
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for number in range(2, max(lists, 1) + 2):
        nums += (
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    bullets = level.format(id=0, kind="bullet", text="•")
    numbers = level.format(id=1, kind="decimal", text="%1.")
    return f'{_XML}<w:numbering xmlns:w="{W}">{bullets}{numbers}{nums}</w:numbering>'.encode()


def _app() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_XML}<Properties xmlns="{space}"><Application>kvadmin</Application></Properties>'.encode()


def _fonts() -> dict[str, bytes]:
    """The faces, obfuscated as the format asks, with the table that names them."""
    parts: dict[str, bytes] = {}
    table: dict[str, list[tuple[str, str, str]]] = {}
    relations = ""
    for name, faces in _FACES.items():
        for slot, file in faces.items():
            number = len(parts) + 1
            key = uuid.uuid5(uuid.NAMESPACE_URL, file)
            parts[f"word/fonts/font{number}.odttf"] = _obfuscated((FONTS / file).read_bytes(), key)
            table.setdefault(name, []).append((slot, f"rId{number}", f"{{{str(key).upper()}}}"))
            relations += f'<Relationship Id="rId{number}" Type="{R}/font" Target="fonts/font{number}.odttf"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/fontTable.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{space}">{relations}</Relationships>'.encode()
    )
    parts["word/fontTable.xml"] = _font_table(table)
    return parts


def _font_table(embedded: Mapping[str, list[tuple[str, str, str]]]) -> bytes:
    fonts = ""
    for name in _FACES:
        slots = "".join(f'<w:{slot} r:id="{rid}" w:fontKey="{key}"/>' for slot, rid, key in embedded.get(name, []))
        fonts += (
            f'<w:font w:name="{name}"><w:altName w:val="Source Sans Pro"/><w:charset w:val="00"/>'
            f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{slots}</w:font>'
        )
    return f'{_XML}<w:fonts xmlns:w="{W}" xmlns:r="{R}">{fonts}</w:fonts>'.encode()


def _obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The first 32 bytes combined with the key, last byte first (ECMA-376 part 4, 17.8.1)."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font, mask, strict=False)) + font[32:]
