"""What stands in a column: whether its cells are what a field holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from kvadmin.reading.cells import Cell
from kvadmin.reading.dates import read_date
from kvadmin.reading.figures import read_emails, read_figure, read_phones
from kvadmin.wording.folding import fold

#: Whether a text is the number or the name of a municipality that somebody knows.
Knows = Callable[[str], bool]

#: Cells that a column is judged by: the first ones with something in them.
_SAMPLE = 40
#: Part of them that must be what the field holds.
_MOST = 0.6
_NUMBER = re.compile(r'^="?(\d+)"?$')
_YES = frozenset("ja j yes y x ok true sann 1 jepp jada ✓ ✔ ☑ √".split())
_NO = frozenset("nei n no false usann 0 nix ikke ikkje ✗ ✘ ☐".split())
_TICKS = frozenset("✓✔☑√")
_CROSSES = frozenset("✗✘☐")
#: What a form writes for a name that it was not given.
_NOBODY = frozenset("anonymous anonym anonyme anonymt".split())
_YEAR = 2000
#: A case of a political body: ``KS 34/08``, ``Kommunestyret, sak 12/2008``; or its number and year alone.
_CASE = re.compile(r"[^\W\d_]{2,}\W*(?:(?:sak|nr)\W*)*\d{1,4}\s?/\s?(?:\d{4}|\d{2})(?!\d)", re.IGNORECASE)
_CASE_NUMBER = re.compile(r"^(?:sak\W*)?(\d{1,3})\s?/\s?(\d{4}|\d{2})$", re.IGNORECASE)


def fits(kind: str, cells: Sequence[Cell], knows: Knows | None) -> bool:
    """Whether most of the cells with something in them are what the kind of field holds.

    Args:
        kind: One of ``fields.KINDS``.
        cells: The cells of the column.
        knows: Tells the municipalities; without it four digits are a number, and any words a name.
    """
    test = _TESTS.get(kind)
    if test is None and kind != "case":
        return True
    seen = list(islice((cell for cell in cells if cell.own), _SAMPLE))
    if kind == "case":
        return _are_cases([cell.text.strip() for cell in seen])
    assert test is not None
    least = 1 - _MOST if kind == "words" else _MOST  # totals below a column of words are figures
    return bool(seen) and sum(test(cell, knows) for cell in seen) >= least * len(seen)


def is_empty(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in the column."""
    return not any(cell.own for cell in cells)


def read_yes_no(text: str) -> bool | None:
    """Yes or no, as people tick a column: ``Ja``, ``x``, ``✓``, ``1``; ``nei``, ``0``; None is neither.

    Added in version 0.2.
    """
    bare = text.strip()
    if _TICKS & set(bare):
        return True
    if _CROSSES & set(bare):
        return False
    folded = fold(bare)
    return True if folded in _YES else False if folded in _NO else None


def bare_number(text: str) -> str:
    """``1411`` of ``="1411"``, with which Excel keeps the zeros of a csv; other texts as they are."""
    found = _NUMBER.match(text.strip())
    return found[1] if found else text


def _are_cases(texts: Sequence[str]) -> bool:
    """Whether texts name cases of political bodies; an archive's number begins with its year, always the same one."""
    if not texts:
        return False
    if sum(bool(_CASE.search(text)) for text in texts) >= _MOST * len(texts):
        return True
    bare = [found.groups() for text in texts if (found := _CASE_NUMBER.match(text))]
    firsts, lasts = {first for first, _ in bare}, {last for _, last in bare}
    return len(bare) >= _MOST * len(texts) and len(firsts) > len(lasts)


def _municipality(cell: Cell, knows: Knows | None) -> bool:
    text = bare_number(cell.text)
    if knows is None:
        return _number(cell, None) or not any(char.isdigit() for char in text)
    return knows(text)


def _number(cell: Cell, knows: Knows | None) -> bool:
    text = bare_number(cell.text).strip()
    return text.isdecimal() and len(text) in (3, 4) and (knows is None or knows(text))


def _bare_figure(cell: Cell) -> bool:
    return (not isinstance(cell.value, str) and read_figure(cell.value) is not None) or bool(
        isinstance(cell.value, str) and re.fullmatch(r"[\d.,\s%]+", cell.value)
    )


def _date(cell: Cell) -> bool:
    """A day, or one that only another order of day and month has (``5/19/2008``)."""
    read = read_date(cell.value, year=_YEAR)
    return read.day is not None or read.problem == "impossible"


def _phone(cell: Cell) -> bool:
    return bool(read_phones(cell.value if isinstance(cell.value, (str, float, int)) else cell.text))


_TESTS: dict[str, Callable[[Cell, Knows | None], bool]] = {
    "municipality": _municipality,
    "number": _number,
    "date": lambda cell, _: _date(cell),
    "figure": lambda cell, _: read_figure(cell.value) is not None,
    "email": lambda cell, _: bool(read_emails(cell.text)),
    "phone": lambda cell, _: _phone(cell),
    "yes-no": lambda cell, _: read_yes_no(cell.text) is not None,
    "words": lambda cell, _: not _bare_figure(cell),
    "person": lambda cell, _: (
        not any(char.isdigit() or char == "@" for char in cell.text) and fold(cell.text) not in _NOBODY
    ),
}
