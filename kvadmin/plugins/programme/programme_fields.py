"""What of ``programme.yaml`` a person may set by command: the programme's own fields, the sender's, and a party's."""

from __future__ import annotations

from kvadmin.api.commands import (
    REQUIRED,
    Settable,
    SettableFields,
    choice,
    email_address,
    one_line,
    organisation_number,
    parse_day,
    phone_number,
)

#: What the fields of the sender begin with: ``sender.name``.
SENDER = "sender."

#: What each field is, in words; translated where they are shown.
FIELD_WORDS = {
    "name": "name",
    "start": "first day",
    "end": "last day",
    "language": "language of letters",
    "screen_language": "language of the screen",
    "case_number": "case number",
    "copy_recipients": "copies of letters to",
    "note": "note",
    "sender.name": "name of the sender",
    "sender.email": "e-mail of the sender",
    "sender.address": "address of the sender",
    "sender.phone": "telephone of the sender",
    "sender.signed_by": "who signs",
    "sender.title": "title of who signs",
    "sender.organisation_number": "organisation number",
    "sender.logo": "logo",
}

PROGRAMME_FIELDS = SettableFields(
    "the programme",
    (
        Settable("name", one_line, empty=REQUIRED),
        Settable("start", parse_day, empty=None),
        Settable("end", parse_day, empty=None),
        Settable("language", choice("nb", "nn"), empty=REQUIRED),
        Settable("screen_language", choice("nb", "nn", "en")),
        Settable("case_number", one_line),
        Settable("copy_recipients", one_line, many=True),
        Settable("note", one_line),
        Settable("sender.name", one_line),
        Settable("sender.email", email_address),
        Settable("sender.address", one_line, many=True),
        Settable("sender.phone", phone_number),
        Settable("sender.signed_by", one_line),
        Settable("sender.title", one_line),
        Settable("sender.organisation_number", organisation_number),
        Settable("sender.logo", one_line),
    ),
    elsewhere={
        "parties": "kvadmin programme party NAME FIELD VALUE",
        "plugins": "kvadmin plugins enable NAME",
        "schema": "kvadmin migrate",
        "schemas": "kvadmin migrate",
        "store": "kvadmin store copy",
    },
)

PARTY_FIELDS = SettableFields(
    "a party",
    (
        Settable("name", one_line, empty=REQUIRED),
        Settable("short", one_line),
        Settable("email", email_address),
        Settable("address", one_line, many=True),
    ),
)
