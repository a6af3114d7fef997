"""``sheet out examples``: one row an example, edited in Excel and taken back by the rules of ``example set``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    chosen_numbers,
    field_column,
    row_by_row,
)
from kvadmin_website.bank.example_changes import check_change, traits_added
from kvadmin_website.bank.example_fields import EXAMPLE_FIELDS, with_values
from kvadmin_website.bank.example_lookups import in_order, remove_examples, town_names
from kvadmin_website.records import Example

if TYPE_CHECKING:
    from kvadmin.api import Session, Transaction

_SHOWN = (
    SheetColumn("id", "Example"),
    SheetColumn("municipality", "No.", rank=8),
    SheetColumn("name", "Municipality", rank=9),
    SheetColumn("status", "Status"),
)


class _ExampleSheet:
    """Every field that ``example set`` knows; texts, states and consents have commands of their own."""

    adds: tuple[str, ...] = ()
    removes = "the example is removed"
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        """Whose it is and how far, shown only; then the fields."""
        del run, scope
        return [*_SHOWN, *map(field_column, EXAMPLE_FIELDS.fields)]

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        """The examples of those whom the selection chooses."""
        names, chosen = town_names(run.data), chosen_numbers(run, scope)
        return [
            SheetRow(each.id, _values(each, names.get(each.municipality, "")))
            for each in in_order(run.data.all(Example))
            if chosen is None or each.municipality in chosen
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """A row is changed whole; one that stands on the site stays such that it may."""
        del scope
        examples = {each.id: each for each in run.data.all(Example)}

        def put(key: str, values: Mapping[str, Any]) -> None:
            old = examples[key]
            new = with_values(old, values)
            check_change(run.data, list(examples.values()), old, new)
            if found := traits_added(run.data, old, new):
                raise InvalidData(
                    tr("a page would show {what}", what=found[0][1].said()),
                    hint=tr("`kvadmin website example set {id} FIELD VALUE` asks whether it may", id=key),
                )
            examples[key] = new
            change.update(new)

        problems = row_by_row(edits.changed, put)
        remove_examples(run.data, change, edits.removed)
        return problems


def _values(example: Example, name: str) -> dict[str, Any]:
    return {
        "id": example.id,
        "municipality": example.municipality,
        "name": name,
        "status": example.status,
        "theme": example.theme,
        "title_nb": example.title.get("nb", ""),
        "title_nn": example.title.get("nn", ""),
        "steps": list(example.steps),
        "sent": example.sent,
        "sender": example.sender,
        "email": example.email,
    }


#: The noun ``examples``.
EXAMPLE_SHEET = _ExampleSheet()
