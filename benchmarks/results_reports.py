"""Results reports of 138 municipalities, and of what they are part of: CPU and wall seconds beside ``python -c pass``.

Run: python benchmarks/results_reports.py   (all formats: --all; needs the extras ``evaluation``, ``pdf`` and ``docx``)

An invented programme of 138 municipalities in five groups, with two indicators, goals, applications, plans and own
evaluations of each. Wanted: 138 reports as PDF in 30 s.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path[0:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from measuring import cpu  # noqa: E402 - beside this file, as the folder above

#: As in the programme of 2007-2009.
SIZES = {"P1": 28, "P2": 46, "P3": 36, "I07": 12, "I08": 16}


def told(name, arguments, folder):
    began = time.perf_counter()
    seconds, _ = cpu(["-m", "kvadmin", "-C", str(folder), "--today", "2009-06-10", *arguments])
    print(f"{name}: {seconds:.1f} s CPU, {time.perf_counter() - began:.1f} s wall")


def main():
    from plugins.evaluation.results_office import results_office

    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    print(f"python -c pass: {cpu(['-c', 'pass'])[0]:.2f} s CPU")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "programme"
        results_office(folder, SIZES)
        told("evaluation indicators (start-up)", ["evaluation", "indicators"], folder)
        formats = ("pdf", "html", "docx") if "--all" in sys.argv else ("pdf",)
        for form in formats:
            out = str(Path(name) / form)
            command = ["evaluation", "report", "all", "--for", "council", "--as", form, "--out", out]
            told(f"138 reports as {form}", command, folder)
            print(f"    {len(list(Path(out).glob(f'*.{form}')))} files")
        command = ["evaluation", "report", "programme", "--as", "pdf", "--out", str(Path(name) / "whole")]
        told("the report on the programme", command, folder)


if __name__ == "__main__":
    main()
