from __future__ import annotations

import time
from datetime import date
from datetime import time as clock
from decimal import Decimal

import pytest

from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters.sandbox import Sandbox

FIELDS = {
    "name": "A *b* <i>",
    "due": date(2008, 5, 20),
    "at": clock(9, 30),
    "empty": "",
    "blank": "  \n",
    "nothing": None,
    "flag": True,
    "nan": float("nan"),
    "amount": Decimal("1234567.50"),
    "year": 2008,
    "both": {"nb": "ikke", "nn": "ikkje"},
    "half": {"nb": "ikke"},
    "items": ["a", "b", {"nb": "søknad", "nn": "søknad"}],
    "c": {"d": 3},
}


@pytest.fixture
def sandbox(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/part.md").write_text("{{ name }}!", encoding="utf-8")
    (tmp_path / "outside.md").write_text("secret", encoding="utf-8")
    (tmp_path / "letters/link.md").symlink_to(tmp_path / "outside.md")
    return Sandbox(DiskFolder(tmp_path / "letters"))


def said(sandbox, source, form="nb", **options):
    text, recorder = sandbox.render(source, FIELDS, form, **options)
    return recorder.resolve(text), [(code, name) for code, name, _ in recorder.problems]


@pytest.mark.parametrize(
    ("source", "nb", "nn"),
    [
        ("{{ due }}", "20. mai 2008", "20. mai 2008"),
        ("{{ due | weekday }}", "tirsdag 20. mai 2008", "tysdag 20. mai 2008"),
        ("{{ due | deadline }}", "innen tirsdag 20. mai 2008", "innan tysdag 20. mai 2008"),
        ("{{ '2008-05-20' | deadline }}", "innen tirsdag 20. mai 2008", "innan tysdag 20. mai 2008"),
        ("{{ at }}", "09.30", "09.30"),
        ("{{ amount }}", "1\u00a0234\u00a0567,50", "1\u00a0234\u00a0567,50"),
        ("{{ year }}", "2008", "2008"),
        ("{{ year | number }}", "2\u00a0008", "2\u00a0008"),
        ("{{ 40 | count('participant') }}", "40 deltakere", "40 deltakarar"),
        ("{{ both }}", "ikke", "ikkje"),
        ("{{ items }}", "a, b og søknad", "a, b og søknad"),
        ("{{ c.d }}", "3", "3"),
        ("{% set x %}til {{ name }}{% endset %}{{ x }}", "til A *b* <i>", "til A *b* <i>"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(name) }}", "[A *b* <i>]", "[A *b* <i>]"),
        ("{% include 'part.md' %}", "A *b* <i>!", "A *b* <i>!"),
        ("{{ empty | optional }}x{{ nothing | optional }}", "x", "x"),
        ("{{ unknown | default('y') }}", "y", "y"),
        ("{% if empty %}a{% else %}b{% endif %}", "b", "b"),
    ],
)
def test_values_are_worded_in_the_form_of_the_letter(sandbox, source, nb, nn):
    assert said(sandbox, source, "nb") == (nb, [])
    assert said(sandbox, source, "nn") == (nn, [])


@pytest.mark.parametrize(
    ("source", "code", "name"),
    [
        ("{{ unknown }}", "undefined-field", "unknown"),
        ("{{ c.unknown }}", "undefined-field", "c.unknown"),
        ("{{ c['unknown'] }}", "undefined-field", "c.unknown"),
        ("{% if unknown %}x{% endif %}", "undefined-field", "unknown"),
        ("{% for x in unknown %}x{% endfor %}", "undefined-field", "unknown"),
        ("{{ empty }}", "empty-field", "empty"),
        ("{{ blank }}", "empty-field", "blank"),
        ("{{ nothing }}", "empty-field", "nothing"),
        ("{{ 'Frist: ' ~ nothing }}", "empty-field", "nothing"),
        ("{{ nothing | string }}", "empty-field", "nothing"),
        ("{{ unknown | default('') }}", "empty-field", "unknown"),
        ("{{ flag }}", "value", "flag"),
        ("{{ nan }}", "value", "nan"),
        ("{{ c }}", "value", "c"),
        ("{{ c.keys }}", "value", "c.keys"),
        ("{{ half }}", "language-form", "half"),
        ("{{ name | day }}", "template", ""),
        ("{{ name", "template", ""),
        ("{% filter upper %}{{ name }}{% endfilter %}", "template", ""),
        ("{% include 'missing.md' %}", "template", ""),
        ("{% include '../outside.md' %}", "template", ""),
        ("{% include 'link.md' %}", "template", ""),
        ("{% extends '/etc/passwd' %}", "template", ""),
    ],
)
def test_whatever_says_nothing_is_a_named_problem(sandbox, source, code, name):
    text, problems = said(sandbox, source, "nn")
    assert (code, name) in problems
    assert "secret" not in text


def test_every_fault_of_a_letter_is_listed_not_only_the_first(sandbox):
    assert said(sandbox, "{{ unknown }} {{ empty }} {{ c.x }} {{ name }}")[1] == [
        ("undefined-field", "unknown"),
        ("empty-field", "empty"),
        ("undefined-field", "c.x"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ c.__class__ }}",
        "{{ name.__class__ }}",
        "{{ (name | attr('__class__')) }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ name.center(999999999) }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{% for i in range(999999999) %}x{% endfor %}",
        "{% import 'os' as os %}",
        "{{ c.update({'d': 4}) }}",
        "{{ lipsum() }}",
        "{{ items | random }}",
    ],
)
def test_templates_can_do_nothing_but_fill_in_letters(sandbox, source):
    start = time.process_time()
    text, problems = said(sandbox, source)
    assert problems
    assert "uid=" not in text
    assert "class" not in text
    assert time.process_time() - start < 5, "stopped, not run to its end"
    assert FIELDS["c"] == {"d": 3}


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.example", "a\nb", "a\0b", "a\u2028b"])
def test_a_value_with_a_line_break_may_not_stand_in_a_header(sandbox, bad):
    _, recorder = sandbox.render("{{ x }}", {"x": bad}, "nb", header=True)
    assert [code for code, _, _ in recorder.problems] == ["line-break"]


def test_a_value_may_have_lines_in_a_body_but_no_control_characters(sandbox):
    assert not sandbox.render("{{ x }}", {"x": "a\nb\tc\r\nd"}, "nb")[1].problems
    assert sandbox.render("{{ x }}", {"x": "a\x1b[31m"}, "nb")[1].problems


def test_placeholders_are_dotted_and_found_in_what_is_included(sandbox):
    source = "{% include 'part.md' %}{{ c.d | number }}{% for x in items %}{{ x.y }}{% endfor %}{% if due %}{% endif %}"
    assert sandbox.placeholders(source) == {"name", "c.d", "items", "due"}


def test_rendering_leaves_nothing_behind_for_the_next(sandbox):
    first = said(sandbox, "{{ name }} {{ unknown }}")
    said(sandbox, "{{ year }}", "nn")
    assert said(sandbox, "{{ name }} {{ unknown }}") == first


def test_loops_within_loops_come_to_an_end(tmp_path):
    source = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}x"
    _, recorder = Sandbox(DiskFolder(tmp_path)).render(source, {}, "nb")
    assert [code for code, _, _ in recorder.problems] == ["forbidden"]
    short = "{% for n in names %}{{ n }}{% if not loop.last %}, {% endif %}{% else %}-{% endfor %}"
    text, recorder = Sandbox(DiskFolder(tmp_path)).render(short, {"names": ["a", "b"]}, "nb")
    assert (recorder.resolve(text), recorder.problems) == ("a, b", [])
