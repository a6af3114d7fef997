"""Texts made from parts, and texts broken on purpose: what is expected is known from how they were made."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date

import pytest

from kvadmin.plugins.evaluation.goals.goal_reader import LeftText, read_goals
from kvadmin.plugins.evaluation.goals.goal_words import NUMBER_WORDS

from .goal_table import INDICATORS, texts, written

FIELD = "sick_leave_goal"
RIGHT = [(source, text, expected) for source, text, expected in texts() if expected != "left"]

#: How a change is said (nb, nn), with its two figures and a time.
CHANGES = (
    "Fra {a} til {b} {t}", "Frå {a} til {b} {t}", "Redusere sykefraværet fra {a} til {b} {t}",
    "Redusere sjukefråværet frå {a} til {b} {t}", "Sykefraværet skal ned fra {a} til {b} {t}",
    "Sjukefråværet skal ned frå {a} til {b} {t}", "{t} skal sykefraværet reduseres fra {a} til {b}",
    "{t} skal sjukefråværet reduserast frå {a} til {b}", "Mål: senke sykefraværet fra {a} til under {b} {t}",
    "Nedgang i sjukefråværet frå {a} til {b} {t}", "Få ned sykefraværet fra dagens nivå på {a} til {b} {t}",
    "Sykefraværet er i dag {a} og skal ned til {b} {t}", "Vi skal redusere det samlede sykefraværet fra {a} til {b} {t}",
)  # fmt: skip
TARGETS = (
    "Redusere sykefraværet til {b} {t}", "Redusere sjukefråværet til {b} {t}", "Ned til {b} {t}",
    "Sykefravær under {b} {t}", "Sjukefråvær under {b} {t}", "{t} skal sykefraværet være under {b}",
    "{t} skal sjukefråværet vere under {b}", "Sykefraværet skal være {b} {t}", "Oppnå eit sjukefråvær på {b} {t}",
    "Lavere enn {b} {t}", "Lågare enn {b} {t}",
)  # fmt: skip
KEPT = (
    "Holde nivået på {b}", "Halde nivået på {b}", "Opprettholde {b}", "Oppretthalde dagens nivå på {b}",
    "Sykefraværet skal ikke overstige {b}", "Sjukefråværet skal ikkje overstige {b}", "Ikke over {b}",
    "Ikkje høgare enn {b}", "Maks {b}", "Holde sykefraværet under {b}", "Halde sjukefråværet under {b}",
)  # fmt: skip
#: A time, and its last day; the first letter is made small inside a sentence.
TIMES = (
    ("innen 2009", date(2009, 12, 31)), ("innan 2010", date(2010, 12, 31)),
    ("innen utgangen av 2009", date(2009, 12, 31)), ("innan utgangen av 2010", date(2010, 12, 31)),
    ("i løpet av 2009", date(2009, 12, 31)), ("innen 31.12.2009", date(2009, 12, 31)),
    ("innen 1.7.2010", date(2010, 7, 1)), ("innan 1. halvår 2010", date(2010, 6, 30)),
    ("innen utgangen av 3. kvartal 2009", date(2009, 9, 30)), ("innan juni 2010", date(2010, 6, 30)),
    ("før 2010", date(2009, 12, 31)), ("innen 15. mars 2010", date(2010, 3, 15)),
    ("innen andre halvår 2009", date(2009, 12, 31)), ("seinast 1.10.2009", date(2009, 10, 1)),
)  # fmt: skip
UNITS = (" %", "%", " prosent", " pst.", " pct")
PARTS = (
    " i hjemmetjenesten", " i heimetenesta", " på Solvang", " for kvinner", " i skolene", " blant renholdere",
    " i barnehagane", " ved sykehjemmet", " hos de over 60 år", " i fire enheter", " per avdeling",
)  # fmt: skip
HEDGES = ("ca. ", "om lag ", "rundt ", "omtrent ", "helst ", "kanskje ", "nærmere ", "inntil ", "opp mot ", "minst ")
SECONDS = (
    " og 7,0 % i 2011", ", 7,0 % i 2011", " eller 7,0 %", " og videre til 7,0 %", " (legemeldt 6,0 %)",
    " med 1,2 %", ", dvs. 12 %", " for 450 ansatte", ", jf. sak 12/08", ". Deretter under 6 %",
)  # fmt: skip
OTHER_UNITS = (" dager", " dagar", " dagsverk", " promille", " personer", " kroner", " årsverk", " timar", " ansatte")
NONSENSE = (
    "brumle",
    "Solvang",
    "tjanset",
    "hovedsakelig",
    "legemeldt",
    "korttids",
    "knapt",
    "nesten",
    "også",
    "men",
    "17",
)


def figure(tenths: int, unit: str, mark: str = ",") -> str:
    return f"{tenths // 10}{mark}{tenths % 10}{unit}"


def said(text: str) -> str:
    return text[0].upper() + text[1:]


def plain(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def made(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Texts and what they say."""
    chance = random.Random(seed)
    for _ in range(count):
        high, low = sorted(chance.sample(range(41, 130), 2), reverse=True)
        unit, mark = chance.choice(UNITS), chance.choice(",,,.")
        time, day = chance.choice(TIMES)
        a, b = figure(high, unit, mark), figure(low, unit, mark)
        kind = chance.choice("cctk")
        if kind == "c":
            text = chance.choice(CHANGES).format(a=a, b=b, t=time)
            yield said(text), f"sykefravaer reach {plain(high)}>{plain(low)} by {day}"
        elif kind == "t":
            yield said(chance.choice(TARGETS).format(b=b, t=time)), f"sykefravaer reach {plain(low)} by {day}"
        else:
            yield said(chance.choice(KEPT).format(b=b)), f"sykefravaer keep <={plain(low)}"


def read(text: str, source: str = FIELD) -> str:
    return written(read_goals(text, source, INDICATORS))


@pytest.mark.parametrize("seed", range(8))
def test_a_text_made_from_parts_says_what_it_was_made_of(seed):
    for text, expected in made(seed, 250):
        assert (text, read(text)) == (text, expected)


@pytest.mark.parametrize("seed", range(8))
def test_a_text_with_one_more_word_that_may_change_it_is_left(seed):
    """A part, another unit, a hedge, a second figure, a word that nobody knows: at the end, or anywhere."""
    chance = random.Random(seed)
    for text, _ in made(100 + seed, 120):
        words = text.split()
        at = chance.randrange(1, len(words) + 1)
        for broken in (
            text + chance.choice(PARTS),
            text + chance.choice(SECONDS),
            " ".join([*words[:at], chance.choice(NONSENSE), *words[at:]]),
        ):
            assert (broken, read(broken)) == (broken, "left")


@pytest.mark.parametrize("seed", range(4))
def test_another_unit_a_hedge_or_a_range_is_left(seed):
    chance = random.Random(seed)
    for _ in range(150):
        high, low = sorted(chance.sample(range(41, 130), 2), reverse=True)
        time, _day = chance.choice(TIMES)
        form = chance.choice((*CHANGES, *TARGETS, *KEPT))
        a, b = figure(high, " %"), figure(low, " %")
        bare = figure(low, "")
        for wrong in (
            form.format(a=figure(high, ""), b=figure(low, chance.choice(OTHER_UNITS)), t=time),
            form.format(a=figure(high, ""), b=bare, t=time),
            form.format(a=a, b=chance.choice(HEDGES[:-1]) + b, t=time),
            form.format(a=a, b=f"{low // 10}-{low // 10 + 1} %", t=time),
            form.format(a=a, b=f"{low // 10}\u2013{low // 10 + 1} %", t=time),
            form.format(a=a, b=f"mellom {bare} og {b}", t=time),
            form.format(a=a, b=f"{b} av de ansatte", t=time),
            form.format(a=a, b=f"{b} nærvær", t=time),
            form.format(a=a, b=f"{low // 10} og en halv prosent", t=time),
        ):
            assert (wrong, read(wrong)) == (wrong, "left")


@pytest.mark.parametrize("seed", range(4))
def test_the_wrong_way_round_is_left(seed):
    chance = random.Random(seed)
    for _ in range(150):
        high, low = sorted(chance.sample(range(41, 130), 2), reverse=True)
        time, _day = chance.choice(TIMES)
        a, b = figure(high, " %"), figure(low, " %")
        for wrong in (
            chance.choice(CHANGES).format(a=b, b=a, t=time),
            chance.choice(CHANGES).format(a=b, b=b, t=time),
            f"Minst {b} {time}",
            f"Øke sykefraværet fra {a} til {b} {time}",
            f"Auke sjukefråværet frå {b} til {a} {time}",
            f"Sykefraværet skal ikke reduseres fra {a} til {b} {time}",
            f"Sjukefråværet skal ikkje vere under {b} {time}",
            f"Sykefraværet ble redusert fra {a} til {b} {time}",
        ):
            assert (wrong, read(wrong)) == (wrong, "left")


@pytest.mark.parametrize("seed", range(4))
def test_what_changes_nothing_in_a_text_changes_nothing_in_its_reading(seed):
    for text, expected in made(200 + seed, 80):
        for same in (
            text.upper(), f"{text}.", f"  {text} ", text.replace(" ", "  "), text.replace(" ", "\u00a0"),
            f"- {text}", f"\u2022 {text}", f"1. {text}", f"{text}\n", f"{text}\r\n",
            text.replace(" %", "%"), re.sub(r"(?<=\d),(?=\d)", ".", text) if "%" in text else text,
            f"{text} gjennom tett oppfølging", f"{text}, ved å følge opp tidlig",
        ):  # fmt: skip
            assert (same, read(same)) == (same, expected)


def _numbers(text: str) -> set[str]:
    return {each.replace(",", ".").rstrip(".") for each in re.findall(r"\d+(?:[.,]\d+)?", text)}


@pytest.mark.parametrize("turn", range(3))
def test_whatever_happens_to_a_text_a_goal_has_its_figures_and_years_only(turn):
    """Words dropped, doubled or swapped: a figure that the text has not is never proposed, nor one left unread."""
    chance = random.Random(turn)
    for source, text, _ in RIGHT:
        words = text.split()
        for _ in range(12):
            lot = list(words)
            at = chance.randrange(len(lot))
            act = chance.choice("dds2")
            if act == "d":
                del lot[at]
            elif act == "2":
                lot.insert(at, lot[at])
            elif at:
                lot[at - 1], lot[at] = lot[at], lot[at - 1]
            mutated = " ".join(lot)
            goals = read_goals(mutated, source, INDICATORS)
            if isinstance(goals, LeftText):
                continue
            numbers = _numbers(mutated)
            for goal in goals:
                if "poeng" not in mutated and NUMBER_WORDS.keys().isdisjoint(mutated.lower().split()):
                    for value in (goal.start, goal.to):
                        assert value is None or any(float(each) == float(value) for each in numbers), mutated
                if goal.by:
                    years = {str(goal.by.year), str(goal.by.year + 1), f"{goal.by.year % 100:02}"}
                    assert any(each in mutated for each in years), mutated


@pytest.mark.parametrize("turn", range(3))
def test_two_words_swapped_say_the_same_or_are_left(turn):
    chance = random.Random(turn)
    for source, text, expected in RIGHT:
        words = text.split()
        for _ in range(6):
            if len(words) < 2:
                continue
            at = chance.randrange(1, len(words))
            lot = [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]]
            mutated = " ".join(lot)
            assert (mutated, read(mutated, source)) in ((mutated, expected), (mutated, "left")), expected
