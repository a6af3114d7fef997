"""What a third-party plugin does while it is imported or called stays with it.

What it prints is caught, it ends nobody's process (``os._exit``), moves nobody to another folder, and the interruption
it raises itself is not taken for a person's Ctrl-C. What is long in answering is named; what hangs while kvadmin starts
is given up in time, too.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # of which `signal` is a wrapper that takes ten times as long
import atexit
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal

from kvadmin.extension.stdout import caught
from kvadmin.translation import tr

#: Seconds after which a plugin that is waited for is named, and after which it is given up.
PATIENCE, LIMIT = 3.0, 30.0


class Contained(Exception):  # noqa: N818 - it says what was done with what the plugin did
    """A plugin did something that kvadmin did not let out: it is this plugin's failure."""


class contained:  # noqa: N801 - a context manager, read as a verb; a class because every call of a hook pays for it
    """Run a plugin's code so that nothing but an exception, or a person's Ctrl-C, comes out of it.

    Args:
        plugin: Its name, for the person who waits.
        limited: Whether it may take :data:`LIMIT` seconds at most: while kvadmin starts.
        waited_for: Whether it is named after :data:`PATIENCE` seconds, since a person waits for an answer of it.
        tell: Hears what the plugin printed on stdout; by default it is said on stderr.

    Raises:
        Contained: It took too long, or raised KeyboardInterrupt.
    """

    __slots__ = (
        "_alarm", "_caught", "_ctrl_c", "_deaf", "_depth", "_endings", "_folder", "_limited", "_path", "_plugin",
        "_pressed", "_printed", "_register", "_rung", "_tell", "_waited_for",
    )  # fmt: skip

    def __init__(
        self,
        plugin: str,
        *,
        limited: bool = False,
        waited_for: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._plugin = plugin
        self._limited = limited
        self._waited_for = limited or waited_for
        self._tell = tell or self._say
        self._rung = False
        self._pressed = False

    def __enter__(self) -> None:
        self._folder, self._depth, self._path = _folder(), sys.getrecursionlimit(), list(sys.path)
        self._caught = caught()
        self._printed = self._caught.__enter__()
        self._endings = os._exit, os.abort
        os._exit, os.abort = _EXIT, _ABORT
        self._register = atexit.register
        atexit.register = self._register_contained  # type: ignore[assignment]  # what it leaves for the end is its own
        self._ctrl_c = self._alarm = False
        # in the background (cron, nohup) kvadmin is deaf to Ctrl-C, so an interruption is nobody's but the plugin's
        self._deaf = _signal.getsignal(_signal.SIGINT) in (_signal.SIG_IGN, _signal.SIG_DFL)
        try:
            if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
                _signal.signal(_signal.SIGINT, self._press)
                self._ctrl_c = True
            alarm = getattr(_signal, "SIGALRM", None)  # not on Windows
            if self._waited_for and alarm and _signal.getsignal(alarm) == _signal.SIG_DFL:
                _signal.signal(alarm, self._ring)
                _signal.setitimer(_signal.ITIMER_REAL, PATIENCE, LIMIT - PATIENCE if self._limited else 0)
                self._alarm = True
        except ValueError:  # not the main thread: signals go elsewhere
            pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> Literal[False]:
        if self._alarm:
            _signal.setitimer(_signal.ITIMER_REAL, 0)
            _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)
        if self._ctrl_c:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        os._exit, os.abort = self._endings
        atexit.register = self._register
        self._caught.__exit__()
        if sys.getrecursionlimit() != self._depth:
            sys.setrecursionlimit(self._depth)
        if sys.path != self._path and not {*self._path} <= {*sys.path}:  # it may add to it
            sys.path[:] = self._path
        if self._folder and _folder() != self._folder:
            os.chdir(self._folder)
        if self._printed.text and self._printed.text.strip():
            self._tell(tr("it prints on stdout, which carries results only: {text!r}", text=_first(self._printed.text)))
        if isinstance(error, KeyboardInterrupt) and (self._ctrl_c or self._deaf):
            if not self._pressed:
                raise Contained(tr("it raised KeyboardInterrupt")) from None
            say(tr("interrupted while the plugin {plugin!r} was at work", plugin=self._plugin))
        return False

    def _register_contained(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[..., Any]:
        self._register(_AtExit(self._plugin, function), *arguments, **named)
        return function

    def _say(self, problem: str) -> None:
        say(tr("warning: plugin {plugin!r}: {problem}", plugin=self._plugin, problem=problem))

    def _press(self, _number: int, _frame: Any) -> None:
        self._pressed = True
        raise KeyboardInterrupt

    def _ring(self, _number: int, _frame: Any) -> None:
        if self._rung:
            raise Contained(tr("it takes more than {seconds:.0f} seconds", seconds=LIMIT))
        self._rung = True
        try:
            hint = tr("Ctrl-C ends it; then: kvadmin plugins disable {plugin}", plugin=self._plugin)
            say(tr("waiting for the plugin {plugin!r} ({hint})", plugin=self._plugin, hint=hint))
        except (ImportError, AttributeError):  # what is said with was being imported when the bell rang: half is there
            print(f"waiting for the plugin {self._plugin!r}", file=sys.stderr)


def say(text: str) -> None:
    """One line on stderr; most plugins give no cause for one."""
    from kvadmin.tables.stderr_lines import say

    say(text)


def _first(text: str) -> str:
    """The first line of what was printed."""
    line, *more = text.strip().splitlines()
    return line[:60] + (" …" if more or len(line) > 60 else "")


class _AtExit:
    """What a plugin does at the end of the process, after kvadmin's work: as contained as what it did before."""

    def __init__(self, plugin: str, function: Callable[..., Any]) -> None:
        self._plugin = plugin
        self._function = function

    def __call__(self, *arguments: Any, **named: Any) -> None:
        try:
            with contained(self._plugin):
                self._function(*arguments, **named)
        except BaseException as error:
            text = tr("at the end of the process: {error!r}", error=error)
            say(tr("warning: plugin {plugin!r} failed: {text}", plugin=self._plugin, text=text))

    def __eq__(self, other: object) -> bool:  # for atexit.unregister
        return self._function == (other._function if isinstance(other, _AtExit) else other)

    def __hash__(self) -> int:
        return hash(self._function)


class _Ending:
    """An ending of the process that only raises SystemExit; in a process that the plugin forks it is the real one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._real: Callable[..., Any] = getattr(os, name)
        self._process = os.getpid()

    def __call__(self, *arguments: Any) -> Any:
        if getattr(os, self._name) is self and os.getpid() == self._process:
            raise SystemExit(f"os.{self._name}({', '.join(map(str, arguments))})")
        return self._real(*arguments)


_EXIT: Any = _Ending("_exit")
_ABORT: Any = _Ending("abort")


def _folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - pathlib costs start-up time
    except OSError:  # it may have been deleted
        return ""
