"""The page of a status: how large it is, and whether it keeps anybody out.

Run: python benchmarks/status_page.py   (needs Debian's chromium and the extra ``test``)

The example programme after ``demo`` (122 municipalities take part) in three languages, on a wide and a narrow screen, in a
dark room and in print; and a status in which each of 138 municipalities has something to do, a day, a line and a row. Wanted:
0 violations in axe-core, its best practices included; nothing wider than the window; less than 300,000 bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[0:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

MUNICIPALITIES = 138


def example(folder):
    """The page of the example in each language."""
    env = {**os.environ, "KVADMIN_CONFIG": str(folder / "none.toml"), "KVADMIN_TODAY": "2008-06-10"}
    command = [sys.executable, "-m", "kvadmin"]
    subprocess.run([*command, "demo", str(folder / "example")], env=env, check=True, capture_output=True)
    for language in ("nb", "nn", "en"):
        arguments = ("-C", str(folder / "example"), "--lang", language, "status", "--html", "-")
        yield language, subprocess.run([*command, *arguments], env=env, check=True, capture_output=True).stdout


def largest():
    """The page of a status with everything in it."""
    from plugins.programme.status_page.samples import TODAY, sections

    from kvadmin.plugins.programme.status_page.page import StatusHeading, status_page
    from kvadmin.plugins.programme.work_list import in_order

    return status_page(in_order(TODAY, sections(municipalities=MUNICIPALITIES)), StatusHeading("Example"))


def told(name, page, folder):
    from web_pages import seen

    print(f"{name}: {len(page):,} bytes")
    for media, width in (("light", 1280), ("light", 800), ("light", 320), ("dark", 1280), ("print", 680)):
        found = seen(page, folder, media, width)
        over = f", {found.width - found.room} pixels too wide" if found.width > found.room else ""
        print(f"  {media}, {width} pixels: {len(found.violations)} violations, {len(found.passes)} rules kept{over}")
        for rule, places in found.violations:
            print(f"    {rule}: {places[:3]}")


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for language, page in example(folder):
            told(f"example, {language}", page, folder)
        told(f"{MUNICIPALITIES} municipalities with everything", largest(), folder)


if __name__ == "__main__":
    main()
