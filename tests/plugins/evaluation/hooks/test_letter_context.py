"""What letters may say of goals: those of the municipality, in the letter's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from plugins.evaluation.office import csv_file, members, office, quarters

from kvadmin.api.records import Goal, Indicator, MemberGoals
from kvadmin.plugins.evaluation.indicators.indicators_file import Indicators

LETTER = """---
subject: Mål i {{ municipality.name }}
kind: goals
---
{% for goal in goals %}
* {{ goal.line }}
{% for reason in goal.why %}  – {{ reason }}
{% endfor %}
{% endfor %}
"""


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme", today="2010-02-01")
    kit.add(Indicators(indicators=[Indicator(id="syk", nb="Sykefravær", nn="Sjukefråvær", direction="decrease")]))
    members(kit, "0301", "0101")
    one = Goal(indicator="syk", start=Decimal("9.6"), to=Decimal("8.4"), direction="decrease", by=date(2010, 12, 31))
    two = Goal(indicator="syk", kind="keep", to=Decimal(8), direction="increase")
    kit.add(MemberGoals(cohort="P1", municipality="0301", goals=[one, two]))
    values = [9.5, 9.7, 9.6, 9.5, 9.7, 8.2, 8.4, 8.3, 8.2, 8.4, 8.3, 8.4]
    lines = [f"syk,0301,{p},{v}" for p, v in zip(quarters(12), values, strict=True)]
    kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value", *lines))
    return kit


def context_of(kit, number, about="P1", language="nb"):
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.plugins.evaluation.hooks.letter_context import context
    from kvadmin.store.store import open_store

    plugins = Plugins(discover(frozenset()))
    store = open_store(kit.folder, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields"))
    return context(store.snapshot(), number, date(2010, 2, 1), language, about)


def test_goals_in_both_forms(kit):
    nb = context_of(kit, "0301")["goals"]
    assert [each["line"] for each in nb] == [
        "Sykefravær: fra 9,6 til 8,4 innen utgangen av 2010 – nådd (nivå nå: 8,314)",
        "Sykefravær: ikke under 8 – nådd (nivå nå: 8,314)",
    ]
    assert nb[0]["why"][1:] == ["skift til det bedre i 2. kvartal 2008, fra 9,6 til 8,314"] or nb[0]["why"]
    nn = context_of(kit, "0301", language="nn")["goals"]
    assert nn[0]["line"] == "Sjukefråvær: frå 9,6 til 8,4 innan utgangen av 2010 – nådd (nivå no: 8,314)"
    assert nn[0]["state"] == "met"


def test_who_has_no_goal_has_no_such_value(kit):
    assert "goals" not in context_of(kit, "0101")
    assert "goals" not in context_of(kit, "0301", about="syk/2009-Q4")
    assert [each["goal"] for each in context_of(kit, "0301", about="")["goals"]] == [
        "fra 9,6 til 8,4 innen utgangen av 2010",
        "ikke under 8",
    ]
