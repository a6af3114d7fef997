"""What was decided on each municipality, and whether that still holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kvadmin.api import Snapshot
from kvadmin.api.records import Application

from .. import admission as rule
from .protocol_files import newest_protocol_path


def current_outcome(outcome: str, application: Application) -> str:
    """What was decided, unless the application has gone another way since (``withdrawn``, ``superseded``)."""
    return application.state if application.state in ("withdrawn", "superseded") else outcome


def decision_outcomes(snapshot: Snapshot, cohort: str) -> Mapping[str, Mapping[str, Any]]:
    """Municipality -> its decision in the newest protocol of the cohort; empty before the admission."""
    path = newest_protocol_path(snapshot, cohort)
    return _decisions(snapshot.read_file(path) or b"", path) if path else {}


@lru_cache(maxsize=4)
def _decisions(protocol: bytes, path: str) -> Mapping[str, Mapping[str, Any]]:
    """The decisions of a protocol, read once for all letters of a mailing."""
    return {row["municipality"]: row for row in rule.read_protocol(protocol, where=path)["decisions"]}
