"""The history as the index knows it: of its lines those are read that an answer is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from kvadmin.errors import Overtaken
from kvadmin.store.history.heads import FileHead, Head, paths_in, read_head
from kvadmin.store.history.known.known_heads import PATH, PLACE, STEP, KnownHead, KnownPast, content_mark, path_mark
from kvadmin.store.history.past import AHead, Past
from kvadmin.translation import tr

#: So many lines of a file are read one by one; for more the file is read whole.
_FEW = 200
#: A line that names more files than this is looked through when it may name one.
_WIDE = 50


class IndexedPast(Past):
    """All transactions, oldest first.

    Args:
        part: Gives so many bytes of a file from there on; OSError when it cannot be read.
        known: What the index knows of its history, which is all of it.
        data: The files of the history that were read to know that, by number.
        disbelieve: Called when a line does not stand where the index has it.
    """

    def __init__(
        self,
        part: Callable[[str, int, int], bytes],
        known: KnownPast,
        data: Mapping[int, bytes],
        disbelieve: Callable[[], None],
    ) -> None:
        super().__init__(known.heads)
        self._part = part
        self._index = known
        #: The files of the history that were read to know it, by number.
        self.data = data
        self._whole = dict(data)
        self._disbelieve = disbelieve
        self._full: dict[tuple[int, int], Head] = {}
        self._named: dict[int, tuple[Head, dict[str, list[FileHead]]]] = {}
        self._of_path: dict[str, list[KnownHead]] = {}
        self._looks = 0

    def full(self, head: AHead) -> Head:
        """All that is known of a transaction but patches and contents.

        Raises:
            Overtaken: The history has been changed since it was looked at.
        """
        if isinstance(head, Head):
            return head
        place = head.file, head.at
        if place not in self._full:
            try:
                found = read_head(self._bytes(head.file, head.at, head.length))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise self._changed(head.file) from error
            if (found.transaction_id, found.moment) != (head.transaction_id, head.moment):
                raise self._changed(head.file)
            self._full[place] = found
        return self._full[place]

    def _changed(self, number: int) -> Overtaken:
        self._disbelieve()
        path = self._index.files[number].path
        return Overtaken(tr("the history has been changed since it was read"), where=path)

    def _bytes(self, number: int, at: int, length: int) -> bytes:
        self._looks += 1
        file = self._index.files[number]
        try:
            if number not in self._whole and self._looks > _FEW:
                self._whole[number] = self._part(file.path, 0, file.signature.size)
            if number in self._whole:
                return self._whole[number][at : at + length]
            return self._part(file.path, at, length)
        except OSError as error:
            raise self._changed(number) from error

    @cached_property
    def _by_mark(self) -> tuple[dict[bytes, list[int]], list[int]]:
        """By the mark of a path the places of the lines that name it, but for lines that name many; these beside."""
        found: dict[bytes, list[int]] = {}
        wide = []
        for place, head in enumerate(self._index.heads):
            marks = head.marks
            if len(marks) == STEP:
                found.setdefault(marks[:PATH], []).append(place)
            elif len(marks) > _WIDE * STEP:
                wide.append(place)
            else:
                for mark in dict.fromkeys(head.paths):
                    found.setdefault(mark, []).append(place)
        return found, wide

    def _marked(self, path: str) -> Sequence[KnownHead]:
        """The lines that name a path, oldest first, and perhaps others."""
        if path not in self._of_path:
            mark, (found, wide), heads = path_mark(path), self._by_mark, self._index.heads
            places = sorted([*found.get(mark, ()), *(place for place in wide if mark in heads[place].marks)])
            self._of_path[path] = [heads[place] for place in places]
        return self._of_path[path]

    def touches(self, head: AHead, path: str) -> bool:
        """Whether a transaction touched a file."""
        return (isinstance(head, Head) or path_mark(path) in head.marks) and bool(self._of(self.full(head), path))

    def touching(self, path: str) -> Sequence[Head]:
        """The transactions that touched a file, oldest first."""
        return [head for head in map(self.full, self._marked(path)) if self._of(head, path)]

    def last_touching(self, path: str) -> Head | None:
        """The last of them."""
        return next((head for head in map(self.full, reversed(self._marked(path))) if self._of(head, path)), None)

    def _of(self, head: Head, path: str) -> Sequence[FileHead]:
        """What a line did to a file; where it names many, each of them may be asked for."""
        if len(head.touched) <= _WIDE:
            return [file for file in head.touched if file.path == path]
        if id(head) not in self._named:
            named: dict[str, list[FileHead]] = {}
            for file in head.touched:
                named.setdefault(file.path, []).append(file)
            self._named[id(head)] = head, named
        return self._named[id(head)][1].get(path, ())

    def passing(self, path: str, side: str, revision: str | None) -> Iterator[FileHead]:
        """What was done to a file where it had that hash ``before`` or ``after``."""
        mark = content_mark(revision)
        for head in self._marked(path):
            if mark in head.marks:
                yield from (file for file in self._of(self.full(head), path) if getattr(file, side) == revision)

    def naming(self, key: str) -> Callable[[AHead], bool]:
        """Whether a transaction touched a file with this in its path."""
        (by_mark, wide), wanted = self._by_mark, self._wanted(key)
        places = {place for mark in wanted for place in by_mark.get(mark, ())}
        places.update(place for place in wide if not wanted.isdisjoint(self._index.heads[place].paths))
        named = {id(self._index.heads[place]) for place in places}
        return lambda head: id(head) in named

    def _wanted(self, key: str) -> set[bytes]:
        """The marks of the paths with a text in them."""
        text = msgspec.json.encode(key)[1:-1]  # as it stands in the JSON of a path, if that is written as usual
        if len(self._index.paths) > _FEW * PLACE.size:
            self._looks = _FEW  # all at once
        found: set[bytes] = set()
        for mark, number, at, length in PLACE.iter_unpack(self._index.paths):
            data = self._whole.get(number)
            raw = self._bytes(number, at, length) if data is None else data[at : at + length]
            if text not in raw and raw[:1] == b'"':
                continue
            try:
                found |= {mark for path in paths_in(raw) if key in path and path_mark(path) == mark}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise self._changed(number) from error
        return found
