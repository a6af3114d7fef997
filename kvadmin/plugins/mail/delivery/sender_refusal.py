"""Whether a server's "no" is about us, who send, and not about the letter or its recipient.

A recipient must not be called a wrong address because the sender may not send, and a thousand letters must not be
tried one by one when nothing of ours is taken. The codes are those of RFC 3463 and RFC 5248 and what the large
providers document beside them; the words decide only where a code leaves it open, since Postfix, for one, judges the
sender first when a recipient is named, and answers 553 5.7.1 to both.
"""

from __future__ import annotations

import re

from kvadmin.api import Refused, tr
from kvadmin.api.hooks import Reply

#: Answers that are about us, whatever they answer: authentication or encryption is required or failed.
SET_UP_CODES = frozenset({530, 534, 535, 538})
#: The sender's address or domain, our log-in, our machine, our quota.
_OURS = frozenset(
    "5.1.7 5.1.8 5.4.5 5.7.3 5.7.8 5.7.9 5.7.11 5.7.14 5.7.27 5.7.57 5.7.60 5.7.705 5.7.708 5.7.750".split()
)
#: The letter: too large, an address in it that cannot be carried, its content.
_LETTERS = frozenset({"5.2.3", "5.3.4", "5.6.0", "5.6.1", "5.6.7", "5.6.9"})
_ENHANCED = re.compile(r"\s*(5\.\d{1,3}\.\d{1,3})\b")
_IN_ANGLES = re.compile(r"<[^<>]*>")
_ABOUT_US = re.compile(
    r"""
    \bsender\b.{0,60}\b(reject|refus|denied|block|invalid|unknown|mismatch
        |not\ (allowed|owned|permitted|authori[sz]ed|verified|accepted|logged))
    | \bfrom\ (address|header|field)\b.{0,60}\b(reject|refus|denied|not|mismatch)
    | \bsend\ (as|on\ behalf)\b
    | \bnot\ (logged\ in|authenticated)\b | \bauthentication\ (is\ )?required\b
    | \bmust\ (first\ )?(authenticate|log\ ?in|issue\ a\ starttls)\b
    | \brelay(ing)?\b.{0,30}\b(denied|prohibited|not\ (permitted|allowed|authori[sz]ed)) | \bto\ relay\b
    | \bclient\ host\b | \bblocked\ using\b | \bblack\ ?list | \bblock\ ?list | \brbl\b | \byour\ (ip|host|server)\b
    | \b(daily|hourly|sending|sender)\b.{0,30}\b(limit|quota)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A recipient that does not take letters from everybody: its own affair.
_ABOUT_THEM = re.compile(r"\b(recipient|group|distribution|mailing list|member)|\bresolver\.", re.IGNORECASE)


class SenderRefused(Refused):
    """The server takes nothing from this sender (exit 1): the run stops, and no recipient is refused."""

    code = "sender-refused"

    def __init__(self, host: str, sender: str, reply: Reply) -> None:
        super().__init__(
            tr("{host} takes no letters from {sender}: {reply}", host=host, sender=sender, reply=reply),
            hint=tr(
                "no recipient's address is at fault. Let the server allow this sender, or put security, user and"
                " password right, then resume; another sender needs a new plan"
            ),
        )
        self.reply = reply


def refuses_sender(reply: Reply, *, to_mail: bool = False) -> bool:
    """Whether a final answer says that the sender is refused.

    Args:
        reply: The server's answer.
        to_mail: It answers the command that names the sender: then every "no" is about us but one to the letter's
            size or form.
    """
    if reply.good or reply.passing or reply.code < 500:
        return False
    if reply.code in SET_UP_CODES:
        return True
    found = _ENHANCED.match(reply.text)
    code = found[1] if found else ""
    if to_mail:
        return reply.code not in {552, 555} and code not in _LETTERS
    if code in _OURS:
        return True
    words = _IN_ANGLES.sub("<>", reply.text)
    return bool(_ABOUT_US.search(words)) and not _ABOUT_THEM.search(words)
