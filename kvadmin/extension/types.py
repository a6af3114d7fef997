"""The value objects that hooks return: a plugin declares, kvadmin acts.

All are light: a target is named (``module:object``) and imported only when it
is used, so that neither ``--help`` nor completion pays for a plugin's libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """One command (or group of commands) at the top level of ``kvadmin``.

    Args:
        name: The word typed after ``kvadmin``; never that of a built-in command.
        help: One line for ``kvadmin --help``.
        target: ``module:object``, imported when the command runs: a :class:`typer.Typer`, or a
            function with Typer's annotations. Empty for a group of ``commands``.
        section: Heading under which ``kvadmin --help`` lists it.
        commands: The commands of a group, each declared as lightly as the group itself, so that
            running one does not import the others.
    """

    name: str
    help: str
    target: str = ""
    section: str = "Commands"
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something a person must do, with the command that does it."""

    text: str
    command: str
    due: date | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class StatusSection:
    """One part of ``kvadmin status``: lines of facts and what needs action."""

    title: str
    lines: tuple[str, ...] = ()
    actions: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Ineligible:
    """A plugin's word that an applicant may not be admitted: a code and the reason in words."""

    municipality: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a plugin holds on one person, and how it is erased.

    Args:
        where: The record, as a person would name it (``registration at oppstart``).
        fields: ``field -> value`` shown on request.
        erase: Called with the open transaction when the person is forgotten; None when
            the law keeps the record (a decision) - then ``kept_because`` says so.
        kept_because: The reason for keeping it.
    """

    where: str
    fields: dict[str, str]
    erase: Callable[[Any], None] | None = None
    kept_because: str = ""
