"""Words that stand in a list where a municipality would, in rows that sum up or explain the list."""

from __future__ import annotations

import re

from kvadmin.api.wording import fold

_TOTAL = re.compile(
    r"(sum|summer|totalt?|totalsum|delsum|subtotal|sub total|grand total|i alt|til sammen|tilsammen|til saman|tilsaman|"
    r"samlet|samla|antall|antal|tal på|gjennomsnitt|gjennomsnittleg|snitt|average|mean|count|number of|søknader i alt|"
    r"alle|all|median|prosent|andel|del)\b"
)


def says_total(text: str) -> bool:
    """Whether a text begins as a sum, a mean or a count does: ``Sum``, ``Gjennomsnitt``, ``Antall søknader``."""
    return bool(_TOTAL.match(fold(text)))
