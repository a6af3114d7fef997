"""What the files say after a transaction is taken back: field by field where others have gone on, else whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

import msgspec

from kvadmin.errors import Conflict, KvadminError, Refused
from kvadmin.store import differences as diff
from kvadmin.store.folder import revision
from kvadmin.store.history.field_changes import OverlapError, changed_fields, merged, plain_content
from kvadmin.store.history.heads import Head
from kvadmin.store.history.log import FileLine
from kvadmin.store.history.past import AHead, Past
from kvadmin.store.schema.collection_schema import CollectionSchema, plain_of
from kvadmin.store.yamltext.events import decode
from kvadmin.store.yamltext.text_edits import operate
from kvadmin.translation import tr


class Undoing:
    """Works out an undo; nothing is written.

    Args:
        past: The history.
        read: The content of a file now, or None.
        schemas: The collections by name.
    """

    def __init__(
        self, past: Past, read: Callable[[str], bytes | None], schemas: Mapping[str, CollectionSchema]
    ) -> None:
        self.past = past
        self.read = read
        self.schemas = schemas
        self.states = past.states(read)

    def contents(self, line: AHead) -> dict[str, bytes | None]:
        """``path -> content`` without what a transaction did.

        Raises:
            Refused: The values were never kept, or were erased.
            Conflict: A later change stands on it, which is named, or the history does not know the old content.
        """
        found: dict[str, bytes | None] = {}
        for file in self.past.full(line).file_lines():
            if file.sensitive or file.redacted:
                raise _unkept(line, file)
            found[file.path] = self._without(line, file)
            if found[file.path] == self.read(file.path):
                self._nothing_left(line, file)
        return found

    def _nothing_left(self, line: AHead, file: FileLine) -> None:
        """Refuse where a change in force has undone it already: taking back both would bring it back."""
        for field in self._fields(file):
            for later, _ in self.past.standing_on(line, file.path):
                if not later.by_hand and self._touches(later, file.path, field):
                    raise self._in_the_way(line, file, self.read(file.path), field)

    def _fields(self, file: FileLine) -> list[str]:
        """The fields that a transaction changed; the empty one for the whole file."""
        if None in (file.before, file.after) or not (
            self.states.knows(file.path, file.before) and self.states.knows(file.path, file.after)
        ):
            return [""]
        old, new = (self.states.content(file.path, each) for each in (file.before, file.after))
        return [each.field for each in changed_fields(file.path, old, new)]

    def _without(self, line: AHead, file: FileLine) -> bytes | None:
        now = self.read(file.path)
        lies = None if now is None else revision(now)
        if lies == file.after:
            return self.states.content(file.path, file.before)
        if lies == file.before:
            return now
        if now is None or file.before is None or file.after is None:
            raise self._in_the_way(line, file, now, "")
        try:
            base = self.states.content(file.path, file.after)
            old = self.states.content(file.path, file.before)
        except Conflict as error:
            raise self._in_the_way(line, file, now, "") from error
        assert base is not None
        assert old is not None
        return self._merged(line, file, base, now, old)

    def _merged(self, line: AHead, file: FileLine, base: bytes, now: bytes, old: bytes) -> bytes:
        before, mine, theirs = (plain_content(each) for each in (base, now, old))
        if before is None or mine is None or theirs is None:
            raise self._in_the_way(line, file, now, "")
        try:
            wanted = merged(before, mine, theirs)
        except OverlapError as overlap:
            raise self._in_the_way(line, file, now, overlap.field) from overlap
        by_line = merged_lines(base, now, old)
        if by_line is not None and plain_content(by_line) == wanted:
            return by_line
        return self._rewritten(file.path, now, wanted)

    def _rewritten(self, path: str, now: bytes, wanted: dict[str, Any]) -> bytes:
        """The file with the fields as wanted, its other lines as they are."""
        text = decode(now)
        plain = plain_content(now) or {}
        for old, new in (*self._typed(path, plain, wanted), (plain, wanted)):
            try:
                result = operate(text, diff.edits_between("", "", old, new)).encode()
            except KvadminError:
                continue
            if plain_content(result) == wanted:
                return result
        raise KvadminError(
            tr("the file's layout is too unusual to change it safely; nothing has been written"),
            where=path,
            code="unusual-layout",
        )

    def _typed(self, path: str, *plains: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """The values in their types, so that a figure is written as a figure; nothing when they do not fit."""
        schema = next((each for each in self.schemas.values() if each.template.parse(path) is not None), None)
        if schema is None:
            return []
        try:
            return [[plain_of(schema.typed(each)) | schema.typed_extra(each) for each in plains]]
        except msgspec.ValidationError:
            return []

    def _in_the_way(self, line: AHead, file: FileLine, now: bytes | None, field: str) -> Conflict:
        """The error that names what to take back first: a change in force that touched the same."""
        name, path = line.transaction_id, file.path
        what = tr("{field} in {path}", field=field, path=path) if field else path
        for later, way in self.past.standing_on(line, path):
            if self._touches(later, path, field):
                said = (
                    tr("{what} was changed by hand later, noticed as {later}", what=what, later=later.transaction_id)
                    if later.by_hand
                    else tr("{what} was changed again by {later}", what=what, later=later.transaction_id)
                )
                hint = tr("take that back first: {way}", way=way)
                break
        else:
            latest = self.states.latest(path)
            lies = None if now is None else revision(now)
            if latest is not None and latest.after == lies:
                said = tr("the history does not know what {path} said then", path=path)
            else:
                said = tr("{what} was changed by hand since", what=what)
            hint = tr("restore the file as kvadmin wrote it, or mend it by hand")
        return Conflict(
            tr("change {name} cannot be undone: {said}", name=name, said=said),
            where=path,
            hint=hint,
            code="cannot-undo",
        )

    def _touches(self, line: Head, path: str, field: str) -> bool:
        """Whether a transaction changed a field, or something in it or around it."""
        file = next(line.file_lines(path))
        if not field or not (self.states.knows(path, file.before) and self.states.knows(path, file.after)):
            return True
        old, new = self.states.content(path, file.before), self.states.content(path, file.after)
        return any(_within(each.field, field) or _within(field, each.field) for each in changed_fields(path, old, new))


def _within(field: str, other: str) -> bool:
    return not other or field == other or field.startswith((f"{other}.", f"{other}["))


def _unkept(line: AHead, file: FileLine) -> Refused:
    why = tr("are never kept") if file.sensitive else tr("were erased on request")
    message = tr(
        "change {transaction_id} cannot be undone: the values of {path} {why}",
        transaction_id=line.transaction_id,
        path=file.path,
        why=why,
    )
    return Refused(message, where=file.path, code="cannot-undo")


def merged_lines(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Both changes of ``base`` where they touch different lines, comments and all; None where they meet."""
    try:
        texts = [each.decode().splitlines(keepends=True) for each in (base, mine, theirs)]
    except UnicodeDecodeError:
        return None
    ours, other = (_ranges(texts[0], each) for each in texts[1:])
    if any(_meet(one, two) for one in ours for two in other):
        return None
    lines = list(texts[0])
    for start, stop, new in sorted([*ours, *other], key=lambda one: one[:2], reverse=True):
        lines[start:stop] = new
    return "".join(lines).encode()


def _ranges(base: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    found = SequenceMatcher(None, base, new, autojunk=False).get_opcodes()
    return [(a, b, new[c:d]) for tag, a, b, c, d in found if tag != "equal"]


def _meet(one: tuple[int, int, list[str]], two: tuple[int, int, list[str]]) -> bool:
    (a, b, _), (c, d, _) = one, two
    return a < d and c < b if a < b and c < d else a <= d and c <= b
