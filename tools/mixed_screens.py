"""Every command on the example programme, its help, and what it says when it is called wrongly: one language each?

Run: python tools/mixed_screens.py              (bokmål, nynorsk, English; some minutes; exit 1 when something is found)
     python tools/mixed_screens.py nb           (one language)
     python tools/mixed_screens.py --only REGEX (steps of same_json.py that match; those that write run always)
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import same_json
from language_mixing import mixed, without_differences
from screen_languages import LANGUAGES, Screen

ROOT = Path(__file__).resolve().parents[1]
#: Stands before kvadmin in its process.
DISGUISE = """
import sys

sys.path.append({tools!r})
import disguise

disguise.Disguise(translated=True).put_on()
"""

#: What is wrongly called, for each kind of what is said then: on the programme as all steps have left it.
WRONG = (
    "nonsense", "cohort", "cohort nonsense", "cohort show", "cohort show P9", "cohort show P3 extra", "cohort show --no P3",
    "cohort new P4 --name X --deadline 31.31.2008", "cohort new P4 --name X --capacity many", "cohort new P3 --name X",
    "cohort set P3 nonsense 1", "cohort set P3 capacity -1", "cohort set P3 deadline soon", "cohort set P3 kind nonsense",
    "cohort admit P3", "cohort draw P3", "cohort freeze P3", "cohort withdraw P3 0301 --reason nonsense", "cohort odds P1",
    "cohort explain P3 9999", "cohort promote P9", "cohort import missing.csv", "cohort status --as-of nonsense",
    "application import missing.xlsx --cohort P3", "application show 0301 --cohort P9", "application show Bø --cohort P3",
    "application set P3 0124 nonsense x", "application set P3 0124 state nonsense", "application resolve P3 x --as 0301",
    "application accept-late P3 0124 --why x", "application confirm P3 0124", "application score missing.csv --cohort P3",
    "municipality show 9999", "municipality show Bø", "municipality list --county Nordlandet", "municipality show 0301 --on x",
    "municipality set 0301 nonsense 1", "municipality set 0301 population many", "municipality list --language-form x",
    "contact add 0301 X --role nonsense", "contact set 1547 mayor phone 1", "contact report Nobody", "contact remove 0301 x",
    "network show P9", "network explain 0301", "network move 0502 99 --cohort P1", "network split P3 --size x",
    "network split P3 --size 9..3", "network wish P3 --together 0502", "network lock 99 --cohort P1", "network host P9",
    "network advisor set P3 X --home 9999", "network advisor give P3 1 Nobody", "network map x.nonsense --cohort P1",
    "gathering show x", "gathering new x --name X --kind nonsense --from 2008-01-01", "gathering cancel x y",
    "gathering new x --name X --kind startup --from 2008-13-01", "gathering agenda add 2008-08-27-oppstart 25:00 X",
    "gathering agenda remove 2008-08-27-oppstart 99", "gathering checkin 2008-08-27-oppstart Nobody",
    "gathering register 2008-08-27-oppstart X --consent nonsense", "gathering groups 2008-08-27-oppstart --size x",
    "participants set 2008-08-27-oppstart Nobody diet x", "participants list x", "participants list 2008-08-27-oppstart --by x",
    "plan show P1 0301", "plan set P1 0415 --status nonsense", "plan list --cohort P9", "plan set P1 0415 --received x",
    "evaluation signals x", "evaluation signals sykefravaer --preset x", "evaluation list sykefravaer --missing x",
    "evaluation codes set sykefravaer x --mark x --nb x --nn x", "evaluation import missing.csv", "evaluation verify missing",
    "evaluation indicators add x --direction x --period month --unit x", "evaluation indicators set x target 1",
    "mail plan nonsense --to admitted:P3", "mail plan admitted --to nonsense:P3", "mail plan admitted --to ''",
    "mail approve 0123456789", "mail send vedtak --confirm 1", "mail send nonsense", "mail status nonsense",
    "mail preview vedtak --letter 999", "mail resend vedtak", "mail suppression add x", "mail suppression remove x@y.example",
    "mail bounces missing.mbox", "mail settle vedtak --came", "mail replan vedtak", "journal export --from x",
    "programme set nonsense x", "programme set screen_language sv", "programme party NOBODY email x", "undo abcd", "log nonsense",
    "plugins disable nobody", "reading explain missing.csv", "reading explain programme.yaml", "status --format nonsense",
    "status -o nowhere/x.csv", "status -o x.nonsense", "-C nowhere status", "status --lang sv", "init . --example", "redo",
    "cohort show P3 --known-on 2030-01-01", "cohort set P3 capacity 3 --known-on 2008-01-01", "demo .",
)  # fmt: skip

#: Steps whose stdout is a document, in the language of its readers.
DOCUMENTS = re.compile(
    r"participants (?:list|export|catering)|network export P\d$|journal export|mail preview vedtak|-o -|commands --schema"
)

#: Written in every language as it is, and why.
AS_IT_IS = {
    "names of programs, formats and standards": "csv xlsx docx pdf svg json yaml ics html geojson mbox smtp png zip md maildir "
    "python polars calamine openpyxl readxl excel libreoffice word typst highs git ssb nav ks lo-k ys-k unio kvadmin "
    "gurobi spss stata arial noark seas-nve epsg osrm plist qicharts cc by nlod km utf-8 bom iso ascii cp toml xml "
    "starttls smtputf8 dsn imap bash zsh fish powershell eml http https api url sql rfc aes gpl mit pandas numpy",
    "marks of languages": "nb nn en",
    "placeholders": "file number date cohort municipality text name path nn kk",
}


def data_words() -> set[str]:
    """The words of the example's records and of what the steps type, in small letters, with those of AS_IT_IS."""
    text = [" ".join(AS_IT_IS.values())]
    keys = re.compile(r"(?m)^[\s-]*[\w-]+:")
    folder = ROOT / "fixtures" / "example"
    for file in sorted(each for each in folder.rglob("*") if each.suffix in (".yaml", ".csv")):
        text.append(keys.sub("", file.read_text(encoding="utf-8")))
    text += [file.read_text(encoding="utf-8") for file in sorted((ROOT / "config").rglob("*.*"))]
    text += same_json.INPUTS.values()
    text += [" ".join((*step.before, step.line)) for step in same_json.STEPS]
    from openpyxl import load_workbook

    for file in folder.rglob("*.xlsx"):
        for sheet in load_workbook(file, read_only=True):
            text += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
            text.append(sheet.title)
    return {word.lower() for each in text for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", each)}


def said(language: str, only: re.Pattern[str] | None = None) -> Iterator[tuple[str, str, bool]]:
    """What every command says: its line, the output, whether it is a document."""
    first = {"sitecustomize.py": DISGUISE.format(tools=str(Path(__file__).parent))}
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder).resolve(), language, first, columns=9999, json=False)
        try:
            for name, step in same_json.named():
                if step.kind == "keep" or only is None or only.search(name):
                    table = screen.step(step)["table"]
                    if not table["stdout"].startswith("%PDF"):
                        yield name, screen.steady(table["stdout"]), bool(DOCUMENTS.search(step.line))
                    yield name, screen.steady(table["stderr"]), False
            for line in (*WRONG, *helps()):
                if only is None or only.search(line):
                    ran = screen.run(screen.programme, line, [])
                    yield line, screen.steady(ran["stdout"] + ran["stderr"]), False
        finally:
            screen.close()


def helps() -> Iterator[str]:
    """The help of every command."""
    from reference import top_level, walk

    for context in walk(top_level()):
        yield shlex.join([*context.command_path.split()[1:], "--help"])


def findings(language: str, only: re.Pattern[str] | None = None) -> dict[tuple[str, str], list[str]]:
    """What is found in a language: (what, line) -> the commands."""
    data = data_words()
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, text, document in said(language, only):
        for each in mixed(without_differences(text), language, data, document=document):
            found[each].append(name)
    return dict(found)


def main() -> int:
    """Run everything and print what is found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("languages", nargs="*", choices=LANGUAGES, default=list(LANGUAGES))
    asked.add_argument("--only", type=re.compile, metavar="REGEX", help="only steps that match")
    given = asked.parse_args()
    wrong = 0
    for language in given.languages:
        found = findings(language, given.only)
        wrong += len(found)
        print(f"\n== {language}: {len(found)}")
        for (what, line), names in found.items():
            more = f" and {len(names) - 1} more" if names[1:] else ""
            print(f"{what}\n    {line.strip()[:240]}\n    {names[0][:90]}{more}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
