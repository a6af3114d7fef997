"""Pages as HTML: templates that escape every value, and the frame around them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined

_LOOK = files("kvadmin_website.look")


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
    lines = _environment().get_template(template).render(values).splitlines()
    return ("\n".join(filter(None, map(str.rstrip, lines))) + "\n").encode()


def own_file(name: str) -> bytes:
    """A file that pages refer to: the style, the script, the mark."""
    return (_LOOK / "static" / name).read_bytes()
