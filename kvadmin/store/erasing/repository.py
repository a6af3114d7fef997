"""The git repository that a programme folder lies in: what it tracks, what it has ever kept, how that is taken out.

git is asked, never written to. A folder without a repository needs no git; where there is one, what cannot be asked is
said.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote

from kvadmin.errors import KvadminError
from kvadmin.translation import tr

#: Variables by which git is led to another repository, as they are set while a hook of git runs.
_ASTRAY = {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
}  # fmt: skip
_SURE = ["-c", "core.fsmonitor=false", "-c", "core.quotepath=false", "-c", "log.showSignature=false"]


@dataclass(frozen=True, slots=True)
class GitHoldings:
    """Where git holds something.

    Args:
        paths: The files that held it in any commit, relative to the top of the repository, sorted.
        loose: How many objects hold it that belong to no such file: taken out of the index, of commits that were
            rewritten, or messages.

    Added in version 0.2.
    """

    paths: tuple[str, ...] = ()
    loose: int = 0

    def __bool__(self) -> bool:
        return bool(self.paths or self.loose)


@dataclass(frozen=True, slots=True)
class GitRepository:
    """A repository.

    Args:
        folder: The programme folder in it.
        top: The folder of the whole working copy.
        prefix: The programme folder within it, with a slash behind; empty when it is the same.

    Added in version 0.2.
    """

    folder: Path
    top: Path
    prefix: str = ""
    _seen: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def tracked(self) -> frozenset[str]:
        """The files of the programme folder in the index, relative to it."""
        return self._once("tracked", lambda: _names(_git(self.folder, "ls-files", "-z", "--cached")))

    def committed(self) -> frozenset[str]:
        """The files of the programme folder that any commit ever held, relative to it: branches, stashes, reflogs."""
        return self._once(
            "committed",
            lambda: frozenset(
                path.removeprefix(self.prefix) for _, path in self._versions() if path.startswith(self.prefix)
            ),
        )

    def _once(self, what: str, ask: Callable[[], frozenset[str]]) -> frozenset[str]:
        if what not in self._seen:
            self._seen[what] = ask()
        return self._seen[what]

    def ignores(self, path: str) -> bool:
        """Whether a file that is not there yet would stay out of ``git add -A``."""
        done = _run(self.folder, ("check-ignore", "--no-index", "-q", "--", path))
        if done.returncode not in (0, 1):
            raise _unreadable(self.folder, done.stderr)
        return done.returncode == 0

    def versions(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
        """Path, relative to the programme folder, and content of all versions of the wanted files that git has."""
        places: dict[str, dict[str, None]] = {}
        for name, path in [*self._versions(), *self._staged()]:
            if path.startswith(self.prefix) and wanted(inner := path.removeprefix(self.prefix)):
                places.setdefault(name, {})[inner] = None
        for name, paths in places.items():
            content = _git(self.top, "cat-file", "-p", name)
            yield from ((path, content) for path in paths)

    def holding(self, holds: Callable[[bytes], bool]) -> GitHoldings:
        """Where git holds what ``holds`` finds in a content: every object is looked into, also what nobody refers to."""
        found = {name for name, content in self._objects() if holds(content)}
        if not found:
            return GitHoldings()
        paths: set[str] = set()
        placed: set[str] = set()
        for name, path in [*self._versions(), *self._staged()]:
            if name in found:
                paths.add(path)
                placed.add(name)
        return GitHoldings(tuple(sorted(paths)), len(found - placed))

    def _staged(self) -> Iterator[tuple[str, str]]:
        """Hash and path, relative to the top, of every file in the index."""
        for entry in filter(None, _git(self.top, "ls-files", "-z", "--stage").split(b"\0")):
            head, _, path = entry.partition(b"\t")
            mode, name, _ = head.split()
            if mode != b"160000":  # a commit of a submodule is no content of this repository
                yield name.decode(), os.fsdecode(path)

    def _versions(self) -> Iterator[tuple[str, str]]:
        """Hash and path, relative to the top, of every version of a file in any commit."""
        if not _git(self.top, "rev-list", "--all", "--reflog", "-n", "1").strip():
            return
        told = _git(
            self.top, "log", "--all", "--reflog", "--root", "-m", "--no-renames", "--raw", "-z", "--no-abbrev",
            "--format=",
        ).split(b"\0")  # fmt: skip
        head = b""
        for part in told:
            if part.lstrip(b"\n").startswith(b":"):
                head = part.lstrip(b"\n")
            elif head:
                old_mode, new_mode, old, new, _ = head.split()
                for mode, name in ((old_mode.lstrip(b":"), old), (new_mode, new)):
                    if name.strip(b"0") and mode != b"160000":
                        yield name.decode(), os.fsdecode(part)
                head = b""

    def _objects(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of every object but trees."""
        command = [*_command(self.top), "cat-file", "--batch-all-objects", "--batch", "--unordered"]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            assert process.stdout is not None
            while head := process.stdout.readline().split():
                name, kind, size = head[0].decode(), head[1], int(head[2])
                content = process.stdout.read(size)
                process.stdout.read(1)
                if kind != b"tree":
                    yield name, content

    def removal(self, paths: Iterable[str]) -> list[str]:
        """The commands that take files out of git altogether: the index, every commit, and what commits leave behind.

        They are for a shell (on Windows Git Bash) and rewrite every commit since the first that held one of the files.

        Args:
            paths: Relative to the top; none: only what nobody refers to any more is thrown away.
        """
        found = sorted(set(paths))
        commands = [f"cd {quote(str(self.top))}"]
        if found:
            taken = f"git --literal-pathspecs rm -r -q --cached --ignore-unmatch -- {' '.join(map(quote, found))}"
            commands += [
                taken,
                'git commit -q --allow-empty -m "What must be erasable leaves git"',
                f"FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --index-filter {quote(taken)} "
                "--tag-name-filter cat -- --all",
                "git for-each-ref --format='delete %(refname)' refs/original | git update-ref --stdin",
            ]
        if _git(self.top, "for-each-ref", "refs/stash").strip():
            commands.append("git stash clear")
        commands += ["git reflog expire --expire=now --expire-unreachable=now --all", "git gc --quiet --prune=now"]
        if found and _git(self.top, "remote").strip():
            commands += ["git push --force --all", "git push --force --tags"]
        return commands


def repository_of(folder: Path) -> GitRepository | None:
    """The repository that a folder lies in, its own or one above it; None when there is none.

    Added in version 0.2.

    Raises:
        KvadminError: There is one, and git is not installed or does not want to read it.
    """
    base = folder.resolve()
    if not any(os.path.lexists(each / ".git") for each in (base, *base.parents)):
        return None
    told = _git(base, "rev-parse", "--show-toplevel", "--show-prefix").split(b"\n")
    top, prefix = os.fsdecode(told[0]), os.fsdecode(told[1]) if len(told) > 1 else ""
    return GitRepository(base, Path(top), prefix)


def _names(told: bytes) -> frozenset[str]:
    return frozenset(os.fsdecode(name) for name in told.split(b"\0") if name)


def _git(folder: Path, *words: str) -> bytes:
    done = _run(folder, words)
    if done.returncode:
        raise _unreadable(folder, done.stderr)
    return done.stdout


def _run(folder: Path, words: Iterable[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [*_command(folder), *words], stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), check=False
        )
    except OSError as error:
        raise _unreadable(folder, str(error.strerror or error).encode()) from error


def _command(folder: Path) -> list[str]:
    return ["git", "-C", os.fspath(folder), *_SURE]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ASTRAY}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _unreadable(folder: Path, said: bytes) -> KvadminError:
    return KvadminError(
        tr("the folder lies in a git repository that cannot be looked into"),
        where=str(folder),
        details=said.decode("utf-8", "replace").strip().splitlines()[:3],
        hint=tr("install git, or look yourself what of the folder it keeps"),
        code="git-unreadable",
    )
