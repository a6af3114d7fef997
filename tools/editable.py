"""Lay what ``pip install -e`` lays, without a network: entry points where Python finds them."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path


def lay_editable(project: Path, site: Path) -> list[str]:
    """Make a project known in a folder that stands on the path.

    Args:
        project: A folder with a ``pyproject.toml``.
        site: The folder that gets its metadata.

    Returns:
        What must stand on the path, for its modules and its metadata to be found.
    """
    about = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = about["name"].replace("-", "_")
    for older in site.glob(f"{name}-*.dist-info"):
        shutil.rmtree(older)
    info = site / f"{name}-{about['version']}.dist-info"
    info.mkdir(parents=True)
    metadata = f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    groups = about.get("entry-points", {})
    lines = [line for group in groups for line in (f"[{group}]", *map(" = ".join, groups[group].items()), "")]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return [str(project), str(site)]
