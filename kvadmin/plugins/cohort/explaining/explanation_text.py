"""An explanation in plain sentences, in bokmål, nynorsk or English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kvadmin.api.wording import Language, join_words, number, percent

from .. import admission as rule
from ..decisions.decision_words import decision_in_words
from ..telling.draw_words import told_words
from ..verdict.ground_words import ground_texts, verdict_word
from .explained_application import DecidedBefore, ExplainedApplication
from .explanation import OPEN_QUESTIONS, DecisionExplanation
from .explanation_words import explaining_word
from .nearest_changes import NearestChanges

#: What a decision's reason has said of the application already -> the lack it is.
_SAID = {
    "rejected-ineligible": "ineligible",
    "rejected-incomplete": "incomplete",
    "rejected-late": "late",
    "rejected-already-member": "member",
    "undecided-late": "unjudged",
    "undecided-identity": "identity",
    "undecided-unscored": "unscored",
}


@dataclass(frozen=True, slots=True)
class ExplanationText:
    """The sentences: what decided, what the draw had to say, and what would have given a place."""

    why: tuple[str, ...]
    draw: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, in the order in which they are read."""
        return (*self.why, *self.draw, *self.changes)


def explanation_text(found: ExplainedApplication, language: Language) -> ExplanationText:
    """The explanation in words.

    Args:
        found: The explained application.
        language: Of the sentences.
    """
    say = _Sayer(found.explanation, {each.number: each for each in found.everybody}, language)
    changes = found.explanation.changes
    return ExplanationText(
        tuple(_why(found, say)),
        tuple(_draw(found, say)),
        tuple(_changes(found.explanation, changes, say)) if changes else (),
    )


def chance_figure(chance: rule.Chance, language: Language) -> str:
    """``12,34 %``; an exact chance is never rounded to none or to certainty."""
    figure = percent(100 * float(chance.value), language, 2)
    if chance.exact and 0 < chance.value < 1 and figure in (percent(0, language, 2), percent(100, language, 2)):
        return percent(100 * float(chance.value), language, 6)
    return figure


class _Sayer:
    """Names, figures and reasons in one language."""

    def __init__(
        self,
        explanation: DecisionExplanation,
        everybody: dict[str, rule.Decision],
        language: Language,
    ) -> None:
        self.explanation, self.everybody, self.language = explanation, everybody, language

    def __call__(self, key: str, **values: object) -> str:
        return explaining_word(key, self.language, **values)

    def name(self, decision: rule.Decision) -> str:
        """``Kongsvinger (0402)``."""
        return self("named", name=decision.name, number=decision.number) if decision.name else decision.number

    def names(self, numbers: Iterable[str]) -> str:
        return join_words([self.name(self.everybody[each]) for each in numbers], self.language)

    def standing(self, decision: rule.Decision) -> str:
        """``Kongsvinger (0402), nummer 3 med poengsummen 8,00``."""
        key = "standing" if self.explanation.scored else "standing_drawn"
        return self(key, name=self.name(decision), rank=decision.rank, score=self.figure(decision.score))

    def figure(self, score: Decimal | None) -> str:
        return "–" if score is None else rule.decimal_text(f"{score:f}", self.language)

    def quotas(self, quotas: Iterable[rule.QuotaRule]) -> str:
        return join_words([rule.quota_phrase(each, self.language) for each in quotas], self.language)

    def reason(self, decision: rule.Decision) -> str:
        return rule.decision_text(decision_in_words(decision, self.language), self.language)

    def shared_reason(self, decision: rule.Decision) -> str:
        """The reason without what differs among those who have the same one."""
        if decision.reason not in rule.OUTCOMES:
            return self.reason(decision)
        quota = self.quotas(decision.quotas)
        return rule.reason_text(decision.reason, self.language, quota=quota, score=self.figure(decision.score))

    def by_reason(self, decisions: Iterable[rule.Decision]) -> Iterator[tuple[str, str]]:
        """Names and reason of those who have the same one."""
        ordered = sorted(decisions, key=self.shared_reason)
        for reason, same in groupby(ordered, key=self.shared_reason):
            by_rank = sorted(same, key=lambda each: each.rank or 0)
            yield join_words([self.name(each) for each in by_rank], self.language), reason


def _draw(found: ExplainedApplication, say: _Sayer) -> Iterator[str]:
    """How large the chance was, what was drawn by and what that is worth; or that the draw made no difference."""
    chance, draw = found.chance, found.draw
    if chance is None:
        return
    if chance.exact and chance.value in (0, 1):
        yield say("chance_sure" if chance.value else "chance_none")
        return
    said = chance_figure(chance, say.language)
    if chance.exact:
        yield say("chance_exact", chance=said)
    else:
        low, high = (percent(100 * limit, say.language, 2) for limit in chance.limits)
        yield say("chance_drawn", chance=said, low=low, high=high, draws=number(chance.draws or 0, say.language))
    if draw is not None:
        yield told_words(draw, found.seed, say.language)
        yield say("draw_worth", verdict=verdict_word(draw["verdict"], say.language))
        yield from ground_texts(draw, say.language)


def _why(found: ExplainedApplication, say: _Sayer) -> Iterator[str]:
    explanation = found.explanation
    decision = explanation.decision
    at = next(i for i, each in enumerate(found.decided) if each.protocol == found.protocol)
    yield from _other("earlier", found.decided[:at], say)
    yield say.reason(decision)
    if decision.rank is not None:
        yield from _place(explanation, say)
    if decision.outcome == "admitted":
        yield from _admitted(explanation, say)
    elif decision.outcome == "waitlisted":
        yield from _waitlisted(explanation, say)
    else:
        yield from _out(explanation, say)
    yield from _other("later", found.decided[at + 1 :], say, decision)
    if found.now:
        yield say(f"now_{found.now}")


def _other(
    key: str, decided: Iterable[DecidedBefore], say: _Sayer, first: rule.Decision | None = None
) -> Iterator[str]:
    """What other protocols say, as far as it is something else than what the one before says."""
    said = say.reason(first) if first is not None else ""
    for each in decided:
        reason = say.reason(each.decision)
        if reason != said:
            yield say(key, protocol=each.protocol, reason=reason)
        said = reason


def _place(explanation: DecisionExplanation, say: _Sayer) -> Iterator[str]:
    decision, tied = explanation.decision, explanation.tied
    if not explanation.scored:
        yield say("order_drawn", rank=decision.rank, eligible=explanation.eligible)
        return
    yield say("order", rank=decision.rank, eligible=explanation.eligible, score=say.figure(decision.score))
    if tied is not None and tied.decided:
        yield say("tied", count=tied.count, place=tied.place, admitted=tied.admitted)


def _admitted(explanation: DecisionExplanation, say: _Sayer) -> Iterator[str]:
    if explanation.given is None:
        yield say("held_before")
    elif explanation.passed:
        for names, reason in say.by_reason(explanation.passed):
            yield say("passed", names=names, reason=reason)
    elif explanation.first_without is not None:
        yield say("first_without", standing=say.standing(explanation.first_without))


def _waitlisted(explanation: DecisionExplanation, say: _Sayer) -> Iterator[str]:
    if not explanation.vacant:
        yield say("none_free")
    elif explanation.quotas:
        which = say("this_quota" if len(explanation.quotas) == 1 else "these_quotas")
        quotas = say.quotas(each.quota for each in explanation.quotas)
        yield say("bound", given=explanation.given, places=explanation.capacity, which=which, quotas=quotas)
        for each in explanation.quotas:
            key = "counts" if each.counts else "counts_not"
            yield say(key, quota=rule.quota_phrase(each.quota, say.language), held=each.held)
    elif explanation.last_ahead is not None:
        key = "full_one" if explanation.vacant == 1 else "full"
        yield say(key, places=explanation.vacant, standing=say.standing(explanation.last_ahead))
    yield from _instead(explanation, say)


def _instead(explanation: DecisionExplanation, say: _Sayer) -> Iterator[str]:
    order = explanation.changes.order if explanation.changes is not None else None
    displaced = order.displaced if order is not None else ()
    for each in displaced:
        # The last one ahead has been named already where the places were simply full.
        if explanation.quotas or explanation.last_ahead is None or each != explanation.last_ahead.number:
            rival = say.everybody[each]
            yield say("instead", standing=say.standing(rival), reason=say.shared_reason(rival))
    for names, reason in say.by_reason(each for each in explanation.lower if each.number not in displaced):
        yield say("lower", names=names, reason=reason)


def _out(explanation: DecisionExplanation, say: _Sayer) -> Iterator[str]:
    reason = explanation.decision.reason
    said = _SAID.get(reason) if reason in rule.OUTCOMES else "ineligible"
    for code, detail in explanation.lacks:
        if code != said:
            yield say(f"lack_{code}", detail=detail)
    if explanation.otherwise is not None:
        yield say("otherwise", reason=say.reason(explanation.otherwise))
    elif any(code in OPEN_QUESTIONS for code, _ in explanation.lacks):
        yield say("unsaid")


def _changes(explanation: DecisionExplanation, changes: NearestChanges, say: _Sayer) -> Iterator[str]:
    def but(displaced: Iterable[str]) -> str:
        names = say.names(displaced)
        return say("and_not", names=names) if names else ""

    own, order = explanation.decision.score, changes.order
    if order is not None and explanation.scored:
        more = say.figure(order.score - (own or Decimal(0)))
        values = {"to": say.figure(order.score), "was": say.figure(own), "more": more}
        yield say("score", and_not=but(order.displaced), **values)
    elif order is not None:
        yield say("drawn", name=say.name(order.ahead_of), and_not=but(order.displaced))
    elif explanation.vacant:
        yield say("order_none")
    if explanation.vacant and explanation.quota_count:
        for each in changes.quotas:
            was, to = (rule.quota_phrase(quota, say.language) for quota in (each.quota, each.changed))
            yield say("quota", was=was, to=to, and_not=but(each.displaced))
        if not changes.quotas:
            yield _no_quota(changes.quotas_tried, say)
    if changes.places is not None:
        places = changes.places
        yield say("places", to=places.capacity, was=explanation.capacity, and_not=but(places.displaced))
    else:
        tried = changes.places_tried
        yield say("places_none") if tried is None else say("places_tried", to=tried)


def _no_quota(tried: int | None, say: _Sayer) -> str:
    if tried is None:
        return say("quota_none")
    return say("quota_tried", by=tried) if tried else say("quota_untried")
