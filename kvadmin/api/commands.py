"""What commands need: names typed by people, selections, settings, files written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.documents.output_files import file_stem, write_file
    from kvadmin.extension.discovering.discovery import PluginStatus, user_settings_file
    from kvadmin.extension.discovering.known_plugins import MissedPlugin
    from kvadmin.extras import need
    from kvadmin.model.person import email_address, is_person, phone_number
    from kvadmin.register.field_values import MUNICIPALITY_FIELDS, organisation_number
    from kvadmin.register.merging import RegisterImport
    from kvadmin.register.resolving import find_municipality
    from kvadmin.resources import config_folder, example_files
    from kvadmin.selection.language import Query, parse_selection
    from kvadmin.selection.subjects import select, subjects
    from kvadmin.store.erasing.readable_texts import readable_texts
    from kvadmin.store.erasing.repository import GitHoldings, GitRepository, repository_of
    from kvadmin.tables.cells import check_text
    from kvadmin.typed.cohorts import CohortArgument, CohortInsteadOption, any_cohort, cohort_and_words, cohort_of
    from kvadmin.typed.days import parse_day
    from kvadmin.typed.fields import REQUIRED, Settable, SettableFields, choice, yes_or_no
    from kvadmin.typed.figures import parse_figure, parse_whole
    from kvadmin.typed.postal_addresses import ends_in_place, postal_address, postcode
    from kvadmin.typed.texts import one_line

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
        "kvadmin.selection.language": "Query parse_selection",
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
