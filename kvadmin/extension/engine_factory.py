"""How a plugin offers an engine: a name for ``programme.yaml`` and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EngineFactory:
    """An engine a plugin offers by ``kvadmin_store_engines``.

    Args:
        name: The name used in ``programme.yaml``, alone or with an address behind it (``store: sqlite:programme.db``).
        target: ``module:function`` called with ``(folder, address)``: the programme folder (a :class:`pathlib.Path`),
            which relative places in the address start from, and what ``store:`` says, the name included. It returns
            the engine (:class:`kvadmin.api.engines.Engine`); an error for the reader that it raises ends the command.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.
    """

    name: str
    target: str
    plugin: str = field(default="", compare=False)

    def open(self, *arguments: Any) -> Any:
        """The engine; its failing is the plugin's."""
        from kvadmin.extension.blame import load_owned
        from kvadmin.extension.owned_engine import OwnedEngine

        engine = load_owned(self.target, self.plugin, f"engine {self.name!r}")(*arguments)
        return OwnedEngine(engine, self.plugin, self.name) if self.plugin else engine
