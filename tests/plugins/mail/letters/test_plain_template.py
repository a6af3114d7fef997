"""Templates that only name values take the short way, and come out as by Jinja: texts, marks, problems and their order."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters import sandbox as module
from kvadmin.plugins.mail.letters.plain_template import PlainTemplate
from kvadmin.plugins.mail.letters.sandbox import Sandbox

PLAIN = (
    "",
    "Til {{ name }} kommune\n",
    "{{ a.b.c }}{{ a.items }}{{ a['b'] if 0 else a }}",
    "{{ a.items }} {{ a.b.keys }} {{ name.upper }} {{ name.__class__ }} {{ a.__init__ }}",
    "{{ missing }} {{ missing.more }} {{ a.missing }} {{ a.missing.more }}",
    "{{ day | day }} {{ day | weekday }} {{ day | deadline }} {{ clock | clock }} {{ n | number }}",
    "{{ day | days(later) }} {{ n | count('kommune') }} {{ names | listing(either=true) }} {{ empty | optional }}",
    "{{ n | number(decimals=2) }} {{ n | percent(1) }} {{ name | day }} {{ missing | optional }} {{ missing | day }}",
    "{{ self }} {{ range }} {{ dict.x }} {{ forms }} {{ none }} {{ yes }} {{ a }}",
    "{{ name }}\n{{ control }}{# said #} {{ word }}   \n",
)
JINJA = ("{% if name %}{{ name }}{% endif %}", "{{ name | upper }}", "{{ a['b'] }}", "{{ 'x' }}", "{{ a.b() }}")
FIELDS = {
    "name": "Bø, Åse",
    "a": {"b": {"c": "inni", "keys": "egne"}},
    "day": date(2008, 7, 1),
    "later": date(2008, 7, 3),
    "clock": time(9, 30),
    "n": 12345,
    "names": ["Os", "Ås"],
    "empty": "",
    "none": None,
    "yes": True,
    "forms": {"nb": "høst", "nn": "haust"},
    "control": "a\x07b",
    "word": "None",
}


class Other:
    """A value that is no mapping, with attributes that a template may and may not see."""

    shown = "synlig"
    _hidden = "skjult"


def both(tmp_path, monkeypatch, source, fields, form, *, header):
    """What the short way and Jinja make of a template."""
    found = []
    for reads in (True, False):
        sandbox = Sandbox(DiskFolder(tmp_path))
        if not reads:
            monkeypatch.setattr(sandbox._plain, "read", lambda _tree: None)
        text, recorder = sandbox.render(source, fields, form, header=header)
        found.append((text, recorder.values, recorder.problems))
    return found


@pytest.mark.parametrize("header", [False, True])
@pytest.mark.parametrize("form", ["nb", "nn", "en"])
@pytest.mark.parametrize("source", [*PLAIN, *JINJA, "{{ other.shown }} {{ other._hidden }} {{ other.none }}"])
def test_both_ways_give_the_same(tmp_path, monkeypatch, source, form, header):
    one, other = both(tmp_path, monkeypatch, source, FIELDS | {"other": Other()}, form, header=header)
    assert one == other


def test_which_templates_take_the_short_way(tmp_path):
    sandbox = Sandbox(DiskFolder(tmp_path))
    for source in ("Til {{ name }}", "{{ day | days(later) }}", "{{ a.b.c }} {{ n | number(2) }}", ""):
        assert isinstance(sandbox.compile(source), PlainTemplate), source
    for source in JINJA:
        assert not isinstance(sandbox.compile(source), PlainTemplate), source


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["b", "c", "nb", "items"]), inner),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None)
@given(
    source=st.lists(
        st.sampled_from(["{{ a }}", "{{ a.b }}", "{{ a.b.c }}", "{{ a.items }}", "{{ a | day }}", "{{ b | optional }}"])
        | st.text("ab {}\n", max_size=5),
        max_size=5,
    ).map("".join),
    fields=st.dictionaries(st.sampled_from(["a", "b"]), VALUES),
)
def test_whatever_the_values_are(tmp_path_factory, source, fields):
    with pytest.MonkeyPatch.context() as patched:
        one, other = both(tmp_path_factory.getbasetemp(), patched, source, fields, "nb", header=False)
    assert one == other


def test_a_value_with_the_word_of_the_marks_is_a_problem(tmp_path):
    sandbox = Sandbox(DiskFolder(tmp_path))
    _, recorder = sandbox.render("{{ name }}", {"name": f"x {sandbox.nonce}x9z"}, "nb")
    assert [code for code, *_ in recorder.problems] == ["template"]
    assert module.PlainTemplate is PlainTemplate
