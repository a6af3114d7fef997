"""Headings of lists of people, and those that only look like one."""

from __future__ import annotations

import pytest

from kvadmin.plugins.gathering.registrations.registration_columns import REGISTRATIONS


def field(heading):
    hit = REGISTRATIONS.headings.hit(heading)
    return hit and hit.field.name


@pytest.mark.parametrize(
    ("wanted", "headings"),
    [
        ("name", ["Fullt navn / Full name", "Hva heter du?", "Kva heiter du?", "Fornavn og etternavn"]),
        ("municipality", ["Hvilken kommune kommer du fra?", "Kva kommune kjem du frå?"]),
        ("consent", ["Samtykke", "Kan navnet ditt stå på deltakerlisten?", "Samtykke til liste (ja/nei)"]),
        (
            "objection",
            ["Reservert mot deltakerliste", "Ønsker ikke å stå på deltakerlisten", "Reserverer seg mot liste"],
        ),
        ("other_consent", ["Samtykke (bilder)", "Samtykke til behandling av personopplysninger"]),
        ("cancelled", ["Withdrawn?", "Avmeldt (ja/nei)", "Kommer ikke", "Cancelled"]),
        ("waiting", ["Venteliste?", "På venteliste", "Waiting list"]),
        ("coming", ["Kommer du?", "Deltar du?", "Kommer du på samlingen?"]),
        ("days", ["Hvilke dager deltar du?", "Dager"]),
        ("diet", ["Har du allergier?", "Kosthald"]),
        (
            None,
            ["Kommer du med bil?", "Deltar du på middag?", "Navn på leder", "Påmeldt av", "Når kommer du?", "Mobil"],
        ),
    ],
)
def test_what_a_heading_asks_for(wanted, headings):
    assert {heading: field(heading) for heading in headings} == dict.fromkeys(headings, wanted)


@pytest.mark.parametrize(
    "heading", ["Samtykker du ikke til å stå på deltakerlisten?", "Samtykkjer du ikkje til liste?"]
)
def test_a_question_that_says_not_is_no_consent(heading):
    hit = REGISTRATIONS.headings.hit(heading)
    assert hit is None or hit.field.name != "consent"
