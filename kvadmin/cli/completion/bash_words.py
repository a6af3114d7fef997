"""What bash needs done for it: its line is read as it stands, and what it gets is quoted as the person began."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Characters where bash begins a new word of its own, inside what is one word to the command (``COMP_WORDBREAKS``).
_BREAKS = "=:"
#: What stands for itself in an unquoted word.
_SAFE = re.compile(r"[\w@%+=:,./-]+")


def answer_bash(line: str, candidates: Callable[[list[str]], tuple[dict[str, str], bool]]) -> tuple[list[str], bool]:
    """What bash may put in the place of the word at the end of a line.

    Args:
        line: The line up to the cursor.
        candidates: What can stand in the place of the last of some words.
    """
    words, mark, raw = split_line(line)
    found, files = candidates(words[1:])
    cut = _cut(raw) if not mark else 0
    return [_as_typed(value, mark)[cut:] for value in found], files


def split_line(line: str) -> tuple[list[str], str, str]:
    """The words of a line that may end inside quotation marks.

    Returns:
        The words without quotation marks, the last of which is being typed (empty behind a blank); the mark that is
        still open; the last word as it stands.
    """
    words: list[str] = []
    current, raw, mark, begun = "", "", "", False
    at = 0
    while at < len(line):
        char = line[at]
        step = line[at : at + 2] if char == "\\" and mark != "'" and at + 1 < len(line) else char
        if len(step) > 1:
            current, begun = current + (step[1] if not mark or step[1] in '"\\$`' else step), True
        elif char == mark:
            mark = ""
        elif not mark and char in "'\"":
            mark, begun = char, True
        elif not mark and char.isspace():
            words += [current] if begun else []
            current, raw, begun, step = "", "", False, ""
            at += 1
            continue
        else:
            current, begun = current + char, True
        raw += step
        at += len(step)
    return [*words, current], mark, raw


def _cut(raw: str) -> int:
    """How much of a word bash takes as words before: up to its last break that is not escaped."""
    return max((found.end() for found in re.finditer(rf"(?<!\\)[{_BREAKS}]", raw)), default=0)


def _as_typed(value: str, mark: str) -> str:
    if mark == "'":
        return value.replace("'", "'\\''")
    if mark == '"':
        return re.sub(r'(["\\$`])', r"\\\1", value)
    return value if _SAFE.fullmatch(value) else re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)
