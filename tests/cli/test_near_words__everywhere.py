"""Wherever a name can be unknown, the one that was meant is named; what is named can be typed."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import error_codes  # noqa: E402 - found through the path above

MEETING = "2008-08-27-oppstart"
#: Code, command, the misspelt word in it, and the one that is named first.
EXAMPLES = [
    ("unknown-command", ["cohrot", "list"], "cohrot", "cohort"),
    ("unknown-command", ["cohort", "lsit"], "lsit", "list"),
    ("unknown-command", ["pulje", "lste"], "lste", "list"),
    ("unknown-command", ["commands", "networc"], "networc", "network"),
    ("unknown-option", ["cohort", "list", "--knownon", "2008-06-01"], "--knownon", "--known-on"),
    ("unknown-word", ["application", "list", "--cohort", "P3", "--state", "waitlistd"], "waitlistd", "waitlisted"),
    ("unknown-word", ["gathering", "list", "--kind", "conferance"], "conferance", "conference"),
    ("unknown-word", ["participants", "list", MEETING, "--by", "netwrk"], "netwrk", "network"),
    ("unknown-word", ["contact", "list", "--role", "project-leadr"], "project-leadr", "project-leader"),
    ("unknown-word", ["municipality", "list", "--language-form", "nynorks"], "nynorks", "nynorsk"),
    ("unknown-word", ["cohort", "explain", "P1", "0415", "--language", "bokmål"], "bokmål", "nb"),
    ("unknown-word", ["evaluation", "ranks", "sykefravaer", "--profile", "publik"], "publik", "public"),
    ("unknown-word", ["evaluation", "funnel", "sykefravaer", "--method", "proporton"], "proporton", "proportion"),
    ("unknown-field", ["cohort", "set", "P3", "capasity", "38", "--dry-run"], "capasity", "capacity"),
    ("unknown-field", ["programme", "set", "nmae", "x", "--dry-run"], "nmae", "name"),
    ("unknown-field", ["reading", "explain", "cohorts/P1.yaml", "--as", "aplications"], "aplications", "applications"),
    ("unknown-name", ["mail", "plan", "admitted", "--to", "cohort:P3", "--about", "2008-08-27-opstart", "--dry-run"],
     "2008-08-27-opstart", MEETING),
    ("unknown-municipality", ["municipality", "show", "Olso"], "Olso", "0301"),
    ("unknown-municipality", ["application", "show", "Skiptvett", "--cohort", "P3"], "Skiptvett", "0127"),
    ("unknown-municipality", ["municipality", "show", "Ørlandd"], "Ørlandd", "1621"),
    ("unknown-cohort", ["cohort", "show", "Pulje 3"], "Pulje 3", "P3"),
    ("unknown-cohort", ["cohort", "show", "innsatskomuner"], "innsatskomuner", "I07"),
    ("unknown-network", ["network", "show", "P1", "--network", "Opland og Buskerud"], "Opland og Buskerud", "1"),
    ("unknown-advisor", ["network", "advisor", "give", "P1", "1", "Nils Raadgiver"], "Nils Raadgiver",
     "Nils Rådgiver (eksempel)"),
    ("unknown-gathering", ["gathering", "show", "oppstart"], "oppstart", MEETING),
    ("unknown-gathering", ["gathering", "show", "oppstartsamling"], "oppstartsamling", MEETING),
    ("unknown-sheet", ["sheet", "out", "contcts", "-o", "x.xlsx"], "contcts", "contacts"),
    ("unknown-person", ["gathering", "cancel", MEETING, "Eksempelbråtn Synnøve", "--dry-run"], "Eksempelbråtn Synnøve",
     "a51483b7"),
    ("unknown-person", ["contact", "report", "Dag Aapendal-"], "Dag Aapendal-", "Dag Åpendal"),
    ("unknown-person", ["contact", "report", "dag.opendal@aukra.example"], "dag.opendal@aukra.example",
     "dag.apendal@aukra.example"),
    ("unknown-person", ["contact", "remove", "Aukra", "projectleader", "--dry-run"], "projectleader", "project-leader"),
    ("unknown-party", ["programme", "party", "Kunnskapsdepartmentet", "name", "x", "--dry-run"],
     "Kunnskapsdepartmentet", "KD"),
    ("unknown-indicator", ["evaluation", "signals", "sykefravar"], "sykefravar", "sykefravaer"),
    ("unknown-mailing", ["mail", "preview", "opstart-p1"], "opstart-p1", "oppstart-p1"),
    ("unknown-letter", ["mail", "plan", "admited", "--to", "cohort:P3", "--dry-run"], "admited", "admitted"),
    ("unknown-letter", ["mail", "preview", "oppstart-p1", "--letter", "0415/projectleadr"], "0415/projectleadr",
     "0415/project-leader"),
    ("unknown-letter", ["mail", "settle", "oppstart-p1", "0415/project-laeder", "--came", "--why", "x", "--dry-run"],
     "0415/project-laeder", "0415/project-leader"),
    ("unknown-address", ["mail", "suppression", "remove", "kari@oslo.exampel"], "kari@oslo.exampel", "kari@oslo.example"),
    ("unknown-transport", ["mail", "send", "oppstart-p1", "--transport", "draft", "--confirm", "2"], "draft", "drafts"),
    ("unknown-place", ["network", "split", "P3", "--size", "5..7", "--apart", "Løronskog,Skedsmo", "--dry-run"],
     "Løronskog", "0230"),
    ("unknown-value", ["mail", "plan", "admitted", "--to", "region:Nord-Norg", "--dry-run"], "Nord-Norg", "Nord-Norge"),
    ("unknown-value", ["municipality", "list", "--county", "Akershu"], "Akershu", "Akershus"),
    ("unknown-value", ["municipality", "list", "--region", "Nordnorg"], "Nordnorg", "Nord-Norge"),
    ("unknown-plugin", ["plugins", "disable", "netwrk", "--dry-run"], "netwrk", "network"),
    ("unknown-plugin", ["cohort", "list", "--without-guard", "netwrk", "--why", "x"], "netwrk", "network"),
    ("bad-selection", ["mail", "plan", "admitted", "--to", "cohrt:P3", "--dry-run"], "cohrt", "cohort"),
    ("bad-value", ["cohort", "list", "--lang", "bokmaal"], "bokmaal", "nb"),
    ("bad-value", ["cohort", "list", "--color", "allways"], "allways", "always"),
]  # fmt: skip
#: Of these codes no example stands above, and why.
NEVER_GUESSED = {
    "unknown-hash": "what is approved is named by who has seen it",
    "unknown-change": "one change is not like another",
    "unknown-item": "numbers of a list",
    "unknown-row": "tried in tests/plugins/cohort",
    "unknown-application": "the municipality is known, and has not applied",
    "unknown-record": "a guess in tests/store/test_reader.py; no command asks for another kind of record by its key",
    "unknown-setting": "a file of settings: tests/plugins/mail",
    "unknown-format": "words of a result that is no JSON: test_a_format_that_is_misspelt",
    "unknown-reading": "nothing is kept in the example",
    "unknown-file-type": "no name",
    "unknown-version": "no name",
}
#: Places that give such a code without a guess, and why there is none.
WITHOUT = {
    "ids and hashes of changes, plans": ["store/history/ids.py", "plugins/mail/commands/approve.py",
        "plugins/mail/outbox/frozen_mailing.py"],
    "numbers of a list": ["plugins/gathering/commands/agenda.py", "plugins/mail/outbox/settlements.py",
        "plugins/evaluation/commands/codes.py"],
    "the name is known, and what is asked of it is not there": ["plugins/evaluation/commands/arguments.py",
        "plugins/evaluation/commands/goals/goal_review.py", "plugins/evaluation/commands/goals/goal_setting.py",
        "plugins/evaluation/commands/survey.py", "plugins/evaluation/commands/event.py",
        "plugins/mail/commands/send.py", "plugins/mail/commands/settle.py", "plugins/mail/outbox/mailings.py",
        "plugins/network/commands/advisor.py", "plugins/network/commands/compare.py", "plugins/network/commands/host.py",
        "plugins/network/commands/split_keeping.py", "plugins/network/splitting/standing_networks.py",
        "plugins/network/commands/manual_changes.py", "plugins/network/divisions/stored_networks.py",
        "plugins/network/solver/explain.py", "plugins/network/splitting/cohort_places.py",
        "plugins/network/splitting/split_options.py", "plugins/cohort/explaining/explanation.py",
        "plugins/cohort/commands/confirm.py", "plugins/evaluation/measurements/judged_series.py",
        "plugins/mail/planning/letter_values.py", "plugins/network/sheets/network_sheet.py",
        "plugins/municipality/contact_cards.py", "plugins/sheet/commands/out.py", "typed/fields.py"],
    "several have the name": ["plugins/cohort/settling/waiting_rows.py"],
    "no name that a person types": ["plugins/evaluation/package/package_workbook.py", "store/reader.py",
        "store/writing/planning.py", "plugins/mail/hooks/transports.py"],
    "carried in proofs that import nothing of kvadmin": ["plugins/cohort/admission/reasons.py"],
}  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example programme as ``demo`` leaves it, with an approved mailing and an address that gets no letters."""
    from kvadmin.cli.app import invoke

    folder = tmp_path_factory.mktemp("near") / "programme"

    def run(*words):
        assert invoke(["-C", str(folder), "--today", "2008-06-10", "--yes", *words]) == 0

    assert invoke(["demo", str(folder)]) == 0
    run("mail", "suppression", "add", "kari@oslo.example", "--reason", "bounced")
    chosen = ("--about", MEETING, "--to", "municipality:0415", "--name", "oppstart-p1")
    run("mail", "plan", "startup-gathering", *chosen)
    run("mail", "approve", hashlib.sha256((folder / "outbox/oppstart-p1/plan.json").read_bytes()).hexdigest())
    return folder


@pytest.fixture
def tried(cli, example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # what is named right is done, and may write files

    def run(words):
        folder = tmp_path / "programme"
        if not folder.exists():
            shutil.copytree(example, folder)
        return cli("-C", folder, "--today", "2008-06-10", *words, "--format", "json")

    return run


@pytest.mark.parametrize(("code", "words", "wrong", "right"), EXAMPLES, ids=lambda each: None)
def test_the_name_that_was_meant_is_named_and_can_be_typed(tried, code, words, wrong, right):
    ran = tried(words)
    error = json.loads(ran.err.splitlines()[-1])["error"]
    assert (error["code"], error["suggestions"][:1]) == (code, [right])
    assert error["hint"].startswith("did you mean ")
    again = tried([word.replace(wrong, right) for word in words])
    assert '"suggestions": ["' not in again.err, "what is named has to be known"


def test_a_format_that_is_misspelt(cli, example):
    ran = cli("-C", example, "status", "--format", "jsn")
    assert "did you mean json?" in ran.err


def test_a_finding_names_what_was_meant(tried, tmp_path):
    tried(["cohort", "list"])
    file = tmp_path / "programme/cohorts/P3.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: cohort", "kind: chort"), encoding="utf-8")
    (tmp_path / "programme/cohorts/P1.yaml").write_text("id: P1\nname: x\nkind: efort\ncapasity: 3\n", encoding="utf-8")
    hints = {each["hint"] for each in json.loads(tried(["check"]).out)["findings"]}
    assert {"did you mean effort?", "did you mean capacity?"} <= hints


def test_every_code_of_an_unknown_name_has_an_example():
    codes = {code for code in error_codes.meanings() if code.startswith("unknown-")}
    tried = {code for code, *_ in EXAMPLES}
    assert codes - tried - set(NEVER_GUESSED) == set()
    assert set(NEVER_GUESSED) <= codes - tried


def test_every_place_that_says_a_name_is_unknown_names_what_is_near():
    exempt = {module for modules in WITHOUT.values() for module in modules}
    without = set(_places_without_near())
    assert without - exempt == set(), "add near=near_names(typed, known), or say here why nothing is near"
    assert exempt - without == set()


def _places_without_near():
    for path in sorted((ROOT / "kvadmin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            given = {each.arg: ast.unparse(each.value) for each in node.keywords}
            code = given.get("code", "")
            if "'unknown-" in code and "near" not in given and not ("file-type" in code or "version" in code):
                yield path.relative_to(ROOT / "kvadmin").as_posix()
