"""What all plugins hold on a person, shown on request and erased on request, the history included."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kvadmin.api import KvadminError, PluginFailure, Refused, Session, Transaction, UnknownName, UsageError, tr
from kvadmin.api.commands import readable_texts, repository_of
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column, Report, json_of, table_of
from kvadmin.api.wording import fold, near_names

#: Fields whose values point to the person, under the names that plugins give them.
_ADDRESSES = ("email", "e-mail", "emails", "e-mails")
_PHONES = ("phone", "phones", "telephone")
_NAMES = ("name", "contact")
_SHORTEST = 4
_SHOWN = 5
#: Findings of the store about what nobody reads: the versions and copies of a record among them.
_UNREAD = (
    "field-unknown",
    "stray-file",
    "conflict-copy",
    "kept-beside",
    "late-save",
    "leftover-file",
    "open-file",
)

#: ``(plugin, entry)``.
HeldEntry = tuple[str, PersonalData]

_POSSIBLY = (Column("plugin", get=lambda held: held[0]), Column("where", get=lambda held: held[1].where))
_HELD = (
    *_POSSIBLY,
    Column("fields", get=lambda held: dict(held[1].fields)),
    Column("erasable", get=lambda held: held[1].erase is not None),
    Column("kept_because", get=lambda held: held[1].kept_because or None),
)
_LINES = (
    Column("where", "Where", get=lambda line: line[0]),
    Column("field", "Field", get=lambda line: line[1]),
    Column("value", "Value", get=lambda line: line[2]),
)


@dataclass(frozen=True, slots=True)
class PersonHoldings:
    """What is held on one person.

    Args:
        person: As asked for.
        held: In the order of the plugins.
        possibly: Entries that have the person's name and no e-mail address: perhaps a namesake.
        texts: Texts that point to the person, longest first: what has to go from the history.
        history: How many lines of the history hold one of the texts.
        unheard: Why some plugins did not say what they hold, but for those that the person passes over.
        complete: Whether every plugin has said what it holds.
        unread: Files and fields that no plugin reads: nobody has looked for the person in them.
    """

    person: str
    held: tuple[HeldEntry, ...]
    possibly: tuple[HeldEntry, ...]
    texts: tuple[str, ...]
    history: int
    unheard: tuple[PluginFailure, ...] = ()
    complete: bool = True
    unread: tuple[str, ...] = ()


def look_up_person(run: Session, person: str, name: str = "") -> PersonHoldings:
    """Ask every plugin what it holds on a person.

    Args:
        run: The session.
        person: An e-mail address or a name.
        name: With an address: entries that have this name and no address are the person's, too.

    Raises:
        UnknownName: Nothing is held, or the name belongs to several addresses.
        PluginFailure: Nothing is known to be held, and a plugin did not answer.
    """
    person = " ".join(person.split())
    email = person if "@" in person else ""
    held, failed = _ask(run, email, name or ("" if email else person))
    unheard = tuple(each for each in failed if not run.passes_over(each))
    _one_person_only(person, held)
    names = _values(held, ("name",))
    possibly = [each for one in sorted(names) for each in _ask(run, email, one)[0]] if email and not name else []
    known = {(plugin, each.where) for plugin, each in held}
    possibly = [(plugin, each) for plugin, each in possibly if (plugin, each.where) not in known]
    texts = _pointing({email, name, person}, held)
    history = _lines_of_history(run, texts)
    unread = _unread(run)
    if not held and not history:
        _stop(person, unheard, [], unread)
        raise UnknownName(
            tr("nothing is held on {person!r}", person=person),
            details=[tr("perhaps: {plugin}: {where}", plugin=plugin, where=each.where) for plugin, each in possibly],
            hint=tr("give the e-mail address or the full name; `kvadmin contact list` shows who is there"),
            near=near_names(person, _contacts(run, email)),
            code="unknown-person",
        )
    return PersonHoldings(person, tuple(held), tuple(possibly), tuple(texts), history, unheard, not failed, unread)


def _contacts(run: Session, email: str) -> list[str]:
    """The addresses, or the names, of the contacts of municipalities."""
    contacts = [contact for each in run.data.all(Municipality) for contact in each.contacts]
    return [each.email if email else each.name for each in contacts]


def _ask(run: Session, email: str, name: str) -> tuple[list[HeldEntry], tuple[PluginFailure, ...]]:
    answers = run.ask("kvadmin_personal_data", snapshot=run.data, email=email, name=name)
    return [(plugin, each) for plugin, result in answers.given for each in result or ()], answers.failed


def _unread(run: Session) -> tuple[str, ...]:
    """Files and fields that no plugin reads."""
    fields = [each for each in run.store.records.check() if each.code in _UNREAD]
    return tuple(f"{each.where()}: {each.text}" for each in sorted({*fields, *run.programme_plugins.unread()}))


def _stop(person: str, unheard: Iterable[PluginFailure], remaining: Iterable[str], unread: Iterable[str] = ()) -> None:
    """End with what is not known or not erased, if there is anything."""
    unread = list(unread)
    details = [*(each.message for each in unheard), *remaining]
    if unread:
        details.append(tr("these are not read by any plugin, so nobody looked for the person in them:"))
        details += unread
    if details:
        names = sorted({each.plugin or "" for each in unheard})
        if len(details) > len(unread) + bool(unread):
            hint = tr("put the plugin right, then: kvadmin contact forget {person}", person=person)
        else:
            hint = tr("look for the person in them yourself, and move them elsewhere or install what reads them")
        raise PluginFailure(
            tr("what plugins hold on {person!r} is not all known, or not all erased", person=person),
            details=details,
            hint=hint + (tr(" (or pass over it: --without-guard {name} --why TEXT)", name=names[0]) if names else ""),
            code="plugin-failure",
        )


def _values(held: Iterable[HeldEntry], fields: tuple[str, ...]) -> set[str]:
    return {
        text.strip()
        for _, each in held
        for field, value in each.fields.items()
        if field in fields
        for text in ([value] if field in _NAMES else re.split(r"[;,]", value))  # an entry may hold several addresses
        if text.strip()
    }


def _pointing(asked: set[str], held: list[HeldEntry]) -> list[str]:
    """What the history is searched for: a name of one word ("Postmottak") points to nobody, unless it was asked for."""
    names = {text for text in _values(held, _NAMES) if " " in text}
    found = {text for text in asked | names | _values(held, (*_ADDRESSES, *_PHONES)) if len(text) >= _SHORTEST}
    return sorted(found, key=lambda text: (-len(text), text))


def _one_person_only(person: str, held: list[HeldEntry]) -> None:
    """A name that stands with several e-mail addresses may be several persons: nobody is erased by guessing."""
    persons: list[set[str]] = []
    for one in held:
        addresses = {text.casefold() for text in _values([one], _ADDRESSES)}
        if not addresses:
            continue
        same = [each for each in persons if each & addresses]
        persons = [each for each in persons if each not in same] + [addresses.union(*same)]
    if "@" not in person and len(persons) > 1:
        raise UnknownName(
            tr("{person!r} stands with several e-mail addresses: perhaps several persons", person=person),
            details=[f"{', '.join(sorted(_values([one], _ADDRESSES))) or '-'}: {one[1].where}" for one in held],
            hint=tr("give the address"),
            code="ambiguous-name",
        )


def _lines_of_history(run: Session, texts: Iterable[str]) -> int:
    wanted = [fold(text) if "@" not in text else text.casefold() for text in texts]
    count = 0
    for file in run.data.files("history"):
        for line in (run.data.read_file(file) or b"").decode("utf-8", "replace").splitlines():
            folded, plain = fold(line), line.casefold()
            count += any(text in (plain if "@" in text else folded) for text in wanted)
    return count


def _still_named(run: Session, texts: Iterable[str]) -> list[str]:
    """The files in which the person still stands: what is kept, comments, and what nobody reads."""
    wanted = [text.casefold() for text in texts]
    found = []
    for file in run.data.files(""):
        text = (run.data.read_file(file) or b"").decode("utf-8", "replace").casefold()
        found += [file] if any(each in text for each in wanted) else []
    return found


def _warn_of_git(run: Session, found: PersonHoldings) -> None:
    """Say what git has committed of the person: it is not kvadmin's to rewrite."""
    try:
        repository = repository_of(run.folder)
        wanted = [text.casefold() for text in found.texts]
        held = repository and repository.holding(
            lambda content: any(one in text for text in readable_texts(content) for one in wanted)
        )
    except KvadminError as error:
        run.warn(tr("{message}: what it keeps of {person} is not known", message=error.message, person=found.person))
        return
    if repository is None or not held:
        return
    shown = ", ".join(held.paths[:_SHOWN]) + (" ..." if len(held.paths) > _SHOWN else "")
    commands = "\n  ".join([*repository.removal(held.paths), "git add -A", 'git commit -q -m "Without their past"'])
    run.warn(
        tr(
            "git keeps {person} in what it has committed ({files}). To take the past of these files out, with "
            "everything else committed, in a shell:\n  {commands}",
            person=found.person,
            files=shown or tr("objects of no file"),
            commands=commands,
        )
    )


def show_holdings(run: Session, found: PersonHoldings) -> None:
    """Print everything that is known to be held.

    Raises:
        PluginFailure: A plugin did not say what it holds.
    """
    run.show(_report(found))
    for plugin, each in found.possibly:
        run.info(
            tr("Perhaps the same person (only the name is there): {plugin}: {where}", plugin=plugin, where=each.where)
        )
    _stop(found.person, found.unheard, [], found.unread)


def _report(found: PersonHoldings) -> Report:
    data = {
        "schema": 1,
        "person": found.person,
        "held": json_of(_HELD, found.held),
        "possibly": json_of(_POSSIBLY, found.possibly),
        "history_lines": found.history,
    }
    lines = [(each.where, field, value) for _, each in found.held for field, value in each.fields.items()]
    lines += [(each.where, tr("kept because"), each.kept_because) for _, each in found.held if each.kept_because]
    lines.append((tr("history"), tr("lines"), str(found.history)))
    return Report(data, (table_of(tr("Held on {person}", person=found.person), _LINES, lines),), personal=True)


def erase_person(run: Session, found: PersonHoldings) -> None:
    """Erase what may be erased, then blank the person out of the history.

    What one plugin fails to erase stops no other; it is said at the end.

    Raises:
        Refused: Nothing of it may be erased, or the question was answered with no.
        PluginFailure: Something remains, because a plugin failed to say or to erase it, or nobody reads it. Nothing is
            erased when a plugin that holds personal data is missing.
    """
    run.stop_at_absent("kvadmin_personal_data")
    kept = [each for _, each in found.held if each.erase is None]
    unexplained = [
        tr("{plugin}: {where}: it is neither erased nor said why it is kept", plugin=plugin, where=each.where)
        for plugin, each in found.held
        if each.erase is None and not each.kept_because.strip()
    ]
    for each in kept:
        run.warn(tr("kept: {where}: {kept_because}", where=each.where, kept_because=each.kept_because))
    erasable = len(found.held) - len(kept)
    if not erasable and not found.history:
        _stop(found.person, found.unheard, unexplained, found.unread)
        raise Refused(
            tr("nothing that is held on {person!r} may be erased", person=found.person),
            where=kept[0].where,
            code="nothing-to-do",
        )
    change = run.transaction()
    change.forget(found.texts)
    remaining = _erase(change, found.held)
    erasable -= len(remaining)
    remaining += unexplained
    question = tr(
        "Erase {person} for good (entries: {erasable}, lines of the history: {history})?",
        person=found.person,
        erasable=erasable,
        history=found.history,
    )
    erased = run.commit(change, confirm=question, forever=True) if erasable else None
    if run.dry_run:
        _stop(found.person, found.unheard, remaining, found.unread)
        return
    if not erasable and not run.yes:
        raise UsageError(
            tr("this can't be undone and needs --yes"),
            where="contact forget",
            hint=tr("add --yes"),
            code="needs-confirmation",
        )
    if erased is None:
        everywhere = {path for entry in run.store.records.history() for path in entry.files}
        lines = run.store.records.forget(found.texts, paths=everywhere)
    else:
        lines = change.forgotten
    if named := _still_named(run, found.texts):
        shown = ", ".join(named[:_SHOWN]) + (" ..." if len(named) > _SHOWN else "")
        run.warn(tr("still named in {files}: look there yourself", files=shown))
    _warn_of_git(run, found)
    if found.possibly:
        run.warn(tr("entries with only the person's name are still there; see: kvadmin contact report, option --name"))
    if lines == 1:
        told = tr("1 line of the history was blanked; it can't be undone any more.")
    else:
        told = tr("{lines} lines of the history were blanked; they can't be undone any more.", lines=lines)
    if remaining or found.unread or not found.complete:
        run.info(tr("Erased: what was to be had of {person}. {told}", person=found.person, told=told))
        _stop(found.person, found.unheard, remaining, found.unread)
    else:
        run.info(tr("Forgotten: {person}. {told}", person=found.person, told=told))


def _erase(change: Transaction, held: Iterable[HeldEntry]) -> list[str]:
    """Erase each entry whole or not at all; what remains, and why."""
    remaining = []
    for plugin, each in held:
        if each.erase is None:
            continue
        try:
            with change.all_or_nothing():
                each.erase(change)
        except KvadminError as error:
            remaining.append(tr("{plugin}: {where}: {message}", plugin=plugin, where=each.where, message=error.message))
    return remaining
