"""The sheets that badges are printed on, in millimetres on A4."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import near_names

_A4 = (210.0, 297.0)
_OWN = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?):(\d+)x(\d+)", re.IGNORECASE)
_LEAST = (50.0, 30.0)


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels: size of one, how many across and down, where the first is, and from one to the next."""

    name: str
    width: float
    height: float
    across: int
    down: int
    left: float
    top: float
    step_x: float
    step_y: float


#: Sizes as the makers state them. They are facts of the products; print one page on plain paper and hold it against
#: a sheet before printing on labels.
LABEL_SHEETS = {
    sheet.name: sheet
    for sheet in (
        LabelSheet("avery-l4785", 80, 50, 2, 5, 17.5, 13.5, 95, 55),
        LabelSheet("avery-32015", 85, 54, 2, 4, 17, 31.5, 91, 60),
        LabelSheet("avery-l7165", 99.1, 67.7, 2, 4, 4.65, 13.1, 101.6, 67.7),
        LabelSheet("herma-4457", 105, 48, 2, 6, 0, 4.5, 105, 48),
        LabelSheet("a6", 105, 148.5, 2, 2, 0, 0, 105, 148.5),
    )
}
DEFAULT_LABEL_SHEET = "avery-l4785"


def label_sheet(text: str) -> LabelSheet:
    """A preset by its name, or one's own as ``90x55:2x5`` (mm, across x down), set in the middle of A4.

    Raises:
        UsageError: There is no such sheet, or it does not fit on A4.
    """
    if found := LABEL_SHEETS.get(text.strip().casefold()):
        return found
    own = _OWN.fullmatch(text.strip())
    if not own:
        raise UsageError(
            tr("there is no sheet {text!r}", text=text),
            where="--sheet",
            hint=tr("one of {sheets}, or such as 90x55:2x5", sheets=", ".join(LABEL_SHEETS)),
            near=near_names(text, list(LABEL_SHEETS)),
            code="unknown-field",
        )
    width, height, across, down = float(own[1]), float(own[2]), int(own[3]), int(own[4])
    left, top = (_A4[0] - width * across) / 2, (_A4[1] - height * down) / 2
    if across < 1 or down < 1 or left < 0 or top < 0 or width < _LEAST[0] or height < _LEAST[1]:
        raise UsageError(
            tr("{text} does not fit on A4, or is too small to read", text=text),
            where="--sheet",
            hint=tr(
                "at least {width:g} x {height:g} mm, all of them within 210 x 297 mm", width=_LEAST[0], height=_LEAST[1]
            ),
            code="bad-value",
        )
    return LabelSheet(text, width, height, across, down, left, top, width, height)
