"""Command lines by chance: of the recipes, now and then with a silly value, or with a word lost or doubled."""

from __future__ import annotations

import random
import re
import shlex

from sequences.recipes import POOLS, RECIPES, WEIGHTS

SILLY, SLIP = 0.1, 0.03
_PLACE = re.compile(r"\{(\w+)\}")


def words(rng: random.Random) -> list[str]:
    """One command line without ``kvadmin -C FOLDER``."""
    names = list(RECIPES)
    command = rng.choices(names, [WEIGHTS.get(each, 2) for each in names])[0]
    rest = [filled(word, rng) for word in shlex.split(rng.choice(RECIPES[command]))]
    if rest and rng.random() < SLIP:
        at = rng.randrange(len(rest))
        rest[at : at + 1] = rng.choice([[], [rest[at], rest[at]]])
    return [*command.split(), *rest]


def filled(word: str, rng: random.Random) -> str:
    """The word with a value at each placeholder."""
    return _PLACE.sub(lambda found: value(found[1], rng), word)


def value(pool: str, rng: random.Random) -> str:
    """Mostly a sensible one."""
    sensible, silly = POOLS[pool]
    return rng.choice(silly if rng.random() < SILLY else sensible)


def sequence(seed: int, length: int) -> list[list[str]]:
    """The command lines of a seed."""
    rng = random.Random(seed)
    return [words(rng) for _ in range(length)]
