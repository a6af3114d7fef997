"""Mail programs of other people, opening what kvadmin wrote: mutt on a terminal, s-nail in a batch."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from pathlib import Path


def terminal(command: list[str], home: Path) -> str:
    """What a program shows on a terminal of 60 lines until it has nothing more to say for a moment."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 160, 0, 0))
    environ = {"TERM": "xterm", "HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    shown = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ) as process:
        os.close(slave)
        while select.select([master], [], [], 5 if b"Frist" not in shown else 0.3)[0]:
            shown += os.read(master, 1 << 16)
        process.kill()
    os.close(master)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]", "", shown.decode("utf-8", "replace"))


def composed_in_mutt(draft: Path, home: Path) -> str:
    """mutt with the draft open, ready to be sent: its compose screen."""
    (home / "Mail").mkdir(exist_ok=True)  # mutt asks for it
    options = ["set charset=utf-8", "set edit_headers=yes", "set autoedit=yes", "set editor=true"]
    words = [word for option in options for word in ("-e", option)]
    return terminal(["mutt", "-n", "-F", "/dev/null", *words, "-H", str(draft)], home)


def read_by_snail(draft: Path, home: Path) -> tuple[str, dict[str, bytes]]:
    """The draft as s-nail shows it, and the attachments it saves, by their names."""
    saved = home / f"saved {draft.stem}"
    saved.mkdir()
    command = ["s-nail", "-R", "-:/", "-#", "-Sttycharset=utf-8", "-f", f"eml://{draft}"]
    environ = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(
        command, input="type 1\nwrite 1 body\n\n\n\nx\n", cwd=saved, env=environ, capture_output=True, text=True,
        encoding="utf-8", timeout=30, check=True,
    )  # fmt: skip
    return done.stdout, {file.name: file.read_bytes() for file in saved.iterdir() if file.name != "body"}
