"""The fields of an application as a person types them: the table of ``application set``."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import msgspec

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_day, parse_figure
from kvadmin.api.records import Application, State

from .items import CASE_BODY, DECISION_DATE

_CONTENTS = (*Application.ITEMS, CASE_BODY, DECISION_DATE)
_TEXTS = ("channel", "contact", "case_number", "document_number", "note", "ineligible")


def _midnight(text: str) -> datetime:
    """The day received; what is set by hand tells no time."""
    return datetime.combine(parse_day(text), time())


#: The fields that ``application set`` knows in every programme.
APPLICATION_FIELDS = SettableFields(
    "an application",
    (
        *map(Settable, (*_CONTENTS, *_TEXTS)),
        Settable("postmark", parse_day, empty=None),
        Settable("forwarded", parse_day, empty=None),
        Settable("received", _midnight, empty=REQUIRED),
        Settable("score", parse_figure, empty=None),
        Settable("state", choice(*State), empty=REQUIRED),
    ),
    elsewhere={
        "accepted_late": "kvadmin application accept-late COHORT NUMBER --why TEXT",
        "points": "kvadmin application score FILE --cohort COHORT",
        "question": "kvadmin application confirm COHORT NUMBER",
    },
)


def with_field(application: Application, name: str, value: Any) -> Application:
    """The application with one field changed; an item of the contents that is emptied is left out.

    Args:
        application: The record as it is.
        name: A field of :data:`APPLICATION_FIELDS`, but not ``state``.
        value: What the table read.
    """
    if name not in _CONTENTS:
        return msgspec.structs.replace(application, **{name: value})
    kept = {key: text for key, text in application.contents.items() if key != name}
    return msgspec.structs.replace(application, contents={**kept, name: value} if value else kept)


def field_value(application: Application, name: str) -> Any:
    """What the application has in a field of :data:`APPLICATION_FIELDS`."""
    return application.contents.get(name, "") if name in _CONTENTS else getattr(application, name)
