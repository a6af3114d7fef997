"""Promises that show without running anything: help, examples and names."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from importlib.resources import files

from kvadmin.testing.conformance.trial import Trial

_EXAMPLE = re.compile(r"Examples?:\s+kvadmin ((?:[^\n]|\n(?!\s*\n))+)")
_COMMAND_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def explained(trial: Trial) -> Iterator[str]:
    """Every command says what it does, and shows a command line of its own."""
    for command, about in trial.commands.items():
        ran = trial.kit.run(*command.split(), "--help")
        if ran.code:
            yield f"`kvadmin {command} --help` ends with exit {ran.code}: {ran.err.strip()}"
            continue
        if not about["help"].strip():
            yield f"`kvadmin {command}` has no help: say in the docstring of its function what it does"
        if any(other.startswith(f"{command} ") for other in trial.commands):
            continue  # a group that does something itself: the examples are those of its commands
        shown = _EXAMPLE.search(ran.out)
        if shown is None:
            yield f"`kvadmin {command} --help` shows no example: end the docstring with Example: kvadmin {command} ..."
        elif not _begins(shown[1], command):
            yield f"the example of `kvadmin {command}` is one of another command: kvadmin {shown[1].split('  ')[0]}"


def named_well(trial: Trial) -> Iterator[str]:
    """Nothing that is declared was left out, and names are such as people and programs can use."""
    listed = {each["name"]: each for each in trial.kit.json("plugins", "list")["plugins"]}[trial.plugin]
    if listed["error"]:
        yield f"`kvadmin plugins list` says of {trial.plugin}: {listed['error']}"
    for command in trial.commands:
        for word in command.split():
            if not _COMMAND_WORD.fullmatch(word):
                yield f"{word!r} in `kvadmin {command}` is no word of small letters, figures and single hyphens"
    schemas = files(trial.package) / "schemas" if trial.is_package else None
    names = [each.name for each in schemas.iterdir()] if schemas is not None and schemas.is_dir() else []
    wanted = {f"{command.replace(' ', '_')}.json" for command in trial.commands} | {"error.json"}
    for name in sorted(set(names) - wanted):
        yield f"schemas/{name} belongs to no command: call it as its command is called, blanks as _"
    for collection in trial.declared("kvadmin_collections"):
        named = collection.record_class().collection
        if named != collection.name:
            yield f"{collection.record} says collection = {named!r}, but the declaration calls it {collection.name!r}"


def answered(trial: Trial) -> Iterator[str]:
    """Every hook answers on the example programme: what it must, in time, and printing nothing."""
    ran = trial.kit.run("plugins", "check", trial.plugin, "--format", "json")
    for each in json.loads(ran.out)["plugins"]:
        if each["error"]:
            yield f"`kvadmin plugins check {trial.plugin}`: {each['error']}"


def _begins(line: str, command: str) -> bool:
    """Whether an example is one of the command; options of kvadmin itself may stand before it."""
    try:
        words = shlex.split(line)
    except ValueError:  # a quotation mark alone: the words in front tell
        words = line.split()
    wanted = command.split()
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
