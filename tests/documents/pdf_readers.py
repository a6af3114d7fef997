"""What other people's programs say of a PDF: poppler, qpdf, and a PDF/UA checker. Each is skipped where it is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

#: Findings of the checker that are none, with the reason; by the beginning of the file's name.
NO_FINDINGS: Mapping[tuple[str, str], str] = {
    ("post", "PAG-001"): "each letter of the file has the sender at its top: they are letters, not running headers",
    ("block-post", "PAG-001"): "as in post",
    ("badges", "PAG-001"): "each badge has the gathering at its foot",
    ("signin", "TBL-012"): "empty cells are what people sign in",
    ("fremmoteliste", "TBL-012"): "empty cells are what people sign in",
    ("frammoteliste", "TBL-012"): "empty cells are what people sign in",
    ("empty", "TBL-012"): "empty cells are what people sign in",
}


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed ({package})")
    return found


def poppler_says(files: Sequence[Path]) -> list[str]:
    """Every message of poppler while it walks the whole structure."""
    program = _program("pdfinfo", "Debian: poppler-utils")
    said = []
    for file in files:
        done = subprocess.run([program, "-struct-text", file], capture_output=True, check=False)
        said += [f"{file.name}: {line}" for line in sorted(set(done.stderr.decode(errors="replace").splitlines()))]
        said += [] if done.returncode == 0 else [f"{file.name}: exit {done.returncode}"]
    return said


def qpdf_says(files: Sequence[Path]) -> list[str]:
    """Everything but "no faults" of qpdf, which reads the syntax and every stream."""
    program = _program("qpdf", "Debian: qpdf")
    said = []
    for file in files:
        done = subprocess.run([program, "--check", file], capture_output=True, text=True, check=False)
        if done.returncode or "WARNING" in done.stdout + done.stderr:
            said.append(f"{file.name}: {done.stdout} {done.stderr}")
    return said


def checker_says(files: Sequence[Path]) -> list[str]:
    """The errors and warnings of outloud (PDF/UA-1 by the Matterhorn Protocol, and what it thinks is heard)."""
    program = _program("outloud", "PyPI: outloud==0.2.1, in an environment of its own")
    done = subprocess.run(
        [program, "--json", "-", *files], capture_output=True, text=True, encoding="utf-8", check=False
    )
    made = json.loads(done.stdout[done.stdout.index("{") :])
    said = []
    for result in made["results"]:
        name = Path(result["path"]).stem
        said += [f"{name}: cannot be read: {result['error']}"] if result["error"] else []
        for each in result["findings"]:
            if not any(name.startswith(start) and each["rule"] == rule for start, rule in NO_FINDINGS):
                said.append(f"{name}: {each['rule']} {each['message']} ({each.get('evidence')})")
    return said
