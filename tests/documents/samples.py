"""Documents to print in tests: a participant list, a letter, and one with every kind of block."""

from kvadmin.documents.blocks import (
    TICK_BOX,
    Bullets,
    CopyList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    PrintColumn,
    Run,
    Signature,
    TableBlock,
    Together,
    strong,
)
from kvadmin.wording.language_forms import Language

LITERAL = '#panic("x") *b* $x$ @ref'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80" fill="#dde6f0"/>'
    '<text x="20" y="45" font-family="Source Sans 3" font-size="14">Tromsø</text></svg>'
).encode()
COLUMNS = (
    PrintColumn("Navn", 2.0),
    PrintColumn("Stilling", 2.5),
    PrintColumn("Kommune", 1.8),
    PrintColumn("Part", 1.1),
)


def network(number: int, rows: int) -> Together:
    people = [
        (
            (strong("Šoŋgo"), ", Máhtte"),
            "Hovedtillitsvalgt, Utdanningsforbundet",
            "Kárášjohka–Karasjok",
            "Tillitsvalgt",
        ),
        ((strong("Lippe"), ", Jens von der"), LITERAL, "Øyer", "Administrasjon"),
    ]
    return Together(
        (
            Heading(f"Nettverk {number}"),
            Paragraph(f"{rows} deltakere fra Deatnu–Tana og Øyer", "lead"),
            TableBlock(COLUMNS, tuple(people[row % 2] for row in range(rows)), summary="Deltakerne i nettverket"),
        )
    )


def participant_list(networks: int = 3, rows: int = 11, language: Language = "nb") -> Document:
    return Document(
        title="Deltakerliste" if language == "nb" else "Deltakarliste",
        language=language,
        programme="Kvalitetskommuneprogrammet 2007–2009",
        subtitle="Oppstartssamling, pulje 3  ·  27.–28. august 2008",
        lead="40 deltakere fra 12 kommuner. 2 påmeldte står ikke på listen.",
        blocks=tuple(network(number, rows) for number in range(1, networks + 1)),
        footer="Til bruk under samlingen.",
    )


def everything(language: Language = "nn") -> Document:
    return Document(
        title="Nettverksinndeling",
        language=language,
        blocks=(
            Heading("Kart"),
            Picture(SVG, "svg", "Kart over nettverka", width=120),
            Heading("Om inndelinga", 2),
            Paragraph(
                ("Ein tekst med ", strong("halvfeit"), " og ", Run("kursiv", italic=True), " skrift.\nNy linje.")
            ),
            KeyValues((("Saksnummer", "2008/123"), ("Vedteke av", (strong("Aud Holm"), ", KS")))),
            Heading("Punkt", 3),
            Bullets(("Ein", "To")),
            Bullets(("Først", "Så"), ordered=True),
            Paragraph("Mellom listene.", "note"),
            Bullets(("Igjen", "Til slutt"), ordered=True),
            TableBlock(
                (
                    PrintColumn("Gruppe", 3),
                    PrintColumn("Antall", align="right"),
                    PrintColumn("Til stades", align="center"),
                ),
                (("Pulje 1", "28", TICK_BOX), ("Pulje 2", "46", TICK_BOX)),
                row_height=9,
            ),
            PageBreak(),
            Heading("Ny side"),
        ),
        landscape=True,
    )


def letter() -> Document:
    return Document(
        title="Opptak i pulje 3",
        language="nb",
        programme="Kvalitetskommuneprogrammet",
        blocks=(
            Letterhead(("Oslo kommune", "0037 Oslo"), (("Vår referanse:", "2008/123-4"),), "Oslo, 10. juni 2008"),
            Paragraph("Vi viser til søknaden av 19. mai 2008."),
            Signature("Med vennlig hilsen", (("Kari Nordmann", "prosjektleder"), ("Ola Hansen", "rådgiver"))),
            CopyList("Vedlegg", ("Prosjektplan", "Program"), numbered=True),
            CopyList("Kopi til", ("KS", "LO-K")),
        ),
    )


SENDER = ("Sekretariatet", "Postboks 8112 Dep", "0032 Oslo", "Telefon 22 24 90 90", "post@program.example")


def post() -> list[Document]:
    """Letters of one, two and three pages to be printed as one file, in two language forms, the last one a copy."""

    def one(number: int, name: str, language: Language, paragraphs: int, mark: str = "") -> Document:
        head = Letterhead(
            (f"{name} kommune", "Postboks 1", "0101 Stad"),
            (("Saksnr.", f"08/2-{number}"),),
            "10. juni 2008",
            sender=SENDER,
            mark=mark,
        )
        text = tuple(Paragraph("Vi viser til søknaden av 19. mai 2008. " * 14) for _ in range(paragraphs))
        return Document(f"Vedtak – {name}", language, blocks=(head, *text), footer=f"08/2-{number}")

    return [
        one(1, "Oslo", "nb", 2),
        one(2, "Bø", "nn", 9),
        one(3, "Guovdageaidnu-Kautokeino", "nb", 22, "Kopi"),
    ]
