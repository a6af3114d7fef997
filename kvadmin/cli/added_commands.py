"""Commands that plugins put under a noun of another plugin: in its help, and in a noun that has been loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

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
        title = _title(plugin) if plugin else "Commands"
        with formatter.section(title):
            limit = formatter.width - 6 - longest
            formatter.write_dl([(name, command.get_short_help_str(limit)) for name, command in rows])


def _title(plugin: str) -> str:
    return tr("Commands of the plugin {plugin}", plugin=plugin)


def add_to_loaded(noun: Any, words: str, owner: str, plugins: Plugins, stand_in: Callable[[Declared], Any]) -> None:
    """Put commands under a noun that is declared with a target alone: what it has itself is known now.

    What has no place there is left out and named, as it is where groups are declared.

    Args:
        noun: The noun, loaded.
        words: Its words.
        owner: The plugin that it is of.
        plugins: All plugins of the run.
        stand_in: Makes the stand-in of a declared command.
    """
    for each in plugins.commands_under(words):
        path = each.item.under.split()[len(words.split()) :]
        group, said = noun, words
        for word in path:
            if hasattr(group, "load"):
                break
            group, said = getattr(group, "commands", {}).get(word), f"{said} {word}"
        if hasattr(group, "load"):  # the stand-in of another plugin's, which looks after what is under it
            continue
        if not hasattr(group, "commands"):
            text = "{name!r} is a command and no group" if group else "there is no command {name!r}"
            plugins.leave_out_command(each, tr(text, name=said))
        elif _is_free(group, each, owner, plugins):
            _add(group, each, stand_in(each))


def _is_free(group: Any, one: Declared, owner: str, plugins: Plugins) -> bool:
    """Whether neither the name of a command nor a Norwegian word for it is another's in a group; whose is said."""
    added = getattr(group, "added", {})
    if added.get(one.item.name) == one.owner:  # the group is an object that has been loaded before
        return True
    if taken := taken_name(one.item.name, group.commands):
        what = tr("the name {name!r}", name=f"{one.item.under} {taken}")
        plugins.leave_out_command(one, what, added.get(taken, owner))
    elif clash := norwegian_clash(one.item.name, group.commands):
        what = tr("the Norwegian word {word!r} for {name!r}", word=clash[0], name=f"{one.item.under} {clash[1]}")
        plugins.leave_out_command(one, what, added.get(clash[1], owner))
    else:
        return True
    return False


def _add(group: Any, one: Declared, made: Any) -> None:
    """Put a command into a group, and into its help."""
    made.rich_help_panel = _title(one.owner)  # of a noun whose help is set in Rich's boxes
    group.commands[one.item.name] = made
    group.added = {**getattr(group, "added", {}), one.item.name: one.owner}
    if type(group).format_commands is TyperGroup.format_commands:  # one of its own goes on listing as it does
        group.format_commands = partial(write_commands, group, group.added)
