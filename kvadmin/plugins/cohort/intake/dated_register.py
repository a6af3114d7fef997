"""The register on a day, with what ships with kvadmin: successors since 1994 and bodies that are no municipality."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Snapshot
from kvadmin.api.commands import config_folder
from kvadmin.api.imports import Register, parse_bodies, parse_succession
from kvadmin.api.records import Municipality


def register_on(data: Snapshot, day: date | None) -> Register:
    """The municipalities that exist on a day (None: all), ready for look-up.

    Raises:
        InvalidData: A shipped list has been damaged.
    """
    folder = config_folder()
    return Register(
        data.all(Municipality),
        on=day,
        succession=parse_succession((folder / "municipality-successors.csv").read_text(encoding="utf-8")),
        bodies=parse_bodies((folder / "non-municipal-bodies.csv").read_text(encoding="utf-8")),
    )
