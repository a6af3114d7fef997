"""``cohort freeze``: close the list before the draw."""

from __future__ import annotations

from shlex import quote
from typing import Any

import msgspec
import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, Query, cohort_of
from kvadmin.api.records import Cohort, Freeze
from kvadmin.api.reports import Report, facts

from ..decisions.protocol_files import newest_protocol_path
from ..decisions.rule_inputs import all_applicants, call_of
from ..drawing.declaration import DRAWN, draw_in_words
from ..drawing.frozen_files import frozen_bytes, frozen_document, frozen_path, next_number, still_same
from ..drawing.open_ends import open_ends
from ..drawing.taken_back import changes_since


def freeze(ctx: typer.Context, word: CohortArgument = None, cohort: CohortInsteadOption = None) -> None:
    """Close the list: keep a fingerprint of all that decides except the draw, before the draw takes place.

    Whatever changes afterwards is listed as after the freeze. A list that has changed is closed anew with --why TEXT,
    until the draw is entered.

    Example: kvadmin cohort new P4 --name "Pulje 4" --capacity 20 && kvadmin cohort freeze P4
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    applicants = all_applicants(run, found)
    document = frozen_document(found, next_number(run.data, found), applicants, call_of(found))
    last = found.freezes[-1] if found.freezes else None
    if last is not None and _still_holds(run, found, last, document):
        run.show(_report(found, last, document, (), new=False))
        return
    _refuse_too_late(run, found)
    open_ = tuple(open_ends(run.data, found, applicants, run.today))
    for each in open_:
        run.warn(each)
    new = Freeze(
        number=document["number"],
        on=run.today,
        fingerprint=document["fingerprint"],
        file=frozen_path(found.id, document["number"]),
        who=run.who,
        why=run.why,
    )
    transaction = run.transaction()
    transaction.put_file(new.file, frozen_bytes(document))
    transaction.update(msgspec.structs.replace(found, freezes=[*found.freezes, new]))
    run.commit(transaction)
    if found.draw is not None and found.draw.source in DRAWN:
        plan = f"kvadmin mail plan list-closed --to {quote(Query.typed('applied', found.id))} --about {quote(found.id)}"
        run.info(tr("Tell those who have applied, before the draw: {command}", command=plan))
    run.show(_report(found, new, document, open_, new=True))


def _still_holds(run: Session, cohort: Cohort, last: Freeze, document: dict[str, Any]) -> bool:
    """Whether the last freeze is to stay; a new one of another content needs a reason.

    Raises:
        UsageError: The content has changed, and there is no reason.
    """
    why = run.why.strip()
    if still_same(run.data, last, document):
        back = changes_since(run, cohort, last)
        if back and why and not cohort.draws and newest_protocol_path(run.data, cohort.id) is None:
            return False
        run.info(tr("Already frozen: {id} is as it was on {on}. Nothing to change.", id=cohort.id, on=last.on))
        if back:
            run.info(
                tr(
                    "It was changed since and changed back, in {number} step(s) that the history keeps; "
                    "`kvadmin cohort freeze {id} --why TEXT` closes it anew.",
                    number=len(back),
                    id=quote(cohort.id),
                )
            )
        return True
    _refuse_too_late(run, cohort)
    if not why:
        raise UsageError(
            tr("{id} was frozen on {on} and has changed since", id=cohort.id, on=last.on),
            where="--why",
            hint=tr("say why the list is closed anew: `kvadmin cohort freeze {id} --why TEXT`", id=quote(cohort.id)),
            code="missing-reason",
        )
    return False


def _refuse_too_late(run: Session, cohort: Cohort) -> None:
    if (protocol := newest_protocol_path(run.data, cohort.id)) is not None:
        raise Refused(
            tr("{id} has been admitted: its list cannot be closed afterwards", id=cohort.id),
            where=protocol,
            hint=tr(
                "`kvadmin cohort verify {id}` says what has changed; `kvadmin undo` takes it back", id=quote(cohort.id)
            ),
            code="already-admitted",
        )
    if cohort.draws and cohort.freezes:  # without one, nothing could be decided at all: it is closed late, and weak
        raise Refused(
            tr("the draw of {id} has been entered: its list cannot be closed afterwards", id=cohort.id),
            where=f"cohorts/{cohort.id}.yaml",
            hint=tr(
                "`kvadmin cohort admit {id}` decides; what has changed is listed as after the freeze",
                id=quote(cohort.id),
            ),
            code="already-drawn",
        )


def _report(cohort: Cohort, freeze: Freeze, document: dict[str, Any], open_: tuple[str, ...], *, new: bool) -> Report:
    data = {
        "schema": 1,
        "cohort": cohort.id,
        "new": new,
        "number": freeze.number,
        "on": freeze.on,
        "fingerprint": freeze.fingerprint,
        "file": freeze.file,
        "who": freeze.who,
        "why": freeze.why,
        "applicants": len(document["inputs"]["applicants"]),
        "draw": document["draw"],
        "open": list(open_),
    }
    rows = (
        ("Number", freeze.number),
        ("On", freeze.on),
        ("Fingerprint", freeze.fingerprint),
        ("Applicants", data["applicants"]),
        ("Draw", draw_in_words(cohort.draw) if cohort.draw else tr("none is named")),
        ("File", freeze.file),
        ("Who", freeze.who),
        ("Reason", freeze.why),
    )
    return Report(data, (facts(tr("Freeze of {id}", id=cohort.id), rows),))
