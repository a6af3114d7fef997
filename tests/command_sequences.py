"""Random sequences of commands on a small programme: what a dry run shows is what is done, and all of it can be undone."""

from __future__ import annotations

import difflib
import io
import random
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from support import folder_bytes

from kvadmin.cli.main import run
from kvadmin.store.folder import Folder
from kvadmin.store.history.entries import entries

REGISTER = """\
number,name,county,region,population,language_form,lat,lon
0301,Oslo,Oslo,Oslo og Akershus,560484,neutral,59.98,10.74
0821,Bø,Telemark,Sør-Østlandet,5436,nynorsk,59.45,9.04
1504,Ålesund,Møre og Romsdal,Vestlandet,41833,neutral,62.48,6.23
2011,Kautokeino,Finnmark,Nord-Norge,2947,bokmal,69.13,23.55
"""
#: A secret that is drawn anew each time: no dry run can know the one that will be written.
_DRAWN = re.compile(r"(?<=badge_key: )[0-9a-f]{32}")
NUMBERS = ("0301", "0821", "1504", "2011")


class Sequence:
    """One programme folder, and commands chosen by chance.

    Args:
        folder: A folder that may be made.
        seed: The same seed gives the same commands.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.rng = random.Random(seed)
        register = folder.with_name(f"{folder.name}.csv")
        register.write_text(REGISTER, encoding="utf-8")
        assert self.call("init", folder, "--name", "Prøve", "--register", register)[0] == 0
        self.start = self.records()
        self.first = len(list(entries(Folder(folder))))
        self.made = 0
        self.done = 0

    def call(self, *words: object) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a command; ``init`` is told its folder itself."""
        where = [] if words[0] == "init" else ["-C", str(self.folder)]
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*where, *map(str, words)])
        return code, out.getvalue(), err.getvalue()

    def records(self) -> dict[str, bytes]:
        """Every file but the history."""
        return {path: data for path, data in folder_bytes(self.folder).items() if not path.startswith("history/")}

    def words(self) -> list[str]:
        """A command by chance; many are refused, since what they name is not there."""
        rng = self.rng
        self.made += 1
        cohort, number = f"P{rng.randrange(3)}", rng.choice(NUMBERS)
        gathering, day = f"G{rng.randrange(2)}", f"2009-0{rng.randrange(1, 10)}-1{rng.randrange(10)}"
        value = str(rng.randrange(1, 90))
        text = rng.choice(["Pulje", "no", "0301", "a: b # c", "Bø i Telemark", "- x", "~", "x" * 60])
        return rng.choice(
            [
                ["cohort", "new", cohort, "--name", text, "--capacity", value],
                ["cohort", "set", cohort, "capacity", value],
                ["cohort", "set", cohort, "name", text],
                ["cohort", "set", cohort, "deadline", day],
                ["cohort", "set", cohort, "copy_recipients", *rng.sample(["KS", "FAD", "KRD"], rng.randrange(1, 4))],
                ["municipality", "set", number, "population", value],
                ["municipality", "set", number, "region", text],
                ["contact", "add", number, f"Kari {rng.choice('ABC')}", "--role", "mayor", "--email", "k@x.example"],
                ["contact", "set", number, "mayor", "phone", f"22 00 00 {value:0>2}"],
                ["contact", "remove", number, "mayor"],
                ["gathering", "new", gathering, "--name", text, "--kind", "conference", "--from", day],
                ["gathering", "set", gathering, "place", text],
                ["gathering", "agenda", "add", gathering, "10:00-11:00", text],
                ["gathering", "agenda", "remove", gathering, "1"],
                ["gathering", "register", gathering, f"Ola {rng.choice('ABC')}", "-m", number, "--consent", "list"],
                ["gathering", "cancel", gathering, f"Ola {rng.choice('ABC')}"],
                ["evaluation", "indicators", "add", f"i{value}", "--direction", "decrease", "--period", "month"],
                ["undo"] if self.in_force() else ["undo", "zzzzzz"],
                ["undo", self.some_change()],
                ["redo"],
            ]
        )

    def some_change(self) -> str:
        """The beginning of the id of some change since the start; one that nobody has when there is none."""
        ids = [entry.transaction_id for entry in entries(Folder(self.folder))][self.first :]
        return self.rng.choice(ids)[:10] if ids else "zzzzzz"

    def in_force(self) -> list[str]:
        """The changes since the start that are not taken back."""
        made = list(entries(Folder(self.folder)))[self.first :]
        return [entry.transaction_id for entry in made if not entry.undoes and not entry.undone_by]

    def step(self) -> None:
        """One command: first dry, then in earnest, and compare."""
        words = self.words()
        before, whole = self.records(), folder_bytes(self.folder)
        dry, _, said = self.call(*words, "--dry-run")
        assert folder_bytes(self.folder) == whole, f"a dry run wrote: {words}"
        code, _, _ = self.call(*words)
        assert code == dry, f"dry {dry}, in earnest {code}: {words}"
        after = self.records()
        shown = "\n".join(line for path in sorted({*before, *after}) for line in difference(path, before, after))
        assert _DRAWN.sub("", shown) in _DRAWN.sub("", said), (
            f"the dry run of {words} showed\n{said}\nbut this was done:\n{shown}"
        )
        assert before != after or "\n+++ " not in said, words
        self.done += before != after

    def back(self) -> None:
        """Undo until there is nothing left to undo; everything is as it was, byte for byte."""
        for _ in range(4 * self.made + 4):
            if not self.in_force():
                break
            code, _, said = self.call("undo")
            assert code == 0, said
        assert not self.in_force()
        now = self.records()
        differing = sorted(path for path in {*now, *self.start} if now.get(path) != self.start.get(path))
        assert not differing, (differing, now.get(differing[0]), self.start.get(differing[0]))
        code, out, _ = self.call("check", "--format", "json")
        assert code == 0, out
        assert '"hand-edit"' not in out, out


def difference(path: str, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The lines that a plan shows of one file."""
    old, new = before.get(path), after.get(path)
    if old == new:
        return []
    names = ("/dev/null" if old is None else path, "/dev/null" if new is None else path)
    texts = ((each or b"").decode().splitlines() for each in (old, new))
    return list(difflib.unified_diff(*texts, *names, lineterm=""))


def play(folder: Path, seed: int, length: int) -> int:
    """A whole sequence, there and back; how many of its commands changed something."""
    sequence = Sequence(folder, seed)
    for _ in range(length):
        sequence.step()
    sequence.back()
    return sequence.done
