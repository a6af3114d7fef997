"""A package compared with what a program of others sees in it; shares no code with what wrote it."""

from __future__ import annotations

import csv
import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

R_SCRIPT = Path(__file__).with_name("open_in_r.R")
#: Where SPSS begins to count, in seconds.
_SPSS = date(1582, 10, 14)


def tables(package):
    """``table -> (fields, rows)`` as the csv and ``datapackage.json`` say it, the guards taken off."""
    csv.field_size_limit(2**31 - 1)
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    found = {}
    for resource in described["resources"]:
        fields = resource["schema"]["fields"]
        with (package / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        texts = [each["kind"] == "text" for each in fields]
        bare = [[c[1:] if t and c[:1] == "'" else c for c, t in zip(row, texts, strict=True)] for row in rows]
        found[resource["name"]] = (fields, bare)
    return found


def wanted(field, cell, kind):
    """What a cell of the csv is in SPSS (``sav``) or Stata (``dta``)."""
    if not cell or field["kind"] in ("text", "date"):
        return cell
    for missing in field.get("missing", ()):
        if cell == missing["marks"][0]:
            if kind == "empty":
                return ""
            return float(missing["code"]) if kind == "sav" else "." + missing["letter"]
    for code in field.get("codes", ()):
        if cell == code["text"]:
            return float(code["number"])
    return float(cell)


def differences(package, kind, read):
    """Every cell that the program sees otherwise; ``read(table)`` gives its header and rows as texts.

    Args:
        package: Its folder.
        kind: ``sav`` or ``dta``; ``empty`` where the program is to take every missing value for an empty cell.
        read: What the program sees of a table.
    """
    found, compared = [], 0
    for name, (fields, rows) in tables(package).items():
        header, seen = read(name)
        if [each["name"] for each in fields] != header or len(rows) != len(seen):
            found.append((name, header, len(rows), len(seen)))
            continue
        for at, (one, other) in enumerate(zip(rows, seen, strict=True)):
            for field, cell, there in zip(fields, one, other, strict=True):
                compared += 1
                if wanted(field, cell, kind) != shown(field, there):
                    found.append((name, at, field["name"], cell[:40], there[:40]))
    return found, compared


def shown(field, text):
    """A cell of the program's own csv as a value."""
    if not text.strip():
        return ""
    if field["kind"] == "text" or (text[:1] == "." and text[1:].isalpha()):
        return text
    if field["kind"] == "date":
        if text.count("/") == 2:
            month, day, year = text.split("/")
            return f"{year}-{month}-{day}"
        if "-" not in text[1:]:
            return (_SPSS + timedelta(seconds=float(text))).isoformat()
        return text
    return float(text)


def csv_rows(path):
    """Header and rows of a csv that a program wrote."""
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return header, rows


def in_r(package, out):
    """Let R open every file; what it saw lies in folders of ``out``."""
    ran = subprocess.run(
        ["Rscript", "--vanilla", str(R_SCRIPT), str(package), str(out)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(out)},
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
