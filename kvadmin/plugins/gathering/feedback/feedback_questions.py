"""The usual questions on a gathering, and what may be answered."""

from __future__ import annotations

from kvadmin.api import Snapshot
from kvadmin.api.wording import Language

from .feedback_records import FeedbackQuestion, GatheringFeedback

#: What is asked where a gathering has no questions of its own.
USUAL_QUESTIONS = (
    FeedbackQuestion(
        id="useful",
        nb="Hvor nyttig var samlingen for arbeidet i kommunen?",
        nn="Kor nyttig var samlinga for arbeidet i kommunen?",
    ),
    FeedbackQuestion(id="content", nb="Hvor godt var det faglige innholdet?", nn="Kor godt var det faglege innhaldet?"),
    FeedbackQuestion(
        id="exchange",
        nb="Hvor mye fikk du ut av å møte andre kommuner?",
        nn="Kor mykje fekk du ut av å møte andre kommunar?",
    ),
    FeedbackQuestion(
        id="practical", nb="Hvor godt var det praktiske opplegget?", nn="Kor godt var det praktiske opplegget?"
    ),
    FeedbackQuestion(
        id="recommend",
        kind="yes-no",
        nb="Vil du anbefale samlingen til andre kommuner?",
        nn="Vil du tilrå samlinga til andre kommunar?",
    ),
    FeedbackQuestion(id="good", kind="text", nb="Hva var bra?", nn="Kva var bra?"),
    FeedbackQuestion(id="better", kind="text", nb="Hva kan bli bedre?", nn="Kva kan bli betre?"),
)
#: The scale, from the lowest to the highest answer.
SCALE = ("1", "2", "3", "4", "5")
#: What is kept -> what stands on the form (nb, nn).
YES_NO = {"yes": ("Ja", "Ja"), "no": ("Nei", "Nei"), "unsure": ("Vet ikke", "Veit ikkje")}


def questions_of(data: Snapshot, gathering: str) -> tuple[FeedbackQuestion, ...]:
    """The questions of a gathering, its own or the usual ones."""
    held = data.find(GatheringFeedback, gathering)
    return tuple(held.questions) if held is not None and held.questions else USUAL_QUESTIONS


def choices(question: FeedbackQuestion, language: Language) -> tuple[str, ...]:
    """What may be chosen on the form; nothing where any text may be written."""
    if question.kind == "scale":
        return SCALE
    return tuple(each[language == "nn"] for each in YES_NO.values()) if question.kind == "yes-no" else ()


def possible_answers(question: FeedbackQuestion) -> tuple[str, ...]:
    """What is kept of a question that is counted, from the lowest to the highest; nothing for texts."""
    return {"scale": SCALE, "yes-no": ("no", "unsure", "yes")}.get(question.kind, ())
