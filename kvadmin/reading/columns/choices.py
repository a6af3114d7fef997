"""What a person has said of how a list is to be read: by options, at a question, or the last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kvadmin.reading.dates import DateOrder
from kvadmin.wording.folding import fold_plain


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """How a file is to be read, as far as a person has said so.

    Attributes:
        mapped: Heading (or column letter) -> field.
        ignored: Headings (or column letters) that answer nothing.
        sheet: The only sheet to read.
        header_row: The line of the headings.
        date_order: ``dmy``, ``mdy`` or ``ymd``: the order of the days in all columns.

    Added in version 0.2.
    """

    mapped: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    sheet: str | None = None
    header_row: int | None = None
    date_order: DateOrder | None = None

    def __bool__(self) -> bool:
        return self != ReadingChoices()

    def over(self, other: ReadingChoices) -> ReadingChoices:
        """These, and what the other says where these say nothing."""
        own = {heading_key(each) for each in (*self.mapped, *self.ignored)}
        mapped = {name: value for name, value in other.mapped.items() if heading_key(name) not in own}
        ignored = tuple(name for name in other.ignored if heading_key(name) not in own)
        return replace(
            self,
            mapped={**mapped, **self.mapped},
            ignored=(*ignored, *self.ignored),
            sheet=self.sheet or other.sheet,
            header_row=self.header_row or other.header_row,
            date_order=self.date_order or other.date_order,
        )


def heading_key(heading: str) -> str:
    """What two headings have in common that are the same one: the letters, or the column if they say nothing."""
    return fold_plain(heading) or heading.strip()
