"""The key of the pseudonyms: kept with the person's own settings, never in a package."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from kvadmin.api import InvalidData, Refused, UsageError, tr

KEY_NAME = "pseudonyms.key"
_BYTES = 32


def read_or_make_key(path: Path, out: Path, *, make: bool) -> tuple[bytes, bool]:
    """The key, and whether it has just been made.

    Args:
        path: Its file.
        out: The folder of the package: the key never lies in it.
        make: Whether a missing one is made.

    Raises:
        Refused: The key would lie in the package.
        InvalidData: The file holds no key.
    """
    if out.resolve() in path.resolve().parents:
        raise Refused(
            tr("the key would lie in the package itself"),
            where=str(path),
            hint=tr("keep it to yourself"),
            code="bad-key",
        )
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if not make:
            raise UsageError(
                tr("there is no key {path}", path=path),
                where="--key",
                hint=tr("without --key one is made"),
                code="no-such-file",
            ) from None
        return _made(path), True
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidData(tr("the key cannot be read"), where=str(path), code="bad-key") from error
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < _BYTES:
        raise InvalidData(
            tr("the file holds no key ({digits} hexadecimal digits)", digits=2 * _BYTES),
            where=str(path),
            code="bad-key",
        )
    return key, False


def _made(path: Path) -> bytes:
    key = secrets.token_bytes(_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise Refused(
            tr("the key cannot be written: {reason}", reason=error.strerror),
            where=str(path),
            hint=tr("--key FILE"),
            code="cannot-write",
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    return key
