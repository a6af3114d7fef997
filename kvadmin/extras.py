"""Optional libraries: asked for where they are used, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kvadmin.errors import UsageError


def need(module: str, extra: str) -> ModuleType:
    """The library, or the command that installs it.

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
        raise UsageError(
            f"this needs the optional part {extra!r} ({module} is not installed)",
            hint=f'pip install "kvadmin[{extra}]"',
        ) from error
