"""The short way for templates that only name values, such as most headers: no loop, no condition, no context of Jinja.

What such a template prints, and what goes wrong in it, is the same as by Jinja: values are looked up by the same
sandbox, worded by the same filters, and marked by the same recorder, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, nodes

Fields = Mapping[str, Any]
Fetch = Callable[[Fields], Any]
#: Names that mean something of their own in a template.
_RESERVED = frozenset({"self", "super", "caller", "loop", "varargs", "kwargs"})
#: What a mapping itself has: the sandbox decides about these.
_OF_MAPPINGS = frozenset(dir(dict))


class PlainTemplate:
    """Texts, and values with their names, in order."""

    def __init__(self, pieces: list[str | tuple[Fetch, str]]) -> None:
        self._pieces = pieces

    def text(self, fields: Fields, mark: Callable[[Any, str], str]) -> str:
        """The text with what `mark` gives for each value and its name; raises what Jinja would."""
        return "".join([each if isinstance(each, str) else mark(each[0](fields), each[1]) for each in self._pieces])


class PlainReader:
    """Reads the tree of a template, if it is one of these.

    Args:
        env: The sandbox, whose rules for attributes hold.
        words: The filters of letters by name; no other filter is known here.
        printing: Name of the filter that the sandbox puts around what is printed, with the value's name.
    """

    def __init__(self, env: Environment, words: Mapping[str, Callable[..., Any]], printing: str) -> None:
        self._env, self._words, self._printing = env, words, printing

    def read(self, tree: nodes.Template) -> PlainTemplate | None:
        """The template, or None when it needs Jinja."""
        pieces: list[str | tuple[Fetch, str]] = []
        for node in tree.body:
            if not isinstance(node, nodes.Output):
                return None
            for child in node.nodes:
                piece = self._piece(child)
                if piece is None:
                    return None
                pieces.append(piece)
        return PlainTemplate(pieces)

    def _piece(self, node: nodes.Expr) -> str | tuple[Fetch, str] | None:
        if isinstance(node, nodes.TemplateData):
            return node.data
        if not isinstance(node, nodes.Filter) or node.name != self._printing or node.node is None:
            return None
        fetch, name = self._value(node.node), node.args[0]
        return (fetch, name.value) if fetch and isinstance(name, nodes.Const) else None

    def _value(self, node: nodes.Expr) -> Fetch | None:
        match node:
            case nodes.Name(name=name) if name not in _RESERVED:
                return self._named(name)
            case nodes.Getattr():
                return self._attribute(node)
            case nodes.Filter(name=name) if name in self._words and node.node is not None:
                return self._filtered(node)
        return None

    def _named(self, name: str) -> Fetch:
        given, undefined = self._env.globals, self._env.undefined

        def fetch(fields: Fields) -> Any:
            if name in fields:
                return fields[name]
            return given[name] if name in given else undefined(name=name)

        return fetch

    def _attribute(self, node: nodes.Getattr) -> Fetch | None:
        inner, attr, sandbox = self._value(node.node), node.attr, self._env.getattr
        if inner is None:
            return None
        of, own = inner, attr in _OF_MAPPINGS

        def fetch(fields: Fields) -> Any:
            value = of(fields)
            if type(value) is dict and not own and attr in value:
                return value[attr]
            return sandbox(value, attr)

        return fetch

    def _filtered(self, node: nodes.Filter) -> Fetch | None:
        inner = self._value(node.node) if node.node is not None else None
        arguments = [self._argument(each) for each in node.args]
        named = {str(each.key): self._argument(each.value) for each in node.kwargs}
        if inner is None or None in arguments or None in named.values() or node.dyn_args or node.dyn_kwargs:
            return None
        of, word = inner, self._words[node.name]

        def fetch(fields: Fields) -> Any:
            value = of(fields)
            return word(value, *(each(fields) for each in arguments), **{k: v(fields) for k, v in named.items()})

        return fetch

    def _argument(self, node: nodes.Expr) -> Any:
        if isinstance(node, nodes.Const):
            constant = node.value
            return lambda _fields: constant
        return self._value(node)
