"""The manual page says what the commands are, and roff reads it without a warning."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "share" / "man" / "man1" / "kvadmin.1"


def test_it_is_what_the_code_says():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "man_page.py", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_roff_reads_it_without_a_warning():
    if shutil.which("groff") is None:
        pytest.skip("groff, which man uses, is not installed")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", PAGE], check=True, capture_output=True)
    assert done.stderr == b""
    text = re.sub(r".\x08", "", done.stdout.decode())  # bold and underlined, as on a typewriter
    assert "kvadmin contact import [OPTIONS]" in text
    assert "kvadmin doctor" in text
