"""Optional libraries: asked for where they are used, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kvadmin.errors import UsageError
from kvadmin.translation import tr


def need(module: str, extra: str) -> ModuleType:
    """The library, or the command that installs it.

    For a library that only some ways through a command need; what a whole command needs is declared with it:
    ``Command(..., extra="mail")``.

    Args:
        module: Name to import: ``typst``.
        extra: The extra of kvadmin that brings it: ``pdf``.

    Raises:
        UsageError: It is not installed; the hint is the command to run.
    """
    try:
        return import_module(module)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise missing(module, extra) from error


def missing(module: str, extra: str) -> UsageError:
    """The error for a library that is not installed, with the command that installs it."""
    return UsageError(
        tr("this needs the optional part {extra!r} ({module} is not installed)", extra=extra, module=module),
        hint=f'pip install "kvadmin[{extra}]"',
        code="missing-library",
    )
