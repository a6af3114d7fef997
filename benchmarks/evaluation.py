"""Figures, charts and packages at full size, files included: CPU and memory, as ratios and over start-up.

Run: python benchmarks/evaluation.py [CASE ...]

Each case is a process of its own; "over start-up" is what it takes beyond a process that only imports the same modules.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 3
NUMPY = "import numpy as n; r = n.random.default_rng(1); a = r.random((250, 250)); n.linalg.svd(a)"
#: 138 municipalities x 36 months x 10 indicators, as the programme would have them.
MUNICIPALITIES, MONTHS, INDICATORS = 138, 36, 10
ROWS = 1_000_000


def modules():
    from kvadmin.api.commands import need  # noqa: F401 - imported to be timed


def rows_of(count):
    rng = random.Random(2008)
    for number in range(MUNICIPALITIES):
        for month in range(count):
            yield f"{301 + number:04},{2007 + month // 12}-{month % 12 + 1:02},{rng.gauss(9, 0.6):.1f}"


def values_file(indicators=INDICATORS):
    body = "\n".join(["municipality,period,value", *rows_of(MONTHS), ""]).encode()
    return [body] * indicators


def indicator():
    from kvadmin.api.records import Indicator

    return Indicator(id="syk", direction="decrease", period="month")


def start_up():
    modules()


def start_up_package():
    modules()
    from kvadmin.api.commands import need

    for name in ("xlsxwriter", "pyarrow", "pyarrow.parquet"):
        need(name, "evaluation")
    from kvadmin.plugins.evaluation.package import package_workbook as workbook  # noqa: F401 - imported to be timed


def made_values():
    modules()
    values_file()


def load():
    modules()
    from kvadmin.plugins.evaluation.measurements.value_files import parse_values

    total = sum(len(list(parse_values(content, indicator(), "syk.csv"))) for content in values_file())
    assert total == MUNICIPALITIES * MONTHS * INDICATORS


def judge_stored():
    modules()
    from kvadmin.plugins.evaluation.measurements.judged_series import ChartChoice, judge_series
    from kvadmin.plugins.evaluation.measurements.value_files import parse_values

    count = sum(
        len(judge_series(parse_values(c, indicator(), "syk.csv"), indicator(), ChartChoice())) for c in values_file()
    )
    assert count == MUNICIPALITIES * INDICATORS


def million():
    from kvadmin.plugins.evaluation.indicators.definition import MISSING
    from kvadmin.plugins.evaluation.package.dictionary import DataTable, Variable
    from kvadmin.plugins.evaluation.package.missing_values import missing_of

    variables = (
        Variable("indicator", "Indikator", "Indikator"),
        Variable("municipality", "Kommunenummer", "Kommunenummer"),
        Variable("period", "Periode", "Periode"),
        Variable("value", "Verdi", "Verdi", "decimal", (), missing_of(MISSING)),
        Variable("denominator", "Nevner", "Nemnar", "decimal"),
    )

    def rows():
        for at in range(ROWS):
            yield "syk", f"{at % 430:04}", f"{2007 + at % 400 // 12}-{at % 12 + 1:02}", f"{at % 997 / 10:g}", "1000"

    return DataTable("measurements", "Målinger", "Målingar", variables, rows)


def xlsx():
    start_up_package()
    from kvadmin.plugins.evaluation.package.package_workbook import write_package_workbook

    with tempfile.TemporaryDirectory() as folder:
        write_package_workbook([million()], Path(folder) / "m.xlsx", "Målinger")


def csv():
    start_up_package()
    from kvadmin.plugins.evaluation.package.table_files import write_csv

    with tempfile.TemporaryDirectory() as folder:
        write_csv(million(), Path(folder) / "m.csv")


def checked():
    start_up_package()
    from kvadmin.plugins.evaluation.package.format_limits import check_tables

    assert check_tables([million()], ("csv", "parquet", "xlsx", "sav", "dta")).tables


def parquet():
    start_up_package()
    from kvadmin.plugins.evaluation.package.table_files import write_parquet

    with tempfile.TemporaryDirectory() as folder:
        write_parquet(million(), Path(folder) / "m.parquet")


def programme(folder):
    """A programme with 138 municipalities and a file with a year of figures for each."""
    lines = ["number,name", *(f"{301 + k:04},Kommune {k}" for k in range(MUNICIPALITIES)), ""]
    (folder / "register.csv").write_text("\n".join(lines), encoding="utf-8")
    text = "\n".join(["indicator,municipality,period,value", *(f"syk,{row}" for row in rows_of(MONTHS)), ""])
    (folder / "values.csv").write_text(text, encoding="utf-8")
    os.environ["KVADMIN_CONFIG"] = str(folder / "none.toml")
    here = ["-C", str(folder / "P")]
    run("init", str(folder / "P"), "--register", str(folder / "register.csv"))
    run(
        *here, "evaluation", "indicators", "add", "syk", "--direction", "decrease", "--period", "month", "--target", "8"
    )
    return here


def run(*arguments):
    from kvadmin.cli.main import run as run_kvadmin

    code = run_kvadmin([*arguments])
    assert code == 0, arguments


def programme_only():
    with tempfile.TemporaryDirectory() as folder:
        programme(Path(folder))


def imported():
    with tempfile.TemporaryDirectory() as folder:
        here = programme(Path(folder))
        run(*here, "evaluation", "import", str(Path(folder) / "values.csv"))


def charts():
    with tempfile.TemporaryDirectory() as folder:
        here = programme(Path(folder))
        run(*here, "evaluation", "import", str(Path(folder) / "values.csv"))
        run(*here, "evaluation", "chart", "syk", "--out", str(Path(folder) / "charts"))


#: Case -> (what it is over, what is asked of it).
CASES = {
    "load": ("made_values", "49,680 values read from 10 files (asked: 0.3 s over start-up)"),
    "judge_stored": (
        "made_values",
        "1,380 series x 36 points read and judged (asked: 1 s over start-up, judging alone)",
    ),
    "imported": ("programme_only", "4,968 figures imported by the command line, each row with its fate"),
    "charts": ("imported", "138 charts of an indicator by the command line (asked: 3 s)"),
    "csv": ("start_up_package", "1,000,000 rows to csv, with the hash over the content"),
    "checked": ("start_up_package", "1,000,000 rows looked at for what a format cannot hold"),
    "parquet": ("start_up_package", "1,000,000 rows to parquet"),
    "xlsx": ("start_up_package", "1,000,000 rows to xlsx (asked: 100 MB over start-up)"),
}


def measure(arguments):
    """CPU seconds and peak memory (MB) of one process."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True, text=True)\n"
        "assert done.returncode == 0, done.stderr\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def main(chosen):
    cases = {name: CASES[name] for name in chosen or CASES}
    bases = sorted({base for base, _ in cases.values()})
    jobs = {"python -c pass": ["-c", "pass"], "numpy workload": ["-c", NUMPY]}
    jobs |= {name: [__file__, "--case", name] for name in (*bases, *cases)}
    found = {name: [] for name in jobs}
    for _ in range(ROUNDS):  # round by round, so that a busy moment hits all alike
        for name, arguments in jobs.items():
            found[name].append(measure(arguments))
    seconds = {name: statistics.median(one for one, _ in values) for name, values in found.items()}
    memory = {name: statistics.median(one for _, one in values) for name, values in found.items()}
    plain, fixed = seconds["python -c pass"], seconds["numpy workload"]
    for name in jobs:
        took = seconds[name]
        print(f"{name}: {took:.2f} s CPU, {took / plain:.1f}x python -c pass, {took / fixed:.2f}x numpy")
        if name in cases:
            base, what = cases[name]
            more, room = took - seconds[base], memory[name] - memory[base]
            print(f"    {what}\n    over {base}: {more:.2f} s, {more / fixed:.2f}x numpy, {room:.0f} MB more")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        globals()[sys.argv[2]]()
    else:
        main(sys.argv[1:])
