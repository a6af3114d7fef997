"""The walk down the rank: who is admitted, and which quota holds back who is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kvadmin.api import Refused, tr

from .conflict import SearchBudget, smallest_conflict
from .feasibility import FeasibilityModel, FeasibilityQuestion
from .quotas import demand_in_words
from .records import QuotaRule


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone in the walk: the municipality's number and the signature of its attributes."""

    number: str
    signature: int


@dataclass(slots=True)
class WalkResult:
    """How the walk went.

    Args:
        admitted: Who was admitted, best ranked first.
        held_back: Per candidate held back while places remained, by which quotas.
        unfilled: The smallest set of quotas that keeps places empty though somebody was left out.
    """

    admitted: list[str] = field(default_factory=list)
    held_back: dict[str, tuple[QuotaRule, ...]] = field(default_factory=dict)
    unfilled: tuple[QuotaRule, ...] = ()


def walk(
    ranked: Sequence[Candidate], quotas: Sequence[QuotaRule], capacity: int, fixed: Sequence[Candidate] = ()
) -> WalkResult:
    """Fill as many places as the quotas allow, and give each to the best ranked that leaves this possible.

    Args:
        ranked: The candidates, best first.
        quotas: The quotas in canonical order; signatures refer to it.
        capacity: The number of places, those of ``fixed`` included.
        fixed: Who holds a place and keeps it.

    Raises:
        Refused: No set of candidates meets all quotas; the message names the smallest conflicting set.
    """
    if len(fixed) >= capacity:
        return WalkResult()
    return _Walk(ranked, quotas, capacity, fixed).run()


def walk_until(
    ranked: Sequence[Candidate],
    quotas: Sequence[QuotaRule],
    capacity: int,
    fixed: Sequence[Candidate] = (),
    last: str | None = None,
) -> list[str] | None:
    """Who is admitted by the same walk, without the reasons of those who are not, which take most of its time.

    Args:
        ranked: The candidates, best first.
        quotas: The quotas; signatures refer to their order.
        capacity: The number of places, those of ``fixed`` included.
        fixed: Who holds a place and keeps it.
        last: Stop after the candidate of this number.

    Returns:
        Their numbers, best ranked first; None where no set meets all quotas.
    """
    if len(fixed) >= capacity:
        return []
    one = _Walk(ranked, quotas, capacity, fixed)
    return one.admitted(last) if one.start() else None


class _Walk:
    """One walk: ``taken`` counts the admitted per group, ``witness`` is a full set that contains them."""

    def __init__(
        self, ranked: Sequence[Candidate], quotas: Sequence[QuotaRule], capacity: int, fixed: Sequence[Candidate]
    ) -> None:
        self.ranked, self.capacity = ranked, capacity
        self.effort = SearchBudget()
        size = Counter(c.signature for c in (*ranked, *fixed))
        masks = sorted(size)
        self.group = {mask: g for g, mask in enumerate(masks)}
        self.places = FeasibilityModel(quotas, masks, [size[mask] for mask in masks])
        self.fixed = fixed
        self.taken = self._counts(fixed)
        self.witness: tuple[int, ...] = ()
        self.full = 0
        self.closed: set[int] = set()
        self.why: dict[tuple[int, tuple[int, ...]], tuple[QuotaRule, ...]] = {}

    def start(self) -> bool:
        """Find a full set to begin with; whether there is one."""
        found = self._fullest()
        self.witness = found or ()
        self.full = sum(self.witness)
        return found is not None

    def admitted(self, last: str | None) -> list[str]:
        """Who is admitted, as far as the candidate ``last``."""
        out: list[str] = []
        for candidate in self.ranked:
            if sum(self.taken) == self.full:
                break  # a full set: nobody can be added to it
            if self._admits(self.group[candidate.signature]):
                out.append(candidate.number)
            if candidate.number == last:
                break
        return out

    def run(self) -> WalkResult:
        if not self.start():
            raise self._refusal()
        walked = WalkResult()
        for candidate in self.ranked:
            if sum(self.taken) == self.capacity:
                break
            group = self.group[candidate.signature]
            if self._admits(group):
                walked.admitted.append(candidate.number)
            else:
                walked.held_back[candidate.number] = self._binding(group)
        walked.unfilled = self._unfilled()
        return walked

    def _counts(self, candidates: Sequence[Candidate]) -> tuple[int, ...]:
        count = Counter(self.group[c.signature] for c in candidates)
        return tuple(count[g] for g in range(len(self.group)))

    def _fullest(self) -> tuple[int, ...] | None:
        """A set of the largest size that meets every quota; the best ranked ones, if they do."""
        best = self._counts((*self.fixed, *self.ranked[: self.capacity - len(self.fixed)]))
        return best if self.places.met(best) == self.places.everything else self.places.largest(self._any())

    def _any(self) -> FeasibilityQuestion:
        """Any set that keeps the fixed ones and meets every quota."""
        return FeasibilityQuestion(self.taken, 0, self.capacity, self.places.everything)

    def _admits(self, group: int) -> bool:
        """Whether one more of the group can be admitted and the set still be completed to its full size."""
        if group in self.closed:
            # Whoever could not be added to a smaller set cannot be added to a larger one that contains it.
            return False
        more = self._with(group)
        if self.witness[group] < more[group]:
            found = self.places.complete(FeasibilityQuestion(more, self.full, self.full, self.places.everything))
            if found is None:
                self.closed.add(group)
                return False
            self.witness = found
        self.taken = more
        return True

    def _with(self, group: int) -> tuple[int, ...]:
        return (*self.taken[:group], self.taken[group] + 1, *self.taken[group + 1 :])

    def _binding(self, group: int) -> tuple[QuotaRule, ...]:
        """The smallest set of quotas that shuts one more of the group out, its own filled maximum first."""
        key = (group, self.taken)
        if key not in self.why:
            # The full size is the least asked for: without all quotas, more might have been admitted.
            question = FeasibilityQuestion(self._with(group), self.full, self.capacity, self.places.everything)
            own = [i for i, groups in enumerate(self.places.counted) if group in groups]
            found = smallest_conflict(self.places, question, self.effort, own)
            self.why[key] = tuple(self.places.quotas[i] for i in found)
        return self.why[key]

    def _unfilled(self) -> tuple[QuotaRule, ...]:
        """Why no larger set was to be had."""
        if self.full in (self.capacity, sum(self.places.sizes)):
            return ()
        more = FeasibilityQuestion(self._counts(self.fixed), self.full + 1, self.capacity, self.places.everything)
        return tuple(self.places.quotas[i] for i in smallest_conflict(self.places, more, self.effort))

    def _refusal(self) -> Refused:
        conflict = smallest_conflict(self.places, self._any(), self.effort)
        words = [demand_in_words(self.places.quotas[i], self.places.count(i, self.places.sizes)) for i in conflict]
        together = tr("the quota cannot be met") if len(words) == 1 else tr("the quotas cannot be met together")
        places = tr("1 place") if self.capacity == 1 else tr("{capacity} places", capacity=self.capacity)
        if sum(self.taken):
            places = tr("{places}, {taken} of them held already", places=places, taken=sum(self.taken))
        return Refused(
            tr("{together} with {places}: {words}", together=together, places=places, words="; ".join(words)),
            where=", ".join(self.places.quotas[i].text for i in conflict),
            hint=tr("change one of these quotas or the capacity; nothing has been written"),
            code="quotas-impossible",
        )
