"""The top level of the command line: a group whose commands are those that the plugins declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

from kvadmin.cli.lazy import lazy
from kvadmin.errors import UsageError
from kvadmin.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from kvadmin.extension.manager import Plugins


#: The widest first column of Typer's lists; a longer name stands on a line of its own.
_WIDEST = 30


class PluginGroup(TyperGroup):
    """The top-level group: its commands are those the plugins declared."""

    #: Set by the application before the group is used: context -> the plugins of this run.
    plugins_of: Callable[[Any], Plugins]

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the plugins."""
        return list(self.plugins_of(ctx).commands())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The light stand-in for a declared command, or None."""
        plugins = self.plugins_of(ctx)
        declared = plugins.commands().get(cmd_name)
        owner = plugins.owner(cmd_name)
        return lazy(declared, owner.name, plugins) if declared and owner else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands under the headings the plugins gave."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.plugins_of(ctx).commands().items():
            sections.setdefault(tr(command.section), []).append((name, tr(command.help)))
        for title, rows in sections.items():
            with formatter.section(title):
                if not _write_lines(rows, formatter):
                    formatter.write_dl(rows)

    def _words_in_english(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with the noun in English, as no plugin has a command of the Norwegian name."""
        if args and args[0] in ("plugins", "tillegg"):  # which plugins are loaded hangs on its second word
            from kvadmin.wording.norwegian_words import english_word

            args = [*(english_word(each) or each for each in args[:2]), *args[2:]]
        ctx.meta["kvadmin.words"] = args
        if not args or args[0] in (declared := self.plugins_of(ctx).commands()):
            return args
        from kvadmin.wording.norwegian_words import english_word

        return [english_word(args[0], declared) or args[0], *args[1:]]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Look the command up, by its Norwegian word as well."""
        args = self._words_in_english(ctx, args)
        plugins = self.plugins_of(ctx)
        declared = plugins.commands()
        if args and args[0] not in declared and (owner := plugins.belongs_to(args[0])):
            raise UsageError(
                tr(
                    "the command {name!r} belongs to the plugin {plugin!r}, which is disabled",
                    name=args[0],
                    plugin=owner.name,
                ),
                hint=_way_back(plugins, owner.name),
                code="plugin-disabled",
            )
        if args and args[0] not in declared and plugins.untrusted():
            from kvadmin.session.file_plugins import refuse_command_of_file

            refuse_command_of_file(plugins, args[0])
        return super().resolve_command(ctx, args)


def _write_lines(rows: list[tuple[str, str]], formatter: Any) -> bool:
    """Write a list of which each row fits on its line, as Typer would, which takes a plugin's whole start to wrap it.

    Returns:
        Whether it is written: not where a row is too long or not plain, or somebody else's formatter would change it.
    """
    if not type(formatter).__module__.startswith("typer."):
        return False
    first = max(len(name) for name, _ in rows)
    room = max(formatter.width - first - 4, 10)
    for name, text in rows:
        if not (0 < len(text) <= room and first <= _WIDEST and (name + text).isprintable() and text == text.strip()):
            return False
    margin = " " * formatter.current_indent
    for name, text in rows:
        formatter.write(f"{margin}{name:{first + 2}}{text}\n")
    return True


def _way_back(plugins: Plugins, builtin: str) -> str:
    """How a command comes back whose built-in plugin is switched off: by that one, or by what replaces it."""
    again = tr("switch it on again: kvadmin plugins enable {plugin}", plugin=builtin)
    if there := plugins.in_place_of(builtin):
        return tr("{name!r}, which replaces it, has no such command; {again}", name=there.name, again=again)
    if plugins.alone:
        return tr("{again}; or run without --no-plugins, if another plugin replaces it", again=again)
    others = [each for each in plugins.statuses() if builtin in each.replaces]
    if not others:
        return again
    way = "enable" if others[0].status == "disabled" else "check"
    return tr("{again}; or what replaces it: kvadmin plugins {way} {name}", again=again, way=way, name=others[0].name)
