from __future__ import annotations

from kvadmin.plugins.cohort.admission import ticket


def test_tickets_are_those_of_the_worked_example():
    seed = "2008-06-10:07-11-19-23-28-30-33"
    found = {n: ticket(seed, "P3", n)[:8] for n in ("0101", "0301", "1504", "1818", "2011")}
    assert found == {
        "0101": "acdc7689",
        "0301": "2fc4d5cc",
        "1504": "3f6a035b",
        "1818": "4c4d3516",
        "2011": "135d29be",
    }


def test_ids_are_hashed_exactly_as_typed():
    assert len({ticket("s", cohort, "0101") for cohort in ("P3", "p3", "P3 ", "Pülje", "Pu\u0308lje")}) == 5
