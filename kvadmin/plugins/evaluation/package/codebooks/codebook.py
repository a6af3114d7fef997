"""The codebook for people: every table and variable, what the values mean, and how the files are read (nb, nn)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api.documents import Document, Heading, Paragraph, PrintColumn, TableBlock
from kvadmin.api.wording import Language, number

from ..dictionary import DataTable, Variable
from ..missing_values import MOST_DISCRETE, spss_missing
from .codebook_words import KINDS, READING, WORDS


def codebook_document(
    tables: Sequence[DataTable], rows: dict[str, int], programme: str, profile: str, language: Language, least: int
) -> Document:
    """The codebook for people, in one language form."""

    def word(key: str) -> str:
        return WORDS[key][language]

    blocks: list[Any] = [
        Paragraph(word(profile).format(least=least), "lead"),
        Heading(word("files")),
        Paragraph(word("missing")),
        *(Paragraph(each[language]) for each in READING),
    ]
    shares = {"variable": 1.6, "label": 2.4, "kind": 0.8, "values": 3.4}
    columns = tuple(PrintColumn(word(key), share) for key, share in shares.items())
    for table in tables:
        title = table.nn if language == "nn" else table.nb
        blocks.append(Heading(f"{title} ({table.name})"))
        blocks.append(Paragraph(f"{number(rows[table.name], language)} {word('rows')}", "note"))
        blocks.append(TableBlock(columns, tuple(_row(each, language) for each in table.variables), summary=title))
    return Document(word("title"), language, programme=programme, blocks=tuple(blocks))


def _row(each: Variable, language: Language) -> tuple[str, str, str, str]:
    nn = language == "nn"
    names = [(code.number, code.nn if nn else code.nb, code.text) for code in each.codes]
    values = [f"{number} = {name}" + (f" ({text})" if text != name else "") for number, name, text in names]
    values += [f"{m.code} = {m.nn if nn else m.nb} ({m.mark}, Stata .{m.letter})" for m in each.missing]
    return (
        each.name,
        each.nn if nn else each.nb,
        KINDS[each.kind][language],
        "\n".join([*values, *_told(each, language)]),
    )


def _told(each: Variable, language: Language) -> list[str]:
    """What of its missing codes is not as the programme has them, or as SPSS has them by themselves."""

    def word(key: str, **values: Any) -> str:
        return WORDS[key][language].format(**values)

    found = []
    if any(missing.moved for missing in each.missing):
        found.append(word("moved", own=", ".join(str(missing.own) for missing in each.missing)))
    if len(each.missing) > MOST_DISCRETE:
        first, *more = spss_missing(missing.code for missing in each.missing)
        text = word("to", low=first["lo"], high=first["hi"])
        found.append(word("range", range=word("and", one=text, other=more[0]) if more else text))
    return found
