"""What the rest of kvadmin hears of the work: status, selections, letters, charts, reports, the package, the menu."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import kvadmin_improvement as plugin
import pytest
from jsonschema import Draft202012Validator
from kvadmin_improvement.records import STEPS, Measure

TODAY = date(2008, 6, 10)


@pytest.fixture
def work(done):
    """Two members at work: one well, one late, idle and alone."""
    done(
        "measure", "add", "P1", "0415", "Ny vaktordning", "responsible", "Hjemmetjenesten", "indicators", "sykefravaer",
        "start", "2008-02-01", "planned_start", "2008-02-01", "planned_end", "2008-12-01",
    )  # fmt: skip
    done(
        "measure",
        "step",
        "0415-1",
        "prepare",
        "--done",
        "2008-02-10",
        "--parties",
        "politicians,administration,employees",
    )
    done("measure", "step", "0415-1", "plan", "--done", "2008-05-20", "--parties", "administration,employees")
    done(
        "cycle",
        "add",
        "0415-1",
        "Ønsketurnus på én avdeling",
        "prediction",
        "Færre vikarer",
        "done",
        "Prøvd i åtte uker",
        "learned",
        "Kveldsvaktene må med fra start",
        "next",
        "To avdelinger til",
        "start",
        "2008-03-01",
        "end",
        "2008-05-01",
    )
    done("measure", "add", "P1", "0301", "Kompetanseplan", "start", "2008-01-10", "planned_end", "2008-05-01")
    done("measure", "step", "0301-1", "prepare", "--done", "2008-01-12", "--parties", "administration")
    done("measure", "step", "0301-1", "plan", "--done", "2008-01-20", "--parties", "administration")
    done("cycle", "add", "0301-1", "Kurs", "start", "2008-01-20", "end", "2008-01-25")


def test_status_names_what_needs_a_person_and_each_command_shows_it(kit, work):
    found = kit.json("status")
    mine = {each["key"]: each for each in found["needs_action"] if "measure" in each["command"]}
    assert set(mine) == {"measure-overdue", "measure-idle", "cycle-without-learned", "party-missing"}
    for each in mine.values():
        words = each["command"].split()[1:]
        listed = kit.json(*words)
        assert "0301" in json.dumps(listed)
    (section,) = [each for each in found["sections"] if each["title"] == "Improvement work"]
    figures = {each["key"]: each["value"] for each in section["figures"]}
    assert figures == {"measures": 2, "measures-completed": 0, "measure-steps": 4, "measure-steps-tripartite": 1}


def test_status_falls_silent_when_it_is_done(kit, work, done):
    done("measure", "set", "0301-1", "end", "2008-06-01")
    done("cycle", "set", "0301-1", "1", "learned", "Korte kurs virker")
    done("measure", "step", "0301-1", "do", "--done", "2008-05-01", "--parties", "politicians,employees")
    assert not [each for each in kit.json("status")["needs_action"] if "measure" in each["command"]]


def test_checks_find_what_was_written_by_hand(kit, work):
    file = kit.folder / "measures" / "0301-1.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("status: in-progress", "status: sovende").replace("step: plan", "step: plann")
    text = (
        text.replace("- administration", "- administrasjon", 1) + "responsible: Kari Prøvestad\nindicators: [ukjent]\n"
    )
    file.write_text(text, encoding="utf-8")
    codes = {each["code"] for each in kit.json("check")["findings"]} if kit.run("check").code == 0 else None
    if codes is None:
        ran = kit.run("check", "--format", "json")
        codes = {each["code"] for each in json.loads(ran.out)["findings"]}
    assert {"measure-status", "measure-steps", "measure-names-person", "measure-indicator"} <= codes


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        ("measure:P1", {"0301", "0415"}),
        ("not:measure:P1 cohort:P1", {"1244"}),
        ("measure-overdue:P1", {"0301"}),
        ("measure-idle:P1", {"0301"}),
        ("party-missing:P1", {"0301"}),
    ],
)
def test_selections(kit, work, tmp_path, selection, numbers):
    from openpyxl import load_workbook

    file = tmp_path / "valg.xlsx"
    assert kit.run("sheet", "out", "municipalities", selection, "-o", str(file)).code == 0
    page = load_workbook(file).worksheets[0]
    found = {str(cell.value) for row in page.iter_rows(min_row=2) for cell in row}
    assert numbers == found & {"0301", "0415", "1244", "1601"}


def test_selections_of_no_cohort(refused, work, tmp_path):
    assert "which cohort" in refused(
        "sheet", "out", "municipalities", "measure-overdue", "-o", str(tmp_path / "x.xlsx")
    )
    assert "P9" in refused("sheet", "out", "municipalities", "measure-idle:P9", "-o", str(tmp_path / "x.xlsx"))


def test_letters(kit, work):
    told = plugin.kvadmin_letter_context(kit.data, "0301", TODAY, "nn", "P1")["measures"]
    assert told == {
        "count": 1,
        "completed": 0,
        "overdue": 1,
        "idle": 1,
        "titles": ["Kompetanseplan"],
        "overdue_titles": ["Kompetanseplan"],
        "steps": 2,
        "all_three": 0,
        "missing_parties": ["folkevalde", "tillitsvalde"],
    }
    assert plugin.kvadmin_letter_context(kit.data, "0301", TODAY, "nb", "oppstart") == {}


def test_a_measures_days_stand_on_its_charts(kit, work, done):
    done("measure", "set", "0415-1", "end", "2008-06-01")
    found = plugin.kvadmin_annotations(kit.data, "sykefravaer", "0415")
    assert [(each.day, each.nb, each.nn) for each in found] == [
        (date(2008, 2, 1), "Tiltak: Ny vaktordning", "Tiltak: Ny vaktordning"),
        (date(2008, 6, 1), "Slutt på tiltak: Ny vaktordning", "Slutt på tiltak: Ny vaktordning"),
    ]
    assert plugin.kvadmin_annotations(kit.data, "sykefravaer", "0301") == []
    assert plugin.kvadmin_annotations(kit.data, "trivsel", "0415") == []


def sections(kit, language="nb", number="0415"):
    return plugin.kvadmin_result_sections(kit.data, "P1", number, TODAY, language)


def every_text(found):
    for each in found:
        yield from (each.title, *each.paragraphs, *each.headings, *(cell for row in each.rows for cell in row))
        yield from (each.alternative, each.picture.decode())


def test_results_in_both_forms_of_norwegian(kit, work, done):
    done("drivers", "new", "P1", "0415", "Sykefraværet er under 7 %")
    done("drivers", "add", "P1-0415", "primary", "Nærværende ledelse")
    done("drivers", "add", "P1-0415", "change", "--under", "p1", "--measure", "0415-1")
    bokmaal, nynorsk = sections(kit), sections(kit, "nn")
    assert [each.title for each in bokmaal] == [
        "Tiltak",
        "Arbeidet trinn for trinn",
        "Trepartssamarbeidet",
        "Utprøvinger (PDSA)",
        "Driverdiagram: Sykefraværet er under 7 %",
        "Hva vi har lært",
    ]
    assert [each.title for each in nynorsk] == [
        "Tiltak", "Arbeidet steg for steg", "Trepartssamarbeidet", "Utprøvingar (PDSA)",
        "Driverdiagram: Sykefraværet er under 7 %", "Kva vi har lært",
    ]  # fmt: skip
    assert bokmaal[0].rows == (
        ("Ny vaktordning", "Hjemmetjenesten", "Sykefravær", "01.02.2008–01.12.2008", "01.02.2008–", "i gang"),
    )
    assert nynorsk[1].rows[0] == (
        "Ny vaktordning", "førebu", "10. februar 2008", "folkevalde, administrasjonen og tillitsvalde",
    )  # fmt: skip
    assert bokmaal[2].paragraphs == ("Alle tre parter deltok i 1 av 2 trinn.",)
    assert bokmaal[2].rows[0] == ("folkevalgte", "1 av 2")
    assert bokmaal[5].paragraphs == ("Ny vaktordning: Kveldsvaktene må med fra start",)
    assert bokmaal[4].picture.startswith(b"<svg")
    assert "Nærværende ledelse" in bokmaal[4].alternative
    assert [each.rank for each in bokmaal] == [30, 31, 32, 33, 34, 50]
    for each in (*bokmaal, *nynorsk):
        assert all(len(row) == len(each.headings) for row in each.rows)
    other = sections(kit, "nn", "0301")[2].paragraphs
    assert other[1] == "Folkevalde og tillitsvalde har ikkje delteke i noko steg enno."


def test_a_member_without_work_has_no_section(kit, work):
    assert sections(kit, number="1244") == []


def test_nothing_personal_in_results_letters_or_charts(kit, work, done):
    done("measure", "set", "0415-1", "person", "Ola Nordmann", "note", "Ring Ola Nordmann", "focus", "Omsorg")
    done(
        "cycle", "set", "0415-1", "1", "learned", "Kari  Prøvestad sier at det virker", "plan", "Prøvestad, Kari prøver"
    )
    done(
        "measure", "add", "P1", "0415", "Tiltaket til Ola Nordmann", "indicators", "sykefravaer", "start", "2008-02-02"
    )
    done("drivers", "new", "P1", "0415", "Kari Prøvestad får det bedre")
    texts = " ".join(every_text(sections(kit))) + " ".join(every_text(sections(kit, "nn")))
    texts += json.dumps(plugin.kvadmin_letter_context(kit.data, "0415", TODAY, "nb", "P1"), ensure_ascii=False)
    texts += " ".join(each.nb + each.nn for each in plugin.kvadmin_annotations(kit.data, "sykefravaer", "0415"))
    for word in ("Nordmann", "Ola", "Prøvestad", "Kari", "Ring"):
        assert word not in texts
    assert "Noen tekster er utelatt fordi de nevner personer." in texts
    assert "Ola" not in kit.run("measure", "list", "--format", "json").out.replace(
        "Tiltaket til Ola Nordmann", ""
    ).replace("Ring Ola Nordmann", "")
    warned = {each["code"] for each in kit.json("check")["findings"]}
    assert "measure-text-person" in warned


def test_who_is_forgotten_is_gone_from_everything(kit, work, done):
    done("measure", "set", "0415-1", "person", "Kari Prøvestad", "note", "Avtalt med Kari Prøvestad 3. mai")
    done("measure", "add", "P1", "0301", "Møte med Prøvestad, Kari")
    done("cycle", "set", "0415-1", "1", "learned", "kari@loten.example vet mer", "plan", "Kari Prøvestad prøver")
    done("drivers", "new", "P1", "0415", "Mål")
    done("drivers", "add", "P1-0415", "primary", "Kari Prøvestad leder")
    surely, named = (plugin.kvadmin_personal_data(kit.data, *who) for who in (
        ("kari@loten.example", ""), ("kari@loten.example", "Kari Prøvestad"),
    ))  # fmt: skip
    assert {each.where for each in surely} == {"measure 0415-1", "driver diagram P1-0415"}, "of Løten alone"
    assert {each.where for each in named} == {"measure 0415-1", "measure 0301-2", "driver diagram P1-0415"}
    shown = kit.run("contact", "report", "kari@loten.example").out
    assert "measure 0415-1" in shown
    ran = kit.run("contact", "forget", "kari@loten.example", "--name", "Kari Prøvestad", "--yes")
    assert ran.code == 0, ran.err
    for name, content in kit.files().items():
        if name.startswith(("measures", "drivers", "history")):
            assert "Prøvestad" not in content.decode(), name
            assert "kari@loten" not in content.decode(), name
    kept = kit.json("measure", "show", "0415-1")["measure"]
    assert (kept["title"], kept["person"], kept["note"]) == ("Ny vaktordning", "", "")
    assert (kept["cycles"][0]["plan"], kept["cycles"][0]["next"]) == ("–", "To avdelinger til")
    assert kit.json("measure", "show", "0301-2")["measure"]["title"] == "–"
    assert kit.run("check").code == 0


def test_a_namesake_of_one_word_is_not_taken_for_the_person(kit, work, done):
    done("measure", "set", "0415-1", "note", "Berg kommune var på besøk")
    assert plugin.kvadmin_personal_data(kit.data, "", "Berg") == []


def test_counts_for_the_evaluator(kit, work):
    found = {each.name: each.values for each in plugin.kvadmin_application_variables(kit.data)}
    assert {name: int(values["P1", "0415"]) for name, values in found.items()} == {
        "measures": 1, "measures_completed": 0, "measure_steps": 2, "steps_politicians": 1, "steps_administration": 2,
        "steps_employees": 2, "pdsa_cycles": 1,
    }  # fmt: skip
    assert {int(values["P1", "1244"]) for values in found.values()} == {0}
    assert not any(each.public for each in plugin.kvadmin_application_variables(kit.data))


def test_the_job_asks_for_all_that_its_steps_need(kit, work):
    (job,) = plugin.kvadmin_jobs()
    assert list(job.unknown()) == []
    answers = {
        "matter": "overdue",
        "cohort": "P1",
        "measure": "0415-1",
        "step": "do",
        "day": "2008-06-01",
        "parties": "employees",
        "diagram": "P1-0415",
        "picture": "x.svg",
        "file": "x.xlsx",
    }
    for step in job.steps:
        if "file" not in step.asks() and "picture" not in step.asks():
            assert kit.run(*step.words(answers)).code == 0, step


def test_without_the_evaluation_there_are_no_indicators_and_all_else_works(kit, done):
    assert kit.run("plugins", "disable", "evaluation").code == 0
    done("measure", "add", "P1", "0415", "Ny vaktordning")
    done("measure", "step", "0415-1", "plan", "--done", "2008-05-01", "--parties", "employees")
    assert kit.run("status").code == 0
    assert sections(kit)[0].title == "Tiltak"


COMMANDS = [
    "measure list", "measure show 0415-1", "measure parties", "measure set 0415-1 focus Omsorg",
    "measure step 0415-1 do --parties employees", "measure add P1 1244 X person Ola", "measure remove 0301-1 --yes",
    "cycle list", "cycle add 0415-1 X", "cycle set 0415-1 1 next X", "cycle remove 0415-1 1 --yes",
    "drivers new P1 Mål", "drivers list", "drivers show D", "drivers add D primary X", "drivers set D p1 text Y",
    "drivers remove D p1 --yes", "drivers remove D --yes", "drivers draw D PICTURE", "measure import P1 MEASURES",
    "drivers import D DRIVERS",
]  # fmt: skip


@pytest.mark.parametrize("line", COMMANDS)
def test_the_schemas_hold(kit, work, done, tmp_path, line):
    done("drivers", "new", "P1", "0415", "Sykefraværet er under 7 %")
    done("drivers", "add", "P1-0415", "primary", "Ledelse")
    done("drivers", "add", "P1-0415", "change", "--under", "p1", "--measure", "0415-1")
    (tmp_path / "m.csv").write_text("Kommunenummer;Tiltak\n0415;Ny vaktordning\n1244;Plan\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("Primærdriver;Endringsidé\nLedelse;Møter\n", encoding="utf-8")
    places = {"D": "P1-0415", "PICTURE": "p.svg", "MEASURES": "m.csv", "DRIVERS": "d.csv"}
    words = [
        str(tmp_path / places[each]) if each in ("PICTURE", "MEASURES", "DRIVERS") else places.get(each, each)
        for each in line.split()
    ]
    name = f"{words[0]}_{words[1]}.json"
    schema = json.loads((files("kvadmin_improvement") / "schemas" / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(kit.json(*words))


def test_every_command_has_a_schema_and_says_whether_it_writes():
    names = {f"{group.name}_{each.name}": each.writes for group in plugin.kvadmin_commands() for each in group.commands}
    assert {f"{name}.json" for name in names} == {
        each.name for each in (files("kvadmin_improvement") / "schemas").iterdir()
    }
    reading = {name for name, writes in names.items() if not writes}
    assert reading == {
        "measure_list", "measure_show", "measure_parties", "cycle_list", "drivers_list", "drivers_show", "drivers_draw",
    }  # fmt: skip


def test_the_past_can_be_read(kit, work):
    ran = kit.run("measure", "list", "--known-on", "2008-06-10", "--format", "json")
    assert ran.code == 0, ran.err


def test_the_five_steps_are_those_of_the_programme():
    assert [names[1] for names in STEPS.values()] == ["førebu", "planleggje", "gjennomføre", "evaluere", "følgje opp"]
    assert set(Measure.STATUSES) == {"not-started", "in-progress", "completed", "stopped"}


def test_the_note_of_the_persons_own_measure_goes_with_a_part_of_the_name(kit, work, done):
    done("measure", "set", "0415-1", "person", "Ola Fiktivson", "note", "Ring Ola på 99887766")
    done("measure", "set", "0301-1", "note", "Ola var her")  # another's measure, and another Ola
    done("contact", "forget", "Ola Fiktivson", "--yes")
    kept = kit.json("measure", "show", "0415-1")["measure"]
    assert (kept["person"], kept["note"]) == ("", "")
    assert kit.json("measure", "show", "0301-1")["measure"]["note"] == "Ola var her"
