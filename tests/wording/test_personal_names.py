import pytest

from kvadmin.wording.personal_names import FiledName, filed_name, person_words, spoken_name


@pytest.mark.parametrize(
    ("name", "sort_as", "printed"),
    [
        ("Jens von der Lippe", None, "Lippe, Jens von der"),
        ("von der Lippe, Jens", None, "Lippe, Jens von der"),
        ("Lippe, Jens von der", None, "Lippe, Jens von der"),
        ("Jens von der Lippe", "von der Lippe", "von der Lippe, Jens"),
        ("Per  Erik\tDahl", None, "Dahl, Per Erik"),
        ("Riikka Aalto", "Alto", "Aalto, Riikka"),
        ("Kari Berg Hansen", "Berg Hansen", "Berg Hansen, Kari"),
        ("Kari Berg Hansen", None, "Hansen, Kari Berg"),
        ("Ole Hansen jr.", None, "Hansen, Ole jr."),
        ("Ingeborg Østby-Christophersen", None, "Østby-Christophersen, Ingeborg"),
        ("Madonna", None, "Madonna"),
        ("Jr.", None, "Jr."),
        ("", None, ""),
        (", Kari", None, "Kari"),
    ],
)
def test_filing(name: str, sort_as: str | None, printed: str) -> None:
    assert str(filed_name(name, sort_as)) == printed


def test_parts() -> None:
    assert filed_name("Jens von der Lippe") == FiledName("Lippe", "Jens von der")


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Lippe, Jens von der", "Jens von der Lippe"),
        ("von der Lippe, Jens", "Jens von der Lippe"),
        ("Berg Hansen, Kari", "Kari Berg Hansen"),
        ("Kari  Berg", "Kari Berg"),
        ("Berg,", "Berg"),
    ],
)
def test_a_name_as_one_is_addressed(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken


def test_a_name_in_either_order_has_the_same_words() -> None:
    assert len({person_words(each) for each in ("Åse Lié", "Lie, Åse", "LIE AASE", "åse  lie")}) == 1
    assert person_words("Åse Lie") != person_words("Åse B. Lie")
