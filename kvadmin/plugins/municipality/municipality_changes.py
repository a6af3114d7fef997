"""A municipality with one field changed: the rules that the command and the sheet share. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from kvadmin.api import UsageError, tr
from kvadmin.api.commands import postal_address
from kvadmin.api.records import Municipality


def with_field(municipality: Municipality, name: str, value: Any) -> Municipality:
    """The municipality with another value of a field.

    Args:
        municipality: As it is.
        name: The field.
        value: As ``MUNICIPALITY_FIELDS`` reads it.

    Raises:
        UsageError: The lines are no postal address, or the first day would lie after the last.
    """
    changed: Municipality = msgspec.structs.replace(municipality, **{name: _whole(name, value)})
    _check_validity(changed, name)
    return changed


def _whole(name: str, value: Any) -> Any:
    """The value of a list, looked at as a whole."""
    if name == "address":
        try:
            return postal_address(value)
        except ValueError as error:
            raise UsageError(str(error), where=name, code="bad-value") from None
    # The items of a list stand once each: a name typed again is no second name.
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _check_validity(changed: Municipality, name: str) -> None:
    if changed.valid_from and changed.valid_to and changed.valid_to < changed.valid_from:
        raise UsageError(
            tr(
                "valid_to {valid_to} would lie before valid_from {valid_from}",
                valid_to=changed.valid_to,
                valid_from=changed.valid_from,
            ),
            where=name,
            code="days-in-wrong-order",
        )
