"""``measure add``, ``set``, ``step`` and ``remove``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, parse_day
from kvadmin_improvement.commands.arguments import MeasureArgument, PairsArgument
from kvadmin_improvement.commands.measure_lists import measure_report, screen_word
from kvadmin_improvement.measure_fields import MEASURE_FIELDS
from kvadmin_improvement.records import PARTIES, STEPS, DriverDiagram, Measure
from kvadmin_improvement.work.lookups import find_measure, find_member, names_of
from kvadmin_improvement.work.measure_change import late_step, with_fields, with_step, without_step
from kvadmin_improvement.work.numbers import new_measure, remove_measures
from kvadmin_improvement.work.words import read_party, read_step

_DAY = "DATE"


def add(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT MUNICIPALITY TITLE [FIELD VALUE]",
            help="The cohort (or --cohort), number or name, what the measure is, and fields as `measure set` has them.",
        ),
    ],
    cohort: CohortInsteadOption = None,
) -> None:
    """Note a measure of a member; its id is the municipality's number and a running one, never given twice.

    Example: kvadmin measure add P1 0415 "Ny vaktordning" responsible Hjemmetjenesten planned_end 2008-12-01
    """
    run = session(ctx)
    name, municipality, title, *pairs = cohort_and_words(words, cohort, "MUNICIPALITY", "TITLE", "[FIELD VALUE]")
    group, found = find_member(run, name, municipality)
    values = {"title": MEASURE_FIELDS.read("title", [title], where="TITLE")[1], **MEASURE_FIELDS.pairs(pairs)}
    every = run.data.all(Measure)
    blank = new_measure(run.data, [each.id for each in every], group.id, found.number)
    new = with_fields(run, blank, values)
    refuse_same(new, every)
    change = run.transaction()
    change.create(new)
    run.commit(change)
    run.show(measure_report(new, names_of(run.data)))


def refuse_same(new: Measure, every: list[Measure]) -> None:
    """A member has one measure of a title.

    Raises:
        Conflict: It has one already.
    """
    for each in every:
        same = (each.cohort, each.municipality, each.title.casefold())
        if each.id != new.id and same == (new.cohort, new.municipality, new.title.casefold()):
            raise Conflict(
                tr(
                    "{municipality} has a measure of that title already: {id}",
                    municipality=new.municipality,
                    id=each.id,
                ),
                where="title",
                hint=tr("`kvadmin measure show {id}`", id=each.id),
                code="already-there",
            )


def set_field(ctx: typer.Context, measure: MeasureArgument, pairs: PairsArgument) -> None:
    """Change fields of a measure; a day on which it began or ended changes its status, too.

    Example: kvadmin measure set 0415-1 start 2008-03-01
    """
    run = session(ctx)
    old = find_measure(run.data, measure)
    new = with_fields(run, old, MEASURE_FIELDS.pairs(pairs))
    if new.title != old.title:
        refuse_same(new, run.data.all(Measure))
    _write(run, old, new)


def step(
    ctx: typer.Context,
    measure: MeasureArgument,
    which: Annotated[
        str, typer.Argument(metavar="STEP", help="prepare, plan, do, evaluate or follow-up; Norwegian words will do.")
    ],
    done: Annotated[str | None, typer.Option("--done", metavar=_DAY, help="The day on which it was done.")] = None,
    parties: Annotated[
        str | None,
        typer.Option(
            "--parties", metavar="WORDS", help="Who took part: politicians, administration, employees; none empties it."
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take away what is noted of the step.")] = False,
) -> None:
    """Note that a step of a measure is done, and which of the three parties took part.

    Example: kvadmin measure step 0415-1 prepare --done 2008-03-01 --parties politicians,administration,employees
    """
    run = session(ctx)
    old = find_measure(run.data, measure)
    name = _named_step(which)
    if clear and (done or parties):
        raise UsageError(tr("--clear takes no other option"), where="--clear", code="contradicting-options")
    if clear:
        new = without_step(old, name)
    elif done is None and parties is None:
        raise UsageError(
            tr("what of the step {step}?", step=screen_word(name, STEPS)),
            hint=tr("--done DATE, --parties WORDS, or both"),
            code="missing-value",
        )
    else:
        day = parse_day(done, where="--done") if done else None
        took = None if parties is None else _named_parties(parties)
        new = with_step(old, name, done=day, parties=took, today=run.today)
        if pair := late_step(new):
            first, second = (screen_word(each, STEPS) for each in pair)
            run.warn(tr("the step {second} is done before the step {first}", first=first, second=second))
    _write(run, old, new)


def _named_step(text: str) -> str:
    try:
        return read_step(text)
    except UsageError as error:
        error.where = "STEP"
        raise


def _named_parties(text: str) -> list[str]:
    """The parties of ``politicians, employees`` or ``none``.

    Raises:
        UsageError: One of them is none.
    """
    if text.strip().casefold() in ("none", "ingen"):
        return []
    words = [each for part in text.replace(";", ",").split(",") if (each := part.strip())]
    if not words:
        raise UsageError(
            tr("which parties?"), where="--parties", hint=tr("one of {words}", words=", ".join((*PARTIES, "none"))),
            code="missing-value",
        )  # fmt: skip
    try:
        return [read_party(each) for each in words]
    except UsageError as error:
        error.where = "--parties"
        raise


def remove(ctx: typer.Context, measure: MeasureArgument) -> None:
    """Remove a measure with its steps and cycles; one that was stopped is `measure set MEASURE status stopped`.

    Example: kvadmin measure remove 0415-1
    """
    run = session(ctx)
    found = find_measure(run.data, measure)
    for diagram in run.data.all(DriverDiagram):
        for driver in diagram.drivers:
            if driver.measure == found.id:
                raise Conflict(
                    tr("{id} stands in the driver diagram {diagram}", id=found.id, diagram=diagram.id),
                    hint=tr(
                        '`kvadmin drivers set {diagram} {driver} measure ""`, or '
                        "`kvadmin drivers remove {diagram} {driver}`",
                        diagram=diagram.id,
                        driver=driver.id,
                    ),
                    code="measure-in-use",
                )
    change = run.transaction()
    remove_measures(run.data, change, [found.id], [each.id for each in run.data.all(Measure) if each.id != found.id])
    run.commit(change, confirm=tr("Remove the measure {id} {title}?", id=found.id, title=found.title))
    run.show_saved()


def _write(run: Session, old: Measure, new: Measure) -> None:
    if msgspec.structs.astuple(old) == msgspec.structs.astuple(new):
        run.info(tr("Nothing is changed."))
    change = run.transaction()
    change.update(new)
    run.commit(change)
    if old.status != new.status:
        run.info(tr("The measure is now: {status}", status=screen_word(new.status, Measure.STATUSES)))
    run.show(measure_report(new, names_of(run.data)))
