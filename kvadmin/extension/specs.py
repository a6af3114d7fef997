"""The hooks: what kvadmin asks its plugins, built-in and third-party alike.

A plugin implements only what it needs, with only the arguments it needs (pluggy
passes by name, so arguments may be added later). Every implementation is called
by itself: one that fails is reported with its plugin's name and stops nothing, but for those that
guard something (:mod:`kvadmin.extension.guards`). What each must return, :mod:`kvadmin.extension.answer_types` checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.extension.answers import (
        Annotation,
        ApplicationVariable,
        DispatchedLetter,
        Ineligible,
        ListColumn,
        NetworkRule,
        PersonalData,
        ResultSection,
        TravelCosts,
    )
    from kvadmin.extension.collections import Collection
    from kvadmin.extension.engine_factory import EngineFactory
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.extension.jobs.job import Job
    from kvadmin.extension.migrations.step import Migration
    from kvadmin.extension.sheets.declaration import SheetDeclaration
    from kvadmin.extension.status_answers import StatusSection
    from kvadmin.extension.transports import TransportDeclaration
    from kvadmin.extension.types import Command
    from kvadmin.model.changes import Edit, FileChange, HistoryEntry
    from kvadmin.model.evaluation import Indicator
    from kvadmin.model.finding import Finding
    from kvadmin.model.place import Place
    from kvadmin.model.reads import Snapshot
    from kvadmin.selection.language import Predicate
    from kvadmin.tables.rendering import Writer

#: The name of the project for pluggy, and the prefix of every hook.
PROJECT = "kvadmin"

hookspec = pluggy.HookspecMarker(PROJECT)
#: Marks a function of a plugin as the implementation of the hook of the same name (:class:`pluggy.HookimplMarker`).
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def kvadmin_commands() -> Sequence[Command]:  # type: ignore[empty-body]  # a specification has no body
    """Declare top-level commands.

    Example::

        @hookimpl
        def kvadmin_commands():
            return [Command("hello", "Greet a municipality.", "kvadmin_hello.commands:app")]
    """


@hookspec
def kvadmin_collections() -> Sequence[Collection]:  # type: ignore[empty-body]  # a specification has no body
    """Declare the kinds of files the plugin keeps in the programme folder.

    Example::

        @hookimpl
        def kvadmin_collections():
            return [Collection("visits", "visits/{id}.yaml", "my_plugin.records:Visit")]
    """


@hookspec
def kvadmin_migrations() -> Sequence[Migration]:  # type: ignore[empty-body]  # a specification has no body
    """Declare the steps that lift older records of the plugin to those of today (:class:`kvadmin.api.hooks.Migration`).

    One step for each version from 2 on; the highest is the version of the records that the plugin reads and writes now.
    A change that adds a required field, renames one or gives one another meaning adds its step; an optional field needs
    none. Steps of which one is missing, or there twice, are refused, and with them the records of the plugin. Added in
    version 0.2.

    Example::

        @hookimpl
        def kvadmin_migrations():
            return [Migration(2, "Every visit says who made it.", "kvadmin_visits.steps:with_visitor")]
    """


@hookspec
def kvadmin_fields() -> Sequence[ExtraField]:  # type: ignore[empty-body]  # a specification has no body
    """Add fields to the records of another plugin's collection.

    Example::

        @hookimpl
        def kvadmin_fields():
            return [ExtraField("municipalities", "hello_greeting", help="How to greet them.")]
    """


@hookspec
def kvadmin_store_engines() -> Sequence[EngineFactory]:  # type: ignore[empty-body]  # a specification has no body
    """Offer another place to keep the data (:class:`kvadmin.api.hooks.EngineFactory`).

    ``store: NAME`` or ``store: NAME:ADDRESS`` in ``programme.yaml`` chooses it. What an engine must be able to do is
    :class:`kvadmin.api.engines.Engine`; docs/engines.md writes one, and :mod:`kvadmin.testing.engines` tries it.

    Example::

        @hookimpl
        def kvadmin_store_engines():
            return [EngineFactory("sqlite", "kvadmin_sqlite:open_engine")]
    """


@hookspec
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:  # type: ignore[empty-body]  # see above
    """Look at the data and say what is wrong; ``kvadmin check`` prints it.

    A finding with a severity that is none of ``error``, ``warning`` and ``info``, a code that is not of small letters,
    digits and hyphens, or no words counts as an error, and the plugin is named.

    Args:
        snapshot: The data, a :class:`kvadmin.api.Snapshot`.
        today: The reference date.

    Example::

        @hookimpl
        def kvadmin_checks(snapshot):
            return [
                Finding("municipalities", 0, 0, "hello-no-name", f"{m.number} has no name")
                for m in snapshot.all(Municipality)
                if not m.name
            ]
    """


@hookspec
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:  # type: ignore[empty-body]  # see above
    """Contribute a section to ``kvadmin status``, with what needs action.

    A section without a title, with an action without words or with a figure that is no number is left out and named.

    Example::

        @hookimpl
        def kvadmin_status(snapshot, today):
            return [StatusSection("Greetings", ("all said",))]
    """


@hookspec
def kvadmin_admission_rules(  # type: ignore[empty-body]  # a specification has no body
    snapshot: Snapshot, cohort: str, applicants: Sequence[str], today: date
) -> Sequence[Ineligible]:
    """Name applicants that may not be admitted, each with a reason code of the plugin's own and the reason in words.

    The code is the reason of the decision, in the protocol and wherever decisions are counted. Where a person has
    judged the applicant already, that stands. Where several plugins name one applicant, the code of the first counts
    (by the plugins' names, then by code) and all of their words are told.

    Args:
        snapshot: The data.
        cohort: Id of the cohort.
        applicants: The municipality numbers of all who have applied, sorted: those who are incomplete, late or have
            withdrawn as well. How many of a kind may be in is a quota of the call.
        today: The reference date.

    Example::

        @hookimpl
        def kvadmin_admission_rules(applicants):
            said = "The report of 2007 is missing.", "Rapporten for 2007 mangler.", "Rapporten for 2007 manglar."
            return [Ineligible(number, "owes-report", *said) for number in applicants if number == "0301"]
    """


@hookspec
def kvadmin_distances(snapshot: Snapshot | None, places: Sequence[Place]) -> TravelCosts | None:
    """Offer travel costs between places, instead of great-circle kilometres.

    Args:
        snapshot: The data, or None when there is no programme folder.
        places: The places to split, each with ``id``, ``lat`` and ``lon``, sorted by id.

    Returns:
        None (no opinion) or a square array in kilometres, same order as ``places``; with another
        unit ``(array, "min")``. NaN marks an unknown pair, which is reported by name, and the way
        there must be as long as the way back. The first plugin that has an opinion is heard.

    Example::

        @hookimpl
        def kvadmin_distances(places):
            return my_road_matrix([p.id for p in places])
    """


@hookspec
def kvadmin_network_rules(snapshot: Snapshot | None, places: Sequence[Place]) -> Sequence[NetworkRule]:  # type: ignore[empty-body]  # see above
    """Add rules to the network split: a filter or a cost on candidate networks.

    Each rule object has a ``name`` and ``allowed(members)`` and/or ``cost(members)``;
    ``members`` is an int array of shape (candidates, size) of indices into ``places``;
    ``allowed`` returns booleans, ``cost`` kilometres, both of shape (candidates,).

    Example::

        @hookimpl
        def kvadmin_network_rules(places):
            return [AtMostOneCapital(places)]
    """


@hookspec
def kvadmin_pictures(snapshot: Snapshot, name: str, key: str, language: str) -> bytes | None:
    """Draw a picture that another plugin wants in its document; None when it is not yours.

    Args:
        snapshot: The data.
        name: Which picture; the network plugin draws ``network-map``.
        key: What of: for ``network-map`` the id of a cohort.
        language: nb, nn or en.

    Returns:
        An SVG, or None.

    Example::

        @hookimpl
        def kvadmin_pictures(snapshot, name, key):
            return coat_of_arms(snapshot.get(Municipality, key)) if name == "coat-of-arms" else None
    """


@hookspec
def kvadmin_writers() -> Sequence[Writer]:  # type: ignore[empty-body]  # a specification has no body
    """Offer further output formats (:class:`kvadmin.api.hooks.Writer`) for ``--format``.

    Example::

        @hookimpl
        def kvadmin_writers():
            return [Writer("html", ".html", write=report_as_html)]
    """


@hookspec
def kvadmin_list_columns(  # type: ignore[empty-body]  # a specification has no body
    snapshot: Snapshot, command: str, keys: Sequence[str], today: date
) -> Sequence[ListColumn]:
    """Add columns to a list of records: in its table, in every file of it, and in JSON under the plugin's name.

    The lists are ``municipality list``, ``contact list``, ``cohort list``, ``application list``, ``network list``,
    ``network advisor list``, ``gathering list``, ``participants list``, ``plan list``, ``evaluation indicators list``,
    ``mail letters``, ``mail status``, and those of plugins that call ``session(ctx).show(report, keys=...)``. What is
    no plain value, is about no row or fails is left out and named; the list is complete without it. Added in version
    0.2.

    Args:
        snapshot: The data.
        command: The words of the list: ``municipality list``.
        keys: What the rows are about, in their order, as ``snapshot.get`` takes it: numbers, ids, ``P3/0301`` of an
            application. What is a part of a record has the record's key and its own: ``0301/mayor`` of a contact,
            ``P3/2`` of a network.
        today: The reference date.

    Example::

        @hookimpl
        def kvadmin_list_columns(command, keys):
            if command != "municipality list":
                return []
            return [ListColumn("digits", "Digits", {key: len(key) for key in keys}, "int")]
    """


@hookspec
def kvadmin_indicators() -> Sequence[Indicator]:  # type: ignore[empty-body]  # a specification has no body
    """Offer ready-made indicator definitions (:class:`kvadmin.api.records.Indicator`).

    Example::

        @hookimpl
        def kvadmin_indicators():
            return [Indicator(id="sick-leave", direction="decrease", period="quarter", unit="%")]
    """


@hookspec
def kvadmin_annotations(  # type: ignore[empty-body]  # a specification has no body
    snapshot: Snapshot, indicator: str, municipality: str
) -> Sequence[Annotation]:
    """Say what happened to a series, for its charts (:class:`kvadmin.api.hooks.Annotation`).

    An annotation moves no limit: a measure that began is a mark on the chart, never a reason to judge otherwise. The
    charts number those of the periods that the series has; ``evaluation signals`` has all. Each plugin is heard with 60
    of one series. An annotation without words, of more than 200 characters, or of a year before 1900 or after 2199 is
    left out and named. Charts are shown to everybody: nothing personal belongs in them. Added in version 0.2.

    Args:
        snapshot: The data.
        indicator: Id of the indicator.
        municipality: Number of the municipality.

    Example::

        @hookimpl
        def kvadmin_annotations(indicator, municipality):
            return [Annotation(date(2008, 3, 1), "Ny vaktordning", "Ny vaktordning")] if municipality == "0301" else []
    """


@hookspec
def kvadmin_result_sections(  # type: ignore[empty-body]  # see above
    snapshot: Snapshot, cohort: str, municipality: str, today: date, language: str
) -> Sequence[ResultSection]:
    """Add parts to the results report of a membership (:class:`kvadmin.api.hooks.ResultSection`).

    Parts with one title stand under one heading, where the first of them stands. In the report on a network or a
    cohort, tables with the same columns become one with the municipality in front, and texts stand under its name, as
    pictures do in networks; the report on the programme says only that they are in those of the municipalities.
    Inhabitants read them: what may name a person is left out and said, as is a part with a row that does not fit its
    headings, or with a picture without words. Added in version 0.2.

    Args:
        snapshot: The data.
        cohort: Id of the cohort.
        municipality: Number of the municipality.
        today: The reference date.
        language: nb or nn.

    Example::

        @hookimpl
        def kvadmin_result_sections(municipality):
            return [ResultSection("Visits", (f"{municipality} was visited twice.",))]
    """


@hookspec
def kvadmin_application_variables(snapshot: Snapshot) -> Sequence[ApplicationVariable]:  # type: ignore[empty-body]  # see above
    """Add figures per application to the evaluator's package (:class:`kvadmin.api.hooks.ApplicationVariable`).

    They become variables of its table ``applications``, with the labels in the codebooks. Added in version 0.2.

    Example::

        @hookimpl
        def kvadmin_application_variables(snapshot):
            counts = {(a.cohort, a.municipality): Decimal(len(a.emails)) for a in snapshot.all(Application)}
            return [ApplicationVariable("addresses", "Antall adresser", "Talet på adresser", counts)]
    """


@hookspec
def kvadmin_letter_context(  # type: ignore[empty-body]  # a specification has no body
    snapshot: Snapshot, municipality: str, today: date, language: str, about: str, recipient: str, email: str
) -> dict[str, Any]:
    """Offer values that letter templates may use, per municipality.

    The name ``about`` is kept for what the letter is about where that is no cohort and no gathering: the same letter
    about the same thing goes to a municipality once. ``files`` is kept for what goes with the letter: a mapping of
    file name -> bytes. A file that ends in ``.ics`` goes only with letters that say ``calendar: yes``. A name that
    another plugin has taken is left out, with a warning.

    Args:
        snapshot: The data.
        municipality: Its number; empty for one letter to several municipalities.
        today: The reference date.
        language: The form of the letter: ``nb``, ``nn`` or ``en``.
        about: Id of the cohort or gathering that the letter is about, or what else was said with ``--about``; may be
            empty.
        recipient: Name of the person written to; may be empty.
        email: The person's address; may be empty.

    Returns:
        Name -> value: a text, a number, a date, a list of these, a mapping (``call.deadline`` in the template), or
        a mapping of ``nb``, ``nn``, ``en`` to one text in several forms.

    Example::

        @hookimpl
        def kvadmin_letter_context(municipality):
            return {"hello": f"Hello, {municipality}"}
    """


@hookspec
def kvadmin_mail_transports() -> Sequence[TransportDeclaration]:  # type: ignore[empty-body]  # a specification has no body
    """Offer further ways to send mail: a declaration per :class:`kvadmin.api.hooks.Transport`.

    Example::

        @hookimpl
        def kvadmin_mail_transports():
            return [TransportDeclaration("graph", "Send through the office's cloud.", "kvadmin_graph:open_transport")]
    """


@hookspec
def kvadmin_sheets() -> Sequence[SheetDeclaration]:  # type: ignore[empty-body]  # a specification has no body
    """Offer further nouns for ``kvadmin sheet out NAME``: a declaration per :class:`kvadmin.api.sheets.SheetNoun`.

    Added in version 0.2.

    Example::

        @hookimpl
        def kvadmin_sheets():
            return [SheetDeclaration("visits", "a visit", "kvadmin_visits.sheet:VISITS", scope=("cohort",))]
    """


@hookspec
def kvadmin_jobs() -> Sequence[Job]:  # type: ignore[empty-body]  # see above
    """Offer further jobs in ``kvadmin menu``: steps that are commands, and the questions that fill them in.

    Added in version 0.2.

    Example::

        @hookimpl
        def kvadmin_jobs():
            step = JobStep("Take in a list of visits", "visits import {file}")
            return [Job("visits", "Note visits", (step,), (JobQuestion("file", "Which list?", like="visits import"),))]
    """


@hookspec
def kvadmin_sent_letters(snapshot: Snapshot, about: str) -> Sequence[DispatchedLetter]:  # type: ignore[empty-body]  # see above
    """Say which letters about something have left, when, and what the journal calls them.

    A letter counts when a mail server or another program has taken it, or a person says that it was put in the mail or
    came; a draft, a print, one that was refused or came back, and one of which nobody knows do not. One to nobody, or
    to what is no number of a municipality, is left out and named. Added in version 0.2.

    Args:
        snapshot: The data.
        about: Id of the cohort, gathering, ... that the letters are about.

    Example::

        @hookimpl
        def kvadmin_sent_letters(about):
            return [DispatchedLetter("call", about, ("0301",), date(2008, 4, 1))] if about == "P3" else []
    """


@hookspec
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:  # type: ignore[empty-body]  # see above
    """Say what is held on a person, and how it is erased.

    What has neither ``erase`` nor ``kept_because`` remains: ``contact forget`` names it and exits 6.

    Args:
        snapshot: The data.
        email: The person's e-mail address (may be empty).
        name: The person's name (may be empty).

    Example::

        @hookimpl
        def kvadmin_personal_data(snapshot, email):
            kept = "The guest book is printed."
            return [PersonalData("guest book", {"e-mail": email}, None, kept)] if email in guests(snapshot) else []
    """


@hookspec
def kvadmin_selection_words(snapshot: Snapshot, today: date) -> Sequence[Predicate]:  # type: ignore[empty-body]  # see above
    """Add words to selections (:class:`kvadmin.api.hooks.Predicate`), such as ``registered:oppstart``.

    Args:
        snapshot: The data.
        today: The reference date.

    Example::

        @hookimpl
        def kvadmin_selection_words():
            return [Predicate("greeted", "Who was greeted.", lambda subject, _: bool(subject.contact))]
    """


@hookspec
def kvadmin_before_commit(snapshot: Snapshot, edits: Sequence[Edit | FileChange], who: str, why: str) -> str | None:
    """Veto a commit: return a reason to refuse it, None to let it pass.

    Anything but None stops it; an empty reason is no consent, and named as the plugin's failure.

    ``edits`` are the operations of the commit; of an undo or a redo, the files it puts back
    (:class:`kvadmin.model.changes.FileChange`, each with its ``path``).

    Example::

        @hookimpl
        def kvadmin_before_commit(why):
            return None if why else "this office wants a reason for every change (--why)"
    """


@hookspec
def kvadmin_after_commit(entry: HistoryEntry) -> None:
    """Hear about a commit (:class:`kvadmin.api.changes.HistoryEntry`) after it has been written.

    Example::

        @hookimpl
        def kvadmin_after_commit(entry):
            notify(f"{entry.who}: {entry.command}")
    """


@hookspec
def kvadmin_not_undone(snapshot: Snapshot, undone: HistoryEntry) -> Sequence[str]:  # type: ignore[empty-body]  # see above
    """Say what ``kvadmin undo`` of a change does not take back, because it has left the folder: a sentence each.

    Asked before the person agrees. ``undone`` is the change that is to be taken back, with its command and files.
    Added in version 0.2.

    Example::

        @hookimpl
        def kvadmin_not_undone(undone):
            return ["the web page was written and stays"] if undone.command == "visits publish" else []
    """
