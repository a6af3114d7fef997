"""Which plugin files a person trusts, in her own settings: the file's path and the SHA-256 of what she trusted.

.. code-block:: toml

    [plugins.trusted]
    "/home/kari/kvalitet/plugins/visits.py" = { sha256 = "9f86…", on = "2026-11-30" }

The path is part of it, for a folder that was copied is another programme, where others may write; and it never stands
in the folder itself, for whoever can put a file there could then trust it in everybody's name.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

from kvadmin.errors import InvalidData
from kvadmin.extension.discovering.plugin_files import PluginSource, shown_path
from kvadmin.translation import tr

_HEADING = re.compile(r"(?m)^\[plugins\.trusted\][^\n]*\n?")


class Trust(NamedTuple):
    """What was trusted, and on which day (ISO)."""

    sha256: str
    on: str


def trusted_in(settings: Path, folder: Path) -> dict[str, Trust]:
    """Path -> what of it the person trusts; an entry that is not of the form above trusts nothing.

    Args:
        settings: The person's own settings file.
        folder: The programme folder; settings that lie in it are not the person's own.
    """
    if lies_in(settings, folder) or not settings.is_file():
        return {}
    try:
        plain: Any = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):  # which is said where the settings are read
        return {}
    section = plain.get("plugins")
    entries = section.get("trusted") if isinstance(section, dict) else None
    found = {}
    for path, value in entries.items() if isinstance(entries, dict) else ():
        if isinstance(value, dict) and isinstance(value.get("sha256"), str):
            found[path] = Trust(value["sha256"].casefold(), str(value.get("on", "")))
    return found


def lies_in(settings: Path, folder: Path) -> bool:
    """Whether a settings file lies in a programme folder, where everybody who writes there could change it."""
    return settings.resolve().is_relative_to(folder.resolve())


def why_off(source: PluginSource, trusted: dict[str, Trust]) -> str:
    """Why a file is not run; empty when these bytes are trusted."""
    if source.problem:
        return source.problem
    known = trusted.get(str(source.path))
    if known is None:
        return tr("it is not trusted here")
    if known.sha256 == source.digest:
        return ""
    words = {"day": known.on, "old": known.sha256[:8], "new": source.digest[:8]}
    return tr("it has changed since it was trusted on {day} (sha256 {old}, now {new})", **words)


def is_changed(source: PluginSource, trusted: dict[str, Trust]) -> bool:
    """Whether the person trusted another content of the file, so that something she worked with is off."""
    known = trusted.get(str(source.path))
    return known is not None and (bool(source.problem) or known.sha256 != source.digest)


def trusting(path: Path) -> str:
    """The command that trusts a file."""
    return f"kvadmin plugins trust {quote(shown_path(str(path)))}"


# -- the text of the settings file -----------------------------------------------------------------------------------


def trust_line(path: Path, trust: Trust) -> str:
    """The line of TOML that trusts a file."""
    return f"{_quoted(str(path))} = {{ sha256 = {_quoted(trust.sha256)}, on = {_quoted(trust.on)} }}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def with_trust(text: str, path: Path, trust: Trust | None) -> str:
    """The text of a settings file that trusts a file, or no longer; everything else in it stays as it stands.

    Args:
        text: The text.
        path: The file.
        trust: What is trusted; None: nothing.

    Raises:
        InvalidData: The text is laid out in a way in which no line can be changed safely.
    """
    line = "" if trust is None else f"{trust_line(path, trust)}\n"
    section = _HEADING.search(text)
    if section is None:
        new = f"{text.rstrip()}\n\n[plugins.trusted]\n{line}".lstrip() if line else text
    else:
        head, rest = text[: section.end()], text[section.end() :]
        following = re.search(r"(?m)^\s*\[", rest)
        body, tail = (rest[: following.start()], rest[following.start() :]) if following else (rest, "")
        kept = re.sub(rf"(?m)^{re.escape(_quoted(str(path)))}\s*=[^\n]*\n?", "", body)
        new = (head if head.endswith("\n") else head + "\n") + line + kept + tail
    _compare(text, new, path, trust)
    return new


def _compare(text: str, new: str, path: Path, trust: Trust | None) -> None:
    """Refuse a text that says anything else than the old one and this."""
    try:
        wanted = tomllib.loads(text)
        entries = wanted.setdefault("plugins", {}).setdefault("trusted", {})
        entries.pop(str(path), None)
        if trust is not None:
            entries[str(path)] = {"sha256": trust.sha256, "on": trust.on}
        found = tomllib.loads(new)
        found.setdefault("plugins", {}).setdefault("trusted", {})
        if found == wanted:
            return
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        pass
    raise InvalidData(
        tr("[plugins.trusted] of the settings file is laid out in a way that no line can be changed in safely"),
        hint=tr("put each file on a line of its own: {line}", line=trust_line(path, trust or Trust("…", "…"))),
        code="unusual-layout",
    )
