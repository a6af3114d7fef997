"""Draw, freezes and draws of a cohort as lines of its call sheet."""

from __future__ import annotations

from kvadmin.api import tr
from kvadmin.api.records import Cohort, Draw, Freeze

from .declaration import draw_in_words


def draw_rows(cohort: Cohort) -> list[tuple[str, str]]:
    """Title and text of each line; none for a call without any of it."""
    rows: list[tuple[str, str]] = []
    if cohort.draw is not None:
        named = tr(" (named {on})", on=cohort.draw.named) if cohort.draw.named else ""
        rows.append((tr("Draw"), draw_in_words(cohort.draw) + named))
    rows += [(tr("Freeze"), _with_reason(freeze_in_words(each), each.who, each.why)) for each in cohort.freezes]
    rows += [(tr("Entered"), _with_reason(_entered(each), each.who, each.why)) for each in cohort.draws]
    rows += [(tr("Tried"), _with_reason(tr("{on}: a dry run", on=each.on), each.who, "")) for each in cohort.tried]
    return rows


def freeze_in_words(freeze: Freeze) -> str:
    """Number, day and fingerprint."""
    return tr("{number}, {on}: {fingerprint}", number=freeze.number, on=freeze.on, fingerprint=freeze.fingerprint)


def _entered(draw: Draw) -> str:
    what = draw.value or tr("the secret")
    if draw.value and draw.secret:
        what = tr("{value} and the secret", value=draw.value)
    if draw.substitute:
        what = tr("{what}, of the draw in its place", what=what)
    return tr("{on}: {what}", on=draw.on, what=what)


def _with_reason(text: str, who: str, why: str) -> str:
    said = "; ".join(each for each in (who, why) if each)
    return tr("{text} ({said})", text=text, said=said) if said else text
