"""Names of folders and files, for modules that must not load the libraries of letters."""

from __future__ import annotations

from importlib.util import find_spec

OUTBOX = "outbox"
LETTERS = "letters"
#: Beside the frozen plan: how it was asked for, and what the printed letters and the journal need.
PLANNED_FILE = "planned.json"
#: When the letters by post were put in the mail.
POSTED_FILE = "posted.json"


def mail_libraries_installed() -> bool:
    """Whether the extra ``mail`` is installed, without which no outbox can be read."""
    return all(find_spec(name) is not None for name in ("jinja2", "markdown_it", "idna"))
