"""Make the picture of the public site: the start page on a desk, and a municipality on a phone in the dark.

Run: python tools/website_pictures.py   (needs kvadmin-website beside kvadmin, and Debian's chromium)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import site_check

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "website.png"
#: Page, width and height of the window in pixels, colour scheme.
SHOWN = (("nb/index.html", 1280, 1500, "light"), ("nn/municipalities/0415.html", 390, 1500, "dark"))
SCALE = 0.5


def example_site(folder: Path) -> Path:
    """The site of the example programme with the pages that the plugin ships, built below a folder."""
    programme, out = folder / "programme", folder / "site"
    shutil.copytree(ROOT / "fixtures" / "example", programme)
    shutil.copytree(ROOT / "plugins_contrib" / "kvadmin-website" / "example" / "website", programme / "website")
    command = ["-m", "kvadmin", "-C", str(programme), "--today", "2008-06-25", "website", "build", "--out", str(out)]
    env = {**os.environ, "KVADMIN_CONFIG": str(folder / "none.toml")}
    subprocess.run([sys.executable, *command], check=True, capture_output=True, env=env)
    return out


def main() -> None:
    """Write website.png: both pages side by side, each as its browser shows it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        site = example_site(folder)
        images = []
        for page, width, height, scheme in SHOWN:
            shot = folder / f"{width}.png"
            frame = (
                f'<iframe src="{(site / page).as_uri()}" width="{width}" height="{height}" style="border:0"></iframe>'
            )
            _shot(folder, f'<body style="margin:0">{frame}', shot, (width, height), scheme, SCALE)
            images.append((shot, round(width * SCALE), round(height * SCALE)))
        gap = 16
        pictures = "".join(
            f'<img src="{shot.name}" width="{max(width, 195)}" height="{height}" style="object-fit:none;'
            f'object-position:left top;border-radius:6px">'
            for shot, width, height in images
        )
        room = sum(width for _, width, _ in images) + 3 * gap, images[0][2] + 2 * gap
        style = f"margin:0;padding:{gap}px;display:flex;gap:{gap}px;background:#cfd6d4"
        _shot(folder, f'<body style="{style}">{pictures}', PICTURE, room, "light", 1)


def _shot(folder: Path, body: str, target: Path, size: tuple[int, int], scheme: str, scale: float) -> None:
    """A picture of some markup. Chromium's window is never narrower than 500 pixels: what is beside it stays white."""
    page = folder / "shown.html"
    page.write_text(f'<!DOCTYPE html><meta charset="utf-8">{body}', encoding="utf-8")
    options = (f"--window-size={max(size[0], 500)},{size[1]}", f"--force-device-scale-factor={scale}")
    subprocess.run(
        [
            *site_check.browser(str(folder / f"profile-{size[0]}"), scheme), "--allow-file-access-from-files", *options,
            f"--screenshot={target}", page.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


if __name__ == "__main__":
    main()
