"""The importers that the plugins of this run declare with their commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.errors import UnknownName
from kvadmin.extension.discovery import describe, load_target
from kvadmin.reading.importer import Importer
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def declared_importers(run: Session) -> dict[str, tuple[Importer, str]]:
    """Name -> importer, and the command that uses it; one that cannot be loaded is said and left out.

    Added in version 0.2.
    """
    found: dict[str, tuple[Importer, str]] = {}
    for noun, command in run.plugins.commands().items():
        for verb, target in command.importers():
            try:
                importer = load_target(target)
            except Exception as error:
                run.warn(tr("the importer {target!r} cannot be loaded: {error}", target=target, error=describe(error)))
                continue
            if isinstance(importer, Importer):
                found.setdefault(importer.name, (importer, f"{noun} {verb}".strip()))
    return found


def find_importer(run: Session, name: str) -> Importer:
    """The importer of that name.

    Raises:
        UnknownName: There is none.

    Added in version 0.2.
    """
    found = declared_importers(run)
    if name not in found:
        raise UnknownName(
            tr("there is no kind of list {name!r}", name=name),
            hint=tr("there are: {names}", names=", ".join(sorted(found))),
        )
    return found[name][0]
