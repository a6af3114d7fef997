"""Why something was not delivered: whether the address itself is wrong, or something that may be better another day.

An address is wrong for good only if the report says so and nothing in it speaks against it: of an enhanced status code
(RFC 3463, RFC 7505) and a server's words that differ, the one that blames the address less counts.
"""

from __future__ import annotations

import re
from typing import Literal

FailureKind = Literal["gone", "full", "size", "blocked", "host", "busy", "unclear"]

#: Enhanced status codes without their class, of which kind; the others say too little.
_CODES: tuple[tuple[str, FailureKind], ...] = (
    (r"2\.2", "full"),
    (r"2\.3|3\.4", "size"),
    (r"7\.\d+|1\.[78]", "blocked"),
    (r"1\.2|4\.\d+", "host"),
    (r"3\.[12]", "busy"),
    (r"1\.(?:1|3|6|10)|2\.1", "gone"),
)
_WHOM = r"(?:user|recipient|mailbox|addressee|account|address|local[- ]part)"
#: The words of servers, in lower case.
_WORDS: dict[FailureKind, tuple[str, ...]] = {
    "full": (
        r"quota|mailbox (?:is )?(?:full|has exceeded)|full mailbox|inbox is full|postboksen er full",
        r"(?:not enough|insufficient) (?:\w+ )?(?:space|storage)|storage (?:limit|allocation)",
    ),
    "size": (r"message (?:is )?(?:too (?:large|big)|size)|size (?:limit|exceeds)|exceed\w* .{0,40}\bsize|too large",),
    "busy": (r"gr[ea]y-?list|try (?:again )?later|too (?:many|quickly)|rate limit|temporar|deferred|server busy",),
    "blocked": (
        r"\bspam|\bblocked|block ?list|black ?list|dnsbl|\brbl\b|reputation|polic(?:y|ies)|dmarc|dkim|\bspf\b",
        r"unable to relay|relay(?:ing)? (?:access )?(?:denied|not)|access denied|reverse dns|virus\b",
        r"not (?:allowed|authori[sz]ed|permitted)|sender (?:address )?(?:was )?rejected",
        r"content (?:was )?(?:rejected|refused)",
    ),
    "host": (
        r"host (?:or domain name )?(?:not found|unknown)|unknown host|any host named|name service|unroute?able",
        r"dns (?:lookup|error|query|failure|server)|domain (?:\S+ )?(?:not found|does(?:n't| not) exist|has no)",
        r"connect(?:ion)? .{0,40}(?:refused|timed? ?out|reset)|timed out|retry time|too long in the queue|no route",
        r"in the queue too long|mail loop|routing loop|expired|nxdomain",
    ),
    "gone": (
        rf"{_WHOM}\b[^.;]{{0,60}}\b(?:unknown|unavailable|disabled|(?:not|wasn't) found|(?:not|doesn't) exist)",
        rf"{_WHOM}\b[^.;]{{0,60}}\bnot recogni[sz]ed",
        r"unknown (?:user|recipient|mailbox|address|account|local)|no such|invalid (?:recipient|mailbox|user)",
        r"not listed in|recip(?:ient)?notfound|no mailbox|not our customer|bad destination mailbox",
        r"ukjent (?:mottaker|mottakar|bruker|brukar)|finnes ikke|finst ikkje|eksisterer ikke",
    ),
}
_PATTERNS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _WORDS.items())
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])")
#: Exchange Online says so of an address that its directory does not have.
_NOT_IN_DIRECTORY = re.compile(r"5\.4\.1\W.*recipient address rejected: access denied", re.DOTALL)
#: What is asked first: anything that is not the address's own fault.
_ORDER: tuple[FailureKind, ...] = ("full", "size", "busy", "blocked", "host")


def failure_kind(status: str, words: str) -> FailureKind:
    """The kind of a failure.

    Args:
        status: The enhanced status code of the report, or empty.
        words: The server's words; codes in them count as well.

    Returns:
        ``gone``: the address itself; ``full``: the mailbox has no room; ``size``: this letter is too large;
        ``blocked``: the sender or the content is refused; ``host``: the domain's server is not found or not
        reached; ``busy``: not now; ``unclear``: no reason is told.
    """
    said = words.casefold()
    if _NOT_IN_DIRECTORY.search(f"{status} {said}"):
        return "gone"
    codes = _ENHANCED.findall(f"{status} {said}")
    found: set[FailureKind] = {kind for _, rest in codes for pattern, kind in _CODES if re.fullmatch(pattern, rest)} | {
        kind for kind, pattern in _PATTERNS if pattern.search(said)
    }
    for kind in _ORDER:
        if kind in found:
            return kind
    replies = _REPLY.findall(said)
    passing = any(each == "4" for each, _ in codes) or (not codes and bool(replies) and replies[0][0] == "4")
    if passing:
        return "busy"
    return "gone" if "gone" in found else "unclear"
