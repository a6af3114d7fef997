"""``evaluation export``: the evaluator's package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import need, user_settings_file
from kvadmin.api.hooks import ApplicationVariable
from kvadmin.api.records import Indicator, Programme
from kvadmin.api.reports import Column, Report, table_of
from kvadmin.api.wording import near_names

from ..indicators.indicator_catalogue import all_indicators
from ..measurements.value_files import Measurement
from ..package import pseudonym_key as keys
from ..package.building import FORMATS, PackageRequest, build_package, check_package_folder
from ..package.dictionary import DataTable
from ..package.format_limits import check_tables
from ..package.person_leaks import known_persons, person_leaks
from ..package.tables.added_variables import added_variables
from ..package.tables.goal_table import GOALS, goal_tables
from ..package.tables.measurement_tables import IndicatorSource, indicator_sources, long_table, wide_table
from ..package.tables.private_tables import private_tables
from ..package.tables.public_tables import COUNTS, Pseudonyms, may_show_value, public_tables, without_small_counts
from ..package.tables.series_tables import series_tables
from ..package.tables.survey_tables import survey_table

_PROFILES = ("private", "public")
_LIBRARIES = {"parquet": "pyarrow", "xlsx": "xlsxwriter", "sav": "pyreadstat", "dta": "pyreadstat"}


def export(
    ctx: typer.Context,
    profile: Annotated[str, typer.Option("--profile", metavar="private|public", help="For whom it is.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="New folder, or that of an earlier package.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Key of the pseudonyms (else kept with your settings).")
    ] = None,
    least: Annotated[int, typer.Option("--least", metavar="N", help="Counts of persons below N are hidden.")] = 5,
    formats: Annotated[
        str, typer.Option("--formats", metavar="LIST", help="Of csv, parquet, xlsx, sav, dta, docx; csv always is.")
    ] = ",".join(FORMATS),
) -> None:
    """Write the evaluator's package: every table in every format, codebook and manifest.

    private has municipality numbers and texts; public has pseudonyms, small counts hidden, and nothing of a person.

    Example: kvadmin evaluation export --profile public --out evaluator
    """
    run = session(ctx)
    chosen = _formats(formats)
    if profile not in _PROFILES:
        raise UsageError(
            tr("there is no profile {profile!r}", profile=profile),
            where="--profile",
            hint=tr("private or public"),
            near=near_names(profile, _PROFILES),
            code="unknown-word",
        )
    if least < 1:
        raise UsageError(tr("--least is at least 1"), where="--least", code="bad-value")
    for name in chosen:
        if name in _LIBRARIES:
            need(_LIBRARIES[name], "evaluation")
    check_package_folder(out)
    indicators = all_indicators(run)
    found, facts = _private(run, indicators) if profile == "private" else _public(run, indicators, key, out, least)
    checked = check_tables(found, chosen)
    for note in checked.notes:
        run.warn(note)
    if run.dry_run:
        run.info(
            tr("Dry run: {number} tables would be written as {formats}.", number=len(found), formats=", ".join(chosen))
        )
        return
    programme = run.data.find(Programme)
    wanted = PackageRequest(profile, programme.name if programme else "", chosen, least, facts)
    most = len(found) + ("xlsx" in chosen)
    with run.progress(most, tr("Tables")) as line:
        steps = iter(range(1, most + 1))
        made = build_package(checked, wanted, out, lambda name: line.update(next(steps, most), name))
    _show(run, made, out)


def _formats(text: str) -> tuple[str, ...]:
    named = {part.strip().lower() for part in text.split(",") if part.strip()}
    unknown = sorted(named - set(FORMATS))
    if unknown:
        raise UsageError(
            tr("there is no format {format!r}", format=unknown[0]),
            where="--formats",
            hint=tr("of {formats}", formats=", ".join(FORMATS)),
            near=near_names(unknown[0], FORMATS),
            code="unknown-format",
        )
    return tuple(name for name in FORMATS if name in named or name == "csv")


def _private(run: Session, indicators: list[Indicator]) -> tuple[list[DataTable], dict[str, Any]]:
    found = indicator_sources(run.data, indicators)

    def everything(_: Indicator, each: Measurement) -> Measurement:
        return each

    figures = [long_table(found, str, everything), wide_table(found, str, everything), survey_table(found, str)]
    return [*_about(run, indicators, added_variables(run)), *filter(None, figures)], {}


def _about(
    run: Session, indicators: list[Indicator], added: Sequence[ApplicationVariable], least: int = 1
) -> list[DataTable]:
    """All tables but the figures, as the programme knows them; goals by figures of at least ``least`` persons."""
    return [
        *private_tables(run.data, indicators, added),
        *goal_tables(run.data, indicators, run.today, may_show_value(least) if least > 1 else None),
        *series_tables(indicators),
    ]


def _public(
    run: Session, indicators: list[Indicator], key: Path | None, out: Path, least: int
) -> tuple[list[DataTable], dict[str, Any]]:
    """The public tables, after they were searched for anything of a person.

    Raises:
        Refused: Something of a person stands in them, or a hidden count could be worked out.
    """
    path = key or user_settings_file().parent / keys.KEY_NAME
    secret, new = keys.read_or_make_key(path, out, make=key is None and not run.dry_run)
    if new:
        run.info(
            tr(
                "Made the key of the pseudonyms: {path}. Keep it: with it they stay the same in later packages.",
                path=path,
            )
        )
    names = Pseudonyms(secret)
    added = [each for each in added_variables(run) if each.public and not each.words]
    shared = frozenset(each.name for each in added)
    bare, hidden = public_tables(_about(run, indicators, added, least), names, least, shared)
    found = indicator_sources(run.data, indicators)
    show = without_small_counts(least)
    figures = (
        long_table(found, names.municipality, show, hiding=True),
        wide_table(found, names.municipality, show, hiding=True),
        _public_surveys(found, names, least),
    )
    made = [*bare, *filter(None, figures)]
    _refuse_leaks(run, made)
    if any(each.derivable for each in hidden):
        raise Refused(
            tr("hidden counts could be worked out from the others"), hint=tr("raise --least"), code="disclosure"
        )
    return made, {"least": least, "key_id": names.key_id, "suppression": [each._asdict() for each in hidden]}


def _public_surveys(found: list[IndicatorSource], names: Pseudonyms, least: int) -> DataTable | None:
    """The surveys; the counts of each answer are never in the public package, not even with ``--least 1``."""
    table = survey_table(found, names.municipality, least)
    return table and table.without("counts")


def _refuse_leaks(run: Session, made: list[DataTable]) -> None:
    found = sorted(
        {f"{each.table}.{each.variable}: {each.what}" for each in person_leaks(made, known_persons(run.data))}
    )
    if found:
        raise Refused(
            tr("something of a person stands in the public package; nothing was written"),
            details=found,
            hint=tr("take it out of the field it stands in (ids, units and labels are published)"),
            code="disclosure",
        )


_COLUMNS = (
    Column("table", "Table"),
    Column("rows", "Rows", "int"),
    Column("content_sha256", "sha256 of content", rank=1),
)


def _show(run: Session, made: dict[str, Any], out: Path) -> None:
    rows = [{"table": name, **fact} for name, fact in made["tables"].items()]
    notes = [tr("package_sha256 {hash}", hash=made["package_sha256"])]
    notes += [_hidden_in(each) for each in made.get("suppression", ())]
    data = {"schema": 1, "out": str(out), **{key: value for key, value in made.items() if key != "schema"}}
    title = tr("Package ({profile}) in {folder}", profile=made["profile"], folder=out)
    run.show(Report(data, (table_of(title, _COLUMNS, rows, notes),)))


def _hidden_in(report: dict[str, Any]) -> str:
    """How much of a table the public does not see: counts, goals, or figures of applications that too few share."""
    words = {"table": report["table"], "small": report["primary"], "more": report["secondary"]}
    if report["table"] in COUNTS:
        return tr("{table}: {small} small counts and {more} more are hidden", **words)
    if report["table"] == GOALS:
        return tr("{table}: {small} goals of kinds that few have are left out", **words)
    return tr("{table}: {small} figures that few share and {more} more are hidden", **words)
