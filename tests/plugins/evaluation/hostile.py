"""A programme whose package is hard to open: long texts, many codes, figures that equal codes, empty tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plugins.evaluation.office import csv_file, indicator, members, office

from kvadmin.api.records import Gathering, ProjectPlan, Registration, Registrations
from kvadmin.testing import Kit

#: What SPSS takes at most (as R reads it), exactly: letters of one to four bytes, and a combining accent.
LONGEST = ("😀e\u0301å€x" * 3000).encode()[:32_765].decode("utf-8", "ignore")
LONGEST += "x" * (32_766 - len(LONGEST.encode()))
#: One byte more than Stata's str2045, so that it is a strL; and two language forms of 121 bytes.
STRL = "ø" * 1022 + "xx"
LONG_NB, LONG_NN = "Ærlig svar mangler " * 8 + "nb", "Ærleg svar manglar " * 8 + "nn"


def hostile(folder: Path, tmp_path: Path) -> Kit:
    """The programme, its figures imported as people write them."""
    kit = office(folder)
    kit.municipality("0540", "Sør-Aurdal's", region="Østlandet", population=999, valid_from=date(1838, 1, 1))
    members(kit, "0301", "0101", "0540")
    texts = {"0301": ["=1+1", "+47", "-", "@x", "'x", ":", 'a"b;c,d'], "0101": [LONGEST], "0540": [STRL, "x\ny"]}
    kit.add(*(ProjectPlan(cohort="P1", municipality=n, project_goals=goals) for n, goals in texts.items()))
    kit.run("plan", "set", "P1", "0301", "--status", "in-progress", "--report", "-")
    for name, unit in (("saldo", "kroner"), ("mange", "poeng"), ("andel", "%"), ("antall", "personer"), ("tom", "")):
        indicator(kit, name, "--unit", unit, "--label-nb", "Ære " * 60, "--label-nn", "Øre " * 60)
    for code, mark in ((-1, "a"), (-2, "b"), (-50, "x y")):
        given = ("--mark", mark, "--nb", f"{LONG_NB} {mark}", "--nn", f"{LONG_NN} {mark}")
        ran = kit.run("evaluation", "codes", "set", "mange", str(code), *given)
        assert ran.code == 0, ran.err
    rows = [
        *("saldo,0301,2007-Q1,-98.0", "saldo,0301,2007-Q2,-97.5", "saldo,0301,2007-Q3,:", "saldo,0101,2007-Q1,-"),
        *("saldo,0540,2007-Q1,123456789012.345", "saldo,0540,2007-Q2,-0.000000123"),
        *("mange,0301,2007-Q1,a", "mange,0301,2007-Q2,b", "mange,0301,2007-Q3,x y", "mange,0101,2007-Q1,:"),
        *("mange,0101,2007-Q2,.", "mange,0101,2007-Q3,-", "mange,0540,2007-Q1,-1.5", "mange,0540,2007-Q2,0"),
        *("andel,0301,2007-Q1,0.3", "andel,0301,2007-Q2,100", "andel,0101,2007-Q1,:"),
        *("antall,0301,2007-Q1,3", "antall,0301,2007-Q2,999999999999999", "antall,0101,2007-Q1,-"),
    ]
    lines = [row.replace(",", ";").replace(".", ",") if row[-2:] != ",." else row.replace(",", ";") for row in rows]
    ran = kit.run("evaluation", "import", csv_file(tmp_path, "indicator;municipality;period;value", *lines))
    assert ran.code == 0, ran.err + ran.out
    kit.add(Gathering(id="start", name="Start", start=date(2008, 8, 27)))
    people = [Registration(id=f"p{k}", name=f"Ola Dømehaug {k}") for k in range(7)]
    kit.add(Registrations(gathering="start", municipality="0301", people=people))
    return kit
