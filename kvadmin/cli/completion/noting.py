"""What the long way to an answer leaves for the short one: what can stand behind the words it went over."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kvadmin.cli.completion.command_line import Unfinished, is_file, long_name, may_be_file, takes_value
from kvadmin.cli.completion.names import standing
from kvadmin.cli.completion.recalling import before_noun, memory_of
from kvadmin.extension.discovering.installed import searched
from kvadmin.tables.cells import visible
from kvadmin.translation import CATALOGUE, tr
from kvadmin.translation.choice import asked_for, folder_named, for_program

if TYPE_CHECKING:
    from kvadmin.cli.completion.memory import Memory
    from kvadmin.extension.types import Command


def note(words: list[str], at: Unfinished) -> None:
    """Remember what was found out for a command line.

    Args:
        words: The words after ``kvadmin`` up to the one that is being typed.
        at: How they were read, and the names that were found.
    """
    try:
        said, behind = before_noun([*words, ""])
    except LookupError:
        return
    if asked_for(behind) is not None or folder_named(behind) is not None or for_program(behind):
        return  # it is said in another language than the same words without this option
    memory = memory_of(said)
    if not memory.file:
        return
    if any(
        each.error and each.status in ("active", "failed") for each in at.context.find_root().obj.plugins.statuses()
    ):
        return  # nobody knows from which files a plugin is mended that failed
    memory.recall()
    root = at.context.find_root().command
    nodes, path = {}, []
    for place, (typed, command, context) in enumerate(at.passed):
        path += at.path[place - 1 : place]
        nodes[" ".join(typed)] = _node(Unfinished(command, context, path))
    top = at.passed[0][2]
    for name in root.list_commands(top):
        group = root.get_command(top, name)
        if name not in nodes and hasattr(group, "list_commands"):  # its commands are declared: nothing is imported
            nodes[name] = _node(Unfinished(group, top, [name]))
    memory.keep_words(nodes, _code(at))
    run = at.context.find_root().obj
    if at.names and not at.context.find_root().params.get("today"):
        _note_names(memory, run, at.names)
    memory.save()


def _note_names(memory: Memory, run: Any, names: dict[str, dict[str, str]]) -> None:
    from kvadmin.model.layout import MARK

    revisions = getattr(run.data, "revisions", None)
    if revisions is not None:
        kept = {kind: {each: shown(help_) for each, help_ in found.items() if visible(each) == each}
                for kind, found in names.items()}  # fmt: skip
        memory.keep_names(kept, run.today.isoformat(), [MARK, *revisions()])


def shown(help_: str) -> str:
    """The text beside what is offered, on one line."""
    return str(visible(" ".join(help_.split())))


def _code(at: Unfinished) -> Iterator[str]:
    """The files that the words came from, and the folders in which a plugin that is not there yet would be found."""
    run = at.context.find_root().obj
    targets = [each.target for each in run.plugins.statuses()] + [
        *_targets(each.item for each in run.plugins.declared("kvadmin_commands"))
    ]
    packages = {"kvadmin", *(re.split(r"[.:]", each)[0] for each in targets)}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages and (file := getattr(module, "__file__", None)):
            yield file
    yield from (each or "." for each in searched())
    yield from (str(file) for file in run.settings_files())
    yield from CATALOGUE.files()
    if folder := run.find_folder():
        yield from (str(folder / name) for name in ("programme.yaml", "plugins"))
        yield from map(str, (folder / "plugins").glob("*.py"))


def _targets(commands: Iterable[Command]) -> Iterator[str]:
    """Where commands are: not always in the package of the entry point."""
    for each in commands:
        yield each.target
        yield from _targets(each.commands)


def _node(at: Unfinished) -> dict[str, Any]:
    """What can stand behind the words that lead to a command."""
    command = at.command
    node: dict[str, Any] = {
        "always": {"--help": shown(tr("Show this message and exit."))},
        "options": [_option(at, each) for each in command.params if each.param_type_name == "option"],
    }
    if hasattr(command, "list_commands"):
        there = ((name, command.get_command(at.context, name)) for name in command.list_commands(at.context))
        node["commands"] = {
            name: shown(each.get_short_help_str(200)) for name, each in there if each is not None and not each.hidden
        }
    else:
        node["arguments"] = [_argument(at, each) for each in command.params if each.param_type_name == "argument"]
    return node


def _option(at: Unfinished, param: Any) -> dict[str, Any]:
    return {
        "name": long_name(param),
        "names": [*param.opts, *param.secondary_opts],
        "takes": takes_value(param),
        "again": bool(getattr(param, "multiple", False)),
        "hidden": param.hidden,
        "help": shown(tr(param.help or "")),
        "asks": _asks(at, param, 0),
    }


def _argument(at: Unfinished, param: Any) -> dict[str, Any]:
    places = len((param.metavar or param.name or "").split()) or 1
    return {"count": param.nargs, "asks": [_asks(at, param, place) for place in range(places)]}


def _asks(at: Unfinished, param: Any, place: int) -> Any:
    """What stands for an option or argument: ``file``, words, or a kind of names; None where the long way must ask."""
    if getattr(param, "_custom_shell_complete", None) is not None:
        return None
    own = {each.value: shown(each.help or "") for each in param.shell_complete(at.context, "") if each.type == "plain"}
    if own:  # of a type of a plugin's own they may hang on anything
        return own if type(param.type).shell_complete.__qualname__ == "Choice.shell_complete" else None
    if is_file(param):
        return "file"
    several = "COHORT" in (param.metavar or "") and " " in (param.metavar or "")
    return None if several or may_be_file(param) else standing(at, param, place)
