"""The page a person reads before approving a mailing: no scripts, no links out, every value escaped."""

from __future__ import annotations

from html import escape

from kvadmin.api import tr
from kvadmin.api.documents import WebPage

from ..letters.language_forms import form_shares
from ..records import MailingPlan, PlannedLetter

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem }
body { color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem; margin-bottom: .2rem } code { background: #f1f1ee; padding: .1em .3em }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; vertical-align: top }
th { border-bottom: 2px solid #444; position: sticky; top: 0; background: #fff } td { border-bottom: 1px solid #ddd }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f8f8f5; padding: .8rem; margin: .4rem 0 }
pre { font: 13px/1.45 ui-monospace, monospace }
iframe { width: 100%; height: 28rem; border: 1px solid #bbb; background: #fff } .quiet { color: #555 }
.warn { border-left: 4px solid #b36b00; padding-left: .6rem } summary { cursor: pointer }
"""
_HEADS = ("No.", "Recipient", "Address", "Form", "Subject and text", "Attachments")


def approval_page(plan: MailingPlan, plan_hash: str) -> str:
    """The whole plan as one HTML page, the same for the same plan."""
    post = sum(letter.channel == "post" for letter in plan.letters)
    forms = form_shares(letter.form for letter in plan.letters)
    counts = tr(
        "{letters} letters ({forms}), {by_email} by e-mail, {by_post} by post.",
        letters=len(plan.letters),
        forms=", ".join(f"{count} {form}" for form, count in forms.items() if count),
        by_email=len(plan.letters) - post,
        by_post=post,
    )
    rows = "\n".join(_row(number, letter) for number, letter in enumerate(plan.letters, 1))
    language = WebPage(plan.mailing).language
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{escape(plan.mailing)}</title><style>{_STYLE}</style></head>
<body>
<h1>{escape(plan.mailing)}: {escape(plan.letter)}</h1>
<p>{counts}
<span class="quiet">{tr("Plan")}</span> <code>{plan_hash}</code></p>
{_listed(tr("Look at these"), [f"{p.recipient or plan.letter}: {p.text}" for p in plan.problems])}
{_listed(tr("Left out"), [f"{key}: {why}" for key, why in plan.left_out])}
{_samples(plan)}
<h2>{tr("All letters")}</h2>
<table><thead><tr>{"".join(f"<th>{tr(head)}</th>" for head in _HEADS)}</tr></thead>
<tbody>
{rows}
</tbody></table>
</body></html>
"""


def _listed(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="warn"><h2>{title}</h2><ul>{items}</ul></div>'


def _samples(plan: MailingPlan) -> str:
    """The first letter of each form as its reader will see it, in a frame that runs nothing."""
    first: dict[str, PlannedLetter] = {}
    for letter in plan.letters:
        if letter.html is not None:
            first.setdefault(letter.form, letter)
    return "".join(
        f"<h2>{tr('Sample in {form}: {recipient}', form=form, recipient=escape(letter.key))}</h2>"
        f'<iframe sandbox="" srcdoc="{escape(letter.html or "", quote=True)}"></iframe>'
        for form, letter in sorted(first.items())
    )


def _row(number: int, letter: PlannedLetter) -> str:
    boxes = [f"{escape(str(box))}" for box in letter.to]
    boxes += [f'<span class="quiet">Cc</span> {escape(str(box))}' for box in letter.cc]
    boxes += [f'<span class="quiet">Bcc</span> {escape(str(box))}' for box in letter.bcc]
    boxes += [
        f'<span class="quiet">{tr("Copy in print")}</span> {escape(o.name)}' for o in letter.copies if o.way == "print"
    ]
    if letter.channel == "post":
        boxes.append(f"<strong>{tr('By post')}</strong>: {escape(letter.note)}")
    files = "<br>".join(
        f'{escape(a.name)} <span class="quiet">'
        f"{tr('{size:,} bytes, {checksum}', size=len(a.content), checksum=a.sha256[:12])}</span>"
        for a in letter.attachments
    )
    text = f"<details><summary>{escape(letter.subject)}</summary><pre>{escape(letter.text)}</pre></details>"
    cells = (str(number), escape(letter.key), "<br>".join(boxes), letter.form, text, files)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
