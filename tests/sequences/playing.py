"""A sequence played on a copy of the office, there and back: what must hold is looked at after every command."""

from __future__ import annotations

import difflib
import io
import itertools
import json
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kvadmin.cli.main import run
from kvadmin.store.folder import Folder
from kvadmin.store.history.entries import entries_until

#: Commands after which undo does not bring everything back, and the folders in which something may stay.
LASTING: dict[str, tuple[str, ...]] = {
    "plugins disable": ("kvadmin.toml",),
    "plugins enable": ("kvadmin.toml",),
    "schema write": ("sensitive/",),
    "schema remove": ("sensitive/",),
    "gathering register": ("sensitive/",),
    "gathering import": ("sensitive/",),
    "participants set": ("sensitive/",),
    "participants forget-sensitive": ("sensitive/",),
    "mail drafts": ("outbox/", "archive/"),
    "mail send": ("outbox/", "archive/"),
    "mail resume": ("outbox/", "archive/"),
    "mail resend": ("outbox/", "archive/"),
    "journal export": ("journal",),
    "gathering calendar": ("calendar/",),  # a number that has left is never given out again
    "gathering pack": ("calendar/",),
}
#: After these nothing that they erased comes back: an undo of what came before them may be refused.
ERASING = "contact forget"
#: A dry run of an admission after a draw leaves one line in the call that somebody has looked.
_LOOKS = "cohort admit"
#: A secret that is drawn anew each time: no dry run can know the one that will be written.
_DRAWN = re.compile(r"(?<=badge_key: )[0-9a-f]{32}")
#: What a dry run does not show: health data.
_NOT_SHOWN = ("sensitive/",)
#: Why undo passes over a change: health data leave no values, and what was erased on request is gone.
_NEVER_KEPT, _ERASED = "are never kept", "were erased on request"


class Fault(AssertionError):  # noqa: N818 - it is what was found
    """Something that must never happen.

    Args:
        rule: Which rule was broken, in a few words that stay the same while a sequence is shortened.
        about: What happened.
    """

    def __init__(self, rule: str, about: object = "") -> None:
        super().__init__(f"{rule}: {about}")
        self.rule = rule


class _Stream(io.TextIOWrapper):
    """A text stream over bytes, as stdout is one."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8", "backslashreplace")


def call(*words: object) -> tuple[int, str, str]:
    """kvadmin run in this process: exit code, stdout, stderr."""
    out, err = _Stream(), _Stream()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(each) for each in words])
    return code, out.text(), err.text()


@dataclass
class Played:
    """What a sequence came to."""

    #: How many of its commands changed something.
    done: int = 0
    refused: int = 0
    #: How many undos took it all back, and whether it could be.
    undone: int = 0
    erased: bool = False
    commands: set[str] = field(default_factory=set)


class Office:
    """A copy of the office in which commands are typed.

    Args:
        base: What ``office.made`` made.
        place: A folder that may be made.
    """

    def __init__(self, base: Path, place: Path) -> None:
        shutil.copytree(base, place)
        (place / "out").mkdir()
        self.place, self.programme = place, place / "programme"
        self.start = self.records()
        self.first = len(self.history())

    def type(self, *words: str) -> tuple[int, str, str]:
        """Run a command line on the programme."""
        return call("-C", self.programme, "--no-input", *words)

    def history(self) -> list:
        """Every change, the oldest first."""
        return entries_until(Folder(self.programme), date.max)

    def in_force(self) -> list[str]:
        """The changes since the start that are not taken back, the oldest first."""
        made = self.history()[self.first :]
        return [each.transaction_id for each in made if not (each.undoes or each.undone_by or each.by_hand)]

    def files(self) -> dict[str, bytes]:
        """Every file, but what is worked out of the others."""
        found = (each for each in sorted(self.place.rglob("*")) if each.is_file() and not _derived(each))
        return {each.relative_to(self.place).as_posix(): each.read_bytes() for each in found}

    def records(self) -> dict[str, bytes]:
        """The files of the programme, but the history."""
        own, past = "programme/", "programme/history/"
        return {path: data for path, data in self.files().items() if path.startswith(own) and not path.startswith(past)}

    def meant(self, words: list[str]) -> list[str]:
        """The words with what is known only now: folders, ids of changes, the hash of a plan."""
        if words == ["undo"] and not self.in_force():
            return ["undo", "zzzzzz"]  # what was done before the sequence is not its to undo
        found = []
        for word in words:
            if word.startswith("@change:"):
                made = [each.transaction_id for each in self.history()[self.first :]]
                at = int(word.partition(":")[2])
                found.append(made[-at][:10] if at <= len(made) else "zzzzzz")
            elif word == "@plan":
                hashes = re.findall(r'"hash": "([0-9a-f]{64})"', self.type("mail", "approve", "--format", "json")[1])
                found.append(hashes[0] if hashes else "0123456789abcdef")
            else:
                found.append(re.sub(r"^@(files|out)/", lambda each: f"{self.place / each[1]}/", word))
        return found


def play(base: Path, place: Path, sequence: list[list[str]]) -> Played:
    """The whole sequence, each command dry and in earnest, then undone, made again, and undone.

    Raises:
        Fault: Something does not hold.
    """
    office, played = Office(base, place), Played()
    lasting: set[str] = set()
    for words in sequence:
        _step(office, words, played, lasting)
    _checked(office, "after the commands")
    end = office.records()
    taken = _undone(office, played)
    if not played.erased:
        _same(office.start, office.records(), lasting, "undone, the records are not as they were")
        _checked(office, "after the undos")
        for _ in range(taken):
            code, _, said = office.type("redo", "--yes")
            if code != 0:
                raise Fault("redo is refused", (code, said))
        _same(end, office.records(), lasting, "made again, the records are not as they were")
        _checked(office, "after the redos")
    return played


def _step(office: Office, words: list[str], played: Played, lasting: set[str]) -> None:
    """One command line, first dry."""
    typed = office.meant(words)
    name = next((each for each in (" ".join(words[:3]), " ".join(words[:2]), words[0]) if each in _named()), words[0])
    before = office.files()
    dry, out_dry, said_dry = office.type("--dry-run", *typed)
    now = office.files()
    if written := _by_dry_run(office, typed, before, now):
        raise Fault("a dry run wrote", (typed, written))
    code, out, said = office.type(*typed)
    after = office.files()
    for each, text in ((dry, said_dry), (code, said)):
        missed = each == 6 and "is disabled" in text  # a guard that an earlier command has switched off
        if not (each in range(6) or missed) or "Traceback" in text:
            raise Fault("a bug", (typed, each, text))
    if code >= 2 and after != now:
        raise Fault("refused, and it wrote all the same", (typed, code, said, _differing(now, after)))
    # An admission that is done shows dry what today's inputs would give, and says that it would not be written.
    told = "needs --yes" in said or "it would not be written" in said_dry
    if dry != code and not (dry == 0 and (name in LASTING or told)):
        raise Fault("dry it ends otherwise than in earnest", (typed, dry, said_dry, code, said, out))
    if code == 0 and name not in LASTING and not _shown(now, after, said_dry + out_dry):
        raise Fault(
            "the dry run showed something else than was done", (typed, said_dry, out_dry, _differing(now, after))
        )
    if code == 0:
        lasting.update(LASTING.get(name, ()))
        played.erased |= name == ERASING and after != now
    played.done += after != now
    played.refused += code != 0
    played.commands.add(name)


def _derived(file: Path) -> bool:
    """Whether a file holds nothing: what is worked out of the others, and locks."""
    return ".kvadmin" in file.parts or file.name == "send.lock"


def _named() -> frozenset[str]:
    from sequences.recipes import RECIPES

    return frozenset(RECIPES)


def _by_dry_run(office: Office, typed: list[str], before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    """What a dry run wrote and should not have.

    A result goes where ``-o`` and ``--save-protocol`` say, dry or not. Of an admission after a draw stays that somebody has looked, in the call.
    """
    differing = _differing(before, now)
    asked = {Path(after) for option, after in itertools.pairwise(typed) if option in ("-o", "--save-protocol")}
    differing = [path for path in differing if office.place / path not in asked]
    if " ".join(typed[:2]) == _LOOKS and "programme/freezes/P2-1.json" in now:
        differing = [path for path in differing if not path.startswith(("programme/cohorts/", "programme/history/"))]
    return differing


def _shown(before: dict[str, bytes], after: dict[str, bytes], said: str) -> bool:
    """Whether a dry run has shown every line of the records that were changed then."""
    said = _DRAWN.sub("", said)
    for path in _differing(before, after):
        name = path.removeprefix("programme/")
        if path == name or not name.endswith((".yaml", ".csv")) or name.startswith(_NOT_SHOWN):
            continue
        old, new = before.get(path), after.get(path)
        names = ("/dev/null" if old is None else name, "/dev/null" if new is None else name)
        texts = ((each or b"").decode().splitlines() for each in (old, new))
        if _DRAWN.sub("", "\n".join(difflib.unified_diff(*texts, *names, lineterm=""))) not in said:
            return False
    return True


def _undone(office: Office, played: Played) -> int:
    """Undo until nothing is left that can be; how many changes that took back."""
    passed: set[str] = set()
    while ids := [each for each in office.in_force() if each not in passed]:
        code, _, said = office.type("undo", "--yes", *(ids[-1:] if passed else ()))
        if code == 0:
            played.undone += 1
        elif _NEVER_KEPT in said or (played.erased and (_ERASED in said or code == 5)):
            passed.add(ids[-1])
        else:
            raise Fault("undo is refused", (code, said))
        if played.undone + len(passed) > 200:
            raise Fault("undo comes to no end")
    return played.undone


def _same(wanted: dict[str, bytes], now: dict[str, bytes], lasting: set[str], rule: str) -> None:
    differing = [
        path for path in _differing(wanted, now) if not path.removeprefix("programme/").startswith(tuple(lasting))
    ]
    if differing:
        path = differing[0]
        raise Fault(rule, (differing, wanted.get(path, b"-").decode(), now.get(path, b"-").decode()))


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def _checked(office: Office, when: str) -> None:
    code, out, said = office.type("check", "--format", "json")
    found = json.loads(out)["findings"] if code in (0, 3) and out else []
    wrong = [each for each in found if each["severity"] == "error" or each["code"] == "hand-edit"]
    if code != 0 or wrong:
        raise Fault(f"check is not clean {when}", wrong or (code, said))
