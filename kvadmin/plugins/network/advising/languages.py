"""The languages that advisors work in, as people type them, and the one that a network asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kvadmin.api import UsageError, tr
from kvadmin.api.records import Advisor, Municipality, Network
from kvadmin.api.wording import fold, near_names

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: The written forms that a municipality may have decided on.
FORMS = ("bokmal", "nynorsk")
#: What takes all languages away: then any network will do.
ANY = "any"
#: What else people call them.
_ALSO = {
    "bokmal": ("bokmål", "nb"),
    "nynorsk": ("nn",),
    "northern-sami": ("nordsamisk", "davvisámegiella", "se"),
    "lule-sami": ("lulesamisk", "julevsámegiella", "smj"),
    "southern-sami": ("sørsamisk", "åarjelsaemien", "sma"),
    "kven": ("kvensk",),
    "english": ("engelsk", "en"),
    ANY: ("alle", "alle språk"),
}
_BY_NAME = {fold(name): language for language, names in _ALSO.items() for name in (language, *names)}


def languages_of(texts: Sequence[str]) -> list[str]:
    """What was typed after ``--language``, as it is stored; empty for ``any``.

    Raises:
        UsageError: A language is not among :attr:`Advisor.LANGUAGES`, or ``any`` stands beside another.
    """
    found = sorted({language_of(text) for text in texts})
    if ANY in found and len(found) > 1:
        raise UsageError(
            tr("any language, and some: only one of the two"), where="--language", code="contradicting-options"
        )
    return [] if ANY in found else found


def language_of(text: str) -> str:
    """One language as it is stored.

    Raises:
        UsageError: Nobody calls a language that.
    """
    found = _BY_NAME.get(fold(text.strip()))
    if found is None:
        raise UsageError(
            tr("{text!r} is no language of an advisor", text=text),
            where="--language",
            hint=tr("languages: {known}", known=", ".join((*Advisor.LANGUAGES, ANY))),
            near=near_names(text, _ALSO),
            code="bad-value",
        )
    return found


def in_words(languages: Iterable[str]) -> str:
    """``bokmål, nynorsk`` in the screen's language."""
    named = {
        "bokmal": tr("bokmal"),
        "nynorsk": tr("nynorsk"),
        "northern-sami": tr("northern Sámi"),
        "lule-sami": tr("Lule Sámi"),
        "southern-sami": tr("southern Sámi"),
        "kven": tr("Kven"),
        "english": tr("English"),
    }
    return ", ".join(named.get(each, each) for each in languages)


def needed_language(snapshot: Snapshot, network: Network) -> str | None:
    """The form that more than half of the members have decided on; None when there is none."""
    found = (snapshot.find(Municipality, member) for member in network.members)
    forms = Counter(each.language_form for each in found if each is not None)
    return next((form for form in FORMS if forms[form] * 2 > len(network.members)), None)


def works_in(languages: Iterable[str], needed: str | None) -> bool:
    """Whether an advisor with these languages can follow a network that asks for one; no languages mean any."""
    known = set(languages)
    return needed is None or not known or needed in known
