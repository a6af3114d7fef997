"""What judging a draw gives: the verdict, its grounds, and what was changed after the freeze."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..decisions.closing_letter import ClosingLetter

#: The verdicts, the best first.
VERDICTS = ("sound", "weak", "changed")
#: What a ground says for the verdict; ``said`` is against nothing.
SAID = "said"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a verdict.

    Args:
        code: Stable, one of :data:`~.ground_words.GROUNDS`.
        values: What its sentence names, as text; days as ``2008-06-07``.
        weight: ``changed`` or ``weak``: the verdict is not better than this because of it; ``said``: good to know.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    weight: str = SAID

    def text(self, language: str = "en") -> str:
        """The ground in ``nb``, ``nn`` or ``en``: a whole sentence."""
        from .ground_words import ground_text

        return ground_text(self.code, self.values, language)

    def plain(self) -> dict[str, Any]:
        """As a protocol keeps it."""
        return {"code": self.code, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class LaterChange:
    """Something that decides and was changed after the freeze.

    Args:
        on: The day by the clock of the history.
        who: Who did it; empty for an edit by hand.
        why: The reason that was given, may be empty.
        command: The command; empty for an edit by hand.
        about: What was changed, one of :data:`~.change_phrases.ABOUT`.
        subject: The number of the municipality, or the file that it concerns.
        old, new: What it said before and after, where that can be told.
        place: Where it lies, to tell a change and its way back; not shown.
    """

    on: date
    who: str
    why: str
    command: str
    about: str
    subject: str = ""
    old: str = ""
    new: str = ""
    place: str = ""

    def what(self, language: str = "en") -> str:
        """What was changed, in ``nb``, ``nn`` or ``en``: ``0604: poengsum 3.00, før 7.50``."""
        from .change_phrases import change_phrase

        return change_phrase(self.about, self.subject, self.old, self.new, language)

    def plain(self) -> dict[str, Any]:
        """As JSON and a protocol have it."""
        return {
            "on": self.on.isoformat(),
            "who": self.who,
            "why": self.why,
            "what": str(self.what("en")),
            "command": self.command,
            "about": self.about,
            "subject": self.subject,
            "old": self.old,
            "new": self.new,
        }


@dataclass(frozen=True, slots=True)
class DrawVerdict:
    """What the draw of a cohort is worth.

    Args:
        verdict: ``sound``, ``weak`` or ``changed``.
        grounds: Why; the last one says what "before" rests on.
        after_freeze: What decides and was changed after the freeze, in the order of the history.
        fingerprint: That of the freeze which counts; empty without one.
        letter: What has left of the letter with this fingerprint.
    """

    verdict: str
    grounds: tuple[Ground, ...]
    after_freeze: tuple[LaterChange, ...] = ()
    fingerprint: str = ""
    letter: ClosingLetter | None = None

    def word(self, language: str = "en") -> str:
        """The verdict as a word in ``nb``, ``nn`` or ``en``."""
        from .ground_words import verdict_word

        return verdict_word(self.verdict, language)

    def against(self) -> tuple[Ground, ...]:
        """The grounds that the verdict is no better for, the heaviest first."""
        against = [each for each in self.grounds if each.weight != SAID]
        return tuple(sorted(against, key=lambda each: -VERDICTS.index(each.weight)))

    def as_read(self) -> tuple[Ground, ...]:
        """The grounds as a person reads them: what is against the draw before what is in order."""
        return (*self.against(), *(each for each in self.grounds if each.weight == SAID))

    def plain(self) -> dict[str, Any]:
        """``draw`` in the JSON of ``cohort verify``."""
        return {
            "verdict": self.verdict,
            "grounds": [each.text("en") for each in self.grounds],
            "reasons": [each.plain() for each in self.grounds],
            "fingerprint": self.fingerprint or None,
            "after_freeze": [each.plain() for each in self.after_freeze],
            "letter": None if self.letter is None else self.letter.plain(),
        }
