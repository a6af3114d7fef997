"""The columns of an address list, in three languages and as questions of a form.

Offices keep two kinds: one person a row, with the role in a column, or one municipality a row, with columns such as
``Ordfører``, ``E-post ordfører``, ``Rådmann``, ``Tlf. rådmann`` ...; a list may be both. What Outlook, Google and
Thunderbird export has one person a row and no municipality: an organisation, a town and an e-mail address say where.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from kvadmin.api.imports import NEEDS_WHO, WHO_FIELDS, Field, Importer, parse_fields

from .address_books import find_contact_tables

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
name: Display name | Visningsnavn | Visningsnamn | Vist navn
first_name: Fornavn | Fornamn | Førenamn | First name | Given name
middle_name: Mellomnavn | Mellomnamn | Middle name | Additional name
last_name: Etternavn | Etternamn | Last name | Family name | Surname
role: Rolle | Funksjon | Verv | Kontaktrolle | Rolle i kommunen | Role in the municipality
role ~ hvilken rolle | kva rolle | rollen din | rolla di | what role | your role
title: Tittel | Stilling | Stillingstittel | Position | Job title | Organization title
title ~ hva er stilling | kva er stilling | hvilken stilling | kva stilling | what is position
email: E-post | Epost | E-postadresse | Epostadresse | Mail | Mailadresse | E-mail | Email | Email address
email: E-mail address | E-post kontaktperson | E-mail 1 - Value | Primary email | E-post arbeid | Jobb-e-post
email ~ e-post | epost | e-mail
phone: Telefon | Tlf | Telefonnummer | Telefonnr | Telefon arbeid | Direkte telefon | Phone | Telephone | Phone number
phone: Business phone | Business phone 2 | Work phone | Company main phone | Primary phone | Other phone
phone: Phone 1 - Value | Phone 2 - Value | Phone 3 - Value | Telefon, arbeid | Telefon arbeid 2 | Telefon (arb.)
phone: Arbeidstelefon | Jobbtelefon | Firmatelefon | Hovedtelefon | Hovudtelefon | Annen telefon | Mobile number
phone: Mobil | Mobilnummer | Mobilnr | Mobiltelefon | Mobile | Mobile phone | Cell phone
phone ~ telefon -privat -hjem -heim -assist -sekret | mobil -privat | phone number
note: Merknad | Merknader | Kommentar | Kommentarer | Comment | Comments | Notat | Notater | Notes | Remark
private_details: Privattelefon | Telefon privat | Telefon, privat | Telefon (privat) | Telefon privat 2 | Hjemmetelefon
private_details: Telefon hjem | Privat e-post | E-post privat | Mobil privat | Home phone | Home phone 2 | Home e-mail
organisation: Firma | Bedrift | Selskap | Organisasjon | Organisasjonsnavn | Company | Organization
organisation: Organization name | Organisation | Employer organisation
city: Poststed, arbeid | Poststed arbeid | Poststed (arb.) | Poststed, firma | Business city | Work city | Arbeidssted
sort_as: Sorteres som | Sorterast som | Sort as | Files under
mail-desk-email: E-post kommune | E-post kommunen | Kommunens e-post | Kommunens e-postadresse | E-post til kommunen
"""
_MORE: dict[str, dict[str, Any]] = {
    "name": {"kind": "person", "help": "the person, given name first or family name with a comma"},
    "role": {"help": "such as ordfører, rådmann, prosjektleder; what is not known is kept as the title"},
    "email": {"kind": "email"},
    "phone": {"kind": "phone", "many": True},
    "note": {"many": True},
    "private_details": {"many": True, "help": "what is private: said, and never taken in"},
    "organisation": {"help": "who employs the person, where no column names the municipality"},
    "city": {"help": "the town of the address at work: a sign of the municipality that a person confirms"},
}
_ROLE_FIELDS = tuple(field for columns in ROLE_COLUMNS for field in columns.fields())

CONTACTS = Importer(
    "contacts",
    parse_fields(_TABLE, (*WHO_FIELDS, *_ROLE_FIELDS), _MORE),
    needs=(
        (*NEEDS_WHO, "organisation"),
        ("name", "last_name", *(columns.field(part) for columns in ROLE_COLUMNS for part in ("name", "email"))),
    ),
    generic=("navn", "namn", "name", "e-post", "epost", "e-mail", "email", "mail", "telefon", "tlf", "mobil", "phone"),
    help="one contact, or a municipality with columns for each role",
    find=find_contact_tables,
)
