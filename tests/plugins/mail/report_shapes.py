"""Delivery reports in the shapes that mail servers write them in: our own texts with invented names.

What is fixed in a format stands as its document has it: RFC 3461-3464, 3834, 6533 and 8098, QSBMF (qmail), and the words
by which the lists of Exim, Gmail, Exchange, Sendmail, Courier, Domino and GroupWise are known. «to» is the address, «id» the
letter's Message-ID, «date» the report's date.
"""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass

DATE = "Thu, 12 Jun 2008 10:00:00 +0200"


@dataclass(frozen=True)
class Shape:
    """A report, and what is right to read out of it: address, kind, late or not, whether it names the letter."""

    text: str
    kind: str
    delayed: bool = False
    letter: bool = True
    address: str = "«to»"
    behalf: str = ""

    def filled(self, to: str, letter: str = "<brev@program.example>", date: str = DATE) -> bytes:
        return fill(self.text, to, letter, date).encode()


def fill(text: str, to: str, letter: str = "", date: str = DATE) -> str:
    return text.replace("«to»", to).replace("«id»", letter).replace("«date»", date)


LETTER = """\
Received: from kontor.program.example by ut.program.example; Tue, 10 Jun 2008 09:00:00 +0200
From: Sekretariatet <sekretariatet@program.example>
To: «to»
Subject: Vedtak
Message-ID: «id»
Date: Tue, 10 Jun 2008 09:00:00 +0200
"""


def head(sender: str, subject: str, *more: str) -> str:
    lines = (f"From: {sender}", "To: sekretariatet@program.example", "Date: «date»", f"Subject: {subject}", *more)
    return "\n".join(lines) + "\n"


def dsn(
    fields: str,
    *,
    sender: str = "MAILER-DAEMON@mx.example (Mail Delivery System)",
    subject: str = "Undelivered Mail Returned to Sender",
    text: str = "Meldingen kunne ikke leveres.",
    kind: str = "message/delivery-status",
    encoding: str = "",
    quoted: str = "message/rfc822",
    top: str = "Reporting-MTA: dns; mx.example\nArrival-Date: Tue, 10 Jun 2008 09:00:01 +0200",
    more: tuple[str, ...] = (),
) -> str:
    """A report as RFC 3462 and 3464 say; `quoted` is the type of the part with the letter, or empty."""
    body = f"{top}\n\n{fields}\n"
    if encoding == "base64":
        # «to» is filled in before it is encoded
        body = "«base64:" + body + "»"
    elif encoding == "quoted-printable":
        body = "«qp:" + body + "»"
    how = f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""
    mime = 'Content-Type: multipart/report; report-type=delivery-status; boundary="grense"'
    parts = [f"Content-Type: text/plain; charset=utf-8\n\n{text}\n", f"Content-Type: {kind}\n{how}\n{body}"]
    if quoted:
        parts.append(f"Content-Type: {quoted}\n\n{LETTER}" + ("\nHei.\n" if quoted != "text/rfc822-headers" else ""))
    joined = "".join(f"\n--grense\n{part}" for part in parts)
    return head(sender, subject, "MIME-Version: 1.0", mime, *more) + joined + "\n--grense--\n"


def encoded(text: str) -> str:
    """Put what is to be encoded into its encoding."""
    for name, how in (("base64", base64.encodebytes), ("qp", quopri.encodestring)):
        before, mark, rest = text.partition(f"«{name}:")
        if mark:
            body, _, after = rest.partition("»")
            text = before + how(body.encode()).decode() + after
    return text


FAILED = "Final-Recipient: rfc822; «to»\nAction: failed\n"
GONE = FAILED + "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <«to»>: Recipient address rejected: User unknown"
NOTICE = "Auto-Submitted: auto-replied"

SHAPES: dict[str, Shape] = {
    "postfix": Shape(
        dsn(
            f"Original-Recipient: rfc822;«to»\n{GONE} in\n    relay recipient table",
            text="This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could"
            " not\nbe delivered to one or more recipients.\n\n<«to»>: host mx.annen.example said: 550 5.1.1\n"
            "    <«to»>: Recipient address rejected: User unknown in relay recipient table",
            top="Reporting-MTA: dns; mx.example\nX-Postfix-Queue-ID: 3F2A\n"
            "X-Postfix-Sender: rfc822; sekretariatet@program.example",
            more=(NOTICE,),
        ),
        "gone",
    ),
    "postfix delayed": Shape(
        dsn(
            "Final-Recipient: rfc822; «to»\nOriginal-Recipient: rfc822;«to»\nAction: delayed\nStatus: 4.4.1\n"
            "Diagnostic-Code: X-Postfix; connect to mx.annen.example[192.0.2.7]:25: Connection timed out\n"
            "Will-Retry-Until: Sun, 15 Jun 2008 09:00:00 +0200",
            subject="Delayed Mail (still being retried)",
            quoted="text/rfc822-headers",
        ),
        "host",
        delayed=True,
    ),
    "postfix without mime": Shape(
        head("MAILER-DAEMON (Mail Delivery System)", "Undelivered Mail Returned to Sender")
        + "\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n"
        "                   The mail system\n\n<«to»>: host mx.annen.example[192.0.2.7] said: 550 5.1.1\n"
        "    <sjef@annen.example>: Recipient address rejected: User unknown (in reply to\n    RCPT TO command)\n\n"
        f"------ Original message ------\n\n{LETTER}",
        "gone",
    ),
    "exchange 2003": Shape(
        dsn(
            f"{FAILED}Status: 5.1.1\nX-Display-Name: Kari Nes",
            sender="postmaster@annen.example",
            subject="Delivery Status Notification (Failure)",
            text="This is an automatically generated Delivery Status Notification.\n\n"
            "Delivery to the following recipients failed.\n\n       «to»\n",
            top="Reporting-MTA: dns;ex01.annen.example\nReceived-From-MTA: dns;mx.example",
        ),
        "gone",
    ),
    "exchange 2003 in its client": Shape(
        head("System Administrator", "Undeliverable: Vedtak")
        + "\nYour message did not reach some or all of the intended recipients.\n\n      Subject:\tVedtak\n"
        "      Sent:\t10.06.2008 09:00\n\nThe following recipient(s) could not be reached:\n\n"
        "      '«to»' on 12.06.2008 10:00\n            The e-mail account does not exist at the organization this"
        " message was sent to.\n            <ex01.annen.example #5.1.1>\n",
        "gone",
        letter=False,
    ),
    "exchange 2003, norwegian": Shape(
        head("Systemansvarlig", "Kan ikke leveres: Vedtak", "In-Reply-To: «id»")
        + "\nFølgende mottaker(e) kunne ikke nås:\n\n      '«to»' den 12.06.2008 10:00\n"
        "            <ex01.annen.example #5.2.2 smtp;552 5.2.2 Postboksen er full>\n",
        "full",
    ),
    "exchange 5.5": Shape(
        head("System Administrator <postmaster@annen.example>", "Undeliverable: Vedtak")
        + "\nYour message\n\n  To:      «to»\n  Subject: Vedtak\n  Sent:    Tue, 10 Jun 2008 09:00:00 +0200\n\n"
        "did not reach the following recipient(s):\n\n«to» on Thu, 12 Jun 2008 10:00:00 +0200\n"
        "    The recipient name is not recognized\n"
        "\tMSEXCH:IMS:ANNEN:HOVED:EX01 0 (000C05A6) Unknown Recipient\n",
        "gone",
        letter=False,
    ),
    "exchange 2010": Shape(
        dsn(
            f"{FAILED}Status: 5.1.1\nDiagnostic-Code: smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found\n"
            "X-Display-Name: Kari Nes",
            sender="<MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@annen.example>",
            subject="Undeliverable: Vedtak",
            text="Delivery has failed to these recipients or groups:\n\nKari Nes (kari)<mailto:«to»>\nThe e-mail address"
            " you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server:"
            " annen.example\n\n«to»\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nOriginal message headers:\n",
            top="Reporting-MTA: dns;annen.example",
        ),
        "gone",
    ),
    "exchange 2010, its text alone": Shape(
        head("Microsoft Outlook <postmaster@annen.example>", "Kan ikke leveres: Vedtak")
        + "\nDiagnoseinformasjon for administratorer:\n\nGenererende server: annen.example\n\n«to»\n"
        "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nOpprinnelige meldingshoder:\n\n" + LETTER,
        "gone",
    ),
    "office 365": Shape(
        dsn(
            f"{FAILED}Status: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient «to» not"
            " found by SMTP address lookup\nRemote-MTA: dns;mx.annen.example",
            sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@annen.example>",
            subject="=?utf-8?q?Undeliverable=3A_Vedtak_=C3=A5?=",
            top="Reporting-MTA: dns;AM0PR01MB1.eurprd01.prod.exchangelabs.example\nReceived-From-MTA: dns;mx.example",
        ),
        "gone",
    ),
    "office 365, not in its directory": Shape(
        dsn(
            f"{FAILED}Status: 5.4.1\nDiagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied."
            " [AM0EUR01FT001.example]",
            quoted="text/rfc822-headers",
        ),
        "gone",
    ),
    "office 365, html alone": Shape(
        head("Microsoft Outlook <postmaster@annen.example>", "Undeliverable: Vedtak", "In-Reply-To: «id»")
        + "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p {}</style></head><body>"
        "<p>Your message couldn't be delivered.</p><p>Diagnostic information for administrators:</p>"
        "<p>Generating server: eurprd01.example</p><p>«to»<br>Remote Server returned &#39;550 5.7.1 Message blocked due"
        " to spam content&#39;</p><p>Original message headers:</p></body></html>\n",
        "blocked",
    ),
    "gmail": Shape(
        dsn(
            f"{FAILED}Status: 5.1.1\nRemote-MTA: dns; mx.annen.example. (192.0.2.7, the server for the domain.)\n"
            "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
            " 550 5.1.1 double-checking the address for typos.\nLast-Attempt-Date: Thu, 12 Jun 2008 01:00:00 -0700 (PDT)",
            sender="Mail Delivery Subsystem <mailer-daemon@post.example>",
            subject="Delivery Status Notification (Failure)",
            top="Reporting-MTA: dns; post.example\nX-Original-Message-ID: «id»",
            quoted="",
            more=("X-Failed-Recipients: «to»", "Auto-Submitted: auto-replied"),
        ),
        "gone",
    ),
    "gmail's older kind": Shape(
        head("Mail Delivery Subsystem <mailer-daemon@post.example>", "Delivery Status Notification (Failure)")
        + "X-Failed-Recipients: «to»\n\nDelivery to the following recipient failed permanently:\n\n     «to»\n\n"
        "Technical details of permanent failure: \nThe error that the other server returned was: 550 550 5.1.1 User"
        f" unknown (state 14).\n\n   ----- Original message -----\n\n{LETTER}\nHei\n",
        "gone",
    ),
    "gmail's older kind, delayed": Shape(
        head("Mail Delivery Subsystem <mailer-daemon@post.example>", "Delivery Status Notification (Delay)")
        + "X-Failed-Recipients: «to»\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n"
        "Delivery to the following recipient has been delayed:\n\n     «to»\n\nMessage will be retried for 2 more"
        f" day(s)\n\n   ----- Original message -----\n\n{LETTER}",
        "unclear",
        delayed=True,
    ),
    "gmail in norwegian": Shape(
        head("Mail Delivery Subsystem <mailer-daemon@post.example>", "Melding om leveringsstatus (feil)")
        + "X-Failed-Recipients: «to»\n\nLeveringen til følgende mottaker mislyktes:\n\n     «to»\n\nTekniske detaljer:\n"
        f"552 5.2.2 postboksen er full\n\n   ----- Original message -----\n\n{LETTER}",
        "full",
    ),
    "sendmail": Shape(
        dsn(
            f"{FAILED}Status: 5.1.1\nRemote-MTA: DNS; mx.annen.example\nDiagnostic-Code: SMTP; 550 5.1.1 <«to»>... User"
            " unknown\nLast-Attempt-Date: Thu, 12 Jun 2008 10:00:00 +0200",
            sender="Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
            subject="Returned mail: see transcript for details",
            text="   ----- The following addresses had permanent fatal errors -----\n<«to»>\n    (reason: 550 5.1.1 User"
            " unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.annen.example",
            quoted="text/rfc822-headers",
        ),
        "gone",
    ),
    "sendmail without mime": Shape(
        head("Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Returned mail: User unknown")
        + "\nThe original message was received at Tue, 10 Jun 2008\n\n"
        "   ----- The following addresses had permanent fatal errors -----\n<«to»>\n\n"
        f"   ----- Transcript of session follows -----\n... while talking to mx.annen.example\n550 User unknown\n\n   ----- Original message follows -----\n{LETTER}",
        "gone",
    ),
    "sendmail delayed": Shape(
        head("Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Warning: could not send message for past 4 hours")
        + "\n    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n\n"
        "   ----- The following addresses had transient non-fatal errors -----\n<«to»>\n    (reason: 451 4.7.1"
        " Greylisted, try later)\n\n   ----- Transcript of session follows -----\n451\n\n"
        f"   ----- Message header follows -----\n{LETTER}",
        "busy",
        delayed=True,
    ),
    "sendmail, host unknown": Shape(
        dsn(f"{FAILED}Status: 5.1.2\nDiagnostic-Code: SMTP; 550 Host unknown", quoted="text/rfc822-headers"), "host"
    ),
    "exim": Shape(
        head("Mail Delivery System <Mailer-Daemon@mx.example>", "Mail delivery failed: returning message to sender")
        + "X-Failed-Recipients: «to»\nAuto-Submitted: auto-replied\n\nThis message was created automatically by mail"
        " delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is"
        " a permanent error. The following address(es) failed:\n\n  «to»\n    SMTP error from remote mail server after"
        " RCPT TO:<«to»>:\n    host mx.annen.example [192.0.2.7]: 550 5.1.1 unknown user\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{LETTER}\nHei\n",
        "gone",
    ),
    "exim, forwarded": Shape(
        head("Mail Delivery System <Mailer-Daemon@mx.example>", "Mail delivery failed: returning message to sender")
        + "X-Failed-Recipients: hytta@privat.example\n\nThe following address(es) failed:\n\n  hytta@privat.example\n"
        "    (generated from «to»)\n    host mx.privat.example: 550 5.1.1 no such user\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{LETTER}",
        "gone",
        address="hytta@privat.example",
        behalf="«to»",
    ),
    "exim delayed": Shape(
        head("Mail Delivery System <Mailer-Daemon@mx.example>", "Warning: message 1K6abc delayed 24 hours")
        + "\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours"
        " on the queue on mx.example.\n\nThe message identifier is:     1K6abc\n\nThe address to which the message has not"
        " yet been delivered is:\n\n  «to»\n    Delay reason: Connection timed out\n\nNo action is required on your"
        " part. Delivery attempts will continue for\nsome time.\n",
        "host",
        delayed=True,
        letter=False,
    ),
    "qmail": Shape(
        head("MAILER-DAEMON@mx.example", "failure notice")
        + "\nHi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the"
        " following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<«to»>:\n"
        "192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.7.\n\n"
        f"--- Below this line is a copy of the message.\n\nReturn-Path: <sekretariatet@program.example>\n{LETTER}",
        "gone",
    ),
    "qmail, no host": Shape(
        head("MAILER-DAEMON@mx.example", "failure notice")
        + "\nHi. This is the qmail-send program at mx.example.\n\n<«to»>:\nSorry, I couldn't find any host named"
        " annen.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n" + LETTER,
        "host",
    ),
    "courier": Shape(
        dsn(
            f"{FAILED}Status: 5.0.0\nDiagnostic-Code: smtp; 550 Unknown user",
            sender='"Courier mail server at mx.example" <@>',
            subject="NOTICE: mail delivery status.",
            text="UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<«to»>:\n"
            "    mx.annen.example [192.0.2.7]:\n>>> RCPT TO:<«to»>\n<<< 550 Unknown user",
        ),
        "gone",
    ),
    "domino": Shape(
        dsn(
            f"{FAILED}Status: 5.1.1\nDiagnostic-Code: X-Notes; User kari (kari) not listed in Domino Directory",
            sender="Postmaster@annen.example",
            subject="DELIVERY FAILURE: User kari not listed in Domino Directory",
            text="Your message\n\n  Subject: Vedtak\n\nwas not delivered to:\n\n  «to»\n\nbecause:\n\n  User kari (kari)"
            " not listed in Domino Directory\n",
        ),
        "gone",
    ),
    "groupwise": Shape(
        head("Mailer-Daemon@annen.example", "Message status - undeliverable")
        + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=gw\n\n--gw\nContent-Type: text/plain\n\nThe message"
        " that you sent was undeliverable to the following:\n\n\t«to» (mailbox is full)\n\nPossibly truncated original"
        f" message follows:\n\n--gw\nContent-Type: message/rfc822\n\n{LETTER}\nHei\n\n--gw--\n",
        "full",
    ),
    "utf-8 addresses": Shape(
        dsn(
            "Original-Recipient: utf-8; «to»\nFinal-Recipient: utf-8; «to»\nAction: failed\nStatus: 5.1.1\n"
            "Diagnostic-Code: smtp; 550 5.1.1 ukjent mottaker",
            kind="message/global-delivery-status",
            quoted="message/global-headers",
        ),
        "gone",
    ),
    "base64": Shape(dsn(GONE, encoding="base64"), "gone"),
    "utf-8 addresses in base64": Shape(
        dsn(GONE.replace("rfc822", "utf-8"), kind="message/global-delivery-status", encoding="base64"), "gone"
    ),
    "quoted-printable": Shape(
        dsn(f"{GONE} - {'åpen æske ' * 9}", encoding="quoted-printable", quoted="text/rfc822-headers"), "gone"
    ),
    "forwarded as an attachment": Shape(
        head("Ola Vik <ola@program.example>", "VS: kom i retur", "In-Reply-To: <annet@program.example>")
        + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=ytre\n\n--ytre\nContent-Type: text/plain\n\nSe"
        " vedlegg.\n\n--ytre\nContent-Type: message/rfc822\n\n" + dsn(GONE) + "\n--ytre--\n",
        "gone",
    ),
    "without the letter": Shape(dsn(GONE, quoted=""), "gone", letter=False),
    "original recipient alone": Shape(
        dsn(f"Original-Recipient: rfc822;«to»\n{FAILED.replace('«to»', 'hytta@privat.example')}Status: 5.1.1"),
        "gone",
        address="hytta@privat.example",
        behalf="«to»",
    ),
    "without an action": Shape(dsn("Final-Recipient: rfc822; «to»\nStatus: 5.1.1"), "gone"),
    "qmail behind another sender": Shape(
        head("post@mx.example", "Retur") + "\nHi. This is the qmail-send program at mx.example.\n\n<«to»>:\nSorry, no"
        " mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" + LETTER,
        "gone",
    ),
    "mailbox full": Shape(dsn(f"{FAILED}Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Over quota"), "full"),
    "full, as if it were gone": Shape(
        dsn(f"{FAILED}Status: 5.1.1\nDiagnostic-Code: smtp; 550 mailbox is full"), "full"
    ),
    "policy": Shape(dsn(f"{FAILED}Status: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 refused by policy"), "blocked"),
    "spam": Shape(dsn(f"{FAILED}Status: 5.0.0\nDiagnostic-Code: smtp; 554 looks like spam"), "blocked"),
    "too large": Shape(dsn(f"{FAILED}Status: 5.3.4\nDiagnostic-Code: smtp; 552 message too large"), "size"),
    "too large for the mailbox": Shape(dsn(f"{FAILED}Status: 5.2.3"), "size"),
    "no name server": Shape(
        dsn(f"{FAILED}Status: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain name not found. Name service error"),
        "host",
    ),
    "name server silent until it expired": Shape(dsn(f"{FAILED}Status: 4.4.4"), "host"),
    "greylisted until it expired": Shape(
        dsn(f"{FAILED}Status: 4.2.0\nDiagnostic-Code: smtp; 450 4.2.0 Greylisted, come again"), "busy"
    ),
    "no reason": Shape(dsn(f"{FAILED}Status: 5.0.0"), "unclear"),
}

ABSENCE = (
    head(
        "Kari Nes <kari@annen.example>", "Automatisk svar: Vedtak", "Auto-Submitted: auto-replied", "In-Reply-To: «id»"
    )
    + "\nJeg er tilbake mandag. Haster det: «to»\n"
)
#: What is no report of anything that failed, though it looks like one from afar.
NO_BOUNCES: dict[str, tuple[str, str]] = {
    "out of office": (ABSENCE, "automatic"),
    "vacation": (
        head("kari@annen.example", "Re: Vedtak", "Precedence: bulk", "Auto-Submitted: auto-replied (vacation)")
        + "\nI am away. could not be delivered to one or more of its recipients\n\n«to»\n",
        "automatic",
    ),
    "read receipt": (
        head("kari@annen.example", "Lest: Vedtak", "MIME-Version: 1.0")
        + "Content-Type: multipart/report; report-type=disposition-notification; boundary=m\n\n--m\n"
        "Content-Type: text/plain\n\nLest.\n\n--m\nContent-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822; «to»\nOriginal-Message-ID: «id»\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n\n--m--\n",
        "automatic",
    ),
    "challenge": (
        head("kari@annen.example", "Please confirm your message", "Auto-Submitted: auto-replied")
        + "\nYour message to «to» waits. Answer this one to have it delivered.\n",
        "automatic",
    ),
    "delivered": (dsn("Final-Recipient: rfc822; «to»\nAction: delivered\nStatus: 2.0.0"), "automatic"),
    "relayed": (dsn("Final-Recipient: rfc822; «to»\nAction: relayed\nStatus: 2.0.0"), "automatic"),
    "a complaint about spam": (
        head("abuse@annen.example", "complaint", "MIME-Version: 1.0")
        + "Content-Type: multipart/report; report-type=feedback-report; boundary=f\n\n--f\nContent-Type: text/plain\n\n"
        f"abuse\n\n--f\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--f\n"
        f"Content-Type: message/rfc822\n\n{LETTER}\n--f--\n",
        "other",
    ),
    "an answer that quotes a report": (
        head("Kari Nes <kari@annen.example>", "SV: Vedtak")
        + "\nFikk dette i retur:\n\nThe following address(es) failed:\n\n  «to»\n    550 no such user\n",
        "other",
    ),
    "a report of an unknown kind": (
        head("MAILER-DAEMON@mx.example", "Beskjed", "Auto-Submitted: auto-replied") + "\n«to» nix.\n",
        "other",
    ),
    "a report that brings back a report": (dsn("Final-Recipient: rfc822; x@y.example\nAction: relayed"), "automatic"),
}
