"""Entries of the other lists: persons, memberships, scores and figures, with what is right of each."""

from __future__ import annotations

from datetime import date, timedelta

from reading_proofs.office_file import Entry, place

GROUP = "P1"
_FIRST = ("Kåre", "Ingebjørg", "Ola", "Siv", "Bjørn", "Åse", "Marte", "Øystein", "Tora", "Per")
_LAST = ("Prøvestad", "Dømesen", "Utkastli", "Oppdiktnes", "Mønsterås", "Påfunnset", "Eksempelvik", "Tenktmo")
_TITLES = ("Rektor", "Helsesøster", "Økonomisjef", "Styrer", "Personalsjef")


def person(number, at, right=None, /, **cells):
    """A registration of somebody from a municipality, who agrees to stand on the list."""
    first, last = _FIRST[at % len(_FIRST)], _LAST[(at * 3 + at // len(_FIRST)) % len(_LAST)]
    email = f"{'kisobmatop'[at % 10]}.{at}@{number}.example"
    said = {"first": first, "last": last, "name": f"{first} {last}", "title": _TITLES[at % len(_TITLES)]}
    said |= {"number": number, "municipality": place(number), "email": email, "consent": "ja"}
    said |= cells
    stored = {"title": said["title"], "email": email, "consent": "list"}
    ruled = {"outcome": "imported", "name": said["name"], "municipality": number, "stored": stored}
    given = dict(right or {})
    stored |= given.pop("stored", {})
    return Entry(said, ruled | given | {"stored": stored})


def contact(number, at, role, read_as, right=None, /, **cells):
    """A contact; ``role`` as the office writes it, ``read_as`` the programme's word for it."""
    entry = person(number, at, **cells)
    name, email = entry.cells["name"], entry.cells["email"]
    phone = f"{900 + at} 12 3{at % 90 + 10}"
    entry.cells |= {"role": role, "phone": phone} | cells
    stored = {"name": name, "role": read_as, "email": email}
    entry.right = {"outcome": "imported", "municipality": number, "stored": stored} | dict(right or {})
    return entry


def membership(number, at, right=None, /, **cells):
    """A membership of the first cohort from a day on, ended for every third."""
    start, end = date(2008, 1, 7) + timedelta(days=at), date(2008, 5, 30) + timedelta(days=at)
    ended = at % 3 == 2
    said = {"cohort": GROUP, "number": number, "name": place(number), "from": start}
    said |= {"to": end if ended else None, "reason": "Trakk seg" if ended else None} | cells
    stored = {"from": start.isoformat(), "to": end.isoformat() if ended else None, "reason": said["reason"]}
    ruled = {"outcome": "imported", "cohort": GROUP, "municipality": number, "stored": stored}
    return Entry(said, ruled | dict(right or {}))


def score(number, at, right=None, /, **cells):
    """Points of two readers, their plain sum, and the weighted one that counts."""
    one, two = 4 + at % 5, 3 + at % 6
    weighted = round(one * 0.6 + two * 0.4, 2)
    said = {"number": number, "name": place(number), "one": one, "two": two, "sum": one + two, "weighted": weighted}
    return Entry(said | cells, {"municipality": number, "stored": {"score": f"{weighted:.2f}"}} | dict(right or {}))


def figure(number, at, right=None, /, **cells):
    """A quarter's sick leave, in per cent."""
    value = 4.1 + (at * 7 % 50) / 10
    said = {"indicator": "sykefravaer", "number": number, "name": place(number), "period": "2008K1"}
    said |= {"value": round(value, 1), "quarter": "1. kvartal 2008"} | cells
    ruled = {"outcome": "imported", "municipality": number, "period": "2008-Q1", "value": f"{value:.1f}"}
    return Entry(said, ruled | dict(right or {}))
