"""From a report to a format; further formats come from the hook ``kvadmin_writers`` as :class:`Writer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kvadmin.errors import UsageError
from kvadmin.tables.look import UNBOUNDED, Look
from kvadmin.tables.table import Report
from kvadmin.translation import CATALOGUE, tr
from kvadmin.wording.near_names import near_names

#: The formats that are always there.
FORMATS = ("table", "json", "csv", "md", "xlsx")
#: Endings of files whose format need not be named.
SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".xlsx": "xlsx", ".txt": "table"}


@dataclass(frozen=True, slots=True)
class Writer:
    """A further output format, from the hook ``kvadmin_writers``.

    Args:
        name: What ``--format`` is given, for example ``html``; never one of :data:`FORMATS`.
        suffix: Ending of the files, with its dot: ``.html``.
        write: The report as the bytes of a file; a function of its argument only.
    """

    name: str
    suffix: str
    write: Callable[[Report], bytes]


def _as_table(report: Report, _excel: bool, look: Look) -> str:
    if look.accessible:
        from kvadmin.tables import spoken

        text = spoken.write(report.tables)
    else:
        from kvadmin.tables import terminal

        text = terminal.write(report.tables, look)
    if look.color:
        from kvadmin.tables.colors import painted

        text = painted(text, report.tables)
    return text


def _as_json(report: Report, _excel: bool, _look: Look) -> str:
    from kvadmin.tables import json_text as jsontext

    return jsontext.write(report.data)


def _as_csv(report: Report, excel: bool, _look: Look) -> str:
    from kvadmin.tables import delimited

    return delimited.write(report.tables, excel=excel)


def _as_md(report: Report, _excel: bool, _look: Look) -> str:
    from kvadmin.tables import markdown

    return markdown.write(report.tables)


def _as_xlsx(report: Report, _excel: bool, _look: Look) -> bytes:
    from kvadmin.tables import xlsx

    return xlsx.write_workbook(report.tables, title=report.title, language=report.language)


#: Each writer is imported when its format is asked for: a list on the terminal does not pay for workbooks.
_BUILTIN: dict[str, Callable[[Report, bool, Look], str | bytes]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "md": _as_md,
    "xlsx": _as_xlsx,
}


def render(
    report: Report,
    format: str,  # noqa: A002 - the option's own name
    *,
    excel: bool = False,
    look: Look = UNBOUNDED,
    writers: Iterable[Writer] = (),
) -> str | bytes:
    """The report in a format: text for ``table``, ``json``, ``csv`` and ``md``, bytes for the rest.

    Args:
        report: What the command has to say.
        format: One of :data:`FORMATS` or the name of a writer.
        excel: ``csv`` as a Norwegian Excel opens it by double-click: byte order mark, ``;``, decimal comma.
        look: How a table is set on the screen.
        writers: What the hook ``kvadmin_writers`` gave; a built-in name is never replaced.

    Raises:
        UsageError: Nobody writes that format.
        InvalidData: A cell that the format cannot hold, with table, row and column.
    """
    if CATALOGUE.language == "en" or format == "json":
        return _written(report, format, excel, look, writers)
    if report.language != "en":
        with CATALOGUE.speaking("en"):
            return _written(report, format, excel, look, writers)
    from kvadmin.tables.screen_words import in_words

    return _written(replace(report, tables=tuple(map(in_words, report.tables))), format, excel, look, writers)


def _written(report: Report, format_: str, excel: bool, look: Look, writers: Iterable[Writer]) -> str | bytes:
    if format_ in _BUILTIN:
        return _BUILTIN[format_](report, excel, look)
    writer = check_format(format_, writers)
    assert writer is not None
    return writer.write(report)


def check_format(format: str, writers: Iterable[Writer]) -> Writer | None:  # noqa: A002 - the option's own name
    """The writer of a format, None for those that are always there.

    Raises:
        UsageError: Nobody writes that format.
    """
    if format in _BUILTIN:
        return None
    strangers = {writer.name: writer for writer in writers}
    if format in strangers:
        return strangers[format]
    known = ", ".join([*FORMATS, *sorted(strangers.keys() - set(FORMATS))])
    raise UsageError(
        tr("there is no output format {format!r}", format=format),
        where="--format",
        hint=tr("use one of: {known}", known=known),
        near=near_names(format, [*FORMATS, *strangers]),
        code="unknown-format",
    )
