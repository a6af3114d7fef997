"""Writing a whole package into a folder: every table in every format, codebook and manifest; all of it or nothing."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kvadmin.api import Refused, tr
from kvadmin.api.documents import write_document

from . import statistics_files as statistics
from . import table_files as writing
from .codebooks.codebook import codebook_document
from .codebooks.package_description import package_description
from .dictionary import DataTable
from .format_limits import CheckedTables
from .manifest import DATAPACKAGE, MANIFEST, manifest
from .package_workbook import write_package_workbook

#: What a package is written as; csv, the codebook in Markdown and the manifest always are.
FORMATS = ("csv", "parquet", "xlsx", "sav", "dta", "docx")
_WRITERS: dict[str, tuple[str, Callable[[DataTable, Path], None]]] = {
    "parquet": ("parquet", writing.write_parquet),
    "sav": ("spss", statistics.write_sav),
    "dta": ("stata", statistics.write_dta),
}


class PackageRequest(NamedTuple):
    """What is asked for."""

    profile: str
    programme: str
    formats: tuple[str, ...]
    least: int
    facts: dict[str, Any]


def build_package(
    checked: CheckedTables, wanted: PackageRequest, out: Path, progress: Callable[[str], None]
) -> dict[str, Any]:
    """Write the package of tables that were checked; its manifest.

    A folder that holds an earlier package is replaced; any other folder must be empty.

    Raises:
        Refused: Something else lies in the folder.
        InvalidData: A value that is none of its codes.
    """
    check_package_folder(out)
    scratch = out.parent / f".kvadmin-{secrets.token_hex(4)}"
    try:
        try:
            scratch.mkdir(parents=True)
        except OSError as error:
            raise Refused(
                tr("{folder} cannot be written to: {reason}", folder=out.parent, reason=error.strerror),
                where=str(out),
                code="cannot-write",
            ) from error
        found = _write(checked, wanted, scratch, progress)
        if out.exists():
            shutil.rmtree(out)
        scratch.rename(out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return found


def check_package_folder(out: Path) -> None:
    """Refuse a folder whose content would be lost."""
    if out.is_file():
        raise Refused(tr("{out} is a file", out=out), where="--out", hint=tr("name a folder"), code="cannot-write")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise Refused(
            tr("{out} holds other files than a package", out=out),
            where="--out",
            hint=tr("name a new folder"),
            code="cannot-write",
        )


def _write(
    checked: CheckedTables, wanted: PackageRequest, folder: Path, progress: Callable[[str], None]
) -> dict[str, Any]:
    tables = checked.tables
    files: list[str] = []
    facts: dict[str, dict[str, Any]] = {}
    for table in tables:
        progress(table.name)
        path = _file(folder, files, f"csv/{table.name}.csv")
        rows, content = writing.write_csv(table, path)
        facts[table.name] = {"rows": rows, "content_sha256": content}
        for name, (where, write) in _WRITERS.items():
            if name in wanted.formats:
                write(table, _file(folder, files, f"{where}/{table.name}.{name}"))
    if "xlsx" in wanted.formats:
        progress(tr("workbook"))
        write_package_workbook(tables, _file(folder, files, "package.xlsx"), wanted.programme)
    rows_of = {name: fact["rows"] for name, fact in facts.items()}
    _file(folder, files, DATAPACKAGE).write_bytes(
        package_description(checked, rows_of, wanted.programme, wanted.profile)
    )
    for language in ("nb", "nn"):
        text = codebook_document(tables, rows_of, wanted.programme, wanted.profile, language, wanted.least)
        for form in ("docx", "md") if "docx" in wanted.formats else ("md",):
            _file(folder, files, f"codebook.{language}.{form}").write_bytes(write_document(text, form))
    found = manifest(folder, files, facts, wanted.profile, wanted.facts)
    (folder / MANIFEST).write_text(
        json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
    )
    return found


def _file(folder: Path, files: list[str], name: str) -> Path:
    files.append(name)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
