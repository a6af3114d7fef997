"""The build's hook: the wheel carries the catalogues as gettext reads them (.mo), made of their sources (.po)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogues(BuildHookInterface):
    """Compiles before a wheel is made, or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write each .mo beside its source; git does not keep them, the wheel does."""
        del version
        sys.path.insert(0, str(Path(self.root) / "tools"))
        from catalogues import compile_all

        compile_all()
        build_data["artifacts"].append("/kvadmin/**/*.mo")
