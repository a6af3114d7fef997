"""Names of folders and files of letters in the programme folder."""

from __future__ import annotations

OUTBOX = "outbox"
ARCHIVE = "archive"
LETTERS = "letters"
#: Beside the frozen plan: how it was asked for, and what the printed letters and the journal need.
PLANNED_FILE = "planned.json"
#: When the letters by post were put in the mail.
POSTED_FILE = "posted.json"
