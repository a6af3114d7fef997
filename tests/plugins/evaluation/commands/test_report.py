"""Results reports from the command line: whom, for whom, in which form and format, and what never stands in one."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from itertools import product

import pypdf
import pytest
from plugins.evaluation.results_office import KNOWN, name_of, numbers, results_office
from support import folder_bytes

from kvadmin.api.records import Cohort, MemberGoals, Membership, Network, Networks
from kvadmin.plugins.evaluation.progress.goal_state import STATES, GoalState
from kvadmin.plugins.evaluation.progress.judged_goals import JudgedGoal
from kvadmin.plugins.evaluation.results import report_sources

FIRST = numbers(1)[0]  # in bokmål; the second in nynorsk, the third in neither
SUBJECTS = (FIRST, "network:2", "cohort:P1", "programme")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A programme that nobody changes."""
    return results_office(tmp_path_factory.mktemp("results") / "programme")


@pytest.fixture
def kit(tmp_path):
    return results_office(tmp_path / "programme", {"P1": 6})


@pytest.fixture
def stated(monkeypatch):
    """The goals of a membership stand as the test says: states by position, over and over."""

    def use(*given):
        def judged(data, indicators, as_of, **_):
            return [
                JudgedGoal(
                    each.cohort,
                    each.municipality,
                    goal,
                    GoalState(given[(int(each.municipality) + at) % len(given)], ()),
                )
                for each in data.all(MemberGoals)
                for at, goal in enumerate(each.goals)
            ]

        monkeypatch.setattr(report_sources, "judged_goals", judged)

    return use


def text_of(content: bytes, ending: str) -> str:
    """What a reader finds in the file, on one line."""
    if ending == "pdf":
        found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    elif ending == "docx":
        xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        found = re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " "))
    else:
        found = re.sub(r"<style>.*?</style>|<[^>]+>", " ", content.decode(), flags=re.DOTALL)
    return " ".join(found.split())


def report(kit, folder, *arguments, ending="html"):
    """The text of the one report that a call makes."""
    made = kit.json("evaluation", "report", *arguments, "--as", ending, "--out", str(folder))["files"]
    assert len(made) == 1
    return text_of((folder / made[0]["file"]).read_bytes(), ending)


@pytest.mark.parametrize(("subject", "form"), [*product(SUBJECTS, ("nb", "nn"))])
def test_every_subject_in_every_format_and_form(shared, tmp_path, subject, form):
    before = folder_bytes(shared.folder)
    cohort = ("--cohort", "P1") if subject.startswith("network") else ()
    call = ("evaluation", "report", subject, *cohort, "--language", form, "--as", "pdf,docx,html")
    found = shared.json(*call, "--out", str(tmp_path / "a"))
    assert [each["file"].rpartition(".")[2] for each in found["files"]] == ["pdf", "docx", "html"]
    heads = (
        (
            "Mål og status",
            "Utvikling",
            "egne ord" if form == "nb" else "eigne ord",
            ("Hva" if form == "nb" else "Kva") + " vi har lært",
            "Det vi mangl",
        )
        if subject == FIRST or subject.startswith("network")
        else ("Mål og status", "Utvikling", ("Hva" if form == "nb" else "Kva") + " vi har lært", "Det vi mangl")
    )
    for each in found["files"]:
        ending = each["file"].rpartition(".")[2]
        said = text_of((tmp_path / "a" / each["file"]).read_bytes(), ending)
        at = [said.find(head) for head in heads]
        assert -1 not in at, (each["file"], heads)
        assert at == sorted(at), "the parts stand in their order"
        assert ("Resultater" in said, "Sjukefråvær" in said) == (form == "nb", form == "nn")
    again = shared.json(*call, "--out", str(tmp_path / "b"))
    assert folder_bytes(tmp_path / "a") == folder_bytes(tmp_path / "b")
    assert [each["sha256"] for each in found["files"]] == [each["sha256"] for each in again["files"]]
    assert folder_bytes(shared.folder) == before, "a report changes nothing of the programme"


def test_a_municipality_has_its_own_form_and_a_neutral_one_the_programmes(shared, tmp_path):
    made = shared.json("evaluation", "report", "cohort:P1", "--each", "--out", str(tmp_path))["files"]
    assert len(made) == 12
    forms = {each["subject"]: each["language"] for each in made}
    assert [forms[number] for number in numbers(3)] == ["nb", "nn", "nb"]
    asked = shared.json("evaluation", "report", FIRST, "--language", "nn", "--out", str(tmp_path))["files"]
    assert asked[0]["language"] == "nn"
    assert asked[0]["file"] not in {each["file"] for each in made}, "no edition takes another one's place"


def test_all_makes_one_for_each_membership(shared, tmp_path):
    made = shared.json("evaluation", "report", "all", "--as", "html", "--out", str(tmp_path))["files"]
    assert len({each["file"].casefold() for each in made}) == 19
    assert {each["cohort"] for each in made} == {"P1", "P2"}


def test_the_report_says_what_the_judgement_says(shared, tmp_path, stated):
    words = ("Nådd", "I rute", "Ikke i rute", "For tidlig å si", "Mangler tall")
    said_plainly = (
        "Målet er nådd.",
        "Kommunen er i rute til å nå målet.",
        "Kommunen er ikke i rute til å nå målet.",
        "Det er for tidlig å si om målet blir nådd.",
        "Vi mangler tall, og vet ikke hvordan det går.",
    )
    for state, word, sentence in zip(STATES, words, said_plainly, strict=True):
        stated(state)
        table = report(shared, tmp_path, FIRST, "--for", "council")
        assert "Sykefravær: fra 9,6 % til 8,4 % innen utgangen av 2009" in table
        assert re.search(rf"\(1\. kvartal 2009\) {word} ", table) or "Mangler" in word, table[:600]
        assert sentence in report(shared, tmp_path, FIRST, "--for", "inhabitants")


def test_those_who_meet_see_every_goal_and_the_public_no_small_count(shared, tmp_path, stated):
    stated("met", "on-track", "on-track", "off-track")
    meeting = report(shared, tmp_path, "cohort:P1", "--for", "meeting")
    assert "Alle mål" in meeting
    assert name_of(FIRST) in meeting
    for reader in ("council", "inhabitants"):
        for subject in ("cohort:P1", "cohort:P2", "programme"):
            public = report(shared, tmp_path, subject, "--for", reader)
            rows = re.findall(r"(?:P\d|Pulje \d|I alt) ((?:[\d–]+ ){5}[\d–]+)", public)
            assert len(rows) == (3 if subject == "programme" else 1), public[:900]
            counts = " ".join(rows).split()
            assert not [n for n in counts if n != "–" and 0 < int(n) < 5], (subject, counts)
            assert "Alle mål" not in public
        network = report(shared, tmp_path, "network:1", "--cohort", "P1", "--for", reader)
        assert "Noen mål er nådd." in network
        assert not re.search(r"Nådd|Ikke i rute", network), "which goal of whom is for its own report"


def test_texts_that_name_a_person_are_left_out_and_said(kit, tmp_path):
    secrets = {
        "0102": f"Vi takker {KNOWN} for innsatsen.",
        "0103": "Ring 22 33 44 55 for mer.",
        "0104": "Spør kari@bygd.example om dette.",
        "0105": "Rådmann Kåre Ukjent Nordmann har ledet arbeidet.",
        "0106": "Gjelder 010170 12345 og flere.",
    }
    for number, text in secrets.items():
        path = kit.folder / "plans" / "P1" / f"{number}.yaml"
        content = path.read_text(encoding="utf-8")
        path.write_text(content.replace("Tre enheter er i gang.", text), encoding="utf-8")
    ran = kit.run("evaluation", "report", "all", "--as", "pdf,docx,html", "--out", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    for number, text in secrets.items():
        assert f"{number}: the report of 2008-10-01; look: kvadmin plan show P1 {number}" in " ".join(ran.err.split())
        assert text not in ran.err
    for path in (tmp_path / "out").iterdir():
        if path.suffix[1:] in ("pdf", "docx", "html"):
            said = text_of(path.read_bytes(), path.suffix[1:])
            for word in ("Oppdiktet", "22 33 44 55", "kari@", "Ukjent", "010170", "randi@"):
                assert word not in said, (path.name, word)
            assert "Faste møter mellom leder og tillitsvalgt" in said, "what names nobody stands"
    assert kit.json("evaluation", "report", "all", "--as", "html", "--out", str(tmp_path / "out"))["left_out"] == 5


def test_figures_of_few_persons_are_nowhere(shared, tmp_path):
    """The third quarter of answers has a denominator of 3: neither its value nor a limit made of it is shown."""
    said = report(shared, tmp_path, FIRST, "--for", "inhabitants")
    assert "Perioder med tall for færre enn 5 personer vises ikke." in said
    assert "1. kvartal 2007: 66,7" not in said
    assert "Mangler tall for brukere" not in said


def test_nothing_to_report_is_said_in_plain_words(tmp_path):
    kit = results_office(tmp_path / "programme", {"P1": 2})
    for folder in ("plans", "goals", "applications", "measurements"):
        for path in sorted((kit.folder / folder).rglob("*.*")):
            path.unlink()
    for subject in (FIRST, "network:1", "cohort:P1", "programme"):
        for ending in ("pdf", "docx", "html"):
            said = report(kit, tmp_path / "out", subject, "--for", "inhabitants", ending=ending)
            assert "mål som kan måles med tall" in said
            assert "Det er ingen tall å vise ennå." in said
    (kit.folder / "indicators.yaml").unlink()
    assert "mål som kan måles med tall" in report(kit, tmp_path / "out", FIRST)


def test_what_is_missing_is_named(shared, tmp_path):
    said = report(shared, tmp_path, numbers(2)[1], "--language", "nb")
    assert "Vi mangler tall for brukere som er fornøyde." in said
    assert "Vi mangler kommunens egen sluttevaluering. Fristen var 1. juni 2009." in said
    assert "Vi mangler tall for sykefravær for 1. kvartal 2009." in report(shared, tmp_path, FIRST)


def test_a_day_of_the_past_knows_nothing_of_what_came_after(shared, tmp_path):
    said = report(shared, tmp_path, FIRST, "--as-of", "01.07.2008")
    assert "Status 1. juli 2008" in said
    assert "2. kvartal 2008" in said
    assert not re.search(r"2009|3\. kvartal 2008|Små grupper|Tre enheter", said.replace("innen utgangen av 2009", "")
                         .replace("innen 2009", ""))  # fmt: skip


def test_a_network_of_several_cohorts_is_asked_for(shared, tmp_path):
    out = ("--out", str(tmp_path / "out"))
    ran = shared.run("evaluation", "report", "network:1", *out)
    assert ran.code == 4
    assert "several cohorts have a network '1'" in ran.err
    assert "--cohort P1" in ran.err
    assert not (tmp_path / "out").exists()
    assert report(shared, tmp_path, "nettverk:Nettverk 1 i P2").startswith(
        "Resultater for nettverk 1 – Nettverk 1 i P2"
    )


def test_a_municipality_in_two_groups_is_asked_for(kit, tmp_path):
    kit.add(Cohort(id="I08", name="Innsats", kind="effort", memberships=[Membership(municipality=FIRST, start=date(2008, 9, 1))]))  # fmt: skip
    ran = kit.run("evaluation", "report", FIRST, "--out", str(tmp_path / "out"))
    assert (ran.code, "in several cohorts" in ran.err, "--cohort I08" in ran.err) == (4, True, True)
    assert "Innsats" in report(kit, tmp_path / "out", FIRST, "--cohort", "I08")
    made = kit.json("evaluation", "report", "all", "--as", "html", "--out", str(tmp_path / "all"))["files"]
    assert len({each["file"] for each in made}) == 7


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("9999",), 4, "9999"),
        (("cohort:P9",), 4, "P9"),
        (("network:9", "--cohort", "P1"), 4, "network '9'"),
        (("county:1",), 2, "no report on 'county:1'"),
        (("cohort:P1", "--cohort", "P2"), 2, "named twice"),
        (("programme", "--cohort", "P1"), 2, "of all cohorts"),
        ((FIRST, "--cohort", "P2"), 1, "is no member of P2"),
        (("cohort:P1", "--as-of", "2006-01-01"), 1, "no members"),
        ((FIRST, "--as", "odt"), 2, "odt"),
        ((FIRST, "--for", "press"), 2, "press"),
        ((FIRST, "--language", "se"), 2, "se"),
        ((FIRST, "--language", "en"), 2, "hint: one of nb, nn"),
        ((FIRST, "--language", "nynorskk"), 2, "did you mean nn"),
        ((FIRST, "--as-of", "soon"), 2, "soon"),
    ],
)
def test_wrong_questions_write_nothing(shared, tmp_path, arguments, code, said):
    ran = shared.run("evaluation", "report", *arguments, "--out", str(tmp_path / "out"))
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert not (tmp_path / "out").exists()


def test_a_dry_run_writes_nothing(shared, tmp_path):
    ran = shared.run("evaluation", "report", FIRST, "--out", str(tmp_path / "out"), "--dry-run")
    assert (ran.code, "2 files would be written" in ran.err) == (0, True)
    assert not (tmp_path / "out").exists()


def test_a_report_that_somebody_has_worked_on_is_not_written_over(shared, tmp_path):
    call = ("evaluation", "report", "cohort:P1", "--each", "--as", "docx", "--out", str(tmp_path))
    first, second = (each["file"] for each in shared.json(*call)["files"][:2])
    assert shared.run(*call).code == 0, "a second run takes the place of the first"
    (tmp_path / first).write_bytes(b"worked on")
    (tmp_path / second).unlink()
    before = folder_bytes(tmp_path)
    ran = shared.run(*call)
    assert (ran.code, first in ran.err, second in ran.err) == (1, True, False)
    assert folder_bytes(tmp_path) == before, "nothing at all is written"


def test_80_columns_are_enough(shared, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = shared.run("evaluation", "report", "cohort:P1", "--each", "--as", "html", "--out", "reports")
    assert max(map(len, ran.out.splitlines())) <= 80, ran.out


def test_a_withdrawn_member_is_in_no_report_and_one_that_has_completed_is(kit, tmp_path):
    record = Cohort(
        id="P5",
        name="Fem",
        memberships=[
            Membership(municipality="0101", start=date(2007, 1, 1), to=date(2008, 1, 31), reason="withdrawn"),
            Membership(municipality="0102", start=date(2007, 1, 1), to=date(2008, 12, 31), reason="completed"),
            Membership(municipality="0103", start=date(2010, 1, 1)),
        ],
    )
    kit.add(record, Networks(cohort="P5", networks=[Network(id="7", members=["0101", "0102"])]))
    made = kit.json("evaluation", "report", "cohort:P5", "--each", "--as", "html", "--out", str(tmp_path))["files"]
    assert [each["subject"] for each in made] == ["0102"]
    assert "Kommuner Bygd0102 Periode" in report(kit, tmp_path, "network:7")


def test_goals_of_indicators_that_are_gone_and_texts_of_later_days(kit, tmp_path):
    path = kit.folder / "goals" / "P1" / "0102.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("indicator: tilfreds", "indicator: borte"), encoding="utf-8"
    )
    said = report(kit, tmp_path, "0102", "--language", "nb")
    assert "borte: ikke under 70" in said
    assert "Vi mangler tall for borte." in said
