"""Postal addresses: what a letter on paper needs to arrive."""

import pytest

from kvadmin.typed.postal_addresses import ends_in_place, postal_address, postcode


@pytest.mark.parametrize(
    "lines", [[], ["0032 Oslo"], ["Postboks 8112 Dep", "0032 Oslo"], ["Rådhuset", "NO-9520 Kautokeino"]]
)
def test_addresses(lines: list[str]) -> None:
    assert postal_address(lines) == lines
    assert ends_in_place(lines) is bool(lines)


@pytest.mark.parametrize("lines", [["Oslo"], ["0032 Oslo", "Postboks 1"], ["Vei 1", "0032"], ["Vei 1", "032 Oslo"]])
def test_no_addresses(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="postcode and place"):
        postal_address(lines)


def test_more_than_a_window_shows() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        postal_address(["a", "b", "c", "d", "0032 Oslo"])


@pytest.mark.parametrize(("text", "read"), [("0032", "0032"), ("32", "0032"), ("32.0", "0032"), ("N-9520", "9520")])
def test_postcodes(text: str, read: str) -> None:
    assert postcode(text) == read


@pytest.mark.parametrize("text", ["", "Oslo", "00320", "0000", "12a4"])
def test_no_postcodes(text: str) -> None:
    with pytest.raises(ValueError, match="not a postcode"):
        postcode(text)
