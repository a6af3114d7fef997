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
                Command("setup", "Make the tables, or bring them up to date.", f"{_COMMANDS}:setup"),
                Command("grant", "Let a role read, or read and write.", f"{_COMMANDS}:grant"),
                Command("status", "Show the server, the connection and what the role may do.", f"{_COMMANDS}:status"),
            ),
        )
    ]
