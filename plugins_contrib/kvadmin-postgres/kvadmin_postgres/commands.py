"""``kvadmin postgres``: setup, grant, status."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.engines import plain_values
from kvadmin.api.reports import Column, Report, listing
from kvadmin_postgres.connections import Server, rows
from kvadmin_postgres.migrations import FORMAT, set_up
from kvadmin_postgres.roles import grant as grant_to
from kvadmin_postgres.server_address import SCHEME, read_address
from kvadmin_postgres.server_health import health_of
from kvadmin_postgres.tables import VIEW, missing
from kvadmin_postgres.value_check import mend as mend_values

AddressArgument = Annotated[
    str | None,
    typer.Argument(metavar="[ADDRESS]", help="postgresql://user@host/database (else the programme's own)."),
]


def setup(
    ctx: typer.Context,
    address: AddressArgument = None,
    mend: Annotated[
        bool, typer.Option("--mend", help="Take what lists show from the records again, where they say something else.")
    ] = False,
) -> None:
    """Make the tables in an empty schema, or bring them up to date; all of it or nothing.

    Example: kvadmin postgres setup postgresql://kvadmin@db.example/programme
    """
    run = session(ctx)
    server = _server(run, address)
    connection = server.connect()
    try:
        again = missing(lambda statement, values: rows(connection, statement, values)) == [VIEW]
        before, now = set_up(server, connection, dry=run.dry_run)
        mended = mend_values(server, connection, dry=run.dry_run) if mend and before else []
    finally:
        connection.close()
    if again and not run.dry_run:
        run.info(tr("Made the view of the history anew; nothing is kept in it."))
    elif before == now:
        run.info(tr("The tables are up to date: format {now}.", now=now))
    elif run.dry_run:
        run.info(tr("Dry run: nothing was written. The tables would be brought from format {before} to {now}.",
                    before=before, now=now))  # fmt: skip
    elif before:
        run.info(tr("Brought the tables from format {before} to {now}.", before=before, now=now))
    else:
        run.info(tr("Made the tables in {place}.", place=server.shown))
    for name in mended:
        run.info(tr("{name}: what lists show is taken from the record again.", name=name))
    if mend and not mended:
        run.info(tr("Lists show what the records say; nothing was to be mended."))
    _show(run, {"address": server.shown, "format_before": before, "format": now, "mended": mended})


def grant(
    ctx: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="A role that the server has.")],
    address: AddressArgument = None,
    reader: Annotated[bool, typer.Option("--reader", help="It may read everything, and change nothing.")] = False,
    writer: Annotated[bool, typer.Option("--writer", help="It may read and write, but not change the tables.")] = False,
) -> None:
    """Let a role of the server read, or read and write.

    Example: kvadmin postgres grant advisor --reader
    """
    run = session(ctx)
    if reader == writer:
        raise UsageError(
            tr("say what the role may do"), where="--reader, --writer", hint=tr("one of the two"), code="missing-value"
        )
    server = _server(run, address)
    rights = "writer" if writer else "reader"
    connection = server.connect()
    try:
        grant_to(server, connection, role, writes=writer, dry=run.dry_run)
    finally:
        connection.close()
    if run.dry_run:
        run.info(tr("Dry run: nothing was written."))
    elif writer:
        run.info(tr("{role} may read and write.", role=role))
    else:
        run.info(tr("{role} may read.", role=role))
    _show(run, {"address": server.shown, "role": role, "rights": rights})


def status(ctx: typer.Context, address: AddressArgument = None) -> None:
    """Show the server, whether the connection is encrypted, what the role may do, and how much is kept.

    Example: kvadmin postgres status
    """
    run = session(ctx)
    server = _server(run, address)
    connection = server.connect()
    try:
        told = health_of(server, connection)
    finally:
        connection.close()
    columns = (Column("item", "Item", show=tr), Column("value", "Value"))
    items = [{"item": item, "value": value} for item, value in told]
    run.show(listing("facts", columns, items, title="PostgreSQL", format_known=FORMAT))


def _show(run: Session, data: dict[str, Any]) -> None:
    """What was done, for programs: a person has been told."""
    if run.format == "json":
        run.show(Report({"schema": 1, **data}, ()))


def _server(run: Session, address: str | None) -> Server:
    """The server that is named, or that of the programme folder.

    Raises:
        UsageError: The programme is not on such a server.
    """
    if address is not None:
        return Server(read_address(address, where="ADDRESS"))
    named = str((plain_values((run.folder / "programme.yaml").read_bytes()) or {}).get("store", ""))
    if not named.startswith(f"{SCHEME}:"):
        raise UsageError(
            tr("this programme is not on a PostgreSQL server"),
            where="programme.yaml",
            hint=tr("name one: {scheme}://user@host/database", scheme=SCHEME),
            code="missing-value",
        )
    return Server(read_address(named))
