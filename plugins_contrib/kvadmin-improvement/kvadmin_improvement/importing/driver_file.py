"""A driver diagram from a workbook or csv: a row is a way from a primary driver to a change idea."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from kvadmin.api import Snapshot, UnknownName, tr
from kvadmin.api.commands import one_line
from kvadmin.api.imports import Importer, Row, RowOutcome, SheetTable, parse_fields
from kvadmin_improvement.diagram.tree_rules import next_driver_id
from kvadmin_improvement.records import Driver, DriverDiagram
from kvadmin_improvement.work.lookups import find_measure

_TABLE = """
aim: mål | aim | målet | goal
primary: primærdriver | primærdrivere | primærdrivar | primærdrivarar | primary driver | primary drivers | primary
primary: primær driver | primære drivere
secondary: sekundærdriver | sekundærdrivere | sekundærdrivar | sekundærdrivarar | secondary driver | secondary drivers
secondary: secondary | sekundær driver | sekundære drivere
change: endringsidé | endringside | endringsideer | endringsidear | change idea | change ideas | change | tiltak
change: endringsideer og tiltak | endringsidear og tiltak | change ideas and measures | endringsidé eller tiltak
measure: tiltaksnummer | tiltak-id | tiltaksid | measure | measure id | tiltak nr
"""

#: The boxes of one driver diagram.
DRIVERS = Importer(
    "drivers",
    parse_fields(
        _TABLE,
        more={
            "aim": {"help": "that of the diagram; once is enough"},
            "primary": {"help": "empty: that of the row above"},
            "secondary": {"help": "empty in a row that names no primary driver: that of the row above"},
            "change": {"help": "a change idea or a measure"},
            "measure": {"help": "the id of the measure that carries it out"},
        },
    ),
    (("primary",),),
    help="one way through a driver diagram",
)
_FIELDS = ("primary", "secondary", "change")


@dataclass
class DriverMerge:
    """The diagram after the import, and what happened to each row."""

    diagram: DriverDiagram
    rows: list[RowOutcome] = field(default_factory=list)


def merge_drivers(data: Snapshot, tables: list[SheetTable], diagram: DriverDiagram) -> DriverMerge:
    """Add what the rows name and the diagram lacks; the same words in a column are the same box.

    Raises:
        UsageError: A cell holds what no line can.
    """
    merged = DriverMerge(diagram)
    for table in tables:
        above = dict.fromkeys(_FIELDS, "")
        for row in table.rows:
            if row.filled:
                _merge_row(data, merged, table, row, above)
    return merged


def _merge_row(data: Snapshot, merged: DriverMerge, table: SheetTable, row: Row, above: dict[str, str]) -> None:
    def fate(outcome: str, reason: str = "") -> None:
        merged.rows.append(RowOutcome(sheet=table.sheet.name, row=row.number, outcome=outcome, reason=reason))

    try:
        said = {name: one_line(table.text(row, name)) for name in ("aim", *_FIELDS, "measure")}
    except ValueError as error:
        return fate("refused", str(error))
    if said["aim"] and said["aim"].casefold() != merged.diagram.aim.casefold():
        return fate("refused", tr("the aim is another one: {aim}", aim=said["aim"]))
    measure = ""
    if said["measure"]:
        try:
            measure = find_measure(data, said["measure"]).id
        except UnknownName as error:
            return fate("refused", error.message)
    if said["primary"]:
        above.update(primary=said["primary"], secondary="")
    if said["secondary"]:
        above["secondary"] = said["secondary"]
    if not above["primary"]:
        return fate("refused", tr("no primary driver stands in this row or above"))
    before = merged.diagram
    _put(merged, above["primary"], above["secondary"], said["change"], measure)
    return fate("unchanged" if merged.diagram == before else "imported")


def _put(merged: DriverMerge, primary: str, secondary: str, change: str, measure: str) -> None:
    at = _box(merged, "primary", primary, "")
    if secondary:
        at = _box(merged, "secondary", secondary, at)
    if change or measure:
        _box(merged, "change", change, at, measure)


def _box(merged: DriverMerge, level: str, text: str, under: str, measure: str = "") -> str:
    """The id of the box with these words, made or hung under one more where it is not so yet."""
    diagram = merged.diagram
    for at, each in enumerate(diagram.drivers):
        if each.level == level and each.text.casefold() == text.casefold() and (text or each.measure == measure):
            new = msgspec.structs.replace(
                each,
                under=each.under if not under or under in each.under else [*each.under, under],
                measure=measure or each.measure,
            )
            drivers = [*diagram.drivers[:at], new, *diagram.drivers[at + 1 :]]
            merged.diagram = msgspec.structs.replace(diagram, drivers=drivers)
            return each.id
    made = Driver(
        id=next_driver_id(diagram, level), level=level, text=text, under=[under] if under else [], measure=measure
    )
    merged.diagram = msgspec.structs.replace(diagram, drivers=[*diagram.drivers, made])
    return made.id
