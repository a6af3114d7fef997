"""Badges: names whole and readable, codes that differ and say nothing, sheets that fit on the paper."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kvadmin.api import InvalidData
from kvadmin.api.records import Gathering, Programme, Registration
from kvadmin.plugins.gathering.cohort_networks import CohortNetworks
from kvadmin.plugins.gathering.handouts.badges import Badge, draw_badges, make_badges
from kvadmin.plugins.gathering.handouts.label_sheets import label_sheet
from kvadmin.plugins.gathering.registrations.person_ids import badge_token
from kvadmin.plugins.gathering.registrations.registration_book import RegisteredPerson
from kvadmin.plugins.gathering.registrations.roster import make_roster

MEETING = Gathering(id="g", name="Oppstartssamling", start=date(2008, 8, 27), badge_key="secret")
PROGRAMME = Programme(name="Program")
LONG = "Wolfeschlegelsteinhausenbergerdorff Østby-Christophersen Ingeborg Wilhelmine"


def sizes(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """(text, size in points, x and y in mm) of every piece of text."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:

        def visit(text, cm, tm, _font, size):
            if text.strip():
                scale = (tm[0] ** 2 + tm[1] ** 2) ** 0.5 * (cm[0] ** 2 + cm[1] ** 2) ** 0.5
                found.append((text.strip(), size * scale, 0.0, 0.0))

        page.extract_text(visitor_text=visit)
    return found


def text_of(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return text.replace("\u200b", "")


def test_a_long_name_is_whole_and_at_least_10_points():
    pdf = draw_badges(
        MEETING, [Badge(LONG, ("Hovedtillitsvalgt", "Øyer"), "T0KEN")], label_sheet("avery-l4785"), PROGRAMME, "nb"
    )
    assert "".join(LONG.split()) in "".join(text_of(pdf).split())
    name = [size for text, size, _, _ in sizes(pdf) if text.split()[0] in LONG or "Wolfe" in text]
    assert name
    assert min(name) >= 10


def test_a_name_that_cannot_fit_is_refused_by_name():
    with pytest.raises(InvalidData, match=r"badge of Ola Ola.* does not fit"):
        draw_badges(MEETING, [Badge("Ola " * 60, (), "T")], label_sheet("50x30:4x9"), PROGRAMME, "nb")


def test_two_of_one_name_have_two_codes_that_say_nothing():
    people = [
        RegisteredPerson(
            number, Registration(id=number * 2, name="Kari Hansen", municipality_name=place, consent="list")
        )
        for number, place in (("0521", "Øyer"), ("0520", "Ringebu"))
    ]
    made = make_badges(MEETING, make_roster(MEETING, people, CohortNetworks(), by="name").entries)
    assert [each.lines for each in made] == [("Ringebu",), ("Øyer",)]
    assert len({each.token for each in made}) == 2
    assert all(len(each.token) == 16 and "05" not in each.token[:0] for each in made)
    assert made[0].token == badge_token(MEETING, "05200520")
    other = Gathering(id="g", name="x", start=date(2008, 8, 27), badge_key="another secret")
    assert badge_token(other, "05200520") != made[0].token


def test_a_hidden_person_gets_a_badge_without_a_name():
    people = [
        RegisteredPerson(
            "0521", Registration(id="1", name="Skjult Usynlig", title="Ordfører", municipality_name="Øyer")
        )
    ]
    from kvadmin.plugins.gathering.registrations.roster import RosterAudience

    entries = make_roster(MEETING, people, CohortNetworks(), audience=RosterAudience(staff=True)).entries
    made = make_badges(MEETING, entries, blank=frozenset({"1"}))
    pdf = draw_badges(MEETING, made, label_sheet("avery-l4785"), PROGRAMME, "nb")
    assert "Usynlig" not in text_of(pdf)
    assert made[0].token


def test_the_sheets_are_tagged_and_the_same_every_time():
    badges = [Badge(f"Navn {n}", ("Tittel",), f"TOKEN{n}") for n in range(11)]
    pdf = draw_badges(MEETING, badges, label_sheet("avery-l4785"), PROGRAMME, "nn")
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("nn")
    assert pdf == draw_badges(MEETING, badges, label_sheet("avery-l4785"), PROGRAMME, "nn")
    assert draw_badges(MEETING, [], label_sheet("a6"), PROGRAMME, "nb").startswith(b"%PDF")


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(codec="latin-1", categories=("Lu", "Ll", "Nd", "Po", "Zs")), min_size=1, max_size=90))
def test_no_letter_of_any_name_is_lost(name):
    try:
        pdf = draw_badges(MEETING, [Badge(name, ("Kommune",), "T")], label_sheet("avery-32015"), PROGRAMME, "nb")
    except InvalidData:
        return  # a letter that the font does not have, which is said
    assert "".join(name.split()) in "".join(text_of(pdf).replace("\xad", "").split()) or not name.strip()


def test_the_code_stands_clear_of_the_name():
    """The name is set in a column that ends 3 mm before the code begins, whatever the sheet."""
    import re
    from pathlib import Path

    from kvadmin.plugins.gathering.handouts import badges as module

    template = (Path(module.__file__).parent / "badges.typ").read_text(encoding="utf-8")
    assert re.search(r"text-width = width - code-side - 3mm", template)
    assert re.search(r"columns: \(text-width, code-side\), column-gutter: 3mm", template)
