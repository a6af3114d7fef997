"""stdout carries the result only, whatever plugins and native libraries print.

At the start of the process descriptor 1, where libraries in C write, is turned to stderr, and Python's ``sys.stdout``
keeps the real one. What a plugin prints while it is imported or called is caught, so that it can be said whose it is.
Only a command of a plugin gets descriptor 1 back: what it prints, itself or by a pager, is its result.
"""

from __future__ import annotations

import io
import os
import sys
from _thread import RLock, _local, get_ident  # threading costs start-up time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast


class _Descriptor:
    """Descriptor 1 of the process: where the real one went, and where it leads now."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.real: int | None = None
        #: Commands of plugins that run, and calls into plugins.
        self.commands = 0
        self.calls = 0
        self._caught: int | None = None
        self._target = 1

    def turn_away(self) -> int:
        self.real = os.dup(1)
        self.settle()
        return self.real

    def settle(self) -> None:
        """Lead descriptor 1 where it belongs: to the catch, to a plugin's command, or to stderr."""
        if self.real is None:
            return
        target = self._catch() if self.calls else self.real if self.commands else _stderr()
        if target != self._target:
            if self.commands:
                _flush_c()  # while it is still clear where it belongs
            os.dup2(target, 1)
            self._target = target

    def _catch(self) -> int:
        if self._caught is None:
            if hasattr(os, "memfd_create"):
                self._caught = os.memfd_create("stdout")
            else:
                import tempfile

                self._caught, name = tempfile.mkstemp()
                with suppress(OSError):  # Windows deletes no open file
                    os.unlink(name)  # noqa: PTH108 - pathlib costs start-up time
        return self._caught

    def caught(self) -> bytes:
        """What was written to the catch since the last time."""
        if self._caught is None or not (size := os.lseek(self._caught, 0, os.SEEK_CUR)):
            return b""
        os.lseek(self._caught, 0, os.SEEK_SET)
        text = os.read(self._caught, min(size, 500))
        os.lseek(self._caught, 0, os.SEEK_SET)
        os.ftruncate(self._caught, 0)
        return text


class _Inside(_local):
    """What the plugins that this thread is in have printed, innermost last."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []


_descriptor = _Descriptor()
_inside = _Inside()


class Printed(io.TextIOBase):
    """Catches what a plugin prints; at a terminal people see it as well, since it may be a question."""

    encoding, errors, name = "utf-8", "replace", "<stdout>"

    def __init__(self) -> None:
        self.text = ""

    @property
    def buffer(self) -> Any:
        """Takes bytes as well."""
        return self

    def write(self, text: str | bytes) -> int:
        """Catch it."""
        shown = text if isinstance(text, str) else bytes(text).decode("utf-8", "replace")
        if len(self.text) < 500:
            self.text += shown
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(shown)
        return len(text)

    def fileno(self) -> int:
        """Descriptor 1, which is caught as well."""
        return 1

    def close(self) -> None:
        """A plugin closes nobody's stream."""

    def reconfigure(self, **_: Any) -> None:
        """There is nothing to set."""


class _Aside(Printed):
    """Takes what a thread prints that a plugin left behind: to stderr, past the locks that are gone at the end."""

    def write(self, text: str | bytes) -> int:
        """Write it at once."""
        with suppress(OSError):
            os.write(2, text.encode("utf-8", "replace") if isinstance(text, str) else text)
        return len(text)


class _Switch:
    """Stands for ``sys.stdout``: in a thread that is in a plugin it is the catch, in any other what it was.

    It stays: only the first thread prints results, but for a plugin's own command.
    """

    def __init__(self, real: Any) -> None:
        self._real, self._thread = real, get_ident()

    def __getattr__(self, name: str) -> Any:
        if _inside.printed:
            return getattr(_inside.printed[-1], name)
        strange = _descriptor.real is not None and not _descriptor.commands and get_ident() != self._thread
        return getattr(_aside if strange else self._real, name)


class _Unclosed:
    """Stands for ``sys.stderr`` while a plugin is at work, which closes nobody's stream."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def close(self) -> None:
        """Leave it open."""


_aside = _Aside()


def keep_clean() -> None:
    """Turn descriptor 1 of this process away from stdout; ``sys.stdout`` goes on to write there."""
    before = sys.stdout
    if _descriptor.real is not None or before is None or not _is_descriptor_1(before):
        return
    before.flush()
    real = _descriptor.turn_away()
    moved = open(real, "w", encoding=before.encoding, errors=before.errors, closefd=False)  # noqa: SIM115 - stays open
    if isinstance(before, io.TextIOWrapper):
        moved.reconfigure(line_buffering=before.line_buffering, write_through=before.write_through)
    sys.stdout = sys.__stdout__ = moved  # type: ignore[misc]  # the size of the terminal is asked of the second


def _is_descriptor_1(stream: Any) -> bool:
    try:
        return bool(stream.fileno() == 1)
    except (OSError, ValueError, AttributeError):
        return False


def _stderr() -> int:
    """Where noise goes: stderr, or nowhere when the process was started without one."""
    try:
        os.get_inheritable(2)  # the least that can be asked of one
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)
    return 2


class caught:  # noqa: N801 - a context manager, read as a verb; a class because every call of a hook pays for it
    """While a plugin is imported or called: what it prints is caught; the streams are put back afterwards."""

    __slots__ = ("_original", "_printed", "_streams")

    def __enter__(self) -> Printed:
        self._streams = sys.stdout, sys.stderr, sys.stdin
        self._original = sys.__stdout__
        self._printed = Printed()
        _inside.printed.append(self._printed)
        with _descriptor.lock:
            _descriptor.calls += 1
            _descriptor.settle()
            sys.stdout, sys.__stdout__ = _switched(sys.stdout), _switched(sys.__stdout__)  # type: ignore[misc]
            if _descriptor.real is not None:
                self._streams, self._original = (sys.stdout, *self._streams[1:]), sys.__stdout__
            if sys.stderr is not None:
                sys.stderr = _Unclosed(sys.stderr)
        return self._printed

    def __exit__(self, *_: object) -> None:
        _inside.printed.pop()
        with _descriptor.lock:
            _descriptor.calls -= 1
            _descriptor.settle()
            sys.stdout, sys.stderr, sys.stdin = self._streams
            sys.__stdout__ = self._original  # type: ignore[misc]
            if by_descriptor := _descriptor.caught():
                self._printed.text += by_descriptor.decode("utf-8", "replace")


def _switched(stream: Any) -> Any:
    return stream if stream is None or isinstance(stream, _Switch) else _Switch(stream)


@contextmanager
def given() -> Iterator[None]:
    """While a plugin's own command runs: descriptor 1 is stdout again."""
    with _descriptor.lock:
        if sys.stdout is not None:
            sys.stdout.flush()
        _descriptor.commands += 1
        _descriptor.settle()
    try:
        yield
    finally:
        with _descriptor.lock:
            _descriptor.commands -= 1
            _descriptor.settle()


class Watched:
    """Stands for ``sys.stdout`` and notes whether anybody has written there, or has had what one writes by."""

    def __init__(self, real: Any) -> None:
        self._real = real
        #: Whether somebody has.
        self.used = False

    def __getattr__(self, name: str) -> Any:
        self.used = self.used or name in ("write", "writelines", "buffer", "fileno", "detach")
        return getattr(self._real, name)


@contextmanager
def watched() -> Iterator[Watched]:
    """While a plugin's own command runs whose answer others read: whether it prints anything by itself."""
    before = sys.stdout
    stream = Watched(before)
    sys.stdout = cast("Any", stream)
    try:
        yield stream
    finally:
        if sys.stdout is stream:
            sys.stdout = before


def _flush_c() -> None:
    """Have C's own streams write what they hold."""
    with suppress(Exception):
        import ctypes

        ctypes.CDLL(None).fflush(None)
