"""What one output mixes: two languages, or a language and words that nobody looked up in a catalogue.

A program whose catalogues are disguised (``disguise.py``) writes each translation in letters of another script. So what
it looked up is told from what it took from records: a line of the example programme has, in other letters, the words of
one language, and in ours data alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from disguise import LETTERS, OTHERS, revealed

#: Words that one language has and the others have not: enough of the small ones that no sentence does without.
WORDS = {
    "en": frozenset(
        "the and of is are was were with which that this there not has have had been than then each every nobody "
        "nothing cannot must should would could its it only what who when why how their they "
        "yet already into without more most less than your you can will does did one two these those but because "
        "after before until while whose".split()
    ),
    "nb": frozenset(
        "ikke jeg noen noe hva hvem hvor hvordan hvilken hvilket hvilke hver hvert hvis være fra kommer gjør gjøres de "
        "mye bare nå uten siden flere selv sier annen annet andres forskjell eget egen egne kun også "
        "en ett hverken hverandre noensinne disse dere henne leses skrives "
        "sendes brukes settes vises lagres finnes ligger vært gjort gjorde blitt ble navn navnet uke kommunene puljen "
        "veileder veilederen deltaker deltakere deltakelse sendes øverst nederst begynnelsen foreslår mangler".split()
    ),
    "nn": frozenset(
        "ikkje eg nokon noko kva kven kvar korleis kvifor kva kvart vere frå kjem gjer dei mykje berre utan sidan "
        "fleire sjølv seier annan anna eigen eiga eige eigne ein eit eitt korkje kvarandre inga desse dykk ho lesast "
        "vart vorte finst ligg vore gjort gjorde namn namnet veke kommunane søknadane rettleiar rettleiaren deltakar "
        "deltakarar deltaking fyrste føreslår manglar blei blitt".split()
    ),
}
#: What is written in any language as it is: command lines, options, addresses, paths, ids, keys of fields.
_AS_IT_IS = re.compile(
    r"kvadmin [^`\n;)]*|`[^`]*`|(?<![\w-])--?[\w-]+|(?<!\S)\S*[@/\\_]\S*"
    r"|(?<!\S)\S*\.(?:yaml|csv|xlsx|md|json|toml|docx|pdf|svg|mbox|png|ics|geojson|py|html|key)\b\S*"
    r"|\b[bcdfghjkmnpqrtvwxz]{8,16}\b|\b[\w-]+[:=]\S+|\S*\|\S*"
    r"|\b[\w-]*\d[\w-]*\b|'[^']*'|\"[^\"]*\"|\b(?:nb|nn)\b[^.;]*?\ben\b|«[^»]*»|“[^”]*”|\{\{.*?\}\}"
)
#: A day or a share as programs and English write it; ids, command lines and what stands in quotation marks aside.
_ENGLISH_FORM = re.compile(r"(?<![\w./-])(?<!\d/\d\d )\d{4}-\d\d-\d\d(?![\w-])|(?<![\w.,])\d+\.\d+ ?%")
_NO_VALUE = re.compile(
    f"(?:kvadmin|{'kvadmin'.translate(LETTERS)}) [^`\n;)]*"
    r"|`[^`]*`|--[\w-]+[ =]\S+|'[^']*'|\"[^\"]*\"|\b[\w-]+[:=]\S+"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_OTHER = re.compile(f"[{OTHERS}]")
#: A word that is typed in English and explained beside it: ``visit (besøk)``; the language en.
_EXPLAINED = re.compile(rf"(?<![{OTHERS}\w])[a-z-]+ (?=\([{OTHERS}])|\b{'en'.translate(LETTERS)}(?=\)| \()")
_HUNK = re.compile(r"^(@@ .*|--- .*|\+\+\+ .*)$")


def without_differences(text: str) -> Iterator[str]:
    """The lines of an output that are not lines of files: a dry run shows what would be written."""
    inside = False
    for line in text.splitlines():
        if _HUNK.match(line):
            inside = True
        elif inside and line[:1] not in (*"+- \\",):
            inside = False
        if not inside:
            yield line


def mixed(
    lines: Iterable[str], language: str, data: set[str], own: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """What is wrong with the lines of a disguised output.

    Args:
        lines: The lines.
        language: What they should speak.
        data: Words of records, in small letters, and those that stand in every language as they are.

        own: Words of the texts that a module has in all three languages; they are judged by their language.

    Yields:
        What was found (``not looked up: word``, ``nn in nb: word``) and the line.
    """
    for line in lines:
        told = _EXPLAINED.sub(" ", _AS_IT_IS.sub(" ", line))
        bare = sorted({word for word in _bare(told, data) if word.lower() not in own})
        if bare:
            yield f"not looked up: {' '.join(bare)}", line
        spoken = (
            word
            for each in words_of(told)
            if _OTHER.search(each) or (each in own and each not in data)
            for word in _small(revealed(each))
        )
        for other, words in foreign(spoken, language).items():
            yield f"{other} in {language}: {' '.join(words)}", revealed(line)
        if language != "en" and (signs := _ENGLISH_FORM.findall(_NO_VALUE.sub(" ", line))):
            yield f"in the English form: {' '.join(signs)}", revealed(line)


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def _bare(told: str, data: set[str]) -> Iterator[str]:
    """Words that nobody looked up and no record holds; placeholders such as FILE are in capitals."""
    for word in _WORD.findall(told):
        known = word.lower() in data or all(part in data for part in word.lower().split("-"))
        if len(word) > 1 and not word.isupper() and not _OTHER.search(word) and not known:
            yield word


def _small(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text) if not word.isupper())


def foreign(words: Iterable[str], language: str) -> dict[str, list[str]]:
    """The words that are of another language: language -> words, in their order."""
    said = list(words)
    own = WORDS[language]
    found = {
        other: [each for each in said if each in theirs and each not in own]
        for other, theirs in WORDS.items()
        if other != language
    }
    return {other: each for other, each in found.items() if each}


def foreign_in_text(text: str, language: str) -> dict[str, list[str]]:
    """The same of a sentence as it stands, without what is written as it is and names in braces."""
    bare = re.sub(r"\{[^{}]*\}", " ", _AS_IT_IS.sub(" ", text))
    return foreign(_small(bare), language)
