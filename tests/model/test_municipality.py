"""Municipalities: the order of their fields in files, and what an outline of one leaves out."""

from __future__ import annotations

import msgspec

from kvadmin.model.municipality import Municipality, MunicipalityOutline, RegisterEntry
from kvadmin.model.record import Record


def test_contacts_stand_before_the_note_as_files_always_had_them():
    assert Municipality.__struct_fields__[-3:] == ("successors", "contacts", "note")


def test_an_outline_has_all_but_the_contacts_with_the_same_types_and_defaults():
    whole = {each.name: (each.encode_name, each.type, each.default) for each in msgspec.structs.fields(Municipality)}
    outline = {
        each.name: (each.encode_name, each.type, each.default) for each in msgspec.structs.fields(MunicipalityOutline)
    }
    assert whole.keys() - outline.keys() == {"contacts"}
    assert outline.items() <= whole.items()


def test_an_outline_is_no_record_and_names_what_people_write_freely():
    assert not issubclass(MunicipalityOutline, Record)
    assert MunicipalityOutline.record is Municipality
    assert MunicipalityOutline.postal == {"address"}
    assert (
        MunicipalityOutline.free_texts
        == {"note"}
        == set(MunicipalityOutline.__struct_fields__) - set(RegisterEntry.__struct_fields__)
    )
