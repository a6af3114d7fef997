"""Reading office files: workbooks and csv as offices keep them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.reading.cells import Cell, Row
    from kvadmin.reading.dates import ReadDate, find_dates, read_date
    from kvadmin.reading.decimal_marks import ColumnFigures, judge_figures
    from kvadmin.reading.figures import read_emails, read_figure, read_phones, read_whole
    from kvadmin.reading.headings import Field, Headings
    from kvadmin.reading.opening import no_file, read_bytes, read_file
    from kvadmin.reading.tables import SheetTable, SheetTables, find_tables
    from kvadmin.register.field_values import read_first_day, read_last_day
    from kvadmin.register.matching import Match, Register, read_number
    from kvadmin.register.resolving import register_on

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.reading.cells": "Cell Row",
        "kvadmin.reading.dates": "ReadDate find_dates read_date",
        "kvadmin.reading.decimal_marks": "ColumnFigures judge_figures",
        "kvadmin.reading.figures": "read_emails read_figure read_phones read_whole",
        "kvadmin.reading.headings": "Field Headings",
        "kvadmin.reading.opening": "no_file read_bytes read_file",
        "kvadmin.reading.tables": "SheetTable SheetTables find_tables",
        "kvadmin.register.field_values": "read_first_day read_last_day",
        "kvadmin.register.matching": "Match Register read_number",
        "kvadmin.register.resolving": "register_on",
    },
)
