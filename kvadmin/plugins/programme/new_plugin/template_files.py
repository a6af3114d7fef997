"""The files of a new plugin: those of ``template/``, with the plugin's name in them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: A file of the template is no module of kvadmin, whatever it is going to be: its name ends in this.
_ENDING = ".txt"


def plugin_files(name: str) -> dict[str, bytes]:
    """Path -> content of every file of the package ``kvadmin-NAME``, in the order of the paths.

    In the template's paths ``NAME`` and ``PACKAGE`` stand for the name and the package; in its texts ``${name}``,
    ``${package}``, ``${title}``, the name with a capital letter, and ``${Record}``, the name of the record's class.
    """
    package = package_of(name)
    words = {"name": name, "package": package, "title": name.capitalize(), "Record": f"{name.capitalize()}Entry"}
    found = {
        path.removesuffix(_ENDING).replace("PACKAGE", package).replace("NAME", name): Template(
            file.read_text(encoding="utf-8")
        ).substitute(words)
        for path, file in _texts(files(__package__) / "template")
    }
    return {path: found[path].encode() for path in sorted(found)}


def package_of(name: str) -> str:
    """What Python calls the package of a plugin."""
    return f"kvadmin_{name}"


def _texts(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _texts(each, f"{before}{each.name}/")
        elif each.name.endswith(_ENDING):
            yield f"{before}{each.name}", each
