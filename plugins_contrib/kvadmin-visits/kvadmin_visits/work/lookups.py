"""Finding what was typed: visits, and whom a selection, a number or a name means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kvadmin.api import UnknownName, tr
from kvadmin.api.commands import find_municipality, select
from kvadmin.api.records import MunicipalityOutline
from kvadmin.api.wording import near_names
from kvadmin_visits.records import Visit
from kvadmin_visits.work.numbers import ids_there

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot

#: What only a selection has: a filter, parentheses, a word that joins two.
_SELECTION = re.compile(r"[:()]|(?:^|\s)(?:not|ikke|ikkje|and|og|or|eller)\s", re.IGNORECASE)


def names_of(data: Snapshot) -> dict[str, str]:
    """``number -> name`` of the register."""
    return {each.number: each.name for each in data.outlines(MunicipalityOutline)}


def find_visit(run: Session, text: str) -> Visit:
    """The visit with that id.

    Raises:
        UnknownName: There is none.
    """
    wanted = text.strip()
    found = run.data.find(Visit, wanted) if wanted else None
    if found is not None:
        return found
    hint = tr("`kvadmin visit list`")
    if any(wanted == each.number for each in run.data.outlines(MunicipalityOutline)):
        hint = tr("a visit is named by its id: `kvadmin visit list {number}`", number=wanted)
    raise UnknownName(
        tr("there is no visit {text!r}", text=text),
        where="VISIT",
        hint=hint,
        near=near_names(wanted, ids_there(run.data)),
        code="unknown-record",
    )


def chosen_municipalities(run: Session, words: Sequence[str] | str | None) -> frozenset[str] | None:
    """The numbers of those that a number, a name or a selection means; None where nothing was said: everybody.

    Args:
        run: The session.
        words: ``0604``, ``Kongsberg``, ``cohort:P1 not:silent:6``; in one text or word by word.

    Raises:
        UnknownName: Nobody has the number or name, or it names something that there is not.
        UsageError: The selection cannot be read.
    """
    text = (words if isinstance(words, str) else " ".join(words or ())).strip()
    if not text:
        return None
    predicates = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    filters = {each.name for each in predicates}
    selection = bool(_SELECTION.search(text)) or not filters.isdisjoint(text.split())
    try:
        return frozenset({find_municipality(run.data, text, run.today).number})
    except UnknownName:
        if not selection:
            raise
    found = select(run.data, text, run.today, predicates=predicates)
    return frozenset(each.municipality.number for each in found)
