"""The year of docs/story.md: every command run and compared, whole, in each of the three languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "fixtures")]

import how_to  # noqa: E402 - found through the path above
import language_mixing  # noqa: E402
import make_story  # noqa: E402
import story  # noqa: E402

PAGE = story.PAGE.read_text(encoding="utf-8")
COMMANDS = list(how_to.commands(PAGE))
#: Figures as one writes them in any of the three: 2011-05-24 and 24.05.2011, 371.1 and 371,1, 83.7% and 83,7 %.
_DAY = re.compile(r"\b(\d\d)\.(\d\d)\.(\d{4})\b")


def kept(language: str) -> str:
    return (story.WHOLE / f"{language}.txt").read_text(encoding="utf-8")


def by_command(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"(?m)^\$ (.*)\n", text)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def figures(text: str) -> list[str]:
    """The figures of an output, sorted: a sentence may name them in another order in another language."""
    told = _DAY.sub(r"\3-\2-\1", text).replace("−", "-").replace("\u00a0", " ")
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d)", ".", told)))


@pytest.mark.parametrize("language", story.LANGUAGES)
def test_every_command_prints_what_is_kept(language: str) -> None:
    told = story.played(PAGE, language)
    assert story.whole(told) == kept(language), f"run: python tools/story.py {language}"
    if language == "en":
        assert story.with_output(PAGE, told) == PAGE, "run: python tools/story.py en"


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_languages_tell_the_same_figures(language: str) -> None:
    for (command, english), (same, other) in zip(by_command(kept("en")), by_command(kept(language)), strict=True):
        assert command == same
        assert figures(english) == figures(other), command


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_is_kept_is_of_its_language(language: str) -> None:
    english = {line for _, text in by_command(kept("en")) for line in text.splitlines()}
    told = [line for _, text in by_command(kept(language)) for line in text.splitlines()]
    typed = re.findall(r'--why "(.*?)"', PAGE)
    for line in told:
        bare = line
        for reason in typed:
            bare = bare.replace(reason, " ")
        assert "en" not in language_mixing.foreign_in_text(bare, language), line
    sentences = [line for line in told if len(re.findall(r"[a-zæøå]{3,}", line)) > 3 and line not in english]
    assert len(sentences) > 100


def test_the_year_has_in_it_what_the_page_says() -> None:
    def count(pattern: str) -> int:
        return sum(bool(re.search(pattern, command)) for command in COMMANDS)

    assert COMMANDS[2].startswith("kvadmin init ")
    assert count("gathering new") == 3
    assert count("cohort withdraw .*--reason withdrawn") == count("cohort promote") == 2
    assert count("cohort withdraw .*--reason merged") == 1
    assert count("contact set 0602 project-leader name") == 1
    assert count("mail send") == 7
    assert count("network repair") == 2
    assert count("evaluation export") == count("evaluation verify") == 2
    last = kept("en").rpartition("Status on 2012-06-11\n")[2]
    assert "36 active memberships" in last
    assert "\n7     Finnmark " in kept("en").replace("7    ", "7     ")


def test_the_lists_of_the_year_are_what_the_script_makes() -> None:
    made = make_story.files()
    assert sorted(made) == sorted(path.name for path in story.POST.iterdir())
    for name, content in made.items():
        assert (story.POST / name).read_bytes() == content, f"{name}: run python fixtures/make_story.py"
