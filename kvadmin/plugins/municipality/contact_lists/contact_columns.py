"""The columns of an address list, in three languages and as questions of a form.

Offices keep two kinds: one person a row, with the role in a column, or one municipality a row, with columns such as
``Ordfører``, ``E-post ordfører``, ``Rådmann``, ``Tlf. rådmann`` ...; a list may be both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from kvadmin.api.imports import Field, Headings

#: What a column of a person holds, and how headings say so.
PARTS = {
    "name": ("", "navn", "namn", "name"),
    "email": ("e-post", "epost", "e-postadresse", "epostadresse", "mail", "mailadresse", "e-mail", "email",
              "email address"),
    "phone": ("telefon", "tlf", "telefonnummer", "telefonnr", "mobil", "mobilnummer", "mobiltelefon", "phone",
              "telephone", "mobile"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleColumns:
    """Columns about whoever has a role: the role, the title that their headings state, and how they call it."""

    role: str
    title: str
    words: tuple[str, ...]

    def field(self, part: str) -> str:
        """The name of the field for a part: ``mayor-email``, ``varaordfører-email``."""
        return f"{self.title or self.role}-{part}".lower()

    def fields(self) -> list[Field]:
        """Its columns: ``Ordfører``, ``E-post ordfører``, ``Ordførers e-post``, ``Ordfører (navn)``."""
        return [Field(self.field(part), tuple(self._headings(PARTS[part]))) for part in PARTS]

    def _headings(self, parts: tuple[str, ...]) -> list[str]:
        joined = [f"{part} {word}" for part, word in product(parts, self.words)]
        joined += [
            f"{part} {link} {word}" for part, link, word in product(parts, ("til", "for", "på"), self.words) if part
        ]
        return joined + [
            f"{word}{end} {part}" for part, end, word in product(parts, ("", "s", "ens", "en"), self.words)
        ]


ROLE_COLUMNS = (
    RoleColumns("mayor", "", ("ordfører", "ordførar", "mayor")),
    RoleColumns("politician", "Varaordfører", ("varaordfører", "varaordførar", "deputy mayor")),
    RoleColumns("chief-executive", "", ("rådmann", "kommunedirektør", "administrasjonssjef", "chief executive",
                                        "rådmann/kommunedirektør", "kommunedirektør/rådmann")),
    RoleColumns("project-leader", "", ("prosjektleder", "prosjektleiar", "project leader", "project manager")),
    RoleColumns("employee-representative", "", ("hovedtillitsvalgt", "hovudtillitsvald", "htv", "tillitsvalgt",
                                                "tillitsvald", "employee representative")),
    RoleColumns("mail-desk", "", ("postmottak", "sentralt postmottak", "mail desk")),
)  # fmt: skip

CONTACT_HEADINGS = Headings(
    [
        Field("municipality", ("kommune", "kommunenavn", "kommunenamn", "kommunens navn", "navn på kommune",
                               "municipality name", "name of municipality", "hvilken kommune",
                               "hvilken kommune kommer du fra", "hvilken kommune jobber du i",
                               "hvilken kommune gjelder det", "kva kommune", "kva for kommune",
                               "kva kommune kjem du frå", "kva kommune arbeider du i", "which municipality",
                               "which municipality are you from")),
        Field("number", ("kommunenummer", "kommunenr", "kommune nr", "komm.nr", "kommnr", "knr", "k.nr",
                         "municipality number", "municipality no", "nr")),
        Field("county", ("fylke", "fylkesnavn", "fylkesnamn", "hvilket fylke", "kva fylke")),
        Field("name", ("navn", "namn", "kontaktperson", "kontakt", "fullt navn", "fullt namn", "full name", "contact",
                       "contact person", "person", "hva heter du", "kva heiter du", "what is your name", "navnet ditt",
                       "namnet ditt", "your name", "navn kontaktperson", "kontaktpersonens navn")),
        Field("first_name", ("fornavn", "fornamn", "førenamn", "first name", "given name")),
        Field("last_name", ("etternavn", "etternamn", "last name", "family name", "surname")),
        Field("role", ("rolle", "funksjon", "verv", "kontaktrolle", "role in the municipality", "hvilken rolle har du",
                       "kva rolle har du", "what is your role", "rolle i kommunen")),
        Field("title", ("tittel", "stilling", "stillingstittel", "position", "job title", "hva er stillingen din",
                        "kva er stillinga di", "what is your position")),
        Field("email", (*PARTS["email"], "e-post kontaktperson", "hva er e-postadressen din",
                        "kva er e-postadressa di", "what is your e-mail address", "e-postadressen din")),
        Field("phone", ("telefon", "tlf", "telefonnummer", "telefonnr", "telefon arbeid", "phone", "telephone",
                        "phone number", "direkte telefon", "hva er telefonnummeret ditt")),
        Field("mobile", ("mobil", "mobilnummer", "mobilnr", "mobiltelefon", "mobile", "mobile phone", "cell phone")),
        Field("note", ("merknad", "kommentar", "comment", "notat", "merknader", "remark")),
        *(field for columns in ROLE_COLUMNS for field in columns.fields()),
        Field("mail-desk-email", ("e-post kommune", "e-post kommunen", "kommunens e-post", "kommunens e-postadresse",
                                  "e-post til kommunen")),
    ]
)  # fmt: skip

#: A table is a list of contacts when it has one of each.
REQUIRED_COLUMNS = (
    ("municipality", "number"),
    ("name", "last_name", *(columns.field(part) for columns in ROLE_COLUMNS for part in ("name", "email"))),
)
