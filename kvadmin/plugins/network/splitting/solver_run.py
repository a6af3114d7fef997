"""Running the solver for a person: progress on stderr, and Ctrl-C that keeps the best so far."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kvadmin.api import Refused, Session, Snapshot, tr
from kvadmin.api.records import Networks, SplitSettings

from ..solver.alternatives import Alternatives, alternatives
from ..solver.places import PlaceSet
from ..solver.request import SplitRequest, locked_members
from ..solver.split import Split, split
from ..solver.time_budget import Progress, TimeBudget
from .split_options import objective_of, rules_of, size_range
from .travel_costs import foreign_rules, travel_of

#: Seconds within which two signals are one: some senders signal a process and its group.
_ONE_PRESS = 0.5
#: Share of the value below which a gap is none.
_CLOSED = 1e-9


class Interruption:
    """Whether the person has pressed Ctrl-C; a second time really interrupts."""

    def __init__(self) -> None:
        self.requested = False
        self.since = 0.0

    def __call__(self) -> bool:
        """Whether to stop now."""
        return self.requested


@contextmanager
def interruptible(run: Session) -> Iterator[Interruption]:
    """Turn the first Ctrl-C into a request to stop with the best so far."""
    stop = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def note(_signal: int, _frame: Any) -> None:
        if stop.requested:
            if time.monotonic() - stop.since > _ONE_PRESS:
                raise KeyboardInterrupt
            return
        stop.requested, stop.since = True, time.monotonic()
        run.info(tr("Stopping: the best so far is shown and nothing is written (once more: leave at once)."))

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def shown_progress(run: Session, unit: str, limit: float | None = None) -> Iterator[Progress]:
    """The solver's steps with current value and bound as a progress line; ``limit``: seconds it may take."""
    with run.progress(0, tr("Splitting"), limit) as line:
        steps = 0

        def tell(step: str, value: float | None, bound: float | None) -> None:
            nonlocal steps
            steps += 1
            said = [step]
            if value is not None and value != float("inf"):
                said.append(tr("best {value:.1f} {unit}", value=value, unit=unit))
            if bound is not None:
                said.append(tr("bound {bound:.1f} {unit}", bound=bound, unit=unit))
            line.update(steps, ", ".join(said))

        yield tell


def solve(
    run: Session, request: SplitRequest, clock: TimeBudget, more: int = 0
) -> tuple[Split, Alternatives | None, bool]:
    """The best split, different ones if asked for, and whether Ctrl-C cut it short (nothing is to be written then).

    Args:
        run: The session.
        request: What is asked for.
        clock: By which everything ends.
        more: How many different splits to look for.

    Raises:
        Refused: The rules cannot be met, or Ctrl-C came before any split was found.
    """
    with interruptible(run) as stop, shown_progress(run, request.distances.unit, clock.left()) as tell:
        clock.tell, clock.stop = tell, stop
        try:
            wanted = clock.proving
            found = split(request, clock=clock)
            if wanted:
                run.info(_proven(found, request.distances.unit))
            clock.proving = None  # different splits are not proven further
            others = alternatives(request, found, more, clock) if more else None
        except Refused:
            if stop.requested:
                raise KeyboardInterrupt from None
            raise
    if found.cut_short and not stop.requested:
        run.info(tr("The time limit ended the search: this is the best split found until then."))
    return found, others, stop.requested


def _proven(found: Split, unit: str) -> str:
    """What a further proof has come to."""
    if found.bound is None or found.bound_scope != "all":
        return tr("The time was too short to prove anything about all splits.")
    if found.objective - found.bound <= _CLOSED * max(1.0, found.objective):
        return tr("Proven: no split is better than this one.")
    return tr(
        "Proven: no split is below {bound:.2f} {unit}; this one is at most {gap:.2f} % above the best.",
        bound=found.bound,
        unit=unit,
        gap=100 * (found.gap or 0.0),
    )


def split_request(
    run: Session,
    snapshot: Snapshot | None,
    places: PlaceSet,
    settings: SplitSettings,
    *,
    time_limit: float | None = None,
    record: Networks | None = None,
    reading: bool = False,
) -> SplitRequest:
    """The request for a split: settings as typed, travel, rules of plugins, and the locks of a record.

    What the split is measured by is noted in the settings. Where something is only to be read, plugins that are missing
    do not stop it.

    Raises:
        UsageError, UnknownName, InvalidData: Something asked for makes no sense.
        PluginFailure: A plugin that rules or measures the split is not to be had.
    """
    low, high = size_range(settings.size)
    rules = (*rules_of(settings, places), *foreign_rules(run, snapshot, places, reading=reading))
    request = SplitRequest(
        places, low, high, settings.networks, rules, travel_of(run, snapshot, places, settings, reading=reading),
        seed=settings.seed, time_limit=time_limit, objective=objective_of(settings.minimised), target=settings.target,
    )  # fmt: skip
    return with_locks(request, record) if record is not None else request


def with_locked_networks(request: SplitRequest, record: Networks) -> SplitRequest:
    """The same request with the locked networks of a record; members that have left are out of them."""
    here = set(request.places.ids)
    locked = tuple(tuple(sorted(set(each.members) & here)) for each in record.networks if each.locked)
    return replace(request, locked=tuple(members for members in locked if members))


def with_locks(request: SplitRequest, record: Networks) -> SplitRequest:
    """The same request with the locked networks and members of a record.

    A locked member stays with the other locked members of its network and away from those of others.
    """
    request = with_locked_networks(request, record)
    here = set(request.places.ids)
    fixed = {member for members in request.locked for member in members}
    held = {
        member: network.id
        for member in record.locked_members
        if member in here - fixed and (network := record.network_of(member)) is not None
    }
    return locked_members(request, held) if held else request
