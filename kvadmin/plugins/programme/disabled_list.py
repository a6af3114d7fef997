"""The list of disabled plugins in the text of a settings file; everything else in it stays as it stands. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable


def disabled_line(names: Iterable[str]) -> str:
    """The line of TOML that disables these plugins."""
    return f"disabled = [{', '.join(json.dumps(name, ensure_ascii=False) for name in sorted(names))}]"


def with_line(text: str, line: str) -> str:
    """The text with the line under ``[plugins]``, in the place of the list that stands there."""
    section = re.search(r"(?m)^\[plugins\][^\n]*\n?", text)
    if section is None:
        return f"{text.rstrip()}\n\n[plugins]\n{line}\n".lstrip()
    head, rest = text[: section.end()], text[section.end() :]
    following = re.search(r"(?m)^\[", rest)
    body, tail = (rest[: following.start()], rest[following.start() :]) if following else (rest, "")
    body, found = re.subn(r"(?ms)^disabled\s*=\s*\[.*?\][^\n]*", lambda _: line, body, count=1)
    return (head if head.endswith("\n") else head + "\n") + (body if found else f"{line}\n{body}") + tail
