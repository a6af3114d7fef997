"""The quantile of a gamma variable of large shape, as a Cornish-Fisher expansion of any order.

Let ``x`` be the value that a gamma variable of shape ``a`` stays below with the chance that a normal one stays below
``z``. Comparing densities gives ``x x'' = -z x x' + (x - a + 1) x'**2`` (derivatives by ``z``). With
``x = a (1 + p1 e + p2 e**2 + ...)`` and ``e = a**-0.5`` each ``p`` is a polynomial of ``z``, fixed by those before it:
``p1 = z``, ``p2 = (z**2 - 1) / 3``, ``p3 = (z**3 - 7 z) / 36`` ... (Goldberg and Levine, "Approximate formulas for the
percentage points and normalization of t and chi-square", 1946, have the first).
"""

from __future__ import annotations

from functools import cache

#: Powers of ``a**-0.5`` that are kept.
ORDER = 17

_Polynomial = list[float]


def expansion_at(z: float) -> tuple[float, ...]:
    """The values of 1, ``p1``, ``p2`` ... at ``z``: coefficients of powers of ``a**-0.5``."""
    found = []
    for polynomial in _polynomials():
        total = 0.0
        for coefficient in reversed(polynomial):
            total = total * z + coefficient
        found.append(total)
    return tuple(found)


@cache
def _polynomials() -> list[_Polynomial]:
    """1, ``p1``, ``p2`` ..., each as coefficients of powers of ``z``."""
    x: list[_Polynomial] = [[1.0], [0.0, 1.0]]
    d: list[_Polynomial] = [[], [1.0]]
    e: list[_Polynomial] = [[], []]
    squared: list[_Polynomial] = [[], [], [1.0]]
    for k in range(2, ORDER + 1):
        rest: _Polynomial = [0.0] * (k + 1)
        for j in range(1, k):
            _add(rest, x[j], e[k - j], 1.0)
            _add(rest, [0.0, *x[j]], d[k - j], 1.0)
            if j > 1:
                _add(rest, x[j], squared[k + 2 - j], -1.0)
        _add(rest, [1.0], squared[k], -1.0)
        # Of x[1] d**2 at this order, what p_k is not part of.
        known: _Polynomial = [0.0] * (k + 1)
        for j in range(2, k):
            _add(known, d[j], d[k + 1 - j], 1.0)
        _add(rest, x[1], known, -1.0)
        x.append(_solved(rest))
        d.append([n * c for n, c in enumerate(x[k])][1:])
        e.append([n * c for n, c in enumerate(d[k])][1:])
        _add(known, d[k], [2.0], 1.0)
        squared.append(known)
    return x


def _solved(rest: _Polynomial) -> _Polynomial:
    """The polynomial ``p`` with ``p'' - z p' - p = -rest``."""
    found = [0.0] * (len(rest) + 2)
    for n in reversed(range(len(rest))):
        found[n] = (rest[n] + (n + 2) * (n + 1) * found[n + 2]) / (n + 1)
    return found[: len(rest)]


def _add(total: _Polynomial, one: _Polynomial, other: _Polynomial, times: float) -> None:
    """Add a product to ``total``, which has room for it."""
    for i, a in enumerate(one):
        if a:
            for j, b in enumerate(other):
                if b:
                    total[i + j] += times * a * b
