"""``sheet out networks``: who is in which network; a cell that is changed moves a municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api import Refused, Session, Transaction, UnknownName, tr
from kvadmin.api.commands import REQUIRED, Settable
from kvadmin.api.records import Cohort, Municipality, Network, Networks
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    chosen_numbers,
    field_column,
    problem_of,
)
from kvadmin.api.wording import municipality_key

from ..divisions.division import id_key
from ..divisions.stored_networks import check_unlocked, network_named, record_of, stored_division, with_moves
from ..solver.explain import hand_moves

_WHO = (
    SheetColumn("municipality", "No.", rank=9),
    SheetColumn("name", "Municipality", rank=9),
    SheetColumn("county", "County"),
)
_ADVISOR = SheetColumn("advisor", "Advisor")
_LOCKED = SheetColumn("locked", "Locked", "yes-no")


class _NetworkSheet:
    """One row per municipality that is in a network or holds a place in the cohort; the network is what may change."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = True  # advisors are named

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        record = record_of(run, scope.cohort)

        def read(text: str) -> str:
            return _label(_meant(record, text))

        words = [_label(each) for each in sorted(record.networks, key=lambda each: id_key(each.id))]
        return (
            *_WHO,
            field_column(Settable("network", read, empty=REQUIRED), "Network", words=words),
            _ADVISOR,
            _LOCKED,
        )

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        record, chosen = record_of(run, scope.cohort), chosen_numbers(run, scope)
        homes = {number: each for each in record.networks for number in each.members}
        here = {*homes, *run.data.get(Cohort, record.cohort).holders_on(run.today)}
        known = {each.number: each for each in run.data.all(Municipality)}

        def values(number: str) -> dict[str, Any]:
            home, about = homes.get(number), known.get(number)
            return {
                "municipality": number,
                "name": about.name if about else "",
                "county": about.county if about else "",
                "network": _label(home) if home else "",
                "advisor": home.advisor if home else "",
                "locked": number in record.locked_members or bool(home and home.locked),
            }

        rows = [SheetRow(each, values(each)) for each in here if chosen is None or each in chosen]
        return sorted(rows, key=lambda row: municipality_key(row.values["name"], row.key))

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``network move`` does, all moves at once: what they break together is refused, what is locked stays."""
        record = record_of(run, scope.cohort)
        to: dict[str, int] = {}

        def put(key: str, _name: str, value: str) -> None:
            home, target = record.network_of(key), _meant(record, value)
            if home is None:
                raise UnknownName(
                    tr("{number} is in no network of {cohort}", number=key, cohort=record.cohort),
                    hint=tr("kvadmin network repair {cohort}", cohort=record.cohort),
                    code="unknown-network",
                )
            if home is not target:
                check_unlocked(record, (home, target), [key])
                to[key] = record.networks.index(target)

        problems = cell_by_cell(edits.changed, put)
        if problems or not to:
            return problems
        stand = stored_division(run, record)
        moved = hand_moves(stand.request, [each.members for each in record.networks], to)
        if moved.broken:
            first = next(iter(to))
            return [problem_of(_breaks(record, to, moved.broken), first, "network")]
        with_moves(stand, record, moved.networks)
        change.update(record)
        run.info(
            tr(
                "{number} municipalities move to another network: {cost:+.1f} {unit}.",
                number=len(to),
                cost=moved.cost,
                unit=stand.request.distances.unit,
            )
        )
        return []


def _label(network: Network) -> str:
    """``1 Telemark``: a network as the cell has it."""
    return f"{network.id} {network.name}".strip()


def _meant(record: Networks, text: str) -> Network:
    """The network that a cell names, as the list has it, or by its id or name alone.

    Raises:
        UnknownName: None or several.
    """
    found = [each for each in record.networks if _label(each).casefold() == " ".join(text.split()).casefold()]
    return found[0] if len(found) == 1 else network_named(record, text.strip())


def _breaks(record: Networks, to: dict[str, int], broken: Sequence[str]) -> Refused:
    first, at = next(iter(to.items()))
    return Refused(
        tr("the moves break {number} rule(s) of the split", number=len(broken)),
        details=list(broken),
        hint=tr(
            "one by one, and in spite of a rule: `kvadmin network move {number} {network} --cohort {cohort} --anyway`",
            number=first,
            network=record.networks[at].id,
            cohort=record.cohort,
        ),
        code="rule-broken",
    )


#: The noun ``networks``.
NETWORK_SHEET = _NetworkSheet()
