"""Check an admission protocol (JSON) by the rule alone; this shares no code with the program that made the protocol.
python FILE.py PROTOCOL.json [--draw NUMBERS] [--secret TEXT] [--fingerprint HEX]      (asked for; "-" skips one)
Needs Python 3.8 and nothing else. Prints the first difference (exit 1), or what is proved and what is not (exit 0).
"""
from __future__ import annotations
import argparse, hashlib, json, re, sys
from collections import Counter
from decimal import Context, Decimal, localcontext
from pathlib import Path
from typing import Any
from unicodedata import normalize
BROUGHT = {  # what a reader brings: what it is asked for as, and what stays unproved without it
    "draw": ("the published draw, or the seed that was announced", "that the seed is what the draw gave"),
    "secret": ("the secret, if one was published", "that the secret is the one that was published"),
    "fingerprint": ("the fingerprint in your letter", "that the list decided from is the one that was closed"),
}
def canonical(content: Any) -> str:
    """JSON with sorted keys, no blanks, letters as themselves: as contents are hashed, and compared here."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
def sha256(content: Any) -> str:
    return hashlib.sha256((content if isinstance(content, str) else canonical(content)).encode("utf-8")).hexdigest()
def in_form(numbers: str, named: Any) -> str:
    """A published draw in the call's form: how many numbers, in which order, with which digits and separator."""
    drawn = re.findall("[0-9]+", numbers)
    if len(drawn) == 1:  # nothing stands between them
        drawn = re.findall(f"[0-9]{{{named['digits']}}}", drawn[0].zfill(named["digits"]))
    drawn.sort(key=lambda number: int(number) * (named["order"] == "ascending"))
    form = str(named["separator"]).join(str(int(number)).zfill(named["digits"]) for number in drawn)
    return form if len(drawn) == named["numbers"] else f"{len(drawn)} numbers"
def possible(cells: Any, rows: Any, effort: Any) -> Any:
    """Whether whole numbers fill the cells (each everybody with the same bits: so many at least, at most) and meet all
    rows (bit, fewest, most); None once so many steps are spent. A step of the simplex method (Bland's rule, over one
    scale) puts a row at its bound; a row that nothing can move is a conflict; a part is rounded down, and up."""
    ends = [*cells.values(), *(row[1:] for row in rows)]
    table, scale = [[int(mask & row[0] > 0) for mask in cells] for row in rows], 1
    at, still, moved = [low for low, _ in cells.values()], [*range(len(cells))], [*range(len(cells), len(ends))]
    while all(low <= high for low, high in ends):
        sums = [sum(share * value for share, value in zip(line, at)) for line in table]
        off = [(n, i) for i, n in enumerate(moved) if not ends[n][0] * scale <= sums[i] <= ends[n][1] * scale]
        if not off:
            parts = [([*cells][n], sums[i] // scale) for i, n in enumerate(moved) if n < len(cells) and sums[i] % scale]
            for mask, whole in parts[:1]:
                found = possible({**cells, mask: (cells[mask][0], whole)}, rows, effort)
                return possible({**cells, mask: (whole + 1, cells[mask][1])}, rows, effort) if found is False else found
            return True
        out, i = min(off)
        up, line = sums[i] < ends[out][0] * scale, table[i]
        can = [(n, k) for k, (n, a) in enumerate(zip(still, line)) if a and at[k] != ends[n][(a > 0) == up]]
        if not can or effort[0] <= 0:
            return None if can else False
        effort[0], (_, j) = effort[0] - 1, min(can)
        sign, by, table[i] = line[j] // abs(line[j]), [*line[:j], line[j] - scale, *line[j + 1:]], [0] * len(cells)
        table[i][j] = scale
        table = [[sign * (line[j] * a - other[j] * b) // scale for a, b in zip(other, by)] for other in table]
        scale, at[j], still[j], moved[i] = abs(line[j]), ends[out][not up], out, still[j]
    return False
def score_of(criteria: Any, row: Any) -> Any:
    """Sum of weight times points, exact, rounded once (halves to even); a score of its own replaces it."""
    parts, exact = [(each["weight"], row["points"].get(each["name"])) for each in criteria], row["score"]
    with localcontext(Context(prec=100)):
        if exact is None and parts and all(points is not None for _, points in parts):
            exact = sum(Decimal(weight) * Decimal(points) for weight, points in parts)
        return None if exact is None else f"{Decimal(exact).quantize(Decimal('0.01')) + 0:f}"
def facts(p: Any, brought: Any, beyond: Any) -> Any:
    """All that must hold: what, whose, what the protocol says, what the check gives; stop where one does not."""
    inputs, call, places = p["inputs"], p["inputs"]["call"], p["inputs"]["call"]["capacity"]
    rows, members = ({row["number"]: row for row in inputs[part]} for part in ("applicants", "members"))
    said, points = ({row["municipality"]: row for row in p.get(part, ())} for part in ("decisions", "points"))
    seed, kind = call["lottery_seed"], "promotion" if p["kind"] == "promotion" else "admission"
    # 1. Hashes; what is said twice; one decision on each application.
    whole = {key: p[key] for key in p if key != "sha256"}
    yield "hash of the whole", "", p.get("sha256"), sha256(whole) if "sha256" in p else None
    yield "hash of the inputs", "", p["input_sha256"], sha256(inputs)
    yield "schema and kind", "", [p["schema"], p["kind"]], [1, kind]
    yield "call", "", [p[key] for key in ("cohort", "capacity", "lottery_seed")], [call["cohort"], places, seed]
    yield "applicants", "", [row["number"] for row in inputs["applicants"]], sorted({**rows, **points})
    yield "members", "", [row["number"] for row in inputs["members"]], sorted(members) if kind == "promotion" else []
    yield "decisions", "", sorted(row["municipality"] for row in p["decisions"]), sorted(rows)
    # 2. Scores, tickets, who competes, and in which order.
    found = {n: score_of(call["criteria"], points.get(n, {"points": {}, "score": None})) for n in rows}
    unscored, why = not call["criteria"] and not any(found.values()), {}
    for number, row in rows.items():
        score, state = row["score"] if "points" not in p else "0.00" if unscored else found[number], row["state"]
        yield "score", number, [row["score"], said[number]["score"]], [score, score]
        yield "ticket", number, said[number]["ticket"], sha256(f"{seed}|{call['cohort']}|{number}")
        why[number] = "" if number in members else next((code for code, so in (
            ("withdrawn", state == "withdrawn"), (row.get("ineligible", "rejected-ineligible"), state == "ineligible"),
            ("undecided-identity", row["unresolved"]), ("undecided-late", row["on_time"] == "to-be-judged"),
            ("rejected-incomplete", state != "complete"),
            ("rejected-late", row["on_time"] not in ("on-time", "late-accepted")),
            ("rejected-already-member", row["member_of"] is not None), ("undecided-unscored", not score)) if so), "")
    ranked = [number for number in rows if not why[number] and rows[number]["score"] is not None]
    ranked.sort(key=lambda number: (-Decimal(rows[number]["score"]), said[number]["ticket"]))
    for i, n in enumerate([*ranked, *(number for number in rows if number not in ranked)]):
        yield "rank", n, [p["decisions"][i]["municipality"], said[n]["rank"]], [n, i + 1 if i < len(ranked) else None]
    # 3. The final set meets every quota, which lets everybody in it be admitted; whoever is not in it was shut out.
    waiting = [number for number in ranked if number not in members]
    got = [number for number in waiting if said[number]["outcome"] == "admitted"]
    left, full = [number for number in waiting if number not in got], len(members) + len(got)
    quotas, bits, refusals, free = {}, {}, {}, places - len(members)  # type: Any, Any, Any, Any
    for text in call["quotas"]:
        field, value, low, high = re.findall(r"(?s)^([^:=]+):(.+)=([0-9]*)\.\.([0-9]*)$", text)[0]
        quotas[text] = field, normalize("NFC", value).strip(), (2 << len(quotas), int(low or 0), int(high or 10**9))
    for number, row in [*members.items(), *rows.items()]:
        own = {field: normalize("NFC", value).strip() for field, value in row["attributes"].items()}
        yield "attributes", number, sorted(own), sorted({field for field, _, _ in quotas.values()})
        bits[number] = 1 + sum(each[0] for field, value, each in quotas.values() if own[field] == value)
    for n, row in members.items():
        own, code = rows.get(n, {**row, "state": ""}), (row["reason"] or "admitted")[:8]
        yield "member", n, [row["attributes"], code, own["state"] != "withdrawn"], [own["attributes"], "admitted", True]
    taken, sizes = (Counter(bits[number] for number in those) for those in (members, [*members, *waiting]))
    def shut(number: str, named: Any, held: Any, least: int) -> Any:
        """No set with those held, of at least so many, meets the quotas named; without one of a few, one does."""
        yield "quotas of the call", number, named, [text for text in quotas if text in named]
        fewer = [[t for t in named if t != n] for n in named if len(named) < 8] + [[t] for t in quotas if named[1:]]
        for texts in [named, *(fewer if "unfilled" in p else ())]:
            chosen, cells = [(1, least, places), *(quotas[text][2] for text in texts)], {}  # type: Any, Any
            for mask, size in sizes.items():
                key = mask & sum(row[0] for row in chosen)
                cells[key] = cells.get(key, (0, 0))[0] + held[mask], cells.get(key, (0, 0))[1] + size
            found = possible(cells, chosen, [8000 >> len(beyond)])
            beyond.extend([number] * (found is None))
            yield "shut out by quotas", number, found is False, found is not None and texts is named
    yield "places", "", [p["places_filled"], len(got) <= max(free, 0)], [full, True]
    for text, (_, _, (bit, low, high)) in quotas.items() if free > 0 else ():
        yield "quota met", text, low <= sum(bits[number] & bit > 0 for number in [*members, *got]) <= high, True
    short, named = free > 0 and full < min(places, len(waiting) + len(members)), p.get("unfilled", list(quotas))
    yield from shut("", named, taken, full + 1) if short else [("unfilled", "", p.get("unfilled", []), [])]
    for number in waiting:
        if number in left and sum(taken.values()) < places:
            refusals[number] = said[number]["quotas"]
            yield from shut(number, refusals[number], taken + Counter([bits[number]]), full)
        taken[bits[number]] += number in got
    # 4. The reason of each decision, its quotas, its place on the waiting list.
    for n, row in said.items():
        code, named = why[n] or ("waitlisted-quota" if n in refusals else "waitlisted-capacity"), refusals.get(n, [])
        if not why[n] and n not in left:
            tied = rows[n]["score"] in [rows[other]["score"] for other in left]
            code = "admitted-all" if not left else "admitted-lottery" if tied else "admitted-score"
        if n in members:
            code, named = members[n]["reason"] or code, members[n]["quotas"]
        elif left and n in got and n not in waiting[:free]:
            ahead = [text for other in waiting[:waiting.index(n)] for text in refusals.get(other, ())]
            counted = [text for text, (_, _, (bit, low, _)) in quotas.items() if low and bits[n] & bit]
            code, named = "admitted-quota", counted or [text for text in quotas if text in ahead]
        barred = why[n] and rows[n]["state"] == "ineligible"  # by a person, or by a rule with a code of its own
        yield "reason", n, [row["outcome"], row["reason"]], ["rejected" if barred else code.split("-")[0], code]
        yield "quotas", n, [row["quotas"], row["quota"]], [named, ", ".join(named) or None]
        yield "waiting list", n, row["waitlist_position"], left.index(n) + 1 if n in left else None
        if code != "rejected-incomplete" and not barred:  # their detail is in words of their own
            yield "detail", n, row["detail"], rows[n]["member_of"] if code.endswith("member") else None
    # 5. The seed from the draw, the fingerprint of the inputs, and whether the protocol may call its draw sound.
    d = p.get("draw") or dict.fromkeys(("source", "named", "value", "secret", "draws", "freeze", "verdict"), "")
    form, public, closed = d["named"] or {}, d["source"] == "public", d["freeze"]
    if public or d["source"] == "committed":
        mixed = f"{d['secret']}|{d['value']}" if public else d["secret"]
        yield "seed from the draw", "", seed, sha256(mixed) if d["secret"] else d["value"]
        last = (d["draws"] or [{"value": "", "secret": "", "seed": ""}])[-1]
        yield "last draw", "", [last["value"], last["secret"], last["seed"]], [d["value"], d["secret"], seed]
        yield "committed secret", "", d["secret"] and form["commitment"], d["secret"] and sha256(d["secret"])
    said_of, draw = d["value"] if public else seed, brought.get("draw", d["value"] if public else seed)
    yield "published draw", "", said_of, in_form(draw, form) if public and draw else draw
    yield "published secret", "", d["secret"], brought.get("secret", d["secret"])
    prints = sha256({**inputs, "call": {key: call[key] for key in call if key != "lottery_seed"}})
    prints = closed["fingerprint"] if closed and members else prints  # a promotion's list is a later one
    yield "fingerprint of the freeze", "", closed and closed["fingerprint"], closed and prints
    yield "fingerprint of the letter", "", prints, "".join(brought.get("fingerprint", prints).lower().split())
    if d["verdict"] == "sound":
        days = bool(public and closed) and form["named"] <= closed["on"] < form["day"]
        yield "verdict", "", [days, len(d["draws"]), d["secret"] != ""], [True, 1, form["commitment"] != ""]
def check(p: Any, brought: Any, beyond: Any) -> Any:
    """The first difference: what, whose, what the protocol says, what the check gives. Unproved ones go to `beyond`."""
    try:
        return next((each for each in facts(p, brought, beyond) if canonical(each[2]) != canonical(each[3])), None)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        return "form of the protocol", "", f"{type(problem).__name__}: {problem}", "what the rule can be run on"
def main() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    named = {"__new__": lambda _, name: json.loads(Path(name).read_bytes() if Path(name).is_file() else "")}
    parser.add_argument("protocol", type=type("JSON file", (), named))  # a refusal names the type
    for name, (meaning, _) in BROUGHT.items():
        parser.add_argument(f"--{name}", help=meaning)
    given = vars(parser.parse_args())
    p, beyond = given.pop("protocol"), []  # type: Any, Any
    for name in [name for name in given if given[name] is None]:
        print(f"{BROUGHT[name][0]} (- skips):", end=" ", flush=True)
        given[name] = sys.stdin.readline()
    brought = {name: text.strip() for name, text in given.items() if text.strip() not in ("", "-")}
    for what, who, said, gives in filter(None, [check(p, brought, beyond)]):
        print(f"DIFFERENCE {who} {what}: the protocol says {canonical(said)}, and not {canonical(gives)}")
        return 1
    print(f"No difference: all {len(p['decisions'])} decisions follow from the rule and the protocol's inputs.")
    d, later = p.get("draw") or {}, ["what came after the list was closed"] * bool(p["inputs"]["members"])
    later += ["names, free text and scores: this is an old protocol"] * ("sha256" not in p)
    later += [f"the quotas named for {n or 'places left empty'}: too much to try" for n in sorted({*beyond})]
    without = [BROUGHT[n][1] for n in BROUGHT if n not in brought and (n != "secret" or d.get("secret"))]
    print(*(f"Not proved: {text}.\n" for text in without + later), sep="", end="")
    print(f"The protocol itself on its draw: {d.get('verdict')}.", *d.get("grounds", ()))
if __name__ == "__main__":
    sys.exit(main())
