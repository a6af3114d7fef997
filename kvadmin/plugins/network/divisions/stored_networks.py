"""The networks of a cohort as they are stored, ready to be shown, priced and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from kvadmin.api import Conflict, Refused, Session, Snapshot, UnknownName, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Network, Networks, SplitDistances, SplitSettings
from kvadmin.api.wording import near_names

from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..solver.score_card import Score, score
from ..splitting.cohort_places import municipalities_as_places
from ..splitting.solver_run import split_request, with_locked_networks
from .division import Division, id_key

#: By how much a sum may differ from the same one as text with two decimals.
_ROUNDED = 0.01


@dataclass(frozen=True)
class StoredDivision:
    """The stored networks with their places, and the request they answer."""

    record: Networks
    places: PlaceSet
    request: SplitRequest
    division: Division
    measured: SplitDistances | None = None

    @property
    def members(self) -> list[list[str]]:
        """Members of each network, in the order of the record."""
        return [list(each.members) for each in self.record.networks]


def record_of(run: Session, cohort: str | None, member: str | None = None) -> Networks:
    """The networks of a cohort; without one, those that a member is in, or the only ones there are.

    Raises:
        UnknownName: There are none, or several and nothing says which.
    """
    if cohort is not None:
        run.data.get(Cohort, cohort)
        found = run.data.find(Networks, cohort)
        if found is None or not found.networks:
            raise UnknownName(
                tr("{cohort} has no networks yet", cohort=cohort),
                hint=tr("kvadmin network split {cohort} --size 5..7", cohort=cohort),
                code="unknown-network",
            )
        return found
    every = [each for each in run.data.all(Networks) if each.networks]
    if member is not None:
        every = [each for each in every if each.network_of(member) is not None]
    if len(every) == 1:
        return every[0]
    if not every:
        raise UnknownName(
            tr("{member} is in no network", member=member) if member else tr("there are no networks yet"),
            hint=tr("kvadmin network split COHORT --size 5..7"),
            code="unknown-network",
        )
    raise UnknownName(
        tr("several cohorts have networks: {every}", every=", ".join(each.cohort for each in every)),
        hint=tr("name one with --cohort"),
        code="ambiguous-name",
    )


def stored_division(
    run: Session,
    record: Networks,
    distances: Path | None = None,
    *,
    reading: bool = False,
    data: Snapshot | None = None,
) -> StoredDivision:
    """Price the stored networks under the rules they were made by.

    Args:
        run: The session.
        record: The networks.
        distances: A table to price them by instead.
        reading: Nothing will be written: plugins that are missing are said, and do not stop.
        data: Those of another day, as the networks are; the present ones when not given.

    Raises:
        UnknownName: A member is not in the register.
        InvalidData: A member has no coordinates, or is in two networks.
    """
    data = run.data if data is None else data
    numbers = sorted({member for each in record.networks for member in each.members})
    places = municipalities_as_places(data, numbers, record.cohort)
    settings = with_free_number(settings_for(run, record, places, distances))
    request = with_locked_networks(split_request(run, data, places, settings, reading=reading), record)
    card = score(request, [each.members for each in record.networks if each.members])
    ordered = tuple(sorted((each for each in record.networks if each.members), key=lambda each: id_key(each.id)))
    limit, scope = _bound(run, record, card)
    division = Division(places, ordered, card, record.cohort, limit, scope)
    return StoredDivision(record, places, request, division, settings.measured)


def _bound(run: Session, record: Networks, card: Score) -> tuple[float | None, str | None]:
    """The bound that was proven and its scope, where the networks still cost what they did.

    A table, coordinates or applications that have changed since make other costs, of which the bound says nothing.
    """
    settings = record.settings
    if settings is None or not settings.bound:
        return None, None
    if settings.objective and abs(float(settings.objective) - card.objective) > _ROUNDED:
        run.warn(
            tr(
                "the networks of {cohort} cost {now:.2f} {unit} by what counts now, and {then} when they were made; "
                "the bound of then says nothing of that",
                cohort=record.cohort,
                now=card.objective,
                unit=card.unit,
                then=settings.objective,
            )
        )
        return None, None
    return min(float(settings.bound), card.objective), settings.bound_scope or None


def note_measure(record: Networks, measured: SplitDistances | None) -> None:
    """Note that the networks are measured by something else from now on; a bound in the old measure says nothing."""
    settings = record.settings
    if settings is None or settings.measured is None or measured is None or measured.by == "file":
        return
    if (settings.measured.by, settings.measured.plugin) != (measured.by, measured.plugin):
        settings.bound = settings.bound_scope = ""
    settings.measured = measured


def with_free_number(settings: SplitSettings) -> SplitSettings:
    """The settings with a free number of networks: what is stored may have been changed by hand."""
    return msgspec.structs.replace(settings, networks=None)


def settings_for(run: Session, record: Networks, places: PlaceSet, distances: Path | None) -> SplitSettings:
    """The settings of the split; wishes about those who have left are out, with a word about it."""
    settings = record.settings
    if settings is None:
        sizes = [len(each.members) for each in record.networks] or [1]
        settings = SplitSettings(size=f"{min(sizes)}..{max(sizes)}")
    here = {place.id for place in places} | {place.name.casefold() for place in places}
    kept: dict[str, list[str]] = {}
    for name in ("together", "apart"):
        kept[name] = []
        for text in getattr(settings, name):
            parts = [part.strip() for part in text.split(",")]
            left = [part for part in parts if part in here or part.casefold() in here or part.zfill(4) in here]
            if len(left) < len(parts):
                run.info(
                    tr(
                        "The wish {name}: {text} is about somebody who is no member; it counts for the others.",
                        name=name,
                        text=text,
                    )
                )
            if len(left) > 1:
                kept[name].append(",".join(left))
    file = str(distances) if distances is not None else settings.distances
    return msgspec.structs.replace(settings, distances=file, together=kept["together"], apart=kept["apart"])


def member_of(run: Session, text: str, cohort: str | None) -> tuple[str, Networks, Network]:
    """The municipality a person names, with the networks and the network it is in.

    Raises:
        UnknownName: No such municipality, or it is in no network.
    """
    number = find_municipality(run.data, text, run.today).number
    record = record_of(run, cohort, None if cohort else number)
    network = record.network_of(number)
    if network is None:
        raise UnknownName(
            tr("{number} is in no network of {cohort}", number=number, cohort=record.cohort),
            hint=tr("kvadmin network list {cohort}", cohort=record.cohort),
            code="unknown-network",
        )
    return number, record, network


def network_named(record: Networks, text: str) -> Network:
    """The network with that id or name.

    Raises:
        UnknownName: None or several have it.
    """
    by_id = [each for each in record.networks if each.id == text]
    found = by_id or [each for each in record.networks if each.name.casefold() == text.casefold()]
    if len(found) != 1:
        known = ", ".join(f"{each.id} {each.name}".strip() for each in record.networks)
        raise UnknownName(
            tr("several networks are called {text!r} in {cohort}", text=text, cohort=record.cohort)
            if found
            else tr("no network is called {text!r} in {cohort}", text=text, cohort=record.cohort),
            hint=tr("networks: {known}", known=known),
            near=near_names(text, {each.id: each.name for each in record.networks}),
            code="ambiguous-name" if found else "unknown-network",
        )
    return found[0]


def check_unlocked(record: Networks, networks: Iterable[Network], members: Iterable[str]) -> None:
    """Refuse to touch what is locked.

    Raises:
        Conflict: A network or a member is locked.
    """
    for network in networks:
        if network.locked:
            raise Conflict(
                tr("network {id} {name} is locked", id=network.id, name=network.name),
                hint=tr("kvadmin network unlock {id}", id=network.id),
                code="rule-broken",
            )
    for member in members:
        if member in record.locked_members:
            raise Conflict(
                tr("{member} is locked in its network", member=member),
                hint=tr("kvadmin network unlock {member}", member=member),
                code="rule-broken",
            )


def free_id(record: Networks, taken: Iterable[str] = ()) -> str:
    """The lowest number that no network has."""
    used = {each.id for each in record.networks} | set(taken)
    return next(str(number) for number in range(1, len(used) + 2) if str(number) not in used)


def save(run: Session, record: Networks, confirm: str = "") -> bool:
    """Commit a changed record; whether something was written."""
    transaction = run.transaction()
    transaction.update(record)
    return run.commit(transaction, confirm=confirm) is not None


def repriced(stand: StoredDivision, record: Networks) -> StoredDivision:
    """The same places under changed networks.

    Raises:
        Refused: They are no division of the places any more.
    """
    card = score(stand.request, [each.members for each in record.networks if each.members])
    if not card.networks:
        raise Refused(tr("there are no networks"), code="unknown-network")
    ordered = tuple(sorted((each for each in record.networks if each.members), key=lambda each: id_key(each.id)))
    division = replace(stand.division, networks=ordered, score=card)
    return replace(stand, record=record, division=division)


def with_moves(stand: StoredDivision, record: Networks, networks: Sequence[Sequence[str]]) -> StoredDivision:
    """Put what was moved by hand into the record: a network without members goes, a host who has left hosts no more.

    Args:
        stand: The networks as they were.
        record: The record; changed.
        networks: The members of each network, in the order of the record.
    """
    for network, members in zip(record.networks, networks, strict=True):
        network.members = sorted(members)
        network.host = network.host if network.host in members else ""
    record.networks = [each for each in record.networks if each.members]
    after = repriced(stand, record)
    if record.settings is not None:
        record.settings.objective = f"{after.division.score.objective:.2f}"
        record.settings.objective_km = f"{after.division.score.objective_km:.2f}"
        if stand.division.bound is None:
            record.settings.bound = record.settings.bound_scope = ""
        note_measure(record, stand.measured)
    return after
