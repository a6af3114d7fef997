"""The fields of an example and of the site that a person sets, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from kvadmin.api import UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, email_address, one_line, parse_day
from kvadmin_website.bank.bank_words import THEME_NAMES, read_form, read_step, read_theme
from kvadmin_website.records import Example

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")

EXAMPLE_FIELDS = SettableFields(
    "an example",
    (
        Settable("theme", read_theme, words=tuple(THEME_NAMES)),
        Settable("title_nb", one_line, spelled=("title",)),
        Settable("title_nn", one_line),
        Settable("steps", read_step, many=True, parted="[;, ]", spelled=("step",)),
        Settable("sent", parse_day, empty=None),
        Settable("sender", one_line),
        Settable("email", email_address, spelled=("e-mail",)),
    ),
    elsewhere={
        "text": "kvadmin website example text EXAMPLE FILE",
        "status": "kvadmin website example review EXAMPLE",
        "consent": "kvadmin website example consent EXAMPLE",
    },
)


def read_site_address(text: str) -> str:
    """The address of a site, without the slash at its end.

    Raises:
        UsageError: It does not begin with ``https://`` or ``http://``, or has blanks, a question or a fragment.
    """
    found = text.strip().rstrip("/")
    if not _ADDRESS.fullmatch(found):
        raise UsageError(
            tr("{text!r} is no address of a site", text=text),
            hint=tr("such as https://kvalitet.example"),
            code="bad-value",
        )
    return found


SITE_FIELDS = SettableFields(
    "the site",
    (
        Settable("address", read_site_address),
        Settable("languages", read_form, empty=REQUIRED, many=True, parted="[;, ]", spelled=("language",)),
        Settable("partners", one_line, many=True, spelled=("partner",)),
    ),
    elsewhere={
        "agreed": "kvadmin website agree MUNICIPALITY --results INDICATOR",
        "themes": "kvadmin website themes MUNICIPALITY THEME",
        "named": "kvadmin website named NAME",
        "staff": "kvadmin website staff add ROLE --name NAME",
    },
)


def with_values(old: Example, values: Mapping[str, Any]) -> Example:
    """The example with the values of :data:`EXAMPLE_FIELDS`; a title that is emptied goes."""
    said = dict(values)
    title = dict(old.title)
    for form in ("nb", "nn"):
        if (text := said.pop(f"title_{form}", None)) is not None:
            title[form] = text
    if "steps" in said:
        said["steps"] = tuple(sorted(set(said["steps"])))
    return msgspec.structs.replace(old, title={form: text for form, text in title.items() if text}, **said)
