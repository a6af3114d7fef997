"""Reading office files: an import is declared once, and read, asked about, remembered and answered alike everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.imports.declared import find_importer as find_importer
    from kvadmin.imports.explaining import explanation as explanation
    from kvadmin.imports.kept_readings import kept_readings as kept_readings
    from kvadmin.imports.municipality_field import NEEDS_WHO as NEEDS_WHO
    from kvadmin.imports.municipality_field import WHO_FIELDS as WHO_FIELDS
    from kvadmin.imports.municipality_field import municipality_of as municipality_of
    from kvadmin.imports.municipality_field import municipality_written as municipality_written
    from kvadmin.imports.municipality_field import why_no_municipality as why_no_municipality
    from kvadmin.imports.office_lists import OfficeList as OfficeList
    from kvadmin.imports.office_lists import look_into as look_into
    from kvadmin.imports.office_lists import read_list as read_list
    from kvadmin.imports.people_fields import first_email as first_email
    from kvadmin.imports.people_fields import phones_in as phones_in
    from kvadmin.imports.row_outcomes import RowOutcome as RowOutcome
    from kvadmin.imports.row_outcomes import nothing_taken_in as nothing_taken_in
    from kvadmin.imports.row_outcomes import row_outcome_word as row_outcome_word
    from kvadmin.imports.row_outcomes import row_place as row_place
    from kvadmin.imports.row_outcomes import rows_refusal as rows_refusal
    from kvadmin.imports.row_outcomes import rows_report as rows_report
    from kvadmin.imports.sensitive_columns import LIST_ENDINGS as LIST_ENDINGS
    from kvadmin.imports.sensitive_columns import sensitive_columns as sensitive_columns
    from kvadmin.imports.typed_choices import typed_conditions as typed_conditions
    from kvadmin.reading.cells import Cell as Cell
    from kvadmin.reading.cells import Row as Row
    from kvadmin.reading.columns.contents import read_yes_no as read_yes_no
    from kvadmin.reading.columns.fields import Field as Field
    from kvadmin.reading.columns.fields import parse_fields as parse_fields
    from kvadmin.reading.damage import damaged as damaged
    from kvadmin.reading.date_order import ColumnDates as ColumnDates
    from kvadmin.reading.date_order import judge_date_columns as judge_date_columns
    from kvadmin.reading.date_order import judge_dates as judge_dates
    from kvadmin.reading.dates import DateOrder as DateOrder
    from kvadmin.reading.dates import ReadDate as ReadDate
    from kvadmin.reading.dates import find_dates as find_dates
    from kvadmin.reading.dates import read_date as read_date
    from kvadmin.reading.decimal_marks import ColumnFigures as ColumnFigures
    from kvadmin.reading.decimal_marks import judge_figures as judge_figures
    from kvadmin.reading.figures import read_emails as read_emails
    from kvadmin.reading.figures import read_figure as read_figure
    from kvadmin.reading.figures import read_phones as read_phones
    from kvadmin.reading.figures import read_whole as read_whole
    from kvadmin.reading.importer import Importer as Importer
    from kvadmin.reading.opening import no_file as no_file
    from kvadmin.reading.opening import read_bytes as read_bytes
    from kvadmin.reading.opening import read_content as read_content
    from kvadmin.reading.opening import read_file as read_file
    from kvadmin.reading.tables import SheetTable as SheetTable
    from kvadmin.reading.tables import SheetTables as SheetTables
    from kvadmin.reading.tables import find_tables as find_tables
    from kvadmin.register.counties import county_named as county_named
    from kvadmin.register.field_values import read_first_day as read_first_day
    from kvadmin.register.field_values import read_last_day as read_last_day
    from kvadmin.register.file_columns import REGISTER as REGISTER
    from kvadmin.register.match import Match as Match
    from kvadmin.register.matching import Register as Register
    from kvadmin.register.matching import read_number as read_number
    from kvadmin.register.postal_columns import ADDRESS_FIELDS as ADDRESS_FIELDS
    from kvadmin.register.postal_columns import postal_address_of as postal_address_of
    from kvadmin.register.resolving import register_on as register_on

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
