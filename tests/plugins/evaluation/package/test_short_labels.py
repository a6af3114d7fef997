"""Both language forms of a label stay, whatever room a format has."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.evaluation.package.dictionary import Code, Variable
from kvadmin.plugins.evaluation.package.short_labels import both_within, in_bytes, told_apart
from kvadmin.plugins.evaluation.package.statistics_files import dta_value_labels, label_of, sav_value_labels

TEXT = st.text(st.sampled_from("aæøå€😀e\u0301 "), min_size=1, max_size=200).map(str.strip).filter(bool)


@given(TEXT, TEXT, st.sampled_from([(120, in_bytes), (255, in_bytes), (80, len)]))
def test_both_forms_in_the_room_there_is(nb, nn, room):
    most, measure = room
    label = both_within(nb, nn, "/", most, measure)
    assert measure(label) <= most
    if measure(f"{nb}/{nn}") <= most:
        assert label == f"{nb}/{nn}"
    elif nb != nn:
        one, other = label.split("/")
        for shown, whole in ((one, nb), (other, nn)):
            assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
            assert shown == whole or not unicodedata.combining(whole[len(shown) - 1 : len(shown)] or "x")


def test_a_form_is_shortened_and_not_left_out():
    nb, nn = "Ærlig svar mangler " * 8, "Ærleg svar manglar " * 8
    label = both_within(nb.strip(), nn.strip(), "/", 120, in_bytes)
    one, other = label.split("/")
    assert one.startswith("Ærlig svar")
    assert other.startswith("Ærleg svar")
    assert (one[-1], other[-1]) == ("…", "…")
    assert both_within("x" * 121, "x" * 121, "/", 120, in_bytes) == "x" * 117 + "…"
    short = both_within("kort", nn.strip(), "/", 120, in_bytes)
    assert short.startswith("kort/Ærleg svar")
    assert len(short.encode()) > 115


def test_labels_of_variables_and_values_fit():
    long = Variable(
        "v", "å" * 200, "ø" * 200, "code", (Code(1, "a", "æ" * 61, "å" * 61), Code(2, "b", "æ" * 61, "å" * 61))
    )
    assert len(label_of(long, 255, in_bytes).encode()) <= 255
    assert len(label_of(long, 80, len)) <= 80
    for label in (label_of(long, 255, in_bytes), label_of(long, 80, len)):
        assert "å" in label
        assert "ø" in label
    labels = sav_value_labels(long)
    assert all(len(each.encode()) <= 120 and "æ" in each and "å" in each for each in labels.values())
    assert len(set(labels.values())) == 2  # of one name they would be one category
    assert dta_value_labels(long)[1] == "æ" * 61 + "/" + "å" * 61 + " (1)"


def test_labels_of_one_name_are_told_apart():
    values = [(1, "1", "Ja", "Ja"), (2, "2", "Ja", "Ja"), (-98, ":", "Nei", "Nei")]
    assert told_apart(values, "/", 120, in_bytes) == {1: "Ja/Ja (1)", 2: "Ja/Ja (2)", -98: "Nei/Nei"}
