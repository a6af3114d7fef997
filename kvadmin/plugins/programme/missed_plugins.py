"""The plugins that the programme works with and that are not to be had, as lists, checks and the status say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection

if TYPE_CHECKING:
    from kvadmin.api import Finding, Session
    from kvadmin.api.commands import MissedPlugin, PluginStatus

#: Problems that only somebody who mends ``programme.yaml`` puts right.
_FAULTS = ("unreadable",)


def with_missed(statuses: Sequence[PluginStatus], missed: Iterable[MissedPlugin]) -> list[PluginStatus]:
    """The plugins with what is wrong for this programme; one that is not installed is listed as failed."""
    found = {each.name: each for each in statuses}
    made = type(statuses[0])
    for each in missed:
        status = found.get(each.plugin) or made(each.plugin, "", builtin=False, status="failed")
        known = status.status == "untrusted" or (status.error and each.why in status.error)
        text = tr("missed in this programme: {why}", why=each.why)
        found[each.plugin] = status if known else status._replace(error="; ".join(filter(None, (status.error, text))))
    return list(found.values())


def missed_findings(run: Session) -> list[Finding]:
    """One finding for each, at its entry in ``programme.yaml``."""
    from kvadmin.api import Finding  # the status finds nothing

    return [
        Finding(
            *_place(run, each.entry),
            "plugin-missing",
            each.sentence,
            each.remedy,
            "error" if each.problem in _FAULTS else "warning",
        )
        for each in run.programme_plugins.missed()
    ]


def version_findings(run: Session) -> list[Finding]:
    """One finding for each version of records in ``programme.yaml`` that is of no plugin: nobody would ever read it."""
    from kvadmin.api import Finding
    from kvadmin.api.records import Programme
    from kvadmin.api.wording import near_names

    try:
        programme = run.data.find(Programme)
        listed = {name for each in run.programme_plugins.entries() for name in (each.key, each.name)}
    except KvadminError:  # which is a finding of its own
        return []
    builtin = {each.name for each in run.plugins.statuses() if each.builtin}
    known = {each.name for each in run.plugins.statuses()} - builtin
    found = []
    for name in sorted(set(programme.schemas if programme else ()) - known - listed):
        place = _place(run, name, "schemas")
        text = tr(
            "schemas names the version of the records of {name!r}, and there is no plugin of that name", name=name
        )
        hint = tr("`kvadmin plugins list` shows those that there are; install it, or take the line out")
        if name in builtin:
            text = tr("schemas names the version of the built-in plugin {name!r}, which nobody reads", name=name)
            hint = tr("their version is that of the programme: take the line out")
        elif near := near_names(name, sorted(known)):
            hint = tr("did you mean {names}?", names=", ".join(near))
        found.append(Finding(*place, "unknown-plugin", text, hint, "warning"))
    return found


def _place(run: Session, entry: str, field: str = "plugins") -> tuple[str, int, int]:
    path = (field, entry) if entry else (field,)
    try:
        from kvadmin.api.records import Programme  # the list of plugins is shown without any record

        where = run.data.where(Programme, "", path)
    except (KvadminError, KeyError, LookupError):
        where = ""
    file, _, place = where.partition(":")
    line, _, column = place.partition(":")
    return (file, int(line), int(column)) if entry and line.isdigit() and column.isdigit() else ("programme.yaml", 0, 0)


def missed_section(run: Session) -> list[StatusSection]:
    """What is missing or off, with the command that puts it right; nothing when all plugins are there."""
    missed = run.programme_plugins.missed()
    known = {each.remedy for each in missed}
    off = []
    if run.plugins.untrusted():  # what looks after files is not free
        off = [each for each in run.file_plugins.off() if each.remedy not in known]
    if not missed and not off:
        return []
    actions = [
        ActionItem(each.sentence, each.remedy, urgent=bool(each.guards), key="plugin-missing", about=each.plugin)
        for each in missed
    ]
    for each in off:
        text = tr("{file} does not run: {why}", file=each.file, why=each.why)
        actions.append(ActionItem(text, each.remedy, key="plugin-untrusted", about=each.name))
    lines, figures = [], [StatusFigure("plugins-missing", len(missed))]
    if missed:
        lines.append(tr("{count} plugin(s) of this programme are missing", count=len(missed)))
    if off:
        lines.append(tr("{count} plugin file(s) of this folder do not run", count=len(off)))
        figures.append(StatusFigure("plugins-untrusted", len(off)))
    return [StatusSection(tr("Plugins"), tuple(lines), tuple(actions), tuple(figures))]
