"""Headings of address lists: of one person, or of whoever has a role."""

from __future__ import annotations

import pytest

from kvadmin.plugins.municipality.contact_lists.contact_columns import CONTACTS


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ordfører - e-post", "mayor-email"),
        ("E-postadresse til ordføreren", "mayor-email"),
        ("Ordfører e-post / Mayor e-mail", "mayor-email"),
        ("E-post varaordfører", "deputy-mayor-email"),
        ("Navn på rådmann", "chief-executive-name"),
        ("Rådmannens navn", "chief-executive-name"),
        ("Ordfører (navn)", "mayor-name"),
        ("HTV e-post", "employee-representative-email"),
        ("E-post postmottak", "mail-desk-email"),
        ("E-post til prosjektleiar", "project-leader-email"),
        ("Rådmann/kommunedirektør", "chief-executive-name"),
        ("Tlf. rådmann", "chief-executive-phone"),
        ("Prosjektleders e-post", "project-leader-email"),
        ("Kontaktperson / Contact", "name"),
        ("Hva er e-postadressen din?", "email"),
        ("Assisterende rådmann", None),
        ("Sekretær for ordfører", None),
        ("Ordfører siden", None),
        ("Partiet til ordføreren", None),
    ],
)
def test_what_a_heading_asks_for(heading, field):
    hit = CONTACTS.headings.hit(heading)
    assert (hit and hit.field.name) == field
