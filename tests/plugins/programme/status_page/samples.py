"""A status with everything in it, as the plugins of a large programme would report it."""

from __future__ import annotations

from datetime import date, timedelta

from kvadmin.api.hooks import ActionItem, StatusDay, StatusSection
from kvadmin.api.reports import Column, Table

TODAY = date(2008, 6, 10)

_COHORTS = (
    Column("cohort", "Cohort"),
    Column("name", "Name"),
    Column("kind", "Kind"),
    Column("capacity", "Places", "int"),
    Column("applications", "Applications", "int"),
    Column("admitted", "Admitted", "int"),
    Column("active", "Active", "int"),
    Column("waiting", "Waiting", "int"),
    Column("networks", "Networks", "int"),
    Column("starts", "Start", "date"),
)
_ROWS = (
    ("I07", "Innsatskommuner sykefravær 2007", "effort-group", None, None, None, 12, None, None, date(2007, 3, 1)),
    ("P1", "Pulje 1 (våren 2007)", "cohort", 28, 31, 28, 28, 0, 5, date(2007, 4, 1)),
    ("P2", "Pulje 2 (høsten 2007)", "cohort", 46, 52, 46, 46, 3, 0, date(2007, 10, 1)),
    ("P3", "Pulje 3 (høsten 2008)", "cohort", 36, 45, 36, 0, 2, 0, date(2008, 9, 1)),
)
_DAYS = (
    StatusDay(date(2008, 6, 1), "P3: applications are due", "application-deadline", "P3"),
    StatusDay(date(2008, 6, 15), "P3: the supplement deadline", "supplement-deadline", "P3"),
    StatusDay(date(2008, 6, 15), "P3: the draw", "draw-day", "P3"),
    StatusDay(date(2008, 7, 1), "P3: places are to be confirmed", "confirmation-deadline", "P3"),
    StatusDay(date(2008, 8, 13), "2008-08-27-oppstart: the registration deadline", "registration-deadline"),
    StatusDay(date(2008, 8, 27), "Oppstartssamling for pulje 3", "gathering", until=date(2008, 8, 28)),
    StatusDay(date(2008, 9, 1), "P3 starts", "start", "P3"),
    StatusDay(date(2008, 10, 15), "P2: project plans are due", "plan-deadline", "P2"),
    StatusDay(date(2008, 11, 3), "Høstsamling", "gathering", until=date(2008, 11, 28)),
    StatusDay(date(2009, 3, 31), "P1: the final evaluation is due", "evaluation-deadline", "P1"),
)
_ACTIONS = (
    ActionItem("P3: 12 letters are not sent yet", "kvadmin mail resume 2008-06-23-admitted", urgent=True, key="a"),
    ActionItem(
        "P3: 4 with a place have not confirmed it (overdue)",
        "kvadmin cohort confirm P3 NUMBER",
        date(2008, 6, 1),
        urgent=True,
        key="b",
    ),
    ActionItem("P3: 36 with a place have not confirmed it", "kvadmin cohort show P3", date(2008, 7, 1), key="c"),
    ActionItem("<b>&amp; \x1b[31m \u202e", "kvadmin x '<i>&' \"y\"", key="d"),
)


def sections(*, municipalities: int = 0) -> list[StatusSection]:
    """The parts; with ``municipalities``, also something to do, a day, a line and a row for each of so many."""
    many = range(1, municipalities + 1)
    actions = tuple(
        ActionItem(
            f"Kommune {each} med et langt navn: prosjektplanen er ikke mottatt, og ingen er purret på to uker",
            f"kvadmin plan set P3 {each:04} --status in-progress --received DATE",
            TODAY + timedelta(each),
            key="plan-overdue",
        )
        for each in many
    )
    days = tuple(StatusDay(TODAY + timedelta(4 * each), f"Besøk i kommune {each}", "visit") for each in many)
    rows = _ROWS + tuple((f"{each:04}", f"Kommune {each}", "cohort", *[each] * 6, TODAY) for each in many)
    lines = tuple(f"Kommune {each}: 12 verdier, rapportert for 2008-Q1" for each in many)
    return [
        StatusSection(
            "Cohorts", ("a line that the table says",), _ACTIONS, (), (Table("Cohorts", _COHORTS, rows),), _DAYS
        ),
        StatusSection("Networks", ("P1: 5 networks, 28 municipalities", *lines)),
        StatusSection("Gatherings", ("2008-08-27-oppstart: 42 of 60 seats registered",), actions, (), (), days),
        StatusSection("Indicators", ("sykefravaer: 456 values, 0 of 82 reported for 2008-Q1",)),
    ]
