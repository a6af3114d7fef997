"""Makes real installed distributions with an entry point in the group ``kvadmin``, for tests in processes of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Everything public, for strangers of a few lines.
STAR = "from kvadmin.api import *\n" + "".join(
    f"from kvadmin.api.{subject} import *\n"
    for subject in "changes commands documents hooks imports records reports wording".split()
)

#: Said of any plugin on a machine that has much else to do; test_containment.py is about it.
_WAITING = re.compile(r"^waiting for the plugin .*\n", re.MULTILINE)


@dataclass
class Run:
    code: int
    out: str
    err: str


class Site:
    """A folder on PYTHONPATH that holds distributions as pip would have laid them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.config = folder / "config.toml"

    def install(
        self, name: str, source: str, *, module: str | None = None, version: str = "1.5", replaces: str = ""
    ) -> None:
        module = module or f"plugin_{name.replace('-', '_')}"
        self.uninstall(name, module=module)
        (self.folder / f"{module}.py").write_text(source, encoding="utf-8")
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n", encoding="utf-8")
        points = f"[kvadmin]\n{name} = {module}\n"
        if replaces:
            points += f"\n[kvadmin.replaces]\n{replaces} = {module}\n"
        (info / "entry_points.txt").write_text(points, encoding="utf-8")

    def uninstall(self, name: str, *, module: str | None = None) -> None:
        module = module or f"plugin_{name.replace('-', '_')}"
        for info in self.folder.glob(f"{module}-*.dist-info"):
            shutil.rmtree(info)
        (self.folder / f"{module}.py").unlink(missing_ok=True)

    def kvadmin(self, *args: str, cwd: Path | None = None) -> Run:
        env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(self.folder), *sys.path]),
            "KVADMIN_CONFIG": str(self.config),
            "PYTHONIOENCODING": "utf-8",
        }
        for name in ("KVADMIN_DATA", "KVADMIN_TODAY", "KVADMIN_WHO"):
            env.pop(name, None)
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "kvadmin", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env,
            cwd=cwd or self.folder,
            check=False,
        )
        return Run(done.returncode, done.stdout, _WAITING.sub("", done.stderr))
