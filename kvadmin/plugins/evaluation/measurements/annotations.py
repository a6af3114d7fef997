"""What happened to a series, from the programme's own events and from plugins: marks on charts, which move no limit."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from kvadmin.api import Session
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..periods import Period, parse_period, period_containing

#: As many of one series as a plugin is heard with; a chart with more says nothing.
MOST = 60


class SeriesAnnotation(NamedTuple):
    """One of them.

    Attributes:
        period: When, as the series counts.
        nb, nn: What; a programme's own says it once.
        day: The very day, where a plugin knows it.
        plugin: Which plugin says it; empty for the programme.
    """

    period: Period
    nb: str
    nn: str
    day: date | None = None
    plugin: str = ""

    def text(self, language: str) -> str:
        """What happened, in a language form; English pictures have no other words."""
        first, second = (self.nn, self.nb) if language == "nn" else (self.nb, self.nn)
        return first.strip() or second.strip()

    @property
    def as_json(self) -> dict[str, Any]:
        """As ``evaluation signals`` says it."""
        day = self.day.isoformat() if self.day else None
        texts = {"nb": self.text("nb"), "nn": self.text("nn")}
        return {"period": str(self.period), "day": day, **texts, "plugin": self.plugin or None}


def annotations_of(run: Session, indicator: Indicator, municipality: str) -> list[SeriesAnnotation]:
    """All annotations of one series, by time; a thing said twice stands once."""
    kind = period_kind(indicator)
    found = [
        SeriesAnnotation(parse_period(event.at, kind), event.why, event.why)
        for event in indicator.events
        if event.kind == "annotation" and event.municipality in (None, "", municipality)
    ]
    asked = {"snapshot": run.data, "indicator": indicator.id, "municipality": municipality}
    for plugin, answers in run.call_to_read("kvadmin_annotations", **asked):
        found += [
            SeriesAnnotation(period_containing(each.day, kind), each.nb, each.nn, each.day, plugin)
            for each in sorted(answers, key=lambda each: (each.day, each.nb, each.nn))[:MOST]
        ]
    order = sorted(found, key=lambda each: (each.period, each.day or each.period.first_day, each.nb, each.nn))
    return list({(each.period, each.day, each.nb, each.nn): each for each in reversed(order)}.values())[::-1]
