"""E-mail addresses and telephone numbers of a cell that holds what people write: one is taken, the rest is said."""

from __future__ import annotations

from kvadmin.model.person import email_address, phone_number
from kvadmin.reading.figures import read_emails, read_phones
from kvadmin.tables.cells import visible
from kvadmin.translation import tr
from kvadmin.wording.folding import squash


def first_email(text: str) -> tuple[str, str]:
    """The first address of a cell, and what is to be said of it; nobody is lost for a misspelt address.

    ``kari@x.no; kari@hjemme.no`` -> ``("kari@x.no", "of the e-mail cell … kari@x.no was taken")``.

    Added in version 0.2.
    """
    found = read_emails(text)
    try:
        first = email_address(found[0]) if found else ""
    except ValueError:
        first = ""
    if squash(text).casefold().removeprefix("mailto:").strip() == first.casefold():
        return first, ""
    shown = visible(text[:40])
    return first, (
        tr("of the e-mail cell {text!r} {address} was taken", text=shown, address=first)
        if first
        else tr("of the e-mail cell {text!r} nothing was taken", text=shown)
    )


def phones_in(text: str) -> tuple[str, str]:
    """The telephone numbers of a cell as they are written, and what is to be said where they cannot be.

    ``22 00 00 00 (spør etter Kari)`` -> ``("+4722000000", "of the telephone cell … +4722000000 was taken")``.

    Added in version 0.2.
    """
    if not text.strip():
        return "", ""
    try:
        return phone_number(text), ""
    except ValueError:
        found = " / ".join(read_phones(text))
    shown = visible(text[:40])
    return found, (
        tr("of the telephone cell {text!r} {number} was taken", text=shown, number=found)
        if found
        else tr("of the telephone cell {text!r} nothing was taken", text=shown)
    )
