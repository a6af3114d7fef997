"""Documents of the office's own that go into the box: read whole and under safe names, or refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from kvadmin.api import KvadminError, Refused, UnknownName, tr
from kvadmin.api.commands import file_stem

#: The folder of the box that they lie in: no name of a handout can be taken by one.
OWN_FOLDER = "vedlegg"
#: Bytes of the largest document; what is larger is no handout.
LARGEST = 50_000_000

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")


def read_own_documents(paths: Sequence[Path], sensitive: Path) -> dict[str, bytes]:
    """Name in the box -> content of each document, in the order given.

    Args:
        paths: The files.
        sensitive: The folder of the programme that holds health data, from which nothing goes into a box.

    Raises:
        UnknownName: A file is not there, and nothing else is wrong.
        Refused: A folder, a link, an empty, unreadable or huge file, one of health data, or two of one name; all that
            is wrong is named at once, and nothing has been written.
    """
    found: dict[str, bytes] = {}
    taken: dict[str, Path] = {}
    missing: list[str] = []
    wrong: list[str] = []
    for path in paths:
        name = f"{OWN_FOLDER}/{_safe_name(path)}"
        if not (path.is_symlink() or path.exists()):
            missing.append(tr("there is no file {path}", path=path))
        elif fault := _fault(path, sensitive):
            wrong.append(fault)
        elif other := taken.get(name.casefold()):
            wrong.append(tr("{path} and {other} would both be {name}: rename one", path=path, other=other, name=name))
        else:
            try:
                found[name] = path.read_bytes()
            except OSError as error:
                wrong.append(tr("{path} cannot be read: {strerror}", path=path, strerror=error.strerror))
            taken[name.casefold()] = path
    if not (missing or wrong):
        return found
    kind: type[KvadminError] = Refused if wrong else UnknownName
    faults = [*missing, *wrong]
    raise kind(
        faults[0] if len(faults) == 1 else tr("{count} documents cannot go into the box", count=len(faults)),
        where="--with",
        details=faults if len(faults) > 1 else (),
        hint=tr("nothing has been written; name files as they lie on this computer"),
        code="own-document",
    )


def _fault(path: Path, sensitive: Path) -> str:
    """Why a file that is there cannot go into the box; nothing when it can."""
    size = path.stat().st_size if path.is_file() else 0
    faults = (
        (path.is_symlink(), tr("{path} is a link: name the file that it leads to", path=path)),
        (path.is_dir(), tr("{path} is a folder: name its files one by one", path=path)),
        (not path.is_file(), tr("{path} is no file", path=path)),
        (path.resolve().is_relative_to(sensitive.resolve()), tr("{path} lies among the health data", path=path)),
        (
            path.name.startswith(("~$", ".~")),
            tr("{path} is left by a program that has the document open", path=path),
        ),
        (size == 0, tr("{path} is empty", path=path)),
        (size > LARGEST, tr("{path} has {size:,} bytes; {most:,} is the most", path=path, size=size, most=LARGEST)),
    )
    return next((text for is_so, text in faults if is_so), "")


def _safe_name(path: Path) -> str:
    """The file's own name as every system can have it, its ending kept however long it is."""
    shown = "".join(char for char in unicodedata.normalize("NFC", path.name) if unicodedata.category(char) != "Cf")
    ending = Path(shown).suffix if _ENDING.fullmatch(Path(shown).suffix) else ""
    return file_stem(shown.removesuffix(ending)) + ending
