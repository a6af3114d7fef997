"""How a plugin offers another place to keep the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EngineFactory:
    """An engine a plugin offers by ``kvadmin_store_engines``.

    Args:
        name: The name used in ``programme.yaml`` (``store: yaml``).
        target: ``module:function`` called with ``(folder, collections, fields)``: the programme folder (a
            :class:`pathlib.Path`), all collections and all extra fields that plugins declare, each in a sequence. It
            returns the engine; an error for the reader that it raises ends the command.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.
    """

    name: str
    target: str
    plugin: str = field(default="", compare=False)

    def open(self, *arguments: Any) -> Any:
        """The engine; its failing is the plugin's."""
        from kvadmin.extension.blame import load_owned

        return load_owned(self.target, self.plugin, f"engine {self.name!r}")(*arguments)
