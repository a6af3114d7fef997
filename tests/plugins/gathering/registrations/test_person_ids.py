"""Ids and badge tokens: unique, repeatable, and telling nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api.records import Gathering
from kvadmin.plugins.gathering.registrations.person_ids import badge_token, new_person_id


def test_ids_of_namesakes_differ_and_say_nothing():
    taken: set[str] = set()
    for _ in range(5):
        made = new_person_id("g", "kari hansen", taken)
        assert made not in taken
        assert len(made) == 8
        assert "kari" not in made
        taken.add(made)
    assert new_person_id("g", "kari hansen", set()) == new_person_id("g", "kari hansen", set())


@given(st.sets(st.text(min_size=1, max_size=12), min_size=2, max_size=20))
def test_tokens_differ_by_person_and_by_secret(people):
    one = Gathering(id="g", name="G", start=date(2008, 8, 27), badge_key="one")
    two = Gathering(id="g", name="G", start=date(2008, 8, 27), badge_key="two")
    tokens = {badge_token(gathering, person) for gathering in (one, two) for person in people}
    assert len(tokens) == 2 * len(people)
