"""An answer of the right types that says nothing, or a word that nobody knows, is never taken for consent."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import numpy as np
import pytest

from extension.stranger import STAR as HEAD
from extension.stranger import Site
from kvadmin.api import Finding, PluginFailure
from kvadmin.api.hooks import ActionItem, Collection, DispatchedLetter, Reference, StatusFigure, StatusSection
from kvadmin.api.records import Indicator
from kvadmin.extension.answer_types import ANSWERS
from kvadmin.extension.blame import OwnedRule
from kvadmin.extension.declaring.kinds import KINDS
from kvadmin.extension.sensible import as_error
from kvadmin.testing import Kit


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path / "site")


@pytest.fixture
def kit(tmp_path) -> Kit:
    kit = Kit(tmp_path / "programme")
    (kit.folder / "municipalities").mkdir()
    (kit.folder / "municipalities" / "0301.yaml").write_text(
        "number: '0301'\nname: Oslo\ncontacts:\n"
        "  - {id: ola, name: Ola Nordmann, email: ola@oslo.example, role: project-leader}\n",
        encoding="utf-8",
    )
    return kit


def problems(hook: str, answer: object) -> list[str]:
    return ANSWERS[hook].sorted_out(answer, {})[1]


ODD = {
    "severity": ("x-y", "It is wrong", "Error", "the severity 'Error' of its finding 'x-y' is none of error, warning"),
    "word": ("x-y", "It is wrong", "fatal", "the severity 'fatal'"),
    "code": ("Bad Code!", "It is wrong", "warning", "the code 'Bad Code!' of its finding is not of small letters"),
    "words": ("x-y", " ", "info", "its finding 'x-y' says nothing"),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_finding_that_cannot_be_understood_is_an_error_and_the_plugin_is_named(site, kit, kind):
    code, text, severity, said = ODD[kind]
    finding = f"Finding('programme.yaml', 1, 1, {code!r}, {text!r}, None, {severity!r})"
    sound = "Finding('programme.yaml', 2, 1, 'sound', 'A remark', None, 'info')"
    site.install("odd", HEAD + f"@hookimpl\ndef kvadmin_checks():\n    return [{finding}, {sound}]\n")
    ran = site.kvadmin("-C", str(kit.folder), "check", "--format", "json")
    found = {each["code"]: each["severity"] for each in json.loads(ran.out)["findings"]}
    assert ran.code == 3, ran.err
    assert found["sound"] == "info"
    assert found["plugin-failure" if kind == "code" else "x-y"] == "error"
    assert "plugin 'odd' failed: in kvadmin_checks" in ran.err
    assert said in ran.err
    assert site.kvadmin("-C", str(kit.folder), "--strict-plugins", "check").code == 6


def test_plugins_check_finds_an_odd_severity(site):
    site.install(
        "odd", HEAD + "@hookimpl\ndef kvadmin_checks():\n    return [Finding('x', 1, 1, 'x', 'X', None, 'Error')]\n"
    )
    ran = site.kvadmin("plugins", "check", "odd", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["plugins"][0]["status"] == "failed"


def test_what_is_no_finding_at_all_is_left_out():
    assert as_error("a text") is None
    assert as_error(Finding("x", 1, 1, "x", "X", None, 5)) is None
    assert ANSWERS["kvadmin_checks"].sorted_out([7], {})[0] == []


def test_a_reference_whose_findings_cannot_be_understood_is_left_out_with_its_collection():
    def flaw(**more: str) -> str:
        return KINDS["kvadmin_collections"].flaw(
            Collection("v", "v/{id}.yaml", "x:Y", references=(Reference("a", "b", **more),)), list
        )

    assert flaw() == flaw(severity="warning") == ""
    assert "the severity 'info' of its finding 'reference' is none of error, warning" in flaw(severity="info")
    assert "the code 'No place'" in flaw(code="No place")


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_an_empty_veto_stops_and_is_the_plugins_failure(site, kit, reason):
    site.install("mute", HEAD + f"@hookimpl\ndef kvadmin_before_commit():\n    return {reason!r}\n")
    before = kit.files()
    ran = site.kvadmin("-C", str(kit.folder), "cohort", "new", "P2", "--name", "Two")
    assert ran.code == 6, ran.err
    assert "plugin 'mute' failed: in kvadmin_before_commit: it refuses the change without a reason" in ran.err
    assert kit.files() == before


def test_what_is_kept_of_a_person_without_a_reason_is_not_forgotten(site, kit):
    body = "[PersonalData('guest book', {'e-mail': email})] if email else []"
    site.install("book", HEAD + f"@hookimpl\ndef kvadmin_personal_data(email):\n    return {body}\n")
    ran = site.kvadmin("-C", str(kit.folder), "--who", "Kari", "--yes", "contact", "forget", "ola@oslo.example")
    assert ran.code == 6, ran.err
    assert "book: guest book: it is neither erased nor said why it is kept" in ran.err
    assert "Ola Nordmann" not in (kit.folder / "municipalities" / "0301.yaml").read_text(encoding="utf-8")


def test_a_section_of_the_status_says_something_in_numbers_that_are_some():
    def said(*more: object) -> str:
        return "; ".join(problems("kvadmin_status", [StatusSection(*more)]))

    assert said("Visits", (), (ActionItem("Do it", "x"),), (StatusFigure("k", 1.5),)) == ""
    assert said("  ") == "a section has no title"
    assert "an action of its section 'Visits' says nothing" in said("Visits", (), (ActionItem("", "x"),))
    assert "its figure 'k' is nan, no number" in said("Visits", (), (), (StatusFigure("k", float("nan")),))
    moment = ActionItem("Do it", "x", datetime(2008, 6, 1, 12, tzinfo=UTC))
    assert "due is datetime, not datetime.date | None" in said("Visits", (), (moment,))


def test_a_letter_that_has_left_went_to_municipalities():
    def said(*numbers: str) -> str:
        return "; ".join(problems("kvadmin_sent_letters", [DispatchedLetter("call", "P3", numbers, date(2008, 6, 1))]))

    assert said("0301", "1504") == ""
    assert said() == "its letter 'call' went to nobody"
    assert "'301' is no number of a municipality" in said("0301", "301")


def test_what_is_not_undone_is_said_in_words():
    assert problems("kvadmin_not_undone", ["the page stays", ""]) == ["returned an empty text"]


def test_an_indicator_goes_one_of_three_ways():
    flaw = KINDS["kvadmin_indicators"].flaw
    assert flaw(Indicator(id="x"), list) == ""
    assert (
        flaw(Indicator(id="x", direction="down"), list) == "its direction 'down' is none of increase, decrease, neutral"
    )
    assert "its period 'week' is none of" in flaw(Indicator(id="x", period="week"), list)


class Undecided:
    """A rule that does not know."""

    name = "undecided"

    def allowed(self, members):
        return np.full(len(members), np.nan)


def test_a_rule_that_says_neither_yes_nor_no_allows_nothing():
    rule = OwnedRule(Undecided(), "odd")
    with pytest.raises(PluginFailure, match="says neither yes nor no"):
        rule.allowed(np.zeros((3, 4), dtype=int))
