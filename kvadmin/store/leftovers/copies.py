"""Copies that programs lay beside a file: of sync clients in a conflict, of file managers, of editors and of git.

A name alone decides nothing, since a record may be called ``P3 2``. A file counts as a copy when its original lies
beside it and what is written inside says no key of its own. The forms of the names are those that the clients
document: Dropbox, Nextcloud and ownCloud, Syncthing, Seafile, OneDrive (the name of the computer), Google Drive,
iCloud, Synology.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kvadmin.errors import KvadminError
from kvadmin.model.finding import Finding
from kvadmin.store.paths import slugged
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.yamltext.events import YamlError, compose, decode
from kvadmin.translation import tr

_WORDS = "conflict|conflicted|konflikt|konflikte|conflit"
#: Names that only a sync client gives, and whose; the first group is the original's.
_CLIENTS = tuple(
    (re.compile(pattern), client)
    for pattern, client in (
        (r"(.+?)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?", "Syncthing"),
        (r"(.+?)_conflict-\d{8}-\d{6}", "ownCloud"),
        (r"(.+?) \(SFConflict [^()]*\)", "Seafile"),
        (r"(.+?)-[^-]+-safeBackup-\d+", "OneDrive"),
        (r"(.+?)_[^_]+_[A-Z][a-z]{2}-\d{2}-\d{4}-\d{4}_\w*Conflict(?:_\d+)?", "Synology Drive"),
        (
            rf"(?i)(.+?) \((?:[^()]*[^\w()])?(?:case |selective sync )?(?:{_WORDS})(?:[^\w()](?:[^()]|\(\d+\))*)?\)",
            "Dropbox or Nextcloud",
        ),
    )
)
#: Names that programs give a copy, and people a record.
_LIKELY = tuple(
    (re.compile(pattern), client)
    for pattern, client in (
        (r"(.+?) \([^()]*\d{4}-\d{2}-\d{2}(?:[^()]|\(\d+\))*\)", "Dropbox or Nextcloud"),
        (r"(.+?) ?\(\d{1,3}\)", "Google Drive"),
        (r"(.+?) \d{1,3}", "iCloud"),
        (r"(?i)(.+?)(?: -)? (?:copy|kopi|kopia|kopie)(?: ?\(?\d{1,3}\)?)?", "Windows"),
        (r"(?i)(?:copy of|kopi av) (.+)", "Google Drive"),
    )
)
_ODD = re.compile(r"[ (]|[Cc]onflict|safeBackup")
#: What editors, git and office programs leave beside a file.
_LEFT = re.compile(r".+(?:~|\.(?:orig|rej|bak|swp|swo|tmp|old))|#.+#|4913")
_OFFICE_LOCKS = ("~$", ".~lock.", "._")


class Form(NamedTuple):
    """How a name may be that of a copy: the original's, whose form it is, how sure the name makes it."""

    original: str
    client: str
    kind: str


class Copy(NamedTuple):
    """A file that is a copy; ``original`` is empty when it does not lie there any more."""

    path: str
    original: str
    client: str
    #: The line that makes it a record of its own, when it may be one.
    own: str = ""

    def finding(self) -> Finding:
        """What ``check`` says about it."""
        if not self.original:
            text = tr("a copy that {client} laid here in a conflict, and the file itself is gone", client=self.client)
            return Finding(self.path, 0, 0, "conflict-copy", text, tr("rename it if it is the right version"))
        hint = tr(
            "compare the two, take over into {original} what it lacks, then delete the copy", original=self.original
        )
        if self.own:
            hint += tr("; if it is a record of its own, write {line} into it", line=self.own)
        text = tr(
            "a copy of {original} as {client} makes one; it is not read", original=self.original, client=self.client
        )
        return Finding(self.path, 0, 0, "conflict-copy", text, hint)


def forms(stem: str) -> Iterator[Form]:
    """How a file's name without its ending may be that of a copy; the surest reading first."""
    if _ODD.search(stem):
        yield from _by_pattern(stem, _CLIENTS, "client")
        yield from _by_pattern(stem, _LIKELY, "likely")
    for index, sign in enumerate(stem):
        if sign == "-" and index:
            yield Form(stem[:index].rstrip(" "), "OneDrive", "suffix")


def _by_pattern(stem: str, patterns: tuple[tuple[re.Pattern[str], str], ...], kind: str) -> Iterator[Form]:
    found = next(((match[1], client) for form, client in patterns if (match := form.fullmatch(stem))), None)
    if found is None:
        return
    original, client = found
    yield Form(original, client, kind)
    for inner in _by_pattern(original, patterns, kind):  # a copy of a copy
        yield inner._replace(client=client)


def record_copies(schema: CollectionSchema, stems: Mapping[str, str], read: Callable[[str], bytes]) -> list[Copy]:
    """The copies among the files of one folder.

    Args:
        schema: Whose files they are.
        stems: What the file names spell as key, and the paths.
        read: The bytes of a path.
    """
    found = []
    for stem, path in stems.items():
        options = [form for form in forms(stem) if form.original in stems or form.kind == "client"]
        if options:
            copy = _judged(schema, stem, path, options, stems, read)
            found += [copy] if copy else []
    return found


def _judged(
    schema: CollectionSchema,
    stem: str,
    path: str,
    options: list[Form],
    stems: Mapping[str, str],
    read: Callable[[str], bytes],
) -> Copy | None:
    said, _ = _inside(schema, read(path))
    field = schema.collection.key_fields[-1] if schema.collection.key_fields else ""
    for form in options:
        original = stems.get(form.original)
        key, slug = _inside(schema, read(original)) if original else (form.original, "")
        key = key or form.original
        own = said is not None and said != key and schema.template.is_file_of(said, stem)
        if own or (original is None and said is not None and said != key):
            continue
        if form.kind == "suffix":
            named_so = form.original == key or form.original == f"{key}-{slugged(slug)}"
            canonical = named_so and (not slug or form.original != key)
            if said != key or (schema.template.decorated and not canonical):
                continue
        elif form.kind == "likely" and said not in (None, key):
            continue
        line = f"`{field}: {stem}`" if form.kind != "client" and field and not schema.template.decorated else ""
        return Copy(path, original or "", form.client, line)
    return None


def _inside(schema: CollectionSchema, data: bytes) -> tuple[str | None, str]:
    """The last part of the key that a file says, and the text that decorates its name; nothing when it says none."""
    try:
        plain = compose(decode(data)).plain()
        known = schema.key_attributes
    except (YamlError, KvadminError):
        return None, ""
    field = schema.collection.key_fields[-1]
    said = plain.get(field) if field in known else None
    slug = plain.get(schema.collection.slug) if schema.collection.slug else None
    return said if isinstance(said, str) else None, slug if isinstance(slug, str) else ""


def file_copies(paths: list[str]) -> list[Copy]:
    """The copies among files that are no records, by their names."""
    known = set(paths)
    found = []
    for path in paths:
        folder, slash, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        if not stem:
            continue
        for form in forms(stem):
            original = f"{folder}{slash}{form.original}{dot}{ending}"
            if original in known and form.kind != "suffix":
                found.append(Copy(path, original, form.client))
                break
    return found


def is_office_lock(name: str) -> bool:
    """Whether an office program has laid the file there while another is open, or macOS beside one."""
    return name.startswith(_OFFICE_LOCKS)


def is_left_behind(name: str) -> bool:
    """Whether an editor, git or a patch has left the file there."""
    return _LEFT.fullmatch(name) is not None
