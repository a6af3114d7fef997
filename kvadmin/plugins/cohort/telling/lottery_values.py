"""What letters may say of a closed list and of the lottery: the values ``freeze`` and ``draw``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kvadmin.api import Snapshot
from kvadmin.api.records import Application, Cohort, DrawSource
from kvadmin.api.wording import Language, day

from ..decisions.protocol_files import newest_protocol_path
from ..verdict.ground_words import ground_texts, later_change_texts, verdict_word
from .draw_words import form_words, held_draw, named_source, source_words, told_words

_OUT = ("withdrawn", "superseded", "ineligible")
_NO_FREEZE = {"number": None, "on": None, "fingerprint": "", "again": False, "open": False}


def freeze_values(snapshot: Snapshot, cohort: Cohort, application: Application | None) -> dict[str, Any]:
    """The newest freeze of a cohort, as a letter to an applicant may tell it.

    Returns:
        ``number``, ``on``, ``fingerprint``; ``again``: it is not the first; ``open``: the applicant is to be told,
        since its application stands and neither a draw was entered nor anybody admitted.
    """
    if not cohort.freezes:
        return dict(_NO_FREEZE)
    newest = cohort.freezes[-1]
    stands = application is not None and application.state not in _OUT
    return {
        "number": newest.number,
        "on": newest.on,
        "fingerprint": newest.fingerprint,
        "again": len(cohort.freezes) > 1,
        "open": stands and not cohort.draws and newest_protocol_path(snapshot, cohort.id) is None,
    }


def draw_values(cohort: Cohort, protocol: Mapping[str, Any] | None, language: Language) -> dict[str, Any]:
    """The lottery of a cohort: of its newest protocol, and before there is one, as the call names it.

    Returns:
        ``source`` (``public``, ``committed``, ``fixed``, ``none``) and ``source_words``; what the call names: ``name``,
        ``day``, ``day_in_name`` (whether the name says it), ``form`` (in words), ``ignored``, ``substitute``,
        ``commitment``; ``seed``, ``value``, ``secret``;
        ``decided``: the lot decided between equal scores; ``told``: by what, in a sentence; ``verdict``, ``grounds``
        and ``changes`` (after the freeze) in words; ``fingerprint`` and ``frozen``: of the freeze that was drawn for.
    """
    drawn = (protocol or {}).get("draw")
    if protocol is None or not isinstance(drawn, dict):
        return _declared(cohort.draw, _source_now(cohort), language) | _UNDECIDED | {"seed": cohort.lottery_seed}
    named = named_source(drawn)
    return {
        **_declared(named, str(drawn["source"]), language),
        **_UNDECIDED,
        "name": held_draw(drawn, named),
        "seed": protocol["lottery_seed"],
        "value": drawn.get("value") or "",
        "secret": drawn.get("secret") or "",
        **_judged(protocol, drawn, language),
    }


#: Of a lottery that has decided nothing.
_UNDECIDED: dict[str, Any] = {
    "value": "",
    "secret": "",
    "decided": False,
    "told": "",
    "verdict": "",
    "grounds": [],
    "changes": [],
    "fingerprint": "",
    "frozen": None,
}


def _source_now(cohort: Cohort) -> str:
    return cohort.draw.source if cohort.draw else "fixed" if cohort.lottery_seed else "none"


def _declared(named: DrawSource | None, source: str, language: Language) -> dict[str, Any]:
    texts = {each: getattr(named, each) if named else "" for each in ("name", "ignored", "substitute", "commitment")}
    return {
        "source": source,
        "source_words": source_words(source, language),
        "day": named.day if named else None,
        "day_in_name": bool(named and named.day and day(named.day, language) in named.name),
        "form": form_words(named, language) if named else "",
        **texts,
    }


def _judged(protocol: Mapping[str, Any], drawn: Mapping[str, Any], language: Language) -> dict[str, Any]:
    frozen = drawn.get("freeze") or {}
    return {
        "decided": lot_decided(protocol),
        "told": told_words(drawn, protocol["lottery_seed"], language),
        "verdict": verdict_word(drawn["verdict"], language),
        "grounds": ground_texts(drawn, language),
        "changes": later_change_texts(drawn, language),
        "fingerprint": str(frozen.get("fingerprint", "")),
        "frozen": date.fromisoformat(frozen["on"]) if frozen.get("on") else None,
    }


def lot_decided(protocol: Mapping[str, Any]) -> bool:
    """Whether the order of equal scores decided anything, now or earlier: a place, or a place in line."""
    ranked = [row for row in protocol["decisions"] if row["rank"] is not None]
    out = {row["score"] for row in ranked if row["outcome"] != "admitted"}
    scores = [row["score"] for row in ranked]
    quotas = bool(protocol["inputs"]["call"].get("quotas"))
    return any(scores.count(score) > 1 and (quotas or score in out) for score in set(scores)) and bool(out)
