"""``network certify``: the proof of a split, to be handed out, and the program that checks it."""

from __future__ import annotations

import json
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, any_cohort
from kvadmin.api.reports import Column, Report, table_of

from ..certificate.certificate import Certificate, certificate_of, check_certifiable
from ..divisions.division import figure, shown_figure
from ..divisions.stored_networks import record_of, stored_division
from ..solver.request import SplitRequest
from ..solver.rules import typed_or_words
from ..solver.score_card import score
from ..solver.time_budget import TimeBudget
from ..splitting.solver_run import interruptible, shown_progress, with_locks
from ..splitting.split_file import read_split_file
from .arguments import DistancesOption

_SPLIT = tuple[str | None, SplitRequest, list[tuple[str, ...]], range]


def certify(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the certificate (JSON).")],
    word: Annotated[
        str | None, typer.Argument(metavar="[COHORT|SPLIT.json]", help="A cohort, or what network split printed.")
    ] = None,
    standalone: Annotated[
        Path | None, typer.Option(metavar="FILE.py", help="Also write the program that checks it.")
    ] = None,
    distances: DistancesOption = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Write the proof of a split, which anybody can check with a small program and without kvadmin.

    Example: kvadmin network certify P1 --out certificate.json --standalone check_split.py
    """
    run = session(ctx)
    chosen = any_cohort(word, cohort)
    if chosen is None:
        raise UsageError(
            tr("name a cohort, or a file of network split"),
            hint=tr("`kvadmin network certify P1 --out certificate.json`"),
            code="missing-value",
        )
    _refuse_same(out, standalone, Path(chosen))
    if chosen.endswith(".json") or Path(chosen).is_file():
        whose, request, networks, counts = _in_file(run, Path(chosen), distances)
    else:
        whose, request, networks, counts = _stored(run, chosen, distances)
    about = {"schema": 1, "certificate": "network-split", "cohort": whose, "made": run.today.isoformat()}
    clock = TimeBudget.of(None)
    with interruptible(run) as stop, shown_progress(run, request.distances.unit) as clock.tell:
        clock.stop = stop
        certificate = certificate_of(request, networks, counts, clock, about)
    if stop.requested:
        raise KeyboardInterrupt
    _write(run, certificate, out, standalone)
    run.show(_report(certificate, request, chosen))


def _stored(run: Session, cohort: str, distances: Path | None) -> _SPLIT:
    """The networks of a cohort as they are now; compared with other numbers of networks unless the number was given."""
    record = record_of(run, cohort)
    stand = stored_division(run, record, distances)
    networks = [tuple(each.members) for each in record.networks if each.members]
    settings = record.settings
    given = settings.networks if settings is not None else None
    if settings is not None and settings.target is not None:  # the size that it was to be near decided the number
        given = len(networks)
    request = with_locks(stand.request, record)
    return record.cohort, request, networks, _counts(request, given if given == len(networks) else None)


def _in_file(run: Session, path: Path, distances: Path | None) -> _SPLIT:
    """The split that a file holds.

    Raises:
        InvalidData: Its networks do not cost what it says: a member was moved, or distances are others; or they are not
            as many as it says.
    """
    found = read_split_file(run, path, distances)
    check_certifiable(found.request)
    cost = score(found.request, found.networks).objective
    if not found.agrees(cost):
        raise InvalidData(
            tr(
                "the file says that the split costs {said:.4f}, and it costs {cost:.4f} {unit}",
                said=found.objective,
                cost=cost,
                unit=found.request.distances.unit,
            ),
            where=str(path),
            hint=tr("a member was moved, or the distances are not those that the split was made with"),
            code="not-a-split",
        )
    given = found.request.networks
    if given is not None and given != len(found.networks):
        raise InvalidData(
            tr("the file says {said} networks, and holds {number}", said=given, number=len(found.networks)),
            where=str(path),
            hint=tr("`kvadmin network split … --format json -o FILE`"),
            code="not-a-split",
        )
    return found.cohort, found.request, list(found.networks), _counts(found.request, given)


def _refuse_same(out: Path, standalone: Path | None, split: Path) -> None:
    """Refuse to write over the split, or the program over the certificate.

    Raises:
        UsageError: Two of them are one file.
    """
    named = [each.resolve() for each in (split, out, standalone) if each is not None]
    if len(set(named)) < len(named):
        raise UsageError(
            tr("the split, the certificate and the program are files of their own"),
            where="--out" if standalone is None else "--out, --standalone",
            hint=tr("`kvadmin network certify P1 --out certificate.json`"),
            code="contradicting-options",
        )


def _counts(request: SplitRequest, given: int | None) -> range:
    """The numbers of networks that the split is compared with."""
    return request.counts() if given is None else range(given, given + 1)


def _write(run: Session, certificate: Certificate, out: Path, standalone: Path | None) -> None:
    """Write the certificate, and the program if it is asked for."""
    contents = [(out, json.dumps(certificate.data, ensure_ascii=False, indent=1).encode() + b"\n")]
    if standalone is not None:
        contents.append((standalone, (files("kvadmin.plugins.network.certificate") / "split_verifier.py").read_bytes()))
    for path, content in contents:
        if run.dry_run:
            run.info(tr("Dry run: {file} was not written.", file=path))
            continue
        run.write_files(path.parent, [(path.name, content)])
        run.info(tr("Written: {file}", file=path))


def _report(certificate: Certificate, request: SplitRequest, named: str) -> Report:
    data, card = certificate.data, certificate.score
    rules = [typed_or_words(rule) for rule in request.rules]
    proven = not certificate.above
    verdict = (
        tr("no split is shorter")
        if proven
        else tr("at most {above:.2f} {unit} above the best", above=certificate.above, unit=card.unit)
    )
    content = {
        "schema": 1,
        "split": named,
        "cohort": data["cohort"],
        "objective": figure(card.objective),
        "bound": figure(certificate.bound),
        "above": figure(certificate.above),
        "proven": proven,
        "unit": card.unit,
        "places": len(request.places),
        "networks": len(card.networks),
        "counts": data["counts"],
        "sizes": data["sizes"],
        "rules": rules,
        "locked": data["rules"]["locked"],
        "checked": list(certificate.sentences),
    }
    return Report(content, (_table(certificate, rules, verdict),))


def _table(certificate: Certificate, rules: list[str], verdict: str) -> Any:
    data, card = certificate.data, certificate.score
    first, last = data["counts"]
    counts = f"{first}" if first == last else f"{first}–{last}"
    rows = [
        (tr("Minimised ({unit})", unit=card.unit), shown_figure(card.objective, 2), verdict),
        (tr("No split is below ({unit})", unit=card.unit), shown_figure(certificate.bound, 2), ""),
        (tr("Networks"), len(card.networks), tr("compared with all splits into {counts} networks", counts=counts)),
        (tr("Rules"), len(rules), "; ".join(rules)),
        (tr("Locked networks"), len(data["rules"]["locked"]), ""),
    ]
    columns = (
        Column("figure", "Figure", get=itemgetter(0)),
        Column("value", "Value", "decimal", get=itemgetter(1)),
        Column("about", "About", get=itemgetter(2)),
    )
    return table_of("The certificate", columns, rows)
