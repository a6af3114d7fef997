from __future__ import annotations

import pytest

from kvadmin.register.name_forms import Reading, forms_of, other_forms, parallel_parts, read_name


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Herøy (M&R)", Reading("Herøy", "Møre og Romsdal")),
        ("Bø i Telemark", Reading("Bø", "Telemark")),
        ("Nes på Romerike", Reading("Nes", "Akershus")),
        ("Herøy, Nordland", Reading("Herøy", "Nordland")),
        ("Nes Buskerud", Reading("Nes", "Buskerud")),
        ("Bø kommune i Nordland", Reading("Bø", "Nordland")),
        ("Karasjok kommune", Reading("Karasjok")),
        ("KVAM HERAD", Reading("KVAM")),
        ("Våler komm.", Reading("Våler")),
        ("Kristiansund N", Reading("Kristiansund")),
        ("Kristiansand S.", Reading("Kristiansand")),
        ("Rådmannen i Moss", Reading("Moss")),
        ("Moss kommune v/ordføreren", Reading("Moss")),
        ("Bergen kommune, Byrådsavdeling", Reading("Bergen")),
        ("Oslo 1)", Reading("Oslo")),
        ("Oslo*", Reading("Oslo")),
        ("Municipality of Oslo", Reading("Oslo")),
        ("  «Oslo»  ", Reading("Oslo")),
    ],
)
def test_readings(text: str, reading: Reading) -> None:
    assert reading in read_name(text).readings


@pytest.mark.parametrize("text", ["0301 Oslo", "Oslo (0301)", "301 Oslo", "Oslo, 0301", "Nr. 0301 Oslo"])
def test_numbers_inside_a_name(text: str) -> None:
    cell = read_name(text)
    assert cell.number == "0301"
    assert cell.readings[0].name == "Oslo"


def test_a_year_in_the_midst_of_a_remark_is_no_number() -> None:
    assert read_name("Oslo, søknad av 2008 om opptak").number == ""


def test_forms_of_register_names() -> None:
    assert forms_of("Våler (Østfold)") == ("Våler (Østfold)", "Våler")
    assert forms_of("Gáivuotna - Kåfjord - Kaivuono")[1:] == ("Gáivuotna", "Kåfjord", "Kaivuono")
    assert forms_of("Nord-Odal") == ("Nord-Odal",)
    assert "Guovdageainnu" in other_forms("Kautokeino")
    assert parallel_parts("Snåsa / Snåase") == ("Snåsa", "Snåase")
