"""A small secretariat for the tests of the mail commands: programme, four municipalities, a cohort that is decided."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
TODAY = "2008-06-10"
SENDER = """\
schema: 1
name: Prøveprogrammet
language: nb
case_number: 08/1
sender:
  name: Sekretariatet
  email: sekretariatet@program.example
  signed_by: Eva Prøve
  title: programleder
parties:
  - name: Kommunenes Sentralforbund
    short: KS
    email: ks@ks.example
copy_recipients:
  - KS
  - Fylkesmannen
"""
PLACES = [
    ("0301", "Oslo", "Oslo", "neutral", "Åse Øye", "ase@oslo.example"),
    ("0821", "Bø (Telemark)", "Telemark", "nynorsk", "Knut, Bø", "knut@bo.example"),
    ("1504", "Ålesund", "Møre og Romsdal", "bokmal", "Kari Nes", "kari@alesund.example"),
    ("1867", "Bø (Nordland)", "Nordland", "bokmal", "Per Vik", ""),
]
SCORES = {"0821": 9, "0301": 8, "1504": 3, "1867": 1}
CONTENT = """\
contents:
  quality_focus: Barnehage
  quality_goal: Fra 4,1 til 4,7
  sick_leave_measures: Nærvær
  sick_leave_goal: Fra 9,6 % til 8,4 %
  tripartite_cooperation: Styringsgruppe
  timetable: Start i september
  political_treatment: Kommunestyret 08.04.2008, sak 11/08
  joint_preparation: To felles møter
"""


class Office:
    """A programme folder and the way to run kvadmin on it."""

    def __init__(self, folder: Path, cli) -> None:
        self.folder, self._cli = folder, cli
        self.today = TODAY
        (folder / "municipalities").mkdir(parents=True)
        self.write("programme.yaml", SENDER)
        for number, name, county, form, person, email in PLACES:
            self.write(f"municipalities/{number}.yaml", _place(number, name, county, form, person, email))
        self.write(
            "cohorts/P3.yaml",
            "id: P3\nname: Pulje 3 (høsten)\nname_nn: Pulje 3 (hausten)\ndeadline: 2008-05-20\n"
            "supplement_deadline: 2008-06-20\nstart: 2008-08-25\nconfirm_by: 2008-07-01\ncapacity: 2\n"
            "lottery_seed: x\ncase_number: 08/2\n",
        )
        for number, *_ in PLACES:
            body = CONTENT if number != "1867" else CONTENT.replace("  timetable: Start i september\n", "")
            self.write(
                f"applications/P3/{number}.yaml",
                f"cohort: P3\nmunicipality: '{number}'\nstate: {'complete' if number != '1867' else 'incomplete'}\n"
                f"received: 2008-05-02T00:00:00\n{body}score: {SCORES[number]}\n",
            )

    def write(self, path: str, text: str) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def kept(self, path: str) -> bytes | None:
        """What the programme has by that name, or None."""
        file = self.folder / path
        return file.read_bytes() if file.exists() else None

    def run(self, *arguments: object, code: int | None = 0):
        """Run kvadmin; `code` is the exit status it must have, None any."""
        ran = self._cli("-C", self.folder, "--today", self.today, *arguments)
        assert code is None or ran.code == code, f"exit {ran.code}\n{ran.out}\n{ran.err}"
        return ran

    def json(self, *arguments: object, code: int = 0):
        return json.loads(self.run(*arguments, "--format", "json", code=code).out)

    def admit(self) -> None:
        self.run("cohort", "admit", "P3", "--yes")

    def plan(self, *arguments: object) -> dict:
        return self.json("mail", "plan", *arguments)

    def approved(self, *arguments: object) -> dict:
        """A mailing planned and approved."""
        made = self.plan(*arguments)
        self.run("mail", "approve", made["hash"])
        return made

    def settings(self, text: str) -> None:
        self.write("kvadmin.toml", f"[mail]\nback_off = []\nreconnect_wait = 0\nconnections = 1\n{text}")


def _place(number: str, name: str, county: str, form: str, person: str, email: str) -> str:
    mail = f"    email: {email}\n" if email else ""
    return (
        f"number: '{number}'\nname: {name}\ncounty: {county}\nlanguage_form: {form}\npopulation: 5000\n"
        f"address:\n  - Rådhuset\n  - {number} {name}\ncontacts:\n"
        f"  - id: project-leader\n    name: {person}\n    role: project-leader\n{mail}"
    )


@contextmanager
def server(folder: Path, program: Path = HERE / "sink.py", **options) -> Iterator[tuple[int, Path]]:
    """A real SMTP server in a process of its own: its port, and the file of what it took."""
    told, captured = folder / "sink.json", folder / "captured.jsonl"
    told.write_text(json.dumps(options))
    captured.touch()
    process = subprocess.Popen([sys.executable, program, told, captured], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline()), captured
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def smtp(port: int, more: str = "") -> str:
    return f'transport = "smtp"\n[mail.smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n{more}'
