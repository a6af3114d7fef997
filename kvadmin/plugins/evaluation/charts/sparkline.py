"""A series in one line of the terminal."""

from __future__ import annotations

from ..spc.interpretation import label_side
from ..spc.types import Judgement

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"
ASCII_BLOCKS = "_.-=+*#@"


def sparkline(judgement: Judgement, *, ascii_only: bool = False) -> str:
    """One character per period: higher blocks for higher values, a dot for a missing one."""
    values = [p.value for p in judgement.points]
    known = [v for v in values if v is not None]
    if not known:
        return ("." if ascii_only else GAP) * len(values)
    low, high = min(known), max(known)
    blocks = ASCII_BLOCKS if ascii_only else BLOCKS
    top = len(blocks) - 1
    line = []
    for value in values:
        if value is None:
            line.append(" " if ascii_only else GAP)
        else:
            line.append(blocks[round((value - low) / (high - low) * top) if high > low else top // 2])
    return "".join(line)


def signal_marks(judgement: Judgement) -> str:
    """A second line for below a sparkline: ``^`` for a signal upwards, ``v`` downwards, ``|`` where a part begins."""
    marks = {"high": "^", "low": "v"}
    starts = {segment.start for segment in judgement.segments[1:]}
    return "".join(
        marks.get(label_side(p.label) or "", "|" if i in starts else " ") for i, p in enumerate(judgement.points)
    )
