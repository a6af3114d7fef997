"""A small programme in the middle of its work, made by commands: three cohorts, networks, a gathering, figures, letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

TODAY = "2008-06-10"
#: Numbers of the register; 1867 bears the name of 0821.
NUMBERS = (
    "0106", "0301", "0402", "0501", "0604", "0821", "1103", "1201", "1432", "1504", "1601", "1804", "1867", "2011",
)  # fmt: skip
GATHERING, VISIT = "2008-08-27-samling", "2008-09-10-besok"
INDICATOR = "sykefravaer"
_REGISTER = """\
number,name,county,region,population,language_form,lat,lon,address,postcode,post_place
0106,Fredrikstad,Østfold,Østlandet,71976,bokmal,59.22,10.93,Postboks 1405,1602,Fredrikstad
0301,Oslo,Oslo,Østlandet,560484,neutral,59.91,10.75,Rådhuset,0037,Oslo
0402,Kongsvinger,Hedmark,Østlandet,17300,bokmal,60.19,12.00,,,
0501,Lillehammer,Oppland,Østlandet,25537,neutral,61.12,10.46,,,
0604,Kongsberg,Buskerud,Østlandet,24000,bokmal,59.67,9.65,,,
0821,Bø,Telemark,Østlandet,5436,nynorsk,59.45,9.04,,,
1103,Stavanger,Rogaland,Vestlandet,119586,neutral,58.97,5.73,,,
1201,Bergen,Hordaland,Vestlandet,247746,neutral,60.39,5.32,,,
1432,Førde,Sogn og Fjordane,Vestlandet,11650,nynorsk,61.45,5.86,,,
1504,Ålesund,Møre og Romsdal,Vestlandet,41833,neutral,62.48,6.23,,,
1601,Trondheim,Sør-Trøndelag,Trøndelag,165191,bokmal,63.43,10.40,,,
1804,Bodø,Nordland,Nord-Norge,46049,bokmal,67.28,14.40,,,
1867,Bø,Nordland,Nord-Norge,2867,bokmal,68.67,14.55,,,
2011,Kautokeino,Finnmark,Nord-Norge,2947,bokmal,69.13,23.55,,,
"""
_HEAD = (
    "number;municipality;received;quality_focus;quality_goal;sick_leave_measures;sick_leave_goal;"
    "tripartite_cooperation;timetable;political_treatment;joint_preparation;contact\n"
)


def _row(number: str, name: str, day: str = "2008-05-02", prepared: str = "alle med") -> str:
    return (
        f"{number};{name};{day};omsorg;bedre;oppfølging;8 %;lokal avtale;2008-2009;"
        f"Kommunestyret, sak 3/08, 10.04.2008;{prepared};\n"
    )


#: Input files beside the programme: good ones, wrong ones, and what is no list at all.
FILES = {
    "register.csv": _REGISTER,
    "register-2.csv": "number,name,county,region,population\n0301,Oslo,Oslo,Østlandet,575475\n2012,Alta,Finnmark,Nord-Norge,18272\n",
    "register-wrong.csv": "number,name,county,region,population\n31,Oslo,Oslo,Østlandet,mange\n",
    "addresses.csv": "Kommunenr;Kommune;Postadresse;Postnr;Poststed\n0402;Kongsvinger;Boks 900;2226;Kongsvinger\n1804;Bodø;Boks 319;8001;Bodø\n",
    "people.csv": "Kommune;Ordfører;E-post ordfører\nOslo;Ola Nordmann;ola@oslo.example\nFørde;Eva Fjord;eva@forde.example\n",
    "people-wrong.csv": "Kommune;Ordfører;E-post ordfører\nBø;Ola Nordmann;ingen\nLyseby;Eva;@\n",
    "members-1.csv": "cohort,municipality,from,to,reason\n"
    + "".join(f"P1,{number},2007-03-26,,\n" for number in NUMBERS[:5] + NUMBERS[6:8]),
    "members-2.csv": "cohort,municipality,from,to,reason\nP1,0106,2007-03-26,2008-02-01,withdrawn\nP1,0501,2007-10-01,,\n",
    "members-wrong.csv": "cohort,municipality,from,to,reason\nP1,9999,2007-03-28,2006-02-01,withdrawn\n",
    "applied-2.csv": _HEAD
    + _row("0821", "Bø")
    + _row("1432", "Førde")
    + _row("1504", "Ålesund", prepared="")
    + _row("1601", "Trondheim")
    + _row("", "Bø")
    + _row("", "Kautokeno")
    + _row("1804", "Bodø", "2008-06-04")
    + _row("0301", "Oslo"),
    "applied-3.csv": _HEAD + "".join(_row(*each) for each in (("1867", "Bø"), ("1504", "Ålesund"))),
    "late.csv": _HEAD + _row("2011", "Kautokeino", "2008-05-19") + _row("1432", "Førde", "2008-05-20"),
    "scores.csv": 'municipality,score\n0821,"8,5"\n1432,7.25\n1601,7.25\n',
    "scores-wrong.csv": "municipality,score\n0821,mye\n",
    "come.csv": "Navn;Stilling;Kommune;Part;E-post;Samtykke;Allergi\n"
    "Siv Prøvesen;Rektor;Oslo;Administrasjon;siv@oslo.example;ja;nøtter\n"
    "Arne Dømestad;Verneombud;0402;Tillitsvalgt;arne@kongsvinger.example;nei;\nElse Li;Varaordfører;Bø;Folkevalgt;;ja;\n",
    "feedback.csv": "Hvor nyttig var samlingen for arbeidet i kommunen?;Hva var bra?\n4;Maten\n5;\n2;Møtet med de andre\n",
    "figures.csv": "indicator,municipality,period,value\nsykefravaer,0106,2008-Q1,8.1\nsykefravaer,0301,2008-Q1,7.4\n",
    "goals.csv": "municipality,indicator,to,by,keep\n0415,sykefravaer,8,2009,\n0106,sykefravaer,6.2,,at-most\n",
    "figures-wrong.csv": "indicator,municipality,period,value\nsykefravaer,0106,2008-Q1,mye\n",
    "bounces.mbox": (
        "From MAILER-DAEMON Thu Jun 12 10:00:00 2008\nFrom: MAILER-DAEMON@mx.example\n"
        "Date: Thu, 12 Jun 2008 10:00:00 +0200\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; post@bo.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--\n"
    ),
    "empty.csv": "",
    "prose.txt": "Dette er ingen liste.\n",
}

#: What has been done in the office before the sequence begins. ``%`` stands for the folder of the files.
_DONE: tuple[tuple[object, ...], ...] = (
    ("programme", "set", "sender.name", "Sekretariatet"),
    ("programme", "set", "sender.email", "post@kvalitet.example"),
    ("programme", "set", "sender.address", "Postboks 8112 Dep", "0032 Oslo"),
    ("cohort", "new", "P1", "--name", "Pulje 1", "--start", "2007-03-26"),
    ("cohort", "import", "%/members-1.csv"),
    ("network", "split", "P1", "--size", "3..4"),
    ("network", "advisor", "set", "P1", "Kari Rettleiar", "--home", "0301", "--capacity", "2"),
    ("network", "advisor", "assign", "P1"),
    ("plan", "set", "P1", "all", "--due", "2008-05-01"),
    ("plan", "set", "P1", "0301", "--received", "2008-04-28", "--project-goal", "Bedre møter"),
    ("cohort", "new", "P2", "--name", "Pulje 2", "--deadline", "2008-05-20", "--supplement-deadline", "2008-06-06",
     "--start", "2008-08-25", "--capacity", "3", "--lottery-seed", "frø", "--quota", "language_form:nynorsk=1.."),
    ("application", "import", "%/applied-2.csv", "--cohort", "P2"),
    ("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20", "--start", "2008-08-25", "--capacity", "1",
     "--lottery-seed", "frø"),
    ("cohort", "set", "P3", "confirm_by", "2008-07-01"),
    ("application", "import", "%/applied-3.csv", "--cohort", "P3"),
    ("cohort", "admit", "P3"),
    ("contact", "add", "0301", "Kari Prosjekt", "--role", "project-leader", "--email", "kari@oslo.example"),
    ("contact", "add", "1867", "Postmottak", "--role", "mail-desk", "--email", "post@boe.example"),
    ("contact", "add", "1504", "Postmottak", "--role", "mail-desk", "--email", "post@alesund.example"),
    ("contact", "add", "0821", "Postmottak", "--role", "mail-desk", "--email", "post@bo.example"),
    ("gathering", "new", GATHERING, "--name", "Samling", "--kind", "conference", "--from", "2008-08-27", "--cohort", "P1",
     "--capacity", "3", "--place", "Oslo"),
    ("gathering", "agenda", "add", GATHERING, "10:00-11:00", "Velkommen"),
    ("gathering", "agenda", "add", GATHERING, "12:00-13:00", "Lunsj", "--meal", "lunsj"),
    ("gathering", "register", GATHERING, "Ola Aas", "-m", "0301", "--consent", "list", "--diet", "vegetar"),
    ("gathering", "register", GATHERING, "Per Ås", "-m", "0106", "--consent", "network"),
    ("gathering", "register", GATHERING, "Siri Lie", "-m", "1201", "--consent", "list"),
    ("gathering", "register", GATHERING, "Åse Vik", "-m", "0402", "--consent", "list"),
    ("gathering", "new", VISIT, "--name", "Besøk", "--kind", "visit", "--from", "2008-09-10", "-m", "0604"),
    ("evaluation", "indicators", "add", INDICATOR, "--direction", "decrease", "--period", "quarter", "--unit", "%"),
    ("mail", "plan", "project-plan-reminder", "--to", "plan-overdue:P1", "--name", "purring"),
)  # fmt: skip


def made(place: Path, call: Callable[..., tuple[int, str, str]]) -> Path:
    """The programme, and the files beside it.

    Args:
        place: An empty folder.
        call: Runs kvadmin in this process: words -> exit code, stdout, stderr.
    """
    files, programme = place / "files", place / "programme"
    files.mkdir(parents=True)
    for name, text in FILES.items():
        (files / name).write_text(text, encoding="utf-8")
    first = ("init", str(programme), "--name", "Prøve", "--register", str(files / "register.csv"))
    for words in (first, *_DONE):
        where = [] if words is first else ["-C", str(programme)]
        code, _, said = call(
            *where, *(str(each).replace("%", str(files)) if "%/" in str(each) else each for each in words)
        )
        assert code == 0, (words, said)
    return place
