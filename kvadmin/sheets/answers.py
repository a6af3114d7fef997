"""What the person says beside the workbook, by options: they answer the questions that are asked otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: Which side counts where both have changed the same cell.
Side = Literal["file", "programme"]


@dataclass(frozen=True)
class SheetAnswers:
    """The options of ``kvadmin sheet in``.

    Attributes:
        keep: Which side counts in a conflict; None: it is asked.
        remove_missing: Whether records go whose rows were deleted.
        sheet: The sheet that counts, of several; None: it is asked.
        columns: Heading in the file -> name or heading of the column it is; an empty one leaves it out.

    Added in version 0.2.
    """

    keep: Side | None = None
    remove_missing: bool = False
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
