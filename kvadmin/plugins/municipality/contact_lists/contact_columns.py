"""The columns of an address list, in three languages and as questions of a form.

Offices keep two kinds: one person a row, with the role in a column, or one municipality a row, with columns such as
``Ordfører``, ``E-post ordfører``, ``Rådmann``, ``Tlf. rådmann`` ...; a list may be both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from kvadmin.api.imports import NEEDS_WHO, WHO_FIELDS, Field, Importer, parse_fields

#: What a column of a person holds: its kind, and the stems that say so beside the role.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("person", ("navn", "namn", "name")),
    "email": ("email", ("e-post", "epost", "mail")),
    "phone": ("phone", ("telefon", "tlf", "mobil", "phone")),
}
#: Stems of headings that are about somebody beside whoever has the role.
_NOT_SELF = ("!sekretær", "!kopi", "!assist")


@dataclass(frozen=True, slots=True)
class RoleColumns:
    """Columns about whoever has a role.

    Attributes:
        key: What their fields begin with: ``mayor-email``.
        role: The role.
        title: The title that their headings state, if the role says less.
        words: How a heading calls it that says no more.
        stems: How it is called beside ``e-post``, ``telefon``, ``navn``.
    """

    key: str
    role: str
    title: str
    words: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]

    def field(self, part: str) -> str:
        """The name of the field for one of :data:`PARTS`."""
        return f"{self.key}-{part}"

    def fields(self) -> list[Field]:
        """Its columns: ``Ordfører``, ``E-post ordfører``, ``Ordførers e-post``, ``Navn på ordfører``."""
        return [
            Field(
                self.field(part),
                self.words if part == "name" else (),
                stems=tuple((*stems, said, *_NOT_SELF) for stems, said in product(self.stems, parts)),
                kind=kind,
                many=part == "phone",
                help=f"{part} of the {self.key.replace('-', ' ')}",
            )
            for part, (kind, parts) in PARTS.items()
        ]


ROLE_COLUMNS = (
    RoleColumns(
        "mayor", "mayor", "", ("ordfører", "ordførar", "ordføreren", "ordføraren", "mayor"),
        (("ordfør", "!vara", "!nest"), ("mayor", "!deputy")),
    ),
    RoleColumns(
        "deputy-mayor", "politician", "Varaordfører", ("varaordfører", "varaordførar", "deputy mayor"),
        (("varaordfør",), ("deputy mayor",)),
    ),
    RoleColumns(
        "chief-executive", "chief-executive", "",
        ("rådmann", "rådmannen", "kommunedirektør", "kommunedirektøren", "administrasjonssjef", "chief executive",
         "rådmann/kommunedirektør", "kommunedirektør/rådmann"),
        (("rådmann", "!vise"), ("kommunedirektør", "!vise"), ("administrasjonssjef",), ("chief executive",)),
    ),
    RoleColumns(
        "project-leader", "project-leader", "",
        ("prosjektleder", "prosjektleiar", "prosjektlederen", "prosjektleiaren", "project leader", "project manager"),
        (("prosjektle",), ("project leader",), ("project manager",)),
    ),
    RoleColumns(
        "employee-representative", "employee-representative", "",
        ("hovedtillitsvalgt", "hovudtillitsvald", "htv", "tillitsvalgt", "tillitsvald", "employee representative"),
        (("tillitsv", "!vara", "!nest"), ("htv", "!vara"), ("employee representative",)),
    ),
    RoleColumns(
        "mail-desk", "mail-desk", "", ("postmottak", "sentralt postmottak", "mail desk"),
        (("postmottak",), ("mail desk",)),
    ),
)  # fmt: skip

_TABLE = """
name: Navn | Namn | Kontaktperson | Kontakt | Fullt navn | Fullt namn | Full name | Contact | Contact person | Person
name: Navn kontaktperson | Kontaktpersonens navn | Your name
name ~ hva heter du | kva heiter du | what is your name | navnet ditt | namnet ditt | ditt navn
first_name: Fornavn | Fornamn | Førenamn | First name | Given name
last_name: Etternavn | Etternamn | Last name | Family name | Surname
role: Rolle | Funksjon | Verv | Kontaktrolle | Rolle i kommunen | Role in the municipality
role ~ hvilken rolle | kva rolle | rollen din | rolla di | what role | your role
title: Tittel | Stilling | Stillingstittel | Position | Job title
title ~ hva er stilling | kva er stilling | hvilken stilling | kva stilling | what is position
email: E-post | Epost | E-postadresse | Epostadresse | Mail | Mailadresse | E-mail | Email | Email address
email: E-mail address | E-post kontaktperson
email ~ e-post | epost | e-mail
phone: Telefon | Tlf | Telefonnummer | Telefonnr | Telefon arbeid | Direkte telefon | Phone | Telephone | Phone number
phone: Mobil | Mobilnummer | Mobilnr | Mobiltelefon | Mobile | Mobile phone | Cell phone
phone ~ telefon | mobil | phone number
note: Merknad | Merknader | Kommentar | Kommentarer | Comment | Comments | Notat | Remark
mail-desk-email: E-post kommune | E-post kommunen | Kommunens e-post | Kommunens e-postadresse | E-post til kommunen
"""
_MORE: dict[str, dict[str, Any]] = {
    "name": {"kind": "person", "help": "the person, given name first or family name with a comma"},
    "role": {"help": "such as ordfører, rådmann, prosjektleder; what is not known is kept as the title"},
    "email": {"kind": "email"},
    "phone": {"kind": "phone", "many": True},
    "note": {"many": True},
}
_ROLE_FIELDS = tuple(field for columns in ROLE_COLUMNS for field in columns.fields())

CONTACTS = Importer(
    "contacts",
    parse_fields(_TABLE, (*WHO_FIELDS, *_ROLE_FIELDS), _MORE),
    needs=(
        NEEDS_WHO,
        ("name", "last_name", *(columns.field(part) for columns in ROLE_COLUMNS for part in ("name", "email"))),
    ),
    generic=("navn", "namn", "name", "e-post", "epost", "e-mail", "email", "mail", "telefon", "tlf", "mobil", "phone"),
    help="one contact, or a municipality with columns for each role",
)
