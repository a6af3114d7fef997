"""The same person at two gatherings: sure by address and name, or by name and place; else said to be uncertain."""

from __future__ import annotations

import pytest

from kvadmin.api.records import Registration
from kvadmin.plugins.gathering.registrations.registration_book import RegisteredPerson
from kvadmin.plugins.gathering.registrations.same_people import same_people


def person(id_, name, place="0301", email="", employer=""):
    return RegisteredPerson(place, Registration(id=id_, name=name, email=email, employer=employer))


@pytest.mark.parametrize(
    ("here", "there", "how"),
    [
        (("Kari Ås", "0301", "k@x.no"), ("Ås, Kari", "0520", "K@X.no "), "sure"),
        (("Kari Ås", "0301", "k@x.no"), ("Kari Marie Ås", "0301", "k@x.no"), "sure"),
        (("Kari Ås", "0301", "k@x.no"), ("Ola Ås", "0301", "k@x.no"), "uncertain"),
        (("Kari Ås", "0301", "k@x.no"), ("Kari Ås", "0301", "kari@x.no"), "uncertain"),
        (("Kari Ås", "0301", ""), ("KARI AAS", "0301", "k@x.no"), "sure"),
        (("Kari Ås", "0301", ""), ("Kari Ås", "0301", ""), "sure"),
        (("Kari Ås", "0301", ""), ("Kari Ås", "0520", ""), "uncertain"),
        (("Kari Ås", "0301", ""), ("Kari Bø", "0301", ""), "another"),
        (("Kari Ås", None, "", "NIBR"), ("Kari Ås", None, "", "nibr"), "sure"),
        (("Kari Ås", None, "", ""), ("Kari Ås", None, "", ""), "uncertain"),
    ],
)
def test_who_is_who(here, there, how):
    found = same_people([person("a", *here)], [person("b", *there)])
    assert found.sure == ({"b": "a"} if how == "sure" else {})
    assert [each.id for each in found.uncertain] == (["a"] if how == "uncertain" else [])


def test_namesakes_are_told_apart_or_left_open():
    here = [person("a", "Kari Hansen", "0520"), person("b", "Kari Hansen", "0521")]
    there = [person("c", "Kari Hansen", "0521"), person("d", "Kari Hansen", "0520")]
    assert same_people(here, there) == ({"c": "b", "d": "a"}, ())
    twins = [person("c", "Kari Hansen", "0520"), person("d", "Kari Hansen", "0520")]
    found = same_people(here[:1], twins)
    assert (found.sure, [each.id for each in found.uncertain]) == ({}, ["a"])


def test_an_office_address_of_two_proves_nothing_and_names_do():
    here = [person("a", "Kari Ås", "0301", "post@x.no"), person("b", "Ola Bø", "0301", "post@x.no")]
    there = [person("c", "Ola Bø", "0301", "post@x.no"), person("d", "Nina Ny", "0301", "post@x.no")]
    found = same_people(here, there)
    assert found.sure == {"c": "b"}
    assert [each.id for each in found.uncertain] == ["a"]
