"""Make the pictures of README.md from the example programme, with kvadmin's own commands.

Run: python tools/pictures.py   (needs the extras and, for the page of the list, Debian's poppler-utils)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"


def kvadmin(folder: Path, *arguments: str) -> None:
    """Run one command on the example programme."""
    env = {**os.environ, "KVADMIN_CONFIG": str(folder / "none.toml"), "KVADMIN_TODAY": "2008-08-20"}
    subprocess.run([sys.executable, "-m", "kvadmin", *arguments], cwd=folder, env=env, check=True, capture_output=True)


def main() -> None:
    """Write network-map.png, participant-list.png and chart.png."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kvadmin(folder, "demo", "programme")
        here = ("-C", "programme")
        kvadmin(folder, *here, "network", "split", "P3", "--size", "5..7", "--yes")
        kvadmin(folder, *here, "network", "map", "map.svg", "--cohort", "P3")
        kvadmin(folder, *here, "gathering", "renew-networks", "2008-08-27-oppstart", "--yes")
        kvadmin(folder, *here, "participants", "export", "2008-08-27-oppstart", "-o", "list.pdf")
        kvadmin(folder, *here, "evaluation", "chart", "sykefravaer", "--municipality", "0111", "--out", "chart.svg")
        for each in ("map", "chart"):
            png(folder / f"{each}.svg", PICTURES / f"{'network-map' if each == 'map' else each}.png")
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", "80", folder / "list.pdf", PICTURES / "participant-list"],
            check=True,
        )


def png(svg: Path, target: Path) -> None:
    """A picture small enough for a README."""
    from kvadmin.api.documents import svg_to_png

    target.write_bytes(svg_to_png(svg.read_bytes(), 160, ppi=110))


if __name__ == "__main__":
    main()
