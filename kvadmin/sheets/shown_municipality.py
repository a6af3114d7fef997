"""The name of a municipality that stands in a new row beside its number: it is shown only, and must not say another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData
from kvadmin.model.municipality import Municipality
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def check_shown_municipality(run: Session, number: str | None, text: str) -> None:
    """Refuse a new row whose number and name mean two municipalities, or that has a name alone.

    Args:
        run: The session.
        number: Of the municipality that the row is about; None for none.
        text: What stands in the column that shows the name; empty says nothing.

    Raises:
        InvalidData: The name is not one of the municipality.

    Added in version 0.2.
    """
    from kvadmin.register.resolving import register_on

    if not text.strip():
        return
    if number is None:
        raise InvalidData(
            tr("{text!r} stands where the municipality is shown, and no number says which it is", text=text),
            hint=tr("write its number, or leave the cell empty"),
            code="bad-value",
        )
    match = register_on(run.data, None).match(number=number, name=text)
    if match.verdict != "found" or match.number != number:
        name = run.data.get(Municipality, number).name
        raise InvalidData(
            tr("the number {number} is {name}, and beside it stands {text!r}", number=number, name=name, text=text),
            hint=tr("write the number of the one that is meant"),
            code="bad-value",
        )
