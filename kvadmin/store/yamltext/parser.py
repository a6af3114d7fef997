"""The parser whose events :mod:`kvadmin.store.yamltext.events` reads, imported when the first text is read.

That of libyaml, from ``ruamel.yaml.clib``; ruamel's own where the C part is not installed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

#: A function that gives the next event of a text, and the error that it raises.
Events = tuple[Callable[[], Any], type[Exception]]


def events(text: str) -> Events:
    """The events of a text, by the fastest parser there is."""
    module = fast()
    return pure_events(text) if module is None else (module.CParser(text).get_event, module.YAMLError)


def pure_events(text: str) -> Events:
    """The same from ruamel's own parser."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    return iter(YAML(typ="safe", pure=True).parse(text)).__next__, YAMLError


@cache
def fast() -> Any:
    """The C module, or None when it is not installed."""
    try:
        import _ruamel_yaml
    except ImportError:
        return None
    return _ruamel_yaml
