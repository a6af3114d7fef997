from __future__ import annotations

import pytest

from kvadmin.api import UnknownName
from kvadmin.api.hooks import PersonalData
from kvadmin.plugins.municipality.person_data import _one_person_only, _pointing


def entry(**fields):
    return "plugin", PersonalData("somewhere", fields)


@pytest.mark.parametrize(
    "held",
    [
        [],
        [entry(email="a@x.no"), entry(email="A@x.no")],
        [entry(emails="a@x.no, b@x.no")],
        [entry(email="a@x.no"), entry(email="b@x.no"), entry(emails="b@x.no; a@x.no")],
        [entry(email="a@x.no"), entry(name="Kari")],
    ],
)
def test_addresses_that_stand_together_are_one_persons(held):
    _one_person_only("Kari", held)


def test_addresses_that_never_stand_together_may_be_several_persons():
    with pytest.raises(UnknownName, match="several persons"):
        _one_person_only("Kari", [entry(email="a@x.no"), entry(email="b@x.no")])


def test_a_name_of_one_word_points_to_nobody():
    held = [entry(name="Postmottak", email="post@x.no", phone="22 00 00 00"), entry(name="Ås, Kari")]
    assert _pointing({"post@x.no", ""}, held) == ["22 00 00 00", "post@x.no", "Ås, Kari"]
    assert _pointing({"Postmottak"}, []) == ["Postmottak"]
