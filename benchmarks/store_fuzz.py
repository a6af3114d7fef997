"""Edits of hand-styled YAML, the result read by a parser that shares no code with the store.

Random documents in random hands (block and flow, quotes of both kinds, texts over several lines, comments everywhere,
odd indents, Windows line ends, no line break at the end) get one random edit each. PyYAML's pure Python parser
(``BaseLoader``: every scalar as text) says what the file held before and holds afterwards, and where. The figures:

* wrong data: the file does not say what the edit asked for, or something else has changed;
* crashes: anything raised but the store's own refusal; refusals are counted beside them;
* lost comments outside of what was removed;
* lines changed beyond those of the old and of the new value, and one more.

Run: python benchmarks/store_fuzz.py [edits] [seed]
"""

from __future__ import annotations

import difflib
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

import yaml

NAMES = ("id", "name", "number", "from", "to", "note", "quotas", "members", "no", "0301", "æ ø", "x-y", "a.b", "lead")
TEXTS = (
    "Oslo", "0301", "no", "12:30", "+4741470525", "2008-05-20", "1e3", "null", "~", "", "it's", 'say "x"', "a: b",
    "a #b", "# c", "- d", "[x", "x, y", "Bø i Telemark", " lead", "trail ", "*a", "&a", "!t", "%", "@x", "a\\b", "😀",
    "<<", "x:", "?", "-", "---", "...", "True", "http://x.no/a?b=c#d", "\u00a0", "}", "]", ",", "a,b", "{", "|", ">",
    "<<<<<<< x",
)  # fmt: skip
WORDS = ("Oslo", "kommune", "søker", "plass", "i", "puljen", "2008", "frist", "august", "og", "nettverk", "it's", "a#b")
PLAIN = re.compile(r"[A-Za-zæøåÆØÅ0-9][A-Za-zæøåÆØÅ0-9 .+/-]*")


class Hand:
    """One person writing one file."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.eol = rng.choice(("\n", "\n", "\r\n"))
        self.talk = rng.choice((0, 10, 25, 40))
        self.flow = rng.choice((5, 20, 40))
        self.steady = rng.random() < 0.5
        self.dash = rng.choice((0, 1, 2, 2, 4))
        self.step = rng.choice((1, 2, 2, 3, 4))
        self.count = 0
        self.lines: list[str] = []

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def indent(self, at: int) -> int:
        return at + (self.step if self.steady else self.rng.choice((1, 2, 2, 3, 4)))

    def comment(self) -> str:
        self.count += 1
        words = self.rng.choice(("hvorfor", "a: b", "- x", "[", "# "))
        return f"#{self.rng.choice((' ', '', '  '))}c{self.count}c {words}"

    def text(self, value: dict[str, Any]) -> str:
        if self.chance(15):
            self.lines += [self.comment(), ""]
        if self.chance(8):
            self.lines.append("---" + self.rng.choice(("", " " + self.comment())))
        self.mapping(value, 0)
        if self.chance(15):
            self.lines += ["", self.comment()] if self.chance(50) else [self.comment()]
        text = self.eol.join(self.lines)
        return text + (self.eol if self.chance(75) else "")

    def free(self, at: int) -> None:
        """Blank lines and comments between values."""
        if self.chance(10):
            self.lines.append(self.rng.choice(("", "", " " * self.rng.randrange(4))))
        if self.chance(self.talk):
            column = at if self.chance(80) else self.rng.randrange(6)
            self.lines.append(" " * column + self.comment())

    def end(self, line: str) -> str:
        return line + " " * self.rng.randrange(1, 4) + self.comment() if self.chance(self.talk) else line

    def mapping(self, value: dict[str, Any], at: int, lead: str | None = None) -> None:
        for name, item in value.items():
            if lead is None:
                self.free(at)
            head = (lead if lead is not None else " " * at) + self.name(name) + self.rng.choice((":", ":", ":", " :"))
            self.value(head, item, at, in_list=False)
            lead = None

    def sequence(self, value: list[Any], at: int, lead: str | None = None) -> None:
        for item in value:
            if lead is None:
                self.free(at)
            self.value((lead if lead is not None else " " * at) + "-", item, at, in_list=True)
            lead = None

    def name(self, name: str) -> str:
        return self.rng.choice((name, name, f"'{name}'", f'"{name}"'))

    def value(self, head: str, value: Any, at: int, *, in_list: bool) -> None:
        if isinstance(value, dict | list) and (not value or self.chance(self.flow)):
            self.bracket(head, value, at)
        elif isinstance(value, dict):
            if in_list and self.chance(80):
                gap = self.rng.choice((1, 1, 2, 3))
                self.mapping(value, at + 1 + gap, head + " " * gap)
            else:
                self.lines.append(self.end(head))
                self.mapping(value, self.indent(at))
        elif isinstance(value, list):
            if in_list and self.chance(60):
                gap = self.rng.choice((1, 1, 2, 3))
                self.sequence(value, at + 1 + gap, head + " " * gap)
            else:
                self.lines.append(self.end(head))
                self.sequence(
                    value,
                    self.indent(at) if in_list else at + (self.dash if self.steady else self.rng.choice((0, 2, 4))),
                )
        else:
            self.scalar(head, value, at)

    def bracket(self, head: str, value: Any, at: int) -> None:
        below = " " * self.indent(at)
        if self.chance(10):
            self.lines.append(self.end(head))
            head = below.rstrip("\n")[:-1] if below else ""
        pieces = self.pieces(value, below, 0)
        lines = f"{head} {pieces}".split("\n")
        self.lines += [*lines[:-1], self.end(lines[-1])]

    def pieces(self, value: Any, below: str, depth: int) -> str:
        """A collection between brackets, on one line or on several with comments in between."""
        if not isinstance(value, dict | list):
            return self.inline(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return opening + self.rng.choice(("", "", " ")) + closing
        items = [
            f"{self.name(key)}: {self.pieces(item, below + ' ', depth + 1)}"
            if isinstance(value, dict)
            else self.pieces(item, below + " ", depth + 1)
            for key, item in (value.items() if isinstance(value, dict) else enumerate(value))
        ]
        wide = self.chance(35)
        text = opening + (self.rng.choice(("", "", " ")))
        if wide and self.chance(60):
            text = opening + self.said() + "\n" + self.own(below) + below
        for index, item in enumerate(items):
            text += item
            last = index == len(items) - 1
            if wide and self.chance(15):
                text += self.said(always=True) + "\n" + below
            if not last or (wide and self.chance(20)):
                text += ","
            if not last:
                text += (
                    self.said() + "\n" + self.own(below) + below
                    if wide and self.chance(75)
                    else self.rng.choice((" ", " ", "  ", ""))
                    if not item.endswith(":")
                    else " "
                )
        if wide and self.chance(60):
            text += self.said() + "\n" + self.own(below) + below[: self.rng.randrange(1, len(below) + 1)]
        return text + closing

    def said(self, *, always: bool = False) -> str:
        return " " + self.comment() if always or self.chance(self.talk) else ""

    def own(self, below: str) -> str:
        return below + self.comment() + "\n" if self.chance(self.talk // 2) else ""

    def scalar(self, head: str, value: str | None, at: int) -> None:
        if value is None:
            self.lines.append(self.end(head + self.rng.choice(("", " ~", " null"))))
        elif "\n" in value:
            self.literal(head, value, at)
        elif " " in value and self.chance(40) and PLAIN.fullmatch(value.replace("'", "").replace("#", "")):
            self.folded(head, value, at)
        elif self.chance(6):
            self.lines.append(self.end(head))
            self.lines.append(self.end(" " * self.indent(at) + self.inline(value)))
        else:
            self.lines.append(self.end(head + " " * self.rng.choice((1, 1, 1, 2, 5)) + self.inline(value)))

    def literal(self, head: str, value: str, at: int) -> None:
        inner = self.indent(at)
        sign = "|" if self.chance(75) else ">"
        chomp = self.rng.choice(("", "-", "+"))
        mark = str(inner - at) if value[0] in " \n" or self.chance(10) else ""
        self.lines.append(self.end(f"{head} {sign}{mark}{chomp}" if self.chance(50) else f"{head} {sign}{chomp}{mark}"))
        self.lines += [" " * inner + line if line else "" for line in value.rstrip("\n").split("\n")]
        self.lines += [""] * self.rng.choice((0, 0, 0, 1, 2))

    def folded(self, head: str, value: str, at: int) -> None:
        """One text over several lines, plain, in quotes or folded."""
        words = value.split(" ")
        cut = self.rng.randrange(1, len(words)) if len(words) > 1 else 1
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        inner = " " * self.indent(at)
        quote = self.rng.choice(("", '"', "'", ">"))
        if quote == ">":
            self.lines += [self.end(f"{head} >"), inner + first, inner + (second or "x")]
            return
        if quote == "'":
            first, second = first.replace("'", "''"), second.replace("'", "''")
        if quote == "" and not all(PLAIN.match(word) for word in words if word):
            quote = '"'
        self.lines += [f"{head} {quote}{first}", self.end(f"{inner}{second or 'x'}{quote}")]

    def inline(self, value: str | None) -> str:
        if value is None:
            return self.rng.choice(("~", "null"))
        if (
            PLAIN.fullmatch(value)
            and value == value.strip()
            and value != "null"
            and self.chance(60)
            and not value.endswith("-")
        ):
            return value
        if "\n" in value or self.chance(40):
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        return "'" + value.replace("'", "''") + "'"


def document(rng: random.Random) -> dict[str, Any]:
    """A mapping of texts, lists and mappings, a few levels deep."""
    return {name: tree(rng, 3) for name in rng.sample(NAMES, rng.randrange(1, 6))}


def leaf(rng: random.Random) -> str | None:
    kind = rng.random()
    if kind < 0.1:
        return None
    if kind < 0.25:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(2, 9)))
    if kind < 0.4:
        lines = [" ".join(rng.choice(WORDS) for _ in range(rng.randrange(0, 4))) for _ in range(rng.randrange(2, 5))]
        text = "\n".join(lines).strip("\n")
        return text + "\n" if text else "x\n"
    return rng.choice(TEXTS)


def tree(rng: random.Random, depth: int) -> Any:
    kind = rng.random()
    if depth and kind < 0.3:
        return [tree(rng, depth - 1) for _ in range(rng.randrange(0, 5))]
    if depth and kind < 0.55:
        return {name: tree(rng, depth - 1) for name in rng.sample(NAMES, rng.randrange(0, 4))}
    return leaf(rng)


# -- edits, applied here in a way of their own ------------------------------------------------------------------------


def places(value: Any, path: tuple = ()) -> list[tuple]:
    found = [path] if path else []
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return found + [one for step, item in steps for one in places(item, (*path, step))]


def at(value: Any, path: tuple) -> Any:
    for step in path:
        value = value[step]
    return value


def said(value: Any) -> Any:
    """A new value as a reader that knows texts only sees it."""
    if isinstance(value, dict):
        return {name: said(item) for name, item in value.items()}
    if isinstance(value, list):
        return [said(item) for item in value]
    return "null" if value is None else str(value)


def random_edit(rng: random.Random, held: dict[str, Any]) -> tuple[str, tuple, int, Any]:
    """What is done, where, before which item, and the new value."""
    path = rng.choice(places(held))
    target = at(held, path)
    value = tree(rng, 2) if rng.random() < 0.5 else leaf(rng)
    kind = rng.choice(("set", "set", "remove", "insert", "add"))
    if kind == "insert" and isinstance(target, list):
        return "insert", path, rng.randrange(len(target) + 1), value
    if kind == "add":
        path = path if isinstance(target, dict) else ()
        free = [name for name in NAMES if name not in at(held, path)]
        return "add", (*path, rng.choice(free)), 0, value
    return ("remove" if kind == "remove" else "set"), path, 0, value


def applied(held: Any, kind: str, path: tuple, index: int, value: Any) -> Any:
    if not path:
        return held
    step, *rest = path
    if rest:
        inner = applied(held[step], kind, tuple(rest), index, value)
    elif kind == "insert":
        inner = [*held[step][:index], said(value), *held[step][index:]]
    else:
        inner = said(value)
    if isinstance(held, list):
        gone = not rest and kind == "remove"
        return [*held[:step], *([] if gone else [inner]), *held[step + 1 :]]
    if not rest and kind == "remove":
        return {name: item for name, item in held.items() if name != step}
    return held | {step: inner}


# -- what was where: by PyYAML's own marks ----------------------------------------------------------------------------


@dataclass
class Span:
    """From where to where a value stands, and its name with it."""

    head: int
    start: int
    end: int
    #: Whether it stands between brackets, whether it is itself a collection without.
    flow: bool
    block: bool


def deep_end(node: Any) -> int:
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return deep_end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return deep_end(node.value[-1])
    return node.end_mark.index


def span(text: str, path: tuple) -> Span:
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    parent, head = node, node.start_mark.index
    for step in path:
        parent = node
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == step)
            head = key.start_mark.index
        else:
            node = node.value[step]
            dash = re.search(r"-\s*(?:#[^\n]*\n\s*)*$", text[: node.start_mark.index])
            head = dash.start() if dash and not parent.flow_style else node.start_mark.index
    block = not isinstance(node, yaml.ScalarNode) and not node.flow_style
    return Span(head, node.start_mark.index, deep_end(node), bool(parent.flow_style), block)


def comments(text: str) -> dict[str, int]:
    return {found.group(): found.start() for found in re.finditer(r"#\s*c\d+c", text)}


def may_go(text: str, kind: str, path: tuple) -> tuple[set[str], int]:
    """The comments that an edit may take along, and how many lines its old value stands on."""
    if kind in ("insert", "add"):
        return set(), 0
    where = span(text, path)
    start, end = where.start, where.end
    lines = text.count("\n", where.head, end) + 1
    end = start + len(text[start:end].rstrip("\r\n "))
    if where.block or kind == "remove":
        stop = line_end(text, end)
        if not where.flow or re.match(r"[ ,]*#", text[end:stop]):
            end = stop
    if kind == "remove":
        start = where.head
        line = text.rfind("\n", 0, start) + 1
        while isinstance(path[-1], int) and not where.flow and line > 0:
            above = text.rfind("\n", 0, line - 1) + 1
            if not text[above:line].lstrip(" ").startswith(("#", "-")):
                break
            line, lines = above, lines + 1
        start = start if where.flow else min(start, line)
    elif where.block:
        start = min(start, line_end(text, where.head))
    gone = {name for name, place in comments(text).items() if start <= place < end}
    return gone, lines


def line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def lines_of_new(text: str, kind: str, path: tuple, index: int) -> int:
    if kind == "remove":
        return 0
    where = span(text, (*path, index) if kind == "insert" else path)
    return text[min(where.head, where.start) : where.end].rstrip("\r\n ").count("\n") + 1


def changed_lines(old: str, new: str) -> tuple[int, int]:
    gone = came = 0
    old, new = old.replace("\r\n", "\n"), new.replace("\r\n", "\n")
    for tag, a, b, c, d in difflib.SequenceMatcher(
        None, old.split("\n"), new.split("\n"), autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone, came = gone + b - a, came + d - c
    return gone, came


@dataclass
class Outcome:
    """What was found wrong with one edit; empty when nothing was."""

    wrong: str
    text: str
    result: str
    edit: tuple


def one(seed: int) -> Outcome:
    """One document, one edit, judged."""
    from kvadmin.errors import KvadminError
    from kvadmin.model.changes import Insert, Remove, Set
    from kvadmin.store.yamltext.text_edits import operate

    rng = random.Random(seed)
    while True:
        text = Hand(rng).text(document(rng))
        try:
            held = yaml.load(text, yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        if isinstance(held, dict) and held:
            break
    kind, path, index, value = edit = random_edit(rng, held)
    change = (
        Insert("c", "k", path, index, value)
        if kind == "insert"
        else Remove("c", "k", path)
        if kind == "remove"
        else Set("c", "k", path, value)
    )
    try:
        result = operate(text, [change])
    except KvadminError as error:
        return Outcome("refused", text, str(error), edit)
    except Exception as error:
        what = "refused" if type(error).__name__ == "YamlError" else "crash"
        return Outcome(what, text, repr(error), edit)
    return Outcome(judged(text, result, held, edit), text, result, edit)


def judged(text: str, result: str, held: Any, edit: tuple) -> str:
    kind, path, index, value = edit
    try:
        now = yaml.load(result, yaml.BaseLoader)
    except yaml.YAMLError:
        return "wrong data"
    if now != applied(held, kind, path, index, value):
        return "wrong data"
    allowed, touched = may_go(text, kind, path)
    if set(comments(text)) - set(comments(result)) - allowed:
        return "lost comments"
    gone, came = changed_lines(text, result)
    new = lines_of_new(result, kind, path, index)
    return "lines" if gone > touched + 1 or came > new + 1 else ""


def main(edits: int, seed: int) -> None:
    found: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for number in range(edits):
        outcome = one(seed * 1_000_003 + number)
        found[outcome.wrong] += 1
        if outcome.wrong and shown[outcome.wrong] < 3:
            shown[outcome.wrong] += 1
            print(f"--- {outcome.wrong}: {outcome.edit}")
            print("\n".join(difflib.unified_diff(outcome.text.split("\n"), outcome.result.split("\n"), lineterm="")))
    print(
        f"{edits} edits: {found['wrong data']} with wrong data, {found['crash']} crashes, {found['lost comments']} "
        f"with lost comments, {found['lines']} with more lines changed than touched + 1, {found['refused']} refused"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
