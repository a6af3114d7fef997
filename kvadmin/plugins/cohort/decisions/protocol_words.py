"""The words of the printed admission protocol, in bokmål, nynorsk and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str, str]] = {
    "title": ("Opptaksprotokoll", "Opptaksprotokoll", "Admission protocol"),
    "draft": (
        "Utkast: ikke vedtatt. Slik ville opptaket bli etter søknadene slik de er nå.",
        "Utkast: ikkje vedteke. Slik ville opptaket bli etter søknadene slik dei er no.",
        "Draft: not decided. This is what the applications as they are would give.",
    ),
    "counts": (
        ("{places} plasser. {admitted} tatt opp, {waitlisted} på venteliste, {rejected} avslått, {undecided} ikke "
        "avgjort, {withdrawn} trukket."),
        ("{places} plassar. {admitted} tekne opp, {waitlisted} på venteliste, {rejected} avslått, {undecided} ikkje "
        "avgjort, {withdrawn} trekt."),
        ("{places} places. {admitted} admitted, {waitlisted} on the waiting list, {rejected} rejected, {undecided} "
        "undecided, {withdrawn} withdrawn."),
    ),
    "cohort": ("Pulje", "Pulje", "Cohort"),
    "kind": ("Avgjørelse", "Avgjerd", "Decision"),
    "admission": ("opptak", "opptak", "admission"),
    "promotion": ("opprykk fra ventelisten", "opprykk frå ventelista", "promotion from the waiting list"),
    "decided": ("Avgjort", "Avgjort", "Decided"),
    "decided_by": ("{day} av {who}", "{day} av {who}", "{day} by {who}"),
    "kept_as": ("Protokollen i programmappen", "Protokollen i programmappa", "The protocol in the programme folder"),
    "deadline": ("Søknadsfrist", "Søknadsfrist", "Deadline"),
    "places": ("Plasser", "Plassar", "Places"),
    "seed": ("Loddtrekningens frø", "Frøet til loddtrekkinga", "Seed of the lottery"),
    "inputs": ("Grunnlagets fingeravtrykk (SHA-256)", "Fingeravtrykket til grunnlaget (SHA-256)",
               "Fingerprint of the inputs (SHA-256)"),
    "source": ("Loddtrekning", "Loddtrekking", "Draw"),
    "drawn": ("Trekningen ga", "Trekkinga gav", "Drawn"),
    "secret": ("Hemmeligheten", "Løyndommen", "Secret"),
    "frozen": ("Listen ble lukket", "Lista vart lukka", "The list was closed"),
    "frozen_on": ("{day} (nr. {number})", "{day} (nr. {number})", "{day} (number {number})"),
    "fingerprint": ("Fingeravtrykket av den lukkede listen (SHA-256)", "Fingeravtrykket av den lukka lista (SHA-256)",
                    "Fingerprint of the closed list (SHA-256)"),
    "worth": ("Vurdering av loddtrekningen", "Vurdering av loddtrekkinga", "Verdict on the draw"),
    "lottery": ("Loddtrekningen", "Loddtrekkinga", "The draw"),
    "grounds": ("Grunnlag for vurderingen", "Grunnlag for vurderinga", "Grounds"),
    "form": ("Tallene skrives slik: {form}.", "Tala blir skrivne slik: {form}.", "The numbers are written so: {form}."),
    "later": ("Endret etter at listen ble lukket", "Endra etter at lista vart lukka",
              "Changed after the list was closed"),
    "points_by": ("Poeng per kriterium", "Poeng per kriterium", "Points per criterion"),
    "set_score": ("{score} (satt)", "{score} (sett)", "{score} (set)"),
    "unfilled": (
        ("{count} av plassene er ikke fylt, selv om det står søkere uten plass: disse kvotene lar seg ikke oppfylle "
        "med flere: {quotas}."),
        ("{count} av plassane er ikkje fylte, sjølv om det står søkjarar utan plass: desse kvotane lèt seg ikkje "
        "oppfylle med fleire: {quotas}."),
        ("{count} of the places are not filled though applicants are left without one: with more of them these quotas "
        "cannot be met: {quotas}."),
    ),
    "software": ("Regnet ut av", "Rekna ut av", "Worked out by"),
    "rule": ("Slik er det avgjort", "Slik er det avgjort", "How it was decided"),
    "order": (
        ("Søkere som oppfyller vilkårene, er fullstendige og i tide, er rangert etter poengsum, den høyeste først. "
        "Ved lik poengsum avgjør loddet: det laveste først. Plassene er gitt etter rangen, så langt kvotene tillater."),
        ("Søkjarar som oppfyller vilkåra, er fullstendige og i tide, er rangerte etter poengsum, den høgaste først. "
        "Ved lik poengsum avgjer loddet: det lågaste først. Plassane er gjevne etter rangen, så langt kvotane tillèt."),
        ("Applicants who are eligible, complete and in time are ranked by score, the highest first. Between equal "
        "scores the ticket decides: the lowest first. Places go by rank, as far as the quotas allow."),
    ),
    "ticket": (
        ("Loddet er SHA-256 av teksten «{seed}|{cohort}|kommunenummer»; de åtte første sifrene står i tabellen. Alle "
        "kan regne det ut på nytt."),
        ("Loddet er SHA-256 av teksten «{seed}|{cohort}|kommunenummer»; dei åtte første siffera står i tabellen. Alle "
        "kan rekne det ut på nytt."),
        ("The ticket is the SHA-256 of the text “{seed}|{cohort}|number of the municipality”; its first eight digits "
        "stand in the table. Anybody can work it out again."),
    ),
    "criteria": ("Kriterier: {criteria}.", "Kriterium: {criteria}.", "Criteria: {criteria}."),
    "weight": ("{name} (vekt {weight})", "{name} (vekt {weight})", "{name} (weight {weight})"),
    "quotas": ("Kvoter", "Kvotar", "Quotas"),
    "filled": ("{quota}: {count} tatt opp", "{quota}: {count} tekne opp", "{quota}: {count} admitted"),
    "admitted": ("Tatt opp", "Tekne opp", "Admitted"),
    "waitlisted": ("Venteliste", "Venteliste", "Waiting list"),
    "rejected": ("Avslått", "Avslått", "Rejected"),
    "undecided": ("Ikke avgjort", "Ikkje avgjort", "Undecided"),
    "withdrawn": ("Trukket", "Trekt", "Withdrawn"),
    "rulings": ("Vurderinger", "Vurderingar", "Rulings"),
    "late": ("{name}: kom inn etter fristen, og er godtatt. {why}",
             "{name}: kom inn etter fristen, og er godteken. {why}",
             "{name}: received after the deadline, and accepted. {why}"),
    "score": ("{name}: poengsummen {score} er satt i stedet for kriteriene.",
              "{name}: poengsummen {score} er sett i staden for kriteria.",
              "{name}: the score {score} was set instead of the criteria."),
    "notes": ("Merknader", "Merknader", "Notes"),
    "rank": ("Rang", "Rang", "Rank"),
    "in_line": ("Nr. i køen", "Nr. i køen", "In line"),
    "number": ("Nr.", "Nr.", "No."),
    "municipality": ("Kommune", "Kommune", "Municipality"),
    "points": ("Poeng", "Poeng", "Score"),
    "lot": ("Lodd", "Lodd", "Ticket"),
    "reason": ("Begrunnelse", "Grunngiving", "Reason"),
}  # fmt: skip


def protocol_word(key: str, language: str, **values: object) -> str:
    """One of the protocol's words, with its values."""
    text = _WORDS[key][("nb", "nn", "en").index(language)]
    return text.format(**values) if values else text
