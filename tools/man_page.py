"""Write the manual page from the declarations, as ``man`` reads it; ``--check`` says whether it is up to date.

Run: python tools/man_page.py [--check]

It lies in ``share/man/man1`` of the checkout and of what the wheel is installed into: ``man kvadmin`` finds it after
``pipx install``, too. Macros are those of man(7).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reference import COMMON, ERRORS, top_level, walk

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "share" / "man" / "man1" / "kvadmin.1"
#: What the page says beside the commands: heading, and paragraphs or pairs.
_EXITS = (
    ("0", "Done, or nothing to do."),
    ("1", "Refused, or faults were found."),
    ("2", "The command line cannot be understood."),
    ("3", "Data or a file cannot be right."),
    ("4", "Nobody and nothing has that name, or several have."),
    ("5", "Somebody is writing, was quicker, or two things contradict each other."),
    ("6", "A plugin failed or is missing."),
    ("130", "Interrupted."),
)
_ENVIRONMENT = (
    ("KVADMIN_DATA", "The programme folder, where \\fB\\-C\\fR does not name it."),
    ("KVADMIN_LANG", "The language of the screen: nb, nn or en."),
    ("KVADMIN_TODAY", "The day that commands take for today, as 2008\\-06\\-10."),
    ("KVADMIN_WHO", "Who stands in the history."),
    ("KVADMIN_CONFIG", "The person's own settings file."),
    ("KVADMIN_ACCESSIBLE", "1: everything as lines for a screen reader."),
    ("KVADMIN_INDEX", "off: lists read every file; a folder: the index lies there and not in the person's cache."),
    ("KVADMIN_PAGER", "What shows long lists."),
    ("NO_COLOR", "Set: no colours."),
)


def escaped(text: str) -> str:
    """A text that roff prints as it stands."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r",(?=\S)", r",\\:", text)  # a long list may be broken there
    text = re.sub(r"(?m)^([.'])", r"\\&\1", text)
    return "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)


def page() -> str:
    """The manual page."""
    lines = [
        '.\\" Written by tools/man_page.py from the declarations of the commands.',
        f'.TH KVADMIN 1 "" "kvadmin {_version()}" "User Commands"',
        ".ad l",
        ".nh",
        ".SH NAME",
        "kvadmin \\- the secretariat of a programme for municipalities, on the command line",
        ".SH SYNOPSIS",
        ".B kvadmin",
        ".RI [ options ]",
        ".I command",
        ".RI [ arguments ]",
        ".SH DESCRIPTION",
        "One folder is the programme: applications, cohorts, networks, gatherings, letters, evaluation.",
        "kvadmin reads it, shows what would change, and writes whole changes; nearly every one",
        ".B kvadmin undo",
        "takes back.",
        ".B kvadmin demo DIR",
        "makes an example to try it on, and",
        ".B kvadmin doctor",
        "says whether the machine is fit.",
        ".SH OPTIONS",
        "Before the command, most of them after it, too.",
    ]
    contexts = list(walk(top_level()))
    for parameter in contexts[0].command.params:
        lines += _option(parameter)
    lines.append(".SH COMMANDS")
    common = {each.name for each in contexts[0].command.params} | COMMON
    for context in contexts[1:]:
        lines += _command(context, common)
    lines += [".SH EXIT STATUS", *_pairs(_EXITS, bold=True), ".SH ENVIRONMENT", *_pairs(_ENVIRONMENT, bold=True)]
    lines += [
        ".SH FILES",
        *_pairs((("programme.yaml", "Marks a folder as a programme, and says what it is called."),), bold=True),
        *_pairs((("kvadmin.toml", "Settings of this folder."),), bold=True),
        *_pairs((("history/", "Who changed what, when and why; a file for each month."),), bold=True),
        ".SH EXAMPLES",
        ".EX",
        "kvadmin demo prove",
        "kvadmin \\-C prove status",
        "kvadmin \\-C prove contact list \\-\\-role mayor \\-o ordforere.vcf",
        ".EE",
        ".SH SEE ALSO",
        f"The pages under docs/ of the source: how\\-to, commands.md, {ERRORS.name}.",
    ]
    return "\n".join(lines) + "\n"


def _version() -> str:
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "kvadmin" / "__init__.py").read_text(encoding="utf-8"))
    assert found
    return found[1]


def _command(context: Any, common: set[str]) -> Iterator[str]:
    command = context.command
    path = context.command_path.partition(" ")[2]
    if hasattr(command, "commands"):
        yield from (f".SS {escaped(path)}", *_prose(command.help or ""))
        return
    own = [each for each in command.params if each.name not in common or each.required]
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (".TP", f".B kvadmin {escaped(path)} {escaped(usage)}".rstrip())
    yield from _prose((command.help or "").partition("Example:")[0])
    options = [each for each in own if each.param_type_name == "option" and each.name != "help" and not each.hidden]
    if options:
        yield ".RS"
        for each in options:
            yield from _option(each)
        yield ".RE"


def _option(parameter: Any) -> Iterator[str]:
    if parameter.param_type_name != "option" or getattr(parameter, "hidden", False):
        return
    names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in (*parameter.opts, *parameter.secondary_opts))
    value = "" if parameter.is_flag or parameter.count else f" \\fI{escaped(parameter.metavar or 'TEXT')}\\fR"
    yield from (".TP", f"{names}{value}", *_prose(parameter.help or "."))


def _prose(text: str) -> list[str]:
    return [escaped(" ".join(part.split())) for part in text.split("\n\n") if part.strip()] or ["\\&"]


def _pairs(pairs: tuple[tuple[str, str], ...], *, bold: bool) -> list[str]:
    return [line for name, text in pairs for line in (".TP", f".B {name}" if bold else name, text)]


def main() -> int:
    """Write the page, or say that it is out of date."""
    os.environ["KVADMIN_LANG"] = "en"
    text = page()
    if "--check" in sys.argv[1:]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{PAGE.relative_to(ROOT)} is out of date: python tools/man_page.py")
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
