"""What people are told when a built-in plugin, or one that replaces it, is switched on or off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kvadmin.api import tr

if TYPE_CHECKING:
    from kvadmin.api import Session
    from kvadmin.api.commands import PluginStatus


def say_who_is_in_place(run: Session, switched: Mapping[str, bool]) -> None:
    """Say who does the work of each built-in plugin that this is about: exactly one should.

    Args:
        run: The session, with the plugins as they were before.
        switched: The plugins that have just been switched: whether they are off now.
    """
    statuses = run.plugins.statuses()
    off = {each.name for each in statuses if switched.get(each.name, each.status == "disabled")}
    for builtin in (each for each in statuses if each.builtin):
        others = [each for each in statuses if builtin.name in each.replaces]
        if others and not {builtin.name, *(each.name for each in others)}.isdisjoint(switched):
            for line in _lines(builtin.name, others, off):
                run.info(line)


def _lines(builtin: str, others: list[PluginStatus], off: set[str]) -> Iterator[str]:
    on = [each.name for each in others if each.name not in off]
    if builtin not in off:
        for name in on:
            yield tr(
                "{name!r} waits to replace the built-in {builtin!r}: kvadmin plugins disable {builtin}",
                name=name,
                builtin=builtin,
            )
        return
    if not on:
        yield tr(
            "Nobody does the work of the built-in {builtin!r} now. Switch one on: kvadmin plugins enable {names}",
            builtin=builtin,
            names=" | ".join((builtin, *(each.name for each in others))),
        )
        return
    yield tr("{name!r} replaces the built-in {builtin!r} from now on.", name=on[0], builtin=builtin)
    for name in on[1:]:
        yield tr("{name!r} would replace it, too, and waits.", name=name)
