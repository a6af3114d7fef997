"""Headings as offices write them are taken as what they mean, and those that only look so as nothing."""

from __future__ import annotations

import pytest
from reading_proofs.declared import IMPORTERS
from reading_proofs.heading_probes import Probe, probes, taken_as


@pytest.mark.parametrize("importer", sorted({each.importer for each in probes()}))
def test_headings_are_taken_as_what_they_mean(importer):
    found = {
        each.heading: (taken_as(each, IMPORTERS[importer]), each.field)
        for each in probes()
        if each.importer == importer
    }
    assert {heading: both for heading, both in found.items() if both[0] != both[1]} == {}
    assert len(found) > 10


def test_a_heading_that_nobody_knows_is_noticed():
    probe = Probe("applications", "received", "days", "Skuff")
    assert taken_as(probe, IMPORTERS["applications"]) in ("asked", "refused")
