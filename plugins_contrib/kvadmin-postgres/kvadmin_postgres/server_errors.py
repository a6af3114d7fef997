"""What the server and its library say, as errors for the reader: one line, no data and no secret."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from kvadmin.api import InvalidData, KvadminError, Overtaken, Refused, UnknownName, tr

#: Signs from which on a password is looked for inside words, too.
_TELLING = 6
#: Somebody else was in the way; the same again may come to an end.
_IN_THE_WAY = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


@contextmanager
def as_said(shown: str, *, connecting: bool = False) -> Iterator[None]:
    """Errors of the library become errors for the reader.

    Args:
        shown: The address, for people.
        connecting: Whether there is no connection yet.
    """
    try:
        yield
    except psycopg.Error as error:
        raise translated(error, shown, connecting=connecting) from None


def translated(error: psycopg.Error, shown: str, *, connecting: bool = False) -> KvadminError:  # noqa: PLR0911 - a table
    """One error for the reader."""
    reason = reason_of(error)
    if isinstance(error, errors.InsufficientPrivilege):
        return Refused(
            tr("the server does not let you do that: {reason}", reason=reason),
            where=shown,
            hint=tr("ask the owner of the tables for kvadmin postgres grant ROLE --reader, or --writer"),
            code="cannot-write",
        )
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return read_only(shown)
    if isinstance(error, errors.UndefinedTable):
        return not_set_up(shown)
    if isinstance(error, _IN_THE_WAY):
        return Overtaken(
            tr("somebody else is changing the same: {reason}", reason=reason), where=shown, hint=tr("try again")
        )
    if isinstance(error, errors.InvalidCatalogName):
        return UnknownName(reason, where=shown, hint=tr("the server has no such database"), code="not-registered")
    if isinstance(error, psycopg.OperationalError) and not isinstance(error, (errors.DiskFull, errors.QueryCanceled)):
        return unreachable(reason, shown) if connecting else lost(reason, shown)
    return KvadminError(tr("the server says: {reason}", reason=reason), where=shown, code="cannot-write")


def unreachable(reason: str, shown: str) -> KvadminError:
    """There is no connection."""
    return KvadminError(
        tr("the server cannot be reached: {reason}", reason=reason),
        where=shown,
        hint=tr("check host, port and database; the password comes from PGPASSWORD or ~/.pgpass"),
        code="no-connection",
    )


def lost(reason: str, shown: str) -> KvadminError:
    """There was a connection."""
    return KvadminError(
        tr("the connection to the server was lost: {reason}", reason=reason),
        where=shown,
        hint=tr("run the command again; if that does not help, ask who looks after the server"),
        code="no-connection",
    )


def not_set_up(shown: str) -> UnknownName:
    """There are no tables."""
    return UnknownName(
        tr("there is no programme in this database yet"),
        where=shown,
        hint=tr("make its tables: kvadmin postgres setup"),
        code="not-set-up",
    )


def unsuitable(shown: str, encoding: str, version: int) -> Refused:
    """The server or its database cannot keep what is to be kept."""
    return Refused(
        tr(
            "PostgreSQL {version} with the encoding {encoding} cannot keep a programme",
            version=version,
            encoding=encoding,
        ),
        where=shown,
        hint=tr("it takes PostgreSQL 13 or newer, and a database made with ENCODING 'UTF8'"),
        code="unknown-version",
    )


def read_only(shown: str) -> Refused:
    """Nothing can be written there."""
    return Refused(
        tr("this server, or this role, lets you read only"),
        where=shown,
        hint=tr("name the server that writes, or ask its owner for kvadmin postgres grant ROLE --writer"),
        code="cannot-write",
    )


def of_version(found: int, known: int, shown: str) -> KvadminError | None:
    """What stands in the way where the tables are of another format than these programs know; None: nothing."""
    if found > known:
        return InvalidData(
            tr("the tables are of format {found}, this plugin knows formats up to {known}", found=found, known=known),
            where=shown,
            hint=tr("upgrade: `pip install --upgrade kvadmin-postgres`"),
            code="unknown-version",
        )
    if found < known:
        return Refused(
            tr("the tables are of format {found}; this plugin needs {known}", found=found, known=known),
            where=shown,
            hint=tr("their owner brings them up to date: kvadmin postgres setup"),
            code="older-form",
        )
    return None


def reason_of(error: psycopg.Error) -> str:
    """The first sentence that the library or server says: details would show data."""
    text = error.diag.message_primary or str(error).strip().partition("\n")[0] or type(error).__name__
    return scrubbed(text)


def scrubbed(text: str) -> str:
    """A text without the passwords that this process was given."""
    for name in ("PGPASSWORD", "PGSSLPASSWORD"):
        secret = os.environ.get(name, "")
        if len(secret) >= _TELLING:
            text = text.replace(secret, "***")
        elif secret:  # a part of a word that happens to be the same tells nobody anything
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", text)
    return text
