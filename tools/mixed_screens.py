"""Every command on the example programme, its help, and what it says when it is called wrongly: one language each?

Run: python tools/mixed_screens.py              (bokmål, nynorsk, English; some minutes; exit 1 when something is found)
     python tools/mixed_screens.py nb           (one language)
     python tools/mixed_screens.py --only REGEX (steps of same_json.py that match; those that write run always)
"""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import same_json
from language_mixing import WORDS, mixed, without_differences, words_of
from screen_languages import LANGUAGES, Screen
from sentences import sentences

from kvadmin.wording.folding import fold, fold_plain

ROOT = Path(__file__).resolve().parents[1]
#: Stands before kvadmin in its process.
DISGUISE = """
import sys

sys.path.append({tools!r})
import disguise

disguise.Disguise(translated=True).put_on()
"""

#: What is wrongly called, for each kind of what is said then: on the programme as all steps have left it.
WRONG = tuple(Path(__file__).with_name("wrong_calls.txt").read_text(encoding="utf-8").splitlines())

#: Steps whose stdout is a document, in the language of its readers, or holds what is stored, as it is stored.
DOCUMENTS = re.compile(
    r"participants (?:list|export|catering)|network export P\d$|journal export|mail preview vedtak|-o -"
    r"|commands --schema"
)
STORED = re.compile(r"^log\b|&& log\b|^contact report|^schema show|^store get")

#: Modules below ``plugins`` that hold their texts in all three languages.
IN_THREE_LANGUAGES = (
    "cohort/admission/reasons.py",
    "cohort/explaining/explanation_words.py",
    "cohort/verdict/change_phrases.py",
    "cohort/verdict/ground_words.py",
    "cohort/verdict/grounds_said.py",
    "cohort/verdict/grounds_to_changed.py",
    "cohort/verdict/grounds_to_weak.py",
    "cohort/decisions/quota_attributes.py",
    "cohort/telling/draw_words.py",
    "evaluation/spc/note_words.py",
    "network/divisions/division_report.py",
)

#: Words of selections and of options, as they are typed.
SELECTION_WORDS = "applied arrived invited registered admitted block completion single forwarded timetable visit"

#: Written in every language as it is, and why.
AS_IT_IS = {
    "names of programs, formats and standards": """
        csv xlsx docx pdf svg json yaml ics html geojson mbox smtp png zip md maildir parquet sav dta python polars
        calamine openpyxl readxl excel libreoffice word typst highs git ssb nav ks lo-k ys-k unio kvadmin kvadmin-demo
        gurobi spss stata arial noark seas-nve epsg osrm plist qicharts cc by nlod km utf-8 bom iso ascii cp toml xml
        starttls smtputf8 dsn imap bash zsh fish powershell eml http https api url sql rfc aes gpl mit pandas numpy
        vcf""",
    "files and commands that a new plugin's author meets": "gitignore babel cfg cd install pip pytest txt",
    "units, the same in all three languages": "min",
    "commands that are named and that no step types, of kvadmin and of the shell": "menu unset",
    "marks of languages": "nb nn en",
    "hooks of plugins, tables of the package, codes of checks, which are named and not told": """
        application_variables checks collections commands letter_context not_undone personal_data selection_words status
        jobs sheets writers
        pictures before_commit mail_transports sent_letters memberships gatherings attendance plans indicators disabled
        measurements surveys draw-weak field-unknown wrong-recipient""",
    "collections, named as their folders are": "intake readings sensitive",
    "ids of the questions that a gathering's form asks": "useful content exchange practical recommend good better",
    "these questions, shown in both forms of Norwegian": "kor faglege mye mykje opplegget praktiske tilrå bli betre",
    "names of letters and mailings": """
        admitted gathering-cancelled invitation list-closed missing-items project-plan-reminder rejected reminder
        startup-gathering waiting-list vedtak-to-self""",
    "texts of codes of a missing figure in both forms of Norwegian": "forekomme førekomme undertrykt undertrykt",
}


def data_words() -> set[str]:
    """The words of the example's records and of what the steps type, in small letters, with those of AS_IT_IS."""
    from openpyxl import load_workbook

    folder = ROOT / "fixtures" / "example"
    keys = re.compile(r"(?m)^[\s-]*[\w-]+:")
    files = sorted(each for each in folder.rglob("*") if each.suffix in (".yaml", ".csv"))
    text = [keys.sub("", file.read_text(encoding="utf-8")) for file in files]
    text += [file.read_text(encoding="utf-8") for file in sorted((ROOT / "config").rglob("*.*"))]
    for file in folder.rglob("*.xlsx"):
        for sheet in load_workbook(file):
            text += [sheet.title, *(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)]
    typed = [*same_json.INPUTS.values(), *(" ".join((*step.before, step.line)) for step in same_json.STEPS)]
    words = {word for each in (*text, *AS_IT_IS.values()) for word in words_of(each)}
    words |= {word for each in typed for word in words_of(each) if word not in WORDS["en"]}
    return words | {form(word) for word in words for form in (fold, fold_plain)}


def typed_phrases() -> re.Pattern[str]:
    """Texts of several words that the steps type, such as reasons."""
    found = {each for step in same_json.STEPS for line in (*step.before, step.line) for each in shlex.split(line)}
    longest_first = sorted((each for each in found if " " in each), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest_first))


def own_words() -> frozenset[str]:
    """The words of modules that hold their texts in all three languages, and show that of the screen."""
    found: set[str] = set()
    for name in IN_THREE_LANGUAGES:
        for node in ast.walk(ast.parse((ROOT / "kvadmin" / "plugins" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(words_of(node.value))
    return frozenset(found)


def typed_words() -> set[str]:
    """What may be typed as it stands: values of closed vocabularies and names of fields."""
    schemas = (ROOT / "kvadmin").rglob("schemas/*.json")
    words = {word for file in schemas for word in re.findall(r'"([a-z][a-z_-]*)"', file.read_text(encoding="utf-8"))}
    return words | {word for line in WRONG for word in words_of(line)} | set(SELECTION_WORDS.split())


def said(language: str, only: re.Pattern[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """What every command says: its line, the output, what that is (result, document, stored, call)."""
    first = {"sitecustomize.py": DISGUISE.format(tools=str(Path(__file__).parent))}
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder).resolve(), language, first, columns=9999, json=False)
        try:
            for name, step in same_json.named():
                if any(line.startswith("~ ") for line in step.before):
                    continue  # what is typed into a workbook names its headings, and those are disguised
                if step.kind == "keep" or only is None or only.search(name):
                    table = screen.step(step)["table"]
                    kind = "document" if DOCUMENTS.search(step.line) else "result"
                    if not table["stdout"].startswith("%PDF"):
                        yield name, table["stdout"], "stored" if STORED.search(name) else kind
                    yield name, table["stderr"], "call" if table["exit"] else "result"
            for line in (*WRONG, *helps()):
                if only is None or only.search(line):
                    ran = screen.run(screen.programme, line, [])
                    yield line, screen.steady(ran["stdout"] + ran["stderr"]), "call"
        finally:
            screen.close()


def helps() -> Iterator[str]:
    """The help of every command."""
    from reference import top_level, walk

    for context in walk(top_level()):
        yield shlex.join([*context.command_path.split()[1:], "--help"])


class Judge:
    """What is wrong with what a command says, in one language.

    Args:
        language: Which it should speak.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._data, self._own, self._phrases = data_words(), own_words(), typed_phrases()
        if language == "en":  # words by code are English as they stand
            self._data |= {word for sentence in sentences() for word in words_of(sentence)}
        self._typed = self._data | typed_words()

    def findings(self, text: str, kind: str) -> Iterator[tuple[str, str]]:
        """What is found, and the line; nothing is in documents and in what is stored, which speak as they like."""
        if kind in ("document", "stored"):
            return
        lines = without_differences(self._phrases.sub(" ", text))
        for what, line in mixed(lines, self.language, self._typed if kind == "call" else self._data, self._own):
            # Hints and help pages show what may be typed: the form of programs, too.
            if not (kind == "call" and what.startswith("in the English form")):
                yield what, line


def findings(language: str, only: re.Pattern[str] | None = None) -> dict[tuple[str, str], list[str]]:
    """What is found in a language: (what, line) -> the commands."""
    judge = Judge(language)
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, text, kind in said(language, only):
        for each in judge.findings(text, kind):
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
