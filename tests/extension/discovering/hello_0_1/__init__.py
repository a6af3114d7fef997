"""A plugin's light declaration: what it offers, and nothing that costs time to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot


@hookimpl
def kvadmin_commands() -> list[Command]:
    """One command; its module is imported when it runs."""
    return [Command("hello", "Greet a municipality.", "hello_0_1.commands:app", section="Strangers")]


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> list[Finding]:
    """One check: everybody must have a name to be greeted by."""
    from hello_0_1.greeting import nameless

    return nameless(snapshot)
