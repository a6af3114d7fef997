"""The visit report: who, when, what it was about and what was agreed; and all that was held with one municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kvadmin.api import Snapshot
from kvadmin.api.documents import Block, Bullets, Document, Heading, KeyValues, Paragraph, Together
from kvadmin.api.records import Cohort, Municipality, Programme
from kvadmin.api.wording import day as day_text
from kvadmin.api.wording import join_words
from kvadmin_visits.documents.report_words import Form, word
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import overview_of
from kvadmin_visits.work.words import how_word


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """What all reports of a run share: the data, and the form that was asked for, if any."""

    data: Snapshot
    language: Form | None = None

    def form(self, town: Municipality | None) -> Form:
        """The form that was asked for, else the municipality's own, else the programme's."""
        if self.language:
            return self.language
        own = {"bokmal": "nb", "nynorsk": "nn"}.get(town.language_form if town else "")
        return "nn" if (own or self.data.get(Programme).language) == "nn" else "nb"


def visit_document(frame: ReportFrame, visit: Visit) -> Document:
    """The report of one contact."""
    town = frame.data.find(Municipality, visit.municipality)
    form = frame.form(town)
    name = town.name if town else visit.municipality
    kind = visit.how if visit.how in Visit.HOWS else "other"
    title = word(f"title_{kind}", form)
    blocks: list[Block] = [KeyValues(tuple(_facts(frame.data, visit, name, form)))]
    blocks += [Heading(word("note", form)), *_paragraphs(visit.note, word("no_note", form))]
    blocks += [Heading(word("agreed", form)), *_agreed(visit, form)]
    if coming := _next(frame.data, visit):
        blocks.append(Together((Heading(word("next", form)), Paragraph(_coming(coming, form)))))
    return Document(
        title, form, programme=frame.data.get(Programme).name, subtitle=f"{name}, {day_text(visit.day, form)}",
        blocks=tuple(blocks), footer=f"{title}, {name}",
    )  # fmt: skip


def municipality_document(frame: ReportFrame, number: str, visits: Sequence[Visit]) -> Document:
    """All that was held with one municipality, in the order of time.

    Args:
        frame: What all reports share.
        number: The municipality.
        visits: What was held, oldest first; at least one.
    """
    town = frame.data.find(Municipality, number)
    form = frame.form(town)
    name = town.name if town else number
    title = word("title_all", form)
    blocks: list[Block] = []
    for each in visits:
        heading = Heading(word("heading", form, day=day_text(each.day, form), how=how_word(each.how, form)), 2)
        who = _people(each, form)
        blocks.append(Together((heading, Paragraph(who, "lead"))) if who else heading)
        blocks += _paragraphs(each.note, word("no_note", form))
        if each.agreed.strip():
            blocks += [Heading(word("agreed", form), 3), *_agreed(each, form)]
    return Document(
        title, form, programme=frame.data.get(Programme).name, subtitle=name, lead=_counted(visits, form),
        blocks=tuple(blocks), footer=f"{title}, {name}",
    )  # fmt: skip


def _facts(data: Snapshot, visit: Visit, name: str, form: Form) -> Iterator[tuple[str, str]]:
    yield word("municipality", form), f"{name} ({visit.municipality})"
    if titles := [each.title(form) for each in data.all(Cohort) if visit.municipality in each.members_on(visit.day)]:
        yield word("cohort", form), ", ".join(titles)
    yield word("day", form), day_text(visit.day, form, weekday=True)
    yield word("how", form), how_word(visit.how, form)
    if visit.who:
        yield word("who", form), visit.who
    if visit.spoken_with:
        yield word("spoken_with", form), visit.spoken_with
    if visit.minutes is not None:
        yield word("duration", form), _minutes(visit.minutes, form)


def _minutes(minutes: int, form: Form) -> str:
    return word("minutes_one" if minutes == 1 else "minutes", form, number=minutes)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def _paragraphs(text: str, nothing: str) -> list[Block]:
    return [Paragraph(each) for each in _lines(text)] or [Paragraph(nothing, "note")]


def _agreed(visit: Visit, form: Form) -> list[Block]:
    lines = _lines(visit.agreed)
    if not lines:
        return [Paragraph(word("no_agreed", form), "note")]
    return [Bullets(tuple(each.removeprefix("- ").removeprefix("* ") for each in lines))]


def _next(data: Snapshot, visit: Visit) -> Visit | None:
    """What is planned with the municipality after the contact."""
    mine = overview_of(data).by_municipality.get(visit.municipality, ())
    return next((each for each in mine if not each.held and each.day > visit.day), None)


def _coming(visit: Visit, form: Form) -> str:
    key = "next_who" if visit.who else "next_is"
    text = word(key, form, how=how_word(visit.how, form), day=day_text(visit.day, form, weekday=True), who=visit.who)
    return text[:1].upper() + text[1:]


def _people(visit: Visit, form: Form) -> str:
    both = (
        word("with", form, who=visit.who, spoken_with=visit.spoken_with)
        if visit.who and visit.spoken_with
        else visit.who or visit.spoken_with
    )
    minutes = "" if visit.minutes is None else _minutes(visit.minutes, form)
    return ", ".join(filter(None, (both, minutes)))


def _counted(visits: Sequence[Visit], form: Form) -> str:
    first, last = visits[0].day, visits[-1].day
    if len(visits) == 1:
        return word("count_one", form, day=day_text(first, form))
    counts = {how: sum(each.how == how for each in visits) for how in Visit.HOWS}
    kinds = [word(f"by_{how}", form, number=number) for how, number in counts.items() if number]
    span = word("count", form, number=len(visits), first=day_text(first, form), last=day_text(last, form))
    return f"{span}: {join_words(kinds, form)}"
