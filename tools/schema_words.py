"""What is known of the output of commands beyond examples: closed vocabularies, what may be null, whose keys are data.

Places are ``command_words.key.key[].key``, as patterns. Words come from the code where it has them.
"""

from __future__ import annotations

import re
from typing import Any, get_args

from kvadmin.imports.row_outcomes import OUTCOMES
from kvadmin.model.cohort import Cohort, DrawSource
from kvadmin.model.evaluation import Indicator, ProjectPlan
from kvadmin.model.gathering import Gathering, Registration
from kvadmin.model.goals import Goal
from kvadmin.model.municipality import SIZE_CLASSES, Contact, Municipality
from kvadmin.model.states import State
from kvadmin.plugins.evaluation.comparison.funnel_notes import NOTES
from kvadmin.plugins.evaluation.comparison.funnel_types import KINDS, RATIO_METHODS
from kvadmin.plugins.evaluation.comparison.group_sums import LEFT_OUT
from kvadmin.plugins.evaluation.comparison.rank_answer import METHODS
from kvadmin.plugins.evaluation.progress.goal_counts import LEVELS
from kvadmin.plugins.evaluation.progress.goal_reasons import FIGURES
from kvadmin.plugins.evaluation.progress.goal_state import STATES
from kvadmin.plugins.evaluation.spc.types import PRESETS
from kvadmin.plugins.mail.outbox.letter_life import LetterStatus
from kvadmin.plugins.programme.doctor.ailment import ABOUT
from kvadmin.sheets.difference import Outcome

#: Objects whose keys are data.
_MAPS = (
    r".*\.counts", r".*\.terms", r".*\.points", r".*\.contents", r".*\.fields",
    r".*\.reasons\[\]\.values", r"evaluation_export\.(files|tables)",
    r"municipality_import\.rows\[\]\.changes", r"network_advisor_.*\.loads",
    r".*\[\]\.plugins(\.\*)?", r"cohort_reconcile\..*\.kinds", r"gathering_feedback_compare\.gatherings\[\]\.questions",
)  # fmt: skip


def is_map(path: str) -> bool:
    """Whether the keys of the object in a place are data."""
    return any(re.fullmatch(pattern, path) for pattern in _MAPS)


#: Places where anything may stand: values of any field of any record.
OPEN = (
    r"log\.entries\[\]\.changes\[\]\.(old|new)",
    r"(undo|redo)\..*changes\[\]\.(old|new)",
    r"municipality_import\.rows\[\]\.changes\.\*\.(from|to)",
)
#: Places that may be null though no example was.
NULLABLE = (
    r".*\.(sheet|advisor|host|due|received|postmark|target|per|bound|bound_scope|km|hint|plugin|deadline)",
    r".*\.(supplement_deadline|start|capacity|population|lat|lon|valid_from|valid_to|about|approved_by|undoes)",
    r"cohort_(show|freeze)\.draw(\.(named|day|numbers))?",
    r"cohort_verify\.draw\.(fingerprint|letter)",
    r"cohort_reconcile\.(published_alone|explanations)\.things",
    r".*\.(undone_by|waitlist_position|quota|rank)",
    r"cohort_(admit|promote)\.decisions\[\]\.(score|detail)",
    r"cohort_explain\.(.*\.)?(score|detail)",
    r"application_.*\.score",
    r".*_import\.rows\[\]\.municipality",
    r"cohort_show\.members\[\]\.(to|reason)",
    r"cohort_show\.quotas\[\]\.(min|max)",
    r"evaluation_.*events\[\]\.municipality",
    r"participants_list\.participants\[\]\.(municipality|network)",
    r"evaluation_funnel\.funnels\[\]\.target",
    r"evaluation_funnel\.funnels\[\]\.groups\[\]\.(numerator|denominator|rr|value|z|z_used|cut|side|package)",
    r"evaluation_funnel\.funnels\[\]\.groups\[\]\.((od)?(95|99)?[lu]cl(95|99)?|outlier(95|99)|periods|left_out)",
    r"evaluation_(funnel|ranks)\..*\.similar(\.(value|median|lowest|highest))?",
    r"evaluation_ranks\.ranks\[\]\.municipalities\[\]\.(numerator|denominator|lower|upper|quartile)",
)
_TEXT = {"type": "string"}
_NAMED = {"id": _TEXT, "name": _TEXT}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_EVENT = {
    "kind": {"type": "string", "enum": ["freeze", "rebase", "exclude", "annotation", "known"]},
    "at": _TEXT,
    "why": _TEXT,
    "municipality": {"anyOf": [{"$ref": "#/$defs/municipality"}, {"type": "null"}]},
    "mean": {"anyOf": [{"$ref": "#/$defs/decimal"}, {"type": "null"}]},
    "sigma": {"anyOf": [{"$ref": "#/$defs/decimal"}, {"type": "null"}]},
}
_TARGET = {
    "since": _TEXT,
    "municipality": {"anyOf": [{"$ref": "#/$defs/municipality"}, {"type": "null"}]},
    "target": {"anyOf": [{"$ref": "#/$defs/decimal"}, {"type": "null"}]},
    "second": {"type": "boolean"},
}
#: What stands in lists and maps that no example has filled: place -> schema.
UNSEEN: dict[str, dict[str, Any]] = {
    r".*\.terms\.\*": {"type": "number"},
    r".*\.points\.\*": {"$ref": "#/$defs/decimal"},
    r".*\.reminders\[\]": {"$ref": "#/$defs/date"},
    r"network_repair\.joined\[\]": {"$ref": "#/$defs/municipality"},
    r"cohort_explain\..*\.quotas\[\]": _TEXT,
    r"cohort_explain\.changes\..*displaced\[\]": {"$ref": "#/$defs/municipality"},
    r"network_explain\.barred\[\]": _object({"id": _TEXT, "by": {"type": "array", "items": _TEXT}}),
    r"gathering_show\.waiting\[\]": _object(_NAMED),
    r"gathering_feedback_import\.rows\[\]\.candidates\[\]": _TEXT,
    r"cohort_reconcile\..*\.counting\[\]": _TEXT,
    r"mail_(re)?plan\.left_out\[\]": _object({"recipient": _TEXT, "why": _TEXT}),
    r"mail_bounces\.returned\[\]": _object({"mailing": _TEXT, "letter": {"type": "integer"}}),
    r"participants_catering\.access\[\]": _object({"access": _TEXT, "count": {"type": "integer"}}),
    r"evaluation_.*\.events\[\]": _object(_EVENT),
    r"evaluation_.*\.targets\[\]": _object(_TARGET),
    r"status\.sections\[\]\.figures\[\]": _object({"key": _TEXT, "value": {"type": "integer"}, "about": _TEXT}),
    r"reading_explain\.questions\[\]": _object(
        {"where": _TEXT, "question": _TEXT, "answers": {"type": "array", "items": _TEXT}}
    ),
    r"network_advisor_.*\.loads\.\*": {"type": "integer"},
    r"municipality_.*\.successors\[\]": {"$ref": "#/$defs/municipality"},
    r"mail_\w+\.not_delivered\[\]": _object(
        {
            "number": {"type": "integer"},
            "recipient": _TEXT,
            "party": _TEXT,
            "address": _TEXT,
            "status": _TEXT,
            "code": {"type": "integer"},
            "words": _TEXT,
            "copy": {"type": "boolean"},
            "message_id": _TEXT,
        }
    ),
    # Sentences and names.
    r".*\.(notes|missing|phones|emails|broken|held_by|project_goals|effect_goals|others|automatic)\[\]": _TEXT,
    r"cohort_freeze\.open\[\]": _TEXT,
    r".*\.(files|findings|address|aliases|other_sheets|without_guards)\[\]": _TEXT,
}
_STATES = [each.value for each in State]
_OF_IMPORTS = {
    "application_import": "imported rejected manual confirm duplicate supersedes superseded withdrawn skipped refused"
    " unchanged",
    "municipality_import": "created changed unchanged refused",
    ".*": " ".join([*OUTCOMES, "created", "changed", "registered"]),
}
#: Closed vocabularies: place -> words; None where it may be null.
WORDS: dict[str, list[str | None]] = {
    r"(cohort_\w+)(\.groups\[\]|\.cohorts\[\])?\.kind": list(Cohort.KINDS),
    r"cohort_(show|freeze)\.draw\.source": list(DrawSource.SOURCES),
    r"cohort_(show|freeze)\.draw\.order": list(DrawSource.ORDERS),
    r"cohort_verify\.draw\.verdict": ["sound", "weak", "changed"],
    r"cohort_draw\.source": ["public", "committed"],
    r"cohort_(admit|promote)\.decisions\[\]\.outcome": ["admitted", "waitlisted", "rejected", "undecided", "withdrawn"],
    r"cohort_explain\.(.*\.)?outcome": ["admitted", "waitlisted", "rejected", "undecided", "withdrawn"],
    r"cohort_explain\.(decided\[\]\.)?decided_by": ["admission", "promotion"],
    r"cohort_explain\.lacks\[\]\.code": [
        "ineligible", "identity", "unjudged", "incomplete", "late", "member", "unscored",
    ],
    r"cohort_explain\.instead\[\]\.ranked": ["before", "after"],
    r"cohort_explain\.changes\.quotas\[\]\.bound": ["min", "max"],
    r"cohort_explain\.draw\.verdict": ["sound", "weak", "changed"],
    r"cohort_explain\.draw\.source": ["public", "committed", "fixed", "none"],
    r"cohort_explain\.now": ["withdrawn", "superseded", None],
    r"application_.*\.state": list(_STATES),
    r"application_.*\.on_time": ["on-time", "late", "late-accepted", "to-be-judged", "unknown"],
    r"sheet_in\.differences\[\]\.outcome": [each for each in get_args(Outcome) if each != "conflict"],
    r"application_missing\.waiting_rows\[\]\.outcome": ["confirm", "manual"],
    r".*\.language_form": ["", *Municipality.LANGUAGE_FORMS],
    r".*\.size_class": ["", *(name for name, _ in SIZE_CLASSES)],
    r"contact_(list|import|add|set).*\.role|municipality_show\.contacts\[\]\.role": ["", *Contact.ROLES],
    r"check\.findings\[\]\.severity": ["error", "warning", "info"],
    r"doctor\.findings\[\]\.about": list(ABOUT),
    r"network_.*\.bound_scope": ["all", "candidates", None],
    r"network_wish\.wishes\[\]\.wish": ["together", "apart"],
    r"gathering_(list|show|new|set).*\.kind": list(Gathering.KINDS),
    r"(gathering|participants)_.*\.consent": list(Registration.CONSENTS),
    r"evaluation_signals\.series\[\]\.preset": list(PRESETS),
    r"evaluation_signals\.series\[\]\.points\[\]\.label": [
        None, "Above UCL", "Below LCL", "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)", "2 in 3 Above CL",
        "2 in 3 Below CL", "7 Points Above CL", "7 Points Below CL",
    ],
    r"evaluation_signals\.series\[\]\.variation": [
        "common_cause", "improvement", "concern", "neutral_high", "neutral_low", None,
    ],
    r"evaluation_signals\.series\[\]\.assurance": ["consistent_pass", "consistent_fail", "inconsistent", None],
    r"evaluation_goals\.goals\[\]\.kind": list(Goal.KINDS),
    r"evaluation_goals\.goals\[\]\.direction": list(Goal.DIRECTIONS),
    r"evaluation_goals\.goals\[\]\.state": list(STATES),
    r"evaluation_goals\.goals\[\]\.reasons\[\]\.code": list(FIGURES),
    r"evaluation_goals\.groups\[\]\.by": list(LEVELS),
    r"evaluation_funnel\.funnels\[\]\.method": list(KINDS),
    r"evaluation_funnel\.funnels\[\]\.ratio_method": [*RATIO_METHODS, None],
    r"evaluation_funnel\.funnels\[\]\.groups\[\]\.side": ["high", "low", None],
    r"evaluation_funnel\.funnels\[\]\.groups\[\]\.left_out": [*LEFT_OUT, None],
    r"evaluation_funnel\.funnels\[\]\.notes\[\]\.code": list(NOTES),
    r"evaluation_ranks\.ranks\[\]\.best": ["high", "low"],
    r"evaluation_ranks\.ranks\[\]\.method": list(METHODS),
    r"evaluation_ranks\.ranks\[\]\.direction": list(Indicator.DIRECTIONS),
    r"evaluation_.*indicators?(\[\])?\.direction": list(Indicator.DIRECTIONS),
    r"evaluation_.*indicators?(\[\])?\.period": list(Indicator.PERIODS),
    r"evaluation_(export|verify)\.profile": ["private", "public"],
    r"plan_.*\.plans?(\[\])?\.status": list(ProjectPlan.STATUSES),
    # What was reported need not say where the plan stands.
    r"plan_.*\.reports\[\]\.status": ["", *ProjectPlan.STATUSES],
    r"plan_.*\.evaluations\[\]\.kind": ["process", "final"],
    r"plan_overdue\.overdue\[\]\.what": ["plan", "process", "final"],
    r"mail_.*\.letters\[\]\.form": ["nb", "nn"],
    r"mail_(plan|preview|replan|print|status)\.letters\[\]\.channel": ["email", "post"],
    r"mail_settle\.settled\[\]\.status": list(get_args(LetterStatus)),
    r"plugins_list\.plugins\[\]\.status": ["active", "disabled", "failed", "missing"],
    r"commands\.(commands\[\]\.(arguments|options)\[\]|global_options\[\])\.type": [
        "text", "integer", "number", "boolean", "path", "choice", "date",
    ],
    **{rf"({name})\.rows\[\]\.outcome": list(words.split()) for name, words in _OF_IMPORTS.items()},
}  # fmt: skip
