"""A second hand for funnels: the rules as they stand in words, by exact fractions and decimals where that is possible.

Nothing of ``kvadmin.plugins.evaluation.comparison`` is used. Also random inputs, degenerate ones included.
"""

from __future__ import annotations

import math
import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 40
Z = {"95": Fraction(1959964, 10**6), "99": Fraction(3090232, 10**6)}
TAIL = {"95": Decimal("0.025"), "99": Decimal("0.001")}


def lower_tail(shape, x):
    """P(shape, x) of the gamma distribution by its series, in 40 digits (the gamma function by Stirling's series)."""
    a, x = Decimal(shape), Decimal(x)
    if x <= 0:
        return Decimal(0)
    term = total = 1 / a
    k = a
    while term > total * Decimal(10) ** -38:
        k += 1
        term *= x / k
        total += term
    return (a * x.ln() - x - log_gamma(a)).exp() * total


def log_gamma(a):
    """Shifted up to 60, then Stirling's series."""
    shift = Decimal(0)
    while a < 60:
        shift += a.ln()
        a += 1
    pi = Decimal("3.1415926535897932384626433832795028841972")
    bernoulli = [Fraction(1, 6), Fraction(-1, 30), Fraction(1, 42), Fraction(-1, 30), Fraction(5, 66),
                 Fraction(-691, 2730), Fraction(7, 6), Fraction(-3617, 510)]  # fmt: skip
    total = (a - Decimal("0.5")) * a.ln() - a + (2 * pi).ln() / 2
    for k, b in enumerate(bernoulli, 1):
        total += Decimal(b.numerator) / Decimal(b.denominator) / (2 * k * (2 * k - 1) * a ** (2 * k - 1))
    return total - shift


def rounded(value):
    """Two decimals as R does: of the two candidates the nearer as doubles, a tie to the even hundredth."""
    hundredths = math.floor(value * 100)
    down, up = hundredths / 100, math.ceil(value * 100) / 100
    gaps = Fraction(value - down), Fraction(up - value)
    return down if gaps[0] < gaps[1] or (gaps[0] == gaps[1] and hundredths % 2 == 0) else up


def type7(values, part):
    """The quantile between order statistics, as an exact fraction of the doubles."""
    ordered = sorted(map(Fraction, values))
    place = Fraction(part) * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def by_the_rules(rows, kind, ratio, trim, adjusted, both, rounding):
    """The package's figures, for data that it can answer: at least two groups, no gaps, no empty denominators."""
    sums = {}
    for group, top, bottom in rows:
        one = sums.setdefault(group, [Fraction(0), Fraction(0)])
        one[0] += Fraction(top)
        one[1] += Fraction(bottom)
    groups = sorted(sums)
    n = [float(sums[g][0]) for g in groups]
    exact = [float(sums[g][1]) for g in groups]
    d = [rounded(x) for x in exact] if (kind, ratio, rounding) == ("ratio", "shmi", True) else exact
    target = 1.0 if kind == "ratio" else float(sum(map(Fraction, n)) / sum(map(Fraction, d)))
    if kind == "proportion":
        y = [math.atan2(math.sqrt(a), math.sqrt(b - a)) for a, b in zip(n, d, strict=True)]
        centre, s = math.atan2(math.sqrt(target), math.sqrt(1 - target)), [0.5 * b**-0.5 for b in d]
    elif kind == "rate":
        y = [math.log(a + 0.5) - math.log(b + 0.5) for a, b in zip(n, d, strict=True)]
        centre, s = (
            math.log(target),
            [math.sqrt(a / (a + 0.5) ** 2 + b / (b + 0.5) ** 2) for a, b in zip(n, d, strict=True)],
        )
    elif ratio == "shmi":
        y = [math.log(a) - math.log(b) if a else -math.inf for a, b in zip(n, d, strict=True)]
        centre, s = 0.0, [b**-0.5 for b in d]
    else:
        y, centre, s = [math.sqrt(a / b) for a, b in zip(n, d, strict=True)], 1.0, [0.5 * b**-0.5 for b in d]
    z = [(one - centre) / w for one, w in zip(y, s, strict=True)]
    if kind == "ratio" and ratio == "shmi":
        ranks = [(sum(o < v for o in z) + 1 + sum(o <= v for o in z)) / 2 for v in z]
        bands = 1 / trim
        cut = [int(not 0 < math.floor(r * bands / (len(z) + 1)) < bands - 1) for r in ranks]
        used = [None if c else v for v, c in zip(z, cut, strict=True)]
    else:
        low, high = type7(z, trim), type7(z, 1 - trim)
        used = [float(min(max(Fraction(v), low), high)) for v in z]
        cut = None  # equality with a quantile hangs on the last digit of R's arithmetic: compared by used alone
    kept = [(v, w) for v, w in zip(used, s, strict=True) if v is not None]
    k = len(kept)
    phi = tau2 = 0.0
    if k and adjusted and all(math.isfinite(v) for v, _ in kept):
        phi = float(sum(Fraction(v) ** 2 for v, _ in kept) / k)
        weights = [1 / Fraction(w) ** 2 for _, w in kept]
        room = sum(weights) - sum(w * w for w in weights) / sum(weights)
        if room and k * phi >= k - 1:
            tau2 = max(0.0, float((k * Fraction(phi) - (k - 1)) / room))
    decides = adjusted and not (not both and (phi <= 1 or not tau2))
    return {"groups": groups, "numerator": n, "denominator": d, "rr": [a / b for a, b in zip(n, exact, strict=True)], "target": target,
            "z": z, "z_used": used, "cut": cut, "phi": phi, "tau2": tau2, "adjusted": decides}  # fmt: skip


def limits(kind, ratio, target, size, tau2, multiplier, level, *, wide):
    """Lower and upper limit by the rules; for exact ones ``None`` (see :func:`lower_tail`)."""
    z = float(Z[level])
    if kind == "proportion":
        centre, reach = math.asin(math.sqrt(target)), z * math.sqrt(1 / (4 * size) + tau2)
        low, high = max(0.0, centre - reach), min(math.pi / 2, centre + reach)
        return multiplier * (1 - math.cos(2 * low)) / 2, multiplier * (1 - math.cos(2 * high)) / 2
    if kind == "rate":
        m = target * size
        reach = z * math.sqrt(1 / m + 1 / size + tau2)
        low = 0.0 if math.exp(-m) >= float(TAIL[level]) else target * math.exp(-reach)
        return multiplier * low, multiplier * target * math.exp(reach)
    if not wide:
        return None
    if ratio == "shmi":
        reach = z * math.sqrt(1 / size + tau2)
        return multiplier * math.exp(-reach), multiplier * math.exp(reach)
    reach = z * math.sqrt(1 / (4 * size) + tau2)
    return multiplier * max(0.0, 1 - reach) ** 2, multiplier * (1 + reach) ** 2


def random_case(rng: random.Random):
    """Rows and settings; now and then with one group, no events, all alike, huge or tiny counts, several rows a group."""
    kind = rng.choice(("proportion", "rate", "ratio"))
    shape = rng.choice(("plain", "plain", "plain", "small", "none", "full", "equal", "huge", "one", "records"))
    count = 1 if shape == "one" else rng.choice((2, 3, 5, 9, 10, 14, 20, 40))
    rows = []
    for k in range(count):
        size = {"small": rng.randint(1, 8), "huge": rng.randint(10**6, 10**9), "equal": 50}.get(shape) or rng.randint(
            10, 900
        )
        part = {"none": 0.0, "full": 1.0}.get(shape)
        part = rng.betavariate(3, 9) if part is None else part
        bottom = size * rng.uniform(0.5, 1.5) if kind == "ratio" and shape != "equal" else size
        top = (
            min(size, round(size * part))
            if kind == "proportion"
            else round(bottom * part * (4 if kind == "ratio" else 1))
        )
        rows += [(f"G{k:03}", top, bottom)] * (rng.randint(1, 3) if shape == "records" else 1)
    rng.shuffle(rows)
    settings = {
        "kind": kind,
        "ratio": rng.choice(("shmi", "cqc")) if kind == "ratio" else "shmi",
        "trim": rng.choice((0.1, 0.1, 0.05, 0.2, 0.25)),
        "adjusted": rng.random() < 0.75,
        "both": rng.random() < 0.4,
        "rounding": rng.random() < 0.7,
    }
    return shape, rows, settings, rng.choice((1, 100, 1000))
