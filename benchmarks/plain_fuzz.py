"""Texts read without nodes beside the same texts read as nodes: equal values, or the nodes are asked.

Random documents in random hands (``store_fuzz.py``), files of every kind of record and of the example programme, each
as it is and with up to four random mutations: signs put in, taken out or exchanged, lines doubled, moved, joined and
indented otherwise. The figures:

* wrong: values without nodes that are not exactly those of the nodes, or are given for a text that is refused;
* read without nodes, in lines or by events, and left to the nodes; refused by the nodes;
* overruled: what the lines seemed to say, and libyaml's count did not bear out.

Run: python benchmarks/plain_fuzz.py [texts] [seed]
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

import many_records  # noqa: E402
import store_fuzz  # noqa: E402

from kvadmin.store.yamltext import parser  # noqa: E402
from kvadmin.store.yamltext.events import YamlError, compose, may_be_odd  # noqa: E402
from kvadmin.store.yamltext.plain_lines import values_in_lines  # noqa: E402
from kvadmin.store.yamltext.plain_values import plain_values  # noqa: E402

PIECES = (
    *" \n:#-'\"|>[]{},&*!%@`?~\t\r\\.x0Aø",
    ": ", " #", "- ", "\n\n", "\r\n", "''", "null", "~", "|\n", "|-\n", ">-\n", "|+\n", "|2\n", "\n  ", "\n    ",
    "\n- ", "\n  - ", "---\n", "\n...\n", "\u00a0", "\u2028", "\ufeff", "\u0085", "\u0007", "\u00ad", "\u2013", "😀",
    ": |\n", ":\n", "# c\n", "? ", "<<: ", "[]", "{}", "[a, b]", "{a: b}", "&x ", "*x", "!t ", "a: b\n", "  a: b\n",
    "- - x\n", "- a: b\n", "-\n", "'a: b'", '"a\\nb"', "x" * 1100, ": x\n", "'': y\n", "~: z\n", "null: w\n",
    "A: 1\n", "%TAG ! x:\n",
)  # fmt: skip


@cache
def files() -> tuple[str, ...]:
    """Texts of records of every kind, and of the example programme."""
    with tempfile.TemporaryDirectory() as place:
        writer = many_records.Writer(Path(place))
        for kind in ("municipalities", "applications", "goals", "registrations"):
            getattr(writer, kind)(60)
        found = [*sorted(Path(place).rglob("*.yaml")), *sorted((ROOT / "fixtures" / "example").rglob("*.yaml"))[::7]]
        return tuple(path.read_bytes().decode() for path in found)


def text_of(seed: int) -> str:
    """A text, most of them not as they were written."""
    rng = random.Random(seed)
    if rng.random() < 0.5:
        text = store_fuzz.Hand(rng).text(store_fuzz.document(rng))
    else:
        text = rng.choice(files())
        lines = text.split("\n")
        first = rng.randrange(len(lines))
        text = "\n".join(lines[first : first + rng.randrange(2, 14)]) + rng.choice(("\n", "\n", ""))
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        text = mutated(rng, text)
    return text


def mutated(rng: random.Random, text: str) -> str:
    """The text with one thing changed."""
    at = rng.randrange(len(text) + 1)
    kind = rng.randrange(7)
    if kind < 2:
        return text[:at] + rng.choice(PIECES) + text[at:]
    if kind == 2:
        return text[:at] + text[at + rng.randrange(1, 4) :]
    if kind == 3:
        return text[:at] + rng.choice(PIECES) + text[at + rng.randrange(1, 4) :]
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    if kind == 4:
        lines.insert(other, lines[one])
    elif kind == 5:
        lines[one] = " " * rng.randrange(5) + lines[one].lstrip(" ") + " " * rng.choice((0, 0, 1))
    elif one != other:
        lines[one] += " " + lines[other]
        del lines[other]
    else:
        lines[one] = lines[one][: rng.randrange(6)]
    return "\n".join(lines)


def judged(text: str) -> str:
    """How a text is read, or ``wrong``."""
    found, of_bytes = plain_values(text), plain_values(text, text.encode())
    try:
        wanted: dict[str, Any] | None = compose(text).plain()
    except YamlError:
        wanted = None
    if repr(found) != repr(of_bytes) or (found is not None and repr(found) != repr(wanted)):  # the order counts, too
        return "wrong"
    lines = None if may_be_odd(text) else values_in_lines(text)
    if lines is not None and repr(lines[0]) != repr(wanted):
        return "overruled"
    if found is not None:
        return "in lines" if lines is not None else "by events"
    return "refused" if wanted is None else "left to the nodes"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    assert parser.fast() is not None
    found: Counter[str] = Counter()
    for seed in range(first, first + count):
        text = text_of(seed)
        how = judged(text)
        found[how] += 1
        if how == "wrong" or (how == "overruled" and found[how] <= 5):
            print(f"{how}: seed {seed}: {text!r}")
    for how, number in sorted(found.items()):
        print(f"{how:20}{number:9}{number / count:9.2%}")
    print(f"{'wrong':20}{found['wrong']:9}")


if __name__ == "__main__":
    main()
