"""A whole mailing as a person runs it, against mailmerge 2.3.0: same letters, same server, one run.

    python benchmarks/mail.py [--small] [--rounds N]

Timed are processes from their start to their last byte. Of kvadmin all four, summed: ``mail plan``, ``mail approve``,
``mail send --confirm N``, ``mail status``, on a programme folder with municipalities, contacts and a letter, made
beforehand by ``init --register`` and ``contact import``; of mailmerge its one. Rounds go to and fro between the two,
and of each the least counts, since other work on the machine only adds to it. mailmerge is installed from the package
index into a throw-away environment. The server is a process of its own; its letters are counted. Beside them
``python -c pass`` and one fixed numpy workload.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import resource
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

TEXT = {
    "nb": "Til KOMMUNE kommune\n\nVi inviterer kommunen til å søke om plass i puljen. Frist: {{ frist }}.\n\n"
    + "Søknaden skal være behandlet politisk.\n" * 12,
    "nn": "Til KOMMUNE kommune\n\nVi inviterer kommunen til å søkje om plass i pulja. Frist: {{ frist }}.\n\n"
    + "Søknaden skal vere behandla politisk.\n" * 12,
}
DEADLINE, TODAY = "20. mai 2008", "2008-04-01"
SENDER = """\
sender:
  name: Sekretariatet
  email: sekretariatet@program.example
  signed_by: Eva Prøve
  title: programleder
"""
#: Municipalities of Norway in 2008, about; more letters than these go to several people of each.
PLACES = 430
STEPS = ("plan", "approve", "send", "status")
Cost = tuple[float, float]  # wall, CPU: seconds


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


def measured(words: list[str], cwd: Path) -> Cost:
    """What a program costs that must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def taken(port: int) -> int:
    """How many letters the server has."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        return int(client.docmd("XNUM")[1])


def people(count: int) -> list[dict[str, str]]:
    """So many people, in as many municipalities as there are."""
    return [
        {
            "nummer": f"{101 + n % PLACES:04d}",
            "kommune": f"Kommune {101 + n % PLACES}",
            "name": f"Kari Nordmann {n}",
            "email": f"post{n}@kommune{n % PLACES}.example",
            "frist": DEADLINE,
        }
        for n in range(count)
    ]


def mailmerge(folder: Path, tool: str, rows: list[dict[str, str]], port: int, attachment: Path | None) -> list[str]:
    """A folder for mailmerge, and the command to run in it."""
    folder.mkdir()
    head = "TO: {{ name }} <{{ email }}>\nSUBJECT: Invitasjon til {{ kommune }}\n"
    head += "FROM: Sekretariatet <sekretariatet@program.example>\n"
    if attachment:
        head += f"ATTACHMENT: {attachment}\n"
    text = TEXT["nb"].replace("KOMMUNE", "{{ kommune }}")
    (folder / "mailmerge_template.txt").write_text(head + "\n" + text)
    (folder / "mailmerge_server.conf").write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {port}\n")
    with (folder / "mailmerge_database.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return [tool, "--no-dry-run", "--no-limit"]


def kvadmin(folder: Path, *words: str) -> list[str]:
    """A command line on a programme folder."""
    return [sys.executable, "-m", "kvadmin", "-C", str(folder), "--today", TODAY, "--who", "Eva Prøve", *words]


def programme(folder: Path, rows: list[dict[str, str]], attachment: Path | None) -> None:
    """A programme folder as an office has it: register and contacts taken in, a letter of its own in both forms."""
    register, contacts = folder.with_suffix(".register.csv"), folder.with_suffix(".contacts.csv")
    places = {row["nummer"]: row["kommune"] for row in rows}
    register.write_text("nummer,navn,fylke,målform\n" + "".join(f"{n},{p},Hedmark,bokmål\n" for n, p in places.items()))
    people = [f"{row['nummer']},{row['name']},Annen,{row['email']}\n" for row in rows]
    contacts.write_text("kommunenr,navn,rolle,e-post\n" + "".join(people))
    start = [sys.executable, "-m", "kvadmin", "init", str(folder), "--name", "Prøveprogrammet"]
    measured([*start, "--register", str(register)], folder.parent)
    with (folder / "programme.yaml").open("a") as file:
        file.write(SENDER)
    measured(kvadmin(folder, "contact", "import", str(contacts)), folder)
    (folder / "letters").mkdir()
    attached = f"attachments: {attachment.name}\n" if attachment else ""
    if attachment:
        (folder / "attachments").mkdir()
        (folder / "attachments" / attachment.name).write_bytes(attachment.read_bytes())
    for form, text in TEXT.items():
        front = (
            f"---\nsubject: Invitasjon til {{{{ municipality.name }}}}\nformat: text\n{attached}"
            'to: "{{ name }} <{{ email }}>"\n---\n'
        )
        body = text.replace("KOMMUNE", "{{ municipality.name }}")
        (folder / "letters" / f"brev.{form}.md").write_text(front + body)


def whole_job(folder: Path, count: int, port: int) -> dict[str, Cost]:
    """What each step of a mailing costs, one process each."""
    server = f'[mail]\ntransport = "smtp"\n[mail.smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
    (folder / "kvadmin.toml").write_text(server)
    plan = ("mail", "plan", "brev", "--to", "role:other", "--each", "contact", "--name", "sak-1")
    first = measured(kvadmin(folder, *plan, "--set", f"frist={DEADLINE}"), folder)
    named = sha256((folder / "outbox/sak-1/plan.json").read_bytes()).hexdigest()
    others = (("approve", named), ("send", "sak-1", "--confirm", str(count)), ("status",))
    costs = (first, *(measured(kvadmin(folder, "mail", *words), folder) for words in others))
    return dict(zip(STEPS, costs, strict=True))


def compare(name: str, tool: str, count: int, attachment: Path | None, delay: bool, rounds: int, aims: str) -> None:
    """Both programs, round by round, and the ratio of the least that each costs."""
    rows = people(count)
    sink, port = started("sink")
    proxy, front = started("delay", str(port)) if delay else (None, port)
    theirs: list[Cost] = []
    ours: list[dict[str, Cost]] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            programme(base / "k", rows, attachment)
            command = mailmerge(base / "m", tool, rows, front, attachment)
            for number in range(rounds):
                theirs.append(measured(command, base / "m"))
                shutil.copytree(base / "k", base / f"k{number}")
                ours.append(whole_job(base / f"k{number}", count, front))
                assert taken(port) == 2 * count * (number + 1), (taken(port), count, number)
    finally:
        for process in (sink, proxy):
            if process:
                process.kill()
    report(name, theirs, ours, aims)


def report(name: str, theirs: list[Cost], ours: list[dict[str, Cost]], aims: str) -> None:
    """Seconds of both, the steps, and the ratios."""
    wall, cpu = (min(cost[at] for cost in theirs) for at in (0, 1))
    own = [min(sum(cost[at] for cost in steps.values()) for steps in ours) for at in (0, 1)]
    steps = (
        f"{step} {min(each[step][0] for each in ours):.2f}/{min(each[step][1] for each in ours):.2f}" for step in STEPS
    )
    print(f"{name}: mailmerge {wall:.2f} s wall, {cpu:.2f} s CPU; kvadmin {own[0]:.2f} s wall, {own[1]:.2f} s CPU")
    print(f"    steps (wall/CPU): {', '.join(steps)}")
    print(f"    of mailmerge's: wall {own[0] / wall:.2f}, CPU {own[1] / cpu:.2f}   aim: {aims}", flush=True)


def yardsticks() -> None:
    """What this machine is."""
    here = Path.cwd()
    start = min(measured([sys.executable, "-c", "pass"], here)[1] for _ in range(5))
    numeric = "import numpy; a = numpy.random.default_rng(1).random((700, 700))\nfor _ in range(8): a = a @ a / a.max()"
    fixed = min(measured([sys.executable, "-c", numeric], here)[1] for _ in range(3))
    print(f"python -c pass {start:.3f} s CPU; numpy workload {fixed:.3f} s CPU", flush=True)


def main() -> None:
    """The three cases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="a tenth of the letters")
    parser.add_argument("--rounds", type=int, default=3, help="how often each case is run")
    parser.add_argument("--case", action="append", type=int, choices=(1, 2, 3), help="only these cases")
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
        # What an installed kvadmin has: byte code, and nobody's own settings.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder + "/pycache"
        os.environ["KVADMIN_CONFIG"] = folder + "/none.toml"
        attachment = Path(folder) / "avtale.pdf"
        attachment.write_bytes(b"%PDF-1.4" + os.urandom(200_000))
        yardsticks()
        cases = (
            (f"{430 // part} letters, 200 kB attached", 430 // part, attachment, False, "at most 0.20 of both"),
            (f"{5000 // part} plain letters", 5000 // part, None, False, "at most 0.90 of both"),
            (
                f"{200 // part} plain letters, 20 ms round trip",
                200 // part,
                None,
                True,
                "at most 0.17 of the wall time",
            ),
        )
        for number, (name, count, file, delay, aims) in enumerate(cases, 1):
            if number in (chosen.case or (1, 2, 3)):
                compare(name, tool, count, file, delay, chosen.rounds, aims)


if __name__ == "__main__":
    if sys.argv[1:2] == ["sink"]:
        asyncio.run(serve_sink())
    elif sys.argv[1:2] == ["delay"]:
        asyncio.run(serve_delay(int(sys.argv[2]), 0.010))
    else:
        main()
