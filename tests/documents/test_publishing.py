import pytest
from documents.samples import LITERAL, everything, letter, participant_list

from kvadmin.documents.publishing import DOCUMENT_FORMATS, write_document
from kvadmin.errors import InvalidData, UsageError
from kvadmin.extras import need


@pytest.mark.parametrize("format_", DOCUMENT_FORMATS)
def test_same_bytes_every_time(format_: str) -> None:
    for document in (participant_list(), everything(), letter()):
        assert write_document(document, format_) == write_document(document, format_)


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="odt"):
        write_document(letter(), "odt")


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_format_at_all_is_asked_for(nothing) -> None:
    """A command of documents that hands on ``session(ctx).format`` where nobody has said one."""
    with pytest.raises(UsageError) as caught:
        write_document(letter(), nothing)
    assert (caught.value.message, caught.value.where) == ("in which format is the document wanted?", "--format")


def test_a_missing_part_names_the_command() -> None:
    with pytest.raises(UsageError) as caught:
        need("no_such_library", "pdf")
    assert caught.value.hint == 'pip install "kvadmin[pdf]"'


def test_markdown() -> None:
    text = write_document(everything(), "md").decode()
    assert "# Nettverksinndeling\n" in text
    assert "## Kart\n\n*Kart over nettverka*\n" in text
    assert "Ein tekst med **halvfeit** og *kursiv* skrift.\\\nNy linje." in text
    assert "- Vedteke av: **Aud Holm**, KS" in text
    assert "1. Først\n2. Så" in text
    assert "|         28 |" in text.replace("|       28 |", "|         28 |")
    assert text.endswith("## Ny side\n")


def test_markdown_is_literal() -> None:
    text = write_document(participant_list(1, 2), "md").decode()
    assert r'\#panic("x") \*b\* \$x\$ @ref' in text
    assert LITERAL not in text


def test_markdown_of_a_letter() -> None:
    text = write_document(letter(), "md").decode()
    assert "Oslo kommune\\\n0037 Oslo\\\nVår referanse: 2008/123-4\\\nOslo, 10. juni 2008" in text
    assert "Kari Nordmann\\\nprosjektleder" in text
    assert "**Kopi til**\n\n- KS\n- LO-K\n" in text


@pytest.mark.parametrize("format_", DOCUMENT_FORMATS)
def test_control_characters_are_refused(format_: str) -> None:
    document = participant_list(1, 1).with_blocks(participant_list(1, 1).blocks)
    bad = type(document)("Liste\x07", "nb", blocks=document.blocks)
    with pytest.raises(InvalidData, match="title: control character U\\+0007"):
        write_document(bad, format_)
