"""The fields of a measure, a cycle and a driver that a person sets, and how each is read."""

from __future__ import annotations

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, one_line, parse_day
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.words import read_status

MEASURE_FIELDS = SettableFields(
    "a measure",
    (
        Settable("title", one_line, empty=REQUIRED),
        Settable("responsible", one_line),
        Settable("person", one_line),
        Settable("focus", one_line),
        Settable("indicators", one_line, many=True, spelled=("indicator",), parted="[;,]"),
        Settable("planned_start", parse_day, empty=None),
        Settable("planned_end", parse_day, empty=None),
        Settable("start", parse_day, empty=None),
        Settable("end", parse_day, empty=None),
        Settable("status", read_status, empty=REQUIRED, words=tuple(Measure.STATUSES)),
        Settable("note"),
    ),
    elsewhere={
        "steps": "kvadmin measure step MEASURE STEP --done DATE --parties WORDS",
        "cycles": "kvadmin cycle add MEASURE PLAN",
    },
)

CYCLE_FIELDS = SettableFields(
    "a cycle",
    (
        Settable("plan", empty=REQUIRED),
        Settable("prediction"),
        Settable("done"),
        Settable("learned"),
        Settable("next"),
        Settable("start", parse_day, empty=None),
        Settable("end", parse_day, empty=None),
    ),
)

DRIVER_FIELDS = SettableFields(
    "a driver",
    (
        Settable("text", one_line),
        Settable("under", one_line, many=True, parted="[;, ]"),
        Settable("measure", one_line),
    ),
)
