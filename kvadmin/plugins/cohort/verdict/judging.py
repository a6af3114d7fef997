"""The verdict on a draw: sound, weak or changed, each with its grounds (DOMAIN, admission rule 8).

``sound``: a public draw, named no later than the deadline, held after the list was closed, entered once, and nothing
that decides changed after. ``changed``: what decided is not what was closed, or the draw was corrected by somebody who
could know what it gives. Everything between is ``weak``. What was undone counts, too: who looks has looked.
"""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api.records import Draw, DrawSource

from ..drawing.seeds import secret_fits, seed_of
from .day_order import day_grounds
from .draw_case import DrawCase, DrawTimes, source_of
from .draw_corrections import correction_grounds
from .draw_story import DrawStory, StoryEvent
from .freeze_grounds import freeze_grounds
from .records import VERDICTS, DrawVerdict, Ground
from .source_grounds import source_grounds, told_by

#: Sources whose seed is drawn after the list was closed.
_DRAWN = ("public", "committed")


def draw_verdict(case: DrawCase) -> DrawVerdict:
    """What the draw is worth."""
    times = DrawTimes(case)
    grounds = [
        *source_grounds(case, times),
        *freeze_grounds(case, times),
        *_draw_grounds(case, times),
        *_history_grounds(case, times),
        _rests_on(case),
    ]
    worst = max((VERDICTS.index(each.weight) for each in grounds if each.weight in VERDICTS), default=0)
    fingerprint = case.freeze.fingerprint if case.freeze else ""
    return DrawVerdict(VERDICTS[worst], tuple(grounds), tuple(times.later), fingerprint, case.letter)


def _draw_grounds(case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    cohort = case.cohort
    if source_of(cohort) not in _DRAWN or cohort.draw is None:
        return
    if cohort.draws:
        yield from _of_newest(cohort.draw, cohort.draws[-1], case)
    else:
        yield Ground("not-drawn", {}, "weak") if case.decided.written else Ground("not-drawn-yet")
        if case.decided.seed:
            yield Ground("other-seed", {}, "changed")
    yield from correction_grounds(times.story, cohort)


def _of_newest(draw: DrawSource, last: Draw, case: DrawCase) -> Iterator[Ground]:
    yield Ground("drawn", {"value": last.value or last.seed, "on": last.on.isoformat(), "who": last.who})
    if draw.day is not None and last.on < draw.day:
        yield Ground("drawn-early", {"on": last.on.isoformat(), "day": draw.day.isoformat()}, "weak")
    if last.substitute:
        yield Ground("substitute", {"name": draw.substitute, "who": last.who, "why": last.why})
    yield from _of_secret(draw, last)
    if last.seed != seed_of(draw.source, last.value, last.secret):
        yield Ground("seed-not-of-draw", {}, "changed")
    if case.decided.seed != last.seed or case.cohort.lottery_seed != last.seed:
        yield Ground("other-seed", {}, "changed")


def _of_secret(draw: DrawSource, last: Draw) -> Iterator[Ground]:
    if last.secret and not secret_fits(draw, last.secret):
        yield Ground("secret-wrong", {}, "changed")
    elif last.secret and draw.source == "public":
        yield Ground("secret-mixed")
    elif draw.commitment and not last.secret:
        yield Ground("secret-lost", {"who": last.who, "why": last.why}, "weak")


def _history_grounds(case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    """What the history knows and the records do not tell, and whether their days follow it."""
    story = times.story
    for kind in ("freeze", "draw", "look"):
        for event in story.of(f"{kind}-undone"):
            yield Ground(f"{kind}-undone", told_by(event), "weak")
        for event in {each.index: each for each in _edited(story, kind)}.values():
            yield Ground("freeze-edited" if kind == "freeze" else "draw-edited", told_by(event), "changed")
    for event in story.replaced():
        yield Ground("call-replaced", told_by(event), "weak")
    yield from _of_protocols(case, story)
    if source_of(case.cohort) in _DRAWN:
        yield from _named_by_hand(story)
    for event in story.of("admission-undone"):
        if not event.entry.by_hand:
            yield Ground("admission-undone", told_by(event))
    if source_of(case.cohort) in _DRAWN:
        yield from day_grounds(times.steps)


def _edited(story: DrawStory, kind: str) -> list[StoryEvent]:
    """What no command does: another value in what it has noted. The day of naming never changes alone."""
    found = [*story.of(f"{kind}-edited"), *(each for each in story.of(kind) if each.entry.by_hand)]
    if kind == "draw":
        declared = story.of("declared")
        alone = [each for each in declared if [one.name for one in declared if one.index == each.index] == ["named"]]
        found += [each for each in alone if each.old is not None]
    return found


def _of_protocols(case: DrawCase, story: DrawStory) -> Iterator[Ground]:
    """Protocols that were written, changed or taken away otherwise than by a command."""
    for event in story.of("protocol-edited"):
        if event.name == case.decided.protocol:
            yield Ground("protocol-edited", told_by(event), "changed")
    if case.decided.protocol and source_of(case.cohort) in _DRAWN:
        written = story.last("admission", name=case.decided.protocol)
        if written is None or written.entry.by_hand:
            yield Ground("protocol-by-hand", {}, "weak")
    for event in story.of("admission-undone"):
        if event.entry.by_hand and story.last("admission", "admission-undone", name=event.name) is event:
            yield Ground("protocol-gone", {"file": event.name, **told_by(event)}, "changed")


def _named_by_hand(story: DrawStory) -> Iterator[Ground]:
    """A source that was written by hand: nobody knows when."""
    for event in {each.index: each for each in story.of("declared") if each.entry.by_hand}.values():
        yield Ground("named-by-hand", told_by(event), "weak")


def _rests_on(case: DrawCase) -> Ground:
    """What "before" rests on."""
    letter = case.letter
    if letter is None:
        return Ground("rests-without-letter" if case.freeze else "rests-on-history")
    values = {"sent": letter.first.isoformat(), "count": str(letter.municipalities)}
    if letter.journal:
        return Ground("rests-on-journal", values | {"journal": ", ".join(letter.journal)})
    return Ground("rests-on-letter", values)
