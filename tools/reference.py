"""Write the command reference and the hook reference from the code; ``--check`` says whether they are up to date.

Run: python tools/reference.py [--check]
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
HOOKS = ROOT / "docs" / "hooks.md"
#: Columns of the help texts: fixed, so that the pages do not depend on a terminal.
WIDTH = 100


def top_level() -> Any:
    """The command ``kvadmin`` with built-in plugins only, whatever is installed beside it."""
    from kvadmin.cli.app import command

    made = command()
    return made.make_context("kvadmin", ["--no-plugins"], resilient_parsing=True)


def walk(context: Any) -> Iterator[Any]:
    """Every command's context, depth first, in the order of the declarations."""
    yield context
    command = context.command
    if not hasattr(command, "list_commands"):
        return
    names = command.list_commands(context) if context.parent is None else list(command.commands)
    for name in names:
        child = command.get_command(context, name)
        yield from walk(child.make_context(name, [], parent=context, resilient_parsing=True))


def commands_page() -> str:
    """The page of all commands: each ``--help`` as it is printed."""
    parts = [
        "# Commands",
        "",
        "Written from the code by `tools/reference.py`; what stands here is what `--help` prints.",
        "Every command also takes `--dry-run`, `--yes`, `--no-input`, `--format`, `-o`, `--excel` and `--why`.",
    ]
    for context in walk(top_level()):
        context.terminal_width = context.max_content_width = WIDTH
        depth = len(context.command_path.split())
        parts += ["", f"{'#' * min(depth + 1, 4)} {context.command_path}", "", "```text", help_of(context), "```"]
    return "\n".join(parts) + "\n"


#: Options that every command has; said once at the top of the page.
COMMON = {"dry_run", "yes", "no_input", "format_", "output", "excel", "why"}


def help_of(context: Any) -> str:
    """The help text without the options that every command has."""
    command = context.command
    if context.parent is not None:
        command.params = [each for each in command.params if each.name not in COMMON or each.required]
    return str(command.get_help(context)).rstrip()


def hooks_page() -> str:
    """The page of all hooks: signature and docstring."""
    from kvadmin.extension import specs

    parts = [
        "# Hooks",
        "",
        "Written from `kvadmin/extension/specs.py` by `tools/reference.py`. Everything is imported from `kvadmin.api`.",
    ]
    for name, function in inspect.getmembers(specs, inspect.isfunction):
        if name.startswith("kvadmin_"):
            arguments = ", ".join(inspect.signature(function).parameters)
            parts += ["", f"## {name}({arguments})", "", "```text", inspect.getdoc(function) or "", "```"]
    return "\n".join(parts) + "\n"


def pages() -> dict[Path, str]:
    """Every generated page."""
    os.environ["TERMINAL_WIDTH"] = os.environ["COLUMNS"] = str(WIDTH)
    return {COMMANDS: commands_page(), HOOKS: hooks_page()}


def main() -> int:
    """Write the pages, or say which are out of date."""
    wrong = 0
    for path, text in pages().items():
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"{path.relative_to(ROOT)} is not what the code says: run python tools/reference.py")
                wrong += 1
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
