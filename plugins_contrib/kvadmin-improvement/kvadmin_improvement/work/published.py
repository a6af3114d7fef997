"""What of a measure others may read: never the person, and no text that names somebody."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin_improvement.records import DriverDiagram, Measure
from kvadmin_improvement.work.persons import KnownPersons


def open_texts(measure: Measure) -> Iterator[tuple[str, str]]:
    """Field and text of all that people have written and a results report shows."""
    yield "title", measure.title
    yield "focus", measure.focus
    for each in measure.cycles:
        for text in (each.plan, each.prediction, each.done, each.learned, each.next):
            yield "cycles", text


class Publication:
    """Texts as a report may show them.

    Args:
        persons: Whose names no report may have.
        blank: What stands in the place of a text that is left out.
    """

    def __init__(self, persons: KnownPersons, blank: str) -> None:
        self._persons = persons
        self._blank = blank

    def text(self, text: str) -> str:
        """The text, or the words that stand for it where it names somebody."""
        if not text.strip():
            return ""
        if self._persons.are_named_in(text):
            return self._blank
        return " ".join(text.split())

    def responsible(self, measure: Measure) -> str:
        """The role or unit; empty where it is a person's name."""
        return "" if self._persons.include(measure.responsible) else self.text(measure.responsible)

    def allows(self, diagram: DriverDiagram) -> bool:
        """Whether no box of a diagram names somebody."""
        texts = (diagram.aim, *(each.text for each in diagram.drivers))
        return not any(self._persons.are_named_in(each) for each in texts)
