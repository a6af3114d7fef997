"""A whole workbook: which sheets it has, and the parts that all of them share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Sheet
from kvadmin.reading.xlsx.content import Styles
from kvadmin.reading.xlsx.notes import read_notes
from kvadmin.reading.xlsx.package import Package, Relation, attribute, is_true, local
from kvadmin.reading.xlsx.sheet import SheetReader, Surroundings
from kvadmin.reading.xlsx.strings import SharedTexts
from kvadmin.reading.xlsx.styles import read_styles
from kvadmin.translation import tr


def read_xlsx(data: bytes, name: str) -> Book:
    """Read an .xlsx or .xlsm file, transitional or strict.

    Strike-through, merged and hidden cells, notes, formulas with their stored results, number formats and errors
    are seen; parts that only say how a sheet looks are not even opened, so that damage in them does not matter.

    Raises:
        InvalidData: The file is damaged, or a cell is too long or has control characters.
    """
    try:
        package = Package(data, name)
        return Book(name, "xlsx", tuple(_sheets(package, _main_part(package))))
    except InvalidData:
        raise
    except Exception as problem:  # a damaged workbook fails in many ways, all of them mean this
        raise InvalidData(
            tr("the workbook is damaged ({name})", name=type(problem).__name__),
            where=name,
            hint=tr("open it in Excel or LibreOffice, let it be repaired, and save it again"),
            code="damaged-file",
        ) from problem


def _main_part(package: Package) -> str:
    """The workbook's own part: named by the package, else where all programs put it."""
    named = (each.part for each in package.relations() if each.kind == "officeDocument")
    return next((part for part in named if part in package), "xl/workbook.xml")


def _sheets(package: Package, main: str) -> Iterator[Sheet]:
    root = package.root(main)
    if local(root.tag) != "workbook":
        raise ValueError(root.tag)
    workbook = {local(each.tag): each for each in root}
    relations = package.relations(main)
    properties = workbook.get("workbookPr")
    epoch_1904 = properties is not None and is_true(properties.get("date1904"))
    styles = Styles(read_styles(package, _shared(relations, "styles", main)), epoch_1904=epoch_1904)
    texts = SharedTexts(package, _shared(relations, "sharedStrings", main))
    for sheet, part in _worksheets(workbook.get("sheets", ()), relations):
        title = sheet.get("name", "")
        if part not in package:
            raise InvalidData(
                tr("the sheet {title!r} is not in the file", title=title),
                where=package.name,
                hint=tr("open it in Excel or LibreOffice, let it be repaired, and save it again"),
                code="damaged-file",
            )
        around = Surroundings(
            title,
            f"{package.name}: {package.stored_name(part)}",
            sheet.get("state", "visible") != "visible",
            epoch_1904,
            read_notes(package, package.relations(part)),
        )
        yield SheetReader(around, styles, texts).read(package.growing(part))


def _shared(relations: Iterable[Relation], kind: str, main: str) -> str:
    """The part of that kind; where programs put it when the workbook does not name it."""
    beside = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
    return next((each.part for each in relations if each.kind == kind), beside)


def _worksheets(sheets: Iterable[Element], relations: Iterable[Relation]) -> Iterator[tuple[Element, str]]:
    """The sheets that have cells, in the order of their tabs; sheets of charts and macros have none."""
    parts = {each.id: each for each in relations}
    for sheet in sheets:
        named = parts.get(attribute(sheet, "id") or "")
        if named is None or named.kind == "worksheet":
            yield sheet, named.part if named else ""
