"""What a person asked for with ``mail plan``: kept beside the plan, so that it can be shown and made again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kvadmin.api import Session, UnknownName, UsageError, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Cohort, Gathering

_KEY = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z|\d{1,2}\.\d{1,2}\.\d{4}\Z")
_WHOLE = re.compile(r"[1-9]\d{0,8}\Z|0\Z")
NEXT_ROUND = "next"


@dataclass(frozen=True)
class MailingRequest:
    """One wish for a mailing.

    Attributes:
        letter, to, mailing: The letter's name, the selection, the mailing's id.
        about: Id of the cohort or gathering it is about, or what a plugin's letters are about.
        each: ``municipality``: a letter to each municipality; ``contact``: to everybody selected; ``joint``: one
            to all of them.
        round: Which reminder: a number, or ``next``.
        values: ``KEY=VALUE`` as typed.
        attach: Files that go with every letter.
        day: The reference date, ISO.
        case: Case number for the journal; empty takes the cohort's, else the programme's.
        among: Only these municipalities of the selection: what another mailing has left; empty: all.
    """

    letter: str
    to: str
    mailing: str
    day: str
    about: str = ""
    each: str = "municipality"
    round: str = "0"
    values: tuple[str, ...] = ()
    attach: tuple[str, ...] = ()
    case: str = ""
    among: tuple[str, ...] = ()

    def payload(self) -> dict[str, Any]:
        """As it is kept in ``planned.json``."""
        return asdict(self)


def request_from_payload(payload: Mapping[str, Any]) -> MailingRequest:
    """The request as it was kept."""
    lists = {name: tuple(payload.get(name, ())) for name in ("values", "attach", "among")}
    return MailingRequest(**{**payload, **lists})


def typed_values(pairs: Iterable[str]) -> dict[str, Any]:
    """Nested values from ``call.confirm_by=2008-07-01``; days and whole numbers are typed, ``yes``/``no`` too.

    Raises:
        UsageError: A pair has no ``=``, or its key is none.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        key = key.strip()
        if not sign or not _KEY.match(key):
            raise UsageError(
                tr("{pair!r} is no value", pair=pair),
                where="--set",
                hint=tr("write KEY=VALUE: call.confirm_by=2008-07-01"),
                code="bad-value",
            )
        *path, last = key.split(".")
        place = found
        for part in path:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise UsageError(
                    tr("{key!r} is set both as a value and as a part of one", key=key),
                    where="--set",
                    code="contradicting-options",
                )
        place[last] = _typed(text.strip())
    return found


def _typed(text: str) -> Any:
    if _DAY.match(text):
        return parse_day(text, where="--set")
    if _WHOLE.match(text):
        return int(text)
    return {"yes": True, "no": False}.get(text, text)


def merged_values(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two nested mappings as one; what stands in `above` wins."""
    found = dict(below)
    for key, value in above.items():
        old = found.get(key)
        found[key] = merged_values(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return found


def named_cohort_or_gathering(run: Session, to: str) -> str:
    """The one gathering, else the one cohort, that a selection names; empty when it is not clear."""
    words = {word.strip('"') for word in re.findall(r'"[^"]*"|[^\s():,"]+', to)}
    named = [[each for each in ids if each in words] for ids in _cohorts_and_gatherings(run)]
    return next((ids[0] for ids in named if len(ids) == 1), "")


def is_cohort_or_gathering(run: Session, name: str) -> bool:
    """Whether a cohort or a gathering has that id."""
    return any(name in ids for ids in _cohorts_and_gatherings(run))


def cohorts_and_gatherings(run: Session) -> dict[str, str]:
    """The ids of the gatherings and cohorts, with their names."""
    return {each.id: each.name for records in _records(run) for each in records}


def _cohorts_and_gatherings(run: Session) -> list[list[str]]:
    """The ids of the gatherings, and those of the cohorts."""
    return [[each.id for each in records] for records in _records(run)]


def _records(run: Session) -> list[list[Gathering | Cohort]]:
    found: list[list[Gathering | Cohort]] = []
    classes: tuple[type[Gathering | Cohort], ...] = (Gathering, Cohort)
    for record in classes:
        try:
            found.append(list(run.data.all(record)))
        except UnknownName:  # the plugin that keeps them is switched off
            found.append([])
    return found
