"""Catalogues are found in a wheel and in a checkout, and say what gettext says of the same file."""

from __future__ import annotations

import os
import struct
from gettext import GNUTranslations
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.translation.catalogue_files import CatalogueFile, MoTable, sentences_of

babel = pytest.importorskip("babel.messages.catalog", reason="babel makes the catalogues")


def made(pairs: dict[str, str]) -> tuple[bytes, bytes]:
    """Compiled and source, as Babel writes them."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    catalogue = babel.Catalog(locale="nb", charset="utf-8", fuzzy=False)
    for one, other in pairs.items():
        catalogue.add(one, other)
    compiled, source = BytesIO(), BytesIO()
    write_mo(compiled, catalogue)
    write_po(source, catalogue, width=60)
    return compiled.getvalue(), source.getvalue()


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\x04\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"), min_size=1
)


@given(st.dictionaries(TEXTS, TEXTS, max_size=30), TEXTS)
def test_it_says_what_gettext_says(pairs, other):
    compiled, source = made(pairs)
    table, gettext, from_source = MoTable(compiled), GNUTranslations(BytesIO(compiled)), sentences_of(source.decode())
    assert from_source == pairs
    for sentence in [*pairs, other]:
        assert (table.get(sentence) or sentence) == gettext.gettext(sentence)


def test_what_is_marked_fuzzy_is_not_said():
    source = '#, fuzzy\nmsgid "one"\nmsgstr "en"\n\nmsgid "two"\nmsgstr "to"\n\n#~ msgid "gone"\n#~ msgstr "borte"\n'
    assert sentences_of(source) == {"two": "to"}


@pytest.mark.parametrize(
    "content", [b"", b"x" * 40, b"\xde\x12\x04\x95", struct.pack("<7I", 0x950412DE, 0, 9, 28, 99, 0, 0)]
)
def test_a_file_that_is_no_catalogue_is_refused(content):
    with pytest.raises(ValueError, match="compiled catalogue"):
        MoTable(content)


def test_the_source_counts_where_it_is_newer(tmp_path):
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    compiled, source = made({"one": "en (compiled)"})[0], made({"one": "en (source)"})[1]
    (folder / "messages.mo").write_bytes(compiled)
    assert CatalogueFile(str(tmp_path), "nb").find("one") == "en (compiled)"
    (folder / "messages.po").write_bytes(source)
    os.utime(folder / "messages.po", (1, 1))
    assert CatalogueFile(str(tmp_path), "nb").find("one") == "en (compiled)"
    os.utime(folder / "messages.mo", (0, 0))
    assert CatalogueFile(str(tmp_path), "nb").find("one") == "en (source)"


@pytest.mark.parametrize(
    "content",
    [None, b"\xff\xfe no text", b'msgid "x', b'msgid "one"\nmsgstr "a", "b"\n', b'msgid "x" + ' + b"(" * 9999],
)
def test_without_a_catalogue_that_can_be_read_it_is_english(tmp_path, content):
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    if content is not None:
        (folder / "messages.po").write_bytes(content)
    assert CatalogueFile(str(tmp_path), "nb").find("one") is None


@given(st.lists(st.tuples(st.integers(4, 200), st.integers(0, 255)), max_size=6))
def test_a_compiled_catalogue_full_of_rubbish_never_ends_the_run(tmp_path_factory, changes):
    content = bytearray(made({"one": "en", "two": "tø", "three": "tre"})[0])
    for place, byte in [*changes, (content.index("ø".encode()), 0xFF)]:
        content[place % (len(content) - 4) + 4 if place >= len(content) else place] = byte
    folder = tmp_path_factory.mktemp("rubbish")
    (folder / "nb" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "nb" / "LC_MESSAGES" / "messages.mo").write_bytes(content)
    catalogue = CatalogueFile(str(folder), "nb")
    for sentence in ("one", "two", "three", "four"):
        assert isinstance(catalogue.find(sentence), str | None)
