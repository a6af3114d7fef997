"""The journal held against the letters: what is printed in them, and what the log and the notes beside it say.

``differences(folder, documents)`` reads the plans, logs and notes of a programme folder as files, without the journal's
own code, and prints every letter; ``documents`` are those of ``journal export --format json``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plugins.mail.kit import mailing_at

from kvadmin.api.documents import CopyList, Letterhead
from kvadmin.api.records import Programme
from kvadmin.plugins.mail.after.printed_letters import letter_document
from kvadmin.plugins.mail.outbox.frozen_mailing import read_frozen_mailing
from kvadmin.plugins.mail.outbox.mailings import Mailing
from kvadmin.plugins.mail.outbox.send_log import read_send_log

#: What a letter that left is called; a run by smtp makes it sent, drafts are written.
GONE = ("sent", "handed-over", "written", "came")
COPIES = ("Kopi", "Copy")


def differences(folder: Path, documents: list[dict[str, Any]]) -> list[str]:
    """Everything in which the journal says something else than the letters; nothing when all is well."""
    listed = {row["place"]: row for row in documents if row["direction"] == "out"}
    found, seen = [], set()
    for plan in sorted((folder / "outbox").glob("*/plan.json")):
        if plan.parent.name.endswith(("-to-self", ".part")):
            continue
        for place, faults, expected in _of_mailing(plan.parent, listed):
            seen.add(place)
            found += [f"{place}: {fault}" for fault in faults]
            if expected != (place in listed):
                found.append(f"{place}: {'is not listed' if expected else 'is listed and has not gone'}")
    found += [f"{place}: no such letter" for place in listed.keys() - seen]
    return found + list(_numbers(documents))


def _of_mailing(home: Path, listed: dict[str, dict[str, Any]]) -> Iterator[tuple[str, list[str], bool]]:
    outbox = read_frozen_mailing(mailing_at(home))
    mailing = Mailing(outbox, read_send_log(outbox.home))
    raw = {row["number"]: row for row in json.loads((home / "plan.json").read_bytes())["letters"]}
    outcome = _logged(home / "send.jsonl")
    said = _said(home)
    posted = json.loads((home / "posted.json").read_bytes())["posted"] if (home / "posted.json").exists() else ""
    programme = Programme(name="x")
    for letter in outbox.letters:
        place = f"outbox/{home.name}/{letter.number}"
        by_post = bool(posted) and letter.channel == "post"
        expected = letter.number in outcome or by_post or letter.number in said
        row = listed.get(place)
        if row is None:
            yield place, [], expected
            continue
        printed = letter_document(mailing, letter, programme, date(2008, 6, 10))
        yield (
            place,
            [*_printed_faults(row, printed.blocks), *_plan_faults(row, raw[letter.number], outcome, said)],
            expected,
        )


def _printed_faults(row: dict[str, Any], blocks: Any) -> Iterator[str]:
    """Where the row says something else than the letter as it is printed."""
    head = next(block for block in blocks if isinstance(block, Letterhead))
    references = [value for _, value in head.references]
    if references != ([row["reference"]] if row["case"] else []):
        yield f"reference {row['reference']}, printed {references}"
    if head.recipient and head.recipient[0].split(" <")[0] not in row["recipient"]:
        yield f"recipient {row['recipient']}, printed {head.recipient}"
    copies = [name for block in blocks if isinstance(block, CopyList) and block.title in COPIES for name in block.items]
    if [each.split(" <")[0] for each in copies] != [each["name"] for each in row["copies"]]:
        yield f"copies {row['copies']}, printed {copies}"


def _plan_faults(
    row: dict[str, Any], planned: dict[str, Any], outcome: dict[int, str], said: dict[int, str]
) -> Iterator[str]:
    """Where it says something else than the plan and the log."""
    for name in ("subject", "form", "party", "message_id"):
        if row[name] != planned[name]:
            yield f"{name} {row[name]!r}, planned {planned[name]!r}"
    files = [(each["name"], each["sha256"]) for each in row["files"]]
    if files != [(each["name"], each["sha256"]) for each in planned["attachments"]]:
        yield f"attachments {files}"
    logged = outcome.get(planned["number"], "")
    if planned["number"] in said or not logged:
        return
    if (row["status"] in GONE) != (logged == "delivered") or (logged != "delivered" and row["status"] != logged):
        yield f"status {row['status']}, logged {logged}"


def _logged(log: Path) -> dict[int, str]:
    """What the log says of each letter at the end: ``delivered``, ``refused`` or ``unknown``."""
    found: dict[int, str] = {}
    for raw in log.read_bytes().splitlines() if log.exists() else ():
        try:
            line = json.loads(raw)
        except ValueError:
            continue
        if line["what"] == "commit":
            found[line["letter"]] = "unknown"
        elif line["what"] == "ok":
            found[line["letter"]] = "delivered"
        elif line["what"] == "refused" and found.get(line["letter"]) != "delivered":
            found[line["letter"]] = "delivered" if line.get("delivered") else "refused"
    return found


def _said(home: Path) -> dict[int, str]:
    """What people have said of letters afterwards."""
    path = home / "settled.json"
    events = json.loads(path.read_bytes())["events"] if path.exists() else []
    return {each["letter"]: each["what"] for each in events}


def _numbers(documents: list[dict[str, Any]]) -> Iterator[str]:
    """Numbers that two documents share: in the journal, or in their case."""
    given = Counter((row["year"], row["sequence"]) for row in documents if row["sequence"] is not None)
    yield from (f"sequence number {each} is given twice" for each, times in given.items() if times > 1)
    own = Counter(row["reference"] for row in documents if row["case"] and row["document"])
    yield from (f"{each} is the number of {times} documents" for each, times in own.items() if times > 1)
