"""The catalogues of the screen's languages: take the sentences from the code, say what is missing, compile.

Run: python tools/catalogues.py                  (merge what the code says into the .po files; translations stay)
     python tools/catalogues.py --check          (exit 1 when they are not up to date, or a translation is wrong)
     python tools/catalogues.py --missing PART   (print what PART lacks: kvadmin, cohort, network ...; all: every part)
     python tools/catalogues.py --compile        (write the .mo beside each .po; the wheel has them by its build)

A translation is wrong when it has other {names} than the English, or other command lines in backticks.
"""

from __future__ import annotations

import argparse
import re
import string
import sys
from collections.abc import Container, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("nb", "nn")
PARTS = ("kvadmin", "programme", "municipality", "cohort", "network", "gathering", "evaluation", "mail", "sheet")


def po_file(part: str, language: str) -> Path:
    """The catalogue of a part in a language."""
    folder = ROOT / "kvadmin" if part == "kvadmin" else ROOT / "kvadmin" / "plugins" / part
    return folder / "locale" / language / "LC_MESSAGES" / "messages.po"


def translations(language: str) -> dict[str, str]:
    """All translations that there are: English -> translation; of sentences that are gone, too."""
    found: dict[str, str] = {}
    for part in PARTS:
        if po_file(part, language).is_file():
            catalogue = read(part, language)
            said = [*catalogue.obsolete.values(), *catalogue]
            found |= {each.id: each.string for each in said if each.id and each.string and not each.fuzzy}
    return found


def read(part: str, language: str) -> Catalog:
    """A catalogue as it stands."""
    with po_file(part, language).open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> dict[str, Catalog]:
    """The catalogues as they should be: every sentence of the code in that of its part, with its translation."""
    from sentences import part_of, sentences

    known, places = translations(language), sentences()
    found = {part: Catalog(locale=language, project="kvadmin", charset="utf-8", fuzzy=False) for part in PARTS}
    for catalogue in found.values():
        catalogue.header_comment = HEADERS[language]
    for sentence, files in places.items():
        flags = ("python-brace-format",) if names_of(sentence) else ()
        found[part_of(files)].add(sentence, known.get(sentence, ""), [(file, 0) for file in files], flags=flags)
    for part, catalogue in found.items():
        if po_file(part, language).is_file():
            _keep_obsolete(catalogue, read(part, language), places)
    return found


def _keep_obsolete(catalogue: Catalog, before: Catalog, places: Container[str]) -> None:
    """Keep the translations of sentences that nobody says any more, at the end of the file: they may come back."""
    for each in [*before.obsolete.values(), *before]:
        if each.id and each.string and each.id not in places:
            catalogue.obsolete[each.id] = Message(each.id, each.string)


#: What stands at the top of each catalogue.
HEADERS = {
    "nb": "# kvadmin på bokmål. Ordene: docs/translating.md.",
    "nn": "# kvadmin på nynorsk. Orda: docs/translating.md.",
}
#: What Babel writes of the day, the tool and the people: it would change with every run.
_UNSTEADY = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To): .*\\n"\n'
)


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of its file."""
    out = BytesIO()
    write_po(out, catalogue, width=120, sort_by_file=True, include_lineno=False)
    return _UNSTEADY.sub(b"", out.getvalue())


def names_of(sentence: str) -> set[str]:
    """The names in braces; a sentence that is no form has none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    except ValueError:
        return set()


def faults(language: str) -> Iterator[str]:
    """What is wrong with translations that there are."""
    for part in PARTS:
        for each in read(part, language) if po_file(part, language).is_file() else ():
            if not each.id or not each.string:
                continue
            where = f"{part}/{language}: {each.id!r}"
            if names_of(each.id) != names_of(each.string):
                yield f"{where}: other names in braces: {each.string!r}"
            if _commands(each.id) != _commands(each.string):
                yield f"{where}: other command lines: {each.string!r}"
            if _edges(each.id) != _edges(each.string):
                yield f"{where}: begins or ends otherwise: {each.string!r}"


def _commands(sentence: str) -> list[str]:
    """The command lines of a sentence, which are the same in every language but for what a person fills in."""
    lines = re.findall(r"`(kvadmin [^`]+)`", sentence)
    return sorted(" ".join(word for word in line.split() if not word.isupper()) for line in lines)


def _edges(sentence: str) -> tuple[bool, bool, bool]:
    return sentence[:1].isspace(), sentence[-1:].isspace(), sentence.endswith(".")


def missing(part: str, language: str) -> list[str]:
    """The sentences of a part that have no translation."""
    return [each.id for each in read(part, language) if each.id and not each.string]


def compile_all() -> None:
    """Write each catalogue as gettext reads it, beside its source; the build of the wheel does so, too."""
    for part in PARTS:
        for language in LANGUAGES:
            if po_file(part, language).is_file():
                with po_file(part, language).with_suffix(".mo").open("wb") as file:
                    write_mo(file, read(part, language))


def update() -> list[str]:
    """Bring every file up to date; which were not."""
    changed = []
    for language in LANGUAGES:
        for part, catalogue in merged(language).items():
            file, content = po_file(part, language), written(catalogue)
            if not file.is_file() or file.read_bytes() != content:
                changed.append(file.relative_to(ROOT).as_posix())
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    return changed


def stale() -> Iterator[str]:
    """The files that are not what :func:`update` would write, and how they differ."""
    for language in LANGUAGES:
        for part, catalogue in merged(language).items():
            file = po_file(part, language)
            before = {each.id for each in read(part, language)} if file.is_file() else set()
            now = {each.id for each in catalogue}
            yield from (f"{part}/{language}: not in the catalogue: {each!r}" for each in sorted(now - before))
            yield from (f"{part}/{language}: no longer said: {each!r}" for each in sorted(before - now))


def table() -> None:
    """Print how many sentences each part has, and how many lack a translation."""
    print(f"{'part':14}{'sentences':>10}{'nb missing':>12}{'nn missing':>12}")
    rows = [(part, len(read(part, "nb")), *(len(missing(part, each)) for each in LANGUAGES)) for part in PARTS]
    for part, *counts in [*rows, ("all", *map(sum, list(zip(*rows, strict=True))[1:]))]:
        print(f"{part:14}{counts[0]:>10}{counts[1]:>12}{counts[2]:>12}")


def main() -> int:
    """Update, check, list or compile."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is to be done")
    asked.add_argument("--missing", metavar="PART", help="print what lacks a translation")
    asked.add_argument("--compile", action="store_true", help="write the .mo files")
    given = asked.parse_args()
    if given.compile:
        compile_all()
        return 0
    if given.missing:
        for part in PARTS if given.missing == "all" else (given.missing,):
            for language in LANGUAGES:
                for sentence in missing(part, language):
                    print(f"{part}/{language}: {sentence!r}")
        return 0
    wrong = list(stale()) if given.check else [f"written: {file}" for file in update()]
    wrong = [*(wrong if given.check else map(print, wrong)), *(each for lang in LANGUAGES for each in faults(lang))]
    wrong = [each for each in wrong if each]
    print("\n".join(wrong))
    table()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
