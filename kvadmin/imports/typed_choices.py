"""What the options of an import say: ``--map``, ``--ignore``, ``--sheet``, ``--header-row``, ``--date-order``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kvadmin.errors import UsageError
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session

_ORDERS = ("dmy", "mdy", "ymd")


def typed_choices(run: Session) -> ReadingChoices:
    """The choices that this run's command line holds.

    Raises:
        UsageError: One cannot be understood.
    """
    typed: dict[str, Any] = run.import_options
    order = typed.get("date_order")
    if order is not None and order not in _ORDERS:
        raise UsageError(
            tr("there is no order of days {order!r}", order=order),
            where="--date-order",
            hint=tr("one of {orders}", orders=", ".join(_ORDERS)),
            code="bad-value",
        )
    row = typed.get("header_row")
    if row is not None and row < 1:
        raise UsageError(
            tr("lines are counted from 1"), where="--header-row", hint=tr("--header-row 3"), code="bad-value"
        )
    mapped = pairs(typed.get("map") or (), "--map", "HEADING=FIELD")
    ignored = tuple(typed.get("ignore") or ())
    for heading in mapped:
        if heading_key(heading) in map(heading_key, ignored):
            raise UsageError(
                tr("{name!r} is to be read and to be left out", name=heading),
                where="--map, --ignore",
                hint=tr("give it once"),
                code="contradicting-options",
            )
    return ReadingChoices(
        mapped=mapped,
        ignored=ignored,
        sheet=typed.get("sheet"),
        header_row=row,
        date_order=order,
    )


def typed_conditions(run: Session) -> dict[str, str]:
    """``--where``: column -> the value whose rows are read.

    Raises:
        UsageError: One cannot be understood.

    Added in version 0.2.
    """
    return pairs(run.import_options.get("where") or (), "--where", "COLUMN=VALUE")


def pairs(texts: Iterable[str], option: str, form: str) -> dict[str, str]:
    """``HEADING=FIELD`` taken apart at its last sign of equality: a heading may hold one.

    Raises:
        UsageError: There is none, a side of it is empty, or a heading is given twice with different meanings.
    """
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.rpartition("=")
        name, value = name.strip(), value.strip()
        if not sign or not name or not value:
            raise UsageError(
                tr("{text!r} cannot be understood", text=text),
                where=option,
                hint=tr("write {form}", form=form),
                code="bad-value",
            )
        name = names.setdefault(heading_key(name), name)
        if found.setdefault(name, value) != value:
            raise UsageError(
                tr("{name!r} is given twice: {one} and {other}", name=name, one=found[name], other=value),
                where=option,
                hint=tr("give it once"),
                code="contradicting-options",
            )
    return found
