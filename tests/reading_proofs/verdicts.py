"""Is a file's import right? Every row is right, silently wrong, refused though clear, or only said in other words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reading_proofs.import_runs import sheet_of

KINDS = RIGHT, SILENT, REFUSED, WORDING = "right", "silently wrong", "refused though clear", "other wording"
#: Outcomes that leave a row to a person.
_LEFT_TO_A_PERSON = {"manual", "confirm", "refused", "asked", "unknown"}


@dataclass
class FileVerdict:
    """Rows by verdict, what is wrong, and headings that went without a word."""

    name: str
    rows: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    silent_columns: list[str] = field(default_factory=list)
    asked: int = 0

    def all_rows(self, file, verdict, why):
        self.rows[verdict] += max(len(file.right), 1)
        if verdict != RIGHT:
            self.wrong.append(why)
        return self


def judge_file(desk, file, folder):
    """Import the file as a person would, with at most one round of questions, and judge every row.

    Args:
        desk: A fresh programme.
        file: The :class:`OfficeFile`.
        folder: Where it may be written.
    """
    verdict = FileVerdict(file.name)
    for words in file.setup:
        ran = desk.run(*words)
        assert ran.code == 0, (words, ran.err)
    if file.earlier is not None:
        desk.take_in(file.earlier.importer, put(file.earlier, folder), *file.earlier.options)
    path = put(file, folder)
    before = desk.files()
    ran, rows = desk.take_in(file.importer, path, *file.options)
    told = ran.err
    if ran.code not in (0, 1) and not (rows and ran.code == 0):
        ran, rows, told = _answered(desk, file, path, ran, rows, verdict, before)
        if ran is None:
            return verdict
    elif file.refused:
        return verdict.all_rows(file, SILENT, f"taken in, though it is to be refused: {ran.err.strip()[:200]}")
    elif file.asked and file.asked.needed:
        return verdict.all_rows(file, SILENT, f"not asked about {file.asked.words}")
    verdict.silent_columns = [heading for heading in file.left_out if not is_named(heading, told + ran.out)]
    by_place = {}
    for row in rows:
        by_place.setdefault((sheet_of(row), row["row"]), row)
        for told in ("period", "municipality"):
            by_place.setdefault((sheet_of(row), row["row"], row.get(told)), row)
    for at, wanted in file.right.items():
        _judge_row(desk, file, at, wanted, by_place.get(at), ran, verdict)
    return verdict


def put(file, folder):
    """Write the file; its folder is the office's, so that two lists of one name may come after each other."""
    path = folder / file.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)
    return path


def _answered(desk, file, path, ran, rows, verdict, before):
    """What becomes of a file that was refused: right so, answered once, or refused though clear."""
    said = " ".join(ran.err.split())
    lacks = [
        word
        for word in file.refused or (file.asked.words if file.asked else ())
        if word.casefold() not in said.casefold()
    ]
    nothing = (None, None, None)
    if desk.files() != before:
        verdict.all_rows(file, SILENT, "refused, but the folder was changed")
        return nothing
    if file.refused:
        verdict.all_rows(file, WORDING if lacks else RIGHT, f"the refusal does not say {lacks}: {said[:300]}")
        return nothing
    if not file.asked:
        verdict.all_rows(file, REFUSED, f"exit {ran.code}: {said[:400]}")
        return nothing
    if lacks:
        verdict.wrong.append(f"the question does not say {lacks}: {said[:300]}")
    verdict.asked = 1
    again, rows = desk.take_in(file.importer, path, *file.options, *file.asked.answer)
    if again.code not in (0, 1):
        verdict.all_rows(file, REFUSED, f"a second round: exit {again.code}: {' '.join(again.err.split())[:300]}")
        return nothing
    return again, rows, ran.err + again.err


def is_named(heading, text):
    """Whether a heading is named in what is said: in quotation marks, perhaps with the heading above it in front."""
    words = re.escape(" ".join(str(heading).split()))
    return re.search(rf"['\"‘“«](?:[^'\"\n]* )?{words}['\"’”»]", " ".join(text.split()), re.IGNORECASE) is not None


def _judge_row(desk, file, at, wanted, row, ran, verdict):
    if row is None and wanted.get("outcome") == "skipped" and re.search(rf"\b(row|line) {at[1]}\b.*left out", ran.err):
        verdict.rows[RIGHT] += 1  # named where people read it
        return
    if row is None:
        clear = ran.code == 0
        verdict.rows[SILENT if clear else REFUSED] += 1
        verdict.wrong.append(f"row {at[1]}: no outcome (exit {ran.code}: {' '.join(ran.err.split())[:200]})")
        return
    wrong = [
        f"{name} {row.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if name not in ("stored", "said") and not _same(row.get(name), value)
    ]
    left = row.get("outcome") in _LEFT_TO_A_PERSON or (
        row.get("outcome") == "rejected" and file.importer != "applications"
    )
    if wrong and left and wanted.get("outcome") not in (*_LEFT_TO_A_PERSON, "rejected"):
        verdict.rows[REFUSED] += 1
    elif wrong := wrong or _not_stored(desk, file, wanted, row):
        verdict.rows[SILENT] += 1
    elif "said" in wanted and not re.search(wanted["said"], str(row) + ran.err, re.IGNORECASE):
        verdict.rows[WORDING] += 1
        wrong = [f"nothing like {wanted['said']!r} is said"]
    else:
        verdict.rows[RIGHT] += 1
        return
    verdict.wrong.append(f"row {at[1]}: {'; '.join(wrong)} ({row.get('reason')})")


def _same(found, wanted):
    """Equal; a set holds the values that are right, a day may have a time behind it."""
    if isinstance(wanted, set | frozenset):
        return any(_same(found, each) for each in wanted)
    if isinstance(wanted, str) and isinstance(found, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        return found[:10] == wanted
    if isinstance(wanted, str) and isinstance(found, str) and re.fullmatch(r"-?\d+\.\d+", wanted):
        return bool(re.fullmatch(r"-?\d+(\.\d+)?", found)) and float(found) == float(wanted)
    return found == wanted


def _not_stored(desk, file, wanted, row):
    """What is not in the programme as it should be."""
    if "stored" not in wanted:
        return []
    held = _STORED[file.importer](desk, file, row)
    wrong = []
    for name, value in wanted["stored"].items():
        found = held
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if not _same(found, value) and not (value in (None, "") and found in (None, "", [])):
            wrong.append(f"stored {name} {found!r}, not {value!r}")
    return wrong


def _application(desk, file, row):
    cohort = file.options[file.options.index("--cohort") + 1] if "--cohort" in file.options else "P3"
    return desk.shown("application", "show", str(row["municipality"]), "--cohort", cohort)


def _registration(desk, file, row):
    gathering = file.options[file.options.index("--gathering") + 1] if "--gathering" in file.options else None
    people = desk.people(gathering) if gathering else desk.people()
    held = next((each for each in people if each["id"] == row.get("id")), {})
    return {"consent": "none", "status": "active", **held}


def _membership(desk, _file, row):
    members = desk.shown("cohort", "show", str(row.get("cohort"))).get("members", [])
    return next((each for each in reversed(members) if each["municipality"] == row["municipality"]), {})


def _contact(desk, _file, row):
    """The contact of the row's municipality that has the row's name."""
    held = desk.contacts(row["municipality"])
    return {"role": "other", **next((each for each in held if each.get("name") == row.get("name")), {})}


_STORED = {
    "applications": _application,
    "scores": _application,
    "registrations": _registration,
    "memberships": _membership,
    "contacts": _contact,
    "measurements": lambda _desk, _file, row: row,
}
