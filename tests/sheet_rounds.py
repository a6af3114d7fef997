"""Whole rounds of ``sheet out``, random edits on both sides, and ``sheet in``, with what must come of them told apart."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edited_workbooks import FIELDS, Edited, Way, random_value, saved
from support import folder_bytes

from kvadmin.api.records import Municipality
from kvadmin.testing import Kit

#: Headings of municipalities that a way deletes are never among these.
_FIELDS = tuple(FIELDS.items())


@dataclass
class Round:
    """One workbook, edited on both sides.

    Attributes:
        edits: How many cells were edited in the file.
        faults: What was not as it must be, as sentences.
    """

    edits: int = 0
    faults: list[str] = field(default_factory=list)


def records(kit: Kit) -> dict[str, dict[str, Any]]:
    """What the folder says of each municipality, field by field."""
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.store.store import open_store

    plugins = Plugins(discover(frozenset(), third_party=False))
    store = open_store(kit.folder, plugins.gather("kvadmin_collections"), [])
    found = store.snapshot().all(Municipality)
    return {each.number: {name: getattr(each, name) for _, name in _FIELDS} for each in found}


class Rounds:
    """Random rounds on a folder, each of which ends where it began.

    Args:
        kit: A programme with a register.
        folder: Where workbooks lie.
        seed: Of the dice.
    """

    def __init__(self, kit: Kit, folder: Path, seed: int) -> None:
        self.kit, self.dice = kit, random.Random(seed)
        self.file = folder / "sheet.xlsx"
        self.start = records(kit)
        self.fresh = b""

    def play(self, way: Way = saved, *, edits: int = 10, others: int = 3) -> Round:
        """Edit cells in the file and in the programme, take the file in, look, and take it all back.

        Args:
            way: What is done to the file besides.
            edits: How many cells are edited in the file.
            others: How many in the programme meanwhile; some of them the same.
        """
        done = Round()
        if not self.fresh:
            self._run(done, 0, "sheet", "out", "municipalities", "-o", str(self.file))
            self.fresh = self.file.read_bytes()
        before = folder_bytes(self.kit.folder)
        edited = Edited(self.fresh)
        typed = self._in_file(edited, edits)
        done.edits = len(typed)
        mine = self._in_programme(done, typed, others)
        way(edited)
        self.file.write_bytes(edited.save())
        self._take_in(done, typed, mine)
        for _ in range(len(mine)):
            self._run(done, 0, "undo", "--yes")
        after = folder_bytes(self.kit.folder)
        if _records_of(before) != _records_of(after):
            done.faults.append("undo does not restore the folder")
        return done

    def _in_file(self, edited: Edited, count: int) -> dict[tuple[str, str], Any]:
        typed = {}
        for _ in range(count):
            key, (heading, name) = self.dice.choice(list(self.start)), self.dice.choice(_FIELDS)
            shown, value = random_value(self.dice, name)
            edited.put(key, heading, shown)
            typed[key, name] = value
        return typed

    def _in_programme(self, done: Round, typed: dict[tuple[str, str], Any], count: int) -> dict[tuple[str, str], Any]:
        mine: dict[tuple[str, str], Any] = {}
        for number in range(count):
            place = (
                self.dice.choice(list(typed))
                if number % 2
                else (self.dice.choice(list(self.start)), self.dice.choice(_FIELDS)[1])
            )
            value = typed[place] if number % 4 == 3 else random_value(self.dice, place[1])[1]
            if place in mine or value == self.start[place[0]][place[1]]:
                continue
            text = "; ".join(value) if isinstance(value, list) else str(value)
            self._run(done, 0, "municipality", "set", place[0], place[1], text)
            mine[place] = value
        return mine

    def _take_in(self, done: Round, typed: dict[tuple[str, str], Any], mine: dict[tuple[str, str], Any]) -> None:
        want = {place: value for place, value in typed.items() if value != self.start[place[0]][place[1]]}
        conflicts = {place for place, value in want.items() if place in mine and mine[place] != value}
        before = folder_bytes(self.kit.folder)
        if conflicts:
            ran = self._run(done, 5, "sheet", "in", str(self.file), "--no-input", "--format", "json")
            details = json.loads(ran.err.strip().splitlines()[-1])["error"]["details"] if ran.code == 5 else []
            if len(details) != len(conflicts):
                done.faults.append(f"{len(details)} conflicts told, {len(conflicts)} wanted: {details}")
        self._run(done, 0, "sheet", "in", str(self.file), "--keep", "file", "--dry-run")
        if folder_bytes(self.kit.folder) != before:
            done.faults.append("a refusal or a dry run has written")
        keep = self.dice.choice(["file", "programme"])
        ran = self._run(done, 0, "sheet", "in", str(self.file), "--keep", keep, "--format", "json")
        told = json.loads(ran.out)["differences"] if ran.code == 0 else []
        outcomes = {(each["key"], each["column"]): each["outcome"] for each in told}
        wanted = {place: _outcome(place, want[place], mine, keep) for place in want}
        if outcomes != wanted:
            done.faults.append(f"told {outcomes}, wanted {wanted}")
        taken = {place: value for place, value in want.items() if wanted[place] in ("changed", "same")}
        self._look(done, {**mine, **taken})
        if "changed" in wanted.values():
            self._run(done, 0, "undo", "--yes")
            if _records_of(folder_bytes(self.kit.folder)) != _records_of(before):
                done.faults.append("undo does not take it all back")

    def _look(self, done: Round, changed: dict[tuple[str, str], Any]) -> None:
        want = {key: dict(fields) for key, fields in self.start.items()}
        for (key, name), value in changed.items():
            want[key][name] = value
        found = records(self.kit)
        done.faults += [
            f"{key} {name}: {found[key][name]!r}, wanted {value!r}"
            for key, fields in want.items()
            for name, value in fields.items()
            if found[key][name] != value
        ]

    def _run(self, done: Round, code: int, *words: str) -> Any:
        ran = self.kit.run(*words)
        if ran.code != code:
            done.faults.append(f"{' '.join(words)}: exit {ran.code}: {ran.err}")
        return ran


def _outcome(place: tuple[str, str], value: Any, mine: dict[tuple[str, str], Any], keep: str) -> str:
    if place not in mine:
        return "changed"
    if mine[place] == value:
        return "same"
    return "changed" if keep == "file" else "kept"


def _records_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.startswith("history/")}
