"""What a plugin declares for every run: its commands; and whose a declaration is.

A target is named (``module:object``) and imported only when it is used, so that neither
``--help`` nor completion pays for a plugin's libraries. What hooks return when they are
asked stands in :mod:`kvadmin.extension.answers` and :mod:`kvadmin.extension.status_answers`.
"""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Command:
    """One command (or group of commands) at the top level of ``kvadmin``, or under the noun of another plugin.

    Args:
        name: The word typed after ``kvadmin``, or after the words of ``under``; never that of a built-in command,
            unless the plugin replaces the one that has it.
        help: One line for ``kvadmin --help``, or for that of the noun.
        target: ``module:object``, imported when the command runs: a :class:`typer.Typer`, or a
            function with Typer's annotations. Of a group of ``commands`` empty, or the function that runs when none of
            them is named.
        section: Heading under which ``kvadmin --help`` lists it.
        commands: The commands of a group, each declared as lightly as the group itself, so that
            running one does not import the others.
        formats: What it writes by ``--format`` besides kvadmin's own formats: ``docx``, ``pdf``, which are the
            endings of its files, too. ``-o FILE.docx`` asks for one as well: ``session(ctx).format`` says it then.
            ``*``: it writes files as they are, whatever their ending says.
        extra: The optional part of kvadmin (``mail``) whose libraries its module imports; when one is missing, the
            person is told how to install it.
        rerun: Whether it may run again from its beginning when somebody else wrote meanwhile: all it does before
            ``run.commit`` is reading, asking and deciding. Built-in commands do so.
        imports: ``module:object``, the :class:`~kvadmin.api.imports.Importer` by which it reads a file: it then takes
            ``--map``, ``--ignore``, ``--sheet``, ``--header-row``, ``--date-order`` and ``--where``, and ``kvadmin
            reading explain`` knows the kind of list; of a ``target`` that is a group, name and importer of each of
            its commands that has one. One that reads any kind of list names the class itself
            (``kvadmin.api.imports:Importer``). Added in version 0.2.
        writes: Whether it changes the programme folder or the settings; of a ``target`` that is a group, the names of
            its commands that do. One that only reads takes ``--known-on DATE``. Added in version 0.2.
        undo: Whether ``kvadmin undo`` takes back all that it writes, as it does with whatever goes through a
            transaction; of a ``target`` that is a group, the names of its commands of which it does. False of one that
            hands letters over, forgets for ever or writes settings. Added in version 0.2.
        sends: Whether it sends or fetches anything over a network, or may; of a ``target`` that is a group, the names
            of its commands that do. Added in version 0.2.
        under: The words of the group that it is a command of, whichever plugin that is of: ``municipality``,
            ``evaluation indicators``. It is left out where there is no such group, and where the group has its name
            already. Empty: it stands at the top. Added in version 0.2.
        documents_only: Whether ``formats`` are all that it writes: it shows no list, and ``-o list.csv`` is refused.
            Added in version 0.2.

    Example: ``kvadmin municipality visits 0604`` is another plugin's::

        Command("visits", "Visits of a municipality.", "kvadmin_visits.commands:visits_of", under="municipality")
    """

    name: str
    help: str
    target: str = ""
    section: str = "Commands"
    commands: tuple["Command", ...] = ()
    formats: tuple[str, ...] = ()
    extra: str = ""
    rerun: bool = False
    writes: bool | tuple[str, ...] = False
    imports: str | tuple[tuple[str, str], ...] = ""
    undo: bool | tuple[str, ...] = True
    sends: bool | tuple[str, ...] = False
    documents_only: bool = False
    under: str = ""

    @property
    def words(self) -> str:
        """All words after ``kvadmin`` that lead to it. Added in version 0.2."""
        return f"{self.under} {self.name}".strip()

    def may_write(self, name: str) -> bool:
        """Whether the command, or the one of this name in the group that is its target, changes anything."""
        return _holds(self.writes, name)

    def is_undone(self, name: str) -> bool:
        """Whether ``kvadmin undo`` takes back what it writes; so, too, of one in the group that is its target.

        Added in version 0.2.
        """
        return _holds(self.undo, name)

    def may_send(self, name: str) -> bool:
        """Whether it may send or fetch something over a network; so, too, of one in the group that is its target.

        Added in version 0.2.
        """
        return _holds(self.sends, name)

    def importers(self) -> Iterator[tuple[str, str]]:
        """Command and importer (``module:object``) of everything below and of itself (an empty name) that has one.

        A command of a group below has both words: ``feedback import``.

        Added in version 0.2.
        """
        if isinstance(self.imports, str):
            yield from [("", self.imports)] if self.imports else []
        else:
            yield from self.imports
        for each in self.commands:
            yield from ((f"{each.name} {below}".strip(), target) for below, target in each.importers())


def _holds(said: bool | tuple[str, ...], name: str) -> bool:
    return said if isinstance(said, bool) else name in said


class Declared(NamedTuple):
    """A declaration of any kind, and the plugin it is of."""

    owner: str
    item: Any
