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
    return _read(snapshot.read_file(path) or b"", path)[1] if path else {}


def newest_protocol(snapshot: Snapshot, cohort: str) -> Mapping[str, Any] | None:
    """The newest protocol of the cohort; None before the admission."""
    path = newest_protocol_path(snapshot, cohort)
    return _read(snapshot.read_file(path) or b"", path)[0] if path else None


@lru_cache(maxsize=4)
def _read(content: bytes, path: str) -> tuple[Mapping[str, Any], Mapping[str, Mapping[str, Any]]]:
    """A protocol and its decisions by municipality, read once for all letters of a mailing."""
    document = rule.read_protocol(content, where=path)
    return document, {row["municipality"]: row for row in document["decisions"]}
