"""Reading office files: an import is declared once, and read, asked about, remembered and answered alike everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.imports.declared import find_importer
    from kvadmin.imports.explaining import explanation
    from kvadmin.imports.kept_readings import kept_readings
    from kvadmin.imports.municipality_field import (
        NEEDS_WHO,
        WHO_FIELDS,
        municipality_of,
        municipality_written,
        why_no_municipality,
    )
    from kvadmin.imports.office_lists import OfficeList, look_into, read_list
    from kvadmin.imports.people_fields import first_email, phones_in
    from kvadmin.imports.row_outcomes import (
        RowOutcome,
        nothing_taken_in,
        row_outcome_word,
        row_place,
        rows_refusal,
        rows_report,
    )
    from kvadmin.imports.sensitive_columns import LIST_ENDINGS, sensitive_columns
    from kvadmin.imports.typed_choices import typed_conditions
    from kvadmin.reading.cells import Cell, Row
    from kvadmin.reading.columns.contents import read_yes_no
    from kvadmin.reading.columns.fields import Field, parse_fields
    from kvadmin.reading.damage import damaged
    from kvadmin.reading.date_order import ColumnDates, judge_date_columns, judge_dates
    from kvadmin.reading.dates import DateOrder, ReadDate, find_dates, read_date
    from kvadmin.reading.decimal_marks import ColumnFigures, judge_figures
    from kvadmin.reading.figures import read_emails, read_figure, read_phones, read_whole
    from kvadmin.reading.importer import Importer
    from kvadmin.reading.opening import no_file, read_bytes, read_content, read_file
    from kvadmin.reading.tables import SheetTable, SheetTables, find_tables
    from kvadmin.register.counties import county_named
    from kvadmin.register.field_values import read_first_day, read_last_day
    from kvadmin.register.file_columns import REGISTER
    from kvadmin.register.match import Match
    from kvadmin.register.matching import Register, read_number
    from kvadmin.register.postal_columns import ADDRESS_FIELDS, postal_address_of
    from kvadmin.register.resolving import register_on

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.imports.declared": "find_importer",
        "kvadmin.imports.explaining": "explanation",
        "kvadmin.imports.kept_readings": "kept_readings",
        "kvadmin.imports.municipality_field": (
            "NEEDS_WHO WHO_FIELDS municipality_of municipality_written why_no_municipality"
        ),
        "kvadmin.imports.office_lists": "OfficeList look_into read_list",
        "kvadmin.imports.people_fields": "first_email phones_in",
        "kvadmin.imports.row_outcomes": (
            "RowOutcome nothing_taken_in row_outcome_word row_place rows_refusal rows_report"
        ),
        "kvadmin.imports.sensitive_columns": "LIST_ENDINGS sensitive_columns",
        "kvadmin.imports.typed_choices": "typed_conditions",
        "kvadmin.reading.cells": "Cell Row",
        "kvadmin.reading.columns.contents": "read_yes_no",
        "kvadmin.reading.columns.fields": "Field parse_fields",
        "kvadmin.reading.damage": "damaged",
        "kvadmin.reading.date_order": "ColumnDates judge_date_columns judge_dates",
        "kvadmin.reading.dates": "DateOrder ReadDate find_dates read_date",
        "kvadmin.reading.decimal_marks": "ColumnFigures judge_figures",
        "kvadmin.reading.figures": "read_emails read_figure read_phones read_whole",
        "kvadmin.reading.importer": "Importer",
        "kvadmin.reading.opening": "no_file read_bytes read_content read_file",
        "kvadmin.reading.tables": "SheetTable SheetTables find_tables",
        "kvadmin.register.counties": "county_named",
        "kvadmin.register.field_values": "read_first_day read_last_day",
        "kvadmin.register.file_columns": "REGISTER",
        "kvadmin.register.match": "Match",
        "kvadmin.register.matching": "Register read_number",
        "kvadmin.register.postal_columns": "ADDRESS_FIELDS postal_address_of",
        "kvadmin.register.resolving": "register_on",
    },
)
