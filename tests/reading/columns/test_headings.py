"""What a heading means by its words alone, and which words beside a keyword make it another heading."""

from __future__ import annotations

import pytest

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.gathering.registrations.registration_columns import REGISTRATIONS
from kvadmin.reading.columns.fields import Field
from kvadmin.reading.columns.headings import EXACT, LONGEST_HEADING, NEAR, STEMS, WEAK, Headings


def meant(heading: str) -> tuple[str, int] | None:
    hit = APPLICATIONS.headings.hit(heading)
    return (hit.field.name, hit.level) if hit else None


@pytest.mark.parametrize(
    ("heading", "field", "level"),
    [
        ("Kommune", "municipality", EXACT),
        ("KOMMUNE:", "municipality", EXACT),
        ("quality_goal", "quality_goal", EXACT),
        ("1. Tidsplan", "timetable", NEAR),
        ("b) Tidsplan", "timetable", NEAR),
        ("2.1 Tidsplan", "timetable", NEAR),
        ("Søker / Municipality", "municipality", NEAR),
        ("Mottatt (received)", "received", NEAR),
        ("Motteke | Received", "received", NEAR),
        ("Tidsplan – Timetable", "timetable", NEAR),
        ("Tidsplan\nTimetable", "timetable", NEAR),
        ("[Timetable] fra søkeren", "timetable", NEAR),
        ("Innbyggere 1.1.2008", "population", NEAR),
        ("Kommunens tidsplan for arbeidet", "timetable", STEMS),
        ("Hvilken kommune kommer du fra?", "municipality", STEMS),
        ("Kva for kommune er du frå?", "municipality", STEMS),
        ("Which municipality do you represent?", "municipality", STEMS),
        ("Dato", "received", WEAK),
        ("Saksnr.", "political_treatment", WEAK),
        ("Nr", "number", WEAK),
    ],
)
def test_how_sure_a_heading_is(heading: str, field: str, level: int) -> None:
    assert meant(heading) == (field, level)


@pytest.mark.parametrize(
    "heading",
    [
        "Poeng tidsplan",
        "Tidsplan poeng",
        "Tidsplan (score)",
        "Score quality goal",
        "Tidsplan %",
        "Trepartssamarbeid ok?",
        "Resultatmål kvalitet 2007",
        "Tidsplan 2009",
        "Tidsplan (1-5)",
        "Politisk vedtak [0–10]",
        "Politisk vedtak %",
        "Budsjett tiltak kvalitet",
        "Vurdering av tidsplan",
        "Kommentar til trepartssamarbeid",
        "Vekt kvalitetsmål",
        "Rangering forankring",
        "Snitt kvalitet mål",
        "Andel sykefravær tiltak",
        "Sykefraværsprosent",
        "Sykefraværspoeng",
        "Sykefravær 1-5",
        "Sykefravær per 2007K4",
        "Sykefravær i fjor",
        "Status sykefravær",
        "Sykefravær: nivå",
    ],
)
def test_a_keyword_beside_points_a_share_a_year_or_a_judgement_is_not_the_field(heading: str) -> None:
    hit = meant(heading)
    assert hit is None or hit[0] == "note", hit


def test_a_goal_may_be_a_share_and_a_share_in_parentheses_is_a_unit() -> None:
    assert meant("Mål sykefravær %") == ("sick_leave_goal", EXACT)
    assert meant("Mål kvalitet (i %)") == ("quality_goal", NEAR)


def test_a_field_may_have_such_a_word_in_its_own_heading() -> None:
    assert meant("Antall vedlegg") == ("attachments", EXACT)
    assert meant("Kommentarer") == ("note", EXACT)


@pytest.mark.parametrize("heading", ["", "   ", "Ymse", "x" * (LONGEST_HEADING + 1), "Tidsplan " * 40])
def test_what_is_no_heading(heading: str) -> None:
    assert meant(heading) is None


def under(above: str, own: str) -> str | None:
    hit = APPLICATIONS.headings.under(own, f"{above} {own}")
    return hit.field.name if hit else None


@pytest.mark.parametrize(
    ("above", "own", "field"),
    [
        ("Politisk vedtak", "Dato", "decision_date"),
        ("Sykefravær", "Mål", "sick_leave_goal"),
        ("Sykefravær", "Tiltak", "sick_leave_measures"),
        ("Kvalitet", "Mål", "quality_goal"),
        ("Søker", "Tidsplan", "timetable"),
        ("Tidsplan", "Ymse", None),
        ("Inn", "Mottatt", "received"),
        ("Sykefravær (b)", "Innsatsområde", "sick_leave_measures"),
        ("Poeng", "Tidsplan", None),
        ("Vurdering", "Kvalitet", None),
        ("Poeng", "Mottatt", "received"),
    ],
)
def test_a_heading_under_another_one(above: str, own: str, field: str | None) -> None:
    assert under(above, own) == field


def test_stems_that_must_not_occur_and_the_heavier_of_two() -> None:
    headings = Headings(
        (Field("contact", stems=(("kontakt", "!post"),)), Field("goal", stems=(("mål",), ("mål", "sykefrav"))))
    )
    assert headings.hit("Kontakt ute") is not None
    assert headings.hit("Kontakt, post") is None
    light, heavy = headings.hit("Vårt mål"), headings.hit("Mål sykefraværet")
    assert light is not None
    assert heavy is not None
    assert heavy.weight > light.weight


def test_health_is_marked_by_the_declaration() -> None:
    hit = REGISTRATIONS.headings.hit("Allergier")
    assert hit is not None
    assert hit.field.sensitive


@pytest.mark.parametrize("heading", ["Poeng sykefravær", "Budsjett sykefravær", "Trepart poeng", "Kvalitet (1-5)"])
def test_points_and_money_are_about_a_field_of_stems(heading: str) -> None:
    assert meant(heading) is None
