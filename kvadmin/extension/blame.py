"""Whatever goes wrong in a third-party plugin's code carries the plugin's name.

Hooks hand out objects whose functions are called much later: a predicate's test, a writer, an erasing callback, a rule
of the split. :func:`owned` binds each to its plugin where the manager hands it out, so that no caller has to remember.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import fields, is_dataclass
from typing import Any

from kvadmin.errors import KvadminError, PluginFailure
from kvadmin.extension.discovering.discovery import describe, load_target
from kvadmin.translation import tr


@contextmanager
def blamed(plugin: str, what: str, passes: tuple[type[BaseException], ...] = ()) -> Iterator[None]:
    """Turn any exception into :class:`PluginFailure` with the plugin's name.

    Args:
        plugin: Its name; empty for what is kvadmin's own, which is left alone.
        what: Which part of the plugin is at work, for the message.
        passes: Exceptions that are no failure. Errors for the reader are none either; they get the plugin's name.
    """
    try:
        with _contained(plugin) if plugin else nullcontext():
            yield
    except KvadminError as error:
        if error.plugin is None:
            error.plugin = plugin or None
        raise
    except BaseException as error:
        if not plugin or isinstance(error, (KeyboardInterrupt, *passes)):
            raise
        raise failure(plugin, what, describe(error)) from error


def _contained(plugin: str) -> AbstractContextManager[None]:
    from kvadmin.extension.containment import contained  # whoever has no third-party plugin does not pay for it

    return contained(plugin)


def failure(plugin: str, what: str, problem: str) -> PluginFailure:
    """The error that names a plugin, the part of it that failed, and how to switch it off."""
    made = PluginFailure(
        tr("plugin {plugin!r} failed: {what}: {problem}", plugin=plugin, what=what, problem=problem),
        hint=tr("disable it with: kvadmin plugins disable {plugin}", plugin=plugin),
        code="plugin-failure",
    )
    made.plugin = plugin
    return made


def load_owned(target: str, plugin: str, what: str) -> Callable[..., Any]:
    """What a declaration names (``module:function``); its failing, to load or to run, is the plugin's."""
    with blamed(plugin, what):
        return guarded(load_target(target), plugin, what)


def guarded(function: Callable[..., Any], plugin: str, what: str, returns: Any = Any) -> Callable[..., Any]:
    """The function with its plugin's name on its failures, a result of another type than ``returns`` among them."""

    def call(*arguments: Any, **named: Any) -> Any:
        with blamed(plugin, what):
            result = function(*arguments, **named)
        if plugin:
            from kvadmin.extension.answer_types import result_problem

            if problem := result_problem(result, returns):
                raise failure(plugin, what, problem)
        return result

    return call


def bound(hook: str, answer: Any, plugin: str) -> Any:
    """A hook's answer with every item bound to its plugin."""
    if not isinstance(answer, list):
        return answer
    return [OwnedRule(item, plugin) if hook == "kvadmin_network_rules" else owned(item, plugin) for item in answer]


def owned(item: Any, plugin: str) -> Any:
    """A copy of a value object that knows its plugin: in a field ``plugin``, and in every function it holds."""
    if not is_dataclass(item):
        return item
    made = copy.copy(item)
    for each in fields(item):
        value = getattr(item, each.name)
        what = f"{type(item).__name__} {getattr(item, 'name', '') or getattr(item, 'where', '')!r}, {each.name}"
        if each.name == "plugin":
            object.__setattr__(made, each.name, plugin)
        elif callable(value):
            object.__setattr__(made, each.name, guarded(value, plugin, what, _returned(item, each.name)))
        elif isinstance(value, Mapping) and any(map(callable, value.values())):
            bound = {key: guarded(one, plugin, f"{what} {key}") for key, one in value.items()}
            object.__setattr__(made, each.name, bound)
    return made


def _returned(item: Any, name: str) -> Any:
    from kvadmin.extension.answer_types import returned_by

    return returned_by(type(item), name)


class OwnedRule:
    """A rule of the network split in the hands of the solver; its methods are those of the plugin's own object."""

    def __init__(self, rule: Any, plugin: str) -> None:
        self._rule, self._plugin = rule, plugin

    def __getattr__(self, name: str) -> Any:
        what = f"network rule {self._rule.name!r}, {name}"
        with blamed(self._plugin, what, passes=(AttributeError,)):
            value = getattr(self._rule, name)
        if name not in _SHAPES or not callable(value):
            return value

        def call(*arguments: Any) -> Any:
            with blamed(self._plugin, what):
                result = value(*arguments)
            return self._array(name, what, arguments, result)

        return call

    def _array(self, name: str, what: str, arguments: tuple[Any, ...], result: Any) -> Any:
        import numpy as np

        shape = tuple(len(each) for each in arguments[: _SHAPES[name]])
        try:
            array = np.asarray(result)
        except ValueError as error:  # rows of different lengths
            raise failure(self._plugin, what, describe(error)) from error
        if array.shape != shape or array.dtype.kind not in "biuf":
            problem = tr("returned {found}, not an array of shape {shape}", found=_shown(result, array), shape=shape)
            raise failure(self._plugin, what, problem)
        if name not in _COSTS and not ((array == 0) | (array == 1)).all():  # what is no number counts as true
            raise failure(self._plugin, what, tr("returned {found}, which says neither yes nor no", found=array.dtype))
        if name in _COSTS and not (array >= 0).all():  # the bounds are right for nothing else
            raise failure(self._plugin, what, tr("a cost is below 0 or no number"))
        return array


#: The methods of a rule that give kilometres; the others say yes or no.
_COSTS = ("cost", "pair_cost")
#: The methods of a rule -> how many axes their arrays have: candidates, or rows and columns of pairs.
_SHAPES = {"allowed": 1, "cost": 1, "possible": 1, "forbidden": 2, "pair_cost": 2}


def _shown(result: Any, array: Any) -> str:
    return f"{type(result).__name__} of {array.dtype}, shape {array.shape}"
