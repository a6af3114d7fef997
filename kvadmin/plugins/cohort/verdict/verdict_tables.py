"""A verdict on the screen: its grounds, and what was changed after the freeze."""

from __future__ import annotations

from kvadmin.api import screen_language, tr
from kvadmin.api.reports import Column, Table, table_of

from .records import DrawVerdict

_GROUNDS = (Column("ground", "Ground", get=lambda each: each.text(screen_language())),)
_LATER = (
    Column("on", "Day", "date"),
    Column("what", "After the freeze", get=lambda each: each.what(screen_language())),
    Column("who", "Who"),
    Column("why", "Why"),
    Column("command", "Command", rank=1),
)


def verdict_tables(verdict: DrawVerdict) -> list[Table]:
    """The tables; the second one only when something was changed after the freeze."""
    title = tr("The draw is {verdict}", verdict=verdict.word(screen_language()))
    notes = (tr("Fingerprint: {fingerprint}", fingerprint=verdict.fingerprint),) if verdict.fingerprint else ()
    tables = [table_of(title, _GROUNDS, verdict.as_read(), notes)]
    if verdict.after_freeze:
        tables.append(table_of(tr("Changed after the freeze"), _LATER, verdict.after_freeze))
    return tables
