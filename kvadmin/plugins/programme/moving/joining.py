"""``init DIR --store ADDRESS``: a folder that points to an engine, which keeps the programme or gets a new one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kvadmin.api import Conflict, Session, UsageError, tr

from ..new_folder import FOR_GIT, MARK, check_free, take_away, to_write

#: What belongs to a computer although the engine may keep it, too.
_SETTINGS = "kvadmin.toml"


def join(run: Session, folder: Path, address: str, files: Mapping[str, bytes], *, only_new: bool) -> bool:
    """Make the folder; whether the engine kept a programme already, which is joined.

    Args:
        run: The session.
        folder: The folder, which is no programme yet.
        address: What ``store:`` is to say.
        files: What a new programme holds.
        only_new: Something was asked for that only a new programme can have.

    Raises:
        UsageError: The address holds a password, or is that of no engine.
        Conflict: The engine keeps something else, or a programme where a new one is asked for.
    """
    place = run.place(address, where="--store", base=folder.resolve())
    if place.kind != "engine":
        raise UsageError(
            tr("{address} is no address of an engine", address=address),
            where="--store",
            hint=tr("it begins with the engine's name: postgresql://host/database"),
            code="bad-argument",
        )
    check_free(folder, [MARK, _SETTINGS])
    made = not folder.exists()
    begun = False
    try:
        folder.mkdir(parents=True, exist_ok=True)  # places in the address may start from it
        if not run.dry_run:
            place.make_ready(run.who)
        old = _keeps_one(place, address, only_new=only_new)
        if not run.dry_run:
            begun = True
            if not old:
                place.begin({name: data for name, data in files.items() if not name.startswith(".")}, run.who)
            _point(run, folder, address, place)
    except BaseException:
        if made and begun:
            _leave_none(folder)
        raise
    finally:
        place.close()
        if made and not begun:
            shutil.rmtree(folder, ignore_errors=True)
    _say(run, address, joined=old, there=place.is_set_up)
    return old


def _leave_none(folder: Path) -> None:
    """Take a folder away that holds nothing; an engine that was begun may lie in it."""
    with suppress(OSError):
        folder.rmdir()


def _keeps_one(place: Any, address: str, *, only_new: bool) -> bool:
    """Whether the engine keeps a programme; Conflict where that does not fit what was asked for."""
    if not place.is_set_up:  # as a dry run leaves it
        return False
    kept = place.kept.items
    if MARK in kept and only_new:
        raise Conflict(
            tr("{address} keeps a programme already", address=address),
            where="--store",
            hint=tr("leave out --example, --register and --name to join it"),
            code="already-there",
        )
    if kept and MARK not in kept:
        raise Conflict(
            tr("{address} keeps something that is no programme: {name}", address=address, name=next(iter(kept))),
            where="--store",
            hint=tr("name an engine that is empty"),
            code="already-there",
        )
    return MARK in kept


def _point(run: Session, folder: Path, address: str, place: Any) -> None:
    """Write what the folder holds: where the programme is, and the settings that it keeps for its computers."""
    settings = place.engine.view().read([_SETTINGS])
    pointer = (
        f"# The programme itself lies in this engine: kvadmin store list.\nschema: 1\nstore: {_as_yaml(address)}\n"
    )
    files = {**FOR_GIT, **settings, MARK: pointer.encode()}
    try:
        run.write_files(folder, to_write(folder, files))
    except BaseException:
        take_away(folder, list(files), made=False)
        raise


def _as_yaml(address: str) -> str:
    return address if all(sign.isalnum() or sign in "/.-_@?=&+:" for sign in address) else json.dumps(address)


def _say(run: Session, address: str, *, joined: bool, there: bool) -> None:
    if run.dry_run and joined:
        run.info(tr("Dry run: the programme in {address} would be joined; nothing was written.", address=address))
    elif run.dry_run and not there:
        run.info(
            tr("Dry run: {address} would be set up, and get a new programme; nothing was written.", address=address)
        )
    elif run.dry_run:
        run.info(tr("Dry run: {address} would get a new programme; nothing was written.", address=address))
    elif joined:
        run.info(tr("Joined the programme that {address} keeps.", address=address))
    else:
        run.info(tr("Made a new programme in {address}.", address=address))
