"""Every command in every language: what is not in the catalogues, what mixes two languages, what programs read.

Run: python tools/screen_languages.py                 (all of it, some minutes; exit 1 when something is found)
     python tools/screen_languages.py --disguised     (what is said without the catalogue, or is not in it)
     python tools/screen_languages.py --programs      (what is other for programs)
     python tools/screen_languages.py --only REGEX    (steps of same_json.py that match; those that write run always)

Three things are shown of the steps of ``same_json.py``:

* **said without the catalogue**: every sentence is put into letters of another script where it is looked up; what is
  English still has not been looked up. What is data (names, ids, command lines) is no English;
* **not in the catalogue**: what was looked up, and no catalogue has;
* **other for programs**: JSON, csv or a file of the programme that is not the same bytes in nb, nn and en.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import same_json
from disguise import is_disguised
from forked_steps import ForkedSteps

LANGUAGES = ("en", "nb", "nn")
#: Stands before kvadmin in its process.
DISGUISE = """
import sys
from pathlib import Path

sys.path.append({tools!r})
import disguise

disguise.Disguise(Path({log!r})).put_on()
"""


class Screen(ForkedSteps):
    """The example programme, worked on by somebody whose screen speaks a language.

    Args:
        home: An empty folder.
        language: ``nb``, ``nn`` or ``en``.
        first: Modules that stand before the installed ones.
        columns: How wide it is.
        json: Whether what programs are told is asked for, too.
    """

    def __init__(
        self, home: Path, language: str, first: dict[str, str] | None = None, *, columns: int = 120, json: bool = True
    ) -> None:
        self.language, self.json = language, json
        super().__init__(home, first, KVADMIN_LANG=language, COLUMNS=str(columns))

    def files(self, folder: Path) -> dict[str, bytes]:
        """What the programme holds; the language must not be seen in it. The history has ids that are drawn anew."""
        found = same_json.Side.files(self, folder)
        # The page of a plan is for the person who planned.
        return {
            name: each for name, each in found.items() if not name.startswith("history/") and "index.html" not in name
        }

    def step(self, step: same_json.Step, **_: Any) -> dict[str, Any]:
        """The command as a person runs it, and what it tells a program."""
        line = step.line.format_map(self.words)
        with self.folder_of(step) as folder:
            before = self.files(folder)
            found: dict[str, Any] = {"table": self.run(folder, line, [])}
            found["files"] = self.changed(folder, before)
            if step.takes or (self.json and step.kind == "read"):
                asked = [] if " --format " in line or line.startswith("--version") else ["--format", "json"]
                found["json"] = self.run(folder, line, asked)
                self.take(step, found["json"]["stdout"])
            if self.json and step.kind == "read" and "csv" in step.formats and " --format " not in line:
                found["csv"] = self.run(folder, line, ["--format", "csv"])
        return found


def results(language: str, only: re.Pattern[str] | None, disguise: Path | None = None) -> dict[str, dict[str, Any]]:
    """What every step says in a language; with ``disguise``, in other letters, and what was looked up in that file."""
    tools = str(Path(__file__).parent)
    first = {"sitecustomize.py": DISGUISE.format(log=str(disguise), tools=tools)} if disguise else None
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder).resolve(), language, first)
        try:
            return {
                name: _steady(screen, screen.step(step))
                for name, step in same_json.named()
                if step.kind == "keep" or only is None or only.search(name)
            }
        finally:
            screen.close()


def _steady(screen: Screen, found: dict[str, Any]) -> dict[str, Any]:
    for name in ("table", "json", "csv"):
        for stream in ("stdout", "stderr"):
            if name in found:
                found[name][stream] = screen.steady(found[name][stream])
    return found


#: What is written in any language as it is: command lines, options, addresses, paths, ids, keys of fields.
_AS_IT_IS = re.compile(
    r"kvadmin [^`\n;)]*|`[^`]*`|--[\w-]+|\S*[@/\\_]\S*|\S*\.(?:yaml|csv|xlsx|md|json|toml|docx|pdf|svg|mbox|png)\b\S*"
    r"|\b\w+[:=]\S+|\b\w*\d\w*\b|'[^']*'|\"[^\"]*\""
)


def english_left(text: str, vocabulary: set[str]) -> Iterator[str]:
    """The lines of a disguised output that still hold English, each with the words."""
    for line in text.splitlines():
        if line[:1] in "+-@ " and line[1:2].islower():  # the difference of a dry run: lines of files
            continue
        words = [each for each in re.findall(r"[A-Za-z]{3,}", _AS_IT_IS.sub(" ", line)) if each.lower() in vocabulary]
        if words:
            yield f"{' '.join(words)}  <-  {line.strip()[:150]}"


def vocabulary_of(sentences: list[str], data: str) -> set[str]:
    """English words: those of the sentences that do not stand in the example's data."""
    said = {word.lower() for each in sentences for word in re.findall(r"[A-Za-z]{3,}", each)}
    return said - {word.lower() for word in re.findall(r"[A-Za-zÆØÅæøå]{3,}", data)}


def main() -> int:
    """Run everything and print what is found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--only", type=re.compile, metavar="REGEX", help="only steps that match")
    asked.add_argument("--disguised", action="store_true", help="leave out the comparison for programs")
    asked.add_argument("--programs", action="store_true", help="the comparison for programs alone")
    given = asked.parse_args()
    found = {} if given.programs else untranslated(given.only)
    for title, lines in found.items():
        print(f"\n== {title}: {len(lines)}")
        print("\n".join(lines))
    wrong = sum(map(len, found.values()))
    if not given.disguised:
        differences = list(other_for_programs(given.only))
        print(f"\n== other for programs: {len(differences)}")
        print("\n".join(differences))
        wrong += len(differences)
    return 1 if wrong else 0


def untranslated(only: re.Pattern[str] | None = None) -> dict[str, list[str]]:
    """English that is said without the catalogue, and what is looked up and not in it."""
    from sentences import sentences

    known = list(sentences())
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        log.touch()
        said = results("nb", only, log)
        import ast

        asked = {ast.literal_eval(line) for line in log.read_text(encoding="utf-8").splitlines()}
    vocabulary = vocabulary_of(known, example_names())
    left: defaultdict[str, list[str]] = defaultdict(list)
    for name, result in said.items():
        for stream in ("stdout", "stderr"):
            for line in english_left(result["table"][stream], vocabulary):
                left[line].append(name)
    disguised = [
        f"{line}   ({names[0][:60]}{f' and {len(names) - 1} more' if names[1:] else ''})"
        for line, names in left.items()
    ]
    ours = set(known)
    return {
        "said without the catalogue": disguised,
        "not in the catalogue": sorted(
            repr(each) for each in asked - ours if re.search(r"[a-z]{3}", each) and not is_disguised(each)
        ),
    }


def example_names() -> str:
    """The words of the example's records: names of people, places and groups."""
    folder = same_json.Path(__file__).resolve().parents[1] / "fixtures" / "example"
    keys = re.compile(r"(?m)^[\s-]*[\w-]+:")
    return "\n".join(keys.sub("", each.read_text(encoding="utf-8")) for each in folder.rglob("*.yaml"))


def other_for_programs(only: re.Pattern[str] | None = None) -> Iterator[str]:
    """What is not the same bytes in every language and should be."""
    said = {language: results(language, only) for language in LANGUAGES}
    for name, english in said["en"].items():
        for language in LANGUAGES[1:]:
            other = said[language][name]
            for what in ("json", "csv", "files"):
                if what in english and english[what] != other[what]:
                    yield f"{name}: {what} in {language}: {_first_difference(english[what], other[what])}"
            if english["table"]["exit"] != other["table"]["exit"]:
                yield f"{name}: exit {other['table']['exit']} in {language}, {english['table']['exit']} in English"


def _first_difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    for key in sorted({*one, *other}):
        if one.get(key) != other.get(key):
            pairs = zip(str(one.get(key)).splitlines(), str(other.get(key)).splitlines(), strict=False)
            lines = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
            return f"{key}: {lines[0][:100]!r}, {lines[1][:100]!r}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
