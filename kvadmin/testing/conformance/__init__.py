"""What every plugin promises, tried in one line; each failure says what to do.

Example::

    from kvadmin.testing import conformance

    LINES = ["visit add 0301 --day 2008-06-01", "visit list", "visit remove 0301-1"]

    def test_it_keeps_its_promises(kvadmin_kit):
        kvadmin_kit.municipality("0301", "Oslo")
        conformance.check("visits", kvadmin_kit, LINES, refused=["visit remove 0301-9"])

Where each promise shall be a test of its own::

    @pytest.mark.parametrize("promise", conformance.PROMISES)
    def test_promise(kvadmin_kit, promise):
        kvadmin_kit.municipality("0301", "Oslo")
        conformance.check("visits", kvadmin_kit, LINES, only=[promise])

Added in version 0.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kvadmin.testing.conformance.declarations import answered, explained, named_well
from kvadmin.testing.conformance.late_imports import imported_late
from kvadmin.testing.conformance.observed import (
    alone_on_stdout,
    as_the_schema_says,
    dry_runs_write_nothing,
    nothing_when_refused,
    undone_byte_for_byte,
    written_as_declared,
)
from kvadmin.testing.conformance.round_trip import records_survive
from kvadmin.testing.conformance.trial import Trial

if TYPE_CHECKING:
    from kvadmin.testing.kit import Kit

__all__ = ["PROMISES", "check"]

#: Name of a promise -> what tries it and gives a sentence for everything that breaks it. Added in version 0.2.
PROMISES: Mapping[str, Callable[[Trial], Iterator[str]]] = {
    "imports": imported_late,
    "names": named_well,
    "hooks": answered,
    "help": explained,
    "writes": written_as_declared,
    "stdout": alone_on_stdout,
    "schema": as_the_schema_says,
    "dry-run": dry_runs_write_nothing,
    "undo": undone_byte_for_byte,
    "refused": nothing_when_refused,
    "records": records_survive,
}


def check(
    plugin: str,
    kit: Kit,
    lines: Iterable[str | Sequence[str]] = (),
    *,
    refused: Iterable[str | Sequence[str]] = (),
    untold: Iterable[str] = (),
    only: Iterable[str] = (),
) -> None:
    """Try what a plugin promises: an AssertionError names every promise that is broken, and what to do.

    Args:
        plugin: The plugin's name, as ``kvadmin plugins list`` has it.
        kit: A programme with what the lines need; they are run in it, one after the other.
        lines: Command lines without ``kvadmin`` that must end well, one at least for each command of the plugin: as a
            person types them, or as a list of words. What each writes is undone and made again before the next one.
        refused: Command lines that must be refused, run after the others.
        untold: Commands of which no line tells: they want a network, or a person who answers.
        only: Names of :data:`PROMISES`; empty: all.

    Raises:
        AssertionError: A promise is broken, or ``only`` names none.

    Added in version 0.2.
    """
    chosen = list(only) or list(PROMISES)
    unknown = [each for each in chosen if each not in PROMISES]
    assert not unknown, f"there is no promise {unknown[0]!r}; there are {', '.join(PROMISES)}"
    trial = Trial(plugin, kit, lines, refused, untold)
    broken = [f"{name}: {fault}" for name in chosen for fault in PROMISES[name](trial)]
    assert not broken, f"{plugin} breaks {len(broken)} promise(s) of a plugin:\n" + "\n".join(broken)
