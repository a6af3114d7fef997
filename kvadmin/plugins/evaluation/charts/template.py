"""The templates that pictures are written from: everything that comes from data is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from .chart_geometry import px, shorten

#: Control characters, which XML cannot hold even escaped.
_FORBIDDEN = dict.fromkeys({*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)} - {9, 10, 13})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=False
    )
    environment.filters["px"] = px
    environment.filters["shorten"] = shorten
    return environment


def render(name: str, **fields: object) -> str:
    """The picture that template ``name`` makes of ``fields``; the same fields give the same text."""
    return _environment().get_template(name).render(**fields).translate(_FORBIDDEN)
