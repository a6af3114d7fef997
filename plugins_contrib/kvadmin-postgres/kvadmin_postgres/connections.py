"""Connections to the server, all made alike."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from hashlib import sha256
from typing import Any, TypeAlias

import psycopg

from kvadmin.api import KvadminError, tr
from kvadmin_postgres.server_address import ServerAddress
from kvadmin_postgres.server_errors import as_said, unreachable

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

# What it logs is said by errors here, or is of no matter to people.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

#: Seconds.
_TO_CONNECT = "10"
#: Seconds before each attempt to come back where there was a connection.
_PAUSES = (0.0, 0.1, 0.4)


class Server:
    """A database on a server.

    Args:
        address: Where it is.
    """

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        self.shown = address.shown
        self.name = address.parameters.get("application_name", "kvadmin")
        #: Locks that the server keeps are known by numbers, which are the same for all who work on this schema.
        self.writers = self.key("writer")

    def key(self, what: str) -> int:
        """The number of a lock (64 bits, signed)."""
        text = f"kvadmin/{self.address.schema}/{what}"
        return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)

    def connect(self) -> Connection:
        """A new connection, on which each statement is a transaction of its own unless one is begun.

        Raises:
            KvadminError: There is none to be had (code ``no-connection``).
        """
        usual = {
            "connect_timeout": _TO_CONNECT,
            "application_name": self.name,
            # A server that has vanished without a word is noticed within a minute.
            "keepalives_idle": "30",
            "keepalives_interval": "10",
            "keepalives_count": "3",
            "tcp_user_timeout": "60000",
        }
        if "PGSERVICE" not in os.environ and (host := os.environ.get("PGHOST")):
            usual["host"] = host  # psycopg would say "None" of one that cannot be resolved
        fixed = {"client_encoding": "utf8", "options": f"-c search_path={self.address.schema}"}
        with as_said(self.shown, connecting=True):
            connection = psycopg.connect(**(usual | self.address.parameters | fixed), autocommit=True)  # type: ignore[arg-type]
        if not self.address.local and not connection.pgconn.ssl_in_use:
            connection.close()
            raise unreachable(tr("the connection is not encrypted"), self.shown)
        return connection

    def connect_again(self) -> Connection:
        """A new connection where one was lost: what cut it may last a moment.

        Raises:
            KvadminError: There is none to be had (code ``no-connection``).
        """
        for pause in _PAUSES[:-1]:
            time.sleep(pause)
            with suppress(KvadminError):
                return self.connect()
        time.sleep(_PAUSES[-1])
        return self.connect()


def rows(connection: Connection, statement: Any, values: Any = None) -> list[tuple[Any, ...]]:
    """The rows of one statement; bytes come as they are."""
    with connection.cursor(binary=True) as cursor:
        return cursor.execute(statement, values).fetchall()
