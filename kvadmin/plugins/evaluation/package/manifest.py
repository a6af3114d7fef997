"""The manifest of a package: hashes over content, not over the accidents of a format; and the check against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, KvadminError, tr

from ..suppression import derivable
from . import table_files as writing
from .codebooks.package_description import read_dictionary
from .dictionary import Digest, Variable
from .second_readers import TableReader, table_readers
from .tables.public_tables import COUNTS, grid_of

MANIFEST = "manifest.json"
DATAPACKAGE = "datapackage.json"
_CHUNK = 1 << 20


class PackageProblem(NamedTuple):
    """One difference: the file, and what is wrong with it."""

    path: str
    text: str


def file_hash(path: Path) -> str:
    """sha256 over the bytes of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def package_hash(tables: dict[str, dict[str, Any]], documents: dict[str, str], profile: str) -> str:
    """The hash of a whole package: over the content of its tables and texts, whatever the formats."""
    content = {"profile": profile, "tables": tables, "documents": documents}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def manifest(
    folder: Path, files: Iterable[str], tables: dict[str, dict[str, Any]], profile: str, more: dict[str, Any]
) -> dict[str, Any]:
    """The manifest of the files in a folder.

    Args:
        folder: Where they lie.
        files: Their paths below it.
        tables: ``name -> rows and content_sha256``.
        profile: ``private`` or ``public``.
        more: Further facts that stand in it.
    """
    hashes = {name: file_hash(folder / name) for name in sorted(files)}
    documents = {name: value for name, value in hashes.items() if name.endswith((".json", ".md"))}
    return {
        "schema": 1,
        "profile": profile,
        "package_sha256": package_hash(tables, documents, profile),
        **more,
        "tables": tables,
        "files": hashes,
    }


class CheckedPackage(NamedTuple):
    """A package as it was found: its manifest, what is not as that says, and what each format was read with."""

    manifest: dict[str, Any]
    problems: list[PackageProblem]
    readers: list[TableReader]


def check_package(folder: Path) -> CheckedPackage:
    """A package against its manifest: every file there, nothing else, and the same content in every format.

    Each format is read with another program or library than the one that wrote it, where there is one here.

    Raises:
        InvalidData: There is no manifest, or it is none.
    """
    found = _read(folder)
    problems: list[PackageProblem] = []
    files: dict[str, str] = found["files"]
    lying = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {MANIFEST}
    problems += [PackageProblem(name, tr("is missing")) for name in sorted(files.keys() - lying)]
    problems += [PackageProblem(name, tr("is not in the manifest")) for name in sorted(lying - files.keys())]
    present = sorted(files.keys() & lying)
    problems += [
        PackageProblem(name, tr("has other bytes")) for name in present if file_hash(folder / name) != files[name]
    ]
    documents = {name: value for name, value in files.items() if name.endswith((".json", ".md"))}
    if package_hash(found["tables"], documents, found["profile"]) != found["package_sha256"]:
        problems.append(PackageProblem(MANIFEST, tr("its own hash does not fit what it says")))
    readers = [each for each in table_readers() if any(name.endswith(each.ending) for name in present)]
    if DATAPACKAGE in present:
        problems += _contents(folder, found, present, readers)
    return CheckedPackage(found, problems, readers)


def _read(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found["files"], dict) or not isinstance(found["tables"], dict):
            raise TypeError("files and tables")  # noqa: TRY301 - one message for all that is no manifest
        if found["profile"] not in ("private", "public"):
            raise ValueError(found["profile"])  # noqa: TRY301 - the same
        found["package_sha256"]
    except OSError as error:
        raise InvalidData(
            tr("{folder} holds no package: it has no {name}", folder=folder, name=MANIFEST),
            where=str(path),
            code="no-package",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("the manifest cannot be read ({error})", error=error), where=str(path), code="no-package"
        ) from error
    return dict(found)


def _contents(
    folder: Path, found: dict[str, Any], present: list[str], readers: list[TableReader]
) -> Iterator[PackageProblem]:
    """Every table in every format, read back; and the audit of what was hidden."""
    try:
        variables = read_dictionary((folder / DATAPACKAGE).read_bytes(), DATAPACKAGE)
    except InvalidData as error:
        yield PackageProblem(DATAPACKAGE, error.message)
        return
    for name, facts in sorted(found["tables"].items()):
        if name not in variables:
            yield PackageProblem(DATAPACKAGE, tr("does not describe the table {table}", table=name))
            continue
        for each in readers:
            if each.path(name) in present:
                yield from _table(folder, name, each, variables[name], facts)
        if found["profile"] == "public" and name in COUNTS and f"csv/{name}.csv" in present:
            yield from _audit(folder, name, variables[name])


def _table(
    folder: Path, name: str, reader: TableReader, variables: tuple[Variable, ...], facts: dict[str, Any]
) -> Iterator[PackageProblem]:
    path = reader.path(name)
    digest = Digest(variables)
    try:
        for row in reader.read(folder / path, name, variables):
            digest.add(row)
    except KvadminError as error:
        yield PackageProblem(path, error.message)
        return
    except Exception as error:  # a damaged file fails in the library's own way
        yield PackageProblem(path, tr("cannot be read ({error})", error=type(error).__name__))
        return
    if digest.rows != facts["rows"]:
        text = tr("has {rows} rows where the manifest says {wanted}", rows=digest.rows, wanted=facts["rows"])
        yield PackageProblem(path, text)
    elif digest.hex() != facts["content_sha256"]:
        yield PackageProblem(path, tr("has other content than the manifest says"))


def _audit(folder: Path, name: str, variables: tuple[Variable, ...]) -> Iterator[PackageProblem]:
    path = f"csv/{name}.csv"
    try:
        found = derivable(grid_of(list(writing.read_csv(folder / path, variables))))
    except KvadminError as error:
        yield PackageProblem(path, error.message)
        return
    if found:
        yield PackageProblem(path, tr("{number} hidden counts can be worked out from the others", number=len(found)))
