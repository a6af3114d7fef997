"""Table groups that mix networks: the solver is shared with the gatherings and lives in the model."""

from __future__ import annotations

from kvadmin.api.records import Mixing, mix
from kvadmin.api.records import mixing_faults as faults
from kvadmin.api.records import mixing_turns as turns

__all__ = ["Mixing", "faults", "mix", "turns"]
