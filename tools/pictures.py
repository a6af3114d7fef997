"""Make the pictures of README.md and of the docs from the programme of its tour: the same commands, the same split.

Run: python tools/pictures.py   (needs the extras and, for the pages, Debian's poppler-utils and chromium)
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import zlib
from email import policy
from email.parser import BytesParser
from pathlib import Path

import tour

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"


def kvadmin(folder: Path, *arguments: str) -> str:
    """Run one command on the example programme; what it printed."""
    env = {
        **os.environ,
        "KVADMIN_LANG": "en",
        "KVADMIN_CONFIG": str(folder / "none.toml"),
        "KVADMIN_TODAY": "2008-08-20",
    }
    done = subprocess.run(
        [sys.executable, "-m", "kvadmin", *arguments], cwd=folder, env=env, check=True, capture_output=True,
        text=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def main() -> None:
    """Write network-map.png, participant-list.png, chart.png, letter.png and status-page.png (.nb.png in bokmål)."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _, command, _ in tour.STEPS:
            kvadmin(folder, *shlex.split(command))
        here = ("-C", "programme")
        kvadmin(folder, *here, "network", "map", "map.svg", "--cohort", "P3")
        said = kvadmin(folder, *here, "network", "show", "P3")
        kvadmin(folder, *here, "gathering", "renew-networks", "2008-08-27-oppstart", "--yes")
        kvadmin(folder, *here, "participants", "export", "2008-08-27-oppstart", "-o", "list.pdf")
        kvadmin(folder, *here, "evaluation", "chart", "sykefravaer", "--municipality", "0111", "--out", "chart.svg")
        kvadmin(folder, *here, "--today", "2008-06-10", "status", "--html", "status.html")
        page_png(folder / "status.html", PICTURES / "status-page.png")
        kvadmin(folder, *here, "--today", "2008-06-10", "status", "--html", "status.nb.html", "--lang", "nb")
        page_png(folder / "status.nb.html", PICTURES / "status-page.nb.png")
        kvadmin(folder, *here, "--today", "2008-06-10", "mail", "plan", "admitted", "--to", "admitted:P3")
        kvadmin(
            folder, *here, "--today", "2008-06-10", "mail", "drafts", "--to-self", "eva@example.org", "--out", "drafts"
        )
        page_png(letter_page(folder / "drafts", folder), PICTURES / "letter.png", (760, 840))
        png(folder / "map.svg", PICTURES / "network-map.png", "\n".join(tour.networks(said)))
        png(folder / "chart.svg", PICTURES / "chart.png")
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", "80", folder / "list.pdf", PICTURES / "participant-list"],
            check=True,
        )


def letter_page(drafts: Path, folder: Path) -> Path:
    """The letter in nynorsk among the drafts, as the web page that is in it."""
    for file in sorted(drafts.glob("*.eml")):
        page = BytesParser(policy=policy.default).parsebytes(file.read_bytes()).get_body(("html",))
        if page and "teken opp" in page.get_content():
            (folder / "letter.html").write_text(page.get_content(), encoding="utf-8")
            return folder / "letter.html"
    raise SystemExit("no letter in nynorsk among the drafts")


def page_png(page: Path, target: Path, size: tuple[int, int] = (1100, 2300)) -> None:
    """A page as a browser shows it in a window of this size (pixels), somewhat smaller."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=0.6")
    folder, shot = f"--user-data-dir={page.parent / 'chromium'}", f"--screenshot={target}"
    arguments = (*options, folder, f"--window-size={size[0]},{size[1]}", shot, page.resolve().as_uri())
    subprocess.run(["chromium", *arguments], check=True, capture_output=True)


def png(svg: Path, target: Path, description: str = "") -> None:
    """A picture small enough for a README; what it shows goes into its properties, where a test finds it."""
    from kvadmin.api.documents import svg_to_png

    made = svg_to_png(svg.read_bytes(), 160, ppi=110)
    head = 8 + 25  # the signature and the first part (PNG, third edition, 11.2.1); texts stand in iTXt (11.3.3.4)
    target.write_bytes(made[:head] + _text(description) + made[head:] if description else made)


def _text(description: str) -> bytes:
    body = b"iTXt" + b"Description\0\0\0\0\0" + description.encode()
    return (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


def description(png_file: Path) -> str:
    """What :func:`png` was told of the picture."""
    content = png_file.read_bytes()
    at = content.index(b"iTXtDescription")
    length = int.from_bytes(content[at - 4 : at])
    return content[at + 4 : at + 4 + length].removeprefix(b"Description\0\0\0\0\0").decode()


if __name__ == "__main__":
    main()
