"""Who may be chosen by a selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A plugin may name a Predicate where it declares, and nothing is to be read then.
    from kvadmin.model.municipality import Contact, Municipality


@dataclass(frozen=True, slots=True)
class Subject:
    """Who may be chosen: a contact of a municipality, or a municipality that has none.

    Args:
        municipality: Where.
        contact: Who, or None.
        values: Field -> its values, folded (a municipality may be in several cohorts): ``cohort``, ``kind``,
            ``network``, ``county``, ``region``, ``municipality``, ``language_form``, ``size``, ``role``.
    """

    municipality: Municipality
    contact: Contact | None
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
