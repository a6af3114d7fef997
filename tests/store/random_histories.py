"""Random histories, and what is said of them when every line is read whole: the other way to each answer.

A history goes on by changes, undos, redos and edits by hand; then lines are shuffled, doubled, damaged, written anew,
moved to another month, dated back, blanked or given the id of another, as git, editors and erasures leave them.
"""

from __future__ import annotations

import json
from dataclasses import replace

from store.records import COLLECTIONS, FIELDS, Town

from kvadmin.errors import Conflict, KvadminError
from kvadmin.model.changes import FieldChange
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history.field_changes import changed_fields
from kvadmin.store.history.heads import head_of
from kvadmin.store.history.log import mark, parsed, raw_lines, read_history
from kvadmin.store.history.past import Past
from kvadmin.store.history.patches import restored
from kvadmin.store.history.timeline import Timeline
from kvadmin.store.history.undoing import Undoing
from kvadmin.store.store import open_store

TOWNS = ("0301", "0101", "1103")


def grown(folder, random, steps):
    """Go on with the history of a folder, as people do."""
    folder.mkdir(exist_ok=True)
    (folder / "programme.yaml").write_text("schema: 1\n")
    for step in range(steps):
        store = open_store(folder, COLLECTIONS, FIELDS)
        try:
            _step(store, folder, random, step)
        except KvadminError:  # refused: nothing to undo, in the way ...
            continue


def _step(store, folder, random, step):
    kind = random.choice(["change"] * 5 + ["undo", "undo", "redo", "id", "hand", "file", "forget"])
    if kind in ("undo", "redo"):
        store.undo(who="Kari", redo=kind == "redo")
    elif kind == "id":
        store.undo(random.choice(store.chronicle().ids or [""]), who="Kari")
    elif kind == "hand":
        for path in sorted(folder.glob("towns/*"))[:1]:
            path.write_text(path.read_text() + random.choice(["note: by hand\n", "# seen\n"]))
    elif kind == "forget":
        store.records.forget([random.choice("æxyz")], paths=[f"towns/{random.choice(TOWNS)}.yaml"])
    else:
        change = store.transaction("Kæri", random.choice(["", 'the "board"', "å\\b"]))
        number = random.choice(TOWNS)
        found = store.snapshot().find(Town, number)
        if kind == "file":
            change.put_file("letters/æ b.txt", f"{step}\n".encode() * random.randrange(1, 4))
        if found is None:
            change.create(Town(number=number, name=random.choice("æxyz")))
        elif random.random() < 0.1:
            change.delete(found)
        else:
            setattr(found, random.choice(["name", "phone", "note"]), random.choice("æxyz"))
            change.update(found)
        change.commit()


def damaged(folder, random, number=3):
    """Do to the lines of a history what happens to them."""
    for _ in range(number if (folder / "history").exists() else 0):
        path = random.choice(sorted((folder / "history").iterdir()))
        lines = path.read_bytes().splitlines(keepends=True) or [b"\n"]
        place = random.randrange(len(lines))
        harm = random.choice(_HARMS)
        new = harm(lines, place, random)
        if harm is _moved:
            other = path.with_name("2031-01.jsonl")
            other.write_bytes((other.read_bytes() if other.exists() else b"") + lines[place])
        path.write_bytes(b"".join(new))


def _shuffled(lines, _, random):
    return random.sample(lines, len(lines))


def _doubled(lines, place, random):
    return [*lines, lines[place]]


def _cut(lines, place, random):
    lines[place] = lines[place][: random.randrange(len(lines[place]))] + random.choice([b"\n", b""])
    return lines


def _bitten(lines, place, random):
    at = random.randrange(len(lines[place]))
    return [
        *lines[:place],
        lines[place][:at] + bytes([random.randrange(256)]) + lines[place][at + 1 :],
        *lines[place + 1 :],
    ]


def _moved(lines, place, random):
    return [*lines[:place], *lines[place + 1 :]]


def _anew(lines, place, random):
    """The same line as another program writes it, or one that says something else under its id."""
    try:
        data = json.loads(lines[place])
    except ValueError:
        return lines
    if not isinstance(data, dict) or not data:
        return lines
    kind = random.randrange(5)
    if kind == 1:
        data["when"] = f"20{random.randrange(10, 40)}-02-03T04:05:06+00:00"
    elif kind == 2:
        data["why"] = "another"
        return [*lines, json.dumps(data).encode() + b"\n"]
    elif kind == 3:
        data[random.choice(["undoes", "by_hand", "extra", "request", "who"])] = random.choice([None, True, 1, "x", []])
    elif kind == 4:
        data.pop(random.choice(list(data)))
    lines[place] = json.dumps(data, indent=None, separators=random.choice([(",", ":"), (", ", ": ")])).encode() + b"\n"
    return lines


def _odd(lines, place, random):
    return [*lines, random.choice([b"\n", b" \t\n", b"[]\n", b"<<<<<<< HEAD\n", b"\xef\xbb\xbf" + lines[place], b"{}"])]


_HARMS = (_shuffled, _doubled, _cut, _bitten, _moved, _anew, _anew, _odd)


def compare(folder, readers):
    """Compare what each reader says with what the lines say that are read whole; as what each has read them."""
    now = Folder(folder)
    lines, _ = read_history(now)
    plain = Timeline(lines)
    contents = _all_contents(lines, now.read)
    expected = [
        replace(line.entry(plain.undone_by.get(line.transaction_id)), changes=tuple(_changes(line, contents)))
        for line in lines
    ]
    paths = sorted({file.path for line in lines for file in line.files})
    whole = Past([head_of(line) for line in lines])
    schemas = open_store(folder, COLLECTIONS, FIELDS).records.schemas
    kinds = []
    for reader in readers:
        past = reader(Folder(folder))
        kinds.append(type(past).__name__)
        states = past.states(now.read)
        assert list(past.entries(states)) == expected
        marks = [*((line.when, line.transaction_id) for line in lines), *_broken(now)]
        assert past.latest_mark() == max(marks, default=None)
        last = {file.path: file for line in lines for file in line.files}
        assert past.latest_about([*paths, "no/such"]) == last
        chronicle = past.chronicle(states)
        assert chronicle.ids == [line.transaction_id for line in lines]
        for key in ("towns", "0301", "æ", "letters/æ b.txt", '"', *chronicle.ids[:2], "no such"):
            about = [
                each for each in expected
                if any(key in path for path in each.files) or each.transaction_id.startswith(key)
            ]  # fmt: skip
            assert chronicle.excerpt(key, 2) == (about[-2:], len(about))
        for ask in (_to_redo, _to_undo):
            assert _answer(ask, past.timeline) == _answer(ask, plain)
        for name in dict.fromkeys(chronicle.ids):
            assert _answer(_undone, past, name, now, schemas) == _answer(_undone, whole, name, now, schemas)
    return kinds


def _to_redo(timeline):
    return timeline.to_redo().transaction_id


def _to_undo(timeline):
    return timeline.to_undo(None).transaction_id


def _undone(past, name, now, schemas):
    return Undoing(past, now.read, schemas).contents(past.timeline.to_undo(name))


def _answer(ask, *given):
    try:
        return ask(*given)
    except KvadminError as error:
        return type(error), error.message, error.hint, error.where


def _broken(now):
    """Moment and id of the lines that cannot be read, where they have such."""
    for _, _, raw in raw_lines(now):
        try:
            parsed(raw)
        except (ValueError, KeyError, TypeError, AttributeError):
            if (known := mark(raw)) is not None:
                yield known


def _all_contents(lines, read):
    """Every content of every file that the lines give, by path and hash."""
    by_path = {}
    for line in lines:
        for file in line.files:
            by_path.setdefault(file.path, []).append(file)
    found = {}
    for path, files in by_path.items():
        known = found[path] = {}
        now = read(path)
        if now is not None:
            known[revision(now)] = now
        for file in files:
            kept = None if file.content is None else file.content.encode()
            if kept is not None and file.after is not None and revision(kept) == file.after:
                known[file.after] = kept
        for file in reversed(files):
            if file.before is None or file.before in known or file.reverse is None:
                continue
            after = known.get(file.after) if file.after else b""
            if after is not None or "deflated" in file.reverse:
                try:
                    known[file.before] = restored(path, file.reverse, after, file.before)
                except Conflict:
                    continue
    return found


def _changes(line, contents):
    for file in line.files:
        known = contents[file.path]
        if file.sensitive or file.action != "change":
            yield FieldChange(file.path, file.action)
        elif all(each is None or each in known for each in (file.before, file.after)) and not file.redacted:
            old, new = (None if each is None else known[each] for each in (file.before, file.after))
            yield from changed_fields(file.path, old, new)
        else:
            yield FieldChange(file.path, "unknown")
