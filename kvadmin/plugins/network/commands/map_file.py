"""``network map FILE``: the map of a division as SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.records import Cohort, Network, Programme
from kvadmin.api.wording import LANGUAGE_NAMES, near_names

from ..divisions.division import id_key
from ..divisions.map_drawing import as_png, map_of
from ..divisions.network_names import names_for
from ..divisions.stored_networks import record_of
from ..map.picture import MOST_NAMED
from ..solver.places import PlaceSet
from ..splitting.cohort_places import municipalities_as_places
from ..splitting.place_file import read_places
from .arguments import CohortOption
from .compare import read_split


def draw_map(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it: .svg or .png.")],
    cohort: CohortOption = None,
    places: Annotated[Path | None, typer.Option(metavar="FILE", help="csv of places, with --split.")] = None,
    split: Annotated[Path | None, typer.Option(metavar="JSON", help="What network split printed.")] = None,
    outline: Annotated[Path | None, typer.Option(metavar="GEOJSON", help="Other outlines than the counties.")] = None,
    language: Annotated[str | None, typer.Option(metavar="nb|nn|en", help="Of its texts.")] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Another title.")] = "",
) -> None:
    """Draw the networks on a map: offline, each municipality once, readable in grey.

    Example: kvadmin network map networks.svg --cohort P1
    """
    run = session(ctx)
    if file.suffix.lower() not in {".svg", ".png"}:
        raise UsageError(
            tr("a map is not written as {suffix!r}", suffix=file.suffix or file.name),
            where=str(file),
            hint=tr(".svg or .png"),
            near=near_names(file.suffix, (".svg", ".png")),
            code="unknown-format",
        )
    if (places is None) != (split is None):
        raise UsageError(
            tr("--places and --split belong together"),
            hint=tr("--places places.csv --split split.json"),
            code="contradicting-options",
        )
    if places is not None and split is not None:
        shown, networks, name = _networks_of_files(places, split)
        spoken = language_of(language or "nb")
    else:
        shown, networks, name = _networks_of_cohort(run, cohort)
        spoken = language_of(language or run.data.get(Programme).language)
    svg = map_of(shown, networks, cohort=name, on=run.today, language=spoken, title=title, outline=outline)
    content = as_png(svg) if file.suffix.lower() == ".png" else svg.encode()
    if len(shown) > MOST_NAMED:
        run.warn(
            tr(
                "{number} places are drawn without names: a map names at most {most}",
                number=len(shown),
                most=MOST_NAMED,
            )
        )
    if run.dry_run:
        run.info(tr("Dry run: {file} was not written.", file=file))
        return
    run.write_files(file.parent, [(file.name, content)])
    run.info(tr("Written: {file}", file=file))


def language_of(text: str) -> str:
    """A language of documents.

    Raises:
        UsageError: There is no such.
    """
    if text not in {"nb", "nn", "en"}:
        raise UsageError(
            tr("there is no language {text!r}", text=text),
            where="--language",
            hint=tr("nb, nn or en"),
            near=near_names(text, LANGUAGE_NAMES),
            code="unknown-word",
        )
    return text


def _networks_of_files(places: Path, split: Path) -> tuple[PlaceSet, list[Network], str]:
    shown = read_places(places)
    cohort, read = read_split(split)
    for _, members in read:
        shown.indexes(members)
    names = names_for(shown, [members for _, members in read])
    networks = [
        Network(id=number, name=name, members=members) for (number, members), name in zip(read, names, strict=True)
    ]
    return shown, networks, cohort or ""


def _networks_of_cohort(run: Session, cohort: str | None) -> tuple[PlaceSet, list[Network], str]:
    record = record_of(run, cohort)
    numbers = sorted({member for each in record.networks for member in each.members})
    group = run.data.find(Cohort, record.cohort)
    networks = sorted((each for each in record.networks if each.members), key=lambda each: id_key(each.id))
    name = group.name if group is not None else record.cohort
    return municipalities_as_places(run.data, numbers, record.cohort), networks, name
