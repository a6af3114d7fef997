"""The errors of who opens a place where the programme does not lie: its engine is unknown, or nothing points there."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.errors import UnknownName
from kvadmin.model.layout import MARK
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names


class UnknownEngine(UnknownName):
    """No plugin that runs offers this engine. It never says to do without: the programme lies there and nowhere else.

    Args:
        named: What the address calls it.
        known: The engines that there are.
        where: What named it.
    """

    def __init__(self, named: str, known: Sequence[str], where: str) -> None:
        super().__init__(
            tr("there is no store engine {named!r}", named=named),
            where=where,
            hint=tr("install the plugin that offers it"),
            near=near_names(named, known),
            code="not-registered",
        )
        self.plugin = ""

    def mend_by(self, plugin: str, why: str, command: str) -> None:
        """Name the plugin that would offer it, and what makes it run.

        Args:
            plugin: Its name.
            why: Why it does not run, in a sentence without its subject.
            command: The command that makes it run.
        """
        self.plugin, self.near = plugin, {}
        self.details = (tr("plugin {plugin!r} offers an engine and does not run: {why}", plugin=plugin, why=why),)
        self.hint = self._otherwise = tr("see it, then: {command}", command=command)


def nameless(folder: str) -> UnknownName:
    """The error of a folder whose ``programme.yaml`` has no name and beside which nothing lies: a pointer, once.

    Args:
        folder: What the person calls it.
    """
    made = UnknownName(
        tr("{folder} holds no programme: {mark} has no `name`, and no records lie beside it", folder=folder, mark=MARK),
        where=MARK,
        hint=tr("if its programme lies in an engine, write the line `store: ADDRESS` again; else: kvadmin init DIR"),
        code="no-programme-folder",
    )
    made.plugin = ""
    return made
