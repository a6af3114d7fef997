"""``kvadmin check``: every finding of the store and of the plugins, each with its place."""

from __future__ import annotations

import typer

from kvadmin.api import Finding, InvalidData, KvadminError, Session, session, tr
from kvadmin.api.reports import Column, Report, Table

app = typer.Typer(rich_markup_mode=None)


@app.command()
def check(ctx: typer.Context) -> None:
    """Check every file of the programme folder; exit 3 when there are errors.

    Example: kvadmin check
    """
    run = session(ctx)
    findings = sorted({*run.store.check(), *_of_plugins(run)})
    errors = sum(each.severity == "error" for each in findings)
    run.show(_report(findings, errors))
    if errors:
        raise InvalidData(
            tr("{errors} error(s) in the programme folder", errors=errors),
            where=str(run.folder),
            hint=tr("open the files at these lines and mend them, then check again"),
        )
    run.info(tr("No errors.") if findings else tr("Everything is in order."))


def _of_plugins(run: Session) -> list[Finding]:
    """What the plugins' checks find; files the store cannot read are its own findings already."""
    try:
        return run.gather("kvadmin_checks", snapshot=run.data, today=run.today)
    except KvadminError as error:
        run.warn(tr("not all checks could be made before this is mended: {message}", message=error.message))
        return []


def _report(findings: list[Finding], errors: int) -> Report:
    columns = (
        Column("where", "Where"),
        Column("severity", "Severity"),
        Column("code", "Code"),
        Column("text", "What"),
        Column("hint", "Hint"),
    )
    rows = tuple((each.where(), each.severity, each.code, each.text, each.hint) for each in findings)
    data = {
        "schema": 1,
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [
            {
                "path": each.path,
                "line": each.line,
                "column": each.column,
                "severity": each.severity,
                "code": each.code,
                "text": each.text,
                "hint": each.hint,
            }
            for each in findings
        ],
    }
    return Report(data, (Table(tr("Findings"), columns, rows),))
