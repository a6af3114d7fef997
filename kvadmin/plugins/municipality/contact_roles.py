"""Which role a title stands for: the whole title decides, never a word inside it (a ``varaordfører`` is no mayor)."""

from __future__ import annotations

import re

from kvadmin.api.records import Contact
from kvadmin.api.wording import fold_plain

#: What people call the roles, besides their names in :attr:`Contact.ROLES`.
_TITLES = {
    "project-leader": "prosjektlederen, prosjektleiaren, project leader, project manager, prosj leder, prosjektl",
    "mayor": "ordføreren, ordføraren, mayor",
    "chief-executive": "rådmannen, kommunedirektør, kommunedirektøren, administrasjonssjef, administrasjonssjefen, "
    "chief executive, chief executive officer, chief municipal executive, chief administrative officer",
    "employee-representative": "htv, ftv, hovedtillitsvalgte, hovudtillitsvalde, tillitsvalgt, tillitsvald, "
    "fellestillitsvalgt, fellestillitsvald, tillitsvalgt for de ansatte, employee representative, union representative",
    "mail-desk": "postmottaket, sentralt postmottak, mail desk, mailroom",
    "politician": "folkevalgte, folkevalde, politiker, politikar, varaordfører, varaordførar, vara ordfører, "
    "nestordfører, deputy mayor, gruppeleder, gruppeleiar, kommunestyrerepresentant, kommunestyremedlem, "
    "bystyrerepresentant, bystyremedlem, heradsstyremedlem, heradsstyrerepresentant, formannskapsmedlem, "
    "formannskapsrepresentant, medlem av kommunestyret, medlem kommunestyret, medlem av formannskapet, "
    "medlem formannskapet, medlem av bystyret, vararepresentant til kommunestyret, utvalgsleder, utvalgsmedlem, "
    "utvalsleiar, utvalsmedlem, byråd, byrådsleder, elected politician, councillor, council member, local politician",
    "other": "other, contact person, kontakt",
}
_ROLES = {
    fold_plain(title): role
    for role, titles in _TITLES.items()
    for title in (role, *Contact.ROLES[role], *titles.split(", "))
}
#: Who acts as the mayor or the chief executive is the one to write to.
_ACTING = frozenset("konst konstituert fung fungerende fungerande midlertidig mellombels acting interim".split())
_OFFICES = frozenset(("mayor", "chief-executive", "politician"))
_PARTIES = frozenset("ap dna h sp sv krf v frp r rv mdg kp nkp uavh uavhengig tverrpolitisk bygdelista bl".split())
#: A representative of the employees is one whichever union stands behind.
_UNION = re.compile(r"(htv|ftv|hovedtillitsvalgt|hovudtillitsvald|fellestillitsvalgt|fellestillitsvald) (?P<rest>.+)")
_NOT_UNION = re.compile(r"\b(vara|nestleder|tidligere|tidlegare|tidl|og|assistent)\b")
#: ``Ordfører i Hol``, ``Rådmann, Hol kommune``: of which municipality is said by the row.
_PLACE = re.compile(r" i [^\d]+$|(?: (?!og\b|av\b|for\b)\w+){1,3} kommune$")


def role_in(title: str) -> str | None:
    """The role that a title or a role's name stands for, in Norwegian or English; None when it stands for none.

    >>> [role_in(each) for each in ("Konst. rådmann", "Varaordfører", "HTV Fagforbundet", "Assisterende rådmann")]
    ['chief-executive', 'politician', 'employee-representative', None]
    """
    words = fold_plain(title).split()
    if not words:
        return None
    whole = " ".join(words)
    if whole in _ROLES:
        return _ROLES[whole]
    union = _UNION.fullmatch(whole)
    if union and not _NOT_UNION.search(union["rest"]):
        return "employee-representative"
    bare = " ".join(word for word in words if word not in _ACTING | _PARTIES)
    found = _ROLES.get(bare) or _ROLES.get(_PLACE.sub("", bare)) or _one_of_several(bare)
    return found if found in _OFFICES or (found and bare == whole) else None


def _one_of_several(bare: str) -> str | None:
    """``Rådmann/kommunedirektør`` is one office under two names."""
    roles = {_ROLES.get(word) for word in bare.split()}
    return roles.pop() if len(roles) == 1 else None
