"""``kvadmin plugins trust`` and ``untrust``: plugins of one file, ``plugins/NAME.py`` in the programme folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Report, facts

if TYPE_CHECKING:
    from kvadmin.api.reports import Table

FileArgument = Annotated[str, typer.Argument(metavar="PLUGINFILE", help="plugins/NAME.py, or the name alone.")]


def trust(ctx: typer.Context, file: FileArgument) -> None:
    """Let a plugin of one file run: plugins/NAME.py in the programme folder, as it is now.

    Shown are its place, size, SHA-256, hooks and imports, read without running it. Its path and hash are kept in your
    own settings, so that nobody else's word counts; when the file changes it is off until it is trusted anew.

    Example: kvadmin plugins trust plugins/visits.py --yes
    """
    run = session(ctx)
    seen = run.file_plugins.look_at(file)
    data = _data(run, seen)
    table = _table(seen)
    if seen.is_trusted:
        run.info(tr("{file} is trusted already, as it is.", file=seen.file))
        run.show(Report(data | {"trusted": True}, (table,)))
        return
    text, line = run.file_plugins.trust(seen, run.today.isoformat())
    asked = run.interactive and not run.yes and not run.dry_run
    if asked:
        _ask(run, seen.file, table)
        text, line = run.file_plugins.trust(seen, run.today.isoformat())  # others may have written while she read
    elif not (run.yes or run.dry_run):
        raise UsageError(
            tr("trusting code that runs with all your rights needs --yes when nobody can be asked"),
            hint=tr("see it with --dry-run, read the file, then add --yes"),
            code="needs-confirmation",
        )
    _save(run, text, line)
    if not asked or run.format is not None:
        run.show(Report(data | {"trusted": not run.dry_run}, (table,)))


def untrust(ctx: typer.Context, file: FileArgument) -> None:
    """Let a plugin of one file run no longer; the file itself stays, and may be gone already.

    Example: kvadmin plugins trust plugins/visits.py --yes && kvadmin plugins untrust plugins/visits.py
    """
    run = session(ctx)
    text, path = run.file_plugins.distrust(file)
    _save(run, text, tr("{file} is trusted no longer", file=path))


def _ask(run: Session, file: str, table: Table) -> None:
    for name, value in table.rows:
        run.info(f"  {name}: {value}")
    if not run.confirm(tr("It runs with all your rights. Have you read it, and is it to run?")):
        raise Refused(tr("stopped: nothing was written"), where=file, code="stopped")


def _save(run: Session, text: str, said: str) -> None:
    settings = run.file_plugins.settings
    if run.dry_run:
        run.info(tr("would write to {file}: {line}", file=settings, line=said))
        return
    run.write_files(settings.parent, [(settings.name, text.encode("utf-8"))])
    run.info(tr("Saved in {file}: {line}", file=settings, line=said))


def _data(run: Session, seen: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "name": seen.source.name,
        "file": seen.file,
        "path": str(seen.source.path),
        "size": len(seen.source.content),
        "sha256": seen.source.digest,
        "hooks": list(seen.reading.hooks),
        "guards": list(seen.guards),
        "imports": list(seen.reading.imports),
        "needs_api": seen.reading.needs or None,
        "before": seen.before._asdict() if seen.before else None,
        "settings": str(run.file_plugins.settings),
    }


def _table(seen: Any) -> Table:
    hooks = ", ".join(_hook_words(each, seen.guards.get(each, "")) for each in seen.reading.hooks)
    return facts(
        seen.file,
        [
            ("About", seen.reading.about),
            ("Lies in", str(seen.source.path)),
            ("Size", tr("{count} bytes", count=len(seen.source.content))),
            ("SHA-256", seen.source.digest),
            ("Until now", _before(seen)),
            ("Hooks", hooks or tr("none: it would do nothing")),
            ("Imports", ", ".join(seen.reading.imports) or tr("nothing but kvadmin")),
        ],
    )


def _hook_words(hook: str, guarded: str) -> str:
    name = hook.removeprefix("kvadmin_")
    return tr("{hook} (guards {what})", hook=name, what=tr(guarded)) if guarded else name


def _before(seen: Any) -> str:
    if seen.before is None:
        return tr("not trusted here")
    if seen.is_trusted:
        return tr("trusted since {day}", day=seen.before.on)
    return tr(
        "another content was trusted on {day} (sha256 {digest})", day=seen.before.on, digest=seen.before.sha256[:8]
    )
