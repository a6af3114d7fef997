from __future__ import annotations

import pytest

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Komm.nr", "number"),
        ("Kommunenr. (4 siffer)", "number"),
        ("Kommunen", "municipality"),
        ("Søkarkommune", "municipality"),
        ("Mottatt\ndato", "received"),
        ("Innkomen", "received"),
        ("Date received", "received"),
        ("Mottatt per", "channel"),
        ("Politisk handsaming (utval, saksnr)", "political_treatment"),
        ("Saksnr", "political_treatment"),
        ("Utval og sak", "political_treatment"),
        ("Arkivsaksnr.", "document_number"),
        ("Utvalg", "case_body"),
        ("Dato for politisk handsaming", "decision_date"),
        ("Date of political decision", "decision_date"),
        ("Innsatsområde (kvalitet i oppvekst/omsorg)", "quality_focus"),
        ("2. Mål for kvalitet", "quality_goal"),
        ("Tiltak for å redusere sjukefråværet", "sick_leave_measures"),
        ("Innsatsområder og tiltak mot sykefravær", "sick_leave_measures"),
        ("Resultatmål sykefravær, evt. opprettholdelse", "sick_leave_goal"),
        ("Goal for sick leave", "sick_leave_goal"),
        ("Sykefravær – tiltak og mål", "sick_leave_both"),
        ("Korleis trepartssamarbeidet er sikra", "tripartite_cooperation"),
        ("a) Framdriftsplan", "timetable"),
        ("Samarbeid mellom folkevalde, administrasjon og tillitsvalde", "joint_preparation"),
        ("Kontaktperson e-post", "email"),
        ("Innbyggjarar pr. 1.1.2008", "population"),
        ("Merknader", "note"),
        ("Anm.", "note"),
    ],
)
def test_headings_in_three_languages(heading: str, field: str) -> None:
    hit = APPLICATIONS.headings.hit(heading)
    assert hit is not None
    assert hit.field.name == field


@pytest.mark.parametrize("text", ["Ymse", "Antall brev", "Oslo", "", "Vi viser til invitasjonen " * 6])
def test_what_is_no_heading(text: str) -> None:
    assert APPLICATIONS.headings.hit(text) is None
