"""Columns that are about the office or its form, and never about the applicant or the person in the row."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from kvadmin.wording.folding import fold_plain

_OFFICE = re.compile(
    r"^(?:saksbeh\w*|saksansvarlig|leser|lesar|lest av|lese av|vurdert av|vurdera av|vurderer|registrert av|"
    r"registrera av|journalfort av|behandler|handsamar|ansvarlig|ansvarleg|var kontakt|hos oss|reader|read by|"
    r"registered by|assessed by|case officer|case handler|handled by|officer|our contact|reviewer|reviewed by)\b"
)
#: What a form writes before the answers; all of a form's own columns are left out where two of these are there.
_FORM_TIMES = frozenset(
    "start time|completion time|starttidspunkt|fullforingstidspunkt|starttid|fullfort|fullforingstid|timestamp|"
    "tidsmerke|tidsstempel|last modified time|sist endret|sist endra".split("|")
)
_FORM_SENDER = frozenset(
    "id|email|e post|epost|name|navn|namn|username|brukernavn|brukarnamn|language|sprak".split("|")
)


def own_columns(labels: Sequence[str], asked: Container[str] = ()) -> frozenset[int]:
    """Indexes of the columns that are about ourselves, or about a form and whoever filled it in.

    Args:
        labels: The headings, in the order of the columns. A form's sender stands before its questions: Microsoft's
            forms begin with ``ID, Start time, Completion time, Email, Name``.
        asked: Headings to the letter, folded, that the kind of list asks for itself: a list of measures has somebody
            ``Ansvarlig``, who is not the office's. What a form writes is its own all the same.
    """
    folded = [fold_plain(label) for label in labels]
    office = {at for at, label in enumerate(folded) if _OFFICE.match(label) and label not in asked}
    times = [at for at, label in enumerate(folded) if label in _FORM_TIMES]
    form: set[int] = set()
    written = {label for label in folded if label in _FORM_TIMES} | {label for label in folded[:1] if label == "id"}
    if len(written) > 1 and times:
        at = times[-1] + 1
        while at < len(folded) and folded[at] in _FORM_SENDER | _FORM_TIMES:
            at += 1
        form = {each for each in range(at) if folded[each] in _FORM_SENDER}
    return frozenset(office | form)
