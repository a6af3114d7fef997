"""Where collections may keep their files: inside the programme folder, away from what is others'."""

from __future__ import annotations

import re
from typing import NamedTuple

from kvadmin.translation import tr

#: Folders that kvadmin and its built-in plugins keep other files in than records.
TAKEN = frozenset({"history", "measurements", "outbox", "letters", "protocols", "freezes", "sensitive", "plugins"})
_SEGMENT = re.compile(r"([^{}]*)(?:\{([^\W\d]\w*)\}([^{}]*))?")


class _Segment(NamedTuple):
    """One name of a path, as a file system without upper and lower case sees it."""

    before: str
    field: str | None
    after: str

    def may_be(self, other: _Segment) -> bool:
        """Whether some name fits both."""
        if self.field is None:
            return self.before == other.before if other.field is None else other.holds(self.before)
        if other.field is None:
            return self.holds(other.before)
        longer, shorter = sorted((self.before, other.before), key=len, reverse=True)
        ends = self.after.endswith(other.after) or other.after.endswith(self.after)
        return ends and longer.startswith(shorter) and not longer[len(shorter) :].startswith((".", "_"))

    def holds(self, name: str) -> bool:
        """Whether a name fits; what stands for a field never starts with a dot or an underscore."""
        middle = name[len(self.before) : len(name) - len(self.after)]
        fits = name.startswith(self.before) and name.endswith(self.after)
        return fits and middle != "" and not middle.startswith((".", "_"))


def path_problem(path: str) -> str:
    """Why files cannot lie there; empty when they can."""
    names = path.split("/")
    fields = [each for each in map(_field, names) if each]
    problems = (
        (any(not _SEGMENT.fullmatch(each) for each in names), tr("it is not of the form visits/{id}.yaml")),
        (any(sign in path for sign in '\\:*?"<>|'), tr("it has signs that file names cannot have")),
        (any(each.startswith(".") or not each for each in names), tr("it does not stay in the programme folder")),
        (not path.endswith(".yaml"), tr("it does not end with .yaml")),
        (len(set(fields)) < len(fields), tr("it has a field twice")),
        (_field(names[0]) is not None, tr("it does not start with a folder of its own")),
        (names[0].casefold() in TAKEN, tr("the folder belongs to {owner}", owner=tr("kvadmin itself"))),
    )
    return next((tr("the path {path!r}: {text}", path=path, text=text) for found, text in problems if found), "")


def _field(name: str) -> str | None:
    found = _SEGMENT.fullmatch(name)
    return found[2] if found else None


def folder_of(path: str) -> str:
    """The folder at the top that the files lie in, in small letters; empty for a file at the top."""
    first, slash, _ = path.partition("/")
    return first.casefold() if slash else ""


def overlap(one: str, other: str) -> bool:
    """Whether some file could belong to both paths."""
    first, second = _segments(one), _segments(other)
    return len(first) == len(second) and all(a.may_be(b) for a, b in zip(first, second, strict=True))


def _segments(path: str) -> list[_Segment]:
    found = [_SEGMENT.fullmatch(name.casefold()) for name in path.split("/")]
    return [_Segment(each[1], each[2], each[3] or "") for each in found if each]
