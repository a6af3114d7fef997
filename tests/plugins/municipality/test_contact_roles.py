"""Titles and the roles that they stand for."""

from __future__ import annotations

import pytest

from kvadmin.api.records import Contact
from kvadmin.plugins.municipality.contact_roles import role_in


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("mayor", ["Ordfører", "ORDFØRAR", "Ordfører (Sp)", "Fungerende ordfører", "Ordfører i Hol", "mayor"]),
        ("chief-executive", ["Rådmann", "Konst. rådmann", "Fung. rådmann", "Rådmann (konst.)", "Kommunedirektør",
                             "Rådmann/kommunedirektør", "Administrasjonssjef", "Rådmann, Hol kommune"]),
        ("politician", ["Varaordfører", "Varaordførar (Ap)", "vara-ordfører", "Kommunestyrerepresentant", "Gruppeleder",
                        "Gruppeleder Sp", "Formannskapsmedlem", "Folkevalgt", "Medlem av kommunestyret"]),
        ("employee-representative", ["HTV", "Hovedtillitsvalgt", "Hovudtillitsvald", "HTV Fagforbundet",
                                     "Hovedtillitsvalgt Utdanningsforbundet"]),
        ("project-leader", ["Prosjektleder", "prosjektleiar", "project-leader"]),
        ("mail-desk", ["Postmottak", "mail-desk"]),
    ],
)  # fmt: skip
def test_what_a_title_stands_for(role, titles):
    assert {title: role_in(title) for title in titles} == dict.fromkeys(titles, role)


@pytest.mark.parametrize(
    "title",
    ["Leder HMS", "Assisterende rådmann", "Ass. rådmann", "Rådmannens sekretær", "Verneombud", "Personalsjef",
     "Tidligere ordfører", "Rådmann og prosjektleder", "Vara HTV", "HTV vara", "Fylkesordfører", "Konst. prosjektleder i plan",
     "Prosjektleder for nytt sykehjem", "konge", ""],
)  # fmt: skip
def test_another_title_stands_for_no_role(title):
    assert role_in(title) is None


def test_every_role_is_known_by_its_own_names():
    for role, names in Contact.ROLES.items():
        assert {role_in(each) for each in (role, *names)} == {role}
