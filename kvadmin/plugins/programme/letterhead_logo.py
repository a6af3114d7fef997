"""The logo of the letterhead: a file of the programme folder that letters can be printed with."""

from __future__ import annotations

from pathlib import PurePosixPath

from kvadmin.api import Snapshot, tr

_PNG = b"\x89PNG\r\n\x1a\n"
#: Bytes of the largest logo: it goes into every letter.
_LARGEST = 2_000_000


def check_logo(data: Snapshot, name: str) -> str:
    """The name of a picture of the programme folder, as it is kept.

    Args:
        data: What the folder holds.
        name: Relative to it: ``letters/logo.svg``.

    Raises:
        ValueError: It leads elsewhere, is not there, is too large or neither png nor svg.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise ValueError(tr("{name!r} is no file of the programme folder", name=name))
    content = data.read_file(str(path))
    if content is None:
        raise ValueError(tr("there is no file {name} in the programme folder: put the logo there first", name=path))
    if not (content.startswith(_PNG) if path.suffix == ".png" else path.suffix == ".svg" and b"<svg" in content):
        raise ValueError(tr("{name} is no picture of a kind that is printed (.png or .svg)", name=path))
    if len(content) > _LARGEST:
        raise ValueError(tr("{name} is larger than {most} bytes", name=path, most=_LARGEST))
    return str(path)
