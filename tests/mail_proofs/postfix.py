"""A Postfix of its own for one test: its configuration, queue, port and domains are the test's alone.

It takes letters for the domains it is told, delivers each address it knows into a Maildir, refuses the others when
they are named, and hands some on to another server, whose refusal it reports to the sender: a bounce as Postfix makes
them. It needs root, as every Postfix does that is not the system's own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POSTFIX = shutil.which("postfix", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")

_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def why_not() -> str:
    """Why no Postfix can be started here; an empty text when one can."""
    if POSTFIX is None:
        return "postfix (Debian's package) is not installed"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "a Postfix of one's own is started by root only"
    return ""


class PostfixCannotStart(Exception):  # noqa: N818 - said to the reader of a skipped test
    """This machine does not let it start; Postfix's own words say why."""


@dataclass(frozen=True)
class Postfix:
    """One that runs: its port, and where letters end up."""

    folder: Path
    port: int

    def maildir(self, address: str) -> Path:
        """The Maildir of an address."""
        return self.folder / "mail" / address

    def arrived(self, address: str, count: int, seconds: float = 30) -> list[bytes]:
        """The letters of an address, once there are `count`; fails when they do not come in time."""
        limit = time.monotonic() + seconds
        while True:
            files = sorted((self.maildir(address) / "new").glob("*"))
            if len(files) >= count:
                return [file.read_bytes() for file in files]
            assert time.monotonic() < limit, f"{len(files)} of {count} came to {address}\n{self.log}"
            time.sleep(0.05)

    @property
    def log(self) -> str:
        """What Postfix says of itself."""
        path = self.folder / "mail.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else "no log"


@contextmanager
def postfix(known: Iterable[str], handed_on: Mapping[str, int]) -> Iterator[Postfix]:
    """Start one that delivers to the `known` addresses, and hands some on to a server on another port (`handed_on`)."""
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))  # not pytest's, which no other user may look into
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Postfix(folder, port)
    _configure(running, list(known), handed_on)
    command = [str(POSTFIX), "-c", str(folder / "conf")]
    try:
        done = subprocess.run([*command, "start"], capture_output=True, text=True, check=False, timeout=60)
        if done.returncode:
            raise PostfixCannotStart(f"{done.stdout}{done.stderr}{running.log}")
        _answering(running)
        yield running
    finally:
        subprocess.run([*command, "stop"], capture_output=True, check=False, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _configure(running: Postfix, known: list[str], handed_on: Mapping[str, int]) -> None:
    folder = running.folder
    nobody = pwd.getpwnam("nobody")
    for name in ("conf", "queue", "data", "mail"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    domains = {address.rpartition("@")[2] for address in (*known, *handed_on)}
    settings = {
        "compatibility_level": "3.6",
        "queue_directory": folder / "queue",
        "data_directory": folder / "data",
        "maillog_file": folder / "mail.log",
        "maillog_file_prefixes": folder,
        "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4",
        "myhostname": "mx.postfix.example",
        "mydestination": "",
        "mynetworks": "127.0.0.0/8",
        "smtpd_relay_restrictions": "reject_unauth_destination",
        "virtual_mailbox_domains": ", ".join(sorted(domains)),
        "virtual_mailbox_base": folder / "mail",
        "virtual_mailbox_maps": f"texthash:{folder}/conf/mailboxes",
        "virtual_alias_maps": "",
        "virtual_uid_maps": f"static:{nobody.pw_uid}",
        "virtual_gid_maps": f"static:{nobody.pw_gid}",
        "transport_maps": f"texthash:{folder}/conf/transport",
        "smtpd_delay_reject": "no",
        "smtputf8_enable": "yes",
        "disable_dns_lookups": "yes",
    }
    main = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (folder / "conf/main.cf").write_text(main, encoding="utf-8")
    (folder / "conf/master.cf").write_text(_MASTER.format(port=running.port), encoding="utf-8")
    mailboxes = "".join(f"{address} {address}/\n" for address in (*known, *handed_on))
    (folder / "conf/mailboxes").write_text(mailboxes, encoding="utf-8")
    transport = "".join(f"{address} smtp:[127.0.0.1]:{port}\n" for address, port in handed_on.items())
    (folder / "conf/transport").write_text(transport, encoding="utf-8")


def _answering(running: Postfix) -> None:
    limit = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", running.port), timeout=5) as link:
                assert link.recv(100).startswith(b"220"), running.log
                return
        except OSError:
            assert time.monotonic() < limit, running.log
            time.sleep(0.05)
