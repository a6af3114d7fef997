"""The check that both written forms of a letter exist and tell the reader the same facts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from jinja2 import TemplateError

from kvadmin.api import tr

from ..records import LetterProblem
from .letter_files import LetterPair
from .sandbox import Sandbox

#: The forms every letter must have.
REQUIRED_FORMS = ("nb", "nn")
#: What must be alike in all forms, by attribute of a letter and its name in the front matter.
_ALIKE = {
    "to": "to",
    "cc": "cc",
    "bcc": "bcc",
    "calendar": "calendar",
    "markdown": "format",
    "same_address": "same-address",
    "only": "only",
    "each": "each",
    "about": "about",
    "fingerprint": "fingerprint",
    "access": "access",
    "legal_basis": "legal-basis",
}


def check_pair(pair: LetterPair, sandbox: Sandbox, used: Collection[str] = REQUIRED_FORMS) -> list[LetterProblem]:
    """Every difference between the forms of `pair`.

    Args:
        pair: The letter.
        sandbox: For its parser.
        used: The forms that somebody will get. A difference to a form that nobody gets is a warning.

    Returns:
        Problems without a recipient; a missing form and a template that cannot be read are always errors.
    """
    problems = [
        LetterProblem(
            "language-form",
            tr(
                "the letter {letter} has no {form} form: {file} is missing",
                letter=pair.name,
                form=form,
                file=pair.file(form),
            ),
        )
        for form in REQUIRED_FORMS
        if form not in pair.forms
    ]
    fields: dict[str, dict[str, frozenset[str]]] = {}
    for form, letter in pair.forms.items():
        fields[form] = {}
        for place, source in letter.templates():
            try:
                group = "attachments" if place == "attachments" else "letter"
                fields[form][group] = fields[form].get(group, frozenset()) | sandbox.placeholders(source)
            except TemplateError as error:
                problems.append(
                    LetterProblem(
                        "template", f"{pair.file(form)}: {place}: {error.message}", field=place, file=pair.file(form)
                    )
                )
    first = next(iter(pair.forms), "")
    for form in list(pair.forms)[1:]:
        severity: Literal["error", "warning"] = "error" if {first, form} <= set(used) else "warning"
        problems += [
            LetterProblem("placeholders", text, field=name, severity=severity, file=pair.file(form))
            for name, text in _differences(pair, fields, first, form)
        ]
    return problems


def _differences(
    pair: LetterPair, fields: dict[str, dict[str, frozenset[str]]], first: str, form: str
) -> list[tuple[str, str]]:
    """The field that differs, and the sentence that says how."""
    here, there = pair.file(form), pair.file(first)
    one = frozenset().union(*fields[first].values())
    other = frozenset().union(*fields[form].values())
    found = [
        (name, tr("{file} lacks {{{{ {name} }}}}, which {other} has", file=here, name=name, other=there))
        for name in sorted(one - other)
    ]
    found += [
        (name, tr("{file} has {{{{ {name} }}}}, which {other} lacks", file=here, name=name, other=there))
        for name in sorted(other - one)
    ]
    a, b = pair.forms[first], pair.forms[form]
    found += [
        (front, tr("{file} differs in {field} from {other}", file=here, field=front, other=there))
        for attr, front in _ALIKE.items()
        if getattr(a, attr) != getattr(b, attr)
    ]
    if len(a.attachments) != len(b.attachments):
        text = tr(
            "{file} has {count} attachments, {other} has {other_count}",
            file=here,
            count=len(b.attachments),
            other=there,
            other_count=len(a.attachments),
        )
        found.append(("attachments", text))
    return found
