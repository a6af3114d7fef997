"""``network advisor …``: who advises which network, with capacity, travel and languages; the load is shown."""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, any_cohort, cohort_and_words, cohort_of
from kvadmin.api.records import Advisor, Network, Networks
from kvadmin.api.wording import near_names

from ..advising.assignment import AdvisorTask, assigned
from ..advising.changes import AdvisorChange, change_advisor, home_place
from ..advising.languages import in_words, languages_of, needed_language, works_in
from ..advising.matters import difference_text, language_gaps, overload_text
from ..advising.people import AdvisorPerson, advisor_people, as_noted
from ..advising.report import advisor_report
from ..divisions.stored_networks import network_named, record_of, save, stored_division
from ..splitting.split_options import checked_number
from .arguments import AnyCohortArgument, CohortAndNameArgument


def set_advisor(
    ctx: typer.Context,
    words: CohortAndNameArgument,
    home: Annotated[
        str | None, typer.Option("--home", metavar="NUMBER|LAT,LON", help="Where the trips begin; a new one needs it.")
    ] = None,
    capacity: Annotated[
        int | None, typer.Option("--capacity", metavar="N", help="Networks at most, of all cohorts together (new: 1).")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="L", help="bokmal, nynorsk …; repeatable, instead of those noted; or any."),
    ] = None,
    no_language: Annotated[bool, typer.Option("--no-language", help="Any language will do.")] = False,
    cohort: CohortInsteadOption = None,
) -> None:
    """Add an advisor, or change one: only what is named, in every cohort that has the person.

    Example: kvadmin network advisor set P1 "Kari Rettleiar" --home 0301 --capacity 3
    """
    run = session(ctx)
    cohort_id, name = cohort_and_words(words, cohort, "NAME")
    record = record_of(run, cohort_id)
    records = {each.cohort: each for each in run.data.all(Networks)} | {record.cohort: record}
    name = as_noted(name, _names(records.values()))
    if not name or (capacity is not None and capacity < 0):
        raise UsageError(
            tr("an advisor has a name and a capacity from 0"), where="--capacity" if name else "NAME", code="bad-value"
        )
    if language and no_language:
        raise UsageError(
            tr("any language, and some: only one of the two"), where="--language", code="contradicting-options"
        )
    change = AdvisorChange(
        None if home is None else home_place(run, home),
        capacity,
        [] if no_language else languages_of(language) if language else None,
    )
    where = change_advisor(record, records, name, change)
    if len(where) > 1:
        others = ", ".join(each for each in where if each != record.cohort)
        run.info(tr("{name} is one person in all cohorts: noted in {others}, too.", name=name, others=others))
    transaction = run.transaction()
    for each in where:
        transaction.update(records[each])
    run.commit(transaction)
    person = advisor_people(run.data, run.today, records.values())[name]
    if person.differing():
        run.warn(difference_text(person))
    if person.load > person.capacity:
        run.warn(overload_text(person))


def remove_advisor(ctx: typer.Context, words: CohortAndNameArgument, cohort: CohortInsteadOption = None) -> None:
    """Remove an advisor; the networks he or she had are without one.

    Example: kvadmin network advisor remove P1 "Nils Rådgiver (eksempel)"
    """
    run = session(ctx)
    cohort_id, name = cohort_and_words(words, cohort, "NAME")
    record = record_of(run, cohort_id)
    name = _advisor(record, name).name
    record.advisors = [each for each in record.advisors if each.name != name]
    for network in record.networks:
        if network.advisor == name:
            network.advisor, network.advisor_anyway = "", False
    save(run, record)


def _names(records: Iterable[Networks]) -> set[str]:
    return {advisor.name for record in records for advisor in record.advisors}


def _advisor(record: Networks, name: str, others: Iterable[Networks] = ()) -> Advisor:
    """The advisor of that name on the cohort's list.

    Raises:
        UnknownName: There is none; somebody on another cohort's list (``others``) is added by a command that is named.
    """
    others = list(others)
    name = as_noted(as_noted(name, _names([record])), _names([record, *others]))
    found = next((each for each in record.advisors if each.name == name), None)
    elsewhere = [each.cohort for each in others if any(advisor.name == name for advisor in each.advisors)]
    if found is None and elsewhere:
        raise UnknownName(
            tr(
                "{name} advises in {elsewhere}, not in {cohort} yet",
                name=name,
                elsewhere=", ".join(elsewhere),
                cohort=record.cohort,
            ),
            hint=f"kvadmin network advisor set {quote(record.cohort)} {quote(name)}",
            code="unknown-advisor",
        )
    if found is None:
        known = ", ".join(each.name for each in record.advisors)
        raise UnknownName(
            tr("{cohort} has no advisor {name!r}", cohort=record.cohort, name=name),
            hint=tr("advisors: {known}", known=known or tr("none yet")),
            near=near_names(name, [each.name for each in record.advisors]),
            code="unknown-advisor",
        )
    return found


def assign(
    ctx: typer.Context,
    word: CohortArgument = None,
    keep: Annotated[bool, typer.Option("--keep", help="Only networks without an advisor get one.")] = False,
    max_load: Annotated[
        str | None, typer.Option(metavar="N", help="At most N networks each, whatever the capacity.")
    ] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Give every network the advisor with the least travel in all, within capacities and languages.

    Networks that an advisor has in other cohorts count against the capacity.

    Example: kvadmin network advisor assign P1 --dry-run
    """
    run = session(ctx)
    stand = stored_division(run, record_of(run, cohort_of(word, cohort)))
    record = stand.record
    if not record.advisors:
        raise UnknownName(
            tr("{cohort} has no advisors", cohort=record.cohort),
            hint=tr('kvadmin network advisor set {cohort} "NAME" --home NUMBER', cohort=record.cohort),
            code="unknown-advisor",
        )
    most = None if max_load is None else int(checked_number(max_load, "--max-load", least=1))
    found = assigned(AdvisorTask(run, stand, advisor_people(run.data, run.today), keep, most))
    for network, name in zip(record.networks, found.advisor_of, strict=True):
        network.advisor_anyway = network.advisor_anyway and network.advisor == name
        network.advisor = name
    save(run, record)
    for gap in language_gaps(run.data, record, run.today):  # kept all the same
        run.warn(gap.text())
    km = {(record.cohort, each.id): far for each, far in zip(record.networks, found.travel_km, strict=True)}
    run.show(advisor_report(_people(run, record), [record], record.cohort, km))


def _people(run: Session, changed: Networks) -> dict[str, AdvisorPerson]:
    """Everybody, with one cohort's networks as they are about to be."""
    records = {each.cohort: each for each in run.data.all(Networks)} | {changed.cohort: changed}
    return dict(advisor_people(run.data, run.today, records.values()))


def give(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT NETWORK NAME",
            help='The cohort (or --cohort), id or name of the network, and the advisor, or "" for none.',
        ),
    ],
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even beyond the capacity, or in another language than the network's.")
    ] = False,
    cohort: CohortInsteadOption = None,
) -> None:
    """Give one network an advisor by hand.

    Example: kvadmin network advisor give P1 1 "Turid Rettleiar (eksempel)"
    """
    run = session(ctx)
    cohort_id, network, name = cohort_and_words(words, cohort, "NETWORK", "NAME")
    record = record_of(run, cohort_id)
    found = network_named(record, network)
    before = found.advisor
    advisor = _advisor(record, name, run.data.all(Networks)) if name.strip() else None
    found.advisor = advisor.name if advisor else ""
    against = _against(run, record, found, advisor, new=found.advisor != before)
    if against and not anyway:
        raise Refused(
            tr("{name} is not for network {id}", name=found.advisor, id=found.id),
            details=against,
            hint=tr("add --anyway to do it all the same"),
            code="rule-broken",
        )
    language = needed_language(run.data, found)
    found.advisor_anyway = advisor is not None and not works_in(advisor.languages, language)
    save(run, record)
    for each in against:
        run.warn(each)


def _against(run: Session, record: Networks, network: Network, advisor: Advisor | None, *, new: bool) -> list[str]:
    """What speaks against an advisor who has just got a network: the capacity, and the language of its members."""
    if advisor is None:
        return []
    out = []
    person = _people(run, record)[advisor.name]
    if new and person.load > person.capacity:
        out.append(overload_text(person))
    needed = needed_language(run.data, network)
    if needed is not None and not works_in(advisor.languages, needed) and (new or not network.advisor_anyway):
        out.append(
            tr(
                "most members of network {id} {name} have decided on {needed}; {advisor} works in {languages}",
                id=network.id,
                name=network.name,
                needed=in_words([needed]),
                advisor=advisor.name,
                languages=in_words(advisor.languages),
            )
        )
    return out


def list_advisors(ctx: typer.Context, word: AnyCohortArgument = None, cohort: CohortInsteadOption = None) -> None:
    """List the advisors with their load, of one cohort or of all.

    Example: kvadmin network advisor list P1
    """
    run = session(ctx)
    chosen = any_cohort(word, cohort)
    if chosen is None:
        records = [each for each in run.data.all(Networks) if each.networks]
        people = advisor_people(run.data, run.today)
        run.show(advisor_report(people, records, None), keys=[each.name for each in people.values()])
        return
    record = record_of(run, chosen)
    people = _people(run, record)
    keys = [each.name for each in people.values() if chosen in each.records]
    run.show(advisor_report(people, [record], chosen), keys=keys)
