"""What the plan past one server rests on: lists from a replica, a history in partitions, measurements in Parquet.

Run: python benchmarks/engine_scale.py [--small] [PART ...]      (parts: replica, partitions, parquet)

* replica: a streaming replica made by ``pg_basebackup`` on this computer; what kvadmin reads there, that it is the
  same, and how it refuses to write there.
* partitions: a history of 1,000,000 lines over twenty years; the last ten changes asked by ``kvadmin log`` and in SQL
  before and after it is laid into a partition a month (``PARTITIONED``), and a month that is taken out.
* parquet: 10,000,000 measurements as CSV and as Parquet, read by polars and by DuckDB where these are installed.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from engine_places import PLUGIN, Place, Server, address_of, pointed, postgres_place, settings
from large_folders import programme
from measuring import spent

PARTS = ("replica", "partitions", "parquet")
#: The first year of the history, and how many there are.
YEAR, YEARS = 2000, 20
#: Lines of a file of the history, about: kvadmin begins another at 1 MiB.
_LINES = 2000

_HISTORY = """
WITH line AS (
    SELECT n, translate(lpad(to_hex(n), 16, '0'), '0123456789abcdef', 'klmnopqrstuvwxyz') AS id,
        translate(lpad(to_hex(n - 1), 16, '0'), '0123456789abcdef', 'klmnopqrstuvwxyz') AS earlier,
        timestamptz '{year}-01-01 00:00Z' + n * (interval '{years} years' / {count}) AS made
    FROM generate_series(1, {count}) AS n
), said AS (
    SELECT n, made, jsonb_build_object('id', id, 'when', to_char(made AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
        || '+00:00', 'who', 'Åse Prøvås', 'why', '', 'command', 'municipality set', 'host', 'vm/1', 'on', earlier,
        'files', jsonb_build_array(jsonb_build_object('path', 'municipalities/' || lpad((101 + n % 430)::text, 4, '0')
        || '-ovre-sorbygd-' || (101 + n % 430) || '.yaml', 'action', 'change', 'before',
        encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'after',
        encode(sha256(convert_to((n + 430)::text, 'UTF8')), 'hex'), 'reverse',
        jsonb_build_object('lines', jsonb_build_array(jsonb_build_array(5, 6, jsonb_build_array('population: ' || n)))),
        'content', E'number: \\'0101\\'\\nname: Øvre Sørbygd\\npopulation: ' || n || E'\\n'))) AS entry
    FROM line
), named AS (
    SELECT n, entry, convert_to(entry::text || E'\\n', 'UTF8') AS line,
        to_char(made AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
        (row_number() OVER (PARTITION BY to_char(made AT TIME ZONE 'UTC', 'YYYY-MM') ORDER BY n) - 1) / {lines} AS part
    FROM said
)
SELECT 'history/' || month || CASE part WHEN 0 THEN '' ELSE '_' || lpad((part + 1)::text, 2, '0') END || '.jsonl'
    AS name,
    sum(octet_length(line)) OVER (PARTITION BY month, part ORDER BY n) - octet_length(line) AS position, line, entry
INTO TEMPORARY filled FROM named;
INSERT INTO logs (name, size) SELECT name, max(position + octet_length(line)) FROM filled GROUP BY name;
INSERT INTO log_lines (name, position, line, entry) SELECT name, position, line, entry FROM filled;
DROP TABLE filled;
"""

#: The same lines in a partition a month; files of the history are named by month, so the bounds are names.
PARTITIONED = """
BEGIN;
LOCK TABLE log_lines IN ACCESS EXCLUSIVE MODE;
DROP VIEW history;
ALTER TABLE log_lines RENAME TO log_lines_before;
ALTER INDEX log_lines_pkey RENAME TO log_lines_before_pkey;
CREATE TABLE log_lines (
    name text COLLATE "C" NOT NULL REFERENCES logs ON DELETE CASCADE,
    position bigint NOT NULL,
    line bytea NOT NULL,
    entry jsonb,
    PRIMARY KEY (name, position)
) PARTITION BY RANGE (name);
CREATE TABLE log_lines_other PARTITION OF log_lines DEFAULT;
{months}
INSERT INTO log_lines SELECT name, position, line, entry FROM log_lines_before;
DROP TABLE log_lines_before;
CREATE VIEW history AS
    SELECT entry->>'id' AS id, (entry->>'when')::timestamptz AS made, entry->>'who' AS who, entry->>'why' AS why,
        entry->>'command' AS command, entry, name, position
    FROM log_lines
    WHERE name LIKE 'history/%' AND entry IS NOT NULL;
COMMIT;
"""
_MONTH = "CREATE TABLE log_lines_{0} PARTITION OF log_lines FOR VALUES FROM ('history/{1}') TO ('history/{2}');"

#: What is asked of a long history in SQL.
QUESTIONS = {
    "the last ten changes": "SELECT id, made, who, command FROM history ORDER BY made DESC LIMIT 10",
    "the last ten, of the last month": (
        "SELECT id, made, who, command FROM history WHERE name >= 'history/2019-12' ORDER BY made DESC LIMIT 10"
    ),
    "changes of one year by person": (
        "SELECT who, count(*) FROM history WHERE name >= 'history/2008' AND name < 'history/2009' GROUP BY who"
    ),
    "changes of all years by person": "SELECT who, count(*) FROM history GROUP BY who",
}


def seconds(server, statement):
    """The median of three answers, in the server's own words (``EXPLAIN ANALYZE``)."""
    found = []
    for _ in range(3):
        plan = server.asked(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {statement}")[0][0][0]
        found.append((plan["Planning Time"] + plan["Execution Time"]) / 1000)
    return statistics.median(found)


def timed(statements, server):
    """CPU seconds of the server, and of the clock."""
    before, begun = server.cpu(), time.monotonic()
    server.asked(statements)
    return server.cpu() - before, time.monotonic() - begun


def asked(place, inside):
    """Print what the last ten changes cost by kvadmin and in SQL."""
    for name in ("read for the first time", "known to the index"):
        before = inside.cpu()
        line = [sys.executable, "-m", "kvadmin", "-C", str(place.folder), "log", "--last", "10"]
        used, memory = spent(line, env=os.environ | place.settings)
        print(
            f"    kvadmin log --last 10, {name}: client {used:.2f} s, server {inside.cpu() - before:.2f} s CPU,"
            f" {memory:.0f} MB at most",
            flush=True,
        )
    for name, statement in QUESTIONS.items():
        print(f"    SQL, {name}: {seconds(inside, statement) * 1000:.1f} ms", flush=True)


def partitions(room, there, share):
    """A long history, as the engine lays it and in partitions."""
    count = 1_000_000 // share
    place = postgres_place(room, programme(room / "partitions", 430), there)
    inside = Server(f"{address_of(place)}&options=-csearch_path%3Dkvadmin")
    used, took = timed(_HISTORY.format(year=YEAR, years=YEARS, count=count, lines=_LINES), inside)
    inside.asked("VACUUM ANALYZE")
    size = inside.asked("SELECT pg_total_relation_size('log_lines'), (SELECT count(*) FROM logs)")[0]
    print(f"{count:,} lines in {size[1]} files, {size[0] / 1e6:.0f} MB; made in {used:.0f} s CPU, {took:.0f} s")
    print("as the engine lays it")
    asked(place, inside)
    months = [f"{year}-{month:02}" for year in range(YEAR, YEAR + YEARS + 1) for month in range(1, 13)]
    made = (_MONTH.format(one.replace("-", "_"), one, after) for one, after in pairwise(months))
    used, took = timed(PARTITIONED.format(months="\n".join(made)), inside)
    inside.asked("VACUUM ANALYZE")
    print(f"laid into partitions in {used:.0f} s CPU, {took:.0f} s, while nobody else could write or read")
    shutil.rmtree(room / "cache", ignore_errors=True)
    asked(place, inside)
    print("a change:", end=" ")
    print("client {:.2f} s, server {:.2f} s CPU".format(*place.cpu("municipality", "set", "0110", "population", "7")))
    used, took = timed(f"ALTER TABLE log_lines DETACH PARTITION log_lines_{YEAR}_01", inside)
    print(f"a month taken out: {1000 * took:.0f} ms", end="; ")
    used, took = timed(f"DELETE FROM log_lines WHERE name < 'history/{YEAR}-03'", inside)
    print(f"the next one deleted line by line: {1000 * took:.0f} ms, {used:.1f} s CPU")


def replica(room, cluster, there, share):
    """A replica that follows the server, read and written to by kvadmin."""
    sys.path.append(str(PLUGIN / "tests"))
    from postgres_server import _as_user, binaries

    first = postgres_place(room, programme(room / "replica", 9000 // share), there)
    address = address_of(first)
    folder = cluster.folder / "replica"
    port = cluster.port + 1
    words = [str(binaries() / "pg_basebackup"), "-h", str(cluster.folder), "-p", str(cluster.port), "-R", "-c", "fast"]
    user = there.asked("SELECT current_user")[0][0]

    def call(*line):
        subprocess.run(_as_user([*map(str, line)], cluster.folder), check=True, cwd=cluster.folder, capture_output=True)

    begun = time.monotonic()
    call(*words, "-U", user, "-D", folder)
    made = time.monotonic() - begun
    with (folder / "postgresql.conf").open("a") as file:
        file.write(f"port = {port}\n")
    call(binaries() / "pg_ctl", "-D", folder, "-l", folder / "log", "-w", "start")
    try:
        other = address.replace(f"port={cluster.port}", f"port={port}")
        second_server = Server(f"postgresql://{user}@/postgres?host={cluster.folder}&port={port}")
        second = Place("replica", pointed(room / "replica-second", other), settings(room), second_server)
        print(f"a replica of {9000 // share:,} municipalities, made in {made:.0f} s")
        _read_there(first, second)
        _follows(first, second)
        for words in (("municipality", "set", "0110", "population", "1"), ("undo", "--yes")):
            process = second.begun(*words)
            out, err = process.communicate()
            print(f"    {' '.join(words)} there: exit {process.returncode}: {(err or out).strip().splitlines()[:3]}")
    finally:
        call(binaries() / "pg_ctl", "-D", folder, "-m", "immediate", "-w", "stop")


def _read_there(first, second):
    for words in (
        ("municipality", "list"),
        ("municipality", "show", "0110"),
        ("log", "--last", "10"),
        ("cohort", "status"),
        ("status",),
        ("doctor",),
        ("check",),
    ):
        lines = []
        for place in (first, second):
            before = place.used()
            process = place.begun(*words)
            out, err = process.communicate()
            used = [after - then for after, then in zip(place.used(), before, strict=True)]
            lines.append((process.returncode, out, err, used))
        one, other = lines
        same = "the same" if one[:2] == other[:2] else "DIFFERENT"
        print(
            f"    {' '.join(words)}: {same}, exit {other[0]}; client {other[3][0]:.2f} s, replica {other[3][1]:.2f} s"
            f" CPU; of the first: {one[3][0]:.2f} s and {one[3][1]:.2f} s",
            flush=True,
        )
        if one[:2] != other[:2]:
            print(f"      {one[1].strip()[-200:]!r} {one[2].strip()[-200:]!r}\n      {other[1:3]!r}"[:900])


def _follows(first, second):
    """How long a change takes until the replica shows it."""
    first.said("municipality", "set", "0110", "population", "4711")
    begun, tries = time.monotonic(), 0
    while "4711" not in second.said("municipality", "show", "0110", "--format", "json"):
        tries += 1
    print(f"    a change is seen there in the next command ({tries} too early, {time.monotonic() - begun:.1f} s)")


def parquet(room, share):
    """Measurements as CSV and as Parquet."""
    count = 10_000_000 // share
    made = subprocess.run(
        [sys.executable, "-c", _MAKE, str(count), str(room)], check=True, capture_output=True, text=True
    )
    print(made.stdout, end="")
    for name, code in _READ.items():
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        ran = subprocess.run(
            [sys.executable, "-c", f"{code}\n{_PEAK}"], check=False, cwd=room, capture_output=True, text=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        said = (ran.stdout if ran.returncode == 0 else ran.stderr).strip().splitlines()[-1]
        print(f"    {name}: {used:.2f} s CPU, {time.monotonic() - begun:.2f} s, {said}", flush=True)


_MAKE = """
import sys, polars as pl, numpy as np
count, room = int(sys.argv[1]), sys.argv[2]
luck = np.random.default_rng(22)
at = np.arange(count)
table = pl.DataFrame({
    "municipality": pl.Series([f"{n:04}" for n in range(101, 531)]).gather(at % 430),
    "indicator": pl.Series([f"indicator-{n:02}" for n in range(40)]).gather(at // 430 % 40),
    "day": pl.Series(np.datetime64("2000-01-01") + (at // 17200)).cast(pl.Date),
    "value": luck.normal(8, 2, count).round(2),
})
table.write_csv(f"{room}/points.csv")
table.write_parquet(f"{room}/points.parquet")
import os
sizes = [os.path.getsize(f"{room}/points.{kind}") / 1e6 for kind in ("csv", "parquet")]
print(f"{count:,} points: {sizes[0]:.0f} MB as CSV, {sizes[1]:.0f} MB as Parquet")
"""
_PEAK = """
import resource
print(f"{len(found)} rows, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
"""
_SQL = "SELECT indicator, avg(value) FROM '{file}' WHERE municipality = '0301' GROUP BY indicator"
_POLARS = (
    "import polars as pl\nfound = pl.scan_{kind}('points.{kind}'{more}).filter(pl.col('municipality') == '0301')"
    ".group_by('indicator').agg(pl.col('value').mean()).collect()"
)
_READ = {
    "csv module, one municipality": (
        "import csv\nsums = {}\nwith open('points.csv', newline='') as file:\n    for row in csv.DictReader(file):\n"
        "        if row['municipality'] == '0301':\n"
        "            sums.setdefault(row['indicator'], []).append(float(row['value']))\nfound = sums"
    ),
    "CSV by polars, one municipality": _POLARS.format(
        kind="csv", more=", schema_overrides={'municipality': pl.String}"
    ),
    "Parquet by polars, one municipality": _POLARS.format(kind="parquet", more=""),
    "CSV by DuckDB, one municipality": (
        f'import duckdb\nfound = duckdb.sql("""{_SQL.format(file="points.csv")}""").fetchall()'
    ),
    "Parquet by DuckDB, one municipality": (
        f'import duckdb\nfound = duckdb.sql("""{_SQL.format(file="points.parquet")}""").fetchall()'
    ),
}


def main(words):
    share = 50 if "--small" in words else 1
    parts = [word for word in words if word in PARTS] or PARTS
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        if {"replica", "partitions"} & {*parts}:
            sys.path.append(str(PLUGIN / "tests"))
            from postgres_server import running

            with running() as cluster:
                there = Server(cluster.address())
                if "replica" in parts:
                    replica(room, cluster, there, share)
                if "partitions" in parts:
                    partitions(room, there, share)
        if "parquet" in parts:
            parquet(room, share)


if __name__ == "__main__":
    main(sys.argv[1:])
