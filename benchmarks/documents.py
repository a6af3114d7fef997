"""What documents cost: CPU seconds, and ratios to ``python -c pass`` and to a fixed numpy workload.

Run: python benchmarks/documents.py
The participant list of 400 as PDF may cost 3 times what typst needs for the same page from ready data.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from kvadmin.documents.blocks import Document, Heading, Paragraph, PrintColumn, TableBlock, Together, strong
from kvadmin.documents.docx.document import write as write_docx
from kvadmin.documents.pdf.compiling import compile_typst
from kvadmin.documents.pdf.document import TEMPLATE, as_data
from kvadmin.documents.pdf.document import write as write_pdf
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column, Report, Table

ROUNDS = 5


def participant_list(people: int, per_network: int = 11) -> Document:
    columns = (
        PrintColumn("Navn", 2),
        PrintColumn("Stilling", 2.5),
        PrintColumn("Kommune", 1.8),
        PrintColumn("Part", 1.1),
    )
    row = (
        (strong("Šoŋgo"), ", Máhtte"),
        "Hovedtillitsvalgt, Utdanningsforbundet",
        "Kárášjohka–Karasjok",
        "Tillitsvalgt",
    )
    blocks = [
        Together((Heading(f"Nettverk {n}"), Paragraph("lead", "lead"), TableBlock(columns, (row,) * per_network)))
        for n in range(people // per_network)
    ]
    return Document("Deltakerliste", "nb", "Program", blocks=tuple(blocks), footer="Til bruk under samlingen.")


def cpu(work: Callable[[], object]) -> float:
    """Median of the CPU seconds of a few calls; the first one, which imports, is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def fixed_workload() -> object:
    a = np.arange(250_000, dtype=float).reshape(500, 500) / 250_000
    return np.linalg.eigvalsh(a + a.T)


def python_pass() -> float:
    times = []
    for _ in range(ROUNDS):
        before = os.times()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(times)


def main() -> None:
    base, numpy_base = python_pass(), cpu(fixed_workload)
    print(f"python -c pass {base * 1000:.0f} ms, numpy workload {numpy_base * 1000:.0f} ms")

    def show(name: str, work: Callable[[], object]) -> float:
        seconds = cpu(work)
        print(f"{name:34} {seconds * 1000:8.1f} ms {seconds / base:7.1f}x pass {seconds / numpy_base:7.1f}x numpy")
        return seconds

    for people in (40, 400, 4000):
        document = participant_list(people)
        data, _ = as_data([document])
        ready = show(f"typst from ready data, {people}", lambda data=data: compile_typst(TEMPLATE, data))
        own = show(f"participant list pdf, {people}", lambda document=document: write_pdf([document]))
        print(f"{'':34} {own / ready:.2f}x typst (limit 3x)")
        show(f"participant list docx, {people}", lambda document=document: write_docx([document]))
    columns = (Column("number", "Nr"), Column("name", "Navn"), Column("people", "Folketall", "int"))
    report = Report({"rows": 430}, (Table("Kommuner", columns, (("0301", "Oslo", 560484),) * 430),))
    for name in ("table", "csv", "md", "json", "xlsx"):
        show(f"430 rows as {name}", lambda name=name: render(report, name, width=100))


if __name__ == "__main__":
    main()
