"""``kvadmin plugins check``: every plugin tried alone, in a process of its own, on a copy of the example programme.

Run by :mod:`kvadmin.session.processes.trial_process`, which watches it.
"""

from __future__ import annotations

import json
import shlex
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kvadmin.errors import KvadminError, PluginFailure, UsageError
from kvadmin.extension.containment import contained
from kvadmin.extension.declaring.kinds import KINDS
from kvadmin.extension.discovering.api_version import KvadminDeprecationWarning, near_needs
from kvadmin.extension.discovering.discovery import PluginStatus, describe, discover, load_target
from kvadmin.extension.manager import Plugins
from kvadmin.extension.types import Command
from kvadmin.resources import example_files
from kvadmin.session.processes.trial_process import DONE
from kvadmin.session.session import Session
from kvadmin.translation import tr

#: Seconds of an import before it is called slow.
SLOW = 0.8
_TODAY = date(2008, 6, 10)


class _Notes:
    """The file in which the trial says what it does and finds."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, kind: str, text: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([kind, text]) + "\n")


class _Tried(Plugins):
    """The plugins of a trial: what is reported is noted."""

    def __init__(self, found: Iterator[PluginStatus], notes: _Notes) -> None:
        self._notes = notes
        super().__init__(found)

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook, and note that this is being done."""
        self._notes.note("doing", tr("in {hook}", hook=hook))
        return super().call(hook, **arguments)

    def report(self, status: PluginStatus, problem: str) -> None:
        """Note the problem."""
        kind = "failed" if self._status.get(status.name, status).status == "failed" else "left out"
        self._notes.note(kind, problem)


def main(name: str, folder: Path, programme: Path | None = None) -> None:
    """Try the plugin of that name, in this process.

    Args:
        name: Its full name.
        folder: For what is noted, and for the example programme.
        programme: Where a plugin that is a file of a programme folder lies.
    """
    notes = _Notes(folder / "notes")
    _note_deprecations(notes)
    found = [each for each in discover(frozenset(), imported=False, folder=programme) if not each.builtin]
    others = frozenset(each.full_name for each in found) - {name}
    replaced = {builtin for each in found if each.full_name == name for builtin in each.replaces}
    notes.note("doing", tr("import"))
    plugins = _Tried(_timed(discover(others | replaced, folder=programme), notes), notes)
    status = next(each for each in plugins.statuses() if each.full_name == name)
    for hook in status.hooks:
        notes.note("hook", hook)
    module = sys.modules.get(status.target.partition(":")[0])
    if module is not None and (said := near_needs(vars(module))):
        notes.note("warning", said)
    if status.status == "active":
        for path, content in example_files().items():
            (folder / "example" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "example" / path).write_bytes(content)
        session = Session(str(folder / "example"), who="Test", today=_TODAY.isoformat())
        session.plugins = plugins
        for what, step in _steps(status, session):
            notes.note("doing", what)
            _take(status.name, what, step, notes)
    notes.note("doing", DONE)


def _note_deprecations(notes: _Notes) -> None:
    """Note what of the API the plugin uses that will go: authors look here, and kvadmin tells nobody else."""
    told: set[str] = set()

    def note(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any) -> None:
        text = f"{message} ({Path(filename).name}:{lineno})"
        if issubclass(category, KvadminDeprecationWarning) and text not in told:
            told.add(text)
            notes.note("warning", text)

    warnings.simplefilter("always", KvadminDeprecationWarning)
    warnings.showwarning = note  # type: ignore[assignment]  # its last two arguments are of no use here


def _timed(found: Iterator[PluginStatus], notes: _Notes) -> Iterator[PluginStatus]:
    """The plugins as they are found; a slow import is noted."""
    own = 0.0
    while True:
        wall, busy = time.monotonic(), time.process_time()
        status = next(found, None)
        wall, busy = time.monotonic() - wall, time.process_time() - busy
        if status is None:
            return
        if status.builtin:
            own += busy
        elif status.plugin is not None and _is_slow(wall, busy, own):
            notes.note("failed", tr("its import takes {wall:.1f} seconds: every command waits for it", wall=wall))
        yield status


def _is_slow(wall: float, busy: float, own: float) -> bool:
    """Whether an import is slow by itself: a machine with much else to do makes it wait, and the built-in ones too."""
    return busy > max(SLOW, 12 * own) or wall - busy > max(SLOW, 5 * busy)


def _take(plugin: str, what: str, step: Callable[[], str | None], notes: _Notes) -> None:
    try:
        with contained(plugin, tell=lambda problem: notes.note("failed", f"{what}: {problem}")):
            problem = step()
    except KvadminError as error:
        problem = error.message
    except BaseException as error:
        problem = describe(error)
    if problem:
        notes.note("failed", f"{what}: {problem}")


# -- what is tried ---------------------------------------------------------------------------------------------------

Step = tuple[str, Callable[[], "str | None"]]


def _steps(status: PluginStatus, session: Session) -> Iterator[Step]:
    """Every hook of the plugin, and then what it returned."""
    for hook in status.hooks:
        yield f"in {hook}", partial(_use, session, status.name, hook)
    if "kvadmin_migrations" in status.hooks:
        yield tr("the steps of its records"), partial(_lift, session, status.name)
    for name, command in session.plugins.declared("kvadmin_commands"):
        if name == status.name:
            for each in _leaves(command):
                yield f"command {each.name!r}", partial(_load, each)
    for name, collection in session.plugins.declared("kvadmin_collections"):
        if name == status.name:
            yield f"collection {collection.name!r}", partial(_read, session, collection)


def _leaves(command: Command) -> Iterator[Command]:
    if command.target:
        yield command
    for each in command.commands:
        yield from _leaves(each)


def _load(command: Command) -> str | None:
    """Whether its target loads; that an optional library is not installed is no fault of the plugin."""
    try:
        loaded = load_target(command.target)
    except ModuleNotFoundError as error:
        if not command.extra or (error.name or "").partition(".")[0] == "kvadmin":
            raise
        return None
    return None if callable(loaded) else tr("{target} is no command", target=command.target)


def _read(session: Session, collection: Any) -> str | None:
    """Whether the record class loads and its files can be read."""
    from kvadmin.model.record import Record

    record = collection.record_class()
    if not (isinstance(record, type) and issubclass(record, Record)):
        return tr("{record} is no Record", record=collection.record)
    if record.collection != collection.name:
        return tr("the record says collection = {other!r}", other=record.collection)
    names = {*record.__struct_fields__, *record.__struct_encode_fields__}
    if missing := [each for each in collection.key_fields if each not in names]:
        return tr("the record has no field {missing}, which the path names", missing=", ".join(missing))
    ways = (way for each in collection.references for way in (each.field, *each.within))
    if missing := [way for way in dict.fromkeys(ways) if way.partition(".")[0] not in names]:
        return tr("the record has no field {missing}, which a reference names", missing=", ".join(missing))
    session.data.all(record)
    return None


def _lift(session: Session, plugin: str) -> str | None:
    """Whether the steps are whole, load, and run on a folder that has no records of the plugin."""
    steps = session.steps
    if problem := steps.faults.get(plugin):
        return problem
    if plugin in steps.of:
        session.store.migrating("Test", since={plugin: 1})
    return None


def _use(session: Session, plugin: str, hook: str) -> None:
    """Call the hook, and use what the plugin answers; what is wrong with the call is noted where it is found."""
    asked = arguments(session, hook)
    if hook in KINDS:
        items = [item for name, item in session.plugins.declared(hook, **asked) if name == plugin]
    else:
        answers = [answer for name, answer in session.call(hook, **asked) if name == plugin and answer is not None]
        items = [item for answer in answers for item in answer] if hook in _USES else []
    for item in items if hook in _USES else ():
        _USES[hook](session, item)


def arguments(session: Session, hook: str) -> dict[str, Any]:
    """Arguments for any hook, from the example programme."""
    from kvadmin.model.changes import HistoryEntry, Set
    from kvadmin.model.municipality import Municipality
    from kvadmin.model.place import Place

    towns = [each for each in session.data.all(Municipality) if each.lat is not None and each.lon is not None][:12]
    first = towns[0]
    contact = next((each for town in towns for each in town.contacts), None)
    entry = HistoryEntry("trial", datetime(2008, 6, 10, 12), "Test", "a trial", "trial", ())  # noqa: DTZ001 - as stored
    return {
        "snapshot": session.data,
        "today": _TODAY,
        "cohort": "P3",
        "applicants": tuple(each.number for each in towns),
        "places": tuple(Place(t.number, t.name, float(t.lat or 0), float(t.lon or 0), t.county or "") for t in towns),
        "key": "P1",
        "command": "municipality list",
        "keys": tuple(each.number for each in session.data.all(Municipality)),
        "language": "nb",
        "municipality": first.number,
        "indicator": "sykefravaer",
        "about": "P3",
        "recipient": "",
        "email": (contact.email if contact else "") or "kari@example.org",
        "name": "network-map" if hook == "kvadmin_pictures" else "Kari Nordmann",
        "edits": (Set("municipalities", first.number, ("population",), 1000),),
        "who": "Test",
        "why": "a trial",
        "entry": entry,
        "undone": entry,
    }


def _use_word(session: Session, word: Any) -> None:
    from kvadmin.selection.subjects import subjects

    for each in subjects(session.data, _TODAY)[:5]:
        try:
            word.test(each, "")
        except PluginFailure:
            raise
        except KvadminError:  # for the reader: nothing stands behind the word
            return


def _use_writer(_session: Session, writer: Any) -> None:
    from kvadmin.tables.table import Column, Report, Table

    try:
        written = writer.write(Report({"schema": 1}, (Table("Trial", (Column("name", "Name"),), (("Oslo",),)),)))
    except UsageError:  # it says that it writes some lists only
        return
    if not isinstance(written, bytes):
        raise TypeError(tr("{name} writes {kind}, not bytes", name=writer.name, kind=type(written).__name__))


def _use_rule(_session: Session, rule: Any) -> None:
    import numpy as np

    members = np.array([[0, 1, 2], [3, 4, 5]])
    for name in ("allowed", "cost"):
        if hasattr(rule, name):
            shape = np.asarray(getattr(rule, name)(members)).shape
            if shape != (2,):
                raise TypeError(tr("{name} gives the shape {shape}, not (2,)", name=name, shape=shape))


def _use_personal_data(session: Session, held: Any) -> None:
    if held.erase is not None:
        held.erase(session.transaction())


def _use_target(_session: Session, declared: Any) -> None:
    load_target(declared.target)


def _use_sheet(_session: Session, declared: Any) -> None:
    noun = load_target(declared.target)
    parts = ("adds", "removes", "personal", "columns", "rows", "apply")
    if missing := [each for each in parts if not hasattr(noun, each)]:
        raise TypeError(tr("{name} has no {missing}", name=declared.target, missing=", ".join(missing)))


def _use_column(session: Session, column: Any) -> None:
    from kvadmin.session.list_columns import value_problems

    if problems := value_problems(column, arguments(session, "kvadmin_list_columns")["keys"]):
        raise ValueError("; ".join(problems))


def _use_job(session: Session, job: Any) -> None:
    """Whether the commands of its steps are there; a noun of a Typer app of its own is not looked into."""
    for step in job.steps:
        here, path = session.plugins.commands(), ""
        for word in shlex.split(step.command):
            if word not in here:
                raise LookupError(tr("there is no command {command!r}", command=step.command))
            if not here[word].commands or here[word].target:
                break
            path = f"{path} {word}".strip()
            added = (each.item for each in session.plugins.commands_under(path) if each.item.under == path)
            here = {each.name: each for each in (*here[word].commands, *added)}


#: Hook -> what is done with each thing it returns.
_USES: dict[str, Callable[[Session, Any], None]] = {
    "kvadmin_list_columns": _use_column,
    "kvadmin_selection_words": _use_word,
    "kvadmin_writers": _use_writer,
    "kvadmin_network_rules": _use_rule,
    "kvadmin_personal_data": _use_personal_data,
    "kvadmin_mail_transports": _use_target,
    "kvadmin_store_engines": _use_target,
    "kvadmin_sheets": _use_sheet,
    "kvadmin_jobs": _use_job,
    "kvadmin_migrations": _use_target,
}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
