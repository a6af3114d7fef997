"""Every kind of PDF that kvadmin makes, read by strict readers who share no code with it: none has a finding.

The kinds are listed in ``MAKERS``; a module that makes documents and is not named there fails the first test.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from documents.pdf_readers import checker_says, poppler_says, qpdf_says
from documents.pdf_structure import faults
from documents.samples import SVG, everything, letter, participant_list, post
from pypdf.generic import BooleanObject, NameObject

import kvadmin
from kvadmin.documents.blocks import Document, Heading
from kvadmin.documents.publishing import write_documents
from kvadmin.plugins.gathering.handouts.catalogue import HANDOUTS
from kvadmin.plugins.gathering.handouts.label_sheets import LABEL_SHEETS

KVADMIN = Path(kvadmin.__file__).parent
#: Modules of kvadmin that make documents, and what stands for them here; None makes no PDF.
MAKERS = {
    "plugins/cohort/explaining/explanation_document.py": "explanations",
    "plugins/cohort/telling/protocol_export.py": "protocols",
    "plugins/evaluation/package/building.py": None,  # the codebook, as docx and md
    "plugins/evaluation/charts/picture_pdf.py": None,  # one picture on a page of its size; its own test reads it
    "plugins/evaluation/commands/report.py": "results",
    "plugins/gathering/certificates/attendance_certificate.py": "certificates",
    "plugins/gathering/feedback/feedback_form.py": "feedback",
    "plugins/gathering/feedback/summary_document.py": "feedback",
    "plugins/gathering/handouts/badges.py": "badges",
    "plugins/gathering/handouts/catalogue.py": "handouts",
    "plugins/mail/commands/printing.py": "letters",
    "plugins/network/commands/choices.py": "choices",
    "plugins/network/commands/export.py": "divisions",
}
_MAKES = re.compile(r"\b(write_documents?|compile_typst)\(")
G = "2008-08-27-oppstart"


def test_no_kind_is_forgotten() -> None:
    found = {
        path.relative_to(KVADMIN).as_posix()
        for path in KVADMIN.rglob("*.py")
        if _MAKES.search(path.read_text(encoding="utf-8")) and "documents" not in path.relative_to(KVADMIN).parts[:1]
    }
    assert found == set(MAKERS), "name the new maker in MAKERS, and let ALL_KINDS make its PDF"
    assert {kind for kind in MAKERS.values() if kind} == set(ALL_KINDS) - {"blocks"}


def protocols() -> list[str]:
    """The protocol of an admission that is made, which is in the programme's language."""
    return ["cohort admit P3 --yes --save-protocol protocol.pdf"]


def explanations() -> list[str]:
    """Somebody admitted, waiting, and without what it takes, in both forms."""
    return [
        f"cohort explain P3 {number} --language {form} -o explained-{number}-{form}.pdf"
        for number in ("1851", "1246", "0542")
        for form in ("nb", "nn")
    ]


def handouts() -> list[str]:
    """One command for each handout in both forms, for one network, without anybody, and the whole box."""
    export = f"participants export {G} --format pdf"
    return [
        *(
            f"{export} --what {what} --language {form} -o {what}-{form}.pdf"
            for what in HANDOUTS
            for form in ("nb", "nn")
        ),
        *(f"{export} --by {by} -o list-by-{by}.pdf" for by in ("municipality", "name")),
        f"{export} --for-network 1 -o list-network.pdf",
        "gathering new 2009-01-15-tom --name Tom --kind startup --from 2009-01-15 --to 2009-01-15 --place Oslo --cohort P3",
        *(f"participants export 2009-01-15-tom --format pdf --what {what} -o empty-{what}.pdf" for what in HANDOUTS),
        f"gathering pack {G} --out box --staff",
    ]


def badges() -> list[str]:
    return [
        *(f"participants badges {G} --sheet {sheet} -o badges-{sheet}.pdf" for sheet in (*LABEL_SHEETS, "90x55:2x5")),
        "participants badges 2009-01-15-tom -o badges-empty.pdf",
    ]


def certificates() -> list[str]:
    """Everybody's in one file, in both forms; a file for each of one county."""
    write = f"--today 2008-09-01 gathering certificates {G} --registered"
    return [
        *(f"{write} --language {form} --out certificates-{form}.pdf" for form in ("nb", "nn")),
        f"{write} --for county:Rogaland --out certificates",
    ]


def feedback() -> list[str]:
    """The form and the summary in both forms, with answers, with too few and with none."""
    show = "gathering feedback show"
    return [
        *(f"gathering feedback form {G} --language {form} -o feedback-form-{form}.pdf" for form in ("nb", "nn")),
        f"{show} {G} -o feedback-none.pdf",
        f"gathering feedback import few.csv --gathering {G}",
        f"{show} {G} -o feedback-few.pdf",
        f"gathering feedback import feedback.csv --gathering {G}",
        *(f"{show} {G} --language {form} -o feedback-{form}.pdf" for form in ("nb", "nn")),
    ]


def divisions() -> list[str]:
    return [
        *(f"network export P3 --language {form} -o division-{form}.pdf" for form in ("nb", "nn", "en")),
        "network export P3 --without-map -o division-plain.pdf",
    ]


def choices() -> list[str]:
    return ["network choices P3 -o choices.pdf"]


def results() -> list[str]:
    """Every subject, for every reader and in both forms; with goals (:data:`GOALS`) and own words."""
    return [
        "plan set P1 0415 --received 2008-04-28 --report 'Tre enheter er i gang' --yes",
        "plan set P1 0415 --evaluation process --due 2008-05-01 --finding 'Færre vikarer' --yes",
        *(
            f"evaluation report {subject} --cohort P1 --for {reader} --language {form} --out results"
            for subject in ("0415", "network:1")
            for reader, form in (("meeting", "nb"), ("council", "nn"), ("inhabitants", "nb"))
        ),
        *(
            f"evaluation report {subject} --for {reader} --language nn --out results"
            for subject in ("cohort:P1", "programme")
            for reader in ("meeting", "inhabitants")
        ),
        "evaluation report 0502 --cohort P1 --as-of 2007-04-01 --out results",
    ]


GOALS = """cohort: P1
municipality: '{number}'
goals:
  - indicator: sykefravaer
    start: 9.6
    to: 8.4
    direction: decrease
    by: 2009-12-31
"""


def letters() -> list[str]:
    """Letters to all by post, with copies on paper and a logo; each in a file of its own; a mailing to persons."""
    return [
        "programme set sender.logo logo.svg",
        'programme party KS address "Postboks 1378 Vika" "0114 Oslo"',
        "mail plan admitted --to cohort:P3",
        "mail print --all --out post.pdf --without-address",
        "mail print --all --out brev --as pdf --without-address",
        "mail plan rejected --to rejected:P3",
        "mail print 2008-06-10-rejected --all --out post-rejected.pdf --without-address",
        f"mail plan startup-gathering --to cohort:P3 --about {G}",
        "mail print 2008-06-10-startup-gathering --all --out post-invitation.pdf --without-address",
    ]


def blocks() -> list[str]:
    """No command: documents with every kind of block, made by plugins."""
    return []


ALL_KINDS = {
    "protocols": protocols,
    "explanations": explanations,
    "handouts": handouts,
    "badges": badges,
    "certificates": certificates,
    "feedback": feedback,
    "divisions": divisions,
    "choices": choices,
    "letters": letters,
    "results": results,
    "blocks": blocks,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example programme up to the gathering, and every PDF that can be made of it."""
    above = tmp_path_factory.mktemp("kinds")
    run(above, "init work --example")
    work = above / "work"
    (work / "logo.svg").write_bytes(SVG)
    (work / "goals" / "P1").mkdir(parents=True)
    for number in ("0415", "0516", "0532", "0807", "0811", "0901"):
        (work / "goals" / "P1" / f"{number}.yaml").write_text(GOALS.format(number=number), encoding="utf-8")
    heads = "Hvor nyttig var samlingen for arbeidet i kommunen?;Vil du anbefale samlingen til andre kommuner?;Hva var bra?\n"
    (work / "few.csv").write_text(heads + "5;Ja;Nettverket\n", encoding="utf-8")
    (work / "feedback.csv").write_text(
        heads + "4;Ja;Maten\n3;Nei;\n5;Vet ikke;Ring 99887766\n4;Ja;\n2;;\n", encoding="utf-8"
    )
    run(work, "application import incoming/soknader-pulje-3.xlsx --cohort P3")
    for command in (
        "cohort admit P3 --yes",
        "network split P3 --size 5..7 --networks 7 --seed 1 --yes",
        f"gathering groups {G} --size 5..6 --rounds 2",
        *(command for kind in ALL_KINDS.values() for command in kind()),
    ):
        run(work, command)
    for name, documents in {
        "everything": [everything()],
        "letter": [letter()],
        "post-blocks": post(),
        "list": [participant_list()],
        "headings": [
            Document("Tom", "nb", blocks=(Heading("To", 2), Heading("Tre", 3), Heading("En", 1), Heading("Tre", 3)))
        ],
        "several": [participant_list(language="nn"), everything("nb"), Document("Tom", "nb", footer="En fot.")],
    }.items():
        (work / f"block-{name}.pdf").write_bytes(write_documents(documents, "pdf"))
    return work


def run(folder: Path, command: str) -> None:
    import shlex

    env = {name: value for name, value in os.environ.items() if not name.startswith("KVADMIN")}
    env |= {"KVADMIN_CONFIG": str(folder / "none.toml"), "KVADMIN_TODAY": "2008-06-10", "KVADMIN_WHO": "Test"}
    done = subprocess.run(
        [sys.executable, "-m", "kvadmin", *shlex.split(command)],
        cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stderr}"


def made(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.pdf"))
    assert len(files) > 60
    return files


def test_the_structure_as_pypdf_reads_it(folder: Path) -> None:
    found = {file.name: wrong for file in made(folder) if (wrong := faults(file.read_bytes()))}
    assert found == {}


def test_poppler_has_nothing_to_say(folder: Path) -> None:
    assert poppler_says(made(folder)) == []


def test_qpdf_has_nothing_to_say(folder: Path) -> None:
    assert qpdf_says(made(folder)) == []


def test_a_checker_of_pdf_ua_has_nothing_to_say(folder: Path) -> None:
    assert checker_says(made(folder)) == []


def test_a_reading_that_finds_nothing_could_have_found_it() -> None:
    """Each of these is taken from a document without findings, and missed."""
    good = write_documents([everything(), participant_list()], "pdf")
    assert faults(good) == []

    def damaged(how: str) -> list[str]:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(good))
        root = writer._root_object
        if how == "marked":
            root["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)
        elif how == "title":
            root["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = BooleanObject(False)
        elif how in ("/Lang", "/StructTreeRoot", "/Metadata"):
            del root[how]
        else:
            for each in writer._objects:
                if isinstance(each, dict):
                    if how == "alt":
                        each.pop("/Alt", None)
                    elif how == "unicode":
                        each.pop("/ToUnicode", None)
                    elif how == "fonts":
                        each.pop("/FontFile2", None)
                    elif how == "header" and each.get("/S") == "/TH":
                        each[NameObject("/S")] = NameObject("/TD")
                    elif how == "heading" and each.get("/S") == "/H2":
                        each[NameObject("/S")] = NameObject("/H4")
                    elif how == "lost" and each.get("/S") == "/P":
                        each.pop("/K", None)
        out = io.BytesIO()
        writer.write(out)
        return faults(out.getvalue())

    ways = [
        "marked",
        "title",
        "/Lang",
        "/StructTreeRoot",
        "/Metadata",
        "alt",
        "unicode",
        "fonts",
        "header",
        "heading",
        "lost",
    ]
    assert [way for way in ways if not damaged(way)] == []
