"""``website agree``: which results a municipality agreed to show."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Indicator
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key, near_names
from kvadmin_website.bank.example_lookups import keep_site, site_of, town_names
from kvadmin_website.bank.shown_indicators import stored_indicators
from kvadmin_website.records import Website

_COLUMNS = (
    Column("municipality", "No.", rank=1),
    Column("name", "Municipality"),
    Column("results", "Results it shows"),
)


def indicators_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The indicators, with their names, and the two words for all and none of them."""
    named = [(each.id, each.nb or each.nn) for each in _indicators(session(ctx)).values()]
    return [*named, ("all", ""), ("none", "")]


def agree(
    ctx: typer.Context,
    municipality: Annotated[
        str, typer.Argument(metavar="MUNICIPALITY|list", help="By number or name; `list` shows all that agreed.")
    ] = "list",
    results: Annotated[
        list[str] | None,
        typer.Option("--results", metavar="INDICATOR|all|none", help="Id or name of an indicator; may be given again.",
                     autocompletion=indicators_there),
    ] = None,
) -> None:  # fmt: skip
    """Note which results a municipality agreed to show on the site; nothing is shown without.

    `all` means the indicators that there are today: what comes later is asked about later.

    Example: kvadmin website agree 0415 --results sykefravaer
    Example: kvadmin website agree list
    """
    run = session(ctx)
    if municipality == "list" and results is None:
        run.show(_report(run, site_of(run.data)))
        return
    town = find_municipality(run.data, municipality, run.today)
    if not results:
        raise UsageError(
            tr("which results?"), where="--results", hint=tr("--results INDICATOR, all or none"), code="missing-value"
        )
    wanted = read_results(run, results)
    old = site_of(run.data)
    agreed = {number: ids for number, ids in old.agreed.items() if number != town.number}
    if wanted:
        agreed[town.number] = wanted
    new = msgspec.structs.replace(old, agreed={number: agreed[number] for number in sorted(agreed)})
    change = run.transaction()
    keep_site(change, run.data, new)
    run.commit(change)
    run.show(_report(run, new, town.number))


def _report(run: Session, site: Website, only: str = "") -> Any:
    names = town_names(run.data)
    chosen = [only] if only else sorted(site.agreed, key=lambda number: municipality_key(names.get(number, ""), number))
    rows = [
        {"municipality": number, "name": names.get(number, ""), "results": list(site.agreed.get(number, ()))}
        for number in chosen
    ]
    nothing = tr("No municipality has agreed to show results.")
    return listing("agreed", _COLUMNS, rows, title=tr("Results that may be shown"), empty=nothing)


def _indicators(run: Session) -> dict[str, Indicator]:
    return {each.id: each for each in (*run.gather("kvadmin_indicators"), *stored_indicators(run.data))}


def read_results(run: Session, texts: list[str]) -> tuple[str, ...]:
    """Ids of the indicators that were typed, in the order in which they are kept; none for ``none``.

    Raises:
        UsageError: ``all`` or ``none`` beside others.
        UnknownName: There is no indicator of that name, or several.
    """
    known = _indicators(run)
    words = [each.strip() for text in texts for each in text.split(",") if each.strip()]
    alone = [each for each in words if each in ("all", "none")]
    if alone and len(words) > 1:
        raise UsageError(tr("{word} stands alone", word=alone[0]), where="--results", code="contradicting-options")
    if alone == ["none"]:
        return ()
    if alone == ["all"]:
        if not known:
            raise UnknownName(
                tr("there is no indicator"), where="--results", hint=tr("`kvadmin evaluation indicators add ID`"),
                code="unknown-indicator",
            )  # fmt: skip
        return tuple(sorted(known))
    chosen = set()
    for word in words:
        named = [word] if word in known else [
            each.id for each in known.values()
            if word.casefold() in {name.casefold() for name in (each.id, each.nb, each.nn) if name}
        ]  # fmt: skip
        if len(named) != 1:
            raise UnknownName(
                tr("there is no indicator {name!r}", name=word),
                where="--results",
                hint=tr("`kvadmin evaluation indicators list`"),
                near=near_names(word, {each.id: (each.nb, each.nn) for each in known.values()}),
                code="unknown-indicator",
            )
        chosen.add(named[0])
    return tuple(sorted(chosen))
