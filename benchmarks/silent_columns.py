"""Columns and lines that are dropped in silence, over the example's files and the cases beside the checkout: wanted 0.

Run: python benchmarks/silent_columns.py [SHARED]

Every file goes through ``kvadmin reading explain`` and through its import, on a fresh copy of the example. A column
with a heading and something below it must be used for a field, left out by name, or asked about; a line must have an
outcome, or the file be refused. Where SHARED is absent, the example's own files are tried.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another

ROOT = Path(__file__).resolve().parents[1]
_FIGURES = ("--indicator", "sykefravaer")
#: Folder and pattern below SHARED, importer, options.
SHARED_FILES = (
    ("data", "kommuner-*.csv", "register", ()),
    ("cases/applications", "soknader-*.xlsx", "applications", ()),
    ("cases/applications", "status-*.csv", "memberships", ()),
    ("cases/outside/intake", "**/*.*", "applications", ()),
    ("cases/outside/registrations", "*.csv", "registrations", ()),
    ("cases/outside/figures", "13-klass.csv", "register", ()),
    ("cases/outside/figures", "[!1]*.*", "measurements", _FIGURES),
)


def main():
    from reading_proofs.column_accounts import EXAMPLE_FILES, accounts

    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    total = [0] * 5
    silent = 0
    for found in accounts([*EXAMPLE_FILES, *((shared / folder, *rest) for folder, *rest in SHARED_FILES)]):
        figures = [found.columns, found.used, found.named, found.asked, found.rows]
        total = [one + other for one, other in zip(total, figures, strict=True)]
        silent += len(found.silent)
        print(f"{found.file:48} {line(figures)}")
        for each in found.silent:
            print(f"      in silence: {each}")
    print(f"together: {line(total)}")
    print(f"{silent} columns or lines dropped in silence")


def line(figures):
    """The figures of a file, or of all."""
    columns, used, named, asked, rows = figures
    return f"{columns} columns: {used} used, {named} left out by name, {asked} asked about; {rows} lines"


if __name__ == "__main__":
    main()
