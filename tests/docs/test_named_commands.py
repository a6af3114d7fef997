"""Every command that a page names exists, with every option that the page gives it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above

from kvadmin.wording.norwegian_words import english_word  # noqa: E402 - after the path is set

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
#: In code: on one line, as ``kvadmin cohort show P3``, or at the beginning of a line of a block.
NAMED = re.compile(r"`(kvadmin [^`\n]+)`|^(?:\$ )?(kvadmin [^\n]+)$", re.MULTILINE)
#: Plugins of strangers that the pages on plugins make up.
STRANGERS = {"visit", "visits", "hello", "call"}
#: The commands that a page's own plugins declare.
DECLARED = re.compile(r"\bCommand\(\s*\"([\w-]+)\"")
#: What pages type wrongly on purpose, to show what is answered.
WRONG_ON_PURPOSE = ("# exit", "# Did you mean", "# did you mean")
#: Options of kvadmin itself that stand before the noun and take a value.
OF_ALL = {"-C", "--today", "--as-of"}
#: Options that every command has, beside its own.
OF_EVERY = {"--help"}


@pytest.fixture(scope="module")
def commands() -> dict[tuple[str, ...], set[str]]:
    """The options of every command and group, by its words."""
    found = {}
    for context in reference.walk(reference.top_level()):
        words = tuple(context.command_path.split()[1:])
        found[words] = {each for option in context.command.params for each in (*option.opts, *option.secondary_opts)}
    return found


def _english(word: str, path: tuple[str, ...], commands: dict[tuple[str, ...], set[str]]) -> str:
    """The word of a command below others, of a Norwegian one its English; empty where there is none."""
    below = {each[-1] for each in commands if each[:-1] == path and each}
    return word if word in below else english_word(word, below) or ""


def faults(named: str, commands: dict[tuple[str, ...], set[str]], made: frozenset[str] = frozenset()) -> list[str]:
    if any(mark in named for mark in WRONG_ON_PURPOSE):
        return []
    words = re.sub(r"\s+#.*|\s*\(.*|\s*\|.*|\s*&&.*|…|\.\.\.", "", named).replace("'", '"')
    parts = re.findall(r'"[^"]*"|\S+', words)[1:]
    while parts and parts[0].startswith("-"):
        parts = parts[2:] if parts[0] in OF_ALL else parts[1:]
    path: tuple[str, ...] = ()
    while len(path) < len(parts) and (word := _english(parts[len(path)], path, commands)):
        path = (*path, word)
    if not parts or parts[0] in STRANGERS | made or not re.fullmatch(r"[a-z][\w-]*", parts[0]):
        return []
    if not path:
        return [f"{named}: no such command"]
    below = [each for each in commands if each[: len(path)] == path and len(each) > len(path)]
    rest = parts[len(path) :]
    if rest and rest[0] in made:
        return []
    if below and rest and re.fullmatch(r"[a-z-]+", rest[0]) and not rest[0].startswith("-"):
        return [f"{named}: {' '.join(path)} has no {rest[0]}"]
    options = [each.partition("=")[0] for each in rest if re.match(r"--[a-z]|-[a-zA-Z]$", each)]
    return [f"{named}: no option {each}" for each in options if each not in commands[path] | OF_EVERY]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_exists(page: Path, commands: dict[tuple[str, ...], set[str]]) -> None:
    text = page.read_text(encoding="utf-8")
    made = frozenset(DECLARED.findall(text))
    found = [fault for first, second in NAMED.findall(text) for fault in faults(first or second, commands, made)]
    assert found == []


def test_a_command_that_is_not_there_is_found(commands: dict[tuple[str, ...], set[str]]) -> None:
    assert faults("kvadmin cohort grow P3", commands) == ["kvadmin cohort grow P3: cohort has no grow"]
    assert faults("kvadmin cohort show P3 --loud", commands) == ["kvadmin cohort show P3 --loud: no option --loud"]
    assert faults("kvadmin dance", commands) == ["kvadmin dance: no such command"]
    assert faults("kvadmin -C x cohort show P3 --format json", commands) == []
