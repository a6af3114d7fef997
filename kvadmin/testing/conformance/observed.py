"""Promises that show when command lines run: what is printed, what is written, what is taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kvadmin.testing.conformance.trial import Trial, differing

#: So many files, or mistakes in a result, are named; the rest is the same.
_SHOWN = 3


def written_as_declared(trial: Trial) -> Iterator[str]:
    """Every command has a line, ends well, and writes only when it is declared to."""
    told = {step.command for step in trial.steps} | set(trial.untold)
    for command in trial.commands:
        if command not in told:
            yield f"no line tries `kvadmin {command}`: add one, or name it in untold="
    for step in trial.steps:
        if step.ran.code:
            yield f"{step.line} ends with exit {step.ran.code}: {_message(step.ran.err)}"
        elif step.after != step.before and not trial.commands[step.command]["writes"]:
            yield f"{step.line} changes {_files(step.before, step.after)}: declare Command(..., writes=True)"


def alone_on_stdout(trial: Trial) -> Iterator[str]:
    """Standard output has the result and nothing else; so has that of a command which is refused, or nothing at all."""
    for step in trial.steps:
        if step.is_json and step.ran.code == 0 and not _is_json(step.ran.out):
            yield (
                f"{step.line} --format json prints {step.ran.out[:60]!r}: show one result, by session(ctx).show(...); "
                "whatever else is to be said goes through session(ctx).info(...)"
            )
    for step in trial.refusals:
        if step.is_json and step.ran.out and not _is_json(step.ran.out):
            yield f"{step.line} is refused and prints {step.ran.out[:60]!r}: raise before anything is printed"


def as_the_schema_says(trial: Trial) -> Iterator[str]:
    """Every command ships the JSON Schema of what it prints, and keeps to it."""
    for command in trial.commands:
        if trial.schema(command) is None and not trial.is_package:
            yield (
                f"`kvadmin {command}` has no schema, and {trial.package} is a module that can hold none: make it a "
                f"package, {trial.package.replace('.', '/')}/__init__.py with a folder schemas beside it"
            )
        elif trial.schema(command) is None:
            yield (
                f"`kvadmin {command}` has no schema: write {trial.package.replace('.', '/')}/schemas/"
                f"{command.replace(' ', '_')}.json, a JSON Schema (draft 2020-12) of what --format json prints"
            )
    try:
        from jsonschema import Draft202012Validator
    except ModuleNotFoundError:
        yield "jsonschema is not installed, so no schema was tried: add it to what your tests need (the extra test)"
        return
    for step in trial.steps:
        schema = trial.schema(step.command)
        if schema is None or not (step.is_json and _is_json(step.ran.out)):
            continue
        wrong = list(Draft202012Validator(schema).iter_errors(json.loads(step.ran.out)))
        for each in wrong[:_SHOWN]:
            yield f"{step.line} --format json: {each.json_path}: {each.message[:200]}: change the schema or the command"


def dry_runs_write_nothing(trial: Trial) -> Iterator[str]:
    """With ``--dry-run`` nothing at all is written."""
    for step in trial.steps:
        if step.touched:
            yield (
                f"{step.line} --dry-run writes {', '.join(step.touched[:_SHOWN])}: write through a transaction "
                "(session(ctx).commit), or ask session(ctx).dry_run"
            )
        elif step.dry is not None and step.ran.code == 0 and step.dry.code:
            yield f"{step.line} --dry-run ends with exit {step.dry.code}: {_message(step.dry.err)}"


def undone_byte_for_byte(trial: Trial) -> Iterator[str]:
    """``kvadmin undo`` takes every change back byte for byte, and redo makes it again."""
    changing = {step.command for step in trial.steps if step.after != step.before}
    for command, about in trial.commands.items():
        if about["undo"] and command in {step.command for step in trial.steps} - changing:
            yield f"no line of `kvadmin {command}` changes anything: add one that does, or declare writes=False"
    for step in trial.steps:
        if step.undone is not None and step.undone != step.before:
            yield (
                f"undo of {step.line} leaves {_files(step.before, step.undone)}: put all of it in one transaction, or "
                "declare Command(..., undo=False)"
            )
        elif step.redone is not None and step.redone != step.after:
            yield f"redo of {step.line} differs in {_files(step.after, step.redone)}: write through a transaction only"


def nothing_when_refused(trial: Trial) -> Iterator[str]:
    """A command that is refused leaves every byte of the folder as it was, and says why in kvadmin's way."""
    for step in trial.refusals:
        if step.ran.code == 0:
            yield f"{step.line} is not refused: raise Refused, UsageError, InvalidData or UnknownName"
        elif step.ran.code not in (1, 2, 3, 4, 5):
            yield (
                f"{step.line} ends with exit {step.ran.code}: {_message(step.ran.err)}; raise one of the errors for "
                "the reader (kvadmin.api.Refused and so on)"
            )
        if step.touched:
            yield (
                f"{step.line} is refused and changes {', '.join(step.touched[:_SHOWN])}: decide before "
                "session(ctx).commit(...)"
            )


def _files(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    return ", ".join(differing(one, other)[:_SHOWN])


def _message(err: str) -> str:
    """What an error says: with ``--format json`` its last line is an object with the message."""
    lines = [line for line in err.splitlines() if line.strip()] or ["it says nothing"]
    try:
        return str(json.loads(lines[-1])["error"]["message"])
    except (ValueError, TypeError, KeyError):
        return lines[-1]


def _is_json(text: str) -> bool:
    def any_constant(text: str) -> Any:
        raise ValueError(text)  # NaN and Infinity, which are no JSON

    try:
        json.loads(text, parse_constant=any_constant)
    except ValueError:
        return False
    return True
