"""What the docstring of a record class says of the class, and of each of its fields."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence

_SECTION = re.compile(r"^(Args|Attributes|Example|Examples|Returns|Raises)::?$")
_FIELDS = frozenset({"Args", "Attributes"})
_ENTRY = re.compile(r"^ {4}(\w+): +(.*)$")
#: A sentence ends before a capital, a digit or a name in backticks; ``5..6`` and ``e.g. this`` go on.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9`])")
_NAME = re.compile(r"``(\w+)``")
_VERSION = re.compile(r"\s*Added in version [\d.]+(?::[^.]*)?\.$")
#: Sphinx roles and backticks, which an editor would show as they stand.
_ROLE = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`")


def summary_of(described: type) -> str:
    """The docstring of a class without its sections, on one line; empty when it has none of its own."""
    return _plain(" ".join(_prose(described)))


def field_texts(described: type, fields: Sequence[str]) -> dict[str, str]:
    """What is said of each field: its entry under ``Args:``, else the sentences that name it in double backticks.

    Args:
        described: A record class; what it does not say, the classes that it is made of may.
        fields: The attributes.
    """
    classes = [each for each in described.__mro__ if each.__module__ not in {"msgspec", "builtins"}]
    entries = {name: text for each in reversed(classes) for name, text in _entries(each)}
    sentences = [part for each in classes for line in _prose(each) for part in _SENTENCE.split(line)]
    found = {}
    for field in fields:
        said = entries.get(field) or " ".join(each for each in sentences if field in _NAME.findall(each))
        if said:
            found[field] = _plain(said)
    return found


def _lines(described: type) -> list[str]:
    text = described.__dict__.get("__doc__")
    return inspect.cleandoc(text).splitlines() if text else []


def _prose(described: type) -> list[str]:
    """The paragraphs outside the sections, each on one line."""
    paragraphs: list[list[str]] = [[]]
    section = False
    for line in _lines(described):
        if _SECTION.match(line):
            section = True
        elif line and not line.startswith(" "):
            section = False
        if not line.strip():
            paragraphs.append([])
        elif not section:
            paragraphs[-1].append(line.strip())
    joined = (" ".join(each) for each in paragraphs)
    return [kept for each in joined if (kept := _VERSION.sub("", each))]


def _entries(described: type) -> Iterator[tuple[str, str]]:
    """Field and text of the entries under ``Args:``."""
    inside, name = False, ""
    text: list[str] = []
    for line in [*_lines(described), "end"]:
        section, entry = _SECTION.match(line), _ENTRY.match(line)
        if line.strip() and (entry or not line.startswith("     ")):
            if name:
                yield name, " ".join(text)
            name = ""
        if section:
            inside = section[1] in _FIELDS
        elif line and not line.startswith(" "):
            inside = False
        elif inside and entry:
            name, text = entry[1], [entry[2]]
        elif name and line.strip():
            text.append(line.strip())


def _plain(text: str) -> str:
    return _ROLE.sub(r"\1", text).replace("``", "")
