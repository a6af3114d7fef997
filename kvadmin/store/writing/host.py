"""Which computer this is: a frame is finished by the computer that wrote it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from hashlib import sha256


def host() -> str:
    """Name of this computer, and where Linux gives an installation a number, a hash of it: it is not for telling."""
    name = "".join(sign if sign.isprintable() and sign != " " else "-" for sign in socket.gethostname()) or "computer"
    if os.name == "posix":
        with suppress(OSError), open("/etc/machine-id", encoding="ascii", errors="replace") as file:
            if number := file.read().strip():
                return f"{name}/{sha256(f'kvadmin {number}'.encode()).hexdigest()[:8]}"
    return name


def tag() -> str:
    """This computer in eight letters, for the names of files that only it may remove."""
    return sha256(host().encode()).hexdigest()[:8]
