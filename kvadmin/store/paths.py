"""Where records lie: from a collection's path and a key to a file, and back.

Keys are kept exactly as typed, case included. A key part that is no safe file name on
every operating system is refused; nothing read or written leaves the programme folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kvadmin.errors import UsageError
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection

SUFFIX = ".yaml"
_PLACE = re.compile(r"\{(\w+)\}")
# Texts, not compiled: `re` compiles and keeps them when the first key is looked at.
_UNSAFE = r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]'
_DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{port}{sign}" for port in ("com", "lpt") for sign in "0123456789¹²³"),
    )
)
_MOST_BYTES = 120
#: What is no record may be longer, with room for the endings of versions that are kept beside it.
_MOST_BYTES_OF_A_NAME = 200
#: So deep at most: some systems keep no path of over 260 signs, and what is deeper is nobody's wish.
_MOST_FOLDERS = 20
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}
)


def safe_part(part: str, what: str = "id") -> str:
    """The part of a key unchanged, or :class:`UsageError` when it is no safe file name."""
    reason = _unsafe_reason(part)
    if reason:
        shown = part if len(part) <= _MOST_BYTES else part[:40] + "..."
        hint = tr("letters, digits, `-`, `_` and single blanks are safe")
        raise UsageError(
            tr("the {what} {shown!r} cannot be used: {reason}", what=what, shown=shown, reason=reason),
            hint=hint,
            code="bad-name",
        )
    return part


def _unsafe_reason(part: str) -> str | None:
    if not part.strip():
        return tr("it is empty")
    found = None if part.isalnum() else re.search(_UNSAFE, part)
    if found:
        return tr("it holds {sign!r}", sign=found.group())
    if part[0] in "._" or part[-1] in ". " or part[0] == " " or part.startswith("~$"):
        return tr("it starts or ends with a sign that file names keep for other things (`.`, `_`, `~$`, blank)")
    if _is_device(part):
        return tr("Windows keeps this name for a device")
    return tr("it is longer than {most} bytes", most=_MOST_BYTES) if len(part.encode()) > _MOST_BYTES else None


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def folded(key: str) -> str:
    """A key as a file system without upper and lower case sees it."""
    if key.isascii():
        return key.lower()
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", key).casefold())


def slugged(text: str) -> str:
    """A text as the ASCII decoration of a file name (``Bø i Telemark`` gives ``bo-i-telemark``)."""
    import unicodedata

    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    return "-".join(words)[:40].strip("-")


def safe_relative(path: str) -> str:
    """A relative path with forward slashes that stays inside the folder, or :class:`UsageError`."""
    parts = path.split("/")
    odd = "\\" in path or ":" in path or "\0" in path or any("\ud800" <= sign <= "\udfff" for sign in path)
    if odd or path.startswith("/") or any(part in {"", ".", ".."} for part in parts) or parts[0] == ".git":
        raise UsageError(
            tr("the path {path!r} does not stay inside the programme folder", path=path), code="outside-folder"
        )
    return path


def writable(path: str) -> str:
    """The same, and a file of that name can be made on any machine: what a commit has promised must find its place."""
    names = safe_relative(path).split("/")
    if len(names) > _MOST_FOLDERS:
        raise UsageError(
            tr("{path} lies in more than {most} folders", path=f"{path[:40]}...", most=_MOST_FOLDERS), code="bad-name"
        )
    for name in names:
        if len(name.encode()) > _MOST_BYTES_OF_A_NAME or re.search(_UNSAFE, name):
            raise UsageError(
                tr(
                    "{name!r} is no name of a file: it is over {most} bytes, or holds what file names cannot hold",
                    name=name if len(name) < _MOST_BYTES else f"{name[:40]}...",
                    most=_MOST_BYTES_OF_A_NAME,
                ),
                hint=tr("letters, digits, `-`, `_` and single blanks are safe"),
                code="bad-name",
            )
    return path


def new_name(path: str) -> str:
    """The same, and every system keeps it under that very name: what is asked of new files, not of those there are.

    Raises:
        UsageError: Windows or macOS would keep it under another name, or not at all.
    """
    if (reason := unkept_reason(writable(path))) is not None:
        raise UsageError(
            tr("{path} cannot be used: {reason}", path=path, reason=reason),
            where=path,
            hint=tr("letters, digits, `-`, `_` and single blanks are safe"),
            code="bad-name",
        )
    return path


def unkept_reason(path: str) -> str | None:
    """Why some system keeps no file of that name; None where all do."""
    for name in path.split("/"):
        found = re.search(_UNSAFE, name)
        if found:
            return tr("{name!r} holds {sign!r}, which Windows cannot keep in a name", name=name, sign=found.group())
        if name[-1:] in {".", " "}:
            return tr("{name!r} ends with a dot or a blank, which Windows leaves out", name=name)
        if _is_device(name):
            return tr("{name!r} is a name that Windows keeps for a device", name=name)
    return None


class Segment:
    """One name of a path template: fixed text, or a field between fixed texts."""

    __slots__ = ("after", "before", "field")

    def __init__(self, before: str, field: str | None, after: str) -> None:
        self.before = before
        self.field = field
        self.after = after

    def parse(self, name: str) -> str | None:
        """What the field is in a name (empty text for a fixed name), or None when it does not match."""
        if self.field is None:
            return "" if name == self.before else None
        if not (name.startswith(self.before) and name.endswith(self.after)):
            return None
        middle = name[len(self.before) : len(name) - len(self.after)]
        kept = middle.startswith((".", "_", "~$"))  # hidden files, and the locks of office programs
        return middle if middle and not kept else None


class PathTemplate:
    """The path of a collection, taken apart."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.segments = [_segment(part, collection) for part in collection.path.split("/")]
        self.folders = self.segments[:-1]
        self.file = self.segments[-1]
        self.decorated = collection.slug is not None and self.file.field is not None

    def root(self) -> str:
        """The fixed folder that all files of the collection lie below (``""``: the programme folder)."""
        names = []
        for segment in self.folders:
            if segment.field is not None:
                break
            names.append(segment.before)
        return "/".join(names)

    def parts(self, key: str) -> list[str]:
        """The parts of a key, each safe; :class:`UsageError` when their number is wrong."""
        fields = self.collection.key_fields
        parts = key.split("/") if key else []
        if len(parts) != len(fields):
            form = "/".join(f"<{field}>" for field in fields) or "empty"
            raise UsageError(
                tr(
                    "{key!r} is no key of {name}: it has the form {form}", key=key, name=self.collection.name, form=form
                ),
                code="bad-name",
            )
        return [safe_part(part, field) for part, field in zip(parts, fields, strict=True)]

    def path(self, key: str, decoration: str = "") -> str:
        """The path of a new file for a key."""
        values = iter(self.parts(key))
        names = [s.before + (next(values) if s.field else "") + s.after for s in self.segments]
        slug = slugged(decoration) if self.decorated else ""
        if slug:
            stem = names[-1].removesuffix(self.file.after)
            names[-1] = f"{stem}-{slug}{self.file.after}"
        return "/".join(names)

    def parse(self, path: str) -> list[str] | None:
        """The key parts that a path spells (the last one still decorated), or None if it is no such path."""
        names = path.split("/")
        if len(names) != len(self.segments):
            return None
        found = []
        for segment, name in zip(self.segments, names, strict=True):
            part = segment.parse(name)
            if part is None:
                return None
            if segment.field:
                found.append(part)
        return found

    def possible_keys(self, stem: str) -> list[str]:
        """The last key parts that a file with this stem may have."""
        if not self.decorated:
            return [stem] if stem else []
        return [stem, *dashed(stem)]

    def is_file_of(self, last: str, stem: str) -> bool:
        """Whether a file's stem can be that of a key whose last part is ``last``."""
        return stem == last or (self.decorated and stem.startswith(f"{last}-"))


def dashed(stem: str) -> list[str]:
    """What stands before each dash of a stem, where anything does."""
    found = []
    index = stem.find("-", 1)
    while index > 0:
        found.append(stem[:index])
        index = stem.find("-", index + 1)
    return found


def _segment(part: str, collection: Collection) -> Segment:
    places = list(_PLACE.finditer(part))
    if len(places) > 1:
        message = tr("{name}: at most one field in each part of {path!r}", name=collection.name, path=collection.path)
        raise ValueError(message)
    if not places:
        return Segment(part, None, "")
    return Segment(part[: places[0].start()], places[0].group(1), part[places[0].end() :])
