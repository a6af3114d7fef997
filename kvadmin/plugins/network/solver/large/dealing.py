"""A start for rules about a field: its values dealt out over the networks like cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..rules import MaxPer, MinPer


def dealt_fields(rules: Sequence[Any]) -> list[str]:
    """The fields that rules count per network, each once."""
    return list(dict.fromkeys(rule.field for rule in rules if isinstance(rule, (MaxPer, MinPer))))


def dealt_parts(values: Sequence[str], points: np.ndarray, networks: int) -> list[np.ndarray]:
    """Places sorted by a field and dealt out in turn: no network has two more of a value than another.

    Where the counts allow the rules of one field at all, this meets them.

    Args:
        values: The field of each place.
        points: Latitude and longitude in degrees, shape (places, 2): from south to north within a value.
        networks: How many.
    """
    order = np.lexsort((points[:, 0], np.unique(np.array(values), return_inverse=True)[1]))
    return [np.sort(order[at::networks]) for at in range(networks)]
