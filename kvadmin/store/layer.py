"""A folder in which some files say something else than they do: the result of a step, before anybody writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.store.folder import Folder
from kvadmin.store.frame import Generation

if TYPE_CHECKING:
    from kvadmin.store.signatures import FileSignature


class Layer(Folder):
    """A folder seen through the new content of some of its files.

    Args:
        beneath: The folder, or another layer.
        contents: ``path -> content`` where it differs; None: the file is gone.
    """

    def __init__(self, beneath: Folder, contents: Mapping[str, bytes | None]) -> None:
        super().__init__(Path(beneath.base))
        self.on_disk = beneath.on_disk
        self.beneath = beneath
        self.contents = contents

    @property
    def state(self) -> Generation:
        """The generation that is read."""
        return self.beneath.state

    def still(self) -> bool:
        """Whether no commit has come since the first thing was read."""
        return self.beneath.still()

    def forget(self) -> None:
        """Look again at the next question."""
        super().forget()
        self.beneath.forget()

    def as_it_lies(self) -> Folder:
        """What is beneath every layer."""
        return self.beneath.as_it_lies()

    def anew(self) -> Folder:
        """Another look at what lies beneath every layer."""
        return self.beneath.anew()

    def foresee(self, paths: Sequence[str]) -> None:
        """These files will be read."""
        self.beneath.foresee(paths)

    def signatures_in(self, relative: str) -> dict[str, FileSignature]:
        """Of what lies beneath."""
        return self.beneath.signatures_in(relative)

    def part(self, relative: str, at: int, length: int) -> bytes:
        """Of what lies beneath."""
        return self.beneath.part(relative, at, length)

    def every_file(self) -> Iterable[str]:
        """What lies beneath."""
        return self.beneath.every_file()

    def turn_to(self, now: Folder) -> None:
        """Read the generation of another view of this folder from now on; listings stay."""
        self.beneath.turn_to(now.beneath if isinstance(now, Layer) else now)

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        self.looks += 1
        folders, files = map(set, self.beneath.names(relative))
        prefix = f"{relative}/" if relative else ""
        for path, content in self.contents.items():
            first, more, _ = path[len(prefix) :].partition("/")
            if not path.startswith(prefix):
                continue
            if content is not None:
                (folders if more else files).add(first)
            elif not more:
                files.discard(first)
        return sorted(folders), sorted(files)

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file as they are in this layer."""
        self.looks += 1
        return self.contents[relative] if relative in self.contents else self.beneath.read_listed(relative)
