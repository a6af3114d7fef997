"""Selections: the algebra, the words, and errors that say where."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import UnknownName, UsageError
from kvadmin.api.commands import Query, parse_selection
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold

OSLO = Municipality(number="0301", name="Oslo")


def subject(**values):
    return Subject(OSLO, None, {name: frozenset(map(fold, texts)) for name, texts in values.items()})


LEADER = subject(cohort=("P1", "I07"), role=("project-leader", "prosjektleder"), county=("Møre og Romsdal",))
REGISTERED = Predicate("registered", "", lambda _, argument: argument == "g")


def chosen(text, who=LEADER, **options):
    return parse_selection(text, **options).matches(who)


@pytest.mark.parametrize("cohort", ["P3", "P 3", "P3,P1", "P(3)", "P'3", "not P1", "På3", "P:3", "og", "P\u00a03"])
def test_a_filter_is_typed_so_that_it_is_about_that_one(cohort):
    word = Query.typed("cohort", cohort)
    assert chosen(word, subject(cohort=(cohort,)))
    assert not chosen(word, subject(cohort=("P", "P1", "3")))
    said = []
    asked = Predicate("admitted", "", lambda _, argument: bool(said.append(argument)) or True)
    assert chosen(Query.typed("admitted", cohort), predicates=[asked])
    assert said == [cohort]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("cohort:P1", True),
        ("cohort:p1", True),
        ("cohort:P2", False),
        ("cohort:P2,P1", True),
        ("cohort:P1 role:mayor", False),
        ("cohort:P1 and role:project-leader", True),
        ("cohort:P2 or role:prosjektleder", True),
        ("not cohort:P2", True),
        ("not:cohort:P1", False),
        ("not (cohort:P2 or role:mayor)", True),
        ("not(cohort:P2)", True),
        ("cohort:P2 or cohort:P1 role:mayor", False),
        ("(cohort:P2 or cohort:P1) role:project-leader", True),
        ('county:"Møre og Romsdal"', True),
        ('fylke:"møre og romsdal" og ikke rolle:mayor', True),
        ("not not cohort:P1", True),
        ("kind:cohort", False),
    ],
)
def test_what_selections_say(text, answer):
    assert chosen(text) is answer


@pytest.mark.parametrize(
    "text", ["registered:g", "registered(g)", 'registered("g")', "not:registered:x", "not registered(x)"]
)
def test_words_of_plugins(text):
    assert chosen(text, predicates=[REGISTERED])


def test_a_word_asks_about_the_default():
    assert chosen("registered", predicates=[REGISTERED], defaults={"registered": "g"})
    assert not chosen("not:registered", predicates=[REGISTERED], defaults={"registered": "g"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("cohort:", "a value is missing after cohort"),
        ("cohort:P1 or", "a filter is missing here"),
        ("and cohort:P1", "a filter is missing here"),
        ("(cohort:P1", "is not closed"),
        ("cohort:P1)", "that was not opened"),
        ("cohrt:P1", "'cohrt' is no filter"),
        ("registered", "'registered' is no filter"),
        ('county:"Møre', "quotation mark"),
        ("(" * 60 + "cohort:P1" + ")" * 60, "nested too deeply"),
    ],
)
def test_errors_say_what_is_wrong(text, says):
    with pytest.raises(UsageError, match=r".") as error:
        parse_selection(text)
    assert says in error.value.message


def test_a_misspelt_field_gets_a_suggestion_and_the_place():
    with pytest.raises(UsageError) as error:
        parse_selection("role:mayor cohrt:P1")
    assert error.value.hint == "did you mean cohort?"
    assert "character 12" in error.value.where


def test_a_value_that_nobody_has_is_not_nobody():
    with pytest.raises(UnknownName, match="there is no cohort 'P9'") as error:
        parse_selection("cohort:P9", known={"cohort": {"P1", "P3"}})
    assert "P1" in error.value.hint


TERMS = st.sampled_from(["cohort:P1", "cohort:P2", "role:mayor", "kind:effort", "role:project-leader"])
TEXTS = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} {two[1]})"),
        inner.map(lambda one: f"not {one}"),
    ),
    max_leaves=8,
)


@given(TEXTS, TEXTS)
def test_the_algebra_is_that_of_truth(one, other):
    a, b = parse_selection(one), parse_selection(other)
    assert (a & b).matches(LEADER) == (a.matches(LEADER) and b.matches(LEADER))
    assert (a | b).matches(LEADER) == (a.matches(LEADER) or b.matches(LEADER))
    assert (~a).matches(LEADER) is not a.matches(LEADER)
    assert parse_selection(f"({one}) ({other})").matches(LEADER) == (a & b).matches(LEADER)
    assert (~(a & b)).matches(LEADER) == (~a | ~b).matches(LEADER)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(UsageError):  # any other error would fail the test
        assert parse_selection(text, predicates=[REGISTERED]).matches(LEADER) in (True, False)
