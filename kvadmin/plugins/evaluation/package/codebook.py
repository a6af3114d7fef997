"""The codebook: for programs (``datapackage.json``, read back when a package is verified) and for people (nb, nn)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.documents import Document, Heading, Paragraph, PrintColumn, TableBlock
from kvadmin.api.records import MissingCode
from kvadmin.api.wording import Language, number

from .dictionary import Code, DataTable, Variable

_TYPES = {"text": "string", "int": "integer", "decimal": "number", "date": "date", "code": "string"}
_WORDS: dict[str, dict[str, str]] = {
    "title": {"nb": "Kodebok", "nn": "Kodebok"},
    "rows": {"nb": "rader", "nn": "rader"},
    "variable": {"nb": "Variabel", "nn": "Variabel"},
    "label": {"nb": "Innhold", "nn": "Innhald"},
    "kind": {"nb": "Type", "nn": "Type"},
    "values": {"nb": "Verdier", "nn": "Verdiar"},
    "private": {
        "nb": "Full utgave for evaluator. Inneholder kommunenummer og fritekst; skal ikke spres.",
        "nn": "Full utgåve for evaluator. Inneheld kommunenummer og fritekst; skal ikkje spreiast.",
    },
    "public": {
        "nb": "Offentlig utgave. Kommunene har pseudonymer, antall personer under {least} er skjult sammen med de "
        "tallene som ellers ville røpet dem, og fritekst er utelatt. Verdier som er offentlige andre steder, kan "
        "likevel vise hvem et pseudonym er.",
        "nn": "Offentleg utgåve. Kommunane har pseudonym, talet på personar under {least} er skjult saman med dei "
        "tala som elles ville røpt dei, og fritekst er utelaten. Verdiar som er offentlege andre stader, kan "
        "likevel vise kven eit pseudonym er.",
    },
    "missing": {
        "nb": "Manglende verdier: et merke i csv og xlsx, null og en egen kolonne i parquet, brukerdefinert "
        "manglende kode i SPSS (.sav), .a, .b, .c i Stata (.dta).",
        "nn": "Manglande verdiar: eit merke i csv og xlsx, null og ein eigen kolonne i parquet, brukardefinert "
        "manglande kode i SPSS (.sav), .a, .b, .c i Stata (.dta).",
    },
}
_KINDS = {
    "text": {"nb": "tekst", "nn": "tekst"},
    "int": {"nb": "heltall", "nn": "heiltal"},
    "decimal": {"nb": "tall", "nn": "tal"},
    "date": {"nb": "dato", "nn": "dato"},
    "code": {"nb": "kode", "nn": "kode"},
}


def package_description(tables: Sequence[DataTable], rows: dict[str, int], programme: str, profile: str) -> bytes:
    """The description for programs (Data Package), which holds the whole dictionary."""
    resources = [
        {
            "name": table.name,
            "path": f"csv/{table.name}.csv",
            "profile": "tabular-data-resource",
            "title": table.nb,
            "title_nn": table.nn,
            "encoding": "utf-8",
            "rows": rows[table.name],
            "schema": {"fields": [_field(each) for each in table.variables], "missingValues": _missing(table)},
        }
        for table in tables
    ]
    package = {
        "profile": "tabular-data-package",
        "name": f"kvadmin-{profile}",
        "title": programme,
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _missing(table: DataTable) -> list[str]:
    marks = {mark for each in table.variables for missing in each.missing for mark in missing.marks[:1]}
    return ["", *sorted(marks)]


def _field(each: Variable) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": each.name,
        "type": _TYPES[each.kind],
        "kind": each.kind,
        "title": each.nb,
        "title_nn": each.nn,
    }
    if each.codes:
        field["codes"] = [{"number": c.number, "text": c.text, "nb": c.nb, "nn": c.nn} for c in each.codes]
    if each.missing:
        field["missing"] = [{"code": m.code, "marks": m.marks, "nb": m.nb, "nn": m.nn} for m in each.missing]
    return field


def read_dictionary(content: bytes, where: str) -> dict[str, tuple[Variable, ...]]:
    """The variables of every table, from the ``datapackage.json`` of a package.

    Raises:
        InvalidData: It is no such description.
    """
    try:
        package = json.loads(content)
        return {
            resource["name"]: tuple(_variable(field) for field in resource["schema"]["fields"])
            for resource in package["resources"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("the description of the data cannot be read: {error}", error=error), where=where
        ) from error


def _variable(field: dict[str, Any]) -> Variable:
    codes = tuple(Code(c["number"], c["text"], c["nb"], c["nn"]) for c in field.get("codes", ()))
    missing = tuple(
        MissingCode(code=m["code"], marks=list(m["marks"]), nb=m["nb"], nn=m["nn"]) for m in field.get("missing", ())
    )
    return Variable(field["name"], field["title"], field["title_nn"], field["kind"], codes, missing)


def codebook_document(
    tables: Sequence[DataTable], rows: dict[str, int], programme: str, profile: str, language: Language, least: int
) -> Document:
    """The codebook for people, in one language form."""

    def word(key: str) -> str:
        return _WORDS[key][language]

    blocks: list[Any] = [
        Paragraph(word(profile).format(least=least), "lead"),
        Paragraph(word("missing")),
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
    values += [f"{m.code} = {m.nn if nn else m.nb} ({' '.join(m.marks)})" for m in each.missing]
    return each.name, each.nn if nn else each.nb, _KINDS[each.kind][language], "\n".join(values)
