"""When an example may stand on the site, and what becomes of it: one table of states, one list of what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Refused, tr
from kvadmin.api.records import MunicipalityOutline
from kvadmin_website.bank.bank_words import STATE_NAMES, THEME_NAMES, on_screen
from kvadmin_website.bank.personal_traits import Trait, known_names, traits_in

if TYPE_CHECKING:
    from kvadmin.api import Snapshot
    from kvadmin_website.records import Example

#: State -> the states that may follow it.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    "received": ("reviewed", "declined"),
    "reviewed": ("reviewed", "published", "declined"),
    "published": ("reviewed", "declined"),
    "declined": ("reviewed",),
}


def refuse_state(example: Example, state: str) -> None:
    """An example goes from state to state as the table says.

    Raises:
        Refused: Not to this one from where it is.
    """
    allowed = NEXT_STATES.get(example.status, ())
    if state not in allowed:
        raise Refused(
            tr(
                "{id} is {state}, and cannot become {wanted}",
                id=example.id,
                state=on_screen(example.status, STATE_NAMES),
                wanted=on_screen(state, STATE_NAMES),
            ),
            where=example.id,
            hint=tr("it can become: {states}", states=", ".join(on_screen(each, STATE_NAMES) for each in allowed)),
            code="state-forbids",
        )


def lacking(data: Snapshot, example: Example) -> list[tuple[str, str]]:
    """What an example lacks before it may be published: a word for programs and the sentence, in order of the work."""
    towns = {each.number for each in data.outlines(MunicipalityOutline)}
    return [
        (word, text)
        for word, lacks, text in (
            ("municipality", example.municipality not in towns, tr("the register has no such municipality")),
            ("theme", example.theme not in THEME_NAMES, tr("it has no theme")),
            ("title", not any(each.strip() for each in example.title.values()), tr("it has no title")),
            ("text", not any(each.strip() for each in example.text.values()), tr("it has no text")),
            ("review", example.status in ("received", "declined"), tr("nobody has read it")),
            ("consent", example.consent is None, tr("the sender has not agreed")),
            ("consent", _taken_back(example), tr("the sender has taken the consent back")),
        )
        if lacks
    ]


def _taken_back(example: Example) -> bool:
    agreed, back = example.consent, example.withdrawn
    return agreed is not None and back is not None and back >= agreed


def remedy(example: Example, word: str) -> str:
    """The command that gives an example what it lacks."""
    commands = {
        "municipality": "kvadmin municipality list",
        "theme": f"kvadmin website example set {example.id} theme THEME",
        "title": f"kvadmin website example set {example.id} title_nb TITLE",
        "text": f"kvadmin website example text {example.id} FILE",
        "review": f"kvadmin website example review {example.id}",
        "consent": f"kvadmin website example consent {example.id}",
    }
    return commands[word]


def traits_of(data: Snapshot, example: Example) -> list[tuple[str, Trait]]:
    """What in titles and texts points to persons, with the field; the sender's own name is agreed to."""
    names, sender = known_names(data), example.sender.casefold()
    found = []
    for field, texts in (("title", example.title), ("text", example.text)):
        for form, text in sorted(texts.items()):
            found += [
                (f"{field}.{form}", each)
                for each in traits_in(text, names)
                if each.kind != "name" or each.text.casefold().removesuffix("s") != sender.removesuffix("s")
            ]
    return found
