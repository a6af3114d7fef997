from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.encodings import decoded
from kvadmin.reading.opening import read_bytes

TEXT = "Navn;Stilling;Kommune\r\nKåre Bråtensen;Rådmann;0301\r\nPål Føynveien;Rektor;Ålesund\r\nHjelmæland;Ærlig;Østre Toten\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "latin-1",
        "iso8859_15",
        "cp850",
        "cp865",
        "mac_roman",
    ],
)
def test_every_encoding_gives_the_same_text(encoding):
    found = decoded(TEXT.encode(encoding), "a.csv")
    assert found.text == TEXT
    said = encoding in ("cp850", "cp865", "mac_roman", "utf-16-le", "utf-16-be")
    assert bool(found.remarks) == said
    if encoding in ("cp850", "mac_roman"):
        assert encoding in found.remarks[0]
        assert "Kåre" in found.remarks[0]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "text", ["Kommune;Dato\nTromsø;1\n", "Navn\nKåre Bråten\n", "BODØ;SØR-TRØNDELAG\n", "på;Åsnes\n", "Lærer;Ærlig\n"]
)
def test_one_word_may_be_enough(encoding, text):
    assert decoded(text.encode(encoding), "a.csv").text == text


@pytest.mark.parametrize("wrong", ["cp1252", "mac_roman", "cp850", "cp437"])
def test_utf8_opened_as_something_else_is_put_right(wrong):
    text = "a;b\nKåre;Bodø\nLærer;På\n"
    found = decoded(text.encode().decode(wrong).encode(), "a.csv")
    assert found.text == text
    assert f"utf-8 -> {wrong}" in found.remarks[0]


def test_twice_too():
    text = once = "a;b\nKåre;Bodø\n"
    for _ in range(2):
        once = once.encode().decode("cp1252")
    assert decoded(once.encode(), "a.csv").text == text


def test_cp850_that_was_saved_as_utf8():
    found = decoded("Navn;Sted\nKåre;Bodø\n".encode("cp850").decode("cp1252").encode(), "a.csv")
    assert found.text == "Navn;Sted\nKåre;Bodø\n"
    assert "cp850 -> cp1252" in found.remarks[0]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a;b\nKåre;x\n".encode() + "Bodø;y\n".encode("cp1252"), 0),
        ("a;b\nKåre;x\nTromsø;z\n".encode("cp1252") + "Bodø;y\n".encode("cp850"), 4),
        ("a;b\nKåre;x\nTromsø;z\n".encode("cp1252") + "Bodø;y\n".encode(), 4),
        ("a;b\nKåre;x\nTromsø;z\n".encode() + "Bodø;y\n".encode().decode("cp1252").encode(), 4),
        ("a;b\nx;K\ufffdre\n".encode(), 2),
        ("a;b\nx;p†\n".encode("cp1252"), 2),
        (b"\xef\xbb\xbfa;b\nK\xe5re;\n", 2),
    ],
)
def test_where_nothing_decides_or_lines_disagree_the_file_is_refused_by_line(data, line):
    with pytest.raises(InvalidData) as caught:
        decoded(data, "a.csv")
    assert caught.value.exit_code == 3
    assert (caught.value.where or "").startswith(f"a.csv: line {line}" if line else "a.csv: line ")
    assert "CSV UTF-8" in (caught.value.hint or "")


def test_the_line_is_shown():
    with pytest.raises(InvalidData) as caught:
        decoded("a;b\nx;p† plass\n".encode("cp1252"), "a.csv")
    assert caught.value.details == ("line 2: x;p† plass",)


def test_the_registers_names_decide_and_are_asked_only_then():
    asked = []

    def names():
        asked.append(1)
        return ["Råde", "Oslo"]

    assert decoded("a;R†de\n".encode("cp1252"), "a.csv", names).text == "a;Råde\n"
    assert asked == [1]
    decoded(TEXT.encode("cp1252"), "a.csv", names)
    decoded(TEXT.encode(), "a.csv", names)
    assert asked == [1]


@pytest.mark.parametrize(
    "text",
    [
        "D’Amico;Bodø\n",
        "“sitat her”;å\n",
        "Gonçalves;Peña\n",
        "TROMSØ;TROMSø;LærerÅret\n",
        "10–12 år;5 × 5;1½;25 °C;§ 5\n",
    ],
)
def test_ordinary_signs_are_no_damage(text):
    assert decoded(text.encode("cp1252"), "a.csv") == (text, ())
    assert decoded(text.encode(), "a.csv") == (text, ())


@pytest.mark.parametrize(
    "text", ["李小龍;å\n", "Ka\u030are\n", "Ola†;Hansen †;Åse\n", "m²bruk;å\n", "Guovdageaidnu;Kárášjohka\n", "Ærø→Å\n"]
)
def test_other_letters_and_signs_in_utf8_are_no_damage(text):
    assert decoded(text.encode(), "a.csv") == (text, ())


def test_sami_letters_of_latin_9():
    assert decoded("Kárášjohka;Unjárga\n".encode("iso8859_15"), "a.csv").text == "Kárášjohka;Unjárga\n"


def test_the_remark_is_the_books():
    book = read_bytes("Navn;Kommune\nKåre;0301\n".encode("cp850"), "a.csv")
    assert book.sheets[0].rows[1][0].text == "Kåre"
    assert len(book.remarks) == 1


@pytest.mark.parametrize("data", [b"a;b\x00c\n", b"\x00\x01\x02\x03\n", b"a\x00b"])
def test_what_is_no_text(data):
    with pytest.raises(InvalidData, match="no text file"):
        decoded(data, "a.csv")
