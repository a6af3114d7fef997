"""Every kind of item that needs action: running its command, with what a person fills in, takes it off the list."""

from __future__ import annotations

import ast
import mailbox
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, repeat
from pathlib import Path

import pytest
from extension.stranger import STAR, Site
from plugins.mail.kit import parsed
from plugins.mail.office import PLACES, Office, server, smtp

import kvadmin
import kvadmin.plugins

G = "2008-08-27-oppstart"
NETWORKS = "cohort: P3\nnetworks:\n  - id: '1'\n    members: ['0301', '0821']\n"
ADVISED = "    advisor: Kari\n    host: '0301'\nadvisors:\n  - name: Kari\n    capacity: 2\n    lat: 60\n    lon: 10\n"
INDICATOR = "indicators:\n  - id: sykefravaer\n    nb: S\n    nn: S\n    unit: '%'\n"


class Case:
    """What a person does before the item is there, and says when the command is typed."""

    def __init__(self, office: Office, tmp_path: Path) -> None:
        self.office, self.tmp_path = office, tmp_path
        self.until_the_end = ExitStack()
        self.brought_back: Callable[[], object] = lambda: None
        self._said: dict[str, Iterator[str]] = {}

    def say(self, **said: str | list[str]) -> None:
        """What is filled in for a placeholder: always the same, or one after the other."""
        for word, value in said.items():
            self._said[word] = repeat(value) if isinstance(value, str) else iter(value)

    def file(self, name: str, text: str) -> str:
        return str(self.office.write(f"incoming/{name}", text))

    def items(self, key: str) -> list[dict]:
        return [one for one in self.office.json("status")["needs_action"] if one["key"] == key]

    def filled_in(self, command: str) -> list[str]:
        words = shlex.split(command)
        assert words.pop(0) == "kvadmin"
        filled = []
        for word in words:
            name, sign, value = word.partition("=")
            if word.removesuffix("...") in self._said:
                filled += next(self._said[word.removesuffix("...")]).split(" | ")
            elif sign and value in self._said:
                filled.append(f"{name}={next(self._said[value])}")
            else:
                filled.append(word)
        left = [word for word in filled if re.fullmatch(r"[A-Z]{3,}(\.\.\.)?", word)]
        assert left == [], f"what is meant by {left} in {command}?"
        return filled


def register_missing(case: Case) -> None:
    for place in (case.office.folder / "municipalities").iterdir():
        place.unlink()
    for name in ("applications", "cohorts"):
        for place in sorted((case.office.folder / name).rglob("*.yaml")):
            place.unlink()
    rows = "number,name,county,region\n0301,Oslo,Oslo,Oslo og Akershus\n"
    case.say(FILE=case.file("kommuner.csv", rows))


def plugin_missing(case: Case) -> None:
    case.office.run("gathering", "new", G, "--name", "Oppstart", "--from", "2008-08-27")
    case.office.run("plugins", "disable", "gathering", "--here")


def plugin_untrusted(case: Case) -> None:
    case.office.write("plugins/greet.py", "from kvadmin.api import hookimpl\n")


GUESTS = (
    STAR
    + """
class Guest(Record, kw_only=True):
    collection = "guests"
    id: str
    name: str
@hookimpl
def kvadmin_collections():
    return [Collection("guests", "guests/{id}.yaml", "plugin_guestbook:Guest")]
def named(older):
    return [Set("guests", key, ("name",), key) for key, plain in older.records("guests").items() if "name" not in plain]
@hookimpl
def kvadmin_migrations():
    return [Migration(2, "Guests have names.", "plugin_guestbook:named")]
"""
)


def older_form(case: Case) -> None:
    site = Site(case.tmp_path / "site")
    site.install("guestbook", GUESTS)
    sys.path.insert(0, str(site.folder))
    case.until_the_end.callback(sys.path.remove, str(site.folder))
    case.office.write("guests/g1.yaml", "id: g1\n")


def draw_unnamed(case: Case) -> None:
    case.office.today = "2008-05-10"
    case.office.run("cohort", "set", "P3", "lottery_seed", "")
    case.say(N="7", NAME="Lotto", DATE="2008-06-07")


def row_needs_person(case: Case) -> None:
    rows = "Kommunenummer;Kommune;Mottatt\n;Bø;2008-05-02\n"
    case.office.run("application", "import", case.file("liste.csv", rows), "--cohort", "P3", code=None)
    case.say(NUMBER="1867", DATE="2008-05-02")


def late_to_judge(case: Case) -> None:
    for field, value in (("received", "2008-05-22"), ("postmark", "2008-05-19")):
        case.office.run("application", "set", "P3", "0301", field, value)
    case.say(TEXT="early postmark")


def applications_unscored(case: Case) -> None:
    case.office.run("application", "set", "P3", "0301", "score", "")
    case.say(FILE=case.file("poeng.csv", "municipality,score\n0301,8\n"))


def _drawn(case: Case) -> None:
    office = case.office
    office.run("cohort", "set", "P3", "lottery_seed", "")
    office.today = "2008-05-10"
    draw = ("source=public", "name=Lotto", "day=2008-06-24", "numbers=2")
    office.run("cohort", "set", "P3", "draw", *draw)
    office.today = "2008-06-21"


def freeze_due(case: Case) -> None:
    _drawn(case)


def freeze_outdated(case: Case) -> None:
    _drawn(case)
    case.office.run("cohort", "freeze", "P3")
    case.office.run("application", "set", "P3", "0821", "score", "5")
    case.say(TEXT="a sum was wrong")


def draw_due(case: Case) -> None:
    _drawn(case)
    case.office.run("cohort", "freeze", "P3")
    case.office.today = "2008-06-24"
    case.say(VALUE="3 8")


def freeze_untold(case: Case) -> None:
    _drawn(case)
    case.office.run("cohort", "freeze", "P3")


def applications_undecided(case: Case) -> None:
    case.office.today = "2008-06-21"


def places_free(case: Case) -> None:
    case.office.admit()
    case.office.run("cohort", "withdraw", "P3", "0821", "--reason", "withdrawn", "--yes")


def applications_left_undecided(case: Case) -> None:
    file = case.office.folder / "applications/P3/1504.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    case.office.admit()
    file.write_text(text, encoding="utf-8")


def admitted(case: Case) -> None:
    case.office.admit()


def confirmations_overdue(case: Case) -> None:
    case.office.admit()
    case.office.today = "2008-07-02"


def networks_missing(case: Case) -> None:
    for number, lat in {"0301": 60, "0821": 59, "1504": 62, "1867": 68}.items():
        for field, value in (("lat", lat), ("lon", 10)):
            case.office.run("municipality", "set", number, field, value)
    case.office.run("application", "set", "P3", "1867", "timetable", "mai")
    case.office.run("cohort", "set", "P3", "capacity", "4")
    case.office.admit()


def network_members_changed(case: Case) -> None:
    networks_missing(case)
    case.office.run("network", "split", "P3", "--size", "2..4", "--yes")
    case.office.run("cohort", "withdraw", "P3", "1867", "--reason", "withdrawn", "--yes")


def advisors_missing(case: Case) -> None:
    case.office.admit()
    case.office.write("networks/P3.yaml", NETWORKS)
    case.say(NAME="Kari", NUMBER="60.1,10.2")


def networks_without_advisor(case: Case) -> None:
    networks_missing(case)
    case.office.run("network", "split", "P3", "--size", "4..4", "--yes")
    case.office.run("network", "advisor", "set", "P3", "Kari", "--home", "60.1,10.2")


def networks_without_advisor_of_full_ones(case: Case) -> None:
    case.office.admit()
    more = "  - id: '2'\n    members: ['1504']\n"
    case.office.write("networks/P3.yaml", NETWORKS + more + ADVISED.replace("    advisor: Kari\n    host: '0301'\n", "")
                      .replace("capacity: 2", "capacity: 1"))  # fmt: skip
    case.say(NAME="Kari")


def _advised(case: Case, *networks: str, advisors: str) -> None:
    case.office.admit()
    case.office.write("networks/P3.yaml", "cohort: P3\nnetworks:\n" + "".join(networks) + "advisors:\n" + advisors)


def _of_kari(network: str, member: str) -> str:
    return f"  - id: '{network}'\n    members: ['{member}']\n    advisor: Kari\n    host: '{member}'\n"


KARI = "  - name: Kari\n    lat: 60\n    lon: 10\n"
OLA = KARI.replace("Kari", "Ola")


def advisor_overloaded(case: Case) -> None:
    _advised(case, _of_kari("1", "0301"), _of_kari("2", "0821"), advisors=KARI)


def advisor_overloaded_beside_one_with_room(case: Case) -> None:
    _advised(case, _of_kari("1", "0301"), _of_kari("2", "0821"), advisors=KARI + OLA)


def advisor_language(case: Case) -> None:
    case.office.run("municipality", "set", "0301", "language_form", "nynorsk")
    _advised(case, _of_kari("1", "0301"), advisors=KARI + "    languages: [bokmal]\n")


def advisor_language_beside_one_who_can(case: Case) -> None:
    case.office.run("municipality", "set", "0301", "language_form", "nynorsk")
    _advised(case, _of_kari("1", "0301"), advisors=KARI + "    languages: [bokmal]\n" + OLA)


def advisor_differs(case: Case) -> None:
    _advised(case, _of_kari("1", "0301"), advisors=KARI + "    capacity: 2\n    languages: [nynorsk, bokmal]\n")
    case.office.run("cohort", "new", "P4", "--name", "Pulje 4")
    other = KARI.replace("    lat: 60\n    lon: 10\n", "    municipality: '0301'\n")
    case.office.write("networks/P4.yaml", "cohort: P4\nnetworks: []\nadvisors:\n" + other)


def networks_without_host(case: Case) -> None:
    networks_missing(case)
    more = "    host: '0301'\n  - id: '2'\n    members: ['1504']\n  - id: '3'\n    members: ['1867']\n"
    case.office.write("networks/P3.yaml", NETWORKS + more)


def networks_without_any_host(case: Case) -> None:
    networks_missing(case)
    case.office.write("networks/P3.yaml", NETWORKS + "  - id: '2'\n    members: ['1504']\n")


def _gathering(case: Case, *more: str) -> None:
    case.office.run("gathering", "new", G, "--name", "Oppstart", "--from", "2008-08-27", "--cohort", "P3", *more)


def _registered(case: Case, *people: tuple[str, str]) -> None:
    for name, number in people:
        case.office.run("gathering", "register", G, name, "-m", number)


def seats_free(case: Case) -> None:
    _gathering(case, "--capacity", "1")
    _registered(case, ("Kari Nes", "1504"), ("Per Vik", "0301"))
    case.office.run("gathering", "set", G, "capacity", "2")


def gathering_bare(case: Case) -> None:
    case.office.admit()
    _gathering(case)
    case.say(TIME="09:00-10:00", TITLE="Velkommen")


def visit_without_invitation(case: Case) -> None:
    new = ("gathering", "new", "besok", "--name", "Besøk", "--kind", "visit", "--from", "2008-08-27", "-m", "0301")
    case.office.run(*new)


def conference_without_invitation(case: Case) -> None:
    case.office.run("gathering", "new", "k", "--name", "Konferanse", "--kind", "conference", "--from", "2008-08-27")
    case.say(SELECTION="role:project-leader")


def registered_left(case: Case) -> None:
    case.office.admit()
    _gathering(case)
    _registered(case, ("Kari Nes", "0301"), ("Per Vik", "0821"))
    case.office.run("cohort", "withdraw", "P3", "0821", "--reason", "withdrawn", "--yes")


def registered_networks_outdated(case: Case) -> None:
    case.office.admit()
    case.office.write("networks/P3.yaml", NETWORKS)
    _gathering(case)
    _registered(case, ("Kari Nes", "0301"))
    case.office.write("networks/P3.yaml", NETWORKS.replace("'1'", "'7'"))


def sensitive_kept(case: Case) -> None:
    _gathering(case)
    case.office.run("gathering", "register", G, "Kari Nes", "-m", "0301", "--diet", "vegetar")
    case.office.today = "2008-09-20"


def gathering_overbooked(case: Case) -> None:
    _gathering(case)
    _registered(case, ("Kari Nes", "1504"), ("Per Vik", "0301"))
    file = case.office.folder / f"gatherings/{G}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "capacity: 1\n", encoding="utf-8")


def seating_plan_outdated(case: Case) -> None:
    _gathering(case)
    _registered(case, ("Kari Nes", "1504"), ("Per Vik", "0301"), ("Odd Li", "0821"), ("Eva Ås", "1867"))
    case.office.run("gathering", "groups", G, "--size", "2..3")
    _registered(case, ("Siv Bø", "0301"))


def plan_overdue(case: Case) -> None:
    case.office.admit()
    case.office.today = "2008-12-10"
    case.office.run("plan", "set", "P3", "all", "--due", "2008-12-01", "--yes")
    case.say(NUMBER=["0301"], DATE="2008-12-09")


def _evaluation_overdue(case: Case, kind: str) -> None:
    case.office.admit()
    case.office.today = "2008-12-10"
    case.office.run("plan", "set", "P3", "all", "--evaluation", kind, "--due", "2008-12-01", "--yes")
    case.say(NUMBER=["0301"], DATE="2008-12-09")


def plans_undated(case: Case) -> None:
    case.office.admit()
    case.office.today = "2008-09-01"
    case.say(DATE="2008-12-01")


def plan_goals_missing(case: Case) -> None:
    case.office.admit()
    case.office.run("plan", "set", "P3", "all", "--received", "2008-06-09", "--yes")
    case.say(NUMBER=["0301"], TEXT="Fewer ill")


def final_evaluations_undated(case: Case) -> None:
    case.office.admit()
    case.office.run("programme", "set", "end", "2008-12-31")
    case.office.today = "2008-11-01"
    case.say(DATE="2008-12-15")


def final_evaluation_of_who_has_completed(case: Case) -> None:
    case.office.admit()
    case.office.today = "2008-09-01"
    case.office.run("cohort", "withdraw", "P3", "0301", "--reason", "completed", "--yes")
    case.say(DATE="2008-12-15")


def figures_missing(case: Case) -> None:
    case.office.write(
        "cohorts/P1.yaml", "id: P1\nname: En\nmemberships:\n  - municipality: '0301'\n    from: 2007-01-01\n"
    )
    case.office.write("indicators.yaml", INDICATOR)
    case.office.write("measurements/sykefravaer.csv", "municipality,period,value\n0301,2007-Q3,8.0\n")
    case.say(FILE=case.file("tall.csv", "municipality,period,value\n0301,2008-Q1,8.1\n"))


def _goal(case: Case, values: str) -> None:
    case.office.write(
        "cohorts/P1.yaml", "id: P1\nname: En\nmemberships:\n  - municipality: '0301'\n    from: 2006-01-01\n"
    )
    case.office.write("indicators.yaml", INDICATOR + "    period: month\n")
    case.office.write("measurements/sykefravaer.csv", f"municipality,period,value\n{values}")
    goal = "  - {indicator: sykefravaer, to: 7.0, start: 9.0, direction: decrease, by: 2007-12-31}\n"
    case.office.write("goals/P1/0301.yaml", f"cohort: P1\nmunicipality: '0301'\ngoals:\n{goal}")


def goals_unconfirmed(case: Case) -> None:
    case.office.run("cohort", "set", "P3", "start", "2008-06-01")
    case.office.admit()
    case.office.write("indicators.yaml", INDICATOR + "    period: month\n    direction: decrease\n")


def goals_off_track(case: Case) -> None:
    _goal(case, "".join(f"0301,2007-{month:02},9.{month % 3}\n" for month in range(1, 13)))
    case.say(TEXT="the measures begin anew in August")


def goals_without_figures(case: Case) -> None:
    _goal(case, "0301,2005-12,9.0\n")
    case.say(FILE=case.file("tall.csv", "municipality,period,value\n0301,2007-11,8.1\n"))


def invitations_untold(case: Case) -> None:
    case.office.admit()
    _gathering(case, "--place", "Oslo")
    case.office.run("gathering", "invite", G, "--to", "cohort:P3")


def cancellation_untold(case: Case) -> None:
    invitations_untold(case)
    case.office.plan("startup-gathering", "--to", f"invited:{G}", "--about", G, "--name", "kom")
    case.office.run("gathering", "cancel", G, "--yes")


def plan_reminders_due(case: Case) -> None:
    case.office.admit()
    case.office.today = "2008-12-10"
    case.office.run("plan", "set", "P3", "all", "--due", "2008-12-01", "--yes")


def _letters(case: Case, to: str = "admitted:P3", transport: str = 'transport = "mbox"\n') -> int:
    """The letters ``ja``, approved; how many."""
    case.office.settings(transport)
    case.office.admit()
    made = case.office.approved("admitted", "--to", to, "--name", "ja")
    return int(made["count"])


def _sent(case: Case, *more: str, code: int | None = 0) -> None:
    count = _letters(case)
    case.office.run("mail", "send", "ja", "--confirm", count, *more, code=code)


def letters_to_approve(case: Case) -> None:
    case.office.admit()
    case.office.plan("admitted", "--to", "admitted:P3", "--name", "ja")


def letters_outdated(case: Case) -> None:
    letters_to_approve(case)
    case.office.today = "2008-12-10"


def letters_to_send(case: Case) -> None:
    _letters(case)


def letters_not_sent(case: Case) -> None:
    count = _letters(case, transport=smtp(9))  # nobody listens there
    case.office.run("mail", "send", "ja", "--confirm", count, code=1)
    port, _ = case.until_the_end.enter_context(server(case.tmp_path))
    case.office.settings(smtp(port))


def letters_held(case: Case) -> None:
    _letters(case)
    case.office.run("contact", "set", "0301", "project-leader", "email", "ny@oslo.example")
    case.office.run("mail", "send", "ja", "--confirm", "1", "--skip-changed", code=1)


def letters_unknown(case: Case) -> None:
    with server(case.tmp_path, acceptdrop=1) as (port, _):
        count = _letters(case, transport=smtp(port))
        case.office.run("mail", "send", "ja", "--confirm", count, code=1)


def letters_refused(case: Case) -> None:
    case.office.run("contact", "set", "0301", "project-leader", "email", "bad5@oslo.example")
    with server(case.tmp_path) as (port, _):
        count = _letters(case, transport=smtp(port))
        case.office.run("mail", "send", "ja", "--confirm", count, code=1)


def letters_written(case: Case) -> None:
    _letters(case)
    case.office.run("mail", "drafts", "ja")
    sent = mailbox.mbox(case.tmp_path / "Sent")
    for draft in sorted((case.office.folder / "outbox/ja/drafts").glob("*.eml")):
        message = parsed(draft.read_bytes())
        del message["X-Unsent"], message["Date"]
        message["Date"] = "Wed, 11 Jun 2008 09:00:00 +0200"
        sent.add(message)
    sent.close()
    case.office.today = "2008-06-12"
    case.say(PATH=str(case.tmp_path / "Sent"))


def letters_handed_over(case: Case) -> None:
    _sent(case)


def letters_bounced(case: Case) -> None:
    _sent(case)
    case.office.run("mail", "settle", "ja", "0301", "--bounced", "--why", "no such mailbox")


def address_wrong(case: Case) -> None:
    letters_bounced(case)
    case.office.run("contact", "set", "0301", "project-leader", "email_status", "bounced 2008-06-10 5.1.1")
    case.say(ADDRESS="ny@oslo.example")


def letters_to_print(case: Case) -> None:
    case.office.run("contact", "set", "0301", "project-leader", "email", "")
    _letters(case)


def letters_printed(case: Case) -> None:
    letters_to_print(case)
    case.office.run("mail", "print", "ja", "--out", case.tmp_path / "post.md", code=None)
    case.office.run("mail", "print", "ja", "--out", case.tmp_path / "post.docx")


def mailing_log_lost(case: Case) -> None:
    _sent(case)
    (case.office.folder / "outbox/ja/send.jsonl").unlink()


def mailing_sent_by_another(case: Case) -> None:
    case.office.settings('transport = "mbox"\n')
    case.office.admit()
    for name in ("ja", "ja2"):
        case.office.plan("admitted", "--to", "admitted:P3", "--name", name)
    for made in case.office.json("mail", "status")["mailings"]:
        if made["mailing"] == "ja":
            case.office.run("mail", "approve", made["hash"])
    case.office.run("mail", "send", "ja", "--confirm", "2")


def outbox_unreadable(case: Case) -> None:
    """The one kind that no command of ours settles: somebody brings the file back, and the command says that all is well."""
    _sent(case)
    plan = case.office.folder / "outbox/ja/plan.json"
    content = plan.read_bytes()
    plan.unlink()
    case.brought_back = lambda: plan.write_bytes(content)


Setting = Callable[[Case], None]
#: Every kind, with each way in which it comes about; another command for the same kind is another way.
KINDS: dict[str, tuple[Setting, ...]] = {
    "register-missing": (register_missing,),
    "plugin-missing": (plugin_missing,),
    "plugin-untrusted": (plugin_untrusted,),
    "older-form": (older_form,),
    "draw-unnamed": (draw_unnamed,),
    "row-needs-person": (row_needs_person,),
    "late-to-judge": (late_to_judge,),
    "applications-unscored": (applications_unscored,),
    "freeze-due": (freeze_due,),
    "freeze-outdated": (freeze_outdated,),
    "draw-due": (draw_due,),
    "freeze-untold": (freeze_untold,),
    "applications-undecided": (applications_undecided,),
    "places-free": (places_free,),
    "applications-left-undecided": (applications_left_undecided,),
    "confirmations-due": (admitted,),
    "confirmations-overdue": (confirmations_overdue,),
    "networks-missing": (networks_missing,),
    "network-members-changed": (network_members_changed,),
    "advisors-missing": (advisors_missing,),
    "networks-without-advisor": (networks_without_advisor, networks_without_advisor_of_full_ones),
    "advisor-overloaded": (advisor_overloaded, advisor_overloaded_beside_one_with_room),
    "advisor-language": (advisor_language, advisor_language_beside_one_who_can),
    "advisor-differs": (advisor_differs,),
    "networks-without-host": (networks_without_host, networks_without_any_host),
    "seats-free": (seats_free,),
    "gathering-without-programme": (gathering_bare,),
    "gathering-without-invitation": (gathering_bare, visit_without_invitation, conference_without_invitation),
    "registered-left": (registered_left,),
    "registered-networks-outdated": (registered_networks_outdated,),
    "sensitive-kept": (sensitive_kept,),
    "gathering-overbooked": (gathering_overbooked,),
    "seating-plan-outdated": (seating_plan_outdated,),
    "plan-overdue": (plan_overdue,),
    "process-overdue": (lambda case: _evaluation_overdue(case, "process"),),
    "final-overdue": (lambda case: _evaluation_overdue(case, "final"),),
    "plans-undated": (plans_undated,),
    "plan-goals-missing": (plan_goals_missing,),
    "final-evaluations-undated": (final_evaluations_undated, final_evaluation_of_who_has_completed),
    "figures-missing": (figures_missing,),
    "goals-unconfirmed": (goals_unconfirmed,),
    "goals-off-track": (goals_off_track,),
    "goals-without-figures": (goals_without_figures,),
    "applications-incomplete": (lambda case: None,),
    "decisions-untold-admitted": (admitted,),
    "decisions-untold-waitlisted": (admitted,),
    "decisions-untold-rejected": (admitted,),
    "invitations-untold": (invitations_untold,),
    "cancellation-untold": (cancellation_untold,),
    "plan-reminders-due": (plan_reminders_due,),
    "letters-to-approve": (letters_to_approve,),
    "letters-outdated": (letters_outdated,),
    "letters-to-send": (letters_to_send,),
    "letters-not-sent": (letters_not_sent,),
    "letters-held": (letters_held,),
    "letters-unknown": (letters_unknown,),
    "letters-refused": (letters_refused,),
    "letters-written": (letters_written,),
    "letters-handed-over": (letters_handed_over,),
    "letters-bounced": (letters_bounced,),
    "letters-to-print": (letters_to_print,),
    "letters-printed": (letters_printed,),
    "address-wrong": (address_wrong,),
    "mailing-log-lost": (mailing_log_lost,),
    "mailing-sent-by-another": (mailing_sent_by_another,),
    "outbox-unreadable": (outbox_unreadable,),
}
CASES = [(key, way) for key, ways in KINDS.items() for way in ways]


@pytest.mark.parametrize(("key", "way"), CASES, ids=[f"{key}-{n}" for n, (key, _) in enumerate(CASES)])
def test_running_the_command_takes_the_item_off(key, way, tmp_path, cli, monkeypatch):
    case = Case(Office(tmp_path / "programme", cli), tmp_path)
    monkeypatch.chdir(tmp_path)
    case.items(key)  # the folder can be read
    with case.until_the_end:
        way(case)
        _settle(case, key)


@pytest.mark.parametrize("key", ["decisions-untold-admitted", "applications-incomplete", "freeze-untold"])
def test_the_command_is_right_where_the_id_of_the_cohort_has_a_blank(key, tmp_path, cli, monkeypatch):
    case = Case(Office(tmp_path / "programme", cli), tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = case.office.run
    monkeypatch.setattr(
        case.office, "run", lambda *words, **more: ran(*("P (3)" if word == "P3" else word for word in words), **more)
    )
    for path in [*case.office.folder.rglob("*.yaml")]:
        if "P3" in (text := path.read_text("utf-8")):
            path.write_text(text.replace("P3", "P (3)"), "utf-8")
    for path in ("cohorts/P3.yaml", "applications/P3"):
        (case.office.folder / path).rename(case.office.folder / path.replace("P3", "P (3)"))
    with case.until_the_end:
        KINDS[key][0](case)
        _settle(case, key)


def _settle(case: Case, key: str) -> None:
    there = case.items(key)
    assert there, f"no {key} where there is to be one"
    for _ in range(len(PLACES)):
        words = case.filled_in(there[0]["command"])
        case.brought_back()
        ran = case.office.run("--yes", *words, code=None)
        assert ran.code == 0, (there[0]["command"], ran.out, ran.err)
        left = case.items(key)
        assert len(left) <= len(there)
        if not left:
            return
        assert left != there, f"{there[0]['command']} changes nothing"
        there = left
    raise AssertionError(f"still there: {there}")


def test_no_kind_is_without_such_a_test():
    root = Path(kvadmin.plugins.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in root.rglob("*.py")]
    kinds = set(chain.from_iterable(map(_kinds, trees)))
    assert len(kinds) > 40
    for kind in kinds:
        assert any(re.fullmatch(kind, key) for key in KINDS), f"no test for {kind}"
    for key in KINDS:
        assert any(re.fullmatch(kind, key) for kind in kinds), f"there is no {key} any more"


def test_every_kind_is_documented():
    page = (Path(kvadmin.__file__).parents[1] / "docs" / "status.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == sorted(KINDS)


def _kinds(tree: ast.AST) -> Iterator[str]:
    """The keys of items in a module, as patterns: what varies may be anything."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("ActionItem", "OpenItem", "_before"):
            for keyword in node.keywords:
                if keyword.arg == "key":
                    yield from _patterns(keyword.value)
        elif isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["key"]:
            yield from _patterns(node.value)


def _patterns(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value):
            yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [re.escape(one.value) if isinstance(one, ast.Constant) else "[a-z]+" for one in node.values]
        if "-" in "".join(str(getattr(one, "value", "")) for one in node.values if isinstance(one, ast.Constant)):
            yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)
