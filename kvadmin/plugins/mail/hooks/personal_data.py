"""What letters hold on a person: those written to them, what came back, and an address on the suppression list."""

from __future__ import annotations

from kvadmin.api import Snapshot, Transaction, tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData

from ..file_names import OUTBOX

_KEPT = "a letter that has been sent is a document of its case (arkivlova)"


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every letter to the person, the reports on the person's address, and its row of the suppression list.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    if not snapshot.files(OUTBOX):
        return []
    from ..after.bounce_record import BOUNCES_FILE, taken_reports, taken_reports_file
    from ..outbox.mailings import all_mailings
    from ..planning.suppression_list import SUPPRESSION_FILE, folded_address, suppression_csv, suppression_entries

    found = []
    for mailing in all_mailings(snapshot):
        for letter in mailing.outbox.letters:
            boxes = [*letter.to, *letter.cc, *letter.bcc]
            if any(is_person(email, name, held_email=box.address, held_name=box.name) for box in boxes):
                fields = {"to": ", ".join(str(box) for box in boxes), "subject": letter.subject, "state": mailing.state}
                why = (
                    tr(_KEPT)
                    if mailing.begun
                    else tr("the letter is planned, not sent: plan {name} again", name=mailing.name)
                )
                found.append(
                    PersonalData(
                        tr("letter {number} of {name}", number=letter.number, name=mailing.name),
                        fields,
                        kept_because=why,
                    )
                )
    listed = suppression_entries(snapshot)
    own = [each for each in listed if email and folded_address(each.address) == folded_address(email)]
    if own:

        def erase(transaction: Transaction) -> None:
            transaction.put_file(SUPPRESSION_FILE, suppression_csv(each for each in listed if each not in own))

        found.append(PersonalData(tr("suppression list"), {"e-mail": email, "reason": own[0].reason}, erase))
    taken = taken_reports(snapshot)
    about = [each for each in taken if email and each.address == folded_address(email)]
    if about:

        def erase_reports(transaction: Transaction) -> None:
            transaction.put_file(BOUNCES_FILE, taken_reports_file(each for each in taken if each not in about))

        said = {"e-mail": email, "reports": ", ".join(f"{each.on} {each.kind}" for each in about)}
        found.append(PersonalData(tr("delivery reports"), said, erase_reports))
    return found
