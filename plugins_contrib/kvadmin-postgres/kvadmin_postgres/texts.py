"""What the server's texts can hold."""

from __future__ import annotations

import json

from kvadmin.api.engines import plain_values


def can_be(text: str) -> bool:
    """Whether the server can hold the text: neither U+0000 nor half a character (a surrogate)."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text))


def value_of(name: str, content: bytes) -> tuple[str | None, bool]:
    """What a ``.yaml`` says as JSON (None: not readable, or not to be kept), and whether jsonb cannot hold it."""
    if not name.endswith(".yaml"):
        return None, False
    values = plain_values(content)
    if values is None:
        return None, False
    text = json.dumps(values, ensure_ascii=False)
    odd = "\\u0000" in text or not can_be(text)
    return (None, True) if odd else (text, False)


def entry_of(name: str, line: bytes) -> str | None:
    """What a line of the history says as JSON; None: it is of another log, or says nothing that jsonb can hold."""
    if not name.startswith("history/") or not line.endswith(b"\n"):
        return None
    try:
        text = line.decode()
        entry = json.loads(text)
    except ValueError:
        return None
    return text if isinstance(entry, dict) and "\\u0000" not in text and "\\ud" not in text.lower() else None
