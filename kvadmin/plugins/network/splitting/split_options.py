"""What a person asks a split for: options as typed, and the solver's rules they become."""

from __future__ import annotations

import csv
import math
import shlex
from typing import Any

from kvadmin.api import Refused, UnknownName, UsageError, tr
from kvadmin.api.records import SplitSettings
from kvadmin.api.wording import fold, near_names

from ..solver.objectives.objective import FIGURES, PAIRWISE, Objective
from ..solver.places import PlaceSet
from ..solver.rules import Balance, DifferentNetworks, MaxDistance, MaxPer, MinPer, SameNetwork, SharedTheme

#: Fields of municipalities under the names people use for them.
_FIELD_NAMES = {
    "fylke": "county",
    "fylkesnummer": "county_number",
    "landsdel": "region",
    "folketall": "population",
    "innbyggere": "population",
    "målform": "language_form",
    "language": "language_form",
    "størrelse": "size_class",
    "size": "size_class",
    "tema": "focus_areas",
    "theme": "focus_areas",
}
_MIXTURE = "--objective pairwise=1,longest=0.5"
#: Weights beyond this, or below its inverse, leave no digits for the rest.
_HEAVIEST = 1e6
#: The field that ``--theme`` compares.
THEMES = "focus_areas"


def size_range(text: str) -> tuple[int, int]:
    """``5..7`` as two numbers; ``6`` is 6..6.

    Raises:
        UsageError: It is no range, or its ends are the wrong way round.
    """
    low, dots, high = text.partition("..")
    try:
        ends = int(low), int(high if dots else low)
    except ValueError:
        raise UsageError(
            tr("{text!r} is no size", text=text),
            where="--size",
            hint=tr("write MIN..MAX: --size 5..7"),
            code="bad-value",
        ) from None
    if ends[0] < 1 or ends[0] > ends[1]:
        raise UsageError(
            tr("size {text} is no range: MIN is above MAX or below 1", text=text),
            where="--size",
            hint=tr("--size 5..7"),
            code="bad-value",
        )
    return ends


def objective_of(text: str) -> Objective:
    """What ``--objective`` asks for: one name, or names with weights; the sum over all pairs when empty.

    Raises:
        UsageError: A weight is no number from 0, or nothing has a weight; a name stands twice.
        UnknownName: There is no such figure.
    """
    if not text:
        return PAIRWISE
    weights: dict[str, float] = {}
    for part in text.split(","):
        name, mark, value = (each.strip() for each in part.partition("="))
        if name not in FIGURES:
            raise UnknownName(
                tr("there is no objective {name!r}", name=name),
                where="--objective",
                hint=tr("objectives: {names}", names=", ".join(FIGURES)),
                near=near_names(name, FIGURES),
                code="unknown-word",
            )
        if name in weights:
            raise UsageError(
                tr("{name} stands twice", name=name), where="--objective", hint=_MIXTURE, code="contradicting-options"
            )
        weights[name] = _figure(value, "--objective", _MIXTURE) if mark else 1.0
    if not any(weights.values()):
        raise UsageError(
            tr("{text!r} gives nothing a weight", text=text), where="--objective", hint=_MIXTURE, code="bad-value"
        )
    if max(weights.values()) > _HEAVIEST or min(value for value in weights.values() if value) < 1 / _HEAVIEST:
        raise UsageError(
            tr("the weights of {text!r} are too great or too small", text=text),
            where="--objective",
            hint=_MIXTURE,
            code="bad-value",
        )
    return Objective(**weights)


def rules_of(settings: SplitSettings, places: PlaceSet) -> tuple[Any, ...]:
    """The rules of a split as the solver takes them.

    Raises:
        UsageError: A rule is not written as its option wants it.
        UnknownName: A rule speaks of a place, a field or a value that nobody has.
        Refused: Themes are to be weighed and no application names any.
    """
    rules: list[Any] = [
        SameNetwork(_places(text, places, "--together"), typed=_typed("--together", text)) for text in settings.together
    ]
    rules += [
        DifferentNetworks(_places(text, places, "--apart"), typed=_typed("--apart", text)) for text in settings.apart
    ]
    rules += [_max_per(text, places) for text in settings.max_per]
    rules += [_min_per(text, places) for text in settings.min_per]
    rules += [balance_of(text, places) for text in settings.balance]
    if settings.theme:
        weight = _figure(settings.theme, "--theme", "--theme 25")
        field = _field(THEMES, places)
        if not any(places.texts(field)):
            raise Refused(tr("no member's application names focus areas: there is nothing to weigh"), where="--theme")
        rules.append(SharedTheme(field, weight))
    if settings.max_distance:
        limit = _figure(settings.max_distance, "--max-distance", "--max-distance 250")
        rules.append(MaxDistance(limit, typed=_typed("--max-distance", settings.max_distance)))
    return tuple(rules)


def _typed(option: str, text: str) -> str:
    """An option as it was typed."""
    return f"{option} {shlex.quote(text) if ' ' in text else text}"


def place_of(text: str, places: PlaceSet) -> str:
    """The id of the place meant by an id or a name; a name is never guessed.

    Raises:
        UnknownName: Nobody or several have it; those near it are named.
    """
    wanted = text.strip()
    known = set(places.ids)
    for candidate in (wanted, wanted.zfill(4)):
        if candidate in known:
            return candidate
    named = [place for place in places if fold(place.name) == fold(wanted)]
    if len(named) == 1:
        return str(named[0].id)
    if named:
        raise UnknownName(
            tr("several places are called {wanted!r}", wanted=wanted),
            hint=", ".join(place.label() for place in named),
            code="ambiguous-name",
        )
    raise UnknownName(
        tr("{wanted!r} is not among the {number} places to split", wanted=wanted, number=len(places)),
        hint=tr("only members can be named"),
        near=near_names(wanted, {str(place.id): place.name for place in places}),
        code="unknown-place",
    )


def _places(text: str, places: PlaceSet, where: str) -> tuple[str, ...]:
    # as a row of csv: an id that holds a comma is put into quotation marks
    parts = [part for part in next(csv.reader([text], skipinitialspace=True), []) if part.strip()]
    found = tuple(dict.fromkeys(place_of(part, places) for part in parts))
    if len(found) < 2:
        raise UsageError(
            tr("{text!r} names fewer than two places", text=text),
            where=where,
            hint=f"{where} 0301,0219",
            code="bad-value",
        )
    return found


def _field(name: str, places: PlaceSet) -> str:
    """The name of a field in the words of the places; the solver's own message when nobody has it."""
    found = name.strip()
    if found not in places.known_fields():
        found = _FIELD_NAMES.get(found.casefold(), found)
    places.texts(found)
    return found


def _split_at(text: str, where: str, example: str) -> tuple[str, str]:
    name, mark, value = text.rpartition("=")
    if not mark or not name.strip() or not value.strip():
        raise UsageError(
            tr("{text!r} is no such rule", text=text), where=where, hint=f"{where} {example}", code="bad-value"
        )
    return name.strip(), value.strip()


def _max_per(text: str, places: PlaceSet) -> MaxPer:
    name, value = _split_at(text, "--max-per", "county=4")
    field = _field(name, places)
    if not any(places.texts(field)):
        raise UnknownName(
            tr("no place has a {field}: there is nothing to count", field=field),
            where="--max-per",
            code="unknown-value",
        )
    return MaxPer(field, _whole(value, "--max-per", "county=4"), typed=_typed("--max-per", text))


def _min_per(text: str, places: PlaceSet) -> MinPer:
    example = "size_class:large=1"
    name, value = _split_at(text, "--min-per", example)
    field, mark, kind = name.partition(":")
    if not mark or not kind.strip():
        raise UsageError(
            tr("{text!r} is no such rule", text=text),
            where="--min-per",
            hint=tr("--min-per {example}", example=example),
            code="bad-value",
        )
    field, kind = _field(field, places), kind.strip()
    values = sorted(set(places.texts(field)) - {""})
    if kind not in values:
        raise UnknownName(
            tr("no place has {field} {kind!r}", field=field, kind=kind),
            where="--min-per",
            hint=tr("values: {values}", values=", ".join(values[:30])),
            near=near_names(kind, values),
            code="unknown-value",
        )
    return MinPer(field, kind, _whole(value, "--min-per", example), typed=_typed("--min-per", text))


def balance_of(text: str, places: PlaceSet) -> Balance:
    """What ``--balance`` asks for.

    Raises:
        UsageError: It is not written as the option wants it.
        UnknownName: There is no such field.
    """
    name, value = _split_at(text, "--balance", "population=0.002")
    return Balance(_field(name, places), _figure(value, "--balance", "--balance population=0.002"))


def _whole(text: str, where: str, example: str) -> int:
    try:
        found = int(text)
    except ValueError:
        found = 0
    if found < 1:
        raise UsageError(
            tr("{text!r} is not a whole number from 1", text=text),
            where=where,
            hint=f"{where} {example}",
            code="bad-value",
        )
    return found


def _figure(text: str, where: str, example: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or found < 0:
        raise UsageError(tr("{text!r} is not a number from 0", text=text), where=where, hint=example, code="bad-value")
    return found


def checked_number(text: str, where: str, *, least: float = 0.0) -> float:
    """A figure that a person typed, finite and not below ``least``.

    Raises:
        UsageError: It is none.
    """
    found = _figure(text, where, f"{where} {max(1, int(least))}")
    if found < least:
        raise UsageError(tr("{text} is below {least:g}", text=text, least=least), where=where, code="bad-value")
    return found
