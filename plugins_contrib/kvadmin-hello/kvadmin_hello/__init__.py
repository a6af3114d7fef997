"""What the plugin declares: read in every run of kvadmin, so it says what there is and loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import ExtraField

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot


@hookimpl
def kvadmin_commands() -> list[Command]:
    """One command; the function is named, and imported when it runs."""
    return [Command("hello", "Greet a municipality.", "kvadmin_hello.commands:hello", section="Hello")]


@hookimpl
def kvadmin_fields() -> list[ExtraField]:
    """One more field on every municipality."""
    return [ExtraField("municipalities", "hello_greeting", help="How to greet them; Hei when it is empty.")]


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> list[Finding]:
    """Greetings that would be shouted."""
    from kvadmin_hello.greeting import shouted

    return shouted(snapshot)
