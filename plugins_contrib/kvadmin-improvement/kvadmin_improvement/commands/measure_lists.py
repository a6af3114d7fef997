"""How measures are shown: the columns of a list, and the sheet of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kvadmin.api import joined, screen_language, tr
from kvadmin.api.reports import Column, Report, facts, json_of, table_of
from kvadmin_improvement.records import PARTIES, STEPS, Cycle, Measure
from kvadmin_improvement.work.words import shown


def screen_word(word: str, words: Mapping[str, tuple[str, str]]) -> str:
    """A word of a closed list in the language of the screen."""
    return shown(word, words, screen_language())


def measure_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a list of measures; ``person`` is not among them. ``names`` by number."""
    return (
        Column("id", "Measure"),
        Column("cohort", "Cohort", rank=3),
        Column("municipality", json=True),
        Column("name", "Municipality", get=lambda each: names.get(each.municipality, "")),
        Column("title", "Title"),
        Column("responsible", "Responsible", rank=5),
        Column("focus", "Focus area", rank=6),
        Column("indicators", "Indicators", show=", ".join, rank=4),
        Column("planned_start", kind="date"),
        Column("planned_end", "Planned end", "date", rank=7),
        Column("start", "Start", "date", rank=2),
        Column("end", "End", "date", rank=2),
        Column("status", "Status", show=lambda word: screen_word(word, Measure.STATUSES)),
        Column("steps", "Steps", get=_steps, show=_steps_done, rank=1),
        Column("cycles", "Cycles", get=lambda each: json_of(CYCLE_COLUMNS, each.cycles), show=len, rank=8),
        Column("note"),
    )


def _steps(measure: Measure) -> list[dict[str, Any]]:
    return [{"step": each.step, "done": each.done, "parties": list(each.parties)} for each in measure.steps]


def _steps_done(steps: list[dict[str, Any]]) -> str:
    return f"{sum(each['done'] is not None for each in steps)}/{len(STEPS)}"


CYCLE_COLUMNS = (
    Column("number", "Cycle", "int"),
    Column("plan", "Plan"),
    Column("prediction", "Prediction", rank=2),
    Column("done", "Done", rank=3),
    Column("learned", "Learned", rank=1),
    Column("next", "Next", rank=4),
    Column("start", "Start", "date", rank=5),
    Column("end", "End", "date", rank=5),
)


def _party_column(party: str, title: str) -> Column:
    return Column(party, title, get=lambda each: party in each["parties"], show=lambda took: tr("yes") if took else "")


_STEP_COLUMNS = (
    Column("step", "Step", show=lambda word: screen_word(word, STEPS)),
    Column("done", "Done", "date"),
    _party_column("politicians", "Politicians"),
    _party_column("administration", "Administration"),
    _party_column("employees", "Employees"),
)


def measure_report(measure: Measure, names: Mapping[str, str]) -> Report:
    """One measure with its steps and cycles; personal where it names somebody."""
    noted = {each.step: each for each in measure.steps}
    steps = [
        {"step": step, "done": noted[step].done if step in noted else None,
         "parties": list(noted[step].parties) if step in noted else []}
        for step in (*STEPS, *(each for each in noted if each not in STEPS))
    ]  # fmt: skip
    data = json_of(measure_columns(names), [measure])[0] | {"person": measure.person, "steps": steps}
    tables = (
        facts(f"{measure.id} {measure.title}", _facts(measure, names)),
        table_of(tr("The five steps"), _STEP_COLUMNS, steps),
        table_of(tr("PDSA cycles"), CYCLE_COLUMNS, measure.cycles, empty=tr("No PDSA cycle is noted.")),
    )
    return Report({"schema": 1, "measure": data}, tables, personal=bool(measure.person))


def _facts(measure: Measure, names: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield tr("Cohort"), measure.cohort
    yield tr("Municipality"), f"{measure.municipality} {names.get(measure.municipality, '')}".strip()
    yield tr("Status"), screen_word(measure.status, Measure.STATUSES)
    yield tr("Responsible"), measure.responsible
    yield tr("Person"), measure.person
    yield tr("Focus area"), measure.focus
    yield tr("Indicators"), ", ".join(measure.indicators)
    yield tr("Planned start"), measure.planned_start
    yield tr("Planned end"), measure.planned_end
    yield tr("Start"), measure.start
    yield tr("End"), measure.end
    yield tr("Note"), measure.note


def parties_text(parties: list[str] | tuple[str, ...]) -> str:
    """Parties in the language of the screen."""
    return joined(", ", [screen_word(each, PARTIES) for each in parties])


def cycle_rows(measures: list[Measure]) -> list[dict[str, Any]]:
    """The cycles of measures, each with the measure's id and title."""
    return [
        {
            "measure": each.id,
            "title": each.title,
            **{column.key: getattr(cycle, column.key) for column in CYCLE_COLUMNS},
        }
        for each in measures
        for cycle in _numbered(each)
    ]


def _numbered(measure: Measure) -> list[Cycle]:
    return sorted(measure.cycles, key=lambda each: each.number)
