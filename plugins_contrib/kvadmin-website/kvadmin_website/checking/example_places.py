"""Where a line of an example's text stands in the file of its record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kvadmin_website.records import Example

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_PLACE = re.compile(r".+?:(\d+)(?::(\d+))?$")


def example_line(data: Snapshot, path: str, line: int, form: str = "") -> tuple[int, int]:
    """Line and column in the file, of a line in a text of the example; ``(0, 0)`` where that is not known.

    Args:
        data: The data.
        path: Of the record's file.
        line: In the text, from 1.
        form: Which text; the only one when not given.
    """
    key = path.rpartition("/")[2].removesuffix(".yaml")
    example = data.find(Example, key)
    if example is None or (not form and len(example.text) != 1):
        return 0, 0
    found = _PLACE.match(data.where(Example, key, ("text", form or next(iter(example.text)))))
    if found is None:
        return 0, 0
    several = "\n" in next(iter(example.text.values())).strip()
    return int(found[1]) + (line if several else 0), 1
