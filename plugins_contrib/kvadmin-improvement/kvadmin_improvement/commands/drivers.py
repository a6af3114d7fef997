"""``drivers``: driver diagrams, made, shown, changed and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, UnknownName, UsageError, screen_language, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, one_line, write_file
from kvadmin.api.documents import svg_to_png
from kvadmin.api.records import Cohort, Programme
from kvadmin.api.reports import Column, Report, json_of, listing, table_of
from kvadmin.api.wording import LANGUAGE_NAMES, near_names
from kvadmin_improvement.commands.arguments import CohortOption, DiagramArgument, PairsArgument
from kvadmin_improvement.commands.measure_lists import screen_word
from kvadmin_improvement.diagram.drawing import WORDS, diagram_svg, driver_words
from kvadmin_improvement.diagram.tree_rules import below, check_diagram, next_driver_id
from kvadmin_improvement.measure_fields import DRIVER_FIELDS
from kvadmin_improvement.records import Driver, DriverDiagram, Measure
from kvadmin_improvement.work.lookups import find_diagram, find_measure, find_member, names_of
from kvadmin_improvement.work.words import reads

#: What is typed as the place of a diagram's aim, in place of a driver's id.
AIM = "aim"
_LEVEL_WORDS = {
    "primary": ("primærdriver", "primærdrivar"),
    "secondary": ("sekundærdriver", "sekundærdrivar"),
    "change": ("endringsidé", "endringsidé"),
}
_MM_PER_UNIT = 25.4 / 96
_PPI = 144
BoxArgument = Annotated[str, typer.Argument(metavar="BOX", help="Id of the box, such as s2; aim for the aim.")]


def new(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="COHORT [MUNICIPALITY] AIM", help="The cohort (or --cohort), a member, and the aim."),
    ],
    cohort: CohortInsteadOption = None,
) -> None:
    """Begin a driver diagram of a member, or of a whole cohort: its aim.

    Example: kvadmin drivers new P1 0415 "Sykefraværet er under 7 % innen utgangen av 2009"
    """
    run = session(ctx)
    of_member = len(words) + (cohort is not None) > 2
    name, *more = cohort_and_words(words, cohort, *(["MUNICIPALITY"] if of_member else []), "AIM")
    number = ""
    if of_member:
        group, town = find_member(run, name, more[0])
        number = town.number
    else:
        group = run.data.get(Cohort, name)
    aim = _line(more[-1], "AIM")
    taken = run.data.all(DriverDiagram)
    for each in taken:
        if (each.cohort, each.municipality, each.aim.casefold()) == (group.id, number, aim.casefold()):
            raise Conflict(
                tr("there is a driver diagram with that aim already: {id}", id=each.id), code="already-there"
            )
    stem = f"{group.id}-{number}" if number else group.id
    at, ids = 1, {each.id for each in taken}
    while (key := stem if at == 1 else f"{stem}-{at}") in ids:
        at += 1
    made = DriverDiagram(id=key, cohort=group.id, municipality=number, aim=aim)
    check_diagram(made)
    change = run.transaction()
    change.create(made)
    run.commit(change)
    _show(run, made)


def _line(text: str, where: str) -> str:
    try:
        return one_line(text)
    except ValueError as error:
        raise UsageError(str(error), where=where, code="bad-value") from None


def list_diagrams(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List the driver diagrams: whose, the aim, how many boxes.

    Example: kvadmin drivers list
    """
    run = session(ctx)
    if cohort is not None:
        run.data.get(Cohort, cohort)
    found = [each for each in run.data.all(DriverDiagram) if cohort in (None, each.cohort)]
    names = names_of(run.data)
    columns = (
        Column("id", "Diagram"),
        Column("cohort", "Cohort", rank=2),
        Column("municipality", json=True),
        Column("name", "Municipality", get=lambda each: names.get(each.municipality, ""), rank=1),
        Column("aim", "Aim"),
        _level_column("primary", "Primary"),
        _level_column("secondary", "Secondary"),
        _level_column("change", "Change ideas"),
    )
    nothing = tr("No driver diagram is noted.")
    run.show(listing("diagrams", columns, found, title=tr("Driver diagrams"), empty=nothing))


def _level_column(level: str, title: str) -> Column:
    return Column(level, title, "int", get=lambda each: sum(one.level == level for one in each.drivers))


def show(ctx: typer.Context, diagram: DiagramArgument) -> None:
    """Show a driver diagram as an outline: each box under those it works through.

    Example: kvadmin drivers show P1-0415
    """
    run = session(ctx)
    _show(run, find_diagram(run.data, diagram))


def _show(run: Session, diagram: DriverDiagram) -> None:
    measures = {each.id: each for each in run.data.all(Measure)}
    columns = (
        Column("id", "Box"),
        Column("level", "Level", show=lambda word: screen_word(word, _LEVEL_WORDS)),
        Column("text", "Text", get=lambda each: driver_words(each, measures)),
        Column("under", "Under", show=", ".join),
        Column("measure", "Measure", rank=1),
    )
    data = {
        "schema": 1, "diagram": {"id": diagram.id, "cohort": diagram.cohort, "municipality": diagram.municipality,
                                 "aim": diagram.aim, "drivers": json_of(columns, diagram.drivers)}
    }  # fmt: skip
    title = f"{diagram.id} {diagram.aim}"
    nothing = tr("{id}: {aim}. No drivers are noted yet.", id=diagram.id, aim=diagram.aim)
    run.show(Report(data, (table_of(title, columns, _outline(diagram), empty=nothing),)))


def _outline(diagram: DriverDiagram) -> list[Driver]:
    """Each box once, behind the first of those it hangs under."""
    found: list[Driver] = []

    def visit(parent: str) -> None:
        for each in diagram.drivers:
            if each not in found and (parent in each.under or (not parent and not each.under)):
                found.append(each)
                visit(each.id)

    visit("")
    return found + [each for each in diagram.drivers if each not in found]


def add(
    ctx: typer.Context,
    diagram: DiagramArgument,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="primary, secondary or change.")],
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What stands in the box.")] = "",
    under: Annotated[
        list[str] | None, typer.Option("--under", metavar="BOX", help="What it works through; may stand several times.")
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="MEASURE", help="The measure that carries it out.")
    ] = None,
) -> None:
    """Add a box to a driver diagram; a secondary driver or a change idea hangs under boxes to its left.

    Example: kvadmin drivers add P1-0415 primary "Nærværende ledelse"
    """
    run = session(ctx)
    old = find_diagram(run.data, diagram)
    try:
        kind = reads(_LEVEL_WORDS)(level)
    except UsageError as error:
        error.where = "LEVEL"
        raise
    parents = [_box(old, each.strip()).id for text_ in under or [] for each in text_.split(",") if each.strip()]
    carried = "" if measure is None else find_measure(run.data, measure).id
    made = Driver(id=next_driver_id(old, kind), level=kind, text=_line(text, "TEXT"), under=parents, measure=carried)
    _write(run, msgspec.structs.replace(old, drivers=[*old.drivers, made]))


def set_field(ctx: typer.Context, diagram: DiagramArgument, box: BoxArgument, pairs: PairsArgument) -> None:
    """Change a box: text, under, measure; or the aim: `aim text TEXT`.

    Example: kvadmin drivers set P1 aim text "Flere innbyggere er fornøyde"
    """
    run = session(ctx)
    old = find_diagram(run.data, diagram)
    values = DRIVER_FIELDS.pairs(pairs)
    if box == AIM and set(values) == {"text"}:
        _write(run, msgspec.structs.replace(old, aim=str(values["text"])))
        return
    if box == AIM:
        raise UsageError(tr("of the aim only the text can be set"), where="aim", code="unknown-field")
    found = _box(old, box)
    if isinstance(under := values.get("under"), list):
        values["under"] = [_box(old, each).id for each in under]
    if carried := values.get("measure"):
        values["measure"] = find_measure(run.data, str(carried)).id
    changed = msgspec.structs.replace(found, **values)
    _write(run, msgspec.structs.replace(old, drivers=[changed if each is found else each for each in old.drivers]))


def remove(
    ctx: typer.Context,
    diagram: DiagramArgument,
    box: Annotated[str | None, typer.Argument(metavar="[BOX]", help="One box; without it the whole diagram.")] = None,
) -> None:
    """Remove a box with those that would hang under nothing without it, or a whole diagram.

    Example: kvadmin drivers remove P1-0415 p2
    """
    run = session(ctx)
    old = find_diagram(run.data, diagram)
    change = run.transaction()
    if box is None:
        change.delete(DriverDiagram, old.id)
        run.commit(change, confirm=tr("Remove the driver diagram {id}: {aim}?", id=old.id, aim=old.aim))
        run.show_saved()
        return
    gone = set(below(old, _box(old, box).id))
    left = [
        msgspec.structs.replace(each, under=[one for one in each.under if one not in gone])
        for each in old.drivers
        if each.id not in gone
    ]
    _write(
        run,
        msgspec.structs.replace(old, drivers=left),
        confirm=tr("Remove {boxes} from {id}?", boxes=", ".join(sorted(gone)), id=old.id),
    )


def _box(diagram: DriverDiagram, text: str) -> Driver:
    """The box of that id.

    Raises:
        UnknownName: There is none.
    """
    for each in diagram.drivers:
        if each.id == text.strip().casefold():
            return each
    known = {each.id: each.text for each in diagram.drivers}
    raise UnknownName(
        tr("{id} has no box {text!r}", id=diagram.id, text=text),
        hint=tr("`kvadmin drivers show {id}`", id=diagram.id),
        near=near_names(text, known),
        code="unknown-record",
    )


def _write(run: Session, new: DriverDiagram, confirm: str = "") -> None:
    check_diagram(new)
    change = run.transaction()
    change.update(new)
    run.commit(change, confirm=confirm)
    _show(run, new)


def draw(
    ctx: typer.Context,
    diagram: DiagramArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .svg or .png file.")],
    language: Annotated[str | None, typer.Option("--language", metavar="nb|nn|en", help="Of the picture.")] = None,
) -> None:
    """Draw a driver diagram: aim, primary drivers, secondary drivers, change ideas and measures.

    Example: kvadmin drivers draw P1-0415 driverdiagram.svg
    """
    run = session(ctx)
    found = find_diagram(run.data, diagram)
    ending = file.suffix.casefold()
    if ending not in (".svg", ".png"):
        raise UsageError(
            tr("pictures are not written as {ending}", ending=ending or "?"), where=str(file),
            hint=tr("a name that ends in .svg or .png"), code="unknown-format",
        )  # fmt: skip
    spoken = _language(run, language)
    run.check_writable(file, option="FILE")
    check_diagram(found)
    svg = picture_of(run, found, spoken).encode()
    width = int(svg.partition(b'width="')[2].partition(b'"')[0])
    write_file(file, svg if ending == ".svg" else svg_to_png(svg, width * _MM_PER_UNIT, _PPI))
    columns = (Column("file", "File"), Column("diagram", "Diagram"), Column("language", "Language"))
    told = {"file": str(file), "diagram": found.id, "language": spoken}
    run.show(listing("files", columns, [told], title=tr("Drawn")))


def picture_of(run: Session, diagram: DriverDiagram, language: str) -> str:
    """The SVG of a diagram that is there."""
    measures = {each.id: each for each in run.data.all(Measure)}
    return diagram_svg(diagram, whose_name(run, diagram, language), measures, language)


def whose_name(run: Session, diagram: DriverDiagram, language: str) -> str:
    """The member's name, or the cohort's."""
    if diagram.municipality:
        return names_of(run.data).get(diagram.municipality, diagram.municipality)
    group = run.data.find(Cohort, diagram.cohort)
    return group.title(language) if group else diagram.cohort


def _language(run: Session, given: str | None) -> str:
    """``--language``, else that of the programme, else that of the screen."""
    if given is None:
        programme = run.data.find(Programme)
        given = programme.language if programme else screen_language()
    if given not in WORDS:
        raise UsageError(
            tr("{language!r} is not a language of pictures", language=given), where="--language",
            hint=tr("nb, nn or en"), near=near_names(given, LANGUAGE_NAMES), code="unknown-word",
        )  # fmt: skip
    return given
