"""Where a text stopped being YAML, and what a person probably meant: imported when a text cannot be read.

A parser says where it gave up. That is often a line or more behind the cause (a quote that is never closed is noticed
at the end of the file), so the place is taken from where the construct began (the error's ``context_mark``) when that
is what a person has to mend.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from kvadmin.translation import tr

CODE = "yaml-syntax"
_NAME = re.compile(r"[ ]*(?:- +)*(?:[^\s#\"'\[\]{},:][^#\"'\[\]{},:]*|\"[^\"]*\"|'[^']*'):(?:[ \t]|\r?$)")
#: How the two parsers say that something else should stand there.
_UNEXPECTED = ("expected key", "expected '-'", "expected <block end>", "node content")


class Cause(NamedTuple):
    """The likely cause: index into the text, sentence, hint."""

    at: int
    text: str
    hint: str


class _Place(NamedTuple):
    """What is known when a parser gives up."""

    text: str
    said: str
    context: str
    at: int
    start: int
    #: Start, end and style of the last scalar that was read whole.
    last: tuple[int, int, str]

    def line(self, index: int) -> str:
        """The line that an index is on."""
        begin = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return self.text[begin : len(self.text) if end < 0 else end].rstrip("\r")

    def begin(self, index: int) -> int:
        """Where that line's text begins, behind its indentation."""
        line = self.text.rfind("\n", 0, index) + 1
        return line + len(self.line(index)) - len(self.line(index).lstrip(" "))

    def before(self, index: int) -> str:
        """The line up to the index."""
        return self.text[self.text.rfind("\n", 0, index) + 1 : index]

    def same_line(self) -> bool:
        """Whether the construct began on the line where the parser gave up."""
        return "\n" not in self.text[self.start : self.at]

    def above(self, index: int) -> int:
        """The index of the last line above that is neither blank nor a comment; -1 when there is none."""
        stop = self.text.rfind("\n", 0, index)
        while stop >= 0:
            line = self.line(stop).strip()
            if line and not line.startswith("#"):
                return self.begin(stop)
            stop = self.text.rfind("\n", 0, stop)
        return -1


def likely(error: Any, text: str, last: tuple[int, int, str] = (0, 0, "")) -> tuple[int, str, str, str]:
    """The problem that a parser's error stands for: index, code, sentence, hint.

    Args:
        error: The error of libyaml or of ruamel's own parser.
        text: The whole text.
        last: Start, end and style of the last scalar read before it.
    """
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = problem or context
    index = min(mark.index, len(text)) if mark is not None else 0
    start = min(context.index, len(text)) if context is not None else index
    said = str(getattr(error, "problem", None) or tr("it cannot be read"))
    place = _Place(text, said, str(getattr(error, "context", None) or ""), index, start, last)
    cause = next((found for look in _LOOKS if (found := look(place)) is not None), None)
    if cause is None:
        message = tr("not valid YAML: {said}", said=said + (f" ({place.context})" if place.context else ""))
        return index, CODE, message, tr("check indentation, quotes and `: ` around this place")
    return cause.at, CODE, tr("not valid YAML: {text}", text=cause.text), cause.hint


def _quote(place: _Place) -> Cause | None:
    """A quote that is never closed, or closed by a quote that was meant to open another text."""
    begin, end, style = place.last
    never = tr("the quote that opens here is not closed")
    hint = tr("close it at the end of the text; a quote inside is written twice ('') or as \\\"")
    if "quoted scalar" in place.context or "double-quoted" in place.context:
        if "end of stream" in place.said or "document indicator" in place.said:
            return Cause(place.start, never, hint)
        if "escape" in place.said or "hexdecimal" in place.said:
            text = tr("a backslash in double quotes begins a special sign, and this one is not known")
            return Cause(place.at, text, tr(r"put the text in single quotes ('C:\files'), or write \\ for \ "))
    if style in {"'", '"'} and "\n" in place.text[begin:end] and not place.text[end : place.at].strip(" "):
        return Cause(begin, never, hint)
    if style in {"'", '"'} and end <= place.at and not place.text[end : place.at].strip(" "):
        text = tr("something stands behind the closing quote")
        fix = tr("put all of the text in quotes; an apostrophe between single quotes is written twice ('')")
        return Cause(place.at, text, fix) if "expected" in place.said else None
    return None


def _bracket(place: _Place) -> Cause | None:
    """A bracket that is never closed, or something that does not go between brackets."""
    if not ("flow sequence" in place.context or "flow mapping" in place.context):
        return None
    sign = "]" if "sequence" in place.context else "}"
    if place.at >= len(place.text.rstrip()) or (not place.same_line() and _outside(place)):
        text = tr("the bracket that opens here is not closed")
        return Cause(place.start, text, tr("put `{sign}` behind the last item", sign=sign))
    return Cause(
        place.at,
        tr("between brackets, a comma or `{sign}` is missing before this", sign=sign),
        tr("separate items by commas; put a text that holds `: `, a comma or a bracket in quotes"),
    )


def _outside(place: _Place) -> bool:
    """Whether the line where the parser gave up is one of the names around the brackets."""
    return place.begin(place.at) - place.text.rfind("\n", 0, place.at) <= _indent(place, place.start) + 1 and bool(
        _NAME.match(place.line(place.at))
    )


def _indent(place: _Place, index: int) -> int:
    return len(place.line(index)) - len(place.line(index).lstrip(" "))


def _colon(place: _Place) -> Cause | None:
    """A line without `: `."""
    if "expected ':'" not in place.said:
        return None
    line = place.line(place.start)
    if line.strip() in {"<<<<<<<", "=======", ">>>>>>>"}:
        return None
    if re.match(r" *-[^\s-]", line):
        text = tr("a blank is missing behind the dash")
        return Cause(place.start, text, tr("write `- ` before an item"))
    if re.search(":[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", line):
        text = tr("a no-break space stands behind the colon")
        return Cause(place.start, text, tr("put an ordinary blank there: `name: value`"))
    if re.match(r"\s*[^\s:]+:\S", line):
        text = tr("a blank is missing behind the colon")
        return Cause(place.start, text, tr("write `name: value`"))
    text = tr("this line has no `: `")
    hint = tr("write `name: value`; indent a line that goes on with the text above")
    return Cause(place.start, text, hint)


def _mapping_value(place: _Place) -> Cause | None:
    """A colon where none may stand."""
    if "mapping values are not allowed" not in place.said:
        return None
    if _NAME.match(place.before(place.at)) or re.match(r" *- ", place.before(place.at)):
        text = tr("a second colon with a blank behind it on this line")
        return Cause(place.at, text, tr("put the value in quotes if the colon belongs to it"))
    above = place.above(place.at)
    if above >= 0 and not re.search(r":(?:\s|$)", place.line(above)):
        if re.search(r"^[^:\s]+:\S", place.line(above).lstrip(" -")):
            return Cause(above, tr("a blank is missing behind the colon"), tr("write `name: value`"))
        return Cause(above, tr("this line has no `: `"), tr("write `name: value`"))
    text = tr("this line is indented further than the name above allows")
    return Cause(place.begin(place.at), text, tr("let the names of one record begin in the same column"))


def _indentation(place: _Place) -> Cause | None:
    """A line that does not begin where the others do, or that belongs to none of them."""
    if "sequence entries are not allowed" in place.said:
        text = tr("a dash stands on the line of a name")
        hint = tr("put each `- item` on a line of its own; put a text that begins `- ` in quotes")
    elif "<document start>" in place.said:
        text = tr("the text above ends before this line, which does not belong to it")
        hint = tr("one file holds lines of the form `name: value`, indented alike")
    elif any(words in place.said for words in _UNEXPECTED):
        text, hint = _unexpected(place)
    else:
        return None
    return Cause(place.at, text, hint)


def _unexpected(place: _Place) -> tuple[str, str]:
    """What stands where a name or an item should, and what to do."""
    rest, before = place.text[place.at :], place.before(place.at).rstrip(" ")
    if rest[:1] in {"]", "}"}:
        return tr("a closing bracket too many"), tr("delete it, or put the text in quotes")
    if before[-1:] in {"]", "}"}:
        return tr("something stands behind the closing bracket"), tr("put all of it in quotes if it is a text")
    if re.match(r"-(?:\s|$)", rest):
        text = tr("an item begins where no list is, or in another column than the items above")
        return text, tr("let the dashes of one list stand in the same column, below its name")
    text = tr("this line begins in another column than the lines that it belongs to")
    return text, tr("let the names of one record begin in the same column")


def _sign(place: _Place) -> Cause | None:
    """A sign that cannot begin a value."""
    sign = place.text[place.at : place.at + 1]
    if "directive" in place.context and place.text[place.start : place.start + 1] == "%":
        sign, index = "%", place.start
    elif "cannot start any token" in place.said:
        index = place.at
    elif "scanning an anchor" in place.context or "scanning an alias" in place.context:
        sign, index = place.text[place.start], place.start
    else:
        return None
    if sign == "\t":
        return Cause(index, tr("a tab stands where a blank belongs"), tr("put blanks there"))
    return Cause(index, tr("a text cannot begin with `{sign}`", sign=sign), tr("put the text in quotes"))


def _block_text(place: _Place) -> Cause | None:
    """Something behind ``|`` or ``>``."""
    if "block scalar" not in place.context:
        return None
    text = tr("behind `{sign}` the text begins on the next line", sign=place.text[place.start : place.start + 1])
    return Cause(place.start, text, tr("put the text in quotes if it begins with `|` or `>`"))


_LOOKS = (_quote, _bracket, _colon, _mapping_value, _block_text, _sign, _indentation)
