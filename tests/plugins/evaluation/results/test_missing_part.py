"""Labels inside sentences."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.results.missing_part import in_sentence


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Sykefravær", "sykefravær"),
        ("Brukere som er fornøyde", "brukere som er fornøyde"),
        ("IPLOS-skår", "IPLOS-skår"),
        ("Ærlighet", "ærlighet"),
        ("", ""),
    ],
)
def test_in_sentence(label, said):
    assert in_sentence(label) == said
