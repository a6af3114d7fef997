"""Pages as HTML: templates that escape every value, and the frame around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined

from kvadmin_website.reading.readable_text import readable

_LOOK = files("kvadmin_website.look")
#: What stands as it was written: every other part of a page that is split by it.
_VERBATIM = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_EMPTY = re.compile(r"(?:[ \t]*\n)+")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(lambda name: (_LOOK / "templates" / name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters["address"] = lambda place: f"{quote(place)}.html"
    made.filters["path"] = quote
    made.filters["phone"] = lambda text: "".join(each for each in text if each.isdigit() or each == "+")
    made.filters["unbroken"] = lambda text: text.replace(" ", "\u00a0")
    return made


def render(template: str, values: Mapping[str, Any]) -> bytes:
    """The page as the bytes of its file."""
    made = readable(_environment().get_template(template).render(values)).replace("\r", "")
    parts = _VERBATIM.split(made)
    parts[::2] = [_EMPTY.sub("\n", each) for each in parts[::2]]
    return f"{''.join(parts).strip()}\n".encode()


def own_file(name: str) -> bytes:
    """A file that pages refer to: the style, the script, the mark."""
    return (_LOOK / "static" / name).read_bytes()
