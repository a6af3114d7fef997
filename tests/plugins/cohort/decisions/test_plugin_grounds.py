"""A stranger's admission rule: its code is the decision's reason, wherever that stands, and outlives the plugin."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from extension.stranger import STAR

from kvadmin.testing import Kit

from ..conftest import ROWS, applied

WORDS = ("The report of 2007 is missing.", "Rapporten for 2007 mangler.", "Rapporten for 2007 manglar.")
WAIVED = ("--without-guard", "debts", "--why", "the plugin is gone")


def rule(code: str, numbers, words=WORDS) -> str:
    return (
        STAR + "@hookimpl\ndef kvadmin_admission_rules(applicants):\n"
        f"    return [Ineligible(number, {code!r}, *{words!r}) for number in applicants if number in {tuple(numbers)!r}]\n"
    )


@pytest.fixture
def office(desk, new, tmp_path):
    """Ten applicants of whom 0101 and 0501 owe a report, as the plugin ``debts`` says."""
    ten = applied(new([(n, name, region, form) for n, name, _, region, form in ROWS], "ten"), tmp_path, ROWS)
    desk.kit = Kit(ten.folder)
    desk.install(rule("owes-report", ("0101", "0501")), name="debts")
    return desk


def shown(office, *words, code=0):
    return json.loads(office.run(*words, "--format", "json", code=code).out)


def decisions(admitted):
    return {each["municipality"]: each for each in admitted["decisions"]}


def protocol(office, number=1):
    return json.loads((office.kit.folder / "protocols" / f"P3-{number}.json").read_text(encoding="utf-8"))


def test_the_code_is_the_reason_in_json_counts_and_protocol(office):
    found = shown(office, "cohort", "admit", "P3")
    mine = decisions(found)["0101"]
    assert (mine["outcome"], mine["reason"], mine["rank"]) == ("rejected", "owes-report", None)
    assert mine["detail"] == WORDS[0]
    assert mine["grounds"] == [
        {"code": "owes-report", "plugin": "debts", **dict(zip(("text", "nb", "nn"), WORDS, strict=True))}
    ]
    assert found["counts"]["owes-report"] == 2
    assert "rejected-ineligible" not in found["counts"]
    kept = protocol(office)
    assert decisions(kept)["0101"] == mine
    of_inputs = {row["number"]: row for row in kept["inputs"]["applicants"]}
    assert of_inputs["0101"]["ineligible"] == "owes-report"
    assert "ineligible" not in of_inputs["0301"]
    assert "grounds" not in decisions(kept)["0301"]


def test_on_the_screen_and_in_documents_it_has_its_words(office, tmp_path):
    out = office.run("cohort", "admit", "P3", "--dry-run").out
    assert "owes-report: The report of 2007 is missing." in out
    assert (
        "owes-report: Rapporten for 2007 manglar."
        in office.run("cohort", "admit", "P3", "--dry-run", "--lang", "nn").out
    )
    office.run("cohort", "admit", "P3", "--save-protocol", str(tmp_path / "p.md"))
    text = (tmp_path / "p.md").read_text(encoding="utf-8")
    assert "Avslått: Rapporten for 2007 mangler." in text
    assert "0101" in text


@pytest.mark.parametrize(("language", "said"), [("nb", WORDS[1]), ("nn", WORDS[2]), ("en", WORDS[0])])
def test_letters_and_explanations_say_it_with_and_without_the_plugin(office, language, said):
    office.run("cohort", "admit", "P3")
    for gone in (False, True):
        if gone:
            office.site.uninstall("debts")
        told = shown(office, "cohort", "explain", "P3", "0101")
        assert told["reason"] == "owes-report"
        assert told["sentences"][language][0] == f"{'Rejected' if language == 'en' else 'Avslått'}: {said}"
        assert told["lacks"] == [{"code": "ineligible", "detail": WORDS[0]}]
        assert len([each for each in told["sentences"][language] if "2007" in each]) == 1
        assert told["otherwise"]["outcome"] == "admitted"  # the highest score
        from kvadmin.plugins.cohort.hooks.letter_context import context

        values = context(office.kit.data, "0101", language, "P3")["decision"]
        assert values["reason"].endswith(f": {said}")
        assert values["outcome"] == "rejected"
        assert "owes-report (protocols/P3-1.json)" in office.run("application", "show", "0101", "--cohort", "P3").out


def test_the_protocol_is_verified_expected_and_proved_outside(office, tmp_path):
    office.run("cohort", "admit", "P3", "--dry-run", "--save-protocol", str(tmp_path / "expected.json"))
    office.run("cohort", "admit", "P3", "--expect-protocol", str(tmp_path / "expected.json"))
    assert shown(office, "cohort", "verify", "P3")["differences"] == []
    program = tmp_path / "check.py"
    office.run("cohort", "verify", "P3", "--standalone", str(program))
    file = office.kit.folder / "protocols" / "P3-1.json"

    def checked():
        done = [sys.executable, "-I", str(program), str(file)]
        return subprocess.run(done, input="-\n-\n-\n", capture_output=True, encoding="utf-8", check=False)

    assert "No difference: all 10 decisions follow" in checked().stdout
    forged = protocol(office)
    decisions(forged)["0101"]["reason"] = "rejected-ineligible"
    del forged["sha256"]
    file.write_text(json.dumps(forged), encoding="utf-8")
    assert "DIFFERENCE 0101 reason" in checked().stdout
    assert checked().returncode == 1


def test_another_code_than_the_expected_one_is_a_conflict(office, tmp_path):
    office.run("cohort", "admit", "P3", "--dry-run", "--save-protocol", str(tmp_path / "expected.json"))
    office.install(rule("owes-fee", ("0101", "0501")), name="debts")
    ran = office.stopped("cohort", "admit", "P3", "--expect-protocol", str(tmp_path / "expected.json"), code=5)
    assert "0101: reason code of a plugin was owes-report, is now owes-fee" in ran.err


def test_a_code_that_nobody_declares_any_more_is_shown_as_it_is(office):
    office.run("cohort", "admit", "P3")
    office.site.uninstall("debts")
    # a protocol from elsewhere that keeps the code alone
    file = office.kit.folder / "protocols" / "P3-1.json"
    bare = protocol(office)
    for each in bare["decisions"]:
        each.pop("grounds", None)
    file.write_text(json.dumps(bare), encoding="utf-8")
    told = shown(office, "cohort", "explain", "P3", "0101")
    assert told["sentences"]["nb"][0] == "Avslått: owes-report: The report of 2007 is missing."
    found = shown(office, "cohort", "verify", "P3", code=1)
    assert "does not give its sha256" in found["differences"][0]
    assert not any("owes-report" in each for each in found["differences"])
    assert found["rules"] == [
        {"plugin": name, "asked": False, "otherwise": []} for name in (None, "debts")
    ]  # nobody knows whose the code is


@pytest.mark.parametrize("waived", [(), WAIVED], ids=["plain", "without-guard"])
def test_verify_judges_by_the_recorded_codes_where_the_plugin_is_gone(office, tmp_path, waived):
    office.run("cohort", "admit", "P3")
    office.site.uninstall("debts")
    found = shown(office, "cohort", "verify", "P3", "--standalone", str(tmp_path / "check.py"), *waived)
    assert found["identical"]
    assert found["differences"] == []
    assert found["notes"] == ["the rule of plugin 'debts' was not asked anew: its codes are those in the protocol"]
    assert found["rules"] == [{"plugin": "debts", "asked": False, "otherwise": []}]
    assert (tmp_path / "check.py").is_file()
    ran = office.run("cohort", "verify", "P3")
    assert "identical" in ran.out
    assert "the rule of plugin 'debts' was not asked anew" in ran.out
    office.stopped("cohort", "odds", "P3")  # which must know what the rule says today


def test_verify_still_notices_what_was_changed_where_the_plugin_is_gone(office):
    office.run("cohort", "admit", "P3")
    office.site.uninstall("debts")
    file = office.kit.folder / "protocols" / "P3-1.json"
    forged = protocol(office)
    [mine] = [row for row in forged["inputs"]["applicants"] if row["number"] == "0101"]
    del mine["ineligible"]
    file.write_text(json.dumps(forged), encoding="utf-8")
    assert any("input_sha256" in each for each in shown(office, "cohort", "verify", "P3", code=1)["differences"])


def test_a_rule_that_answers_otherwise_today_is_told_by_itself(office):
    office.run("cohort", "admit", "P3")
    office.install(rule("owes-report", ("0101", "0301")), name="debts")
    found = shown(office, "cohort", "verify", "P3", code=1)
    assert found["differences"] == ["the rule of plugin 'debts' answers otherwise today: 2 (0301, 0501)"]
    assert found["rules"] == [{"plugin": "debts", "asked": True, "otherwise": ["0301", "0501"]}]
    assert found["notes"] == []
    office.install(rule("owes-report", ("0101", "0501")), name="debts")
    assert shown(office, "cohort", "verify", "P3")["rules"] == []


def test_what_two_rules_decided_is_told_apart_when_one_is_gone(office):
    office.install(rule("no-plan", ("0101", "0301")), name="plans")
    office.run("cohort", "admit", "P3")
    office.site.uninstall("debts")
    found = shown(office, "cohort", "verify", "P3")
    assert found["rules"] == [{"plugin": "debts", "asked": False, "otherwise": []}]
    office.install(rule("no-plan", ("0101",)), name="plans")
    assert shown(office, "cohort", "verify", "P3", code=1)["rules"][1] == {
        "plugin": "plans", "asked": True, "otherwise": ["0301"]
    }  # fmt: skip


@pytest.mark.parametrize("grounds", ["x", [1], {"code": "a"}])
def test_grounds_that_are_none_are_no_protocol(office, grounds):
    office.run("cohort", "admit", "P3")
    broken = protocol(office)
    decisions(broken)["0101"]["grounds"] = grounds
    (office.kit.folder / "protocols" / "P3-1.json").write_text(json.dumps(broken), encoding="utf-8")
    assert "has grounds that are no list of objects" in office.run("cohort", "explain", "P3", "0101", code=3).err


def test_two_plugins_on_one_applicant_the_first_by_name_counts_and_both_are_told(office):
    office.install(rule("zz-fee", ("0101",), ("The fee is not paid.", "Avgiften er ikke betalt", "")), name="aaa")
    for _ in range(2):  # whichever was installed first
        found = shown(office, "cohort", "admit", "P3", "--dry-run")
        mine = decisions(found)["0101"]
        assert (mine["reason"], mine["detail"]) == ("zz-fee", "The fee is not paid; The report of 2007 is missing")
        assert [(each["plugin"], each["code"]) for each in mine["grounds"]] == [
            ("aaa", "zz-fee"),
            ("debts", "owes-report"),
        ]
        assert (found["counts"]["zz-fee"], found["counts"]["owes-report"]) == (1, 1)
        office.site.uninstall("debts")
        office.install(rule("owes-report", ("0101", "0501")), name="debts")
    office.run("cohort", "admit", "P3")
    told = shown(office, "cohort", "explain", "P3", "0101")["sentences"]
    assert told["nb"][0] == "Avslått: Avgiften er ikke betalt. Rapporten for 2007 mangler."
    assert told["nn"][0] == "Avslått: Avgiften er ikke betalt. Rapporten for 2007 manglar."  # the nearest there is
    assert told["en"][0] == "Rejected: The fee is not paid. The report of 2007 is missing."


def test_one_plugin_twice_on_one_applicant(office):
    office.install(
        STAR + "@hookimpl\ndef kvadmin_admission_rules():\n"
        "    return [Ineligible('0101', 'b', 'Two.'), Ineligible('0101', 'a', 'One.'), Ineligible('0101', 'a', 'One.')]\n",
        name="debts",
    )
    mine = decisions(shown(office, "cohort", "admit", "P3", "--dry-run"))["0101"]
    assert (mine["reason"], mine["detail"]) == ("a", "One; Two")
    assert [each["code"] for each in mine["grounds"]] == ["a", "b"]


def test_the_example_of_the_documentation(office):
    page = (Path(__file__).resolve().parents[4] / "docs" / "plugins.md").read_text(encoding="utf-8")
    source = page.partition("## An admission rule of your own")[2].partition("```python\n")[2].partition("```")[0]
    office.install(source, name="debts")
    found = shown(office, "cohort", "admit", "P3", "--dry-run")
    assert found["counts"]["owes-report"] == 2
    assert decisions(found)["0501"]["reason"] == "owes-report"


def test_what_a_person_has_judged_stands(office):
    file = office.kit.folder / "applications" / "P3" / "0101.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "ineligible: is no member of KS\n", encoding="utf-8")
    mine = decisions(shown(office, "cohort", "admit", "P3", "--dry-run"))["0101"]
    assert (mine["reason"], mine["detail"]) == ("rejected-ineligible", "is no member of KS")
    assert "grounds" not in mine


@pytest.mark.parametrize(
    ("code", "said"),
    [
        *((each, f"the reason code {each!r} is one of kvadmin's own")
          for each in ("rejected-late", "admitted-all", "withdrawn", "rejected-ineligible")),
        *((each, "is not of small letters, digits and hyphens (at most 40)")
          for each in ("owes report", "Owes", "owes_report", "-owes", "owes-", "owes--report", "", "1st", "o" * 41, "æ")),
        *((each, f"the reason code {each!r} begins with another outcome, {each.partition('-')[0]}")
          for each in ("admitted-late", "waitlisted-x", "undecided-report", "withdrawn-x", "admitted")),
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_stops_the_admission_by_name(office, code, said):
    office.install(rule(code, ("0101",)), name="debts")
    ran = office.stopped("cohort", "admit", "P3")
    assert said in ran.err
    assert "plugin 'debts' failed: in kvadmin_admission_rules" in ran.err
    office.run("cohort", "admit", "P3", "--dry-run", *WAIVED)


@pytest.mark.parametrize("number", ["301", "0301 Oslo", "", "٠٣٠١"])
def test_what_is_no_number_stops_the_admission_instead_of_being_about_nobody(office, number):
    """`str(301)` for 0301 would else admit whom the rule is against."""
    said = f"[Ineligible({number!r}, 'owes-report', 'x')]"
    office.install(STAR + f"@hookimpl\ndef kvadmin_admission_rules():\n    return {said}\n", name="debts")
    err = office.run("cohort", "admit", "P3", code=6).err
    assert f"plugin 'debts' failed: in kvadmin_admission_rules: {number!r} is no number of a municipality" in err
    assert not (office.kit.folder / "protocols").exists()


def test_codes_at_the_edge_are_taken(office):
    for code in ("a", "o" * 40, "rejected-by-board", "a1-2"):
        office.install(rule(code, ("0101",)), name="debts")
        assert decisions(shown(office, "cohort", "admit", "P3", "--dry-run"))["0101"]["reason"] == code


def test_words_are_texts(office):
    office.install(rule("debt", ("0101",), ("x", 5, "")), name="debts")
    assert "Ineligible: nb is int, not str" in office.stopped("cohort", "admit", "P3").err


def test_a_reason_without_words_is_its_code(office):
    office.install(rule("debt", ("0101",), ("",)), name="debts")
    office.run("cohort", "admit", "P3")
    assert shown(office, "cohort", "explain", "P3", "0101")["sentences"]["nn"][0] == "Avslått: debt."


def test_a_rule_that_raises_stops_the_admission(office):
    office.install(STAR + "@hookimpl\ndef kvadmin_admission_rules():\n    1 / 0\n", name="debts")
    for words in (("admit", "P3"), ("freeze", "P3")):
        office.stopped("cohort", *words)


def test_a_promotion_keeps_the_code(office):
    office.run("cohort", "admit", "P3")
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "they said so", "--on", "2008-09-01")
    found = shown(office, "cohort", "promote", "P3")
    assert decisions(found)["0101"]["reason"] == "owes-report"
    assert protocol(office, 2)["kind"] == "promotion"
    assert shown(office, "cohort", "verify", "P3")["differences"] == []


def test_the_frozen_list_says_the_code_and_notices_another(office):
    office.run("cohort", "freeze", "P3")
    office.install(rule("owes-fee", ("0101", "0501")), name="debts")
    office.run("cohort", "admit", "P3")
    said = office.run("cohort", "verify", "P3").out
    assert "0101: whether the applicant is eligible: owes-report → owes-fee" in said


def test_who_was_rejected_by_a_plugin_has_no_chance_and_others_share_theirs(office):
    office.run("cohort", "admit", "P3")
    found = {each["municipality"] for each in shown(office, "cohort", "odds", "P3")["applicants"]}
    assert {"0101", "0501"} & found == set()
    assert len(found) == 8


def test_the_evaluators_package_has_the_codes_with_their_labels(office):
    office.run("cohort", "admit", "P3")
    from kvadmin.plugins.cohort.hooks.application_variables import variables

    reason = next(each for each in variables(office.kit.data) if each.name == "reason")
    assert reason.values["P3", "0101"] == "owes-report"
    assert reason.words["owes-report"] == (
        "Avslått: Rapporten for 2007 mangler.",
        "Avslått: Rapporten for 2007 manglar.",
    )
    assert list(reason.words)[-1] == "owes-report"
    assert set(reason.values.values()) == set(reason.words)
    assert not reason.public


def test_one_code_with_different_words_is_labelled_by_itself(office):
    office.install(
        STAR + "@hookimpl\ndef kvadmin_admission_rules(applicants):\n"
        "    return [Ineligible(each, 'owes', f'owes {each}') for each in applicants[:2]]\n",
        name="debts",
    )
    office.run("cohort", "admit", "P3")
    from kvadmin.plugins.cohort.hooks.application_variables import variables

    assert next(each for each in variables(office.kit.data) if each.name == "reason").words["owes"] == ("owes", "owes")


@pytest.mark.parametrize("place", range(3))
def test_words_with_control_characters_never_come_into_the_protocol(office, place):
    words = ["Owes.", "Mangler.", "Manglar."]
    words[place] += "\x1b[31m"
    office.install(rule("debt", ("0101",), tuple(words)), name="debts")
    assert "the words of the reason code 'debt' have control characters" in office.stopped("cohort", "admit", "P3").err


def test_a_number_of_no_municipality_stops_it_and_one_that_has_not_applied_does_not(office):
    loose = "from kvadmin.api import hookimpl\nfrom kvadmin.api.hooks import Ineligible\n\n@hookimpl\ndef kvadmin_admission_rules():\n"
    office.install(f"{loose}    return [Ineligible('101', 'debt', 'x')]\n", name="debts")
    assert "'101' is no number of a municipality" in office.stopped("cohort", "admit", "P3").err
    office.install(f"{loose}    return [Ineligible('0104', 'debt', 'x')]\n", name="debts")
    assert "debt" not in shown(office, "cohort", "admit", "P3", "--dry-run")["counts"]
