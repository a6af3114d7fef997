"""Programmes with a site: the example as it is shipped, and small ones that a test fills itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kvadmin.api.commands import example_files
from kvadmin.testing import Kit

EXAMPLE = Path(__file__).parents[2] / "example" / "website"


class Office(Kit):
    """A programme with pages.

    Args:
        folder: Where.
        today: The reference date.
    """

    def write(self, name, text):
        """A file below ``website``."""
        path = self.folder / "website" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def build(self, out, *options):
        """The JSON that a build prints; the site lies in ``out``."""
        return self.json("website", "build", "--out", str(out), *options)


@pytest.fixture
def office(tmp_path):
    """A programme with two municipalities that have not joined anything."""
    made = Office(tmp_path / "programme", today="2008-06-25")
    made.municipality("0301", "Oslo", county="Oslo", lat=59.91, lon=10.75)
    made.municipality("1201", "Bergen", county="Hordaland", lat=60.39, lon=5.32)
    return made


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example programme with the pages that the plugin ships."""
    folder = tmp_path_factory.mktemp("example") / "programme"
    for name, content in example_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.copytree(EXAMPLE, folder / "website")
    return Office(folder, today="2008-06-25")


@pytest.fixture(scope="session")
def site(example, tmp_path_factory):
    """The site of the example, built once; nobody changes it."""
    out = tmp_path_factory.mktemp("built") / "site"
    example.build(out)
    return out


def files_of(folder):
    """Every file below a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
