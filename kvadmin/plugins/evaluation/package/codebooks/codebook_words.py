"""The sentences of the codebook, in bokmål and nynorsk."""

from __future__ import annotations

from kvadmin.api.wording import Language

Sentence = dict[Language, str]

WORDS: dict[str, Sentence] = {
    "title": {"nb": "Kodebok", "nn": "Kodebok"},
    "rows": {"nb": "rader", "nn": "rader"},
    "variable": {"nb": "Variabel", "nn": "Variabel"},
    "label": {"nb": "Innhold", "nn": "Innhald"},
    "kind": {"nb": "Type", "nn": "Type"},
    "values": {"nb": "Verdier", "nn": "Verdiar"},
    "files": {"nb": "Filene", "nn": "Filene"},
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
    "moved": {
        "nb": "Kodene i .sav er flyttet fra {own}: her finnes tall eller koder som de ellers ville falt sammen med.",
        "nn": "Kodane i .sav er flytta frå {own}: her finst tal eller kodar som dei elles ville falle saman med.",
    },
    "range": {
        "nb": "I .sav er {range} oppgitt som manglende; SPSS tar høyst tre enkeltkoder. Ingen tall ligger der.",
        "nn": "I .sav er {range} oppgitt som manglande; SPSS tek høgst tre enkeltkodar. Ingen tal ligg der.",
    },
    "and": {"nb": "{one} og {other}", "nn": "{one} og {other}"},
    "to": {"nb": "{low} til {high}", "nn": "{low} til {high}"},
}

#: How the files are read, a paragraph each.
READING: tuple[Sentence, ...] = (
    {
        "nb": "csv: UTF-8, komma mellom feltene. En apostrof (') står foran tekster som begynner med = + - @, "
        "tabulator, linjeskift eller apostrof, så regneark ikke tar dem for formler. Ta bort den første apostrofen i "
        'variabler av typen tekst: sub("^\'", "", x) i R, x.str.removeprefix("\'") i pandas.',
        "nn": "csv: UTF-8, komma mellom felta. Ein apostrof (') står framfor tekstar som byrjar med = + - @, "
        "tabulator, linjeskift eller apostrof, så rekneark ikkje tek dei for formlar. Ta bort den fyrste apostrofen i "
        'variablar av typen tekst: sub("^\'", "", x) i R, x.str.removeprefix("\'") i pandas.',
    },
    {
        "nb": "SPSS (.sav): tekster til 32 766 byte. Med haven i R: read_sav(fil, user_na = TRUE) beholder de "
        "manglende kodene. read.spss i foreign deler tekster over 255 byte i flere variabler.",
        "nn": "SPSS (.sav): tekstar til 32 766 byte. Med haven i R: read_sav(fil, user_na = TRUE) tek vare på dei "
        "manglande kodane. read.spss i foreign deler tekstar over 255 byte i fleire variablar.",
    },
    {
        "nb": "Stata (.dta): versjon 118, for Stata 14 og senere; tekster over 2 045 byte er strL. Med pandas: "
        "read_stata(fil, convert_categoricals=False), ellers blir tall med etiketter på .a, .b, .c til kategorier.",
        "nn": "Stata (.dta): versjon 118, for Stata 14 og seinare; tekstar over 2 045 byte er strL. Med pandas: "
        "read_stata(fil, convert_categoricals=False), elles blir tal med etikettar på .a, .b, .c til kategoriar.",
    },
    {
        "nb": "xlsx: datoer før 1900 står som tekst, for Excel har dem ikke.",
        "nn": "xlsx: datoar før 1900 står som tekst, for Excel har dei ikkje.",
    },
    {
        "nb": "Tall har 15 sifre i alle formater. Etiketter som er for lange for SPSS (variabler 255 byte, verdier "
        "120) eller Stata (variabler 80 tegn), er forkortet med … i hver målform der; her står de hele.",
        "nn": "Tal har 15 siffer i alle format. Etikettar som er for lange for SPSS (variablar 255 byte, verdiar 120) "
        "eller Stata (variablar 80 teikn), er forkorta med … i kvar målform der; her står dei heile.",
    },
)

KINDS: dict[str, Sentence] = {
    "text": {"nb": "tekst", "nn": "tekst"},
    "int": {"nb": "heltall", "nn": "heiltal"},
    "decimal": {"nb": "tall", "nn": "tal"},
    "date": {"nb": "dato", "nn": "dato"},
    "code": {"nb": "kode", "nn": "kode"},
}
