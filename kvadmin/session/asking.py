"""One question on the terminal, in the language of the screen: asked again until the answer is one."""

from __future__ import annotations

from kvadmin.errors import UsageError
from kvadmin.tables.stderr_lines import say
from kvadmin.translation import tr

#: Understood whatever the screen speaks: who types `j` under an English question means yes.
_YES = frozenset({"y", "yes", "j", "ja"})
_NO = frozenset({"", "n", "no", "nei", "0", "q"})  # 0 and q: what leads back in the menu


def ask_yes_or_no(question: str) -> bool:
    """The answer; nothing typed is no."""
    while True:
        typed = _typed(f"{question} [{tr('y/N')}]", empty="").strip().casefold()
        if typed in _YES:
            return True
        if typed in _NO:
            return False
        say(tr("error: {message}", message=tr("answer y or n")))


def ask_number(question: str) -> int:
    """A whole number, written as people write it."""
    from kvadmin.typed.figures import parse_whole

    while True:
        try:
            return parse_whole(_typed(question))
        except UsageError as error:
            say(tr("error: {message}", message=error.message))


def ask_text(question: str, *, empty: str | None = "") -> str:
    """What is typed, without blanks around it; ``empty`` when nothing is (None: it is asked again)."""
    return _typed(question, empty=empty).strip()


def _typed(question: str, *, empty: str | None = None) -> str:
    import typer

    suffix = " " if question.endswith("?") else ": "
    answer: str = typer.prompt(question, default=empty, show_default=False, err=True, prompt_suffix=suffix)
    return answer
