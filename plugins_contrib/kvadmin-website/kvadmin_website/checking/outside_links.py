"""Asking whether what lies outside the site is still there: only when somebody says so, and never for long."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from kvadmin.api import tr

_AT_ONCE = 8
#: A server that does not know HEAD, or wants to see a browser, is asked as a browser asks.
_ASK_AGAIN = (403, 405, 501)
_GONE = (404, 410)
#: Signs of an address that mean something, or that are written so already.
_KEPT = "%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """What came back.

    Args:
        verdict: ``there``, ``gone`` (the server says so, or there is no such server), ``unsure`` or ``unasked``.
        text: In words; empty for ``there``.
    """

    verdict: str
    text: str = ""


def ask_outside(addresses: Iterable[str], *, each: float = 10.0, together: float = 60.0) -> dict[str, OutsideAnswer]:
    """Whether there is something at each address; what has not answered in time is ``unasked``.

    Args:
        addresses: ``http`` and ``https``; each page is asked for once, whatever part of it is named.
        each: Seconds that one server may take to answer.
        together: Seconds for all of them.
    """
    pages = {address: _page(address) for address in addresses}
    wanted = list(dict.fromkeys(pages.values()))
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for address in wanted:
        waiting.put(address)
    answers: dict[str, OutsideAnswer] = {}
    done: queue.SimpleQueue[tuple[str, OutsideAnswer]] = queue.SimpleQueue()
    end = time.monotonic() + together

    def work() -> None:
        while time.monotonic() < end:
            try:
                address = waiting.get_nowait()
            except queue.Empty:
                return
            done.put((address, _ask(address, each)))

    for _ in range(min(_AT_ONCE, len(wanted))):
        # A server that sends a byte now and then would hold a thread for ever: nobody waits for one at the end.
        threading.Thread(target=work, daemon=True).start()
    while len(answers) < len(wanted):
        try:
            address, answer = done.get(timeout=max(end - time.monotonic(), 0.01))
        except queue.Empty:
            break
        answers[address] = answer
    late = OutsideAnswer("unasked", tr("no answer within the time for all of them"))
    return {address: answers.get(page, late) for address, page in pages.items()}


def _page(address: str) -> str:
    """The address without the part of the page that it names; what cannot be read stays, and is said when asked."""
    return address.partition("#")[0]


def _ask(address: str, seconds: float) -> OutsideAnswer:
    answer = _request(address, "HEAD", seconds)
    return _request(address, "GET", seconds) if answer.verdict == "again" else answer


def _request(address: str, method: str, seconds: float) -> OutsideAnswer:
    """The answer; ``again`` of a HEAD that the server does not like."""
    try:
        request = Request(_ascii(address), method=method, headers={"User-Agent": "kvadmin website check"})  # noqa: S310
        with urlopen(request, timeout=seconds):  # noqa: S310 - http and https alone come here
            return OutsideAnswer("there")
    except HTTPError as error:
        error.close()
        if method == "HEAD" and error.code in _ASK_AGAIN:
            return OutsideAnswer("again")
        verdict = "gone" if error.code in _GONE else "unsure"
        return OutsideAnswer(verdict, tr("the server answers {code}", code=error.code))
    except (HTTPException, OSError, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return OutsideAnswer("unsure", tr("no answer in {seconds} seconds", seconds=f"{seconds:g}"))
        return OutsideAnswer("unsure", tr("it cannot be reached: {reason}", reason=reason or type(reason).__name__))


def _ascii(address: str) -> str:
    """The address as it goes over the wire: ``å`` in a path in per cent, in the name of a server as punycode."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    path, query = quote(parts.path, safe=f"/{_KEPT}"), quote(parts.query, safe=f"=?/{_KEPT}")
    return urlunsplit((parts.scheme, host, path, query, ""))
