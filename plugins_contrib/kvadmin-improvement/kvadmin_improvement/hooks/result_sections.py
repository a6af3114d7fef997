"""The improvement work in results reports, in bokmål and nynorsk; nothing in it says who anybody is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ResultSection
from kvadmin.api.wording import day as day_text
from kvadmin.api.wording import join_words
from kvadmin_improvement.diagram.drawing import alternative, diagram_svg
from kvadmin_improvement.diagram.tree_rules import diagram_problems
from kvadmin_improvement.records import PARTIES, STEPS, Measure
from kvadmin_improvement.work.overview import Overview, overview_of
from kvadmin_improvement.work.parties import participation
from kvadmin_improvement.work.published import Publication
from kvadmin_improvement.work.words import shown

_WORDS: dict[str, dict[str, str]] = {
    "nb": {
        "measures": "Tiltak",
        "measure_headings": "Tiltak|Ansvarlig|Skal virke på|Planlagt|Gjennomført|Status",
        "steps": "Arbeidet trinn for trinn",
        "step_headings": "Tiltak|Trinn|Dato|Deltok",
        "parties": "Trepartssamarbeidet",
        "party_headings": "Part|Trinn der parten deltok",
        "of": "{number} av {steps}",
        "all_three": "Alle tre parter deltok i {number} av {steps} trinn.",
        "missing": "{parties} har ikke deltatt i noe trinn ennå.",
        "cycles": "Utprøvinger (PDSA)",
        "cycle_headings": "Tiltak|Hva som ble prøvd|Forventet|Hva som ble gjort|Neste",
        "learned": "Hva vi har lært",
        "learned_of": "{title}: {text}",
        "drivers": "Driverdiagram: {aim}",
        "blank": "(utelatt)",
        "left_out": "Noen tekster er utelatt fordi de nevner personer.",
        "nobody": "ingen",
        "unfinished": "ikke datert",
    },
    "nn": {
        "measures": "Tiltak",
        "measure_headings": "Tiltak|Ansvarleg|Skal verke på|Planlagt|Gjennomført|Status",
        "steps": "Arbeidet steg for steg",
        "step_headings": "Tiltak|Steg|Dato|Deltok",
        "parties": "Trepartssamarbeidet",
        "party_headings": "Part|Steg der parten deltok",
        "of": "{number} av {steps}",
        "all_three": "Alle tre partane deltok i {number} av {steps} steg.",
        "missing": "{parties} har ikkje delteke i noko steg enno.",
        "cycles": "Utprøvingar (PDSA)",
        "cycle_headings": "Tiltak|Kva som vart prøvd|Venta|Kva som vart gjort|Neste",
        "learned": "Kva vi har lært",
        "learned_of": "{title}: {text}",
        "drivers": "Driverdiagram: {aim}",
        "blank": "(utelate)",
        "left_out": "Nokre tekstar er utelatne fordi dei nemner personar.",
        "nobody": "ingen",
        "unfinished": "ikkje datert",
    },
}
#: What cycles have taught stands under kvadmin's own heading for what was learned, which has that title.
_MEASURES, _STEPS, _PARTIES, _CYCLES, _DRIVERS, _LEARNED = 30, 31, 32, 33, 34, 50


def sections(snapshot: Snapshot, cohort: str, municipality: str, today: date, language: str) -> list[ResultSection]:
    """The parts of one membership's report; none where no measure and no diagram is noted."""
    del today
    spoken = language if language in _WORDS else "nb"
    seen = overview_of(snapshot)
    report = _Report(seen, spoken, seen.of(cohort, municipality))
    return [*report.about_measures(), *report.diagrams(cohort, municipality), *report.learned()]


class _Report:
    """The sections of some measures, in one language."""

    def __init__(self, seen: Overview, language: str, measures: list[Measure]) -> None:
        self.seen, self.language, self.measures = seen, language, measures
        self.words = _WORDS[language]
        self.publication = Publication(seen.persons, self.words["blank"])

    def about_measures(self) -> Iterator[ResultSection]:
        """Measures, their steps, the three parties, PDSA cycles."""
        if not self.measures:
            return
        rows = tuple(self._measure(each) for each in self.measures)
        yield self._section("measures", (), "measure_headings", rows, _MEASURES)
        steps = tuple(row for each in self.measures for row in self._steps(each))
        if steps:
            yield self._section("steps", (), "step_headings", steps, _STEPS)
            yield self._parties()
        cycles = tuple(row for each in self.measures for row in self._cycles(each))
        if cycles:
            yield self._section("cycles", (), "cycle_headings", cycles, _CYCLES)

    def _section(
        self, title: str, paragraphs: tuple[str, ...], headings: str, rows: tuple[tuple[str, ...], ...], rank: int
    ) -> ResultSection:
        named = (self.words["left_out"],) if any(self.words["blank"] in row for row in rows) else ()
        cells = tuple(self.words[headings].split("|"))
        return ResultSection(self.words[title], (*paragraphs, *named), cells, rows, rank=rank)

    def _measure(self, measure: Measure) -> tuple[str, ...]:
        return (
            self.publication.text(measure.title),
            self.publication.responsible(measure),
            ", ".join(self.seen.indicator(each, self.language) for each in measure.indicators),
            self._span(measure.planned_start, measure.planned_end),
            self._span(measure.start, measure.end),
            shown(measure.status, Measure.STATUSES, self.language),
        )

    def _span(self, first: date | None, last: date | None) -> str:
        days = [self._day(each) for each in (first, last)]
        return f"{days[0]}–{days[1]}" if any(days) else ""

    def _day(self, when: date | None) -> str:
        return when.strftime("%d.%m.%Y") if when else ""

    def _steps(self, measure: Measure) -> Iterator[tuple[str, ...]]:
        noted = {each.step: each for each in measure.steps if each.done or each.parties}
        for step in STEPS:
            if step in noted:
                took = [shown(each, PARTIES, self.language) for each in noted[step].parties]
                done = noted[step].done
                yield (
                    self.publication.text(measure.title),
                    shown(step, STEPS, self.language),
                    day_text(done, self.language) if done else self.words["unfinished"],  # type: ignore[arg-type]
                    join_words(took, self.language) if took else self.words["nobody"],  # type: ignore[arg-type]
                )

    def _parties(self) -> ResultSection:
        found = participation(self.measures)
        rows = tuple(
            (shown(party, PARTIES, self.language), self.words["of"].format(number=number, steps=found.steps))
            for party, number in found.by_party.items()
        )
        told = [self.words["all_three"].format(number=found.all_three, steps=found.steps)]
        if found.missing:
            parties = join_words([shown(each, PARTIES, self.language) for each in found.missing], self.language)  # type: ignore[arg-type]
            text = self.words["missing"].format(parties=parties)
            told.append(text[:1].upper() + text[1:])
        return self._section("parties", tuple(told), "party_headings", rows, _PARTIES)

    def _cycles(self, measure: Measure) -> Iterator[tuple[str, ...]]:
        for each in sorted(measure.cycles, key=lambda one: one.number):
            texts = (measure.title, each.plan, each.prediction, each.done, each.next)
            yield tuple(self.publication.text(text) for text in texts)

    def learned(self) -> Iterator[ResultSection]:
        """What the cycles have taught, a paragraph each; texts that name somebody are left out."""
        paragraphs = []
        for each in self.measures:
            for cycle in sorted(each.cycles, key=lambda one: one.number):
                text = self.publication.text(cycle.learned)
                if text and text != self.words["blank"]:
                    title = self.publication.text(each.title)
                    paragraphs.append(self.words["learned_of"].format(title=title, text=text))
        if paragraphs:
            yield ResultSection(self.words["learned"], tuple(paragraphs), rank=_LEARNED)

    def diagrams(self, cohort: str, municipality: str) -> Iterator[ResultSection]:
        """The member's driver diagrams; none that cannot be drawn or that names somebody."""
        measures = self.seen.measures
        for each in self.seen.diagrams:
            if (each.cohort, each.municipality) != (cohort, municipality) or any(diagram_problems(each)):
                continue
            named = {one.measure: measures[one.measure] for one in each.drivers if one.measure in measures}
            titles = "".join(one.title for one in named.values())
            if not self.publication.allows(each) or self.publication.text(titles) == self.words["blank"]:
                continue
            whose = self.seen.names.get(municipality, municipality)
            svg = diagram_svg(each, whose, named, self.language)
            told = alternative(each, named, self.language)
            title = self.words["drivers"].format(aim=self.publication.text(each.aim))
            yield ResultSection(title, picture=svg.encode(), alternative=told, rank=_DRIVERS)
