"""``cohort draw``: enter what was drawn, once, in the form that the call has fixed."""

from __future__ import annotations

from shlex import quote
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.records import Cohort, Draw, DrawSource, Freeze
from kvadmin.api.reports import Report, facts

from ..decisions.protocol_files import newest_protocol_path
from ..decisions.rule_inputs import all_applicants, call_of
from ..drawing.canonical_form import canonical_value
from ..drawing.declaration import DRAWN, checked, draw_in_words
from ..drawing.draw_facts import freeze_in_words
from ..drawing.frozen_files import frozen_document, still_same
from ..drawing.gates import freeze_command, naming_command
from ..drawing.seeds import secret_fits, seed_of


def draw(
    ctx: typer.Context,
    word: CohortArgument = None,
    cohort: CohortInsteadOption = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="V", help="What was drawn, the numbers in any spelling.")
    ] = None,
    secret: Annotated[
        str | None, typer.Option("--secret", metavar="S", help="The secret whose SHA-256 the call has named.")
    ] = None,
    substitute: Annotated[
        bool, typer.Option("--substitute", help="It is the draw that the call names in place of one not held.")
    ] = False,
) -> None:
    """Enter the draw that the call has named: it gives the lottery seed. A correction keeps both, with a reason.

    Example: kvadmin cohort set P2 draw source=public name=Lotto day=2008-06-07 numbers=2 && kvadmin cohort freeze P2 && kvadmin cohort draw P2 --value "3 8"
    """  # noqa: E501 - an example is one line
    run = session(ctx)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    source, freeze = _source_of(found), _freeze_of(found)
    new = _entered(run, found, source, value, secret, substitute=substitute)
    newest = found.draws[-1] if found.draws else None
    if newest is not None and _same(newest, new):
        run.info(tr("Already entered: {id} has this draw. Nothing to change.", id=found.id))
        run.show(_report(found, newest, freeze, new=False))
        return
    _check_correction(run, found, newest)
    _say_what_it_is_worth(run, found, source, freeze, new)
    transaction = run.transaction()
    transaction.update(msgspec.structs.replace(found, draws=[*found.draws, new], lottery_seed=new.seed))
    run.commit(transaction)
    run.show(_report(found, new, freeze, new=True))


def _source_of(cohort: Cohort) -> DrawSource:
    if cohort.draw is None or checked(cohort.draw, cohort.id).source not in DRAWN:
        what = tr("the call names no draw") if cohort.draw is None else tr("the seed of the call is fixed, not drawn")
        raise Refused(
            tr("{id} has nothing to enter: {what}", id=cohort.id, what=what),
            where=f"cohorts/{cohort.id}.yaml",
            hint=tr("name one before the deadline: `{command}`", command=naming_command(cohort)),
            code="no-draw-source",
        )
    return cohort.draw


def _freeze_of(cohort: Cohort) -> Freeze:
    if not cohort.freezes:
        raise Refused(
            tr("the list of {id} has not been closed: a draw comes after it", id=cohort.id),
            where=f"cohorts/{cohort.id}.yaml",
            hint=freeze_command(cohort),
            code="no-freeze",
        )
    return cohort.freezes[-1]


def _entered(
    run: Session, cohort: Cohort, source: DrawSource, value: str | None, secret: str | None, *, substitute: bool
) -> Draw:
    """The draw that was typed, checked against what the call says of it."""
    _check_secret(run, cohort, source, secret)
    if source.source == "committed":
        if value is not None or substitute:
            raise UsageError(
                tr("the draw of {id} is a secret alone: no numbers are drawn", id=cohort.id),
                where="--value" if value is not None else "--substitute",
                hint=tr("kvadmin cohort draw {id} --secret TEXT", id=quote(cohort.id)),
                code="contradicting-options",
            )
        canonical = ""
    else:
        if value is None:
            raise UsageError(tr("what was drawn?"), where="--value", hint=draw_in_words(source), code="missing-value")
        _check_day(run, source)
        _check_substitute(run, cohort, source, substitute=substitute)
        canonical = canonical_value(source, value)
    return Draw(
        on=run.today,
        seed=seed_of(source.source, canonical, secret or ""),
        value=canonical,
        secret=secret or "",
        substitute=substitute,
        who=run.who,
        why=run.why,
    )


def _check_secret(run: Session, cohort: Cohort, source: DrawSource, secret: str | None) -> None:
    if secret is not None:
        if not source.commitment:
            raise Refused(
                tr("{id} has named no secret before, so that none can be mixed in now", id=cohort.id),
                where="--secret",
                hint=tr("enter the draw without it"),
                code="state-forbids",
            )
        if not secret_fits(source, secret):
            raise Refused(
                tr("this is not the secret that {id} is committed to: its SHA-256 is another one", id=cohort.id),
                where="--secret",
                hint=tr("type it exactly, blanks and letters included; the call says {sha}", sha=source.commitment),
                code="bad-value",
            )
    elif source.source == "committed":
        raise UsageError(
            tr("which secret?"),
            where="--secret",
            hint=tr("kvadmin cohort draw {id} --secret TEXT", id=quote(cohort.id)),
            code="missing-value",
        )
    elif source.commitment and not run.why.strip():
        raise UsageError(
            tr("{id} has named a secret that is to be mixed in", id=cohort.id),
            where="--secret",
            hint=tr("give it; or say with --why TEXT that it is lost: the public value alone counts then, and weakly"),
            code="missing-reason",
        )


def _check_day(run: Session, source: DrawSource) -> None:
    if source.day is not None and run.today < source.day:
        raise Refused(
            tr("{name} takes place on {day}", name=source.name, day=source.day),
            where="--value",
            hint=tr("enter it on that day or later"),
            code="state-forbids",
        )


def _check_substitute(run: Session, cohort: Cohort, source: DrawSource, *, substitute: bool) -> None:
    if not substitute:
        return
    if not source.substitute:
        raise Refused(
            tr("the call of {id} names no draw in place of {name}", id=cohort.id, name=source.name),
            where="--substitute",
            hint=tr("only a draw that was named before can be entered"),
            code="state-forbids",
        )
    if not run.why.strip():
        raise UsageError(
            tr("why was {name} not held?", name=source.name),
            where="--why",
            hint=tr('--why "cancelled, according to ..."'),
            code="missing-reason",
        )


def _same(newest: Draw, new: Draw) -> bool:
    return (newest.value, newest.secret, newest.substitute, newest.seed) == (
        new.value, new.secret, new.substitute, new.seed,
    )  # fmt: skip


def _check_correction(run: Session, cohort: Cohort, newest: Draw | None) -> None:
    if newest is not None and not run.why.strip():
        raise UsageError(
            tr(
                "{id} has another draw, entered on {on}: {value}",
                id=cohort.id,
                on=newest.on,
                value=newest.value or newest.seed,
            ),
            where="--why",
            hint=tr("a correction keeps both, and needs a reason: --why TEXT"),
            code="missing-reason",
        )


def _say_what_it_is_worth(run: Session, cohort: Cohort, source: DrawSource, freeze: Freeze, new: Draw) -> None:
    if cohort.draws:
        run.warn(tr("this is a correction: both draws stay in the call, and the draw is weak, or worse"))
    if source.commitment and not new.secret:
        run.warn(tr("the secret is lost: the public value alone counts, which makes the draw weak"))
    if newest_protocol_path(run.data, cohort.id) is not None:
        run.warn(
            tr(
                "{id} has been admitted already; `kvadmin cohort verify {word}` compares",
                id=cohort.id,
                word=quote(cohort.id),
            )
        )
        return
    today = frozen_document(cohort, freeze.number, all_applicants(run, cohort), call_of(cohort))
    if not still_same(run.data, freeze, today):
        run.warn(
            tr(
                "what decides has changed since the list was closed on {on}: it is listed as after the freeze",
                on=freeze.on,
            )
        )


def _report(cohort: Cohort, draw: Draw, freeze: Freeze, *, new: bool) -> Report:
    source = cohort.draw
    data: dict[str, Any] = {
        "schema": 1,
        "cohort": cohort.id,
        "new": new,
        "source": source.source if source else None,
        "on": draw.on,
        "value": draw.value,
        "secret": draw.secret,
        "substitute": draw.substitute,
        "lottery_seed": draw.seed,
        "who": draw.who,
        "why": draw.why,
        "corrects": bool(cohort.draws) if new else len(cohort.draws) > 1,
        "freeze": {"number": freeze.number, "on": freeze.on, "fingerprint": freeze.fingerprint},
    }
    rows = (
        ("Draw", draw_in_words(source) if source else ""),
        ("Value", draw.value),
        ("Secret", draw.secret),
        ("Lottery seed", draw.seed),
        ("On", draw.on),
        ("Who", draw.who),
        ("Reason", draw.why),
        ("After the freeze", freeze_in_words(freeze)),
    )
    return Report(data, (facts(tr("Draw of {id}", id=cohort.id), rows),))
