"""What the lists imported before have said of each municipality, and whether its application still says so.

Told apart by a *fingerprint* of everything an application takes over from its row: no text is kept twice, and an
application that a person has changed since no longer has that of its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import msgspec

from kvadmin.api.records import Application, Source

from .answers import answer_of
from .records import Intake, IntakeRow
from .row_outcomes import IntakeRowOutcome

#: What an application takes over from its row beside the contents and the moment received.
FACTS = (
    "channel",
    "postmark",
    "forwarded",
    "contact",
    "emails",
    "phones",
    "document_number",
    "attachments",
    "note",
)
_SAYING = ("imported", "supersedes", "superseded", "duplicate")


def facts_of(application: Application) -> dict[str, Any]:
    """What the row said beside the contents; what is blank is left out."""
    return {name: value for name in FACTS if (value := getattr(application, name))}


def as_application(row: IntakeRowOutcome, cohort: str = "") -> Application:
    """The application that the row stands for, before it has a source, a history and a state."""
    facts = row.facts
    return Application(
        cohort=cohort,
        municipality=row.municipality or "",
        received=row.received,
        channel=facts.get("channel", ""),
        postmark=row.postmark,
        forwarded=row.forwarded,
        contents=dict(row.contents),
        contact=facts.get("contact", ""),
        emails=list(facts.get("emails", ())),
        phones=list(facts.get("phones", ())),
        document_number=facts.get("document_number", ""),
        attachments=[facts["attachments"]] if facts.get("attachments") else [],
        note=facts.get("note", ""),
    )


def fingerprint(application: Application) -> str:
    """Twelve hex digits over all that the application has from its row."""
    said = {"received": application.received, **application.contents, **facts_of(application)}
    return sha256(msgspec.json.encode(sorted(said.items()))).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What lists have said of one municipality that has an application.

    Attributes:
        touched: The application does not say (any more) what its row said: a person has changed it, or it is by hand.
        same_list: Its row stands in an older version of the list that is judged now.
        standing: The fingerprint of its row, and of others that were known and not replaced.
        replaced: Fingerprints of rows that a newer one has replaced.
    """

    touched: bool = True
    same_list: bool = False
    standing: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EarlierLists:
    """What is known of earlier lists, by municipality; empty when there are none."""

    said: Mapping[str, SaidBefore] = field(default_factory=dict)

    def of(self, number: str) -> SaidBefore:
        """Of one municipality."""
        return self.said.get(number, SaidBefore())


def earlier_lists(
    intakes: Sequence[Intake], existing: Iterable[Application], older_versions: Iterable[str]
) -> EarlierLists:
    """What the intakes say of each application.

    Args:
        intakes: All of the cohort.
        existing: The applications that there are.
        older_versions: Hashes of the files that are older versions of the list being judged.
    """
    by_number: dict[str, list[tuple[Intake, IntakeRow]]] = {}
    for intake in intakes:
        for row in intake.rows:
            answer = answer_of(row)
            number = row.municipality if row.outcome in _SAYING else answer.municipality if answer else None
            if number and row.fingerprint:
                by_number.setdefault(number, []).append((intake, row))
    older = frozenset(older_versions)
    return EarlierLists(
        {each.municipality: _said(each, by_number.get(each.municipality, ()), older) for each in existing}
    )


def _said(application: Application, rows: Iterable[tuple[Intake, IntakeRow]], older: frozenset[str]) -> SaidBefore:
    rows = list(rows)
    source = application.source
    own = {row.fingerprint for intake, row in rows if _is(source, intake, row)}
    replaced = {
        row.fingerprint for intake, row in rows if any(_is(each, intake, row) for each in application.earlier)
    } - own
    same_list = source is not None and source.sha256 in older
    return SaidBefore(
        touched=fingerprint(application) not in own,
        same_list=same_list,
        standing=frozenset({row.fingerprint for _, row in rows} - replaced),
        replaced=frozenset(replaced),
    )


def _is(source: Source | None, intake: Intake, row: IntakeRow) -> bool:
    return source is not None and (source.sha256, source.sheet, source.row) == (intake.sha256, row.sheet, row.row)
