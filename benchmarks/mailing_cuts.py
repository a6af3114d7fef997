"""A mailing from a programme on PostgreSQL whose connection to the server is cut again and again, against a real SMTP
server's book; see ``engine_cuts.py``, which runs it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys

from cutting import ByteProxy, through, upstream_of
from engine_places import ROOT, address_of, pointed, postgres_place, settings

for _folder in ("tests", "."):
    if str(ROOT / _folder) not in sys.path:
        sys.path.insert(1, str(ROOT / _folder))

from mail_proofs import crash_run  # noqa: E402 - found by the path above
from mail_proofs.processes import by_processes, started  # noqa: E402
from plugins.mail.office import Office, server, smtp  # noqa: E402

#: Seconds after which a run hangs.
PATIENCE = 300


class DatabaseOffice(Office):
    """An office whose programme lies in a database.

    Args:
        place: The programme, reached without the proxy.
        folder: The pointer that its commands use.
        cli: Runs commands.
    """

    def __init__(self, place, folder, cli):
        self.place, self.folder, self._cli = place, folder, cli
        self.today = "2008-06-10"

    def kept(self, path):
        """Read from the database; a log without a line is not begun."""
        store = self.place.store()
        try:
            return store.contents().read(path) or None
        finally:
            store.close()


def mailing(room, there, letters, cuts, seed):
    """Send letters with so many cuts, settle what is unknown; the trial, judged."""
    room.mkdir(exist_ok=True)
    files = crash_run.small_office(room, letters)
    place = postgres_place(room, files.folder, there)
    address = address_of(place)
    proxy = ByteProxy(upstream_of(address))
    os.environ |= settings(room)
    office = DatabaseOffice(place, pointed(room / "proxy", through(address, proxy.port)), by_processes(room))
    trial, luck = crash_run.CrashTrial(letters), random.Random(seed)
    options = {"slow": 0.002, "pipelining": True, "faults": 0, "seed": seed}
    with server(room, crash_run.FAULTY, **options) as (port, captured):
        pace = "[mail]\nback_off = []\nreconnect_wait = 0\nconnections = 2\n"
        office.write("kvadmin.toml", pace + smtp(port, "timeout = 5\nfinal_timeout = 5\n"))
        attached = office.write("skjema.pdf", "%PDF-1.4\n" + "x" * 2000)
        words = ("mail", "plan", "invitation", "--to", "role:mail-desk", "--about", "P3", "--name", crash_run.NAME)
        made = office.json(*words, "--attach", attached)
        office.run("mail", "approve", made["hash"])
        _sent_between_cuts(office, proxy, captured, trial, luck, cuts)
        proxy.arm()
        crash_run.ended(office, trial)
        crash_run.judge(office, crash_run.ServerBook(room, captured), trial)
        crash_run.settled(office, crash_run.ServerBook(room, captured), trial, luck)
        crash_run.judge_settled(office, crash_run.ServerBook(room, captured), trial)
    proxy.close()
    return trial


def _sent_between_cuts(office, proxy, captured, trial, luck, cuts):
    """`mail send`, then `mail resume` again and again; each is cut somewhere, for a moment or until it ends."""
    proxy.arm()
    office.json("mail", "status", crash_run.NAME)
    opening, per_letter = 2 * proxy.passed[0], 1000.0
    while trial.kills < cuts:
        before = crash_run.count_stored(captured)
        left = trial.letters - before
        words = crash_run.going_on(office, trial.letters)
        share = per_letter * max(1, left) / (cuts - trial.kills)
        at = luck.random() * opening if luck.random() < 0.3 else opening + luck.random() * 1.5 * share
        lasting = luck.random() < 0.6
        proxy.arm(to_server=round(at), lasting=lasting)
        process = started(office.folder.parent, "-C", office.folder, "--today", office.today, "mail", *words)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            trial.while_["hanging"] += 1
        sent = crash_run.count_stored(captured) - before
        if sent > 5:
            per_letter = max(200.0, (proxy.passed[0] - opening) / sent)
        elif proxy.cut and not sent:  # it takes more than that to begin
            opening = max(opening, 1.3 * proxy.passed[0])
        trial.kills += proxy.cut
        if proxy.cut:
            stage = "before a letter" if not sent else "sending"
            trial.while_[f"{stage}{', away until the end' if lasting else ''}: exit {process.returncode}"] += 1
        elif not sent and not left:
            return
