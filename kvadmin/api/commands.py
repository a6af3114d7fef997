"""What commands need: names typed by people, selections, settings, files written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.documents.output_files import file_stem as file_stem
    from kvadmin.documents.output_files import write_file as write_file
    from kvadmin.extension.discovering.discovery import PluginStatus as PluginStatus
    from kvadmin.extension.discovering.discovery import user_settings_file as user_settings_file
    from kvadmin.extension.discovering.known_plugins import MissedPlugin as MissedPlugin
    from kvadmin.extras import need as need
    from kvadmin.model.person import email_address as email_address
    from kvadmin.model.person import is_person as is_person
    from kvadmin.model.person import phone_number as phone_number
    from kvadmin.register.field_values import MUNICIPALITY_FIELDS as MUNICIPALITY_FIELDS
    from kvadmin.register.field_values import organisation_number as organisation_number
    from kvadmin.register.merging import RegisterImport as RegisterImport
    from kvadmin.register.resolving import find_municipality as find_municipality
    from kvadmin.resources import config_folder as config_folder
    from kvadmin.resources import example_files as example_files
    from kvadmin.selection.language import parse_selection as parse_selection
    from kvadmin.selection.query import Query as Query
    from kvadmin.selection.subjects import select as select
    from kvadmin.selection.subjects import subjects as subjects
    from kvadmin.store.erasing.readable_texts import readable_texts as readable_texts
    from kvadmin.store.erasing.repository import GitHoldings as GitHoldings
    from kvadmin.store.erasing.repository import GitRepository as GitRepository
    from kvadmin.store.erasing.repository import repository_of as repository_of
    from kvadmin.tables.cells import check_text as check_text
    from kvadmin.typed.cohorts import CohortArgument as CohortArgument
    from kvadmin.typed.cohorts import CohortInsteadOption as CohortInsteadOption
    from kvadmin.typed.cohorts import any_cohort as any_cohort
    from kvadmin.typed.cohorts import cohort_and_words as cohort_and_words
    from kvadmin.typed.cohorts import cohort_of as cohort_of
    from kvadmin.typed.days import parse_day as parse_day
    from kvadmin.typed.fields import REQUIRED as REQUIRED
    from kvadmin.typed.fields import Settable as Settable
    from kvadmin.typed.fields import SettableFields as SettableFields
    from kvadmin.typed.fields import choice as choice
    from kvadmin.typed.fields import yes_or_no as yes_or_no
    from kvadmin.typed.figures import parse_figure as parse_figure
    from kvadmin.typed.figures import parse_whole as parse_whole
    from kvadmin.typed.postal_addresses import ends_in_place as ends_in_place
    from kvadmin.typed.postal_addresses import postal_address as postal_address
    from kvadmin.typed.postal_addresses import postcode as postcode
    from kvadmin.typed.texts import one_line as one_line

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.documents.output_files": "file_stem write_file",
        "kvadmin.extension.discovering.discovery": "PluginStatus user_settings_file",
        "kvadmin.extension.discovering.known_plugins": "MissedPlugin",
        "kvadmin.extras": "need",
        "kvadmin.model.person": "email_address is_person phone_number",
        "kvadmin.register.field_values": "MUNICIPALITY_FIELDS organisation_number",
        "kvadmin.register.merging": "RegisterImport",
        "kvadmin.register.resolving": "find_municipality",
        "kvadmin.resources": "config_folder example_files",
        "kvadmin.selection.language": "parse_selection",
        "kvadmin.selection.query": "Query",
        "kvadmin.selection.subjects": "select subjects",
        "kvadmin.store.erasing.readable_texts": "readable_texts",
        "kvadmin.store.erasing.repository": "GitHoldings GitRepository repository_of",
        "kvadmin.tables.cells": "check_text",
        "kvadmin.typed.cohorts": "CohortArgument CohortInsteadOption any_cohort cohort_and_words cohort_of",
        "kvadmin.typed.days": "parse_day",
        "kvadmin.typed.fields": "REQUIRED Settable SettableFields choice yes_or_no",
        "kvadmin.typed.figures": "parse_figure parse_whole",
        "kvadmin.typed.postal_addresses": "ends_in_place postal_address postcode",
        "kvadmin.typed.texts": "one_line",
    },
)
