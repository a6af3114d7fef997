"""The e-mail merge against mailmerge 2.3.0: same letters, same server, one run, each as a process of its own.

    python benchmarks/mail.py [--small]

mailmerge is installed from the package index into a throw-away environment. What is timed is the whole
program: reading letters and rows, rendering and checking, sending; for kvadmin also freezing the plan, checksums,
and the log with its fsync of every commit. Printed are ratios, beside `python -c pass` and one fixed numpy workload.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = {
    "nb": "Til {{ kommune }} kommune\n\nVi inviterer kommunen til å søke om plass i puljen. Frist: {{ frist }}.\n\n"
    + "Søknaden skal være behandlet politisk.\n" * 12,
    "nn": "Til {{ kommune }} kommune\n\nVi inviterer kommunen til å søkje om plass i pulja. Frist: {{ frist }}.\n\n"
    + "Søknaden skal vere behandla politisk.\n" * 12,
}


class Sink(asyncio.Protocol):
    """A server that takes everything, fast, and keeps only how many messages it took."""

    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.out = transport
        self.held = bytearray()
        self.data = False
        self.out.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.held += data
        answers = []
        while True:
            if self.data:
                end = self.held.find(b"\r\n.\r\n", max(0, len(self.held) - len(data) - 5))
                if end < 0:
                    break
                del self.held[: end + 5]
                self.data = False
                Sink.taken += 1
                answers.append(b"250 taken\r\n")
            else:
                end = self.held.find(b"\r\n")
                if end < 0:
                    break
                word = bytes(self.held[:4]).upper()
                del self.held[: end + 2]
                self.data = word == b"DATA"
                if word == b"XNUM":
                    answers.append(b"250 %d\r\n" % Sink.taken)
                else:
                    answers.append(
                        {
                            b"DATA": b"354 go on\r\n",
                            b"EHLO": b"250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n",
                            b"QUIT": b"221 bye\r\n",
                        }.get(word, b"250 ok\r\n")
                    )
        if answers:
            self.out.write(b"".join(answers))


async def serve_sink() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def serve_delay(port: int, one_way: float) -> None:
    """A proxy that holds every byte back for `one_way` seconds in each direction."""
    loop = asyncio.get_running_loop()

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 16):
            loop.call_later(one_way, writer.write, data)
        loop.call_later(one_way, writer.close)

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pipe(reader, back), pipe(there, writer), return_exceptions=True)

    server = await asyncio.start_server(joined, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def started(*words: str) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen([sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def measured(words: list[str], cwd: Path) -> tuple[float, float]:
    """(wall, CPU) seconds of a program that must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def taken(port: int) -> int:
    import smtplib

    with smtplib.SMTP("127.0.0.1", port) as client:
        return int(client.docmd("XNUM")[1])


def mailmerge(folder: Path, tool: str, rows: list[dict], port: int, attachment: Path | None) -> list[str]:
    folder.mkdir()
    head = "TO: {{ name }} <{{ email }}>\nSUBJECT: Invitasjon til {{ kommune }}\n"
    head += "FROM: Sekretariatet <sekretariatet@program.example>\n"
    if attachment:
        head += f"ATTACHMENT: {attachment}\n"
    (folder / "mailmerge_template.txt").write_text(head + "\n" + TEXT["nb"])
    (folder / "mailmerge_server.conf").write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {port}\n")
    with (folder / "mailmerge_database.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return [tool, "--no-dry-run", "--no-limit"]


def kvadmin(folder: Path, rows: list[dict], port: int, attachment: Path | None, connections: int) -> list[str]:
    letters = folder / "letters"
    letters.mkdir(parents=True)
    attached = f"attachments: {attachment.name}\n" if attachment else ""
    if attachment:
        (letters / attachment.name).write_bytes(attachment.read_bytes())
    for form, text in TEXT.items():
        front = (
            '---\nsubject: Invitasjon til {{ kommune }}\nformat: text\nto: "{{ name }} <{{ email }}>"\n'
            + attached
            + "---\n"
        )
        (letters / f"brev.{form}.md").write_text(front + text)
    job = {
        "letters": str(letters),
        "name": "brev",
        "attachments": str(letters),
        "outbox": str(folder / "outbox"),
        "rows": rows,
    }
    job |= {"sender": "sekretariatet@program.example", "port": port, "connections": connections}
    (folder / "job.json").write_text(json.dumps(job))
    return [sys.executable, str(Path(__file__).parent.parent / "tests/plugins/mail/merge.py"), str(folder / "job.json")]


def compare(
    name: str, tool: str, count: int, attachment: Path | None, delay: bool, connections: int, aims: str
) -> None:
    rows = [
        {
            "email": f"post{n}@kommune{n}.example",
            "name": f"Kari Nordmann {n}",
            "kommune": f"Kommune {n}",
            "frist": "20. mai 2008",
            "maalform": "nb",
        }
        for n in range(count)
    ]
    sink, port = started("sink")
    proxy, front = started("delay", str(port)) if delay else (None, port)
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            theirs = measured(mailmerge(base / "m", tool, rows, front, attachment), base / "m")
            middle = taken(port)
            ours = measured(kvadmin(base / "k", rows, front, attachment, connections), base / "k")
            both = taken(port)
        assert (middle, both) == (count, 2 * count), (middle, both)
    finally:
        for process in (sink, proxy):
            if process:
                process.kill()
    told = [
        f"{tool} {wall:.2f} s wall, {cpu:.2f} s CPU" for tool, (wall, cpu) in (("mailmerge", theirs), ("kvadmin", ours))
    ]
    print(f"{name}: {'; '.join(told)}")
    less = f"{theirs[1] / ours[1]:.1f}x less CPU, {theirs[0] / ours[0]:.1f}x less wall"
    print(f"    {less} ({ours[0] / theirs[0]:.2f} of mailmerge's)   {aims}")


def yardsticks() -> None:
    here = Path.cwd()
    start = min(measured([sys.executable, "-c", "pass"], here)[1] for _ in range(5))
    numeric = "import numpy; a = numpy.random.default_rng(1).random((700, 700))\nfor _ in range(8): a = a @ a / a.max()"
    fixed = min(measured([sys.executable, "-c", numeric], here)[1] for _ in range(3))
    print(f"python -c pass {start:.3f} s CPU; numpy workload {fixed:.3f} s CPU")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="a tenth of the letters")
    parser.add_argument("--mailmerge", help="an installed mailmerge, instead of installing one")
    chosen = parser.parse_args()
    part = 10 if chosen.small else 1
    with tempfile.TemporaryDirectory() as folder:
        tool = chosen.mailmerge
        if not tool:
            subprocess.run([sys.executable, "-m", "venv", folder + "/venv"], check=True)
            subprocess.run(
                [folder + "/venv/bin/pip", "install", "-q", "mailmerge==2.3.0"], check=True, stderr=subprocess.DEVNULL
            )
            tool = folder + "/venv/bin/mailmerge"
        attachment = Path(folder) / "avtale.pdf"
        attachment.write_bytes(b"%PDF-1.4" + os.urandom(200_000))
        yardsticks()
        compare(
            f"{430 // part} letters, 200 kB attached", tool, 430 // part, attachment, False, 4, "aim: 3x CPU, 5x wall"
        )
        compare(
            f"{5000 // part} plain letters", tool, 5000 // part, None, False, 4, "aim: at most 1.50 of the wall time"
        )
        compare(
            f"{200 // part} letters, 20 ms round trip, 4 connections", tool, 200 // part, None, True, 4, "aim: 5x wall"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["sink"]:
        asyncio.run(serve_sink())
    elif sys.argv[1:2] == ["delay"]:
        asyncio.run(serve_delay(int(sys.argv[2]), 0.010))
    else:
        main()
