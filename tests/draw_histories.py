"""Random histories of a draw, honest and bent, played through the command line; the suite plays some, a benchmark many.

A kind says what happens; chance says to whom, when, by which value and how often. ``benchmarks/grinding.py`` counts.
"""

from __future__ import annotations

import io
import json
import random
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kvadmin.cli.main import run

NAMED, DEADLINE, CLOSED, DRAWN, LATER = "2008-05-01", "2008-05-20", "2008-06-02", "2008-06-07", "2008-06-10"
LATE = "0136"
#: Number, name, region, score: several have the same.
TOWNS = (
    ("0101", "Halden", "Sør", "9"), ("0105", "Sarpsborg", "Sør", "8"), ("0136", "Rygge", "Sør", "8"),
    ("0219", "Bærum", "Øst", "8"), ("0301", "Oslo", "Øst", "8"), ("0402", "Kongsvinger", "Øst", "8"),
    ("0501", "Lillehammer", "Øst", "7"), ("0602", "Drammen", "Sør", "7"), ("1001", "Kristiansand", "Sør", "7"),
    ("1103", "Stavanger", "Vest", "7"), ("1504", "Ålesund", "Vest", "6"), ("1804", "Bodø", "Nord", "6"),
)  # fmt: skip
NUMBERS = tuple(each[0] for each in TOWNS if each[0] != LATE)
_ITEMS = (
    "Innsatsområder kvalitet", "Resultatmål kvalitet", "Tiltak sykefravær", "Resultatmål sykefravær",
    "Trepartssamarbeid", "Tidsplan", "Politisk behandling", "Samarbeid om søknaden",
)  # fmt: skip
_SAID = (
    "Skole og omsorg", "90 % fornøyde", "Oppfølging fra første dag", "Fra 9 til 7 prosent", "Utvalg hver måned",
    "August 2008 - desember 2009", "Kommunestyret, sak 12/08, 24.04.2008", "Alle skrev den sammen",
)  # fmt: skip
SECRET = "17 epletrær"


@dataclass
class DrawHistory:
    """One programme folder in which a draw is made.

    Args:
        folder: The folder; a copy of one that :func:`prepared` made.
        rng: The chance.
    """

    folder: Path
    rng: random.Random
    day: str = NAMED
    said: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)  # of each line that the history has got since

    def call(self, *words: object, may_fail: bool = False) -> Any:
        """Run a command on the day; its JSON where it prints some."""
        out, err = io.StringIO(), io.StringIO()
        before = self._lines()
        arguments = ["-C", self.folder, "--today", self.day, "--who", "Kari", *words]
        with redirect_stdout(out), redirect_stderr(err):
            code = run([str(each) for each in arguments])
        self.said.append(f"{self.day} {code} {' '.join(map(str, words))}")
        assert code == 0 or may_fail, (self.said, err.getvalue())
        self.days += [self.day] * (self._lines() - before)
        return json.loads(out.getvalue()) if out.getvalue().startswith("{") else None

    def _lines(self) -> int:
        return sum(file.read_bytes().count(b"\n") for file in (self.folder / "history").glob("*.jsonl"))

    def on(self, day: str) -> DrawHistory:
        self.day = day
        return self

    # -- the steps of a draw ---------------------------------------------------------------

    def name(self, **changed: str) -> None:
        words = {
            "source": "public", "name": "Lotto 7. juni 2008", "day": DRAWN, "numbers": "7",
            "substitute": "Lotto 11. juni 2008", **changed,
        }  # fmt: skip
        self.call("cohort", "set", "P3", "draw", *(f"{key}={value}" for key, value in words.items() if value))

    def freeze(self, why: str = "") -> None:
        self.call("cohort", "freeze", "P3", *(["--why", why] if why else []))

    def value(self) -> str:
        return " ".join(map(str, self.rng.sample(range(1, 35), 7)))

    def draw(self, *words: str, why: str = "") -> None:
        self.call("cohort", "draw", "P3", "--value", self.value(), *words, *(["--why", why] if why else []))

    def look(self) -> None:
        self.call("cohort", "admit", "P3", "--dry-run")

    def admit(self) -> None:
        self.call("cohort", "admit", "P3")

    def closed(self) -> DrawHistory:
        """Named and closed; it is a day after the draw."""
        self.on(NAMED).name()
        self.on(CLOSED).freeze()
        return self.on(LATER)

    def drawn(self) -> DrawHistory:
        self.closed().draw()
        return self

    # -- what may happen besides -----------------------------------------------------------

    def somebody(self) -> str:
        return self.rng.choice(NUMBERS)

    def score(self, number: str, score: object) -> None:
        self.call("application", "set", "P3", number, "score", score)

    def harmless(self) -> None:
        """Something that decides nothing."""
        number = self.somebody()
        self.call(*self.rng.choice([
            ("application", "set", "P3", number, "contact", f"Person {self.rng.random()}"),
            ("application", "set", "P3", number, "note", f"merknad {self.rng.random()}"),
            ("cohort", "set", "P3", "note", f"merknad {self.rng.random()}"),
            ("cohort", "set", "P3", "case_number", f"08/{self.rng.randrange(9999)}"),
            ("municipality", "set", number, "note", f"merknad {self.rng.random()}"),
        ]))  # fmt: skip

    def harmless_elsewhere(self) -> None:
        """A change of no cohort: what was done by hand is noted with it."""
        self.call("municipality", "set", LATE, "note", f"merknad {self.rng.random()}")

    def edit(self, path: str, pattern: str, new: str) -> None:
        """Change a file by hand."""
        file = self.folder / path
        text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
        assert count == 1, (path, pattern)
        file.write_text(text, encoding="utf-8")

    def follow_clock(self, **but: str) -> None:
        """Let the history's clock say the days that were given, but for a command of ``cohort`` another one."""
        (file,) = (self.folder / "history").glob("*.jsonl")
        lines = [json.loads(each) for each in file.read_text(encoding="utf-8").splitlines()]
        days = ["2008-04-01"] * (len(lines) - len(self.days)) + self.days
        for number, (line, day) in enumerate(zip(lines, days, strict=True)):
            clock = but.get(line["command"].partition(" ")[2], day)
            line["when"] = f"{clock}T10:{number // 60:02}:{number % 60:02}+02:00"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")

    # -- the answers -------------------------------------------------------------------------

    def verified(self) -> dict[str, Any]:
        """``draw`` of ``cohort verify``."""
        found: dict[str, Any] = self.call("cohort", "verify", "P3", "--format", "json", may_fail=True)["draw"]
        return found

    def checked(self) -> list[str]:
        """The codes of ``kvadmin check`` that are about the draw."""
        findings = self.call("check", "--format", "json", may_fail=True)["findings"]
        return [each["code"] for each in findings if each["code"].startswith("draw-")]


def prepared(folder: Path) -> Path:
    """A programme with twelve applications to P3, one of them late, and a cohort P2."""
    history = DrawHistory(folder, random.Random(0))
    register = folder.with_name(f"{folder.name}-register.csv")
    lines = [f"{number},{name},Fylke,{region},5000,bokmal" for number, name, region, _ in TOWNS]
    register.write_text("\n".join(["number,name,county,region,population,language_form", *lines]), encoding="utf-8")
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert run(["init", str(folder), "--name", "Prøve", "--register", str(register)]) == 0
    history.call("cohort", "new", "P2", "--name", "Pulje 2")
    history.call(
        "cohort", "new", "P3", "--name", "Pulje 3", "--capacity", 5, "--deadline", DEADLINE, "--start", "2008-08-25",
        "--quota", "region:Nord=1..",
    )  # fmt: skip
    applications = folder.with_name(f"{folder.name}-applications.csv")
    rows = [
        ";".join([number, name, "2008-05-23" if number == LATE else "2008-05-14", *_SAID]) for number, name, *_ in TOWNS
    ]
    applications.write_text(
        "\n".join([";".join(["Kommunenummer", "Kommune", "Mottatt", *_ITEMS]), *rows]), encoding="utf-8"
    )
    history.call("application", "import", applications, "--cohort", "P3")
    for number, _, _, score in TOWNS:
        history.score(number, score)
    return folder


def copied(base: Path, folder: Path, seed: int) -> DrawHistory:
    """A fresh copy of a prepared folder."""
    shutil.copytree(base, folder)
    return DrawHistory(folder, random.Random(seed))


#: What a history comes to: the verdict, and the code of a ground that must be among its grounds.
Outcome = tuple[str, str]
HONEST: dict[str, Callable[[DrawHistory], Outcome]] = {}
BENT: dict[str, Callable[[DrawHistory], Outcome]] = {}


def _honest(play: Callable[[DrawHistory], Outcome]) -> None:
    HONEST[play.__name__] = play


def _bent(play: Callable[[DrawHistory], Outcome]) -> None:
    BENT[play.__name__] = play


# -- honest ----------------------------------------------------------------------------------


@_honest
def plain(history: DrawHistory) -> Outcome:
    history.drawn()
    if history.rng.random() < 0.5:
        history.look()
    history.admit()
    return "sound", "unchanged"


@_honest
def named_again_before_the_deadline(history: DrawHistory) -> Outcome:
    history.on("2008-04-20").name(name="Viking Lotto", numbers="6")
    history.drawn().admit()
    return "sound", "public"


@_honest
def corrected_before_the_draw(history: DrawHistory) -> Outcome:
    """A fault found while the letters are out: the list is closed anew, before the draw."""
    history.on(NAMED).name()
    history.on(CLOSED).freeze()
    history.on("2008-06-04").score(history.somebody(), f"{history.rng.randint(1, 9)}.5")
    history.freeze(why="a score was typed wrong")
    history.on(LATER).draw()
    history.admit()
    return "sound", "frozen-again"


@_honest
def harmless_changes(history: DrawHistory) -> Outcome:
    history.on(NAMED).name()
    history.on(CLOSED).freeze()
    for _ in range(history.rng.randint(1, 4)):
        history.harmless()
    history.on(LATER).draw()
    history.harmless()
    if history.rng.random() < 0.5:
        history.call("undo")
    history.admit()
    return "sound", "unchanged"


@_honest
def the_substitute(history: DrawHistory) -> Outcome:
    history.closed().draw("--substitute", why="the draw was cancelled")
    history.admit()
    return "sound", "substitute"


@_honest
def with_a_secret(history: DrawHistory) -> Outcome:
    history.on(NAMED).name(commitment=sha256(SECRET.encode()).hexdigest())
    history.on(CLOSED).freeze()
    history.on(LATER).draw("--secret", SECRET)
    history.admit()
    return "sound", "secret-mixed"


@_honest
def withdrawn_after_and_promoted(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    admitted = history.call("cohort", "show", "P3", "--format", "json")["members"]
    gone = history.rng.sample(sorted(each["municipality"] for each in admitted), history.rng.randint(1, 2))
    for number in gone:
        history.on("2008-06-20").call("cohort", "withdraw", "P3", number, "--reason", "withdrawn", "--why", "no money")
    if history.rng.random() < 0.7:
        history.call("cohort", "promote", "P3", may_fail=True)
    return "sound", "public"


@_honest
def decided_again_by_the_same(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    history.call("undo")
    history.admit()
    return "sound", "admission-undone"


@_honest
def a_call_taken_back_and_made_again(history: DrawHistory) -> Outcome:
    """Typed wrong and undone before anything was noted for it."""
    words = ("cohort", "new", "P4", "--name", "Pulje 4", "--deadline", DEADLINE)
    history.call(*words)
    history.call("undo")
    history.call(*words, "--capacity", 9)
    history.drawn().admit()
    return "sound", "public"


@_honest
def by_the_clock(history: DrawHistory) -> Outcome:
    """Every step on its day, by the clock, too; the call was named up to the last day."""
    history.on(history.rng.choice(["2008-05-02", DEADLINE])).name()
    history.on(history.rng.choice([CLOSED, "2008-06-06"])).freeze()
    history.on(LATER).draw()
    history.admit()
    history.follow_clock()
    return "sound", "frozen-before"


@_honest
def a_deadline_moved_in_time(history: DrawHistory) -> Outcome:
    history.on("2008-05-15").call("cohort", "set", "P3", "deadline", "2008-05-28")
    history.on("2008-05-25").name()
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    history.follow_clock()
    return "sound", "public"


# -- bent ------------------------------------------------------------------------------------


@_bent
def drawn_again_after_a_look(history: DrawHistory) -> Outcome:
    history.drawn()
    for _ in range(history.rng.randint(1, 3)):
        history.look()
        history.draw(why="typed wrong")
    history.admit()
    return "changed", "draw-corrected-after"


@_bent
def a_look_undone_and_drawn_again(history: DrawHistory) -> Outcome:
    history.drawn().look()
    history.call("undo")
    history.call("undo")
    history.draw()
    if history.rng.random() < 0.5:
        history.look()
    history.admit()
    return "changed", "draw-corrected-after"


@_bent
def admitted_undone_and_drawn_again(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    history.call("undo")
    if history.rng.random() < 0.5:
        history.call("undo")
        history.draw()
    else:
        history.draw(why="typed wrong")
    history.admit()
    return "changed", "draw-corrected-after"


@_bent
def drawn_again_before_any_look(history: DrawHistory) -> Outcome:
    history.drawn().draw(why=history.rng.choice(["typed wrong", "two digits swapped"]))
    history.admit()
    return "weak", "draw-corrected"


@_bent
def a_draw_undone(history: DrawHistory) -> Outcome:
    history.drawn().call("undo")
    history.draw()
    history.admit()
    return "weak", "draw-undone"


def _after_the_freeze(history: DrawHistory, change: Callable[[], None]) -> None:
    """Something between freeze and admission, before or after the draw is entered."""
    history.closed()
    first = history.rng.random() < 0.5
    if first:
        change()
    history.draw()
    if not first:
        if history.rng.random() < 0.5:
            history.look()
        change()
    history.admit()


@_bent
def a_score_after_the_freeze(history: DrawHistory) -> Outcome:
    number = history.somebody()
    _after_the_freeze(history, lambda: history.score(number, f"{history.rng.randint(1, 9)}.5"))
    return "changed", "differs"


@_bent
def a_late_ruling_after_the_freeze(history: DrawHistory) -> Outcome:
    words = ("application", "accept-late", "P3", LATE, "--why", "the post was late")
    _after_the_freeze(history, lambda: history.call(*words))
    return "changed", "differs"


@_bent
def a_quota_after_the_freeze(history: DrawHistory) -> Outcome:
    region = history.rng.choice(["Sør", "Øst", "Vest"])
    words = ("cohort", "set", "P3", "quotas", "region:Nord=1..", f"region:{region}=1..2")
    _after_the_freeze(history, lambda: history.call(*words))
    return "changed", "differs"


@_bent
def places_after_the_freeze(history: DrawHistory) -> Outcome:
    places = history.rng.choice([3, 4, 6, 7])
    _after_the_freeze(history, lambda: history.call("cohort", "set", "P3", "capacity", places))
    return "changed", "differs"


@_bent
def withdrawn_between(history: DrawHistory) -> Outcome:
    number = history.somebody()
    _after_the_freeze(history, lambda: history.call("application", "withdraw", "P3", number, "--why", "no money"))
    return "changed", "differs"


@_bent
def a_member_elsewhere_after_the_freeze(history: DrawHistory) -> Outcome:
    file = history.folder.with_name(f"{history.folder.name}-members.csv")
    file.write_text(f"cohort,municipality,from\nP2,{history.somebody()},2007-08-01\n", encoding="utf-8")
    _after_the_freeze(history, lambda: history.call("cohort", "import", file))
    return "changed", "differs"


@_bent
def a_score_there_and_back(history: DrawHistory) -> Outcome:
    number, back = history.somebody(), history.rng.choice(["undo", "set"])

    def change() -> None:
        old = next(each[3] for each in TOWNS if each[0] == number)
        history.score(number, f"{history.rng.randint(1, 9)}.5")
        history.call("undo") if back == "undo" else history.score(number, old)

    _after_the_freeze(history, change)
    return "weak", "taken-back"


@_bent
def places_there_and_back(history: DrawHistory) -> Outcome:
    def change() -> None:
        history.call("cohort", "set", "P3", "capacity", history.rng.choice([3, 4, 6]))
        history.call("cohort", "set", "P3", "capacity", 5)

    _after_the_freeze(history, change)
    return "weak", "taken-back"


@_bent
def frozen_after_the_draw(history: DrawHistory) -> Outcome:
    history.on(NAMED).name()
    history.on(history.rng.choice([DRAWN, "2008-06-08", LATER])).freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "frozen-late"


@_bent
def frozen_again_after_the_draw(history: DrawHistory) -> Outcome:
    history.closed().score(history.somebody(), f"{history.rng.randint(1, 9)}.5")
    history.freeze(why="a score was typed wrong")
    history.draw()
    history.admit()
    return "weak", "frozen-late"


@_bent
def a_freeze_undone(history: DrawHistory) -> Outcome:
    history.on(NAMED).name()
    history.on(CLOSED).freeze()
    history.call("undo")
    history.score(history.somebody(), f"{history.rng.randint(1, 9)}.5")
    history.freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "freeze-undone"


@_bent
def closed_again_on_what_was_drawn(history: DrawHistory) -> Outcome:
    """The draw is looked at and undone, the list changed and closed anew as if before it, the same draw entered."""
    value = history.value()
    history.closed().call("cohort", "draw", "P3", "--value", value)
    if history.rng.random() < 0.5:
        history.look()
        history.call("undo")
    history.call("undo")
    history.on(CLOSED).score(history.somebody(), f"{history.rng.randint(1, 9)}.5")
    history.freeze(why="a score was typed wrong")
    history.on(LATER).call("cohort", "draw", "P3", "--value", value)
    history.admit()
    return "changed", "closed-again-after"


def _made_anew(history: DrawHistory, deadline: str) -> None:
    """The call is deleted by hand and made again."""
    (history.folder / "cohorts/P3.yaml").unlink()
    history.harmless_elsewhere()
    history.call(
        "cohort", "new", "P3", "--name", "Pulje 3", "--capacity", 5, "--deadline", deadline, "--start", "2008-08-25",
        "--quota", "region:Nord=1..",
    )  # fmt: skip


@_bent
def a_call_made_anew(history: DrawHistory) -> Outcome:
    """With a deadline that covers the naming."""
    history.on("2008-05-25")
    _made_anew(history, "2008-05-30")
    history.drawn().admit()
    return "weak", "call-replaced"


@_bent
def a_call_made_anew_after_a_look(history: DrawHistory) -> Outcome:
    value = history.value()
    history.closed().call("cohort", "draw", "P3", "--value", value)
    history.look()
    shutil.rmtree(history.folder / "freezes")
    history.on(NAMED)
    _made_anew(history, DEADLINE)
    history.score(history.somebody(), f"{history.rng.randint(1, 9)}.5")
    history.closed().call("cohort", "draw", "P3", "--value", value)
    history.admit()
    return "changed", "closed-again-after"


@_bent
def a_protocol_taken_away(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    admitted = history.call("cohort", "show", "P3", "--format", "json")["members"]
    gone = history.rng.choice(sorted(each["municipality"] for each in admitted if each["municipality"] != "1804"))
    history.call("cohort", "withdraw", "P3", gone, "--reason", "withdrawn", "--why", "no money")
    history.call("cohort", "promote", "P3")
    (history.folder / "protocols/P3-2.json").unlink()
    return "changed", "protocol-gone"


@_bent
def a_protocol_put_in(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    for number in range(2, history.rng.randint(3, 5)):
        shutil.copy(history.folder / "protocols/P3-1.json", history.folder / f"protocols/P3-{number}.json")
    return "weak", "protocol-by-hand"


@_bent
def named_late(history: DrawHistory) -> Outcome:
    history.on(history.rng.choice(["2008-05-21", "2008-05-25", CLOSED])).name()
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "named-late"


@_bent
def the_deadline_moved_to_cover_the_naming(history: DrawHistory) -> Outcome:
    first = history.rng.random() < 0.5
    history.on("2008-05-25")
    if first:
        history.call("cohort", "set", "P3", "deadline", "2008-05-30")
    history.name()
    if not first:
        history.call("cohort", "set", "P3", "deadline", "2008-05-30")
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "deadline-moved"


@_bent
def another_source_after_the_freeze(history: DrawHistory) -> Outcome:
    history.closed().name(name="Viking Lotto 4. juni 2008", day=history.rng.choice([DRAWN, "2008-06-08"]))
    history.draw()
    history.admit()
    return "changed", "declaration-changed"


@_bent
def another_source_and_back(history: DrawHistory) -> Outcome:
    history.closed().name(name="Viking Lotto 4. juni 2008")
    history.call("undo")
    history.draw()
    history.admit()
    return "weak", "taken-back"


@_bent
def a_lost_secret(history: DrawHistory) -> Outcome:
    history.on(NAMED).name(commitment=sha256(SECRET.encode()).hexdigest())
    history.on(CLOSED).freeze()
    history.on(LATER).draw(why="the envelope is gone")
    history.admit()
    return "weak", "secret-lost"


@_bent
def a_secret_alone(history: DrawHistory) -> Outcome:
    words = ("source=committed", f"commitment={sha256(SECRET.encode()).hexdigest()}")
    history.on(NAMED).call("cohort", "set", "P3", "draw", *words)
    history.on(CLOSED).freeze()
    history.on(LATER).call("cohort", "draw", "P3", "--secret", SECRET)
    history.admit()
    return "weak", "committed"


@_bent
def a_seed_set_again(history: DrawHistory) -> Outcome:
    for _ in range(history.rng.randint(2, 4)):
        history.call("cohort", "set", "P3", "lottery_seed", f"frø {history.rng.random()}")
        if history.rng.random() < 0.5:
            history.look()
    history.on(LATER).admit()
    return "weak", "seed-set-again"


@_bent
def a_seed_set_after_an_admission(history: DrawHistory) -> Outcome:
    history.call("cohort", "set", "P3", "lottery_seed", f"frø {history.rng.random()}")
    history.on(LATER).admit()
    history.call("undo")
    history.call("cohort", "set", "P3", "lottery_seed", f"frø {history.rng.random()}")
    history.admit()
    return "changed", "seed-set-after"


@_bent
def a_seed_by_hand(history: DrawHistory) -> Outcome:
    history.drawn()
    if history.rng.random() < 0.5:
        history.look()
    history.edit("cohorts/P3.yaml", r"(?m)^lottery_seed: .*$", f"lottery_seed: frø {history.rng.random()}")
    history.admit()
    return "changed", "other-seed"


@_bent
def a_score_by_hand(history: DrawHistory) -> Outcome:
    path = f"applications/P3/{history.somebody()}.yaml"
    _after_the_freeze(history, lambda: history.edit(path, r"(?m)^score: .*$", f"score: {history.rng.randint(1, 9)}.5"))
    return "changed", "differs"


@_bent
def the_frozen_list_by_hand(history: DrawHistory) -> Outcome:
    path = history.somebody()
    history.drawn()
    history.score(path, "1.5")
    history.edit("freezes/P3-1.json", rf'("number": "{path}"(?:.|\n)*?"score": )"[0-9.]+"', r'\1"1.50"')
    history.admit()
    return "changed", "frozen-file-changed"


@_bent
def the_day_of_naming_by_hand(history: DrawHistory) -> Outcome:
    history.on("2008-05-25").name()
    history.edit("cohorts/P3.yaml", r"named: 2008-05-25", f"named: {NAMED}")
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    return "changed", "draw-edited"


@_bent
def the_day_of_the_freeze_by_hand(history: DrawHistory) -> Outcome:
    history.on(NAMED).name()
    history.on("2008-06-08").freeze()
    history.edit("cohorts/P3.yaml", "2008-06-08", CLOSED)
    history.on(LATER).draw()
    history.admit()
    return "changed", "freeze-edited"


@_bent
def the_protocol_by_hand(history: DrawHistory) -> Outcome:
    history.drawn().admit()
    name = next(each[1] for each in TOWNS if each[0] == history.somebody())
    history.edit(
        "protocols/P3-1.json", f'"name": "{name}"', '"name": "Halden"' if name != "Halden" else '"name": "Moss"'
    )
    return "changed", "protocol-edited"


@_bent
def a_source_written_by_hand(history: DrawHistory) -> Outcome:
    """Named late, and written into the file as if it had been named in time."""
    history.on(NAMED).name(name="Viking Lotto 4. juni 2008")
    history.edit("cohorts/P3.yaml", "Viking Lotto 4. juni 2008", "Lotto 7. juni 2008")
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "named-by-hand"


@_bent
def a_freeze_set_back(history: DrawHistory) -> Outcome:
    """--today says the day before the draw, the clock a day after it."""
    history.on(NAMED).name()
    history.on(history.rng.choice([CLOSED, "2008-06-06"])).freeze()
    history.on(LATER).draw()
    history.admit()
    history.follow_clock(freeze="2008-06-09")
    return "weak", "days-mixed"


@_bent
def a_freeze_set_back_by_a_day(history: DrawHistory) -> Outcome:
    history.on(NAMED).name()
    history.on("2008-06-06").freeze()
    history.on(LATER).draw()
    history.admit()
    history.follow_clock(freeze=DRAWN)
    return "weak", "frozen-late"


@_bent
def a_naming_set_back(history: DrawHistory) -> Outcome:
    history.on(DEADLINE).name()
    history.on(CLOSED).freeze()
    history.on(LATER).draw()
    history.admit()
    clock = history.rng.choice(["2008-05-21", "2008-05-30"])
    history.follow_clock(set=clock)
    return "weak", "named-late" if clock == "2008-05-21" else "days-mixed"


@_bent
def days_that_run_backwards(history: DrawHistory) -> Outcome:
    history.on("2008-05-19").name()
    history.on(history.rng.choice(["2008-05-02", "2008-05-18"])).freeze()
    history.on(LATER).draw()
    history.admit()
    return "weak", "days-backwards"


def found(play: Callable[[DrawHistory], Outcome], base: Path, folder: Path, seed: int) -> tuple[bool, bool]:
    """Whether ``cohort verify`` and ``check`` name a history as what it is, played on a copy of a prepared folder."""
    history = copied(base, folder, seed)
    verdict, code = play(history)
    draw = history.verified()
    by_verify = draw["verdict"] == verdict and code in [each["code"] for each in draw["reasons"]]
    return by_verify, history.checked() == ([] if verdict == "sound" else [f"draw-{verdict}"])
