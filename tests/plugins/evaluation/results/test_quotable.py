"""What may be quoted: nothing that names a person, and as much as can be of all the rest."""

from __future__ import annotations

import pytest

from kvadmin.api.records import Contact
from kvadmin.plugins.evaluation.results.quotable import Quotable
from kvadmin.testing import Kit


@pytest.fixture(scope="module")
def quotable(tmp_path_factory):
    kit = Kit(tmp_path_factory.mktemp("quotable") / "programme")
    people = [
        Contact(id="a", name="Ola Åsvik", role="mayor", email="ola@nes.example", phone="+4799887766"),
        Contact(id="b", name="Nes kommune", role="mail-desk", email="post@nes.example"),
        Contact(id="c", name="Postmottak", role="mail-desk"),
    ]
    kit.municipality("0411", "Nes", contacts=people)
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.store.store import open_store

    plugins = Plugins(discover(frozenset()))
    store = open_store(kit.folder, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields"))
    return Quotable(store.snapshot())


@pytest.mark.parametrize(
    "text",
    [
        "Takk til OLA  ÅSVIK for hjelpen",
        "ordfører Ola Aasvik",
        "Skriv til noen@annen.example",
        "Ring 99 88 77 66",
        "Kontakt oss på tlf 22 33 44 55.",
        "tlf.22334455, eller kom innom",
        "Ring 998 87 766!",
        "Ring 22\u00a033\u00a044\u00a055",
        "Ring 22.33.44.55.",
        "Kontakt Siri Fremmed",
        "Enhet øst v/Siri Fremmed",
        "Telefon +47 22 33 44 55",
        "tlf. 22334455",
        "født 010170 12345",
        "01017012345",
        "Prosjektleiar Siri Fremmed-Nordmann leier arbeidet",
        "hovedtillitsvalgt\nPer Ås Hansen",
        "født 010170-12345",
        "skriv til siri (at) nes.example",
        "Åsvik, Ola",
        "åsvik ola",
        "Møte med O. Åsvik",
        "enhetsleder S. Fremmed",
        "Ordføreren Siri Fremmed",
        "Lederen, Siri Fremmed, sa det",
        "personalsjef Siri Fremmed",
        "helsesøster Siri Fremmed",
        "Siri Fremmed, helsesyster",
        "Siri Fremmed (rådmann)",
    ],
)
def test_left_out(quotable, text):
    assert quotable.leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nes kommune vil ned til 8,4 % innen 2009.",
        "Postmottaket er lagt om.",
        "Rådmannen leder arbeidet sammen med de tillitsvalgte.",
        "Ordføreren i Nes og rådmannen møtes hver måned.",
        "Vi har 1 250 ansatte og 22 enheter.",
        "Fra 9,6 % (2007) til 8,4 % (2009), i alt 12 345 678 kroner",
        "Helse og omsorg: Leder Helse fulgte opp.",
        "I 2008 brukte vi 22 345 678 kroner, 9,22334455 og 22334455,5 i alt; sak 2008/22334455-1",
        "Vi ved Skole Vest vil ned.",
        "Enhetslederne i Helse Vest møtes, og ledergruppen følger opp.",
        "Åsvik skole og Ola-prosjektet",
        "Hver leder (20 i alt) har samtaler; A. Tiltak og B. Mål",
        "Vi spør brukerne i Nes. Rådmannen og lederne svarer.",
        "Møter 12.03.2008 og 14.05.2008",
        "",
    ],
)
def test_stands(quotable, text):
    assert quotable.leak(text) == ""
