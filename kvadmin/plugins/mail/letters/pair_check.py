"""The check that both written forms of a letter exist and tell the reader the same facts."""

from __future__ import annotations

from collections.abc import Collection

from jinja2 import TemplateError

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
        LetterProblem("language-form", f"the letter {pair.name} has no {form} form: {pair.name}.{form}.md is missing")
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
                    LetterProblem("template", f"{pair.name}.{form}.md: {place}: {error.message}", field=place)
                )
    first = next(iter(pair.forms), "")
    for form in list(pair.forms)[1:]:
        severity = "error" if {first, form} <= set(used) else "warning"
        problems += [
            LetterProblem("placeholders", f"{pair.name}.{form}.md {text}", field=name, severity=severity)  # type: ignore[arg-type]  # one of two words
            for name, text in _differences(pair, fields, first, form)
        ]
    return problems


def _differences(
    pair: LetterPair, fields: dict[str, dict[str, frozenset[str]]], first: str, form: str
) -> list[tuple[str, str]]:
    one = frozenset().union(*fields[first].values())
    other = frozenset().union(*fields[form].values())
    found = [(name, f"lacks {{{{ {name} }}}}, which {pair.name}.{first}.md has") for name in sorted(one - other)]
    found += [(name, f"has {{{{ {name} }}}}, which {pair.name}.{first}.md lacks") for name in sorted(other - one)]
    a, b = pair.forms[first], pair.forms[form]
    found += [
        (front, f"differs in {front} from {pair.name}.{first}.md")
        for attr, front in _ALIKE.items()
        if getattr(a, attr) != getattr(b, attr)
    ]
    if len(a.attachments) != len(b.attachments):
        found.append(
            ("attachments", f"has {len(b.attachments)} attachments, {pair.name}.{first}.md has {len(a.attachments)}")
        )
    return found
