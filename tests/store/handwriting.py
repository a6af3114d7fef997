"""Records as people write them: random documents in random hands, each line with its owner.

A line is ``(text, owner, kind)``: the path of the value it belongs to, and ``value`` (a line that
carries a value or a name), ``comment`` (a comment line directly above an item or name) or
``free`` (a blank line, or a comment that stands by itself).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from kvadmin.store.yamltext.emit import in_flow, quoted

NAMES = (
    "id",
    "name",
    "number",
    "from",
    "to",
    "note",
    "quotas",
    "memberships",
    "no",
    "0301",
    "æ ø",
    "x-y",
    "municipality",
)
TEXTS = (
    "Oslo", "0301", "no", "12:30", "+4741470525", "2008-05-20", "1e3", "0x10", "null", "~", "", "it's", 'say "x"',
    "a: b", "a #b", "# c", "- d", "[x", "x, y", "Bø i Telemark", " lead", "trail ", "tab\there", "one\ntwo", "one\ntwo\n",
    "a\n\nb", "\n", "end\n\n", " x\ny", "*a", "&a", "!t", "%", "@x", "`", "a\\b", "\u2028", "\x07", "😀", "<<", "=", "x:",
    "?", "-", "---", "...", ".5", "08", "0o7", "1_000", "True", "off", "Y", "a:b", "http://x.no/a?b=c#d", "\u00a0", "a\r\nb",
)  # fmt: skip

scalars = st.sampled_from(TEXTS) | st.text(max_size=12).filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)
leaves = scalars | st.none()
names = st.sampled_from(NAMES)


def documents(max_leaves: int = 12) -> st.SearchStrategy[dict[str, Any]]:
    """Plain mappings of texts, None, lists and mappings."""
    inner = st.recursive(
        leaves,
        lambda deeper: st.lists(deeper, max_size=4) | st.dictionaries(names, deeper, max_size=4),
        max_leaves=max_leaves,
    )
    return st.dictionaries(names, inner, min_size=1, max_size=6)


@dataclass
class Hand:
    """How one person writes; ``draw`` decides anew at each place where a hand is not steady."""

    draw: Any
    dash: int = 2
    step: int = 2
    eol: str = "\n"
    final: bool = True
    lines: list[tuple[str, tuple, str]] = field(default_factory=list)

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) < percent

    def document(self, value: dict[str, Any]) -> str:
        if self.chance(20):
            self.lines.append(("# the whole file", (), "free"))
            self.lines.append(("", (), "free"))
        if self.chance(10):
            self.lines.append(("---", (), "free"))
        self.mapping(value, 0, ())
        if self.chance(20):
            self.lines.append(("# the end", (), "free"))
        return self.text()

    def text(self) -> str:
        literal = self.lines[-1][0].startswith(" ") and self.lines[-1][2] == "value"  # its last line break is content
        return self.eol.join(line for line, _, _ in self.lines) + (self.eol if self.final or literal else "")

    def mapping(self, value: dict[str, Any], indent: int, path: tuple, lead: str = "") -> None:
        for name, item in value.items():
            here = (*path, name)
            if not lead:
                self.above(indent, here)
            self.value(f"{lead or ' ' * indent}{quoted(name)}:", item, indent, here, in_list=False)
            lead = ""

    def sequence(self, value: list[Any], indent: int, path: tuple, lead: str = "") -> None:
        for index, item in enumerate(value):
            here = (*path, index)
            if not lead:
                self.above(indent, here)
            self.value(f"{lead or ' ' * indent}-", item, indent, here, in_list=True)
            lead = ""

    def above(self, indent: int, path: tuple) -> None:
        if self.chance(10):
            self.lines.append(("", path, "free"))
        if self.chance(15):
            self.lines.append((f"{' ' * indent}# about {'/'.join(map(str, path))}", path, "comment"))

    def value(self, head: str, value: Any, indent: int, path: tuple, *, in_list: bool) -> None:
        if isinstance(value, dict | list) and (not value or self.chance(20)):
            self.put(f"{head} {in_flow(value)}", path, "value")
        elif isinstance(value, dict):
            self.below_mapping(head, value, indent, path, in_list=in_list)
        elif isinstance(value, list):
            self.below_sequence(head, value, indent, path, in_list=in_list)
        else:
            self.leaf(head, value, indent, path)

    def below_mapping(self, head: str, value: dict, indent: int, path: tuple, *, in_list: bool) -> None:
        if in_list and self.chance(80):
            gap = self.draw(st.integers(1, 3))
            self.mapping(value, indent + 1 + gap, path, lead=head + " " * gap)
        else:
            self.put(head, path, "value")
            self.mapping(value, indent + self.step, path)

    def below_sequence(self, head: str, value: list, indent: int, path: tuple, *, in_list: bool) -> None:
        if in_list and self.chance(60):
            self.sequence(value, indent + 2, path, lead=head + " ")
        else:
            self.put(head, path, "value")
            self.sequence(value, indent + (max(self.dash, 1) if in_list else self.dash), path)

    def leaf(self, head: str, value: str | None, indent: int, path: tuple) -> None:
        if value is None:
            self.put(head + self.draw(st.sampled_from(("", " ~", " null"))), path, "value")
        elif self.literal_fits(value):
            body = value.removesuffix("\n")
            sign = "|" if value.endswith("\n") else "|-"
            self.put(f"{head} {sign}", path, "value")
            margin = " " * (indent + self.step)
            for line in body.split("\n"):
                self.lines.append((margin + line if line else "", path, "value"))
        else:
            self.put(f"{head} {self.written(value)}", path, "value")

    def literal_fits(self, value: str) -> bool:
        if "\n" not in value or value[0] == "\n" or value.endswith("\n\n"):
            return False
        plain = all(c.isprintable() or c == "\n" for c in value)
        return plain and all(line == line.strip() for line in value.split("\n")) and self.chance(70)

    def written(self, value: str) -> str:
        written = quoted(value)
        if written.startswith("'") and self.chance(30):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if written == value and self.chance(30):
            return self.draw(st.sampled_from((f"'{value}'", f'"{value}"'))) if not set(value) & set("'\"\\") else value
        if value in {"0301", "12:30", "2008-05-20", "1e3", "no", "08"} and self.chance(50):
            return value  # as a person types it
        return written

    def put(self, text: str, path: tuple, kind: str) -> None:
        if self.chance(15):
            text += f"  # at {'/'.join(map(str, path))}"
        self.lines.append((text, path, kind))


@st.composite
def handwritten(draw: Any, max_leaves: int = 12) -> tuple[dict[str, Any], Hand]:
    """A plain document and a hand that has written it (its text: ``hand.text()``)."""
    value = draw(documents(max_leaves))
    hand = Hand(
        draw,
        dash=draw(st.sampled_from((2, 2, 0, 4))),
        step=draw(st.sampled_from((2, 2, 4))),
        eol=draw(st.sampled_from(("\n", "\n", "\r\n"))),
        final=draw(st.sampled_from((True, True, False))),
    )
    hand.document(value)
    return value, hand
