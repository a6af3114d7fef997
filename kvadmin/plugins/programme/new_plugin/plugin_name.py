"""Names of new plugins: a word that is nobody's yet, neither here nor in Python."""

from __future__ import annotations

import keyword
import re
import sys

from kvadmin.api import Command, Conflict, Session, UsageError, tr
from kvadmin.api.hooks import Collection

#: Longer names make lines that no formatter likes, and commands that nobody types.
_LONGEST = 24
_WORD = re.compile(rf"[a-z][a-z0-9]{{1,{_LONGEST - 1}}}")


def check_plugin_name(run: Session, name: str) -> None:
    """Refuse a name that cannot be the plugin's, its command's and its collection's.

    Raises:
        UsageError: It is no word of small letters and figures, or one of Python's.
        Conflict: A plugin, a command or a collection has it.
    """
    if not _WORD.fullmatch(name):
        better = re.sub(r"[^a-z0-9]|^[0-9]+", "", name.casefold().removeprefix("kvadmin-"))[:_LONGEST]
        raise UsageError(
            tr(
                "{name!r} is no plugin name: it takes 2 to {most} small letters and figures",
                name=name,
                most=_LONGEST,
            ),
            where="NAME",
            hint=tr("`kvadmin plugins new {name}`", name=better) if _WORD.fullmatch(better) else None,
            code="bad-name",
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in sys.stdlib_module_names:
        raise UsageError(
            tr("{name!r} is a word of Python itself", name=name),
            where="NAME",
            hint=tr("name what it is about: visits, roadtimes"),
            code="bad-name",
        )
    if problem := _whose(run, name):
        raise Conflict(
            tr("a plugin cannot be called {name!r} here: {problem}", name=name, problem=problem),
            where="NAME",
            hint=tr("choose another; `kvadmin plugins list` and `kvadmin commands` show what there is"),
            code="already-there",
        )


def _whose(run: Session, name: str) -> str:
    """Why the name is not free: whose it is already; empty when it is."""
    for status in run.plugins.statuses():
        if name == status.name.partition("@")[0] or status.distribution == f"kvadmin-{name}":
            return tr("there is one of that name already")
    declarations = (
        ("kvadmin_commands", Command(name, name, f"kvadmin_{name}.commands:{name}")),
        ("kvadmin_collections", Collection(name, f"{name}/{{id}}.yaml", "")),
    )
    return next(filter(None, (run.plugins.problem(hook, item) for hook, item in declarations)), "")
