"""The row, or pair of rows, that heads a list: found by the fields that its cells name, below titles and addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kvadmin.reading.cells import Row, column_letters
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.columns.headings import LONGEST_HEADING, NEAR, Headings
from kvadmin.reading.columns.matching import HeadingLabel, by_headings
from kvadmin.wording.folding import fold_plain

#: Rows with content in which a header is looked for: titles, addresses and instructions stand above it.
_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A header that was found: its place among the rows, its height, its labels, and the fields that they name."""

    first: int
    height: int
    labels: tuple[HeadingLabel, ...]
    fields: frozenset[str] = frozenset()

    def same(self, other: HeaderRow) -> bool:
        """Whether both say the same: a list goes on after a page break."""
        own, theirs = ([fold_plain(each.own) for each in one.labels if each.own] for one in (self, other))
        return own == theirs

    def lists_beside(self) -> list[tuple[int, int]]:
        """The first and last column (excluded) of each list that stands under the same headings beside the others."""
        filled = [(at, fold_plain(label.own)) for at, label in enumerate(self.labels) if label.own.strip()]
        names = [name for _, name in filled]
        for size in range(2, len(filled) // 2 + 1):
            first = names[:size]
            if len(names) % size == 0 and len(set(first)) == size and names == first * (len(names) // size):
                starts = [filled[each][0] for each in range(0, len(filled), size)]
                return list(zip(starts, [*starts[1:], len(self.labels)], strict=True))
        return [(0, len(self.labels))]


class HeaderFinder:
    """Finds the headers of one kind of list.

    Args:
        headings: The fields of the list.
        choices: What a person has said of how it is read.
    """

    def __init__(self, headings: Headings, choices: ReadingChoices) -> None:
        self._headings = headings
        self._line = choices.header_row
        self._mapped = {heading_key(heading): field for heading, field in choices.mapped.items()}

    def first(self, rows: Sequence[Row], least: int) -> HeaderRow | None:
        """The header of a sheet: on the line that a person named, else the one that names the most fields.

        Args:
            rows: The rows of the sheet.
            least: How many fields it names at least.
        """
        if self._line:
            at = next((at for at, row in enumerate(rows) if row.number == self._line), None)
            return None if at is None else self._header(at, 1, None, rows[at])
        return self._best(rows[:_SEARCHED], least)

    def _best(self, rows: Sequence[Row], least: int) -> HeaderRow | None:
        """The row (or pair of rows) that names the most fields; the first of equals."""
        best: HeaderRow | None = None
        score = least - 1
        for at, row in enumerate(rows):
            if not _may_be_header(row):
                continue
            single = self._header(at, 1, None, row)
            if len(single.fields) > score:
                best, score = single, len(single.fields)
            above = rows[at - 1] if at and rows[at - 1].number >= row.number - 2 else None
            if above is not None and _may_be_header(above) and len(above.filled) > 1:
                pair = self._header(at - 1, 2, above, row)
                if len(pair.fields) > score and len(pair.fields) > len(single.fields):
                    best, score = pair, len(pair.fields)
        if best is None and rows and len(rows[0].filled) == 1:
            single = self._header(0, 1, None, rows[0])
            return single if single.fields else None
        return best

    def _header(self, first: int, height: int, above: Row | None, row: Row) -> HeaderRow:
        labels = _labels(above, row) if above else self._after_another(_labels(None, row))
        fields = set(by_headings(self._headings, labels))
        for at, label in enumerate(labels):
            keys = (heading_key(label.own), heading_key(column_letters(at)) if label.own else "")
            fields |= {self._mapped[key] for key in keys if key in self._mapped}
        return HeaderRow(first, height, labels, frozenset(fields))

    def _after_another(self, labels: tuple[HeadingLabel, ...]) -> tuple[HeadingLabel, ...]:
        """``Kvalitet | Mål | Sykefravær | Mål``: what says nothing alone and stands again goes with the one before."""
        times = Counter(fold_plain(label.own) for label in labels)
        before, found = "", []
        for label in labels:
            if label.own and self._headings.is_general(label.own):
                again = before and times[fold_plain(label.own)] > 1
                found.append(HeadingLabel(label.own, f"{before} {label.own}") if again else label)
            else:
                before = label.own
                found.append(label)
        return tuple(found)

    def again(self, row: Row, header: HeaderRow) -> HeaderRow | None:
        """A header further down: nearly every cell is a heading, at least two of them to the letter."""
        # Nearly every row ends here: no cell of it is a heading, and a figure has no letters.
        texts = (text for cell in row.cells if (text := cell.text.strip()) and text.upper() != text.lower())
        if not any(map(self._headings.hit, texts)):
            return None
        if len(row.filled) < 2 or not _may_be_header(row):
            return None
        found = HeaderRow(0, 1, _labels(None, row))
        if found.same(header):
            return found
        levels = by_headings(self._headings, found.labels)
        sure = sum(1 for level in levels.values() if level >= NEAR)
        hits = sum(1 for label in found.labels if self._headings.under(label.own, label.joined))
        return found if sure >= 2 and hits >= 0.6 * len(row.filled) else None


def _may_be_header(row: Row) -> bool:
    return all(len(cell.text) <= LONGEST_HEADING and not cell.formula for cell in row.filled)


def _labels(above: Row | None, row: Row) -> tuple[HeadingLabel, ...]:
    """The headings of a row; one above carries to the right over columns that have none above them.

    A column with a heading in the row above alone has that one: ``Kommune | Kvalitet |`` over ``| Tiltak | Mål``.
    """
    labels = []
    over = ""
    carries = above is not None and (len(above.filled) < len(row.filled) or _stands_under(above, row))
    for at in range(max(len(row.cells), len(above.cells) if above else 0)):
        own = row[at].text.strip()
        said = above[at].text.strip() if above else ""
        over = said or (over if own and carries else "")
        own = own or said
        labels.append(HeadingLabel(own, own if not over or over == own else f"{over} {own}".strip()))
    return tuple(labels)


def _stands_under(above: Row, row: Row) -> bool:
    """Whether a row leaves the first heading above it alone, and speaks of columns that have none."""
    first = next((at for at, cell in enumerate(above.cells) if cell.text.strip()), 0)
    return not row[first].text.strip() and any(
        cell.text.strip() and not above[at].text.strip() for at, cell in enumerate(row.cells)
    )
