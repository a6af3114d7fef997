"""How much a template may do: turns, sizes and time, so that a letter that runs away stops with one clear problem.

There is no thread to be killed and no alarm to be set: whatever a template can repeat (loops, calls, includes, printed
values, filters) passes one of these checks, and nothing between two checks can be large, since every text, list and
number that is built is held to a size. The time is the processor's, of this thread: a busy machine makes no letter
late.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import _PassArg, pass_context

from kvadmin.api import tr

#: Characters of a rendered text, of a template, of a text for a header; more is a runaway template, not a letter.
TEXT_LIMIT, SOURCE_LIMIT, HEADER_LIMIT = 200_000, 100_000, 4_000
#: All loops and calls of one text together go round at most this often.
_TURNS_LIMIT = 200_000
#: Elements and characters of a value that a template builds, and size times size of what a filter works on.
_SIZE_LIMIT, _WORK_LIMIT = 200_000, 5_000_000
#: Characters of all values that are printed in one text, those within other values again.
_PRINTED_LIMIT = 1_000_000
_INT_BITS, _ARGUMENT_LIMIT = 256, 10_000
#: Seconds of the processor's time that a template may take, and how much of them each further letter gives back: one
#: slow letter stops, and so do a thousand letters that are each a little too slow.
_SECONDS, _EACH = 2.0, 0.1


class TemplateTooSlow(SecurityError):  # noqa: N818 - it says what happened
    """The template has used up its time."""


class TemplateBounds:
    """The account of one sandbox."""

    def __init__(self, nonce: str) -> None:
        self._mark = re.compile(rf"{nonce}x(\d+)z")
        self._left: dict[str, float] = {}
        self._turns = self._printed = 0
        self._sizes: list[int] = []
        self._until = float("inf")

    def begin(self, source: str) -> None:
        """Start a rendering of the template."""
        self._turns = self._printed = 0
        self._sizes = []
        self._until = time.thread_time() + min(_SECONDS, self._left.get(source, _SECONDS) + _EACH)

    def end(self, source: str) -> None:
        """End it; what it did not use is kept for the next letter."""
        self._left[source] = self._until - time.thread_time()
        self._until = float("inf")

    def turn(self) -> None:
        """Count one turn of anything that can be repeated."""
        self._turns += 1
        if self._turns > _TURNS_LIMIT:
            raise SecurityError(tr("the loops go round more than {limit} times", limit=_TURNS_LIMIT))
        if not self._turns & 7 and time.thread_time() > self._until:  # asking for the time costs more than a turn
            raise TemplateTooSlow(tr("it takes longer than {seconds:g} seconds", seconds=_SECONDS))

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through; loops within loops could else go on for hours without writing a word."""
        for item in items:
            self.turn()
            yield item

    def sized(self, value: Any) -> Any:
        """The value, if it is not too large with all that is in it."""
        size_of(value)
        return value

    def printed(self, value: Any) -> None:
        """Count a value that is printed; values stand within values (``set``, macros) and could double each time."""
        size = size_of(value)
        if isinstance(value, str):
            size += sum(self._sizes[int(index)] for index in self._mark.findall(value) if int(index) < len(self._sizes))
        self._sizes.append(size)
        self._printed += size
        if size > TEXT_LIMIT or self._printed > _PRINTED_LIMIT:
            raise SecurityError(tr("the text is longer than {limit} characters", limit=TEXT_LIMIT))

    def filter(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter within the bounds; it is never worked out while compiling."""
        passed = _PassArg.from_obj(function)

        @pass_context
        def bounded(context: Context, value: Any, *arguments: Any, **named: Any) -> Any:
            self.turn()
            if isinstance(value, Iterator):
                value = list(self.counted(value))
            _check_work(name, value, [*arguments, *named.values()])
            heads = {_PassArg.context: context, _PassArg.eval_context: context.eval_ctx}
            head = () if passed is None else (heads.get(passed, context.environment),)
            made = function(*head, value, *arguments, **named)
            return self.counted(made) if isinstance(made, Iterator) else self.sized(made)

        return bounded


def size_of(value: Any) -> int:
    """Characters and elements of a value with all that is in it, again for each time it is; raises when too many."""
    if type(value) is str and len(value) <= _SIZE_LIMIT:  # nearly every value is one
        return len(value)
    total, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str | bytes | range):
            total += len(each)
        elif isinstance(each, Mapping):
            total += len(each)
            waiting += each.values()
        elif isinstance(each, list | tuple | set | frozenset):
            total += len(each)
            waiting += each
        elif isinstance(each, int) and each.bit_length() > _INT_BITS:
            raise SecurityError(tr("a number with too many digits"))
        if total > _SIZE_LIMIT:
            raise SecurityError(tr("a value with more than {limit} characters or parts", limit=_SIZE_LIMIT))
    return total


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Let an operation pass whose result has a size that can be foreseen."""
    if operator == "**" or (operator == "%" and isinstance(left, str | bytes)):
        raise SecurityError(tr("the operator {operator} is not available here", operator=operator))
    sizes = [size_of(side) for side in (left, right)]
    if operator == "*" and any(isinstance(side, str | bytes | list | tuple) for side in (left, right)):
        times = max((abs(side) for side in (left, right) if isinstance(side, int)), default=1)
        if times * max(1, *sizes) > _SIZE_LIMIT:
            raise SecurityError(tr("a text repeated too many times"))
    elif operator in "*+" and sum(sizes) > _SIZE_LIMIT:
        raise SecurityError(tr("a value with more than {limit} characters or parts", limit=_SIZE_LIMIT))


def _check_work(name: str, value: Any, arguments: list[Any]) -> None:
    figures = [abs(each) for each in arguments if isinstance(each, int)]
    if any(figure > _ARGUMENT_LIMIT for figure in figures):
        raise SecurityError(tr("the filter {name} with the number {number}", name=name, number=max(figures)))
    if name == "sum" and any(isinstance(each, list | tuple) for each in arguments):
        raise SecurityError(tr("the filter {name} adds numbers only", name=name))
    most = max([1, *(size_of(each) for each in arguments), *(figures if name == "indent" else ())])
    if size_of(value) * most > _WORK_LIMIT:
        raise SecurityError(tr("the filter {name} with a value that is too large", name=name))
