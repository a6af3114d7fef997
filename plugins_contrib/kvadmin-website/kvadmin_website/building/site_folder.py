"""Writing the site into a folder: beside the old one, then in its place; what no build has made is never touched."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kvadmin.api import Refused, tr

#: Lists the files of a build with their fingerprints.
MANIFEST = "site-manifest.json"
_MOST_NAMED = 10
#: What the folders that a build works in begin with; the name of the site and eight figures follow.
_SCRATCH = ".kvadmin-site-"


class WrittenSite(NamedTuple):
    """What became of the folder: how many files are new, other than before, as they were, and gone."""

    added: int
    changed: int
    unchanged: int
    removed: int


def write_site(out: Path, files: Mapping[str, bytes]) -> WrittenSite:
    """Make a folder hold a site and nothing else.

    It is written beside the folder and takes its place when it is whole. A folder that says the same already is left as
    it is, to the last time stamp.

    Args:
        out: The folder; made where it is missing.
        files: Path from the top of the site -> content.

    Raises:
        Refused: The folder holds a file that no build has made, or one that was changed since; or cannot be written.
    """
    before = check_site_folder(out)
    _clear_remains(out)
    listed = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    told = WrittenSite(
        len(listed.keys() - before.keys()),
        sum(before[name] != listed[name] for name in listed.keys() & before.keys()),
        sum(before[name] == listed[name] for name in listed.keys() & before.keys()),
        len(before.keys() - listed.keys()),
    )
    if before == listed:
        return told
    scratch, aside = (out.parent / f"{_SCRATCH}{out.name}-{secrets.token_hex(4)}" for _ in range(2))
    try:
        _write(scratch, files, listed)
        _swap(scratch, out, aside)
    except OSError as error:
        raise Refused(
            tr("{folder} cannot be written to: {reason}", folder=out, reason=error.strerror or error),
            where="--out", hint=tr("nothing was changed; name another folder"), code="cannot-write",
        ) from error  # fmt: skip
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    return told


def _clear_remains(out: Path) -> None:
    """Take away what a build of this site left when it was broken off in the middle: nothing in it is anybody's."""
    name = re.compile(rf"{re.escape(f'{_SCRATCH}{out.name}')}-[0-9a-f]{{8}}")
    try:
        found = [each for each in out.parent.iterdir() if name.fullmatch(each.name) and not each.is_symlink()]
    except OSError:
        return  # the folder above is not there yet
    for each in found:
        shutil.rmtree(each, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes], listed: Mapping[str, str]) -> None:
    folder.mkdir(parents=True)
    made: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
    text = json.dumps({"schema": 1, "files": listed}, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _swap(scratch: Path, out: Path, aside: Path) -> None:
    """Put one folder in the place of another, which stands aside until then and comes back if that fails."""
    if not out.exists():
        scratch.rename(out)
        return
    scratch.chmod(out.stat().st_mode & 0o7777)
    out.rename(aside)
    try:
        scratch.rename(out)
    except OSError:
        aside.rename(out)
        raise


def check_site_folder(out: Path) -> dict[str, str]:
    """The files of the earlier build that lies in a folder, with their fingerprints; none in an empty or new folder.

    Raises:
        Refused: It is a file or a link, or holds something that is not of that build.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        said = tr("{out} is a link", out=out) if out.is_symlink() else tr("{out} is a file", out=out)
        raise Refused(said, where="--out", hint=tr("name a folder"), code="cannot-write")
    if not out.exists():
        return {}
    listed = listed_files(out / MANIFEST)
    found = sorted(each for each in _files_below(out) if each != MANIFEST)
    foreign = [each for each in found if each not in listed]
    if foreign:
        raise Refused(
            tr("{out} holds files that are not of the site", out=out), where="--out", details=_named(foreign),
            hint=tr("move them away, or name a folder of the site's own"), code="cannot-write",
        )  # fmt: skip
    other = [each for each in found if sha256((out / each).read_bytes()).hexdigest() != listed[each]]
    if other:
        raise Refused(
            tr("files of the site were changed since it was built"), where="--out", details=_named(other),
            hint=tr("move them away; what should stay belongs into the folder website of the programme"),
            code="hand-edited",
        )  # fmt: skip
    return {each: listed[each] for each in found}


def _named(files: list[str]) -> list[str]:
    more = len(files) - _MOST_NAMED
    return [*files[:_MOST_NAMED], *([tr("and {number} more", number=more)] if more > 0 else [])]


def _files_below(folder: Path) -> list[str]:
    """Every file and every link below a folder; folders that are links are not gone into."""
    found = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        found += [Path(place, name).relative_to(folder).as_posix() for name in (*files, *links)]
    return found


def listed_files(manifest: Path) -> dict[str, str]:
    """What a manifest lists; nothing where there is none that can be read."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
