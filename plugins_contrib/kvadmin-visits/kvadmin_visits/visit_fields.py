"""The fields of a visit that a person sets, and how each is read."""

from __future__ import annotations

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, one_line, parse_day, parse_whole, yes_or_no
from kvadmin_visits.records import Visit
from kvadmin_visits.work.words import read_how

VISIT_FIELDS = SettableFields(
    "a visit",
    (
        Settable("day", parse_day, empty=REQUIRED, spelled=("date", "on")),
        Settable("how", read_how, empty=REQUIRED, words=tuple(Visit.HOWS)),
        Settable("who", one_line, spelled=("by", "advisor")),
        Settable("spoken_with", one_line, spelled=("with", "met")),
        Settable("minutes", parse_whole, empty=None),
        Settable("held", yes_or_no, empty=False),
        Settable("note", spelled=("text",)),
        Settable("agreed"),
    ),
)
