"""A protocol saved beside the programme folder: the protocol itself, or its table for people."""

from __future__ import annotations

from pathlib import Path

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Programme

from .. import admission as rule
from .decision_table import decision_report

#: Endings of protocol files: the protocol itself, and the table for people.
_SAVED_AS = (".json", ".xlsx", ".md", ".csv")


def check_protocol_path(run: Session, path: Path | None) -> None:
    """Refuse a protocol file that could not be saved, before anything is decided."""
    if path is None:
        return
    if path.suffix not in _SAVED_AS:
        raise UsageError(
            tr("a protocol is not saved as {suffix!r}", suffix=path.suffix),
            where="--save-protocol",
            hint=tr(".json, .xlsx or .md"),
            code="unknown-format",
        )
    run.check_writable(path)


def write_protocol(run: Session, admission: rule.Admission, path: Path | None) -> None:
    """Save the protocol beside the programme folder, in the programme's language for people's formats."""
    if path is None:
        return
    if path.suffix == ".json":
        run.write_files(path.parent, [(path.name, rule.protocol_bytes(admission))])
    else:
        language = run.data.get(Programme).language
        run.save(decision_report(admission, dry_run=run.dry_run, language=language), path)
    run.info(tr("Protocol: {path}", path=path))
