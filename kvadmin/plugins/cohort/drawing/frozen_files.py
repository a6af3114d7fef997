"""What was frozen: the content of a closed list, in a file that is numbered and never written again."""

from __future__ import annotations

import json
import re
from typing import Any

from kvadmin.api import InvalidData, Snapshot, tr
from kvadmin.api.records import Cohort, Freeze

from .. import admission as rule
from .declaration import draw_data

_FOLDER = "freezes"
#: Whatever a hand has written into a freeze, only such files are read.
_FILE = re.compile(rf"{_FOLDER}/[^/\\]+-[0-9]+\.json")
_KEYS = ("cohort", "number", "fingerprint", "draw", "inputs")


def frozen_document(cohort: Cohort, number: int, applicants: list[rule.Applicant], call: rule.Call) -> dict[str, Any]:
    """What a freeze of today holds: the call's draw, and all that decides except what is drawn."""
    inputs = rule.frozen_content(call, applicants)
    return {
        "schema": 1,
        "cohort": cohort.id,
        "number": number,
        "fingerprint": rule.fingerprint(inputs),
        "draw": draw_data(cohort.draw),
        "inputs": inputs,
    }


def frozen_bytes(document: dict[str, Any]) -> bytes:
    """The file as it is kept, like a protocol: JSON, two blanks of indent, UTF-8, final line break."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def read_frozen(data: Snapshot, freeze: Freeze) -> dict[str, Any]:
    """The content of a freeze.

    Raises:
        InvalidData: The file is gone, or is none.
    """
    content = data.read_file(freeze.file) if _FILE.fullmatch(freeze.file) else None
    try:
        document = json.loads((content or b"").decode("utf-8-sig"))
        whole = _is_whole(document)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or what no hash can be taken of
        whole = False
    if not whole:
        raise InvalidData(
            tr("what was frozen on {on} cannot be read", on=freeze.on),
            where=freeze.file,
            hint=tr("put back the file as it was; `kvadmin log` tells who changed it"),
            code="bad-record",
        )
    found: dict[str, Any] = document
    return found


def _is_whole(document: Any) -> bool:
    """Whether a file has the parts of a frozen one, so that it can be compared and hashed."""
    if not isinstance(document, dict) or document.get("schema") != 1 or any(key not in document for key in _KEYS):
        return False
    inputs = document["inputs"]
    if not isinstance(inputs, dict) or not isinstance(inputs.get("call"), dict):
        return False
    rows = inputs.get("applicants")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return False
    rule.fingerprint(inputs)
    return all(
        isinstance(row.get("number"), str)
        and isinstance(row.get("state"), str)
        and isinstance(row.get("attributes", {}), dict)
        for row in rows
    )


def still_same(data: Snapshot, freeze: Freeze, today: dict[str, Any]) -> bool:
    """Whether a freeze of today would hold the same: what decides, and what the call says about its draw.

    Raises:
        InvalidData: The file of the freeze is gone, or is none.
    """
    return bool(freeze.fingerprint == today["fingerprint"] and read_frozen(data, freeze)["draw"] == today["draw"])


def next_number(data: Snapshot, cohort: Cohort) -> int:
    """The number of the next freeze."""
    form = re.compile(rf"{_FOLDER}/{re.escape(cohort.id)}-(\d+)\.json")
    taken = [int(match[1]) for path in data.files(_FOLDER) if (match := form.fullmatch(path))]
    return max([*taken, *(each.number for each in cohort.freezes)], default=0) + 1


def frozen_path(cohort: str, number: int) -> str:
    """Where the content of a freeze lies."""
    return f"{_FOLDER}/{cohort}-{number}.json"
