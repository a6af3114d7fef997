"""The line at the head of a record file that tells an editor which JSON Schema it goes by.

``# yaml-language-server: $schema=../.schemas/cohorts.json``: the way from the file to the schema, so that it holds
wherever the programme folder lies. YAML takes it for a comment. The language server reads it from any comment above the
first value; kvadmin puts it on the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The folder of the schemas. Hidden: it holds no data, so nothing that lists the folder's files sees it.
ROOM = ".schemas"
#: By this a schema is known for one of kvadmin's: what else lies in the folder is not touched.
MARK = "Written by `kvadmin schema write`; what is changed here by hand is lost."
_MARKED = f'"$comment": "{MARK}"'.encode()
_HEAD = "# yaml-language-server: $schema="
#: What the language server takes for such a line (version 1.25: also ``# $schema: ...``).
_ANY = re.compile(r"#\s+(?:yaml-language-server\s*:|\$schema:)")
_OWN = re.compile(rf"# yaml-language-server: \$schema=(?:\.\./)*{re.escape(ROOM)}/[^/\s]+\.json\s*")


def schema_path(collection: str) -> str:
    """Where the schema of a collection lies; without blanks, which would end the line's word."""
    name = re.sub(r"\s", "-", collection)
    return f"{ROOM}/{name}.json"


def is_own(content: bytes | None) -> bool:
    """Whether a file is a schema that kvadmin wrote."""
    return content is not None and _MARKED in content


def modeline(path: str, collection: str) -> str:
    """The line for a record file, without a line end."""
    return f"{_HEAD}{'../' * path.count('/')}{schema_path(collection)}"


def with_modeline(text: str, path: str, collection: str) -> str:
    """The text with its line; the same text when it has it, or names a schema of its own.

    A line of kvadmin's that leads astray, as in a file that was copied to another folder, is put right.

    Args:
        text: A record file.
        path: Where it lies in the programme folder.
        collection: Whose record it is.
    """
    wanted = modeline(path, collection)
    lines = text.splitlines(keepends=True)
    for at in _heads(lines):
        if not _OWN.fullmatch(lines[at]):
            return text
        lines[at] = wanted + _end_of(lines[at])
        return "".join(lines)
    return wanted + _line_end(text) + text


def without_modeline(text: str) -> str:
    """The text without kvadmin's line; the same when it has none."""
    lines = text.splitlines(keepends=True)
    own = {at for at in _heads(lines) if _OWN.fullmatch(lines[at])}
    return "".join(line for at, line in enumerate(lines) if at not in own)


def has_modeline(text: str) -> bool:
    """Whether a file names a schema, kvadmin's or another."""
    return any(True for _ in _heads(text.splitlines(keepends=True)))


def _heads(lines: list[str]) -> Iterator[int]:
    """Places of the lines above the first value that name a schema."""
    for at, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            return
        if _ANY.match(line):
            yield at


def _line_end(text: str) -> str:
    """The line end that a text uses."""
    first = text.partition("\n")[0]
    return "\r\n" if first.endswith("\r") else "\n"


def _end_of(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
