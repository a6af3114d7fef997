"""``kvadmin plugins``: which there are, whether they are sound, switching them off and on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import KvadminError, PluginFailure, Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import user_settings_file
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..disabled_list import disabled_line, with_line
from ..missed_plugins import with_missed
from ..replacing import say_who_is_in_place

if TYPE_CHECKING:
    from kvadmin.api.commands import MissedPlugin, PluginStatus

HereOption = Annotated[bool, typer.Option("--here", help="For this programme folder only (kvadmin.toml).")]


def _kind(status: PluginStatus) -> str:
    return tr("built-in") if status.builtin else tr("file") if status.file else tr("installed")


_COLUMNS = (
    Column("name", "Plugin"),
    Column("version", "Version", rank=2),
    Column("builtin"),
    Column("kind", "Kind", get=_kind, json=False, rank=1),
    Column("status", "Status"),
    Column(
        "hooks",
        "Hooks",
        get=lambda status: list(status.hooks),
        show=lambda hooks: ", ".join(hook.removeprefix("kvadmin_") for hook in hooks),
        rank=3,
    ),
    Column("replaces", "Replaces", get=lambda status: list(status.replaces), show=", ".join, rank=1),
    Column("error", "Error"),
    Column("file", get=lambda status: f"plugins/{Path(status.file).name}" if status.file else None),
)
_WARNINGS = Column("warnings", "Warnings", get=lambda status: list(status.warnings), show="; ".join)


def _timing(run: Session) -> tuple[Column, ...]:
    """How long each plugin takes at every start; of one that is off there is nothing to say."""
    found = run.plugin_timings()

    def spent(part: int) -> Callable[[PluginStatus], float | None]:
        return lambda status: round(found[status.name][part], 1) if status.name in found else None

    return (
        Column("import_ms", "Import ms", "decimal", get=spent(0)),
        Column("declarations_ms", "Declarations ms", "decimal", get=spent(1)),
    )


def list_plugins(
    ctx: typer.Context,
    timing: Annotated[
        bool, typer.Option("--timing", help="How long each takes at every start, measured in fresh processes.")
    ] = False,
) -> None:
    """List every plugin with its status and the hooks it implements.

    Files plugins/NAME.py of the programme folder are listed, too; they do not run before you trust them.

    Example: kvadmin plugins list --format json
    """
    run = session(ctx)
    if run.find_folder() and run.plugins.is_strangers("kvadmin_selection_words"):
        # the one kind of declarations that depends on the data; what of them clashes is part of the answer
        run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    run.plugins.judge_all()
    statuses = with_missed(run.plugins.statuses(), _missed(run))
    if not timing:
        run.show(listing("plugins", _COLUMNS, statuses))
        return
    note = tr("The shortest of three fresh processes: the built-in ones together, every other beside them alone.")
    run.show(listing("plugins", (*_COLUMNS, *_timing(run)), statuses, notes=[note]))


def _missed(run: Session, disabled: Collection[str] = ()) -> list[MissedPlugin]:
    """What the programme misses; a folder that cannot be read misses nothing that is known.

    Args:
        run: The session.
        disabled: Plugins that have just been switched off.
    """
    try:
        return run.programme_plugins.missed(disabled)
    except KvadminError as error:
        if not (disabled and error.code == "not-registered"):  # the plugins were not asked which engines they offer
            run.warn(error.message)
        return []


def check(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="These only.")] = None,
    seconds: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="How long a hook may take on the example.", min=0.1)
    ] = 10.0,
) -> None:
    """Try every hook of every plugin on the example programme and say what is wrong (exit 1).

    Each plugin runs alone in a process of its own: one that hangs or ends the process is named like any other.

    Example: kvadmin plugins check
    """
    run = session(ctx)
    statuses = []
    found = [run.plugins.named(name) for name in names] if names else run.plugins.statuses()
    if names:
        _refuse_untrusted(found)
    with run.progress(len(found), tr("Checking")) as progress:
        for each in found:
            statuses.append(run.try_plugin(each, seconds) if each.status == "active" else each)
            progress.update(len(statuses))
    run.show(listing("plugins", (*_COLUMNS, _WARNINGS), statuses))
    wrong = [each for each in statuses if each.error and each.status != "untrusted"]
    if wrong:
        raise Refused(
            tr("{count} plugin(s) failed: {failed}", count=len(wrong), failed=", ".join(each.name for each in wrong)),
            hint=run.plugins.disabling(wrong[0]),
            code="plugins-failed",
        )


def _refuse_untrusted(found: list[PluginStatus]) -> None:
    """What is asked for by name and may not run is not passed over in silence."""
    for each in found:
        if each.status == "untrusted":
            raise Refused(
                tr("plugin {plugin!r} is not tried: {why}", plugin=each.name, why=each.error),
                hint=f"kvadmin plugins trust plugins/{Path(each.file).name}",
                code="plugin-failure",
            )


def disable(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    here: HereOption = False,
    unlist: Annotated[
        bool, typer.Option("--unlist", help="It is off or gone: this programme does without it (needs --why).")
    ] = False,
) -> None:
    """Switch a plugin off: it is not imported any more.

    What it guards in a programme that lists it is refused from then on; --unlist lets the programme do without it.

    Example: kvadmin plugins disable mail
    """
    run = session(ctx)
    if unlist:
        _unlist(run, name)
        return
    found = run.plugins.named(name)
    if found.name == "programme" and not any("programme" in each.replaces for each in run.plugins.statuses()):
        raise Refused(
            tr("the plugin 'programme' holds this very command and stays on until a plugin is there to replace it"),
            hint=tr("every other plugin can be switched off: kvadmin plugins list"),
            code="plugin-in-use",
        )
    file = _file(run, here=here)
    names = run.disabled(file)
    if not {found.name, found.full_name}.isdisjoint(names):
        run.info(tr("{name!r} is already disabled in {file}.", name=name, file=file))
        return
    _write(run, file, [*names, name])
    if any(each.plugin == found.name and each.guards for each in _missed(run, {found.name})):
        run.info(
            tr(
                "This programme works with {name!r}: what it guards is refused from now on. To do without it: "
                "kvadmin plugins disable {name} --unlist --why TEXT",
                name=found.name,
            )
        )
    if not run.dry_run:
        say_who_is_in_place(run, {found.name: True})


def enable(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], here: HereOption = False) -> None:
    """Switch a plugin on again, wherever it was switched off; with --here in this programme folder only.

    With --here the programme also lists the plugin from now on, and is careful when it is missing.

    Example: kvadmin plugins enable mail
    """
    run = session(ctx)
    found = [each for each in run.plugins.statuses() if name in (each.name, each.full_name, each.distribution)]
    spellings = {name, *(text for each in found for text in (each.name, each.full_name))}
    files = [file for file in run.settings_files() if not spellings.isdisjoint(run.disabled(file))]
    if not files and not found:
        missed = [each.remedy for each in _missed(run) if name in (each.plugin, each.entry)]
        raise UnknownName(
            tr("there is no plugin {name!r}", name=name),
            hint=(missed or [tr("`kvadmin plugins list` shows them")])[0],
            near=near_names(name, [each.name for each in run.plugins.statuses()]),
            code="unknown-plugin",
        )
    kept: list[Path] = []
    if here:
        for each in found:
            _list_here(run, each)
        kept = [file for file in files if file != _file(run, here=True)]
        for file in kept:
            run.warn(tr("{name!r} stays disabled by {file}", name=name, file=file))
        files = [file for file in files if file not in kept]
    for file in files:
        _write(run, file, [each for each in run.disabled(file) if each not in spellings])
    if not files and here:
        run.info(tr("{name!r} is not disabled here.", name=name))
    elif not files:
        run.info(tr("{name!r} is not disabled.", name=name))
    if not kept and not run.dry_run:
        say_who_is_in_place(run, dict.fromkeys((each.name for each in found), False))


def _list_here(run: Session, status: PluginStatus) -> None:
    """Let the programme list a third-party plugin, with what it guards: an import tells."""
    if status.builtin:
        return
    loaded = run.programme_plugins.imported(status)
    if loaded.status == "failed":
        raise PluginFailure(
            tr("plugin {plugin!r} cannot be listed: {error}", plugin=status.name, error=loaded.error),
            hint=tr("without --here it is switched on and not listed"),
        )
    change = run.transaction()
    run.programme_plugins.list_one(change, loaded)
    if change.edits:
        run.commit(change)


def _unlist(run: Session, name: str) -> None:
    """Let the programme do without a plugin that is missing or disabled."""
    entry = run.programme_plugins.listed(name)
    missed = [each for each in run.programme_plugins.missed() if each.entry == entry]
    if not missed:
        raise Refused(
            tr("{name!r} is at work here, and its next change would list it again", name=name),
            hint=tr("switch it off first: kvadmin plugins disable {name}", name=name),
            code="plugin-in-use",
        )
    if not run.why.strip():
        raise UsageError(
            tr("doing without a plugin needs a reason, which the history keeps"),
            hint=tr("add --why TEXT"),
            code="missing-reason",
        )
    run.programme_plugins.do_without(each.plugin for each in missed if each.guards)
    change = run.transaction()
    change.list_plugins({entry: None})
    run.commit(change)


def _file(run: Session, *, here: bool) -> Path:
    return run.folder / "kvadmin.toml" if here else user_settings_file()


def _write(run: Session, file: Path, names: list[str]) -> None:
    """Put the list into the file and leave everything else in it as it stands."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    line = disabled_line(names)
    new = with_line(text, line)
    if run.dry_run:
        run.info(tr("would write to {file}: {line}", file=file, line=line))
        return
    run.write_files(file.parent, [(file.name, new.encode("utf-8"))])
    run.info(tr("Saved in {file}: {line}", file=file, line=line))
