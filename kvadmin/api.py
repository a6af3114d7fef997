"""The one module that plugins import from kvadmin, built-in or third-party.

Names are loaded when first used (PEP 562), so that a plugin's light declaration
costs nothing: ``from kvadmin.api import Command, hookimpl`` imports pluggy and
a few dataclasses, neither YAML nor msgspec.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer

    from kvadmin import __version__
    from kvadmin.documents.blocks import (
        TICK_BOX,
        Block,
        Bullets,
        CopyList,
        Document,
        Heading,
        KeyValues,
        Letterhead,
        PageBreak,
        Paragraph,
        Picture,
        PrintColumn,
        Run,
        Signature,
        TableBlock,
        Text,
        Together,
        muted,
        plain,
        strong,
    )
    from kvadmin.documents.cells import check_text, looks_like_formula
    from kvadmin.documents.collation import municipality_key, person_key, sort_key
    from kvadmin.documents.extras import need
    from kvadmin.documents.glyphs import check_document, check_printable
    from kvadmin.documents.names import FiledName, filed_name
    from kvadmin.documents.outputs import file_stem, fresh_name, save
    from kvadmin.documents.pdf.compiling import compile_typst, svg_to_png
    from kvadmin.documents.publish import DOCUMENT_FORMATS, write_document
    from kvadmin.documents.reading.cells import Cell, Row
    from kvadmin.documents.reading.dates import ReadDate, find_dates, read_date
    from kvadmin.documents.reading.figures import read_emails, read_phones, read_whole
    from kvadmin.documents.reading.figures import read_number as read_figure
    from kvadmin.documents.reading.headings import Field, Headings
    from kvadmin.documents.reading.opening import no_file, read_bytes, read_file
    from kvadmin.documents.reading.tables import Table as SheetTable
    from kvadmin.documents.reading.tables import Tables, find_tables
    from kvadmin.documents.register_file import RegisterFile, read_register
    from kvadmin.documents.register_lookup import find_municipality
    from kvadmin.documents.register_merge import RegisterMerge, merge_register
    from kvadmin.documents.selecting import select, subjects
    from kvadmin.documents.table import Column, Report, Table, Writer, render
    from kvadmin.documents.wording import Language, clock, count, day, day_range, listing, number, percent, weekday_name
    from kvadmin.documents.xlsx import write as write_workbook
    from kvadmin.errors import Conflict, InvalidData, KvadminError, PluginFailure, Refused, UnknownName, UsageError
    from kvadmin.extension.answers import ActionItem, Ineligible, PersonalData, StatusSection
    from kvadmin.extension.discovery import PluginStatus, disabled_names, load_target, user_settings_file
    from kvadmin.extension.session import Session
    from kvadmin.extension.specs import hookimpl
    from kvadmin.extension.transports import (
        Delivery,
        Envelope,
        MailSession,
        Reply,
        SessionLost,
        Transport,
        TransportDeclaration,
    )
    from kvadmin.extension.types import Command
    from kvadmin.model.application import (
        ITEMS,
        Acceptance,
        Application,
        Intake,
        IntakeRow,
        OpenRow,
        PoliticalCase,
        RowLink,
        Source,
        StateChange,
    )
    from kvadmin.model.bodies import parse_bodies
    from kvadmin.model.cohort import END_REASONS, KINDS, Cohort, Criterion, Membership, Quota
    from kvadmin.model.collection import Collection, ExtraField
    from kvadmin.model.days import parse_day
    from kvadmin.model.evaluation import (
        DIRECTIONS,
        EVALUATION_KINDS,
        EVENT_KINDS,
        PERIODS,
        PLAN_STATUSES,
        Indicator,
        Indicators,
        MissingCode,
        OwnEvaluation,
        PlanReport,
        ProjectPlan,
        SeriesEvent,
    )
    from kvadmin.model.finding import Finding
    from kvadmin.model.folding import fold, fold_plain, squash
    from kvadmin.model.gathering import (
        CONSENTS,
        GATHERING_KINDS,
        REGISTRATION_STATES,
        SENSITIVE_DAYS,
        AgendaItem,
        Gathering,
        Invitation,
        Need,
        OtherRegistrations,
        Registration,
        Registrations,
        SensitiveNeeds,
        badge_token,
        new_person_id,
    )
    from kvadmin.model.matching import Match, Register, read_number
    from kvadmin.model.mixing import Mixing, mix
    from kvadmin.model.mixing import faults as mixing_faults
    from kvadmin.model.mixing import turns as mixing_turns
    from kvadmin.model.municipality import LANGUAGE_FORMS, ROLES, Contact, Municipality
    from kvadmin.model.network import Advisor, Network, Networks, SplitSettings
    from kvadmin.model.person import email_address, is_person, phone_number
    from kvadmin.model.programme import Programme
    from kvadmin.model.record import Part, Record
    from kvadmin.model.register import REGISTER_FIELDS, municipality_number, one_line
    from kvadmin.model.register import first_day as read_first_day
    from kvadmin.model.register import last_day as read_last_day
    from kvadmin.model.selection import SELECTION_FIELDS, Predicate, Query, Subject, parse_selection
    from kvadmin.model.states import State, allowed_from, check_transition, decision_steps, is_final, parse_state
    from kvadmin.model.succession import parse_succession
    from kvadmin.resources import config_folder, example_folder
    from kvadmin.store.interface import EngineFactory, HistoryEntry, Plan, Snapshot
    from kvadmin.store.transaction import Transaction

#: Where each name lives. Sorted by module; the type checker reads the imports above.
_HOME = {
    "kvadmin.documents.blocks": (
        "Block",
        "Bullets",
        "CopyList",
        "Document",
        "Heading",
        "KeyValues",
        "Letterhead",
        "PageBreak",
        "Paragraph",
        "Picture",
        "PrintColumn",
        "Run",
        "Signature",
        "TICK_BOX",
        "TableBlock",
        "Text",
        "Together",
        "muted",
        "plain",
        "strong",
    ),
    "kvadmin.documents.cells": ("check_text", "looks_like_formula"),
    "kvadmin.documents.collation": ("municipality_key", "person_key", "sort_key"),
    "kvadmin.documents.extras": ("need",),
    "kvadmin.documents.glyphs": ("check_document", "check_printable"),
    "kvadmin.documents.names": ("FiledName", "filed_name"),
    "kvadmin.documents.outputs": ("file_stem", "fresh_name", "save"),
    "kvadmin.documents.pdf.compiling": ("compile_typst", "svg_to_png"),
    "kvadmin.documents.publish": ("DOCUMENT_FORMATS", "write_document"),
    "kvadmin.documents.register_file": ("RegisterFile", "read_register"),
    "kvadmin.documents.register_lookup": ("find_municipality",),
    "kvadmin.documents.register_merge": ("RegisterMerge", "merge_register"),
    "kvadmin.documents.selecting": ("select", "subjects"),
    "kvadmin.documents.table": ("Column", "Report", "Table", "Writer", "render"),
    "kvadmin.documents.wording": (
        "Language",
        "clock",
        "count",
        "day",
        "day_range",
        "listing",
        "number",
        "percent",
        "weekday_name",
    ),
    "kvadmin.documents.xlsx": ("write_workbook",),
    "kvadmin.errors": (
        "Conflict",
        "InvalidData",
        "KvadminError",
        "PluginFailure",
        "Refused",
        "UnknownName",
        "UsageError",
    ),
    "kvadmin.extension.answers": ("ActionItem", "Ineligible", "PersonalData", "StatusSection"),
    "kvadmin.extension.discovery": ("PluginStatus", "disabled_names", "load_target", "user_settings_file"),
    "kvadmin.extension.session": ("Session",),
    "kvadmin.extension.specs": ("hookimpl",),
    "kvadmin.extension.transports": (
        "Delivery",
        "Envelope",
        "MailSession",
        "Reply",
        "SessionLost",
        "Transport",
        "TransportDeclaration",
    ),
    "kvadmin.extension.types": ("Command",),
    "kvadmin.model.application": (
        "Acceptance",
        "Application",
        "ITEMS",
        "Intake",
        "IntakeRow",
        "OpenRow",
        "PoliticalCase",
        "RowLink",
        "Source",
        "StateChange",
    ),
    "kvadmin.model.cohort": (
        "Cohort",
        "Criterion",
        "END_REASONS",
        "KINDS",
        "Membership",
        "Quota",
    ),
    "kvadmin.model.collection": ("Collection", "ExtraField"),
    "kvadmin.model.days": ("parse_day",),
    "kvadmin.model.evaluation": (
        "DIRECTIONS",
        "EVALUATION_KINDS",
        "EVENT_KINDS",
        "Indicator",
        "Indicators",
        "MissingCode",
        "OwnEvaluation",
        "PERIODS",
        "PLAN_STATUSES",
        "PlanReport",
        "ProjectPlan",
        "SeriesEvent",
    ),
    "kvadmin.model.finding": ("Finding",),
    "kvadmin.model.folding": ("fold", "fold_plain", "squash"),
    "kvadmin.model.gathering": (
        "AgendaItem",
        "CONSENTS",
        "GATHERING_KINDS",
        "Gathering",
        "Invitation",
        "Need",
        "OtherRegistrations",
        "REGISTRATION_STATES",
        "Registration",
        "Registrations",
        "SENSITIVE_DAYS",
        "SensitiveNeeds",
        "badge_token",
        "new_person_id",
    ),
    "kvadmin.model.mixing": ("Mixing", "mix", "mixing_faults", "mixing_turns"),
    "kvadmin.model.municipality": ("LANGUAGE_FORMS", "ROLES", "Contact", "Municipality"),
    "kvadmin.model.network": ("Advisor", "Network", "Networks", "SplitSettings"),
    "kvadmin.model.person": ("email_address", "is_person", "phone_number"),
    "kvadmin.model.programme": ("Programme",),
    "kvadmin.model.selection": ("Predicate", "Query", "SELECTION_FIELDS", "Subject", "parse_selection"),
    "kvadmin.model.states": (
        "State",
        "allowed_from",
        "check_transition",
        "decision_steps",
        "is_final",
        "parse_state",
    ),
    "kvadmin.model.matching": ("Match", "Register", "read_number"),
    "kvadmin": ("__version__",),
    "kvadmin.documents.reading.dates": ("ReadDate", "find_dates", "read_date"),
    "kvadmin.documents.reading.figures": ("read_emails", "read_figure", "read_phones", "read_whole"),
    "kvadmin.documents.reading.headings": ("Field", "Headings"),
    "kvadmin.documents.reading.tables": ("SheetTable", "Tables", "find_tables"),
    "kvadmin.documents.reading.opening": ("no_file", "read_bytes", "read_file"),
    "kvadmin.documents.reading.cells": ("Cell", "Row"),
    "kvadmin.model.bodies": ("parse_bodies",),
    "kvadmin.model.succession": ("parse_succession",),
    "kvadmin.model.record": ("Part", "Record"),
    "kvadmin.model.register": ("REGISTER_FIELDS", "municipality_number", "one_line", "read_first_day", "read_last_day"),
    "kvadmin.resources": ("config_folder", "example_folder"),
    "kvadmin.store.interface": ("EngineFactory", "HistoryEntry", "Plan", "Snapshot"),
    "kvadmin.store.transaction": ("Transaction",),
}
#: Names that say here, beside all the others, what is plain in their own module.
_OWN_NAME = {
    "SheetTable": "Table",
    "write_workbook": "write",
    "mixing_faults": "faults",
    "mixing_turns": "turns",
    "read_figure": "read_number",
    "read_first_day": "first_day",
    "read_last_day": "last_day",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted([*_MODULE_OF, "session"])  # noqa: PLE0605 - the names are those of the table above


def __getattr__(name: str) -> Any:
    try:
        module = _MODULE_OF[name]
    except KeyError:
        raise AttributeError(f"module 'kvadmin.api' has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(module), _OWN_NAME.get(name, name))
    return value


def __dir__() -> list[str]:
    return list(__all__)


def session(ctx: typer.Context) -> Session:
    """The session of this run, from the context of a Typer command.

    Example::

        @app.command()
        def hello(ctx: typer.Context) -> None:
            print(session(ctx).data.get(Municipality, "0301").name)
    """
    found: Session = ctx.find_root().obj
    return found
