"""Every sentence that a person reads on the screen, found in the code: what the catalogues translate.

Sentences in calls (``tr("…")``, titles of columns and tables, help texts) are found in the text of the modules, the
help texts of commands in the commands themselves, those of tables of words by :data:`TABLES`.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from reference import top_level, walk

from kvadmin.sheets.field_columns import field_heading
from kvadmin.tables.screen_words import WORD_KEYS
from kvadmin.testing.words import in_module

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kvadmin"


def _values(table: Any) -> Iterable[str]:
    return table.values() if isinstance(table, dict) else table


def _fields(record: Any) -> Iterable[str]:
    """The fields of a record whose sheet names them as they are typed."""
    found: Iterable[str] = record.__struct_fields__
    return found


def _headings(fields: Any) -> Iterable[str]:
    """The headings that sheets give settable fields."""
    return [field_heading(each.name) for each in getattr(fields, "fields", fields)]


def _of_sheet(noun: Any) -> Iterable[str]:
    """What a deleted row means."""
    return [noun.removes]


def _cells(answers: Any) -> Iterable[str]:
    """What a cell of a survey may say."""
    return [*answers.__annotations__, "share"]


def _thirds(table: Any) -> Iterable[str]:
    return [words[2] for words in table.values()]


#: Tables of words that are translated where they are shown: module and name -> the English of each.
TABLES: dict[tuple[str, str], Callable[[Any], Iterable[str]]] = {
    ("kvadmin.cli.usage_words", "_FORMS"): _values,
    ("kvadmin.extension.guards", "GUARDS"): _values,
    ("kvadmin.wording.sentence_values", "REASONS_OF_SYSTEM"): _values,
    ("kvadmin.store.schema.faults", "_WORDS"): _values,
    ("kvadmin.store.writing.planning", "ACTIONS"): _values,
    ("kvadmin.imports.row_outcomes", "_OF_ROWS"): _values,
    ("kvadmin.register.codes", "_KINDS"): _values,
    ("kvadmin.plugins.cohort.intake.reasons", "REASONS"): _thirds,
    ("kvadmin.plugins.cohort.applications.items", "ITEM_LABELS"): _thirds,
    ("kvadmin.plugins.cohort.applications.items", "ITEM_WORDS"): _values,
    ("kvadmin.plugins.cohort.decisions.decision_words", "_WORDS"): _values,
    ("kvadmin.plugins.cohort.verdict.protocol_draw", "_FACTS"): _values,
    ("kvadmin.plugins.cohort.admission.verification", "_CALL"): _values,
    ("kvadmin.plugins.cohort.admission.verification", "_INPUTS"): _values,
    ("kvadmin.plugins.cohort.admission.quotas", "_FORM"): lambda form: [form],
    ("kvadmin.plugins.cohort.reconciling.reconcile_command", "_FIGURES"): _values,
    ("kvadmin.plugins.cohort.reconciling.told_explanations", "_WORDS"): _values,
    ("kvadmin.plugins.cohort.reconciling.told_explanations", "_ALONE"): _values,
    ("kvadmin.plugins.cohort.reconciling.told_explanations", "_COUNTED"): _values,
    ("kvadmin.plugins.evaluation.measurements.register_by_period", "_VERDICTS"): _values,
    ("kvadmin.plugins.evaluation.measurements.register_by_period", "BODIES_BESIDE"): _values,
    ("kvadmin.plugins.evaluation.spc.note_words", "LABELS"): list,
    ("kvadmin.plugins.evaluation.spc.note_words", "NOTES"): lambda notes: [words["en"] for words in notes.values()],
    ("kvadmin.plugins.evaluation.comparison.funnel_notes", "NOTES"): lambda notes: [each[1] for each in notes.values()],
    ("kvadmin.plugins.evaluation.comparison.funnel_types", "KINDS"): list,
    ("kvadmin.plugins.evaluation.comparison.rank_answer", "METHODS"): _values,
    ("kvadmin.plugins.evaluation.goals.goal_reader", "REASONS"): _values,
    ("kvadmin.plugins.evaluation.commands.goals.goal_review", "SOURCE_NAMES"): _values,
    ("kvadmin.plugins.evaluation.progress.state_words", "_STATES"): _values,
    ("kvadmin.plugins.evaluation.progress.state_words", "_WORDS"): _values,
    ("kvadmin.plugins.evaluation.surveys.given_answers", "GivenAnswers"): _cells,
    ("kvadmin.plugins.gathering.feedback.feedback_questions", "YES_NO"): list,
    ("kvadmin.plugins.gathering.feedback.feedback_records", "FeedbackQuestion"): lambda asked: asked.KINDS,
    ("kvadmin.plugins.evaluation.measurements.aggregates", "_FORMS"): lambda forms: [what for what, _ in forms],
    ("kvadmin.plugins.programme.programme_fields", "FIELD_WORDS"): _values,
    ("kvadmin.plugins.programme.doctor.ailment", "ABOUT"): list,
    ("kvadmin.plugins.mail.hooks.personal_data", "_KEPT"): lambda kept: [kept],
    ("kvadmin.plugins.mail.outbox.approval_page", "_HEADS"): _values,
    ("kvadmin.plugins.evaluation.commands.indicators", "Indicator"): _fields,
    ("kvadmin.plugins.evaluation.commands.plans.plans", "ProjectPlan"): lambda plan: [
        *_fields(plan),
        "name",
        "reminded",
    ],
    ("kvadmin.plugins.municipality.report_tables", "Municipality"): lambda each: [*_fields(each), "size_class"],
    ("kvadmin.plugins.mail.after.bounce_verdicts", "KIND_WORDS"): _values,
    ("kvadmin.plugins.mail.after.bounce_verdicts", "Verdict"): get_args,
    ("kvadmin.plugins.mail.commands.letters", "PLACES"): _values,
    ("kvadmin.plugins.mail.outbox.mailings", "STATES"): _values,
    ("kvadmin.plugins.mail.outbox.letter_life", "LetterStatus"): get_args,
    ("kvadmin.plugins.mail.outbox.send_report", "OPEN_STATUSES"): _values,
    ("kvadmin.plugins.mail.outbox.settled_events", "SettledAs"): get_args,
    ("kvadmin.plugins.network.divisions.division_report", "_HEADINGS"): lambda words: words["en"].values(),
    ("kvadmin.plugins.network.commands.choices", "_WORDS"): lambda words: [
        words["en"][key] for key in ("distance", "longest", "balance", "moves", "present", "between")
    ],
    ("kvadmin.model.gathering", "Registration"): lambda one: [*one.CONSENTS, *one.STATES],
    ("kvadmin.register.field_values", "MUNICIPALITY_FIELDS"): _headings,
    ("kvadmin.plugins.municipality.contacts", "CONTACT_FIELDS"): _headings,
    ("kvadmin.plugins.cohort.applications.application_fields", "APPLICATION_FIELDS"): _headings,
    ("kvadmin.plugins.gathering.registrations.registration_fields", "TYPED_REGISTRATION_FIELDS"): _headings,
    ("kvadmin.plugins.evaluation.commands.plans.plan_fields", "PLAN_FIELDS"): _headings,
    ("kvadmin.plugins.cohort.sheets.confirmation_sheet", "SETTABLE"): _headings,
    ("kvadmin.plugins.municipality.sheets.contact_sheet", "CONTACT_SHEET"): _of_sheet,
    ("kvadmin.plugins.gathering.sheets.registration_sheet", "REGISTRATION_SHEET"): _of_sheet,
    ("kvadmin.plugins.evaluation.sheets.goal_sheet", "GOAL_SHEET"): _of_sheet,
    ("kvadmin.plugins.evaluation.sheets.goal_sheet", "GOAL_KINDS"): list,
    ("kvadmin.plugins.evaluation.sheets.judged_goal_sheet", "JUDGED_GOAL_SHEET"): _of_sheet,
    ("kvadmin.plugins.evaluation.sheets.judged_goal_sheet", "_KINDS"): list,
}

#: What Typer says beside its errors.
TYPERS = (
    "Usage:", "Options", "Arguments", "Commands", "OPTIONS", "COMMAND", "ARGS", "required", "default: {value}",
    "Show this message and exit.", "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)  # fmt: skip

#: Titles that reach their table through a function or a table of words: the file that says them.
TITLES = {
    **dict.fromkeys(("Requirements", "Quotas"), "kvadmin/plugins/cohort/commands/cohorts.py"),
    **dict.fromkeys(("Rank", "Ticket", "In line"), "kvadmin/plugins/cohort/decisions/decision_table.py"),
    **dict.fromkeys(("Memberships", "Registrations", "Addresses", "Journal"), "kvadmin/imports/row_outcomes.py"),
    **dict.fromkeys(
        ("Logs", "Lines of the history", "Hash over all", "Sent", "Bytes sent", "There already"),
        "kvadmin/plugins/programme/moving/store_copy.py",
    ),
    **dict.fromkeys(("New programme", "Programme that was there"), "kvadmin/plugins/programme/commands/init.py"),
    **dict.fromkeys(("record", "log", "file"), "kvadmin/plugins/programme/moving/store_contents.py"),
    **dict.fromkeys(("missing", "added", "other"), "kvadmin/store/moving/inventory.py"),
}

Found = dict[str, list[str]]


def sentences() -> Found:
    """English sentence -> the files that say it, relative to the checkout, sorted."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for module in _modules():
        for _, sentence in in_module(ast.parse(module.read_text(encoding="utf-8"))):
            places[sentence].add(module.relative_to(ROOT).as_posix())
    for (module_name, name), english_of in TABLES.items():
        module = import_module(module_name)
        for sentence in english_of(getattr(module, name)):
            places[sentence].add(_file_of(module))
    for sentence, file in of_commands():
        if sentence not in places and not sentence.isupper():
            places[sentence].add(file)
    for word, file in of_schemas():
        places[word].add(file)
    for sentence, file in TITLES.items():
        places[sentence].add(file)
    for sentence in TYPERS:
        places[sentence].add("kvadmin/cli/translated_help.py")
    return {sentence: sorted(files) for sentence, files in sorted(places.items()) if sentence.strip()}


def _modules() -> list[Path]:
    """The modules that say something; what the suites for plugin authors make up, nobody reads."""
    return [each for each in sorted(PACKAGE.rglob("*.py")) if PACKAGE / "testing" not in each.parents]


def of_commands() -> Iterator[tuple[str, str]]:
    """The help texts of every command with its options, and the files that they stand in."""
    from kvadmin.cli.app import plugins_for
    from kvadmin.cli.translated_help import paragraphs_of

    top = top_level()
    for command in plugins_for(top).commands().values():
        yield from _declared(command)
    for context in walk(top):
        command = context.command
        file = _file_of(inspect.getmodule(inspect.unwrap(command.callback))) if command.callback else ""
        for text in (command.help, *(getattr(each, "help", None) for each in command.params)):
            for paragraph in paragraphs_of(inspect.cleandoc(text).partition("\f")[0]) if text else ():
                yield paragraph, file or "kvadmin/cli/lazy.py"


def _declared(command: Any) -> Iterator[tuple[str, str]]:
    """What the declaration of a command says, and the module that it leads to."""
    module = command.target or next((each.target for each in command.commands), "")
    file = f"{module.partition(':')[0].replace('.', '/')}.py"
    yield command.help, file
    yield command.section, file
    for each in command.commands:
        yield from _declared(each)


def of_schemas() -> Iterator[tuple[str, str]]:
    """The words of closed vocabularies that tables show, from the schemas of what commands print."""
    for file in sorted(PACKAGE.rglob("schemas/*.json")):
        for word in _enums(json.loads(file.read_text(encoding="utf-8")), ""):
            yield word, file.relative_to(ROOT).as_posix()


def _enums(part: Any, key: str) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _enums(each, key)
    elif isinstance(part, dict):
        if key in WORD_KEYS:
            yield from (word for word in part.get("enum", ()) if isinstance(word, str) and word)
        for name, each in part.items():
            if name == "properties":
                for inner, described in each.items():
                    yield from _enums(described, inner)
            else:
                yield from _enums(each, key if name in ("items", "anyOf", "oneOf") else "")


def _file_of(module: Any) -> str:
    try:
        return Path(module.__file__).resolve().relative_to(ROOT).as_posix()
    except (TypeError, ValueError, AttributeError):
        return ""


def part_of(files: Iterable[str]) -> str:
    """The part whose catalogue has a sentence: the plugin that alone says it, else ``kvadmin``."""
    parts = {_plugin(file) for file in files}
    return parts.pop() if len(parts) == 1 else "kvadmin"


def _plugin(file: str) -> str:
    words = file.split("/")
    return words[2] if words[:2] == ["kvadmin", "plugins"] and len(words) > 3 else "kvadmin"
