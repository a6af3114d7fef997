"""``gathering new`` and ``set``: every field in every spelling, days as people write them, fields of other plugins."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G

from kvadmin.api.hooks import ExtraField
from kvadmin.session.session import Session


def shown(kit):
    return kit.json("gathering", "show", G)


@pytest.mark.parametrize(
    ("field", "value", "key", "wanted"),
    [
        ("name", "Oppstart", "name", "Oppstart"),
        ("kind", "visit", "kind", "visit"),
        ("from", "26.08.2008", "from", "2008-08-26"),
        ("to", "29.08.2008", "to", "2008-08-29"),
        ("registration-deadline", "15.08.2008", "registration_deadline", "2008-08-15"),
        ("registration_deadline", "2008-08-15", "registration_deadline", "2008-08-15"),
        ("Registration-Deadline", "2008-08-15", "registration_deadline", "2008-08-15"),
        ("capacity", "40", "capacity", 40),
        ("cohort", "P3", "cohort", "P3"),
        ("cohort", "", "cohort", None),
        ("place", "", "place", ""),
        ("to", "", "to", None),
    ],
)
def test_fields_are_set(kit, field, value, key, wanted):
    ran = kit.run("gathering", "set", G, field, value)
    assert ran.code == 0, ran.err
    assert shown(kit)[key] == wanted


@pytest.mark.parametrize(
    ("field", "value", "code", "says"),
    [
        ("colour", "red", 2, "a gathering has no field 'colour'"),
        ("name", "", 2, "a gathering needs a name"),
        ("from", " ", 2, "a gathering needs a from"),
        ("kind", "party", 2, "startup, project-leader"),
        ("from", "26.08.08", 2, "write it as 2008-05-20 or 20.05.2008"),
        ("to", "2008-08-01", 3, "lies before the first day"),
        ("capacity", "-3", 2, "too small"),
        ("capacity", "many", 2, "not a whole number"),
        ("cohort", "P9", 4, "P9"),
        ("cancelled", "yes", 2, "kvadmin gathering cancel"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(kit, field, value, code, says):
    before = kit.files()
    ran = kit.run("gathering", "set", G, field, value)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert kit.files() == before


def test_fields_of_other_plugins_are_set_too(kit, monkeypatch):
    gather = Session.gather
    added = [ExtraField("gatherings", "rent_cost", "decimal"), ExtraField("gatherings", "rent_paid", "bool")]
    monkeypatch.setattr(
        Session,
        "gather",
        lambda run, hook, **more: gather(run, hook, **more) + (added if hook == "kvadmin_fields" else []),
    )
    file = kit.folder / "gatherings" / f"{G}.yaml"
    for field, value in (("rent-cost", "-3.5"), ("rent_paid", "no")):
        ran = kit.run("gathering", "set", G, field, value)
        assert ran.code == 0, ran.err
    text = file.read_text(encoding="utf-8")
    assert "rent_cost: -3.5" in text.replace("'", "")
    assert "rent_paid: false" in text
    assert kit.run("gathering", "set", G, "rent_cost", "").code == 0
    assert "rent_cost" not in file.read_text(encoding="utf-8")
    assert "rent_cost" in kit.run("gathering", "set", G, "colour", "red").err


def test_a_gathering_is_made_with_days_as_people_write_them(kit):
    ran = kit.run("gathering", "new", "x", "--name", "X", "--from", "15.01.2009", "--to", "16.01.2009")
    assert ran.code == 0, ran.err
    made = kit.json("gathering", "show", "x")
    assert (made["from"], made["to"]) == ("2009-01-15", "2009-01-16")
