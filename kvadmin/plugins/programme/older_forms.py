"""Records of an older form, as checks, the status and the doctor say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusSection

if TYPE_CHECKING:
    from kvadmin.api import Finding, Session

#: Lifts them.
MIGRATE = "kvadmin migrate"


def older_sentences(run: Session) -> dict[str, str]:
    """By plugin, that its records are of an older form; none when all are of today, or another day is shown."""
    if run.known_on:
        return {}
    return {
        each.name: tr(
            "the records of {plugin} are of an older form: version {found}, today {known}",
            plugin=each.name,
            found=each.found,
            known=each.known,
        )
        for each in run.store.standings()
        if each.is_older
    }


def older_findings(run: Session) -> list[Finding]:
    """One finding for each plugin."""
    from kvadmin.api import Finding  # the status finds nothing

    return [
        Finding("programme.yaml", 0, 0, "older-form", sentence, MIGRATE, "warning")
        for sentence in older_sentences(run).values()
    ]


def older_section(run: Session) -> list[StatusSection]:
    """What is to be lifted, with the command, and what cannot be read; nothing when all records are of today."""
    found = older_sentences(run)
    closed = [] if run.known_on else [each.error().message for each in run.store.standings() if each.fault]
    if not found:
        return [StatusSection(tr("Form of the records"), tuple(closed))] if closed else []
    actions = tuple(ActionItem(text, MIGRATE, key="older-form", about=name) for name, text in found.items())
    line = tr("{count} plugin(s) with records of an older form", count=len(found))
    return [StatusSection(tr("Form of the records"), (line, *closed), actions)]
