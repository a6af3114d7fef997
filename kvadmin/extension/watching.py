"""Every import of a plugin and every call of a hook, timed, for ``plugins trace`` and ``plugins list --timing``.

Nothing of it holds what a hook was given or answered, which may be personal: only how many of which kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kvadmin.extension.discovering.discovery import PluginStatus

#: Hears of everything as it ends: ``{"kind": "import" | "call", ...}``, with milliseconds.
Tell = Callable[[dict[str, Any]], None]


class Watcher:
    """Watches the plugins of this process.

    Args:
        tell: Hears of each import and each call.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._calls = 0
        #: Milliseconds that calls within the calls under way have taken, innermost last.
        self._inner: list[float] = []

    def importing(self, found: Iterator[PluginStatus]) -> Iterator[PluginStatus]:
        """The plugins as they are found, with the time that each took."""
        from kvadmin.extension import containment  # noqa: F401 - the first plugin is not to pay for it

        while True:
            start = perf_counter()
            status = next(found, None)
            spent = _ms(start)
            if status is None:
                return
            if status.plugin is not None or status.status == "failed":
                about = {"plugin": status.name, "builtin": status.builtin, "status": status.status}
                self._tell({"kind": "import", **about, "ms": spent})
            yield status

    def answering(self, answer: Callable[..., Any]) -> Callable[..., Any]:
        """The function by which a plugin manager asks one implementation, watched."""

        def watched(status: PluginStatus, hook: str, impl: Any, arguments: dict[str, Any]) -> Any:
            self._calls += 1
            number, heard = self._calls, _Heard(impl, self._inner)
            try:
                answered = answer(status, hook, heard, arguments)
                if answered.problems and not answered.raised and not heard.failed:
                    heard.failed = "part of the answer is not as the hook says"
                return answered
            finally:
                told = {"kind": "call", "n": number, "hook": hook, "plugin": status.name, "ms": heard.ms}
                told |= {"own_ms": heard.own_ms, "depth": len(self._inner)}
                self._tell(told | {"answer": heard.answer, "count": heard.count, "error": heard.failed})

        return watched


class _Heard:
    """An implementation that notes how long it takes, what kind of thing it answers, or what it raises.

    The time is the plugin's own: what kvadmin does around the call, to contain it and to look at the answer, is not.
    """

    def __init__(self, impl: Any, inner: list[float]) -> None:
        self.argnames = impl.argnames
        self._function = impl.function
        self._inner = inner
        self.answer = self.failed = ""
        self.count: int | None = None
        self.ms = self.own_ms = 0.0

    def function(self, *arguments: Any) -> Any:
        """Call it; a generator is used up here, so that its work is in its own time."""
        self._inner.append(0.0)
        start = perf_counter()
        try:
            return self._call(arguments)
        finally:
            self.ms = _ms(start)
            self.own_ms = max(0.0, self.ms - self._inner.pop())
            if self._inner:
                self._inner[-1] += self.ms

    def _call(self, arguments: tuple[Any, ...]) -> Any:
        try:
            result = self._function(*arguments)
            if hasattr(result, "__next__"):
                result = list(result)
        except BaseException as error:
            self.failed = _place(error)
            raise
        self.answer, self.count = described(result)
        return result


def described(result: Any) -> tuple[str, int | None]:
    """The kind of an answer, and how many things are in it; never what they say."""
    if result is None:
        return "nothing", None
    if not isinstance(result, list | tuple | set | frozenset | dict):
        return type(result).__name__, None
    kinds = sorted({type(each).__name__ for each in result})
    return ", ".join(kinds[:3]) + (", …" if len(kinds) > 3 else ""), len(result)


def _place(error: BaseException) -> str:
    """The class of an error and where it was raised; its text may be personal, and stands on stderr anyway."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__} ({name}:{trace.tb_lineno})"


def _ms(start: float) -> float:
    return (perf_counter() - start) * 1000
