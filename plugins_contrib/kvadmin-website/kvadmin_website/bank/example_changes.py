"""What holds of an example however it is changed: by a command, or in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Conflict, Refused, UsageError, tr
from kvadmin.api.wording import fold
from kvadmin_website.bank.publishing_rules import lacking, traits_of
from kvadmin_website.reading.site_pages import is_published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kvadmin.api import Snapshot
    from kvadmin_website.bank.personal_traits import Trait
    from kvadmin_website.records import Example


def refuse_same_title(every: Iterable[Example], key: str, municipality: str, title: str) -> None:
    """A municipality has one example of a title.

    Raises:
        Conflict: It has one already.
    """
    for each in every:
        if each.id != key and each.municipality == municipality and fold(title) in map(fold, each.title.values()):
            raise Conflict(
                tr("{municipality} has an example of that title already: {id}", municipality=municipality, id=each.id),
                where="title",
                hint=tr("`kvadmin website example show {id}`", id=each.id),
                code="already-there",
            )


def check_change(data: Snapshot, every: Iterable[Example], old: Example, new: Example) -> None:
    """A title is left that no other example of the municipality has; what stands on the site may stand there.

    Raises:
        UsageError: No title is left.
        Conflict: Another example has it.
        Refused: It stands on the site, and would lack something.
    """
    if not new.title:
        raise UsageError(tr("the example has no title"), where="title", code="missing-value")
    for form, title in new.title.items():
        if title != old.title.get(form):
            refuse_same_title(every, old.id, old.municipality, title)
    if is_published(old) and (missing := lacking(data, new)):
        raise Refused(
            tr("{id} stands on the site: {what}", id=old.id, what=missing[0][1]), where=old.id, code="state-forbids"
        )


def traits_added(data: Snapshot, old: Example, new: Example) -> list[tuple[str, Trait]]:
    """What points to persons in an example that stands on the site, where the change brings any of it; else nothing."""
    if not is_published(old) or (old.title, old.text, old.sender) == (new.title, new.text, new.sender):
        return []
    before = {each.text for _, each in traits_of(data, old)}
    found = traits_of(data, new)
    return found if any(each.text not in before for _, each in found) else []
