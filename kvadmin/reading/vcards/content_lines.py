"""The lines of a vCard file: unfolded, decoded, taken apart into name, parameters and value, with their line numbers.

vCard 2.1 is what versit wrote in 1996 and Outlook and old telephones write still; 3.0 is RFC 2425 and 2426, 4.0 is
RFC 6350. vobject 0.9.9 was tried: it stops at a line that it cannot read, or leaves it out with a line in a log, keeps
``TYPE="voice,work"`` as one type, and needs three more packages. What is left of its work is below; the tests read
with it what kvadmin writes.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kvadmin.errors import InvalidData
from kvadmin.translation import tr

_LINE = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"(?:(?P<group>[A-Za-z0-9_-]+)\.)?(?P<name>[A-Za-z0-9-]+)(?=[;:])")
#: What vCard 2.1 writes as a bare word although it is an encoding and no type.
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_BASE64 = frozenset(("BASE64", "B"))
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property of a card.

    Attributes:
        number: Its first line in the file, from 1.
        group: ``item1`` of ``item1.EMAIL``; empty for most.
        name: In capitals: ``EMAIL``.
        parameters: In capitals, with their values as written: ``{"TYPE": ("work", "pref")}``.
        raw: The value, escapes and all.
    """

    number: int
    name: str
    raw: str
    group: str = ""
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """``work``, ``cell``, ``pref`` …, in small letters."""
        return frozenset(each.casefold() for each in self.parameters.get("TYPE", ()))

    @property
    def text(self) -> str:
        """The whole value as text."""
        return _unescaped(self.raw)

    def parts(self, sign: str = ";") -> list[str]:
        """The parts of a value that has several, each as text: family and given name of ``N``."""
        return [_unescaped(each) for each in _cut(self.raw, sign)]


def content_lines(text: str, name: str) -> Iterator[ContentLine | tuple[int, str]]:
    """Every property of a file in its order; of what is none the line number and the text.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        InvalidData: The letters of a quoted-printable value cannot be told.
    """
    lines = _LINE.split(text)
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at]
        at += 1
        if not line.strip():
            continue
        found = _taken_apart(line)
        if found is None:
            yield number, line[:_SHOWN]
            continue
        group, prop, parameters, value = found
        encoding = {each.upper() for each in parameters.get("ENCODING", ())}
        if "QUOTED-PRINTABLE" in encoding:
            while value.endswith("=") and at < len(
                lines
            ):  # a soft line break, whether the next line is indented or not
                value, at = value[:-1] + lines[at], at + 1
            value = _of_quoted_printable(value, parameters, f"{name}: line {number}")
        else:
            while at < len(lines) and (lines[at][:1] in (" ", "\t") or (encoding & _BASE64 and _is_base64(lines[at]))):
                value, at = value + lines[at][lines[at][:1] in (" ", "\t") :], at + 1
        yield ContentLine(number, prop, value, group, parameters)


def _taken_apart(line: str) -> tuple[str, str, dict[str, tuple[str, ...]], str] | None:
    """Group, name, parameters and value; None where it is no property."""
    head = _NAME.match(line)
    if head is None:
        return None
    end = head.end()
    quoted = False
    for at in range(end, len(line)):
        if line[at] == '"':
            quoted = not quoted
        elif line[at] == ":" and not quoted:
            parameters: dict[str, tuple[str, ...]] = {}
            for each in filter(None, map(str.strip, _cut(line[end:at], ";", quotes=True))):
                key, sign, value = each.partition("=")
                if not sign:
                    key, value = ("ENCODING" if each.upper() in _ENCODINGS else "TYPE"), each
                values = (part.strip() for one in _cut(value, ",", quotes=True) for part in one.strip('" ').split(","))
                parameters[key.upper()] = (*parameters.get(key.upper(), ()), *values)
            return head["group"] or "", head["name"].upper(), parameters, line[at + 1 :]
    return None


def _is_base64(line: str) -> bool:
    """The next line of a picture that a telephone did not indent."""
    return len(line) > 1 and re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", line) is not None


def _of_quoted_printable(value: str, parameters: Mapping[str, tuple[str, ...]], where: str) -> str:
    wide = value.encode("utf-8")
    content = _QUOTED.sub(lambda found: binascii.unhexlify(found[1]), wide)
    said = next(iter(parameters.get("CHARSET", ())), "")
    for charset in [said] if said else ["utf-8", "cp1252"]:
        try:
            return content.decode(charset).replace("\r\n", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    raise InvalidData(
        tr(
            "the letters of {text!r} cannot be told: they are not {charset}",
            text=value[:_SHOWN],
            charset=said or "utf-8",
        ),
        where=where,
        hint=tr("export the cards again, as vCard 3.0 if there is a choice"),
        code="damaged-file",
    )


def _cut(text: str, sign: str, *, quotes: bool = False) -> list[str]:
    """The text cut at every sign that is not escaped, and (with ``quotes``) not between quotation marks."""
    parts, start, at, quoted = [], 0, 0, False
    while at < len(text):
        if text[at] == "\\" and not quotes:
            at += 1
        elif text[at] == '"' and quotes:
            quoted = not quoted
        elif text[at] == sign and not quoted:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), text)
