"""The difference as a list, in every format."""

from __future__ import annotations

from kvadmin.sheets.difference import Difference
from kvadmin.tables.listing import listing
from kvadmin.tables.table import Column, Report

_COLUMNS = (
    Column("cell", "Cell", get=lambda each: each.where or None),
    Column("key", get=lambda each: each.key),
    Column("about", "Row", rank=1),
    Column("column", get=lambda each: each.column or None),
    Column("heading", "Column", json=False),
    Column("base"),
    Column("programme"),
    Column("file"),
    Column("was", "Before", get=lambda each: each.shown(each.base), json=False),
    Column("is", "Programme", get=lambda each: each.shown(each.programme), json=False, rank=2),
    Column("new", "File", get=lambda each: each.shown(each.file), json=False),
    Column("outcome", "Outcome"),
)


def difference_report(noun: str, differences: list[Difference], *, dry_run: bool, personal: bool) -> Report:
    """The report of ``sheet in``."""
    return listing(
        "differences", _COLUMNS, differences, title="Differences", personal=personal, sheet=noun, dry_run=dry_run
    )
