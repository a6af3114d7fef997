"""What counts as a consent: only a text in which every word says so."""

from __future__ import annotations

import pytest

from kvadmin.plugins.gathering.registrations.consent_text import consent_in


@pytest.mark.parametrize(
    "text",
    ["ja", "JA!", "Ja;", "yes, please", "Ja takk, gjerne", "Ja, det går fint", "TRUE", "x", "1", "✓", "✔️", "☑", "samtykker",
     "Jeg samtykker til å stå på deltakerlisten", "Det er greit", "Det går bra", "Eg samtykkjer", "I agree", "ok", "list"],
)  # fmt: skip
def test_a_clear_yes(text):
    assert consent_in(text) == "list"


@pytest.mark.parametrize(
    "text", ["Kun i nettverket", "Ja til nettverket", "network", "berre i eige nettverk", "Ja, men bare i nettverket"]
)
def test_only_the_own_network(text):
    assert consent_in(text) == "network"


@pytest.mark.parametrize(
    "text", ["nei", "Nei, helst ikke", "nei takk", "FALSE", "0", "☐", "reservert", "ikkje", "Samtykker ikke", "none"]
)
def test_a_clear_no(text):
    assert consent_in(text) == "none"


@pytest.mark.parametrize(
    "text",
    ["", "-", "?", "ja?", "Ja, men ikke på listen", "vet ikke", "kanskje", "ja/nei", "Ja, hvis sjefen sier ja",
     "Ja, etter avtale", "Det går bra uten navn", "Ja, unntatt stilling", "ikke noe problem", "usikker på nettverket", "Ja, ikke nettverket",
     "Kun stilling", "Ja, dersom resten av kommunen gjør det", "se e-post", "23.08.2008"],
)  # fmt: skip
def test_what_is_not_clear_is_no_consent(text):
    assert consent_in(text) is None
