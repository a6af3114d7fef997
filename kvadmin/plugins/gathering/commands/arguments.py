"""Arguments and options that several commands of gatherings have, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import near_names

from ..registrations.roster import RosterGrouping

#: What ``--by`` may say.
GROUPINGS: tuple[RosterGrouping, ...] = get_args(RosterGrouping)

GatheringArgument = Annotated[str, typer.Argument(metavar="GATHERING", help="Id of the gathering.")]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="nb|nn", help="Form of the handout (else the programme's).")
]
GroupByOption = Annotated[
    str, typer.Option("--by", metavar="network|municipality|name", help="Group by network, municipality or name.")
]
NetworkOption = Annotated[
    str, typer.Option("--for-network", metavar="ID", help="For the members of one network, with those who said so.")
]
SeatOption = Annotated[bool, typer.Option("--seat", help="Give a seat though the room is full or others wait longer.")]
MapOption = Annotated[Path | None, typer.Option("--map", metavar="FILE", help="Map of the networks as SVG.")]


def read_grouping(text: str) -> RosterGrouping:
    """What a person gave for ``--by``."""
    found = next((each for each in GROUPINGS if each == text), None)
    if found is None:
        raise UsageError(
            tr("a list cannot be grouped by {text!r}", text=text),
            where="--by",
            hint=tr("one of {groupings}", groupings=", ".join(GROUPINGS)),
            near=near_names(text, GROUPINGS),
            code="unknown-word",
        )
    return found
