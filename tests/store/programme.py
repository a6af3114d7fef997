"""A small programme folder that somebody has edited by hand, and how the tests act on it."""

from __future__ import annotations

from store.records import COLLECTIONS, FIELDS, Group

from kvadmin.store.store import open_store

HAND = """\
# P3, as the ministry wants it
id: P3
name: "Pulje 3"   # from the letter

capacity: 036
my_own: kept as it is
members:
- {municipality: 0301, from: 2008-08-25}   # Oslo

# the others
- municipality: 0101
  from: 2008-08-25
"""


def make(folder, **contents):
    folder.mkdir(exist_ok=True)
    for name, text in {"programme": "schema: 1\n", **contents}.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def opened(folder):
    return open_store(folder, COLLECTIONS, FIELDS)


def commit(folder, record):
    """Create one record."""
    change = opened(folder).transaction("Kari")
    change.create(record)
    return change.commit()


def put(folder, path, content=b"x"):
    """Write one file."""
    change = opened(folder).transaction("Kari")
    change.put_file(path, content)
    return change.commit()


def snapshot_of(folder):
    """Every path below a folder with its content, but for what kvadmin keeps for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if ".kvadmin" not in path.relative_to(folder).parts
    }


def change_name(store, name="new"):
    change = store.transaction("Kari", "test")
    group = change.snapshot.get(Group, "P3")
    group.name = name
    change.update(group)
    return change


def findings(folder):
    """What check finds, but for the field that somebody keeps for himself."""
    return [found for found in opened(folder).records.check() if found.code != "field-unknown"]
