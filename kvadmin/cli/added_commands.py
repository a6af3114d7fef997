"""Commands that plugins put under a noun of another plugin: in its help, and in a noun that has been loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kvadmin.cli.lazy import DeclaredGroup, LazyCommand, lazy
from kvadmin.extension.declaring.subcommands import norwegian_clash, taken_name
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.manager import Plugins
    from kvadmin.extension.types import Declared


def write_commands(group: Any, added: Mapping[str, str], context: Any, formatter: Any) -> None:
    """List the commands of a group on its help page: its own, then those of each plugin under the plugin's name.

    Args:
        group: The group.
        added: Name of a command -> the plugin that it is of.
        context: The context of the group.
        formatter: Typer's formatter of help pages.
    """
    sections: dict[str, list[tuple[str, Any]]] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            sections.setdefault(added.get(name, ""), []).append((name, command))
    longest = max((len(name) for rows in sections.values() for name, _ in rows), default=0)
    for plugin, rows in sections.items():
        title = tr("Commands of the plugin {plugin}", plugin=plugin) if plugin else "Commands"
        with formatter.section(title):
            limit = formatter.width - 6 - longest
            formatter.write_dl([(name, command.get_short_help_str(limit)) for name, command in rows])


def add_to_loaded(noun: Any, words: str, owner: str, added: Sequence[Declared], plugins: Plugins) -> None:
    """Put commands under a noun that is declared with a target alone: what it has itself is known now.

    What has no place there is left out and named, as it is where groups are declared.

    Args:
        noun: The noun, loaded.
        words: Its words.
        owner: The plugin that it is of.
        added: What others put under it and below, what is higher up first.
        plugins: All plugins of the run.
    """
    for each in added:
        path = each.item.under.split()[len(words.split()) :]
        group, said = noun, words
        for word in path:
            if isinstance(group, LazyCommand | DeclaredGroup):
                break
            group, said = getattr(group, "commands", {}).get(word), f"{said} {word}"
        if isinstance(group, LazyCommand | DeclaredGroup):  # another plugin's, which looks after what is under it
            continue
        if not hasattr(group, "commands"):
            problem = tr("{name!r} is a command and no group", name=said) if group else tr("there is no command {name!r}", name=said)
            plugins.leave_out_command(each, problem)
            continue
        _add(group, each, owner, plugins)


def _add(group: Any, one: Declared, owner: str, plugins: Plugins) -> None:
    """Put one command into a group, unless its name, or a Norwegian word for it, is another's there."""
    added = getattr(group, "added", {})
    if taken := taken_name(one.item.name, group.commands):
        what = tr("the name {name!r}", name=f"{one.item.under} {taken}")
        plugins.leave_out_command(one, what, added.get(taken, owner))
    elif clash := norwegian_clash(one.item.name, group.commands):
        what = tr("the Norwegian word {word!r} for {name!r}", word=clash[0], name=f"{one.item.under} {clash[1]}")
        plugins.leave_out_command(one, what, added.get(clash[1], owner))
    else:
        group.commands[one.item.name] = lazy(one.item, one.owner, plugins, one.item.under)
        group.added = {**added, one.item.name: one.owner}
        group.format_commands = partial(write_commands, group, group.added)
