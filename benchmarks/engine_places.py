"""The same programme in a folder of files and in a PostgreSQL database, for the benchmarks that set them side by side.

A place is a folder that commands are run in: the programme itself, or the pointer to a database that holds it. The
server is one that is started for the benchmark, or that of ``KVADMIN_POSTGRES_URL`` (databases are made there, named
``kvadmin_bench_...``, and dropped again).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "plugins_contrib" / "kvadmin-postgres"
#: The part of a second in which the system counts the time of processes.
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Place:
    """Where a programme lies, and how commands find it.

    Args:
        name: "YAML" or "PostgreSQL".
        folder: What ``-C`` names.
        settings: What the environment of its commands has besides ours.
        server: Whose CPU time its commands use too; None: nobody's.
    """

    name: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    server: Server | None = None

    def begun(self, *words, who="Kari", **streams):
        """A command as a person runs it, in a process of its own."""
        line = [sys.executable, "-m", "kvadmin", "--who", who, "-C", str(self.folder), *map(str, words)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.Popen(line, env=os.environ | self.settings, stdin=subprocess.DEVNULL, text=True, **streams)

    def said(self, *words):
        """What a command prints; it must end well."""
        process = self.begun(*words)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def cpu(self, *words):
        """``(client, server)``: CPU seconds of a command, as the system counts them."""
        before = self.used()
        self.said(*words)
        return tuple(after - then for after, then in zip(self.used(), before, strict=True))

    def used(self):
        """``(client, server)``: CPU seconds so far, of commands that have ended and of the server."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime, self.server.cpu() if self.server else 0.0

    def store(self):
        """The programme, opened in this process."""
        from quick_store import opened

        return opened(self.folder, factories() if self.server else ())


def factories():
    """The engines that the plugin offers."""
    if str(PLUGIN) not in sys.path:
        sys.path.append(str(PLUGIN))
    from kvadmin_postgres import kvadmin_store_engines

    return kvadmin_store_engines()


class Server:
    """A PostgreSQL server.

    Args:
        address: ``postgresql://...`` of a database that others can be made from.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        #: Names of databases that were made here.
        self.made: list[str] = []
        self._postmaster = 0

    def asked(self, sql, *values):
        """What a question to the server's own database gives."""
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            found = connection.execute(sql, values or None)
            return found.fetchall() if found.description else []

    def database(self, name):
        """An empty database, and its address."""
        name = f"kvadmin_bench_{os.getpid()}_{name}"
        self.made.append(name)
        self.asked(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.asked(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{name}"))

    def dropped(self):
        """No database of these benchmarks stays."""
        for name in self.made:
            self.asked(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def cpu(self):
        """CPU seconds of the server and all its processes so far; 0 for a server on another computer."""
        if not self._postmaster:
            folder = Path(self.asked("SHOW data_directory")[0][0])
            try:
                self._postmaster = int((folder / "postmaster.pid").read_text().split()[0])
            except OSError:
                return 0.0
        total = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(entry.name) == self._postmaster:
                    total += sum(map(int, fields[11:15]))  # its own, and of processes of its that have ended
                elif int(fields[1]) == self._postmaster:
                    total += sum(map(int, fields[11:13]))
        return total / _TICK


@contextmanager
def server():
    """A server for the benchmark; its databases are gone afterwards."""
    if named := os.environ.get("KVADMIN_POSTGRES_URL"):
        found = Server(named)
        try:
            yield found
        finally:
            found.dropped()
        return
    sys.path.append(str(PLUGIN / "tests"))
    from postgres_server import running

    with running() as cluster:
        yield Server(cluster.address())


def plugin_folder(folder: Path) -> Path:
    """The plugin, laid where Python finds it as if it were installed; the folder for ``PYTHONPATH``."""
    from startup import install_contrib

    if not folder.exists():
        install_contrib(folder, [PLUGIN / "pyproject.toml"])
    return folder


def settings(room: Path) -> dict[str, str]:
    """The environment of a person without settings, who has the plugin; the same for both places."""
    beside = filter(None, (str(plugin_folder(room / "installed")), str(ROOT), os.environ.get("PYTHONPATH", "")))
    return {
        "PYTHONPATH": os.pathsep.join(beside),
        "KVADMIN_CONFIG": str(room / "none.toml"),
        "XDG_CACHE_HOME": str(room / "cache"),
        "XDG_STATE_HOME": str(room / "state"),
        "KVADMIN_LANG": "en",
    }


def yaml_place(room: Path, folder: Path) -> Place:
    """A programme as it lies."""
    return Place("YAML", folder, settings(room))


def postgres_place(room: Path, folder: Path, server: Server) -> Place:
    """A copy of a programme folder in a database of its own, behind a pointer."""
    name = folder.name.replace("-", "_")
    address = server.database(name)
    pointer = pointed(room / f"{name}-postgres", address)
    engine = next(one for one in factories() if address.startswith(f"{one.name}:")).open(pointer, address)
    with engine.writing(who="Benchmark", command="fill"):
        pass  # makes the tables
    fill(engine, folder)
    engine.close()
    Server(address).asked("VACUUM ANALYZE")
    return Place("PostgreSQL", pointer, settings(room), server)


def pointed(folder: Path, address: str) -> Path:
    """A folder that says where its programme is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.yaml").write_text(f"schema: 1\nstore: {address}\n", encoding="utf-8")
    return folder


def address_of(place: Place) -> str:
    """The address that a pointer holds."""
    return (place.folder / "programme.yaml").read_text(encoding="utf-8").partition("store: ")[2].strip()


def fill(engine, folder: Path, at_once: int = 2000) -> None:
    """Put everything of a programme folder into an engine: contents as contents, the history as logs."""
    some: dict[str, bytes] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if name.startswith("."):
            continue
        if name.startswith("history/"):
            log = engine.log(name)
            log.add(file.read_bytes(), durable=True)
            log.close()
            continue
        some[name] = file.read_bytes()
        if len(some) >= at_once:
            engine.put(some)
            some = {}
    engine.put(some)
