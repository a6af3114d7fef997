"""The tables of the private package: what the programme knows, without any person in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.hooks import ApplicationVariable
from kvadmin.api.records import (
    Application,
    Cohort,
    Gathering,
    Indicator,
    Membership,
    Municipality,
    OwnEvaluation,
    ProjectPlan,
    Registrations,
    State,
)

from ..codebooks.code_labels import DIRECTION, END, FORM, KIND, PERIOD, SIZE, STATE
from ..dictionary import Cells, Code, DataTable, Variable, canonical, coded

MUNICIPALITY = Variable("municipality", "Kommunenummer", "Kommunenummer")
COHORT = Variable("cohort", "Pulje eller innsatsgruppe", "Pulje eller innsatsgruppe")
_OTHER = "other"
_OF_MUNICIPALITY = ("number", "name", "county", "region", "population", "size_class", "language_form")


def private_tables(
    data: Snapshot, indicators: Sequence[Indicator], added: Sequence[ApplicationVariable] = ()
) -> list[DataTable]:
    """All tables but those of series and measurements, in the order of the codebook.

    Args:
        data: The data.
        indicators: What is measured.
        added: What plugins add to the applications.
    """
    cohorts = data.all(Cohort)
    return [
        _municipalities(data.all(Municipality)),
        _memberships(cohorts),
        *_applications(data.all(Application), added),
        *_attendance(data),
        *_plans(data.all(ProjectPlan)),
        _indicators(indicators),
    ]


def rows_of(values: Iterable[Sequence[Any]]) -> list[Cells]:
    """Rows in canonical form."""
    return [tuple(canonical(cell) for cell in row) for row in values]


def table(name: str, nb: str, nn: str, variables: Sequence[Variable], values: Iterable[Sequence[Any]]) -> DataTable:
    """A table whose rows are held in memory."""
    rows = rows_of(values)
    return DataTable(name, nb, nn, tuple(variables), lambda: iter(rows))


def _municipalities(municipalities: list[Municipality]) -> DataTable:
    regions = coded(sorted({each.region for each in municipalities if each.region}))
    return table(
        "municipalities",
        "Kommuner",
        "Kommunar",
        (
            MUNICIPALITY,
            Variable("name", "Navn", "Namn"),
            Variable("county", "Fylke", "Fylke"),
            Variable("region", "Landsdel", "Landsdel", "code", regions),
            Variable("population", "Folketall", "Folketal", "int"),
            Variable("size_class", "Størrelse", "Storleik", "code", coded(SIZE, SIZE)),
            Variable("language_form", "Målform", "Målform", "code", coded(Municipality.LANGUAGE_FORMS, FORM)),
            Variable("valid_from", "Gyldig fra", "Gyldig frå", "date"),
            Variable("valid_to", "Gyldig til", "Gyldig til", "date"),
        ),
        (
            (
                m.number,
                m.name,
                m.county,
                m.region,
                m.population,
                m.size_class,
                m.language_form,
                m.valid_from,
                m.valid_to,
            )
            for m in municipalities
        ),
    )


def _memberships(cohorts: list[Cohort]) -> DataTable:
    found = sorted(
        (
            (
                m.municipality,
                c.id,
                c.kind,
                m.start,
                m.to,
                m.reason and (m.reason if m.reason in Membership.END_REASONS else _OTHER),
            )
            for c in cohorts
            for m in c.memberships
        ),
        key=lambda row: (row[0], row[1], row[3]),
    )
    return table(
        "memberships",
        "Deltakelse",
        "Deltaking",
        (
            MUNICIPALITY,
            COHORT,
            Variable("kind", "Slag", "Slag", "code", coded(Cohort.KINDS, KIND)),
            Variable("from_date", "Fra", "Frå", "date"),
            Variable("to_date", "Til", "Til", "date"),
            Variable("end_reason", "Sluttårsak", "Sluttårsak", "code", coded((*Membership.END_REASONS, _OTHER), END)),
        ),
        found,
    )


def _reason(text: str | None) -> str | None:
    """One of the reasons that there are; words of one's own may tell too much."""
    return text if not text or text in Membership.END_REASONS else _OTHER


_STATES = coded(State, STATE)
APPLICATION = (
    MUNICIPALITY,
    COHORT,
    Variable("state", "Tilstand", "Tilstand", "code", _STATES),
    Variable("received", "Mottatt", "Motteken", "date"),
    Variable("channel", "Kanal", "Kanal"),
    Variable("score", "Poeng", "Poeng", "decimal"),
    Variable("case_number", "Saksnummer", "Saksnummer"),
    Variable("document_number", "Dokumentnummer", "Dokumentnummer"),
)


def _applications(applications: list[Application], added: Sequence[ApplicationVariable]) -> Iterator[DataTable]:
    yield table(
        "applications",
        "Søknader",
        "Søknader",
        (*APPLICATION, *map(_added, added)),
        (
            (
                *(a.municipality, a.cohort, a.state, a.received, a.channel, a.score, a.case_number, a.document_number),
                *(each.values.get((a.cohort, a.municipality)) for each in added),
            )
            for a in sorted(applications, key=lambda each: (each.municipality, each.cohort))
        ),
    )
    yield table(
        "application_history",
        "Søknadenes gang",
        "Gangen i søknadene",
        (
            MUNICIPALITY,
            COHORT,
            Variable("step", "Steg", "Steg", "int"),
            Variable("date", "Dato", "Dato", "date"),
            Variable("state", "Tilstand", "Tilstand", "code", _STATES),
        ),
        (
            (a.municipality, a.cohort, at, change.date, change.state)
            for a in sorted(applications, key=lambda each: (each.municipality, each.cohort))
            for at, change in enumerate(a.changes, 1)
        ),
    )


def _added(each: ApplicationVariable) -> Variable:
    """A variable that a plugin adds: figures, or words with their labels."""
    if each.words:
        return Variable(each.name, each.nb, each.nn, "code", coded(each.words, each.words))
    return Variable(each.name, each.nb, each.nn, "decimal")


def _attendance(data: Snapshot) -> Iterator[DataTable]:
    """Gatherings, and how many each municipality sent: numbers only."""
    try:
        gatherings, registrations = data.all(Gathering), data.all(Registrations)
    except UnknownName:  # the gathering plugin is switched off: nothing is known of them
        return
    yield table(
        "gatherings",
        "Samlinger",
        "Samlingar",
        (
            Variable("gathering", "Samling", "Samling"),
            Variable("kind", "Slag", "Slag", "code", coded(Gathering.KINDS, Gathering.KINDS)),
            COHORT,
            Variable("from_date", "Fra", "Frå", "date"),
            Variable("to_date", "Til", "Til", "date"),
            Variable("cancelled", "Avlyst", "Avlyst", "code", NO_YES),
        ),
        ((g.id, g.kind, g.cohort, g.start, g.end, _no_yes(g.cancelled)) for g in gatherings),
    )
    yield table(
        "attendance",
        "Frammøte på samlinger",
        "Frammøte på samlingar",
        (
            MUNICIPALITY,
            Variable("gathering", "Samling", "Samling"),
            Variable("persons", "Påmeldte personer", "Påmelde personar", "int"),
            Variable("attended", "Frammøtte personer", "Frammøtte personar", "int"),
            Variable("cancelled", "Avmeldte personer", "Avmelde personar", "int"),
        ),
        _counts(registrations),
    )


def _counts(registrations: list[Registrations]) -> Iterator[tuple[Any, ...]]:
    for each in sorted(registrations, key=lambda one: (one.municipality, one.gathering)):
        states = Counter(person.status for person in each.people)
        attended = sum(person.arrived is not None for person in each.people)
        yield each.municipality, each.gathering, states["active"], attended, states["cancelled"]


def _plans(plans: list[ProjectPlan]) -> Iterator[DataTable]:
    order = sorted(plans, key=lambda each: (each.municipality, each.cohort))
    statuses = coded(ProjectPlan.STATUSES, ProjectPlan.STATUSES)
    yield table(
        "plans",
        "Prosjektplaner",
        "Prosjektplanar",
        (
            MUNICIPALITY,
            COHORT,
            Variable("status", "Status", "Status", "code", statuses),
            Variable("due", "Frist", "Frist", "date"),
            Variable("received", "Mottatt", "Motteken", "date"),
            Variable("reminders", "Purringer", "Purringar", "int"),
            Variable("project_goals", "Prosjektmål", "Prosjektmål"),
            Variable("effect_goals", "Effektmål", "Effektmål"),
            Variable("document", "Dokument", "Dokument"),
        ),
        (
            (p.municipality, p.cohort, p.status, p.due, p.received, len(p.reminders), *_texts(p), p.document)
            for p in order
        ),
    )
    yield table(
        "plan_reports",
        "Rapportert om prosjektplanene",
        "Rapportert om prosjektplanane",
        (
            MUNICIPALITY,
            COHORT,
            Variable("date", "Dato", "Dato", "date"),
            Variable("status", "Status", "Status", "code", statuses),
            Variable("text", "Tekst", "Tekst"),
        ),
        ((p.municipality, p.cohort, r.date, r.status, r.text) for p in order for r in p.reports),
    )
    yield table(
        "own_evaluations",
        "Kommunenes egne evalueringer",
        "Eigne evalueringar i kommunane",
        (
            MUNICIPALITY,
            COHORT,
            Variable("kind", "Slag", "Slag", "code", coded(OwnEvaluation.KINDS, OwnEvaluation.KINDS)),
            Variable("due", "Frist", "Frist", "date"),
            Variable("received", "Mottatt", "Motteken", "date"),
            Variable("reminders", "Purringer", "Purringar", "int"),
            Variable("document", "Dokument", "Dokument"),
            Variable("findings", "Funn", "Funn"),
        ),
        (
            (p.municipality, p.cohort, e.kind, e.due, e.received, len(e.reminders), e.document, "\n".join(e.findings))
            for p in order
            for e in p.evaluations
        ),
    )


def _texts(plan: ProjectPlan) -> tuple[str, str]:
    return "\n".join(plan.project_goals), "\n".join(plan.effect_goals)


def _indicators(indicators: Sequence[Indicator]) -> DataTable:
    return table(
        "indicators",
        "Indikatorer",
        "Indikatorar",
        (
            Variable("indicator", "Indikator", "Indikator"),
            Variable("label_nb", "Navn på bokmål", "Namn på bokmål"),
            Variable("label_nn", "Navn på nynorsk", "Namn på nynorsk"),
            Variable("unit", "Enhet", "Eining"),
            Variable("direction", "Ønsket retning", "Ønskt retning", "code", coded(DIRECTION, DIRECTION)),
            Variable("period", "Periode", "Periode", "code", coded(PERIOD, PERIOD)),
            Variable("target", "Mål", "Mål", "decimal"),
            Variable("numerator", "Teller", "Teljar"),
            Variable("denominator", "Nevner", "Nemnar"),
            Variable("per", "Rate per", "Rate per", "decimal"),
        ),
        (
            (i.id, i.nb, i.nn, i.unit, i.direction, i.period, i.target, i.numerator, i.denominator, i.per)
            for i in indicators
        ),
    )


NO_YES = (Code(0, "no", "Nei", "Nei"), Code(1, "yes", "Ja", "Ja"))


def _no_yes(value: bool) -> str:
    return "yes" if value else "no"
