"""The importers that the plugins of this run declare with their commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.errors import KvadminError, UnknownName
from kvadmin.extension.blame import blamed
from kvadmin.extension.discovering.discovery import describe, load_target
from kvadmin.reading.importer import Importer
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def declared_importers(run: Session) -> dict[str, tuple[Importer, str]]:
    """Name -> importer, and the command that uses it; one that cannot be loaded is said and left out.

    Added in version 0.2.
    """
    found: dict[str, tuple[Importer, str]] = {}
    for owner, command in run.plugins.declared("kvadmin_commands"):
        stranger = "" if run.plugins.is_builtin(owner) else owner
        for verb, target in command.importers():
            importer = _loaded(run, target, stranger)
            if importer is None:
                continue
            taken = found.setdefault(importer.name, (importer, f"{command.words} {verb}".strip()))
            if taken[0] is not importer:
                run.warn(
                    tr(
                        "the importer {target!r} of {plugin} has the name {name!r}, which is taken: left out",
                        target=target,
                        plugin=stranger or "kvadmin",
                        name=importer.name,
                    )
                )
    return found


def _loaded(run: Session, target: str, stranger: str) -> Importer | None:
    """The importer of a declaration; None for a command that reads any kind, and for what cannot be, which is said."""
    try:
        with blamed(stranger, tr("the importer {target!r}", target=target)):
            importer = load_target(target)
    except Exception as error:
        said = error.message if isinstance(error, KvadminError) else describe(error)
        run.warn(tr("the importer {target!r} cannot be loaded: {error}", target=target, error=said))
        return None
    if isinstance(importer, Importer):
        return importer
    if importer is not Importer:
        run.warn(tr("{target!r} of {plugin} is no importer: left out", target=target, plugin=stranger or "kvadmin"))
    return None


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
            near=near_names(name, list(found)),
            code="unknown-field",
        )
    return found[name][0]
