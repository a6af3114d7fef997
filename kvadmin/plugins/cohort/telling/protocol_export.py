"""A protocol saved beside the programme folder: the protocol itself, its table, or the document for the case file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.commands import need
from kvadmin.api.documents import write_document
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language, near_names

from .. import admission as rule
from .decision_table import decision_report
from .protocol_document import decision_taken, protocol_document

#: Endings of protocol files: the protocol itself, the table for people, and the document for the case file.
_DOCUMENTS = (".docx", ".pdf")
_SAVED_AS = (".json", ".xlsx", ".md", ".csv", *_DOCUMENTS)


def check_protocol_path(run: Session, path: Path | None) -> None:
    """Refuse a protocol file that could not be saved, before anything is decided."""
    if path is None:
        return
    if path.suffix.lower() not in _SAVED_AS:
        raise UsageError(
            tr("a protocol is not saved as {suffix!r}", suffix=path.suffix),
            where="--save-protocol",
            hint=tr(".docx, .pdf, .json, .xlsx, .csv or .md"),
            near=near_names(path.suffix, _SAVED_AS),
            code="unknown-format",
        )
    if path.suffix.lower() == ".pdf":
        need("typst", "pdf")
    run.check_writable(path, option="--save-protocol")


def write_protocol(run: Session, admission: rule.Admission, path: Path | None) -> None:
    """Save the protocol beside the programme folder, in the programme's language for people's formats."""
    if path is None:
        return
    ending = path.suffix.lower()
    if ending == ".json":
        run.write_files(path.parent, [(path.name, rule.protocol_bytes(admission))])
    elif ending in _DOCUMENTS:
        spoken = cast("Language", run.data.get(Programme).language)
        document = protocol_document(run.data, admission, spoken, decision_taken(run, admission))
        run.write_files(path.parent, [(path.name, write_document(document, ending[1:]))])
    else:
        language = cast("Language", run.data.get(Programme).language)
        run.save(decision_report(admission, dry_run=run.dry_run, language=language, whole=ending != ".csv"), path)
    run.info(tr("Protocol: {path}", path=path))
