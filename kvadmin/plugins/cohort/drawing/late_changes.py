"""A change after the list was closed is allowed, and said: everybody will see it listed as after the freeze."""

from __future__ import annotations

from shlex import quote

from kvadmin.api import Session, Transaction, tr
from kvadmin.api.changes import Edit
from kvadmin.api.records import Application, Cohort

from ..decisions.protocol_files import newest_protocol_path

#: The fields that decide, or say how it is drawn.
OF_CALL = frozenset({"capacity", "criteria", "quotas", "deadline", "start", "draw"})
OF_APPLICATION = frozenset(
    {"state", "received", "postmark", "contents", "score", "points", "accepted_late", "question", "ineligible"}
)


def warn_after_freeze(run: Session, transaction: Transaction, cohort: Cohort) -> None:
    """Say so when a transaction changes what decides, the list has been closed, and nobody has been admitted yet."""
    if not cohort.freezes or not any(decides(edit, cohort.id) for edit in transaction.edits):
        return
    if newest_protocol_path(run.data, cohort.id) is not None:
        return
    last = cohort.freezes[-1]
    text = tr(
        "the list of {id} was closed on {on}: this change is listed as after the freeze, with who and why",
        id=cohort.id,
        on=last.on,
    )
    if not run.why and not transaction.why:
        text = tr("{text} (--why TEXT says why)", text=text)
    if not cohort.draws:
        anew = f"kvadmin cohort freeze {quote(cohort.id)} --why TEXT"
        text = tr("{text}; before the draw, `{anew}` closes it anew", text=text, anew=anew)
    run.warn(text)


def decides(edit: Edit, cohort: str) -> bool:
    """Whether an edit touches what decides in a cohort."""
    collection, key = getattr(edit, "collection", ""), getattr(edit, "key", "")
    field = next(iter(getattr(edit, "path", ())), None)  # none: the record is made or taken away
    if collection == Cohort.collection:
        return key == cohort and field in OF_CALL
    return collection == Application.collection and key.startswith(f"{cohort}/") and field in {None, *OF_APPLICATION}
