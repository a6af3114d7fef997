"""A PostgreSQL server of the tests' own: in a folder, on a socket and a TCP port with TLS, gone when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

#: Where nobody asks what a broken computer leaves: neither the disk nor housekeeping is waited for.
_QUICK = "fsync = off\nfull_page_writes = off\nautovacuum = off\njit = off\nshared_buffers = 32MB\n"
#: What the superuser is called, and what every role is let in with over TCP.
OWNER, PASSWORD = "kvadmin_owner", "a-secret-of-the-tests"


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``: on PATH, or where Debian keeps one for each version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    return debian[-1].parent if debian else None


@dataclass(frozen=True)
class Cluster:
    """A server that runs.

    Args:
        folder: Where it lies; its socket, too.
        port: Of its TCP side, and of its socket.
        certificate: What it shows for ``localhost`` and 127.0.0.1.
    """

    folder: Path
    port: int
    certificate: Path

    def address(self, database: str = "postgres", user: str = OWNER, **more: str) -> str:
        """Of a database, by the socket, which lets everybody in."""
        extra = "".join(f"&{key}={value}" for key, value in more.items())
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}{extra}"

    def by_network(self, database: str = "postgres", user: str = OWNER, host: str = "127.0.0.1") -> str:
        """Of a database, by TCP, which asks for the password."""
        return f"postgresql://{user}@{host}:{self.port}/{database}"

    def connect(self, database: str = "postgres", user: str = OWNER) -> psycopg.Connection:
        """A connection of the tests' own."""
        return psycopg.connect(host=str(self.folder), port=self.port, user=user, dbname=database, autocommit=True)

    def run(self, statement: str, *values: object, database: str = "postgres") -> list[tuple]:
        """Run one statement; its rows."""
        with self.connect(database) as connection:
            found = connection.execute(statement, values or None)
            return found.fetchall() if found.description else []


def _as_user(command: list[str], folder: Path) -> list[str]:
    """A server does not run as root: then it is the user postgres."""
    if os.getuid() != 0:
        return command
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*, fsync: bool = True, bin_folder: Path | None = None) -> Iterator[Cluster]:
    """A new server until the end of the block.

    Args:
        fsync: Whether it waits for the disk, as servers do.
        bin_folder: Its programs; None: those of :func:`binaries`.
    """
    programs = bin_folder or binaries()
    assert programs is not None, "no PostgreSQL is installed (Debian: apt install postgresql)"
    folder = Path(tempfile.mkdtemp(prefix="kvpg-"))  # short: a socket's path has 107 bytes at most
    try:
        folder.chmod(0o755)
        data, port = folder / "data", _free_port()
        (folder / "pw").write_text(PASSWORD)
        (folder / "pw").chmod(0o644)

        def call(*words: str) -> None:
            done = subprocess.run(
                _as_user(list(words), folder), capture_output=True, text=True, cwd=folder, check=False
            )
            assert done.returncode == 0, f"{words[0]}: {done.stdout}{done.stderr}"

        call(
            str(programs / "initdb"), "-D", str(data), "-U", OWNER, f"--pwfile={folder / 'pw'}", "-E", "UTF8",
            "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync",
        )  # fmt: skip
        call(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", str(data / "server.key"), "-out", str(data / "server.crt"),
        )  # fmt: skip
        certificate = folder / "server.crt"
        certificate.write_bytes((data / "server.crt").read_bytes())
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{folder}'\nssl = on\n"
                f"max_connections = 200\nlog_min_messages = fatal\n" + ("" if fsync else _QUICK)
            )
        log = folder / "server.log"
        call(str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "start")
        try:
            yield Cluster(folder, port, certificate)
        finally:
            call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
