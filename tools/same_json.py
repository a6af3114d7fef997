"""Run every command on the example programme with two checkouts and print what differs.

Run: python tools/same_json.py OLD NEW                    (two checkouts, one after the other)
     python tools/same_json.py OLD --save FILE            (keep the results of OLD)
     python tools/same_json.py NEW --against FILE         (compare with what was kept)
     ... --only REGEX   compare these commands alone      ... --json-only   leave out csv, md and table

Exit code 0: nothing differs and every command of docs/commands.md is run; 1: something does or is not.

Each command is run as JSON; exit code, stdout, stderr and every file it wrote are compared. Then the same as csv,
csv --excel, md and table (commands that write: as a dry run, so that the diff of the dry run is compared, too).
The headings of docs/commands.md are compared by their text; each must be run below or stand in EXCEPTIONS.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

#: The day the example plays on, as in the how-tos.
TODAY = "2008-06-10"
WHO = "Kari Nordmann"
P3_GATHERING = "2008-08-27-oppstart"
#: Second level: the name of the output and its options.
FORMATS = {
    "csv": ["--format", "csv"],
    "excel": ["--format", "csv", "--excel"],
    "md": ["--format", "md"],
    "table": ["--format", "table"],
}
EVERY = tuple(FORMATS)
#: A draw that takes place today.
LOTTO = f"source=public name=Lotto day={TODAY} numbers=7"
#: Commands that are not run, each with its reason (such as: asks on a terminal). None at present: what would send
#: letters is run with the transport that writes a file, and what writes settings is run with --here.
EXCEPTIONS: dict[str, str] = {}
#: Writes a plugin of one file.
_GREET = "! plugins/greet.py from kvadmin.api import hookimpl"
#: At most so many lines of one difference are printed.
SHOWN = 40
#: Files longer than this are kept as a hash: the baseline stays small.
KEPT_TEXT = 20_000

#: Input files of the commands, put beside the programme.
INPUTS = {
    "scores.csv": 'municipality,score\n0301,"8,5"\n1119,7.25\n',
    "postadresser.csv": "Kommunenr;Kommune;Postadresse;Postnr;Poststed\n0301;Oslo;Rådhuset;0037;Oslo\n",
    "adresseliste.csv": "Kommune;Ordfører;E-post ordfører\nOslo;Ola Nordmann;ola@oslo.example\n",
    "memberships.csv": "cohort,municipality,from,to,reason\nP1,0104,2007-03-28,2008-02-01,withdrawn\n",
    "goals.csv": (
        "cohort,municipality,indicator,from,to,by,keep\n"
        "P1,0415,sykefravaer,9.6,8.4,2009,\nP1,0502,sykefravaer,,6.2,,at-most\n"
    ),
    "brukere.csv": (
        "kommune;år;invitert;antall svar;1;2;3;4;5;6\nLøten;2007;200;120;2;5;13;30;40;30\n"
        "Gjøvik;2007;90;31;0;1;4;9;10;7\nNord-Fron;2007;30;4;0;0;1;1;2;0\n"
    ),
    "wrong.csv": "cohort,municipality,from,to,reason\nP1,9999,2007-03-28,2008-02-01,withdrawn\n",
    "kommuner.csv": (
        "number,name,county,region,population,language_form,lat,lon\n"
        "0301,Oslo,Oslo,Oslo og Akershus,575475,neutral,59.98,10.74\n"
        "0104,Moss,Østfold,Sør-Østlandet,29588,neutral,59.45,10.70\n"
    ),
    "places.csv": (
        "id,name,county,lat,lon,population\n"
        "a,Askim,Østfold,59.58,11.16,14555\nb,Bærum,Akershus,59.89,10.52,108144\nc,Drammen,Buskerud,59.74,10.20,60145\n"
        "d,Eidsberg,Østfold,59.53,11.36,10508\ne,Fet,Akershus,59.92,11.18,9898\nf,Gran,Oppland,60.36,10.56,13221\n"
        "g,Hole,Buskerud,60.08,10.29,5568\nh,Jevnaker,Oppland,60.24,10.39,6256\n"
    ),
    "minutes.csv": (
        "minutes,a,b,c,d,e,f,g,h\na,0,35,40,25,75,50,55,30\nb,35,0,25,25,20,50,60,90\nc,40,25,0,40,80,80,20,35\n"
        "d,25,25,40,0,60,60,45,40\ne,75,20,80,60,0,80,30,85\nf,50,50,80,60,80,0,25,40\n"
        "g,55,60,20,45,30,25,0,35\nh,30,90,35,40,85,40,35,0\n"
    ),
    "counts.csv": (
        "group,numerator,denominator\nAskim,49,410\nGran,38,380\nHole,21,150\nLund,,90\nNotodden,78,350\nTana,9,80\n"
        "Tromsø,230,1900\nVågan,30,260\n"
    ),
    "bounces.mbox": (
        "From MAILER-DAEMON Thu Jun 12 10:00:00 2008\nFrom: MAILER-DAEMON@mx.example\n"
        "Date: Thu, 12 Jun 2008 10:00:00 +0200\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; postmottak@hvaler.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--\n"
    ),
    "published.csv": (
        "dato;nye;i alt;nye i;I07;P1;P2;P3;P4;kilde\n2007-10-17;49;90;P2;;;;;;Pressemelding\n"
        "2008;34;124;P3;;;;;;Pressemelding\n2009-01;21;138;P4;12;28;46;36;20;Lysbilder\n"
    ),
    "counted.csv": "date;I07;P1;source\n2007-06-30;12;28;Slides\n",
    "feedback.csv": (
        "Tidsmerke;Hvor nyttig var samlingen for arbeidet i kommunen?;Hvor godt var det faglige innholdet?;"
        "Vil du anbefale samlingen til andre kommuner?;Hva var bra?\n1;5;4;Ja;Nettverket\n2;4;4;Ja;Ring 99887766\n"
        "3;5;3;Vet ikke;\n4;3;;Ja;Maten\n5;4;5;Nei;\n6;5;5;Ja;\n"
    ),
    # A key of pseudonyms is drawn at random when there is none: a fixed one gives the same pseudonyms.
    "pseudonyms.key": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
}


@dataclass(frozen=True)
class Step:
    """One command line: ``read`` on the programme, ``keep`` changes it for those after it, ``copy`` a copy of it."""

    kind: str
    line: str
    #: Formats beside JSON.
    formats: tuple[str, ...] = EVERY
    #: Command lines run before it on the copy, their output is not compared; ``! FILE TEXT`` writes a file by hand,
    #: ``~ FILE ROW HEADING=VALUE...`` types into cells of a workbook, in the row that has ROW in one of its cells.
    before: tuple[str, ...] = ()
    #: Takes words from the JSON: name -> pattern with one group, for ``{name}`` in later lines.
    takes: dict[str, str] = field(default_factory=dict)


def read(line: str, *formats: str) -> Step:
    """A command that only reads."""
    return Step("read", line, formats or EVERY)


def keep(line: str, formats: tuple[str, ...] = ("table",), **takes: str) -> Step:
    """A command whose changes stay."""
    return Step("keep", line, formats, takes=takes)


def copy(line: str, *before: str, formats: tuple[str, ...] = ("table",)) -> Step:
    """A command on a throw-away copy, after those of ``before``."""
    return Step("copy", line, formats, before)


def sheet(noun: str, *edits: str, formats: tuple[str, ...] = ()) -> Step:
    """A workbook that goes out, is edited and comes back; it lies beside the programme and is not compared."""
    return copy(
        "sheet in ../sheet.xlsx",
        f"sheet out {noun} -o ../sheet.xlsx --lang en",  # the edits name its headings
        *(f"~ ../sheet.xlsx {each}" for each in edits),
        formats=formats,
    )


PREPARE = [
    keep("init . --example"),
    copy('init ../own --name "Eget program" --register ../inputs/kommuner.csv', formats=()),
    copy("demo ../demo", formats=()),
    # What keeps the programme, before there is a history: that has other ids in every run.
    read("store list"),
    read("store list cohorts"),
    read("store get cohorts/P3.yaml"),
    copy("store copy --from . --to ../beside", formats=EVERY),
    copy("store copy --from . --to ../beside --verify", "store copy --from . --to ../beside", formats=()),
    copy("store copy --from ../p.zip --to . --verify", "store export -o ../p.zip", "store put ny.md programme.yaml"),
    copy("store export -o ../p.zip", formats=()),
    copy("store put letters/ny.md programme.yaml"),
    copy("store edit cohorts/P3.yaml --editor \"sed -i 's/Pulje 3/Pulje tre/'\""),
    # The admission, as docs/how-to/admission.md does it.
    read("cohort show P3"),
    keep("application import incoming/soknader-pulje-3.xlsx --cohort P3", EVERY),
    read("application missing --cohort P3"),
    keep("application resolve P3 'Innkomne søknader:44' --as 0236 --why 'they called'"),
    keep("application confirm P3 0501"),
    keep("application resolve P3 'Innkomne søknader:45' --reject merged"),
    keep("application accept-late P3 1256 --why 'postmarked 19 May'"),
    keep("application set P3 0228 political_treatment 'Kommunestyret, sak 31/08, 29.05.2008' --why 'supplied 4 June'"),
    copy("application import incoming/soknader-pulje-3.xlsx --cohort P3"),
    copy("application withdraw P3 1246 --why 'by letter of 2 June'"),
    copy("application score ../inputs/scores.csv --cohort P3", "cohort set P3 criteria quality=1"),
    copy("cohort freeze P3", f"cohort set P3 draw {LOTTO}"),
    copy("cohort draw P3 --value '3 8 12 17 21 26 31'", f"cohort set P3 draw {LOTTO}", "cohort freeze P3"),
    copy("cohort admit P3", f"cohort set P3 draw {LOTTO}", "cohort freeze P3"),
    read("cohort odds P3"),
    read("cohort odds P3 --capacity 40 --quota region:Nord-Norge=8.."),
    copy("cohort admit P3 --dry-run"),
    copy("cohort admit P3", "cohort set P3 quotas 'region:Nord-Norge=40..'"),
    keep("cohort admit P3 --why 'meeting of 10 June' --save-protocol opptak.md", EVERY),
    read("cohort verify P3"),
    read("cohort explain P3 1246"),
    keep("cohort withdraw P3 0301 --reason withdrawn --on 2008-06-20"),
    copy("cohort promote P3 --dry-run"),
    keep("cohort promote P3", EVERY),
    # Project plans and figures, as docs/how-to/evaluation.md does it.
    keep("plan set P1 all --due 2008-05-01 --yes", EVERY),
    keep("plan set P1 Løten --status in-progress --received 2008-04-28 --report 'Tre enheter er i gang'"),
    keep("plan set P1 0415 --evaluation process --due 2008-06-01 --finding 'Færre vikarer'"),
    keep("evaluation import incoming/sykefravaer-2008.csv", EVERY),
    keep("evaluation event add sykefravaer --municipality 0415 --kind freeze --at 2006-Q4 --why 'before that'"),
    copy("evaluation event remove sykefravaer --municipality 0415 --kind freeze --at 2006-Q4"),
    copy("evaluation event add sykefravaer --kind known --at 2007-Q1 --mean 8.5 --sigma 0.6 --why 'the branch'"),
    read("evaluation event list"),
    keep("evaluation target set sykefravaer --from 2008-Q1 --to 7.0"),
    read("evaluation target list"),
    copy("evaluation chart sykefravaer --cohort P1 --page multiples --by network --out networks"),
    keep("evaluation indicators add brukere --direction increase --period year --scale 1-6 --top 5-6"),
    keep("evaluation import ../inputs/brukere.csv --indicator brukere"),
    read("evaluation survey brukere"),
    copy("evaluation survey brukere --out brukere.svg"),
    copy("evaluation target remove sykefravaer --from 2008-Q1"),
    # Networks of the new cohort, its advisors; seeds are fixed.
    copy("network split P3 --size 5..7 --seed 1 --alternatives 1 --dry-run"),
    keep("network split P3 --size 5..7 --networks 6 --seed 1", EVERY),
    keep("network advisor set P3 'Kari Rettleiar' --home 0602 --capacity 3"),
    keep("network advisor set P3 'Nils Rådgivar' --home 1804 --capacity 4"),
    keep("network advisor assign P3", EVERY),
    keep("network host P3 --next"),
    keep("network lock 1 --cohort P3"),
    # The gathering, as docs/how-to/gatherings.md does it.
    keep(f"gathering agenda add {P3_GATHERING} 21:00-22:00 Omvisning --room Foajeen"),
    keep(f"gathering import incoming/pameldinger.csv --gathering {P3_GATHERING}", EVERY),
    keep(f"gathering register {P3_GATHERING} 'Kari Nordmann' -m 0402 --title Rådmann --consent list --diet vegetar"),
    keep(f"gathering register {P3_GATHERING} 'Ola Nordmann' --employer NIBR --role speaker --consent network"),
    keep(f"gathering checkin {P3_GATHERING} 'Kari Nordmann'"),
    keep(f"gathering groups {P3_GATHERING} --size 5..6 --rounds 2 --seed 3", EVERY),
    keep(f"gathering invite {P3_GATHERING} --to 'cohort:P1 not:registered'"),
    # Letters, as docs/how-to/letters.md does it; the transport writes a file and sends nothing.
    keep("mail suppression add postmottak@hvaler.example --reason 'vil ha brev'"),
    keep("mail suppression add per.eksempelvik@askim.example --until 2008-12-31"),
    keep("mail plan admitted --to admitted:P3 --name vedtak", EVERY),
    read("mail preview"),
    read("mail preview vedtak --letter 1", "table"),
    keep("mail approve", hash=r'"hash": "([0-9a-f]{8,})"'),
    copy("mail send --to-self eva@kvalitetskommuner.example --transport drafts"),
    keep("mail approve {hash}"),
    copy("mail drafts vedtak"),
    keep("mail send vedtak --confirm 35 --transport mbox"),
    keep("mail plan startup-gathering --to network:P3/1 --about 2008-08-27-oppstart --name samling"),
]

REST = [
    # The programme.
    read("--version", "table"),
    read("status"),
    read("status --as-of 2008-12-31"),
    read("check"),
    read("doctor"),
    copy("check", "! cohorts/P9.yaml id: P9\nname: Pulje 9\ncapacity: many\nnonsense: 1\n", formats=EVERY),
    copy("status", "! cohorts/P9.yaml id: P9\nname: [\n"),
    copy("status", "! networks/P3.yaml cohort: P9\nnetworks: []\n"),
    read("log"),
    read("log cohorts/P3"),
    copy("undo"),
    copy("redo", "undo"),
    read("plugins", "table"),
    read("commands"),
    read("commands cohort admit"),
    read("commands --schema 'cohort admit'", "table"),
    read("reading explain incoming/pameldinger.csv --as registrations"),
    copy(
        "reading list",
        "application import incoming/etternolere.csv --cohort P3 --map 'Kom inn=received'",
    ),
    copy(
        "reading forget applications",
        "application import incoming/etternolere.csv --cohort P3 --map 'Kom inn=received'",
    ),
    read("schema list"),
    read("schema show municipalities"),
    copy("schema write"),
    copy("schema remove", "schema write"),
    read("plugins list"),
    read("plugins check"),
    copy("plugins disable mail --here"),
    copy("plugins enable mail --here", "plugins disable mail --here"),
    copy("plugins list", "plugins disable mail --here"),
    Step("read", "plugins list --timing", ()),
    Step("read", "plugins trace -- municipality list", ()),
    copy("plugins trust plugins/greet.py --dry-run", _GREET, formats=()),
    copy("plugins untrust greet", _GREET, "plugins trust plugins/greet.py --yes", formats=()),
    copy("plugins new callback --out .."),
    # Municipalities and people.
    read("municipality list"),
    read("municipality list --county Nordland --on 2008-01-01"),
    read("municipality list --language-form nynorsk", "csv"),
    read("municipality show 0301"),
    read("municipality show Løten"),
    read("municipality show Løtn", "table"),
    copy("municipality set 0301 language_form nynorsk"),
    copy("municipality import ../inputs/kommuner.csv"),
    copy("municipality import ../inputs/kommuner.csv --end-absent 2008-12-31 --dry-run", formats=()),
    read("contact list"),
    read("contact list --role project-leader"),
    read("contact list -m 0415"),
    copy("contact add 0301 'Kari Nordmann' --role project-leader --email kari@oslo.example"),
    copy("contact import ../inputs/adresseliste.csv"),
    copy("contact set 1547 project-leader phone '22 00 00 00'"),
    copy("contact remove 1547 project-leader"),
    read("contact report dag.apendal@aukra.example"),
    read("contact report 'Kari Nordmann'"),
    copy("contact forget dag.apendal@aukra.example --yes"),
    # Cohorts.
    copy("cohort new P4 --name 'Pulje 4' --deadline 2008-11-20 --capacity 20 --quota region:Nord-Norge=2.."),
    copy("cohort set P3 capacity 38"),
    read("cohort list"),
    read("cohort show P1"),
    read("cohort show P3"),
    read("cohort status"),
    read("cohort status --as-of 2008-12-31"),
    read("cohort reconcile ../inputs/published.csv"),
    read("cohort reconcile ../inputs/counted.csv"),
    copy("cohort confirm P3 0124 0216"),
    copy("cohort import ../inputs/memberships.csv"),
    copy("cohort import ../inputs/wrong.csv", formats=EVERY),
    read("cohort verify P3"),
    copy("cohort verify P3", "application set P3 0124 channel post"),
    read("application list --cohort P3"),
    read("application list --cohort P3 --state waitlisted"),
    read("application show 0301 --cohort P3"),
    read("application show 0124 --cohort P3"),
    read("application missing --cohort P3"),
    # Networks.
    copy("network split --places ../inputs/places.csv --size 3..5 --seed 2", formats=EVERY),
    copy("network split --places ../inputs/places.csv --size 2..4 --distances ../inputs/minutes.csv"),
    copy("network split P1 --size 4..6 --keep 50 --dry-run"),
    copy("network split P3 --size 5..7 --beside P1 --dry-run"),
    copy("network split P1 --size 4..7 --together 0502,0627 --max-per county=4 --balance population=0.0001"),
    copy("network split P1 --size 6..6 --together 0502,0627 --apart 0502,0627 --dry-run"),
    copy("network split P1 --size 4..7 --objective pairwise=1,longest=2 --dry-run"),
    copy("network split P1 --size 4..8 --target 5 --objective meeting"),
    read("network choices P1"),
    read("network choices P3 --size 5..7"),
    read("network list"),
    read("network list P3"),
    read("network show P1"),
    read("network show P3"),
    read("network explain 0502"),
    read("network explain 0604"),
    read("network wish P1 --together 0502,0627"),
    read("network compare P1 P1"),
    copy("network compare P1 split.json", "network split P1 --size 4..7 --format json -o split.json"),
    copy("network certify P1 --out certificate.json --standalone check_split.py"),
    copy("network certify split.json --out c.json", "network split P1 --size 4..7 --format json -o split.json"),
    copy("network move 0502 2 --anyway --cohort P1"),
    copy("network move 0502 2 --cohort P1"),
    copy("network lock 1 0502 --cohort P1"),
    copy("network unlock 1 --cohort P3"),
    copy("network rename 1 'Nettverk ved fjorden' --cohort P1"),
    copy("network repair P1", "cohort withdraw P1 0502 --reason withdrawn"),
    read("network host P1"),
    copy("network host P3 --held 0604 --on 2008-06-01"),
    read("network rotation P1 1 --rounds 2"),
    read("network rotation P3"),
    read("network advisor list"),
    read("network host P3"),
    read("network advisor list P1"),
    read("network advisor list P3"),
    copy("network advisor remove P3 'Nils Rådgivar'"),
    copy("network advisor give P3 1 'Nils Rådgivar'"),
    copy("network map networks.svg --cohort P1"),
    read("network export P1"),
    copy("network export P3 -o nettverk.docx --language nn", formats=()),
    copy("network export P3 -o nettverk.geojson", formats=()),
    # Gatherings.
    copy("gathering new 2009-01-15-oppstart --name 'Oppstart, pulje 4' --kind startup --from 2009-01-15"),
    copy(f"gathering set {P3_GATHERING} place 'Thon Hotel Opera, Oslo'"),
    copy("gathering new 2008-10-01-besok --name Besøk --kind visit --from 2008-10-01 --municipality 0104"),
    read("gathering list"),
    read("gathering list --kind visit"),
    read(f"gathering show {P3_GATHERING}"),
    read(f"gathering agenda list {P3_GATHERING}"),
    copy(f"gathering agenda remove {P3_GATHERING} 1"),
    copy(f"gathering import incoming/pameldinger.csv --gathering {P3_GATHERING}"),
    copy(f"gathering cancel {P3_GATHERING} 'Kari Nordmann'"),
    copy(f"gathering cancel {P3_GATHERING} --yes"),
    copy(f"gathering renew-networks {P3_GATHERING}"),
    copy(f"gathering promote {P3_GATHERING}"),
    read(f"gathering checkin {P3_GATHERING}"),
    copy(f"gathering groups {P3_GATHERING} --size 4..6 --seed 7"),
    copy(
        "gathering groups 2008-11-01-ny --size 2 --rounds 2",
        "gathering new 2008-11-01-ny --name Ny --kind conference --from 2008-11-01",
        "gathering import incoming/pameldinger.csv --gathering 2008-11-01-ny",
    ),
    copy(f"gathering groups {P3_GATHERING} --keep --size 5..7", f"gathering register {P3_GATHERING} 'Nora Ny' -m 0402"),
    copy(
        f"gathering checkin {P3_GATHERING} 'Ny, N' --seat",
        f"gathering set {P3_GATHERING} capacity 1",
        f"gathering register {P3_GATHERING} 'Nora Ny' -m 0402",
    ),
    copy(f"gathering register {P3_GATHERING} 'Nora Ny' -m 0402 --walk-in", f"gathering set {P3_GATHERING} capacity 1"),
    read(f"gathering calendar {P3_GATHERING} -o -", "table"),
    copy(f"gathering calendar {P3_GATHERING} --person 'Kari Nordmann' -o kalender.ics"),
    copy(f"gathering calendar {P3_GATHERING} --per session -o okter.ics"),
    copy(f"gathering certificates {P3_GATHERING} --out ../bevis.pdf --dry-run"),
    copy(
        "gathering certificates 2008-03-01-mote --out ../bevis.pdf --dry-run",
        "gathering new 2008-03-01-mote --name Møte --kind conference --from 2008-03-01",
        "gathering register 2008-03-01-mote 'Nora Ny' -m 0402",
        "gathering checkin 2008-03-01-mote 'Nora Ny'",
    ),
    copy(f"gathering feedback ask {P3_GATHERING} food --nb 'Hvordan var maten?' --nn 'Korleis var maten?'"),
    copy(f"gathering feedback form {P3_GATHERING} -o skjema.xlsx"),
    read(f"gathering feedback show {P3_GATHERING}"),
    copy(f"gathering feedback import ../inputs/feedback.csv --gathering {P3_GATHERING}", formats=EVERY),
    copy(
        f"gathering feedback show {P3_GATHERING}",
        f"gathering feedback import ../inputs/feedback.csv --gathering {P3_GATHERING}",
        formats=EVERY,
    ),
    copy(
        "gathering feedback compare",
        f"gathering feedback import ../inputs/feedback.csv --gathering {P3_GATHERING}",
        formats=EVERY,
    ),
    copy(f"gathering pack {P3_GATHERING} --out samling"),
    copy(f"gathering pack {P3_GATHERING} --out samling --with incoming/pameldinger.csv"),
    copy(
        f"gathering pack {P3_GATHERING} --out samling --staff --language nn",
        f"gathering checkin {P3_GATHERING} 'Kari Nordmann' --undo",
    ),
    read(f"participants list {P3_GATHERING}"),
    read(f"participants list {P3_GATHERING} --by municipality"),
    read(f"participants list {P3_GATHERING} --by name --language nn", "table"),
    read(f"participants list {P3_GATHERING} --for-network 1"),
    *(
        read(f"participants export {P3_GATHERING} --what {what} -o -", "md")
        for what in "list programme division signin groups checkin".split()
    ),
    copy(f"participants export {P3_GATHERING} --what list --format docx -o liste.docx", formats=()),
    copy(f"participants export {P3_GATHERING} --what list --format xlsx -o liste.xlsx", formats=()),
    copy(f"participants set {P3_GATHERING} 'Kari Nordmann' diet vegan"),
    copy(f"participants set {P3_GATHERING} 'Kari Nordmann' consent none"),
    copy(f"participants badges {P3_GATHERING} -o badges.pdf", formats=()),
    read(f"participants catering {P3_GATHERING}"),
    read(f"participants catering {P3_GATHERING} --with-names"),
    copy(f"participants forget-sensitive {P3_GATHERING} --yes"),
    copy(f"participants forget-sensitive {P3_GATHERING} --raw-files --yes"),
    # Plans and evaluation.
    read("plan list"),
    read("plan list --cohort P3"),
    read("plan show P1 0415"),
    read("plan overdue"),
    read("plan overdue --cohort P1"),
    read("evaluation indicators"),
    read("evaluation indicators list"),
    copy("evaluation indicators add venting --direction decrease --period month --unit dager"),
    copy("evaluation indicators set sykefravaer --target 6.5"),
    copy("evaluation codes set sykefravaer -96 --mark x --nb 'Ikke levert' --nn 'Ikkje levert'"),
    copy("evaluation codes remove sykefravaer -97"),
    read("evaluation codes list"),
    read("evaluation goals"),
    read("evaluation goals propose"),
    read("evaluation goals propose --cohort P1 Skedsmo"),
    copy("evaluation goals confirm P3 --all", formats=EVERY),
    copy(
        "evaluation goals confirm P1 0415 --not-judged --source effect_goals", "plan set P1 0415 --effect-goal 'Bedre'"
    ),
    copy("evaluation goals set P1 0415 sykefravaer --from 9,6 --to 8,4 --by 2009"),
    copy("evaluation goals import ../inputs/goals.csv"),
    copy("evaluation import incoming/sykefravaer-2008.csv"),
    read("evaluation list sykefravaer"),
    read("evaluation list sykefravaer --missing 2008-Q1"),
    *(
        read(f"evaluation signals sykefravaer --preset {preset}")
        for preset in "ptd ptd-unscreened qicharts2 qcc".split()
    ),
    read("evaluation signals sykefravaer --municipality 0415"),
    read("evaluation goals"),
    read("evaluation goals --by network --cohort P1"),
    read("evaluation signals sykefravaer --preset qicharts2 --chart run", "table"),
    read("evaluation funnel --file ../inputs/counts.csv --method proportion --multiplier 100 --limits both", *EVERY),
    copy("evaluation funnel --file ../inputs/counts.csv --method ratio --ratio-method cqc --out trakt.svg"),
    read("evaluation ranks sykefravaer --cohort P1", *EVERY),
    read("evaluation ranks sykefravaer --period 2007 --similar-to 0415 --count 5"),
    copy("evaluation chart sykefravaer --cohort P1 --page multiples --out pages"),
    copy("evaluation chart all --page icons --language nn --out icons", formats=()),
    copy("evaluation chart sykefravaer --municipality 0415 --out chart.xlsx", formats=()),
    copy("evaluation report 0415 --for council --as html --out results"),
    copy("evaluation report network:1 --cohort P1 --for inhabitants --language nn --as html --out results", formats=()),
    copy("evaluation report cohort:P1 --as html --out results", formats=()),
    copy("evaluation report programme --for inhabitants --as html --out results", formats=()),
    copy("evaluation export --profile private --out package", formats=()),
    copy("evaluation export --profile public --out package --key ../inputs/pseudonyms.key"),
    copy(
        "evaluation verify package",
        "evaluation export --profile public --out package --key ../inputs/pseudonyms.key --formats csv,xlsx",
        formats=EVERY,
    ),
    copy("evaluation verify package", "evaluation export --profile private --out package --formats csv,xlsx"),
    copy("evaluation verify incoming", formats=EVERY),
    # Letters and journal.
    read("mail letters"),
    read("mail check"),
    copy("mail copy admitted", formats=EVERY),
    copy("mail plan rejected --to rejected:P3 --name avslag"),
    copy("mail plan project-plan-reminder --to plan-overdue:P1 --round next --name purring"),
    copy("mail plan admitted --to 'cohort:P1' --name feil"),
    read("mail approve"),
    read("mail status"),
    read("mail status vedtak"),
    copy("mail resume vedtak", formats=EVERY),
    copy("mail resend vedtak --unknown"),
    copy("mail print vedtak --all --without-address --out brev --as md"),
    copy("mail settle vedtak --having handed-over --came --why 'sagt i telefonen'"),
    copy("mail replan samling"),
    read("programme show"),
    copy("programme set sender.phone '22 00 00 00'"),
    copy("programme party KS email ks@ks.example"),
    copy("programme git"),
    copy("migrate", formats=EVERY),
    copy("municipality addresses ../inputs/postadresser.csv"),
    copy("mail print vedtak --without-address --out post.docx", formats=()),
    copy("mail print vedtak --posted 2008-06-11"),
    copy("mail bounces ../inputs/bounces.mbox"),
    read("mail suppression list"),
    copy("mail suppression remove postmottak@hvaler.example"),
    # Workbooks that go out and come back, of every noun.
    copy("sheet out contacts role:project-leader -o ../leaders.xlsx", formats=()),
    copy("sheet out plans -o ../sheet.xlsx", formats=()),
    sheet("municipalities", "Oslo Note=Hovedstaden 'Language form=nynorsk'", formats=EVERY),
    sheet("municipalities", "Oslo Number=9999"),
    sheet("contacts cohort:P1"),
    sheet("contacts", "dag.apendal@aukra.example 'Phone=22 00 00 00'"),
    sheet("applications --cohort P3", "0228 State=withdrawn 'Case number=08/123'", "1246 State=admitted"),
    sheet("applications incomplete:P3 --cohort P3"),
    sheet("scores --cohort P3", "0301 Score=8,5", "0228 Score=7"),
    sheet("confirmations --cohort P3", "0124 Confirmed=yes 'Confirmed on=2008-06-10'", "0216 Confirmed=yes"),
    sheet("applications --cohort P3", "0228 'Case number=08/123'", "1246 Score=4 'Note=ringte 9. juni'"),
    sheet("networks --cohort P1", "0502 'Network=2'"),
    sheet("networks --cohort P1", "0502 'Network=2'", "0807 'Network=1'", formats=("table",)),
    sheet(
        f"registrations --gathering {P3_GATHERING}",
        "'Kari Nordmann' Status=cancelled",
        "'Ola Nordmann' Consent=list Days=27.08.2008",
        "new Name='Nora Ny' No.=0402 Consent=network",
    ),
    sheet("plans --cohort P1", "0415 Status=delayed Due=2008-09-01"),
    sheet("judged-goals --cohort P1", "new No.=0415 Indicator=sykefravaer Kind=reach To=8"),
    sheet("goals --cohort P1", "new No.=0415 'Kind=effect goal' 'Goal=Færre vikarer'"),
    copy("journal export"),
    copy("journal export --from 2008-06-01", formats=("csv",)),
]
STEPS = PREPARE + REST

#: What differs from run to run or from machine to machine, and what stands for it.
CHANGING = (
    # Ids of changes end in six random digits.
    (re.compile(r"\b\d{8}-[0-9a-f]{6}\b"), "CHANGE"),
    # Moments are the clock's: the history has the real day, letters the time of day on the day given by --today.
    (
        re.compile(rf"\b(?:20[2-9]\d-\d\d-\d\d|{TODAY})[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d|Z)?"),
        "MOMENT",
    ),
    # The history is kept by the clock's month.
    (re.compile(r"\bhistory/20[2-9]\d-\d\d\.jsonl"), "history/MONTH.jsonl"),
    # A letter's Date has the time of day.
    (re.compile(r"\b(?:[A-Z][a-z]{2}, )?10 Jun 2008 \d\d:\d\d:\d\d [+-]\d{4}"), "MOMENT"),
    # The line before each letter in an mbox file.
    (re.compile(r"(?m)^(From \S+ )[A-Z][a-z]{2} Jun 10 \d\d:\d\d:\d\d 2008"), r"\1MOMENT"),
    # How long something took.
    (re.compile(r'"((?:own_|total_|import_|declarations_)?ms)": [\d.]+'), r'"\1": MS'),
    # A new gathering draws the key of its badges.
    (re.compile(r"(?<=badge_key: )['\"]?[0-9a-f]{32}['\"]?"), "KEY"),
)

#: The same in some files only.
CHANGING_FILES = (
    # Hashes of files that have moments in them: those that were changed, letters that left. The files are compared.
    (re.compile(r"(^|/)history/"), re.compile(r'"[0-9a-f]{64}"'), '"HASH"'),
    (re.compile(r"^archive/.*\.json$|(^|/)send\.jsonl$"), re.compile(r'("sha256": )"[0-9a-f]{64}"'), r'\1"HASH"'),
)


def with_options(line: str, options: list[str]) -> list[str]:
    """The words of a command line with options more, in front of ``--``: what stands behind is another command's."""
    words = shlex.split(line)
    at = words.index("--") if "--" in words else len(words)
    return [*words[:at], *options, *words[at:]]


class Side:
    """One checkout, and the programme that its commands made."""

    def __init__(self, checkout: Path, home: Path) -> None:
        self.checkout, self.home = checkout, home
        self.programme = home / "programme"
        self.programme.mkdir(parents=True)
        (home / "inputs").mkdir()
        for name, text in INPUTS.items():
            (home / "inputs" / name).write_text(text, encoding="utf-8")
        self.words: dict[str, str] = {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KVADMIN")}
        self.env = kept | {
            "PYTHONPATH": str(checkout),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "KVADMIN_TODAY": TODAY,
            "KVADMIN_WHO": WHO,
            "KVADMIN_CONFIG": str(home / "settings" / "none.toml"),
            "XDG_CONFIG_HOME": str(home / "settings"),
            "COLUMNS": "120",
            "TZ": "Europe/Oslo",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
        }

    def steady(self, text: str) -> str:
        """The text without what differs from run to run; folders are named by what they are."""
        for path, name in ((self.home, "HOME"), (self.checkout, "CHECKOUT")):
            text = text.replace(str(path), name)
        for pattern, instead in CHANGING:
            text = pattern.sub(instead, text)
        return text

    def run(self, folder: Path, line: str, options: list[str]) -> dict[str, Any]:
        """Exit code and output of one command."""
        done = subprocess.run(
            [sys.executable, "-m", "kvadmin", "--no-input", *with_options(line, options)],
            cwd=folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
        return {"exit": done.returncode, "stdout": self.steady(done.stdout), "stderr": self.steady(done.stderr)}

    def before(self, folder: Path, line: str) -> None:
        """One line of :attr:`Step.before`."""
        if line.startswith("! "):
            _, name, text = line.split(" ", 2)
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        elif line.startswith("~ "):
            _, name, row, *cells = shlex.split(line)
            type_into(folder / name, row, dict(each.split("=", 1) for each in cells))
        else:
            self.run(folder, line, [])

    def step(self, step: Step, *, json_only: bool) -> dict[str, Any]:
        """What the command gives in each format; as JSON it is done last, for it may write."""
        line = step.line.format_map(self.words)
        # A dry run, too, saves a protocol that is asked for: the files are looked at before the first run.
        dry = [] if step.kind == "read" or "--dry-run" in line else ["--dry-run"]
        formats = {} if json_only else {name: FORMATS[name] for name in step.formats}
        bare = line.startswith("--version") or " --format " in line
        with self.folder_of(step) as folder:
            before = {} if step.kind == "read" else self.files(folder)
            result = {name: self.run(folder, line, [*options, *dry]) for name, options in formats.items()}
            result["json"] = self.run(folder, line, [] if bare else ["--format", "json"])
            if step.kind != "read":
                result["json"]["files"] = self.changed(folder, before)
        self.take(step, result["json"]["stdout"])
        return result

    @contextmanager
    def folder_of(self, step: Step) -> Iterator[Path]:
        """The folder that a step works in: the programme, or a copy that is gone afterwards with what lay beside it."""
        if step.kind != "copy":
            yield self.programme
            return
        folder = self.home / "copy"
        own = {each for each in self.home.iterdir() if each.is_file()}
        shutil.copytree(self.programme, folder)
        for each in step.before:
            self.before(folder, each)
        yield folder
        for beside in {*self.home.iterdir()} - own:
            if beside.name not in {"programme", "inputs", "settings"}:
                shutil.rmtree(beside) if beside.is_dir() else beside.unlink()

    def take(self, step: Step, said: str) -> None:
        """The words that later lines need, from what the step told a program."""
        for name, pattern in step.takes.items():
            match = re.search(pattern, said)
            self.words[name] = match[1] if match else "missing"

    def files(self, folder: Path) -> dict[str, bytes]:
        """The files of the programme and of what was made beside it; .kvadmin holds what is derived."""
        roots = [folder, *(each for each in self.home.iterdir() if each.name in {"own", "demo"})]
        found = {}
        for root in roots:
            for path in sorted(root.rglob("*")):
                name = path.relative_to(root).as_posix()
                if path.is_file() and not name.startswith(".kvadmin/"):
                    found[name if root == folder else f"{root.name}/{name}"] = path.read_bytes()
        return found

    def changed(self, folder: Path, before: dict[str, bytes]) -> dict[str, str]:
        """Each file that was written, as text when it is a short one, else its hash; ``gone`` when it was removed."""
        after = self.files(folder)
        shown = {name: self.shown(name, content) for name, content in after.items() if before.get(name) != content}
        shown |= dict.fromkeys(before.keys() - after.keys(), "gone")
        return {self.steady(name): text for name, text in sorted(shown.items())}

    def shown(self, name: str, content: bytes) -> str:
        """A file's content to compare."""
        try:
            text = self.steady(content.decode("utf-8"))
            for file, pattern, instead in CHANGING_FILES:
                if file.search(name):
                    text = pattern.sub(instead, text)
            content = text.encode("utf-8")
            if len(content) <= KEPT_TEXT:
                return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        return f"sha256 {hashlib.sha256(content).hexdigest()}"


def type_into(file: Path, row: str, cells: dict[str, str]) -> None:
    """Type values under headings of a workbook, as a person does; a new row when none has that text in a cell."""
    book = load_workbook(file)
    page = book.worksheets[0]
    headings = {cell.value: cell.column for cell in page[1]}
    found = (line[0].row for line in page.iter_rows(min_row=2) if row in {str(cell.value) for cell in line})
    number = next(found, page.max_row + 1)
    for heading, text in cells.items():
        value: Any = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
        page.cell(number, headings[heading]).value = value
    book.save(file)


def everything(checkout: Path, *, only: re.Pattern[str] | None, json_only: bool) -> dict[str, Any]:
    """The results of every command of a checkout, and its page of commands."""
    with tempfile.TemporaryDirectory(prefix="same-json-") as folder:
        side = Side(checkout, Path(folder).resolve())
        where = subprocess.run(
            [sys.executable, "-c", "import kvadmin; print(kvadmin.__file__)"],
            cwd=side.home, env=side.env, capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        if not Path(where).resolve().is_relative_to(checkout):
            raise SystemExit(f"{checkout}: Python takes kvadmin from {where}")
        results = {}
        start = time.monotonic()
        for name, step in named():
            # Steps that change the programme are always run: those after them stand on them.
            if step.kind == "keep" or only is None or only.search(name):
                results[name] = side.step(step, json_only=json_only or bool(only and not only.search(name)))
        print(f"{checkout.name}: {len(results)} command lines in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return {"commands": headings(checkout), "results": results}


def named() -> Iterator[tuple[str, Step]]:
    """Each step with a name of its own: its command line, numbered when it is there again."""
    seen: dict[str, int] = {}
    for step in STEPS:
        name = " && ".join((*step.before, step.line))
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}  [{seen[name]}]"), step


def headings(checkout: Path) -> dict[str, str]:
    """Every command of docs/commands.md with its help text."""
    page = (checkout / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^#{2,4} (kvadmin.*)$", page)
    return {name.strip(): text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def leaves(commands: dict[str, str]) -> list[str]:
    """The commands that do something; a group is run by its commands."""
    return [name for name, text in commands.items() if "COMMAND [ARGS]..." not in text]


def uncovered(commands: dict[str, str], results: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Commands that no step runs, or that end with an error wherever they are run, and are no exception."""
    words = {name: ["kvadmin", *shlex.split(step.line)] for name, step in named()}
    for path in leaves(commands):
        names = [name for name, line in words.items() if line[: len(path.split())] == path.split()]
        ran = [each["exit"] for name in names for each in results.get(name, {}).values()]
        if path in EXCEPTIONS:
            continue
        if not names:
            yield path, "is not run"
        elif ran and 0 not in ran:
            yield path, "never ends well"


def differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where, what the old one says, what the new one says."""
    for name in [*old["commands"], *(each for each in new["commands"] if each not in old["commands"])]:
        pair = old["commands"].get(name, "no such command"), new["commands"].get(name, "no such command")
        if pair[0] != pair[1]:
            yield f"docs/commands.md: {name}", *pair
    for name, result in new["results"].items():
        kept = old["results"].get(name)
        if kept is None:
            yield name, "not run", "run"
            continue
        for level in ["json", *FORMATS]:
            if level in result and level in kept:
                yield from _of_one(f"{name} ({level})", kept[level], result[level])


def _of_one(where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Differences of one run: exit code, both outputs, files."""
    for part in ("exit", "stdout", "stderr"):
        if old[part] != new[part]:
            yield f"{where}: {part}", str(old[part]), str(new[part])
    before, after = old.get("files", {}), new.get("files", {})
    for name in sorted(before.keys() | after.keys()):
        pair = before.get(name, "not written"), after.get(name, "not written")
        if pair[0] != pair[1]:
            yield f"{where}: file {name}", *pair


def report(old: dict[str, Any], new: dict[str, Any]) -> int:
    """Print every difference and every command that is not run; how many there are."""
    count = 0
    for count, (where, before, after) in enumerate(differences(old, new), 1):  # noqa: B007 - the last number counts
        print(f"\n=== {where}")
        lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), "old", "new", n=1, lineterm=""))
        print("\n".join(lines[:SHOWN] or ["(only the ends of lines differ)"]))
        if len(lines) > SHOWN:
            print(f"... ({len(lines) - SHOWN} more lines)")
    print(f"{count} differences in {len(new['results'])} command lines.")
    return count


def coverage(commands: dict[str, str], results: dict[str, Any]) -> int:
    """Say which commands are not run; how many there are that should be."""
    missing = dict(uncovered(commands, results))
    total = len(leaves(commands))
    print(f"{total - len(missing) - len(EXCEPTIONS)} of {total} commands covered, {len(EXCEPTIONS)} exceptions.")
    for name, reason in EXCEPTIONS.items():
        print(f"not run: {name} ({reason})" if name in commands else f"exception for no command: {name}")
    for name, what in missing.items():
        print(f"NOT COVERED: {name} {what}: mend STEPS in tools/same_json.py, or make it an exception with its reason")
    return len(missing)


def main() -> int:
    """Run, keep, compare."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("checkouts", nargs="+", type=Path, metavar="CHECKOUT", help="OLD and NEW, or one of them")
    asked.add_argument("--save", type=Path, metavar="FILE", help="keep the results of the first checkout")
    asked.add_argument("--against", type=Path, metavar="FILE", help="what was kept stands for OLD")
    asked.add_argument("--only", type=re.compile, metavar="REGEX", help="only command lines that match")
    asked.add_argument("--json-only", action="store_true", help="leave out csv, md and table")
    given = asked.parse_args()
    if len(given.checkouts) + bool(given.against) > 2 or len(given.checkouts) + bool(given.against or given.save) < 2:
        asked.error("name OLD and NEW, or one checkout with --save or --against")
    results = [json.loads(given.against.read_text(encoding="utf-8"))] if given.against else []
    results += [everything(each.resolve(), only=given.only, json_only=given.json_only) for each in given.checkouts]
    if given.save:
        kept = results[1 if given.against else 0]
        given.save.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    wrong = report(*results) if len(results) == 2 else 0
    return 1 if coverage(results[-1]["commands"], results[-1]["results"]) + wrong else 0


if __name__ == "__main__":
    sys.exit(main())
