"""Which computer this is: a frame is finished by the computer that wrote it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from hashlib import sha256


def host() -> str:
    """Name of this computer, with the beginning of the number that Linux gives an installation, where there is one."""
    name = "".join(sign if sign.isprintable() and sign != " " else "-" for sign in socket.gethostname()) or "computer"
    if os.name == "posix":
        with suppress(OSError), open("/etc/machine-id", encoding="ascii", errors="replace") as file:
            number = file.read(8).strip()
            if number.isalnum():
                return f"{name}/{number}"
    return name


def tag() -> str:
    """This computer in eight letters, for the names of files that only it may remove."""
    return sha256(host().encode()).hexdigest()[:8]
