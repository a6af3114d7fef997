"""A programme with results: cohorts in networks, figures of two indicators, goals, plans, own evaluations."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from kvadmin.api.records import (
    Application,
    Cohort,
    Contact,
    Goal,
    MemberGoals,
    Membership,
    Network,
    Networks,
    OwnEvaluation,
    PlanReport,
    ProjectPlan,
)
from kvadmin.testing import Kit

TODAY = "2009-06-10"
START = date(2007, 3, 26)
#: Every third municipality has decided for each form, or for none.
FORMS = ("bokmal", "nynorsk", "neutral")
INDICATORS = """indicators:
  - id: sykefravaer
    nb: Sykefravær
    nn: Sjukefråvær
    unit: '%'
    direction: decrease
  - id: tilfreds
    nb: Brukere som er fornøyde
    nn: Brukarar som er nøgde
    unit: '%'
    direction: increase
    numerator: fornøyde
    denominator: svar
"""
QUARTERS = [f"{year}-Q{quarter}" for year in range(2005, 2010) for quarter in (1, 2, 3, 4)][:17]
#: A person the programme knows.
KNOWN = "Randi Oppdiktet"


def numbers(count: int, first: int = 0) -> list[str]:
    """Municipality numbers that differ."""
    return [f"{1 + at // 90:02}{1 + at % 90:02}" for at in range(first, first + count)]


def name_of(number: str) -> str:
    return f"Bygd{number}"


def results_office(folder: Path, sizes: Mapping[str, int] | None = None, *, size: int = 6, today: str = TODAY) -> Kit:
    """The programme.

    Args:
        folder: Where.
        sizes: Cohort -> how many municipalities.
        size: Of its networks.
        today: The day of every run.
    """
    sizes = sizes or {"P1": 12, "P2": 7}
    kit = Kit(folder, today=today)
    (folder / "programme.yaml").write_text(
        "schema: 1\nname: Kvalitetsprogrammet\nstart: 2007-01-01\nend: 2009-12-31\nlanguage: nb\n", encoding="utf-8"
    )
    (folder / "indicators.yaml").write_text(INDICATORS, encoding="utf-8")
    every, records = [], []
    for cohort, count in sizes.items():
        own = numbers(count, len(every))
        every += own
        records += _cohort(cohort, own, size)
        for number in own:
            records += _membership(cohort, number)
    for at, number in enumerate(every):
        person = Contact(
            id="leader", name=KNOWN, role="project-leader", email="randi@bygd.example", phone="+4722334455"
        )
        kit.municipality(number, name_of(number), language_form=FORMS[at % 3], contacts=[person] if at == 0 else [])
    kit.add(*records)
    _figures(folder, every)
    return kit


def _cohort(cohort: str, own: list[str], size: int) -> list[object]:
    networks = [
        Network(id=str(at // size + 1), name=f"Nettverk {at // size + 1} i {cohort}", members=own[at : at + size])
        for at in range(0, len(own), size)
    ]
    members = [Membership(municipality=number, start=START) for number in own]
    return [
        Cohort(id=cohort, name=f"Pulje {cohort[1:]}", start=START, memberships=members),
        Networks(cohort=cohort, networks=networks),
    ]


def _membership(cohort: str, number: str) -> list[object]:
    """Application, goals and plan; every fifth has no goals."""
    contents = {
        "quality_goal": f"Brukerne i {name_of(number)} skal møte færre ansatte.",
        "sick_leave_goal": "Fra 9,6 % til 8,4 % innen 2009",
    }
    goals = [
        Goal(
            indicator="sykefravaer",
            start=Decimal("9.6"),
            to=Decimal("8.4"),
            direction="decrease",
            by=date(2009, 12, 31),
            source="sick_leave_goal",
        ),
        Goal(indicator="tilfreds", kind="keep", to=Decimal(70), direction="increase"),
    ]
    plan = ProjectPlan(
        cohort=cohort,
        municipality=number,
        status="in-progress",
        project_goals=["Faste møter mellom leder og tillitsvalgt"],
        effect_goals=["Sykefraværet ned til 8,4 %"],
        due=date(2008, 5, 1),
        received=date(2008, 4, 28),
        reports=[PlanReport(date=date(2008, 10, 1), text="Tre enheter er i gang.")],
        evaluations=[
            OwnEvaluation(
                kind="process",
                due=date(2008, 12, 1),
                received=date(2008, 12, 3),
                findings=["Små grupper lærer raskere."],
            ),
            OwnEvaluation(kind="final", due=date(2009, 6, 1)),
        ],
    )
    found: list[object] = [
        Application(cohort=cohort, municipality=number, state="admitted", contents=contents),
        plan,
    ]
    if int(number) % 5:
        found.append(MemberGoals(cohort=cohort, municipality=number, goals=goals))
    return found


def _figures(folder: Path, every: list[str]) -> None:
    """Sick leave of all but the last period of every seventh; answers of every other, one period with three of them."""
    chance = random.Random(19)
    leave, asked = ["municipality,period,value"], ["municipality,period,value,denominator"]
    for at, number in enumerate(every):
        level, after = chance.uniform(7.5, 10), chance.choice((0, 0, -1.6, 0.6))
        for k, quarter in enumerate(QUARTERS):
            if at % 7 or k < len(QUARTERS) - 1:
                leave.append(f"{number},{quarter},{level + chance.gauss(0, 0.3) + (after if k > 8 else 0):.1f}")
            if at % 2 == 0 and k >= 6:
                size = 3 if k == 8 else 60
                asked.append(f"{number},{quarter},{min(size - 1, round(size * chance.gauss(0.72, 0.05)))},{size}")
    (folder / "measurements").mkdir(exist_ok=True)
    (folder / "measurements" / "sykefravaer.csv").write_text("\n".join(leave) + "\n", encoding="utf-8")
    (folder / "measurements" / "tilfreds.csv").write_text("\n".join(asked) + "\n", encoding="utf-8")
