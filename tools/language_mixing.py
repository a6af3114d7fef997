"""What one output mixes: two languages, or a language and words that nobody looked up in a catalogue.

A program whose catalogues are disguised (``disguise.py``) writes each translation in letters of another script. So what
it looked up is told from what it took from records: a line of the example programme has, in other letters, the words of
one language, and in ours data alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from disguise import OTHERS, revealed

#: Words that one language has and the others have not: enough of the small ones that no sentence does without.
WORDS = {
    "en": frozenset(
        "the and of is are was were with which that this there not has have had been than then each every nobody "
        "nothing cannot must should would could its it only what who when why how their they "
        "yet already into without more most less than your you can will does did one two these those but because "
        "after before until while whose".split()
    ),
    "nb": frozenset(
        "ikke jeg noen noe hva hvem hvor hvordan hvilken hvilket hvilke hver hvert hvis være fra kommer gjør gjøres de mye "
        "bare nå uten siden flere selv sier annen annet andres forskjell eget egen egne kun også "
        "en ett hverken hverandre noensinne disse dere henne leses skrives sendes brukes settes vises "
        "lagres finnes ligger vært gjort gjorde blitt ble navn navnet uke kommunene puljen "
        "veileder veilederen deltaker deltakere deltakelse sendes øverst nederst begynnelsen foreslår mangler".split()
    ),
    "nn": frozenset(
        "ikkje eg nokon noko kva kven kvar korleis kvifor kva kvart vere frå kjem gjer dei mykje berre utan sidan fleire "
        "sjølv seier annan anna eigen eiga eige eigne ein eit eitt korkje kvarandre inga desse dykk ho lesast vart vorte "
        "finst ligg vore gjort gjorde namn namnet veke kommunane søknadane rettleiar rettleiaren deltakar deltakarar "
        "deltaking fyrste føreslår manglar blei blitt".split()
    ),
}
#: What is written in any language as it is: command lines, options, addresses, paths, ids, keys of fields.
_AS_IT_IS = re.compile(
    r"kvadmin [^`\n;)]*|`[^`]*`|(?<![\w-])--?[\w-]+|(?<!\S)\S*[@/\\_]\S*"
    r"|(?<!\S)\S*\.(?:yaml|csv|xlsx|md|json|toml|docx|pdf|svg|mbox|png|ics|geojson|py|html|key)\b\S*"
    r"|\b[bcdfghjkmnpqrtvwxz]{8,16}\b|\b[\w-]+[:=]\S+|\b[\w-]*\d[\w-]*\b|'[^']*'|\"[^\"]*\"|\b(?:nb|nn)\b[^.;]*?\ben\b|«[^»]*»|“[^”]*”|\{\{.*?\}\}"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_OTHER = re.compile(f"[{OTHERS}]")
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


def mixed(lines: Iterable[str], language: str, data: set[str], *, document: bool = False) -> Iterator[tuple[str, str]]:
    """What is wrong with the lines of a disguised output.

    Args:
        lines: The lines.
        language: What they should speak.
        data: Words of records, in small letters, and those that stand in every language as they are.

        document: Whether the lines are a document, which has a language of its own: then none is from a catalogue.

    Yields:
        What was found (``not looked up: word``, ``nn in nb: word``) and the line.
    """
    for line in lines:
        bare, looked_up = [], []
        for word in _WORD.findall(_AS_IT_IS.sub(" ", line)):
            if _OTHER.search(word):
                looked_up += [each.lower() for each in _WORD.findall(revealed(word)) if not each.isupper()]
            elif len(word) > 1 and word.lower() not in data:
                bare.append(word)
        if document:
            if bare and looked_up:
                yield f"in a document: {' '.join(looked_up)}", line
            continue
        if bare:
            yield f"not looked up: {' '.join(bare)}", line
        for other, words in foreign(looked_up, language).items():
            yield f"{other} in {language}: {' '.join(words)}", revealed(line)


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
    return foreign((each.lower() for each in _WORD.findall(bare) if not each.isupper()), language)
