"""Whom a selection chooses from the programme's data."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api import UnknownName
from kvadmin.api.commands import select
from kvadmin.api.records import Cohort, Contact, Membership, Network, Networks
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.store.store import open_store
from kvadmin.testing import Kit

TODAY = date(2008, 8, 20)


@pytest.fixture
def data(tmp_path):
    kit = Kit(tmp_path / "p")
    lead = Contact(id="project-leader", name="Kari Ås", role="project-leader", email="k@x.no")
    kit.municipality(
        "0301",
        "Oslo",
        county="Oslo",
        language_form="neutral",
        contacts=[lead, Contact(id="m", name="Ole", role="mayor")],
    )
    kit.municipality("0520", "Ringebu", county="Oppland", language_form="bokmal", contacts=[lead])
    kit.municipality("1504", "Ålesund", county="Møre og Romsdal", language_form="nynorsk")
    kit.municipality("1505", "Gamleby", county="Møre og Romsdal", valid_to=date(2007, 1, 1))
    kit.add(
        Cohort(
            id="P1",
            name="Pulje 1",
            memberships=[
                Membership(municipality="0301", start=date(2008, 8, 25)),
                Membership(municipality="1504", start=date(2007, 1, 1)),
                Membership(municipality="0520", start=date(2007, 1, 1), to=date(2008, 1, 1)),
            ],
        ),
        Networks(cohort="P1", networks=[Network(id="1", name="Vest", members=["1504"])]),
    )
    plugins = Plugins(discover(frozenset()))
    return open_store(kit.folder, plugins.gather("kvadmin_collections")).snapshot()


def found(data, text):
    return [(each.municipality.number, each.contact.id if each.contact else None) for each in select(data, text, TODAY)]


def test_members_that_have_not_left_by_municipality_in_norwegian_order(data):
    assert found(data, "cohort:P1") == [("0301", "project-leader"), ("0301", "m"), ("1504", None)]


def test_roles_networks_and_forms(data):
    assert found(data, "role:ordfører") == [("0301", "m")]
    assert found(data, "network:P1/1") == found(data, "network:Vest") == [("1504", None)]
    assert found(data, "form:bokmal") == [("0520", "project-leader")]
    assert found(data, "municipality:Ringebu") == found(data, "municipality:0520") == [("0520", "project-leader")]
    assert found(data, 'county:"Møre og Romsdal"') == [("1504", None)], "the one that is gone is nobody to write to"
    assert found(data, "not role:project-leader") == [("0301", "m"), ("1504", None)]


def test_what_there_is_not_is_refused(data):
    for text in ("cohort:P9", "county:Atlantis", "role:king", "network:7", "form:danish"):
        with pytest.raises(UnknownName):
            select(data, text, TODAY)
