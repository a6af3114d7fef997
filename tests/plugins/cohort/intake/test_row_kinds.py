"""A column of its own for withdrawals: yes, no, a day, and what is neither."""

from __future__ import annotations

import pytest

from .conftest import judged


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ("", "imported", "incomplete"),
        ("-", "imported", "incomplete"),
        ("nei", "imported", "incomplete"),
        ("ikke aktuelt", "imported", "incomplete"),
        ("nei, ikke ennå", "imported", "incomplete"),
        ("Ikke trukket", "imported", "incomplete"),
        ("ja", "withdrawn", "withdrawn"),
        ("x", "withdrawn", "withdrawn"),
        ("ja, 2.6.", "withdrawn", "withdrawn"),
        ("02.06.2008", "withdrawn", "withdrawn"),
        ("2. juni", "withdrawn", "withdrawn"),
        ("Trukket per telefon", "withdrawn", "withdrawn"),
        ("?", "manual", "unclear-withdrawal"),
        ("kanskje", "manual", "unclear-withdrawal"),
        ("hvis Moss ikke blir med", "manual", "unclear-withdrawal"),
    ],
)
def test_what_a_column_of_withdrawals_says(said, outcome, reason):
    text = f"Kommune;Mottatt;Trukket\nOslo;19.05.2008;{said}\nHalden;19.05.2008;nei\n"
    fate = judged(text.encode(), "liste.csv").rows[0]
    assert (fate.outcome, fate.reason, fate.municipality) == (outcome, reason, "0301")


@pytest.mark.parametrize("heading", ["Trukket dato", "Dato trukket", "Withdrawn on"])
def test_the_day_of_a_withdrawal_is_one(heading):
    text = f"Kommune;Mottatt;{heading}\nOslo;19.05.2008;02.06.2008\nHalden;19.05.2008;\n"
    assert [each.outcome for each in judged(text.encode(), "liste.csv").rows] == ["withdrawn", "imported"]
