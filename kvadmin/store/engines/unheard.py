"""Changes of which nobody could say whether they were made: noted on this computer until the engine can be asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.store.frame import ROOM
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine

_FILE = f"{ROOM}/unheard"


def note_unheard(base: Path, token: str) -> None:
    """Ask for this change at the next command; where nothing can be noted, its error has named it."""
    with suppress(OSError):
        (base / ROOM).mkdir(exist_ok=True)
        with (base / _FILE).open("a", encoding="utf-8") as file:
            file.write(f"{token}\n")
            file.flush()
            os.fsync(file.fileno())


def settle_unheard(engine: Engine, base: Path, tell: Callable[[str], None]) -> None:
    """Say of each what became of it, once it is known."""
    place = base / _FILE
    try:
        tokens = place.read_text(encoding="utf-8").split()
    except OSError:
        return
    for token in dict.fromkeys(tokens):
        if engine.outcome(token):
            tell(tr("the change {change}, of which it was not known whether it was saved, is saved", change=token))
        else:
            tell(
                tr(
                    "the change {change}, of which it was not known whether it was saved, is not saved: do it again",
                    change=token,
                )
            )
    with suppress(OSError):
        place.unlink()
