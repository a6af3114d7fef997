"""The protocols of a cohort in the programme folder: numbered, append-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import admission as rule

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_FOLDER = "protocols"


def latest_protocol(data: Snapshot, cohort: str) -> tuple[str, dict[str, Any]] | None:
    """Path and content of the newest protocol of a cohort, or None."""
    path = newest_protocol_path(data, cohort)
    return (path, rule.read_protocol(data.read_file(path) or b"", where=path)) if path else None


def protocols_of(data: Snapshot, cohort: str) -> list[tuple[str, dict[str, Any]]]:
    """Path and content of every protocol of a cohort, oldest first."""
    return [
        (path, rule.read_protocol(data.read_file(path) or b"", where=path))
        for _, path in sorted(_numbered(data, cohort).items())
    ]


def admission_protocol(data: Snapshot, cohort: str) -> tuple[str, dict[str, Any]] | None:
    """Path and content of the cohort's newest protocol of an admission (promotions come after it), or None."""
    return next((each for each in reversed(protocols_of(data, cohort)) if each[1]["kind"] == "admission"), None)


def newest_protocol_path(data: Snapshot, cohort: str) -> str | None:
    """Path of the newest protocol of a cohort, or None."""
    numbered = _numbered(data, cohort)
    return numbered[max(numbered)] if numbered else None


def first_protocol_path(data: Snapshot, cohort: str) -> str | None:
    """Path of the oldest protocol of a cohort, or None."""
    numbered = _numbered(data, cohort)
    return numbered[min(numbered)] if numbered else None


def next_protocol_path(data: Snapshot, cohort: str) -> str:
    """Where the next protocol goes."""
    return f"{_FOLDER}/{cohort}-{max(_numbered(data, cohort), default=0) + 1}.json"


def kept_as(data: Snapshot, cohort: str, content: bytes) -> str:
    """The path of the protocol that has this content; empty when the folder keeps none such."""
    return next((path for path in _numbered(data, cohort).values() if data.read_file(path) == content), "")


def _numbered(data: Snapshot, cohort: str) -> dict[int, str]:
    before, behind = f"{_FOLDER}/{cohort}-", ".json"
    named = [path for path in data.files(_FOLDER) if path.startswith(before) and path.endswith(behind)]
    numbers = {path: path[len(before) : -len(behind)] for path in named}
    return {int(number): path for path, number in numbers.items() if number.isdecimal()}
