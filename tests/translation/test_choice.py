"""Which language a run speaks."""

from __future__ import annotations

import pytest

from kvadmin.translation.choice import for_program, known, language_of, programme_language, system_language


def language(line: str, programme: str | None = None, **environment: str) -> str:
    return language_of(line.split(), lambda: programme, environment)


@pytest.fixture
def nynorsk(tmp_path):
    file = tmp_path / "programme.yaml"
    file.write_text("schema: 1\nname: x\nscreen_language: nn # all of us\n", encoding="utf-8")
    return str(file)


def test_the_first_who_says_counts(nynorsk):
    everybody = {"KVADMIN_LANG": "en", "LANG": "nb_NO.UTF-8"}
    assert language("--lang nb status", nynorsk, **everybody) == "nb"
    assert language("status --lang=nb", nynorsk, **everybody) == "nb"
    assert language("status", nynorsk, **everybody) == "en"
    assert language("status", nynorsk, LANG="nb_NO.UTF-8") == "nn"
    assert language("status", None, LANG="nb_NO.UTF-8") == "nb"
    assert language("status", "/no/such/file", LANG="nn_NO") == "nn"
    assert language("status", None) == "en"


def test_what_stands_behind_two_dashes_is_another_command_line():
    assert language("plugins trace -- status --lang nb") == "en"


@pytest.mark.parametrize(
    "line",
    [
        "status --format json",
        "status --format=json",
        "cohort list -o list.json",
        "cohort list -olist.JSON",
        "cohort list --format csv",
        "cohort list --output=list.csv",
        "cohort list -yo list.csv",
        "cohort list -yyolist.json",
    ],
)
def test_programs_read_english(line):
    assert for_program(line.split())
    assert language(f"--lang nb {line}") == "en"


@pytest.mark.parametrize(
    "line", ["status", "cohort list --format csv --excel", "list -o list.xlsx", "list --format table -o list.json"]
)
def test_people_read_their_own(line):
    assert language(f"--lang nn {line}") == "nn"


def test_a_language_that_nobody_knows_is_passed_over():
    """The command line refuses it; until then it speaks what it would speak."""
    assert language("status --lang xx", None, KVADMIN_LANG="nb") == "nb"
    assert language("status --lang") == "en"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("nb", "nb"),
        ("NN", "nn"),
        ("no", "nb"),
        ("nb_NO.UTF-8", "nb"),
        ("nn-NO", "nn"),
        ("en_GB", "en"),
        ("de", None),
        ("", None),
    ],
)
def test_names_as_systems_have_them(name, spoken):
    assert known(name) == spoken


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({"LC_ALL": "C", "LANG": "nb_NO"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "nn_NO.UTF-8", "LANG": "nb_NO"}, "nn"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_system_is_asked_as_posix_asks(variables, spoken):
    assert system_language(variables) == spoken


def test_a_programme_that_does_not_say(tmp_path):
    (tmp_path / "programme.yaml").write_text(
        "name: x\nlanguage: nn\nnote: |\n  screen_language: nb\n", encoding="utf-8"
    )
    assert programme_language(str(tmp_path / "programme.yaml")) is None
