"""A programme on a PostgreSQL server: what the plugin declares."""

from __future__ import annotations

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import EngineFactory

_COMMANDS = "kvadmin_postgres.commands"


@hookimpl
def kvadmin_store_engines() -> list[EngineFactory]:
    """``store: postgresql://host/database``."""
    return [EngineFactory("postgresql", "kvadmin_postgres.engine:open_engine")]


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``postgres``: what the one who looks after the server needs."""
    return [
        Command(
            "postgres",
            "The programme's place on a PostgreSQL server.",
            section="Programme",
            commands=(
                _writing("setup", "Make the tables, or bring them up to date."),
                _writing("grant", "Let a role read, or read and write."),
                Command("status", "Show the server, the connection and the role.", f"{_COMMANDS}:status", sends=True),
            ),
        )
    ]


def _writing(name: str, text: str) -> Command:
    """A command that changes the server, which the history knows nothing of."""
    return Command(name, text, f"{_COMMANDS}:{name}", writes=True, undo=False, sends=True)
