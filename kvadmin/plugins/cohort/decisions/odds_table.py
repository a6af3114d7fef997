"""Chances as a table and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kvadmin.api import screen_language, tr
from kvadmin.api.reports import Column, Report, listing, table_of
from kvadmin.api.wording import number, percent

from .. import admission as rule
from ..admission.hashed_content import score_text
from ..admission.lotteries import Lotteries
from ..admission.odds import CONFIDENCE, chances_in
from ..admission.quotas import counts_in_quota
from .decision_words import short_reason
from .odds_basis import OddsBasis

#: A chance that is not certain is shown as at least and at most this, per cent.
_LEAST, _MOST = 0.1, 99.9


@dataclass(frozen=True, slots=True)
class CohortOdds:
    """The chances of a call, and who does not compete.

    Args:
        basis: What they were worked out from.
        competing: Who competes, best score first, with number and score.
        others: The decisions on those that do not compete.
        chances: Number to chance.
        places: How many places the lottery gives: what the chances sum to.
    """

    basis: OddsBasis
    competing: tuple[rule.Decision, ...]
    others: tuple[rule.Decision, ...]
    chances: Mapping[str, rule.Chance]
    places: int

    @property
    def draws(self) -> int | None:
        """How many lotteries were drawn; None when all is exact."""
        return next((each.draws for each in self.chances.values()), None)

    def facts(self) -> dict[str, Any]:
        """What JSON says of the call and of the method."""
        return {
            "capacity": self.basis.call.capacity,
            "quotas": [quota.text for quota in self.basis.call.quotas],
            "places": self.places,
            "exact": self.draws is None,
            "draws": self.draws,
        }


def odds_of(basis: OddsBasis, tell: Callable[[int], None] = lambda _drawn: None) -> CohortOdds:
    """The chances under one call; ``tell`` is told how many lotteries have been drawn, where it takes draws.

    Raises:
        InvalidData: A call or an applicant that cannot be.
        Refused: The quotas cannot be met.
    """
    lots = Lotteries(basis.call, basis.applicants, basis.members)
    return CohortOdds(
        replace(basis, call=lots.call), lots.competing, lots.others, chances_in(lots, tell), lots.full - sum(lots.start)
    )


def odds_report(odds: CohortOdds, what_if: CohortOdds | None) -> Report:
    """The chances under the call, and beside them those under another one."""
    cohort, names = odds.basis.call.cohort_id, odds.basis.names
    others = [
        {"municipality": each.number, "name": names.get(each.number, ""), "reason": each.reason} for each in odds.others
    ]
    report = listing(
        "applicants",
        _columns(odds, what_if),
        [each.number for each in odds.competing],
        title=tr("Chances in {cohort}", cohort=cohort),
        notes=_notes(odds, what_if),
        empty=tr("Nobody competes for the places of {cohort}.", cohort=cohort),
        cohort=cohort,
        protocol=odds.basis.protocol or None,
        **odds.facts(),
        confidence=str(CONFIDENCE),
        what_if=what_if.facts() if what_if else None,
        others=others,
    )
    if not odds.others:
        return report
    columns = (
        Column("municipality", "No.", get=lambda d: d.number),
        Column("name", "Municipality", get=lambda d: names.get(d.number, "")),
        Column("reason", "Why", get=lambda d: short_reason(d) or d.outcome),
    )
    return Report(report.data, (*report.tables, table_of(tr("Who does not compete"), columns, odds.others)))


def _columns(odds: CohortOdds, what_if: CohortOdds | None) -> tuple[Column, ...]:
    scores = {each.number: score_text(each.score) for each in odds.competing}
    shown = (
        Column("municipality", "No.", get=lambda number: number),
        Column("name", "Municipality", get=lambda number: odds.basis.names.get(number, "")),
        Column("score", "Score", "decimal", get=scores.get, rank=1),
        Column("counts_in", "Counts in", get=_quotas_of(odds, what_if), rank=2),
        *_chance_columns("", odds),
    )
    if what_if is not None:
        return (*shown, *_chance_columns("what_if_", what_if))
    return shown


def _chance_columns(prefix: str, odds: CohortOdds) -> tuple[Column, ...]:
    """The chance and, where draws were made, its limits; figures in JSON, per cent in tables."""

    def low(number: str) -> float:
        return odds.chances[number].limits[0]

    def high(number: str) -> float:
        return odds.chances[number].limits[1]

    title, limits = (tr("What if"), tr("Limits then")) if prefix else (tr("Chance"), tr("95 % limits"))
    return (
        Column(f"{prefix}chance", get=lambda number: float(odds.chances[number].value)),
        Column(f"{prefix}low", get=low),
        Column(f"{prefix}high", get=high),
        Column(f"{prefix}shown", title, get=lambda number: chance_in_words(odds.chances[number]), json=False),
        *(
            (Column(f"{prefix}limits", limits, get=lambda n: _span(low(n), high(n)), json=False, rank=3),)
            if odds.draws is not None
            else ()
        ),
    )


def chance_in_words(chance: rule.Chance) -> str:
    """``41.7%``; what is not certain is never shown as 0 or 100."""
    share, language = 100 * float(chance.value), screen_language()
    if share in (0, 100) and chance.exact:
        return percent(share, language, 0)
    if share < _LEAST:
        return "<" + percent(_LEAST, language, 1)
    return ">" + percent(_MOST, language, 1) if share > _MOST else percent(share, language, 1)


def _span(low: float, high: float) -> str:
    return "–".join(number(100 * each, screen_language(), 1) for each in (low, high))


def _quotas_of(odds: CohortOdds, what_if: CohortOdds | None) -> Any:
    """The quotas that somebody counts in, those of the other call where there is one."""
    attributes = {each.number: each.attributes for each in odds.basis.applicants}
    quotas = (what_if or odds).basis.call.quotas
    return lambda number: [quota.text for quota in quotas if counts_in_quota(quota, attributes[number])]


def _notes(odds: CohortOdds, what_if: CohortOdds | None) -> list[str]:
    notes = [_summary(odds)]
    if what_if is not None:
        notes += [tr("What if: {summary}", summary=_summary(what_if))]
    drawn = [each.draws for each in (odds, what_if) if each is not None and each.draws is not None]
    if drawn:
        notes.append(
            tr(
                "{number} lotteries were drawn by the rule, with the seeds odds-1 to odds-{number}; "
                "95 % limits: Wilson score interval",
                number=drawn[0],
            )
        )
    if len(drawn) < (1 if what_if is None else 2):
        notes.append(tr("Worked out exactly, over all orders within equal scores."))
    basis = odds.basis.protocol
    notes.append(
        tr("From the inputs of {protocol}; the draw itself is not used.", protocol=basis)
        if basis
        else tr("From today's applications; no draw is used.")
    )
    undecided = sum(each.outcome == "undecided" for each in odds.others)
    if undecided:
        notes.append(tr("Undecided and not counted, though they may compete yet: {number}", number=undecided))
    return notes


def _summary(odds: CohortOdds) -> str:
    quotas = ", ".join(each.text for each in odds.basis.call.quotas) or tr("no quotas")
    return tr(
        "{places} of {capacity} places for {competing} that compete; {quotas}",
        places=odds.places,
        capacity=odds.basis.call.capacity,
        competing=len(odds.competing),
        quotas=quotas,
    )
