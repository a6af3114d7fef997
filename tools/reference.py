"""Write the command reference and the hook reference from the code; ``--check`` says whether they are up to date.

Run: python tools/reference.py [--check]
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import error_codes
import hook_pages
import signatures
import since
from api_tables import names_by_home

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
HOOKS = ROOT / "docs" / "hooks.md"
API = ROOT / "docs" / "api.md"
HEADINGS = ROOT / "docs" / "headings.md"
ERRORS = ROOT / "docs" / "errors.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
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
        "Every command also takes `--dry-run`, `--yes`, `--no-input`, `--format`, `-o`, `--excel`, `--why`,",
        "`--without-guard` and `--lang`.",
    ]
    for context in walk(top_level()):
        context.terminal_width = context.max_content_width = WIDTH
        depth = len(context.command_path.split())
        parts += ["", f"{'#' * min(depth + 1, 4)} {context.command_path}", "", "```text", help_of(context), "```"]
    return "\n".join(parts) + "\n"


#: Options that every command has; said once at the top of the page.
COMMON = {"dry_run", "yes", "no_input", "format", "format_", "output", "excel", "why", "without_guard", "lang"}


def help_of(context: Any) -> str:
    """The help text without the options that every command has."""
    command = context.command
    if context.parent is not None:
        command.params = [each for each in command.params if each.name not in COMMON or each.required]
    return str(command.get_help(context)).rstrip()


def hooks_page() -> str:
    """The page of all hooks: signature and docstring."""
    from kvadmin.extension import specs
    from kvadmin.extension.guards import GUARDS

    shown_on = hook_pages.pages_of_hooks()
    parts = [
        "# Hooks",
        "",
        "Written from `kvadmin/extension/specs.py` by `tools/reference.py`.",
        "What hooks take and return is imported from `kvadmin.api` and `kvadmin.api.hooks`: see [api.md](api.md).",
        "[How-tos](how-to-hooks/commands.md) and [recipes](how-to-hooks/recipes.md) have a whole plugin for each.",
    ]
    for name, function in inspect.getmembers(specs, inspect.isfunction):
        if name.startswith("kvadmin_"):
            arguments = ", ".join(inspect.signature(function).parameters)
            text = inspect.getdoc(function) or ""
            parts += ["", f"## {name}({arguments})", "", f"Since version {since.since(f'hook {name}', text)}."]
            parts[-1] += f" [How to, with an example that runs](how-to-hooks/{shown_on[name]}#{name})."
            if name in GUARDS:
                guards = f"A guard of {GUARDS[name]}: when it fails, the command stops and writes nothing (exit 6)."
                parts += ["", f"{guards} See [plugins.md](plugins.md#guards)."]
            parts += ["", "```text", signatures.signature(name, function), "", text, "```"]
    return "\n".join(parts) + "\n"


#: What tests of plugins may import.
TESTING = ("kvadmin.testing", "kvadmin.testing.conformance", "kvadmin.testing.engines")


def api_modules() -> list[str]:
    """The public modules, ``kvadmin.api`` first."""
    folder = ROOT / "kvadmin" / "api"
    subjects = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    return ["kvadmin.api", *(f"kvadmin.api.{subject}" for subject in subjects), *TESTING]


def public_names(module: str) -> list[str]:
    """What a public module offers."""
    loaded = import_module(module)
    named = getattr(loaded, "__all__", None)
    if named is None:
        own = (name for name, value in vars(loaded).items() if getattr(value, "__module__", "") == module)
        named = sorted(name for name in own if not name.startswith("_"))
    return list(named)


def described(module: str, name: str) -> tuple[str, str]:
    """Signature and description of a public name; a constant is described by the ``#:`` lines above it."""
    value = getattr(import_module(module), name)
    if inspect.isclass(value):
        untold = issubclass(value, (str, Exception)) or getattr(value, "_is_protocol", False)
        head = name if untold else signatures.signature(name, value)
        return head, "\n\n".join([inspect.getdoc(value) or "", *_members(value)]).strip()
    if callable(value) and inspect.isroutine(inspect.unwrap(value)):
        return signatures.signature(name, value), inspect.getdoc(value) or ""
    return name, _comment(module, name)


def _members(value: type) -> Iterator[str]:
    """What a class offers besides its fields: methods and properties with their docstrings."""
    for name, member in (pair for each in (value, *_halves(value)) for pair in vars(each).items()):
        plain = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
        if name.startswith("_") or not (inspect.isfunction(plain) or isinstance(plain, property)):
            continue
        doc = inspect.getdoc(plain)
        if doc:
            yield f".{_member(name, plain)}\n{textwrap.indent(doc, '    ')}"


def _member(name: str, member: Any) -> str:
    """A method with its signature, a property with the type of its value."""
    if isinstance(member, property):
        result = signatures.annotation_text(inspect.signature(member.fget).return_annotation) if member.fget else ""
        return f"{name}: {result}" if result else name
    first = next(iter(inspect.signature(member).parameters), "")
    return signatures.signature(name, member, dropped=first if first in ("self", "cls") else "")


def _halves(value: type) -> list[type]:
    """The classes that a class is made of to keep its files small: those beside it in its folder."""
    folder = value.__module__.rpartition(".")[0]
    return [
        each
        for each in value.__mro__[1:]
        if each.__module__ != value.__module__ and each.__module__.rpartition(".")[0] == folder
    ]


def _comment(module: str, name: str) -> str:
    """The ``#:`` lines above a constant, where it is assigned."""
    home = Path(str(import_module(module).__file__))
    found = _home_of(home.read_text(encoding="utf-8"), name)
    source = Path(str(import_module(found).__file__)) if found else home
    lines: list[str] = []
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("#:"):
            lines.append(line.removeprefix("#:").strip())
        elif re.match(rf"{re.escape(name)}\b.*=", line):
            return "\n".join(lines)
        else:
            lines = []
    return ""


def _home_of(source: str, name: str) -> str:
    for module, names in names_by_home(source).items():
        if name in names:
            return module
    return ""


def api_page() -> str:
    """The page of the public face: every name of every module with its signature and docstring."""
    parts = [
        "# API",
        "",
        "What plugins import, written from the code by `tools/reference.py`. Nothing else of kvadmin is public.",
        "Names of 0.1 that moved still resolve in `kvadmin.api`, with a warning that names the new place, until 1.0.",
        "How long a name or a hook stays is promised in [api-policy.md](api-policy.md).",
    ]
    for module in api_modules():
        parts += ["", f"## {module}", "", (inspect.getdoc(import_module(module)) or "").partition("\n")[0]]
        for name in public_names(module):
            head, text = described(module, name)
            version = since.since(f"name {name}", text)
            parts += ["", f"### {name}", "", f"Since version {version}."] if version else ["", f"### {name}"]
            parts += ["", "```text", *([head, ""] if head != name else []), text, "```"]
    return "\n".join(parts) + "\n"


def headings_page() -> str:
    """The page of the headings that every importer knows: a table of its fields."""
    from kvadmin.extension.discovering.discovery import discover, load_target
    from kvadmin.extension.manager import Plugins

    parts = [
        "# Headings of office files",
        "",
        "Written from the importers' declarations by `tools/reference.py`. Case, punctuation, numbering (`2.`, `b)`),",
        "line breaks and parentheses do not matter, nor does a second language beside the first (`Søker / Applicant`).",
        "A heading in *italics* says too little alone: it counts where what stands in the column is of that kind.",
        "Words in `code` are stems that must all occur in a heading, `-x` must not. The field's name is what",
        "`--map 'HEADING=FIELD'` takes. [How files are read](how-to/office-files.md) is told with an example.",
    ]
    plugins = Plugins(discover(frozenset(), third_party=False), strict=True)
    for noun, command in plugins.commands().items():
        for verb, target in command.importers():
            importer = load_target(target)
            if inspect.isclass(importer):
                continue
            needs = "; ".join(" or ".join(f"`{name}`" for name in group) for group in importer.needs)
            parts += ["", f"## {importer.name}: `kvadmin {noun} {verb}`", ""]
            parts += [f"One row is {importer.help}. A list has: {needs}.", ""]
            parts += ["| field | kind | what | headings |", "|---|---|---|---|"]
            parts += [_field_line(field) for field in importer.fields]
    return "\n".join(parts) + "\n"


def _field_line(field: Any) -> str:
    stems = [f"`{' '.join(each.replace('!', '-', 1) for each in stems)}`" for stems in field.stems]
    known = dict.fromkeys([field.name, *field.synonyms])
    said = ", ".join([*known, *(f"*{each}*" for each in field.weak), *stems]).replace("|", "\\|")
    what = "; ".join(
        filter(
            None,
            [field.help, f"answers {', '.join(field.also)}" if field.also else "", "several" if field.many else ""],
        )
    )
    return f"| `{field.name}` | {field.kind} | {what} | {said} |"


def floors() -> list[list[str]]:
    """The floors of the house from the top, as the import contract in ``pyproject.toml`` declares them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    return [[part.strip() for part in layer.split("|")] for layer in layers]


def _about(part: str) -> str:
    place = ROOT / "kvadmin" / part
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def floors_picture() -> str:
    """The floors as a drawing in text, each part with the first line of its docstring."""
    rows = [[(part, _about(part)) for part in floor] for floor in floors()]
    name = max(len(part) for row in rows for part, _ in row)
    text = max(len(about) for row in rows for _, about in row)
    rule = f"{'─' * (name + 2)}┬{'─' * (text + 2)}"
    lines = [f"┌{rule}┐"]
    for row in rows:
        lines += [f"│ {part:<{name}} │ {about:<{text}} │" for part, about in row]
        lines.append(f"├{rule.replace('┬', '┼')}┤")
    lines[-1] = f"└{rule.replace('┬', '┴')}┘"
    return "\n".join(lines)


def architecture_page() -> str:
    """The page about the house with its picture drawn anew."""
    before, _, rest = ARCHITECTURE.read_text(encoding="utf-8").partition("<!-- floors")
    heading, _, rest = rest.partition("-->\n")
    after = rest.partition("<!-- /floors -->")[2]
    return f"{before}<!-- floors{heading}-->\n```text\n{floors_picture()}\n```\n<!-- /floors -->{after}"


def pages() -> dict[Path, str]:
    """Every generated page."""
    os.environ["TERMINAL_WIDTH"] = os.environ["COLUMNS"] = str(WIDTH)
    return {
        COMMANDS: commands_page(),
        HOOKS: hooks_page(),
        API: api_page(),
        HEADINGS: headings_page(),
        ERRORS: error_codes.page(),
        ARCHITECTURE: architecture_page(),
    }


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
