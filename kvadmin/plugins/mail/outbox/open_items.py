"""What is open of the mailings: in words, each with the command that goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kvadmin.api import tr

from ..parties import parties_of
from .letter_life import LetterLife
from .mailings import Mailing
from .sent_letters import HadLetters

#: So many letters are named in a command; more are meant by their status.
_NAMED = 5


@dataclass(frozen=True)
class OpenItem:
    """Something that somebody has yet to do about a mailing, the command for it, and what it is, for programs."""

    mailing: str
    text: str
    command: str
    urgent: bool = False
    key: str = ""


def open_items(mailings: Iterable[Mailing], today: date) -> list[OpenItem]:
    """All that is open, mailing by mailing.

    Args:
        mailings: All of them: a letter that came back is done with when another mailing has sent it.
        today: The day that commands name where they need one.
    """
    every = list(mailings)
    had = HadLetters(every)
    return [item for each in every for item in _of(each, had, today)]


def _of(mailing: Mailing, had: HadLetters, today: date) -> Iterator[OpenItem]:
    name, outbox = mailing.name, mailing.outbox
    if mailing.evidence.loss:
        text = tr("{name}: its send log is not the one that was written", name=name)
        yield OpenItem(name, text, f"kvadmin mail resume {name}", urgent=True, key="mailing-log-lost")
        # what it says of letters is only settled once it is mended
        return
    if not mailing.begun and (twice := _sent_by_another(mailing, had)):
        text = tr("{name}: its letters have been sent by another mailing by now", name=name)
        command = _settle(name, "", twice, "--withdrawn", tr("sent by another mailing"))
        yield OpenItem(name, text, command, key="mailing-sent-by-another")
        return
    keys = _keys(mailing, had)
    if not mailing.begun and (past := _naming_a_past_day(mailing, today)):
        text = tr("{name}: {count} letters that have not left name a day that is past", name=name, count=past)
        yield OpenItem(name, text, f"kvadmin mail replan {name}", urgent=True, key="letters-outdated")
        return
    if mailing.state == "planned":
        if keys.get("planned"):
            text = tr("{name}: {count} letters wait for approval", name=name, count=len(keys["planned"]))
            yield OpenItem(name, text, f"kvadmin mail approve {outbox.hash[:12]}", key="letters-to-approve")
        return
    yield from _by_email(mailing, keys)
    yield from _came_back(name, keys)
    yield from _by_post(name, keys, today)


def _sent_by_another(mailing: Mailing, had: HadLetters) -> list[str]:
    """The letters of a mailing that waits, when another has sent every one of them; else none."""
    waiting = [letter for letter, life in mailing.lives() if life.status in ("planned", "approved")]
    personal = mailing.planned.get("request", {}).get("each") == "contact"
    name = mailing.outbox.letter
    return [x.key for x in waiting] if all(had.has_had(name, x, personal=personal) for x in waiting) else []


def _naming_a_past_day(mailing: Mailing, today: date) -> int:
    """How many letters that wait say "by" a day that was to come when they were planned and is past."""
    planned_on = str(mailing.planned.get("request", {}).get("day", ""))
    waiting = (letter for letter, life in mailing.lives() if life.status in ("planned", "approved"))
    return sum(any(planned_on <= day < today.isoformat() for _, day in letter.due) for letter in waiting)


def _keys(mailing: Mailing, had: HadLetters) -> dict[str, list[str]]:
    """The keys of letters by status; those by post, and those printed, apart from those that are e-mailed."""
    found: dict[str, list[str]] = {}
    for letter, life in mailing.lives():
        status: str = life.status
        if status in ("approved", "written") and life.channel == "post":
            status = f"{status} by post"
        if status in ("refused", "bounced"):
            parties = parties_of(letter.party) or (letter.key,)
            if all(had.find(mailing.outbox.letter, letter.matter, party, letter.round) for party in parties):
                continue
        found.setdefault(status, []).append(letter.key)
    return found


def _by_email(mailing: Mailing, keys: dict[str, list[str]]) -> Iterator[OpenItem]:
    name, report = mailing.name, mailing.report
    left = report.letters_having("pending", "deferred")
    if left and not mailing.begun:
        text = tr("{name}: {count} letters are approved and not sent", name=name, count=left)
        yield OpenItem(name, text, f"kvadmin mail send {name} --confirm {left}", key="letters-to-send")
    elif left:
        text = tr("{name}: {count} letters are not sent yet", name=name, count=left)
        yield OpenItem(name, text, f"kvadmin mail resume {name}", urgent=True, key="letters-not-sent")
    if held := report.letters_having("held"):
        text = tr("{name}: {count} letters were held, since the data have changed", name=name, count=held)
        yield OpenItem(name, text, f"kvadmin mail replan {name}", urgent=True, key="letters-held")
    if unknown := report.letters_having("unknown"):
        text = tr(
            "{name}: nobody knows whether {count} letters have come; ask, and say so (--came or --not-came)",
            name=name,
            count=unknown,
        )
        command = f'kvadmin mail settle {name} --having unknown --came --why "{tr("they say so")}"'
        yield OpenItem(name, text, command, urgent=True, key="letters-unknown")
    if written := keys.get("written"):
        text = tr(
            "{name}: {count} letters are drafts, and nobody has said that they left; "
            "kvadmin finds them where your mail program keeps what it has sent (or say --came)",
            name=name,
            count=len(written),
        )
        yield OpenItem(name, text, f"kvadmin mail settle {name} --sent-folder PATH", key="letters-written")
    if handed := keys.get("handed-over"):
        text = tr("{name}: another program has {count} letters; have they come?", name=name, count=len(handed))
        command = _settle(name, "handed-over", handed, "--came", tr("they say so"))
        yield OpenItem(name, text, command, key="letters-handed-over")


def _came_back(name: str, keys: dict[str, list[str]]) -> Iterator[OpenItem]:
    for status in ("refused", "bounced"):
        if letters := keys.get(status):
            text = tr("{name}: {count} letters were refused", name=name, count=len(letters))
            if status == "bounced":
                text = tr("{name}: {count} letters came back", name=name, count=len(letters))
            which = " ".join(f"--letter {key}" for key in letters)
            way = f"kvadmin mail print {name} {which} --out post.pdf"
            text = tr(
                "{text}: put the address right and plan the letter again, or send it by post ({way}), and say so",
                text=text,
                way=way,
            )
            command = _settle(name, status, letters, "--posted", tr("by post instead"))
            yield OpenItem(name, text, command, key=f"letters-{status}")


def _by_post(name: str, keys: dict[str, list[str]], today: date) -> Iterator[OpenItem]:
    if waiting := keys.get("approved by post"):
        text = tr("{name}: {count} letters go by post", name=name, count=len(waiting))
        yield OpenItem(name, text, f"kvadmin mail print {name} --out post.pdf", key="letters-to-print")
    if printed := keys.get("written by post"):
        text = tr(
            "{name}: {count} letters are printed, and nobody has said that they left", name=name, count=len(printed)
        )
        command = _settle(name, "", printed, "--posted", tr("put in the mail"), day=today)
        yield OpenItem(name, text, command, key="letters-printed")


def _settle(name: str, status: str, keys: list[str], said: str, why: str, day: date | None = None) -> str:
    """The command that says one thing of some letters: by their keys, or of all of a status."""
    which = " ".join(keys) if len(keys) <= _NAMED or not status else f"--having {status}"
    on = f" --on {day.isoformat()}" if day else ""
    return f'kvadmin mail settle {name} {which} {said}{on} --why "{why}"'


def count_lives(lives: Iterable[LetterLife]) -> dict[str, int]:
    """How many letters have which status; ``posted`` are those sent that went by post."""
    found: dict[str, int] = {}
    for life in lives:
        found[life.status] = found.get(life.status, 0) + 1
        if life.status == "sent" and life.channel == "post":
            found["posted"] = found.get("posted", 0) + 1
    return found
