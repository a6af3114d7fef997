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
