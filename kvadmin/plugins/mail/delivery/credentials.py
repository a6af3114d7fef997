"""Passwords and tokens: from the environment, a command or the keyring; never a file of ours, never in a message."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import dataclass

from kvadmin.api import Refused, UsageError, tr

_TIMEOUT = 60


@dataclass(frozen=True)
class Secret:
    """Where a secret is, as ``env:NAME``, ``command:pass show mail`` or ``keyring:SERVICE``.

    The secret itself is asked for when it is needed and not kept.
    """

    source: str

    def get(self, user: str) -> str:
        """The secret; raises Refused when its source has none. The message names the source, not the secret."""
        kind, _, rest = self.source.partition(":")
        if not rest or kind not in {"env", "command", "keyring"}:
            raise UsageError(
                tr("a password comes from env:NAME, command:COMMAND or keyring:SERVICE"), code="log-in-failed"
            )
        found = {"env": _environment, "command": _command, "keyring": _keyring}[kind](rest, user)
        if not found:
            raise Refused(
                tr("there is no password in {kind}:{rest}", kind=kind, rest=rest if kind != "command" else "..."),
                code="log-in-failed",
            )
        return found


def _environment(name: str, _user: str) -> str:
    return os.environ.get(name, "")


def _command(command: str, _user: str) -> str:
    try:
        words = shlex.split(command)
        done = subprocess.run(words, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise Refused(
            tr("the password command failed: {name}", name=type(error).__name__), code="log-in-failed"
        ) from None
    if done.returncode:
        raise Refused(
            tr("the password command ended with exit status {returncode}", returncode=done.returncode),
            code="log-in-failed",
        )
    return done.stdout.splitlines()[0].strip() if done.stdout.strip() else ""


def _keyring(service: str, user: str) -> str:
    try:
        import keyring
    except ImportError:
        raise Refused(
            tr("the keyring is not installed"),
            hint=tr("pip install keyring, or use env: or command:"),
            code="missing-library",
        ) from None
    try:
        return keyring.get_password(service, user) or ""
    except keyring.errors.KeyringError as error:
        raise Refused(tr("the keyring cannot be read: {error}", error=error), code="log-in-failed") from None
