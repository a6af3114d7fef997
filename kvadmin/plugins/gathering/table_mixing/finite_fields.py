"""Finite fields GF(p^k) as tables of sums and products, and direct products of them.

Elements are the numbers 0 to q-1: the digits of a number to the base p are the coefficients of a polynomial, the
constant first. Products are taken modulo the least irreducible polynomial. Source: R. Lidl and H. Niederreiter,
*Introduction to Finite Fields and their Applications*, 1986, chapter 1.
"""

from __future__ import annotations

from itertools import product
from math import prod

#: ``table[a][b]`` for all elements.
Operation = list[list[int]]


def prime_powers(number: int) -> list[tuple[int, int]]:
    """The primes of a number with their powers: 12 -> [(2, 2), (3, 1)]."""
    found, prime = [], 2
    while number > 1:
        power = 0
        while number % prime == 0:
            number //= prime
            power += 1
        if power:
            found.append((prime, power))
        prime += 1
    return found


def field(prime: int, power: int) -> tuple[Operation, Operation]:
    """Sums and products of GF(prime^power)."""
    order = prime**power
    digits = [_digits(number, prime, power) for number in range(order)]
    value = {each: number for number, each in enumerate(digits)}
    sums = [[value[tuple((x + y) % prime for x, y in zip(a, b, strict=True))] for b in digits] for a in digits]
    if power == 1:
        return sums, [[a * b % prime for b in range(prime)] for a in range(prime)]
    modulus = _irreducible(prime, power)
    return sums, [[value[_product(a, b, modulus, prime)] for b in digits] for a in digits]


def product_ring(number: int) -> tuple[Operation, Operation]:
    """Sums and products, component by component, of the fields whose orders multiply to a number.

    A prime power gives the field itself.
    """
    parts = [field(*each) for each in prime_powers(number)]
    orders = [len(sums) for sums, _ in parts]
    elements = list(product(*(range(order) for order in orders)))
    places = [prod(orders[at + 1 :]) for at in range(len(orders))]

    def table(which: int) -> Operation:
        return [
            [
                sum(
                    part[which][x][y] * place
                    for part, x, y, place in zip(parts, one, other, places, strict=True)
                )
                for other in elements
            ]
            for one in elements
        ]  # fmt: skip

    return table(0), table(1)


def _digits(number: int, prime: int, power: int) -> tuple[int, ...]:
    found = []
    for _ in range(power):
        number, digit = divmod(number, prime)
        found.append(digit)
    return tuple(found)


def _product(a: tuple[int, ...], b: tuple[int, ...], modulus: tuple[int, ...], prime: int) -> tuple[int, ...]:
    """Product of two polynomials modulo a monic one; coefficients, the constant first."""
    long = [0] * (len(a) + len(b) - 1)
    for at, x in enumerate(a):
        for beside, y in enumerate(b):
            long[at + beside] = (long[at + beside] + x * y) % prime
    return _remainder(tuple(long), modulus, prime)


def _remainder(of: tuple[int, ...], by: tuple[int, ...], prime: int) -> tuple[int, ...]:
    """Remainder of a division by a monic polynomial, as many coefficients as its degree."""
    left, degree = list(of), len(by) - 1
    for at in range(len(left) - 1, degree - 1, -1):
        factor = left[at]
        for beside in range(degree + 1):
            left[at - degree + beside] = (left[at - degree + beside] - factor * by[beside]) % prime
    return tuple((left + [0] * degree)[:degree])


def _irreducible(prime: int, power: int) -> tuple[int, ...]:
    """The least monic polynomial of this degree that no monic one of at most half the degree divides."""
    divisors = [
        (*_digits(number, prime, degree), 1) for degree in range(1, power // 2 + 1) for number in range(prime**degree)
    ]
    return next(
        candidate
        for number in range(prime**power)
        if all(any(_remainder(candidate := (*_digits(number, prime, power), 1), by, prime)) for by in divisors)
    )
