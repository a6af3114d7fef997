"""Everything that is wrong in a programme folder, as findings; never an exception."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from kvadmin.errors import KvadminError
from kvadmin.model.finding import Finding
from kvadmin.store.history import log as history
from kvadmin.store.history.forks import forks
from kvadmin.store.leftovers import copies, merge_markers
from kvadmin.store.paths import folded, unkept_reason
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.writing.remains import is_kept_beside, remains
from kvadmin.translation import tr

#: Files that are read besides records; of others, such as attachments, a second one is nobody's mistake.
_READ = (".csv", ".json", ".jsonl", ".md")


def check(snapshot: YamlSnapshot, *, past: bool = False) -> list[Finding]:
    """The findings of all collections, of stray files and of the history, sorted by place.

    Args:
        snapshot: The data.
        past: They are of another day: what lies in the folder beside them is not looked at.
    """
    found: list[Finding] = []
    for schema in snapshot.schemas.values():
        try:
            found += snapshot.check(schema)
        except Exception as error:  # a plugin's record class may fail in any way; the others are checked
            found.append(_as_finding(error, schema.collection.path))
    for look in (_copies, _strays) if past else (_copies, _strays, _names, _remains, _history, _markers, _engine):
        try:
            found += look(snapshot)
        except KvadminError as error:
            found.append(_as_finding(error, "."))
    found = _once(found)
    return sorted(set(found), key=lambda one: (one.path, one.line, one.column, one.code, one.text))


def _once(found: list[Finding]) -> list[Finding]:
    """A marker that makes a line unreadable is found by whoever reads the file, too: the first that says so is kept."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for one in found:
        if one.code == "git-conflict" and (one.path, one.line) in seen:
            continue
        kept.append(one)
        if one.code == "git-conflict":
            seen.add((one.path, one.line))
    return kept


def _as_finding(error: Exception, place: str) -> Finding:
    if isinstance(error, KvadminError):
        return Finding(error.where or place, 0, 0, "unreadable", error.message, error.hint)
    return Finding(place, 0, 0, "plugin", tr("the record class cannot be loaded: {error}", error=error))


def _history(snapshot: YamlSnapshot) -> list[Finding]:
    from kvadmin.store.history.by_hand import findings_by_hand

    folder = snapshot.folder.as_it_lies()  # the history is about the files, not about what a step makes of them
    lines, found = history.read_history(folder)
    found += [] if found else _gaps(lines)  # a line that cannot be read is there
    return found + _ahead(lines) + findings_by_hand(folder) + forks(lines, folder.read)


def _ahead(lines: list[history.Line]) -> list[Finding]:
    """A clock that was wrong once: every later change is dated after the one that was made then."""
    if not lines or lines[-1].when <= datetime.now().astimezone() + timedelta(days=1):  # clocks of several computers
        return []
    text = tr(
        "the latest change {change} is dated {day}, later than now",
        change=lines[-1].transaction_id,
        day=lines[-1].when.date(),
    )
    hint = tr("put the clock right; --known-on does not show this change before that day")
    return [Finding(history.month_file(lines[-1].when), 0, 0, "history-ahead", text, hint, "warning")]


def _gaps(lines: list[history.Line]) -> list[Finding]:
    """Lines that name one that is not there; that the latest ones are gone, or all of them, no line says."""
    there = {line.transaction_id for line in lines}
    lost = {line.on: line for line in reversed(lines) if line.on and line.on not in there}
    hint = tr("take the files of history/ from a backup; what they held is in no other place")
    return [
        Finding(
            history.month_file(line.when),
            0,
            0,
            "history-gap",
            tr(
                "{change} was made after {gone}, which the history does not have: lines of it are missing",
                change=line.transaction_id,
                gone=gone,
            ),
            hint,
            "warning",
        )
        for gone, line in lost.items()
    ]


def _copies(snapshot: YamlSnapshot) -> list[Finding]:
    """Copies of sync clients: of records as the snapshot left them out, of other files by their names."""
    schemas = list(snapshot.schemas.values())
    paths = (path for path in snapshot.folder.every_file() if path.endswith(_READ))
    others = [path for path in paths if not _is_record(path, schemas)]
    found = [*snapshot.copies.values(), *copies.file_copies(others)]
    return [copy.finding() for copy in found if copy.original]  # the rest are findings of their files already


def _markers(snapshot: YamlSnapshot) -> list[Finding]:
    return list(merge_markers.findings(snapshot.folder)) if snapshot.folder.on_disk else []


def _strays(snapshot: YamlSnapshot) -> list[Finding]:
    """Files in the folders of records that are no record, and YAML files at the top that nobody reads."""
    schemas = list(snapshot.schemas.values())
    paths = [path for root in _roots(schemas) for path in snapshot.folder.files(root)]
    return strays([*paths, *snapshot.folder.names("")[1]], schemas)


def _roots(schemas: list[CollectionSchema]) -> list[str]:
    return sorted({schema.template.root() for schema in schemas} - {""})


def strays(paths: Iterable[str], schemas: list[CollectionSchema]) -> list[Finding]:
    """Those of some files that look like records where they lie, and are none.

    Args:
        paths: Names of files.
        schemas: All collections.
    """
    roots = tuple(f"{root}/" for root in _roots(schemas))
    paths = [each for each in paths if each.startswith(roots) or ("/" not in each and each.endswith((".yaml", ".yml")))]
    beside = tuple(
        f"{folder}/"
        for schema in schemas
        for folder in schema.collection.beside
        if folder.startswith(f"{schema.template.root()}/")  # nobody hides what lies in the folder of another
    )
    known = [path for path in paths if _is_record(path, schemas) or is_kept_beside(path) or path.startswith(beside)]
    found = sorted(set(paths) - set(known))
    return [_stray(path) for path in found if not copies.is_office_lock(path.rpartition("/")[2])]


def _is_record(path: str, schemas: list[CollectionSchema]) -> bool:
    return any(schema.template.parse(path) is not None for schema in schemas)


def _stray(path: str) -> Finding:
    text, hint = tr("this file is no record and is not read"), tr("move it elsewhere or correct its name")
    if path.endswith(".yml"):
        hint = tr("records are files with the ending .yaml")
    elif copies.is_left_behind(path.rpartition("/")[2]):
        text = tr("an editor or git left this file here; it is not read")
        hint = tr("delete it when nothing in it is missed")
    return Finding(path, 0, 0, "stray-file", text, hint, "warning")


def _names(snapshot: YamlSnapshot) -> list[Finding]:
    """Files that could not be copied to every computer: none such is made, but may have been laid there."""
    found, known = [], dict[str, str]()
    for path in sorted(snapshot.folder.every_file()):
        reason = unkept_reason(path)
        for place in (at for at, sign in enumerate(f"{path}/") if sign == "/"):
            name = path[:place]
            other = known.setdefault(folded(name), name)
            if other != name and reason is None:
                reason = tr("Windows and macOS cannot keep {name} beside {other}", name=name, other=other)
        if reason is not None:
            hint = tr("give it a name of letters, digits, `-`, `_` and single blanks")
            found.append(Finding(path, 0, 0, "odd-name", reason, hint, "warning"))
    return found


def _engine(snapshot: YamlSnapshot) -> list[Finding]:
    """Lists would show what an engine keeps beside the bytes, though no record says so."""
    return list(snapshot.folder.as_it_lies().faults())


def _remains(snapshot: YamlSnapshot) -> list[Finding]:
    return remains(snapshot.folder.base) if snapshot.folder.on_disk else []
