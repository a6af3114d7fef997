"""A gathering says its name in a form, and its last day."""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Gathering


def test_the_name_in_a_form_and_the_last_day():
    one = Gathering(id="g", name="Oppstart", start=date(2008, 8, 27))
    assert one.title("nn") == "Oppstart"
    assert one.end == date(2008, 8, 27)
    assert Gathering(id="g", name="a", name_nn="b", start=date(2008, 8, 27)).title("nn") == "b"
