"""Templates that would run for ever, or fill the memory, stop within seconds with one clear problem."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from plugins.mail.kit import plan, recipient, write_pair

from kvadmin.api import Refused
from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters.sandbox import Sandbox

DOUBLED = "".join("{% set x = " + "x {op} x".replace("{op}", "OP") + " %}" for _ in range(60))
SET_BLOCKS = "{% set x0 %}{{ name }}{% endset %}" + "".join(
    f"{{% set x{n + 1} %}}{{{{ x{n} }}}}{{{{ x{n} }}}}{{% endset %}}" for n in range(50)
)
RUNAWAYS = {
    "texts added": "{% set x = 'ab' %}" + DOUBLED.replace("OP", "+") + "{{ x }}",
    "texts joined": "{% set x = 'ab' %}" + DOUBLED.replace("OP", "~") + "{{ x }}",
    "numbers multiplied": "{% set x = 99999 %}" + DOUBLED.replace("OP", "*") + "{{ x }}",
    "lists of lists": "{% set x = [1, 2] %}" + "{% set x = [x, x] %}" * 60 + "{% if x == [x, x] %}a{% endif %}b",
    "mappings of mappings": "{% set x = {'a': 1} %}" + "{% set x = {'a': x, 'b': x} %}" * 60 + "{{ x | string }}",
    "dict called": "{% set x = 1 %}" + "{% set x = dict(a=x, b=x) %}" * 60 + "{{ x | string }}",
    "blocks set": SET_BLOCKS + "{{ x50 }}",
    "lists repeated": "{{ ([[1] * 9999] * 9999) | string }}",
    "a range listed": "{{ (range(99999) | list * 9999) | length }}",
    "macros": "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set b = m(n - 1) %}{% endif %}{% endmacro %}{{ m(90) }}x",
    "a macro for ever": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "call blocks": "{% macro m(n) %}{% if n %}{% call m(n - 1) %}{% endcall %}{{ caller() }}{% endif %}{% endmacro %}"
    "{% call m(99) %}{% for i in range(999) %}{{ i }}{% endfor %}{% endcall %}",
    "a file that includes itself": "{% set n = 90 %}{% include 'self.md' %}",
    "a file that imports itself": "{% import 'imports.md' as m %}x",
    "a recursive loop": "{% for i in range(9) recursive %}{{ loop(range(9)) }}{% endfor %}",
    "blocks": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "replace": "{{ ('a' * 9999) | replace('a', 'b' * 9999) }}",
    "replace again": "{% set x = 'a' %}" + "{% set x = x | replace('a', 'aaaaaaaaaa') %}" * 30 + "{{ x }}",
    "indent": "{{ 'a' | indent(999999999, true) }}",
    "indent many": "{% set n = '\n' * 9000 %}{{ n | indent(9000, blank=true) }}",
    "join": "{{ range(9999) | join('x' * 9999) }}",
    "sum of lists": "{{ ([[1] * 99] * 999) | sum(start=[]) | length }}",
    "round": "{{ 1.5 | round(999999999, 'floor') }}",
    "bytes": "{{ (1).to_bytes(999999999, 'big') }}",
    "map of maps": "{{ range(9999) | map('string') | map('replace', '1', 'x' * 9999) | join | length }}",
    "sort": "{% for i in range(99999) %}{{ range(99999) | list | sort(reverse=true) | first }}{% endfor %}",
    "sorted keys": "{% for i in range(9999) %}{{ (range(9999) | map('string') | unique | sort) | length }}{% endfor %}",
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "an empty loop of filters": "{% for i in range(99999) %}{% set x = ('x' * 999) | upper | lower | title %}{% endfor %}",
    "a number": "{{ " + "9" * 5000 + " }}",
    "parentheses": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "a long template": "{{ name }}" * 20_000,
    "lists within a template": "{% set x = " + "[" * 90 + "]" * 90 + " %}x" * 300,
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "self.md").write_text(
        "{% set n = n - 1 %}{% if n %}{% include 'self.md' %}{% include 'self.md' %}{% endif %}", encoding="utf-8"
    )
    (tmp_path / "imports.md").write_text("{% import 'imports.md' as m %}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", RUNAWAYS)
def test_it_stops(folder, name):
    began = time.process_time()
    sandbox = Sandbox(DiskFolder(folder))
    try:
        text, recorder = sandbox.render(RUNAWAYS[name], {"name": "Åse"}, "nb", header=name == "sort")
        problems, text = recorder.problems, recorder.resolve(text)
    except Refused as refused:
        problems, text = [refused.message], ""
    spent = time.process_time() - began
    assert spent < 6
    if name != "lists within a template":
        assert problems, text[:100]
    assert len(text) <= 1_000_000


def test_nothing_is_left_running_and_the_memory_is_kept(folder):
    """In a process of its own that may have 900 MB: all that build something large, one after the other."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (900 << 20,) * 2)\n"
        "import sys, threading\nfrom pathlib import Path\n"
        "from kvadmin.api import Refused\nfrom kvadmin.plugins.mail.letters.sandbox import Sandbox\n"
        "from kvadmin.plugins.mail.content_folder import DiskFolder\n"
        "from plugins.mail.letters.test_sandbox__runaway import RUNAWAYS\n"
        "for name, source in RUNAWAYS.items():\n"
        "    if name.split()[0] not in 'texts lists blocks dict replace indent join map bytes a'.split(): continue\n"
        "    try:\n        sandbox = Sandbox(DiskFolder(Path(sys.argv[1])))\n"
        "        said = sandbox.render(source, {'name': 'x'}, 'nb')[1].problems\n"
        "        assert not any('MemoryError' in text for *_, text in said), said\n"
        "    except Refused:\n        pass\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=False, cwd="tests", timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]


SLOW = "{% for i in range(99999) %}{% set x = ('abc ' * 9999) | title | upper %}{% endfor %}"


def test_the_letter_and_the_line_are_named_and_the_other_recipients_are_not_tried(tmp_path):
    letters = write_pair(tmp_path / "letters", nb=f"Til {{{{ kommune }}}}\n\nlinje 3 {SLOW}\n", nn="Til {{ kommune }}")
    began = time.process_time()
    with pytest.raises(Refused) as refused:
        plan(letters, *(recipient(number) for number in range(1, 200)))
    assert time.process_time() - began < 8
    assert refused.value.where == "brev.nb.md:6"
    assert "takes longer than 2 seconds" in refused.value.message


def test_many_letters_that_are_each_a_little_too_slow_stop_as_well(tmp_path):
    sandbox = Sandbox(DiskFolder(tmp_path))
    source = SLOW.replace("99999", "900")
    began = time.process_time()

    def all_of_them():
        for _ in range(5000):
            sandbox.render(source, {}, "nb")

    with pytest.raises(Refused):
        all_of_them()
    assert time.process_time() - began < 10


def test_an_included_file_is_named(tmp_path):
    (tmp_path / "del.md").write_text("a\n" + SLOW, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        Sandbox(DiskFolder(tmp_path)).render("{% include 'del.md' %}", {}, "nb")
    assert refused.value.where == "del.md:2"


def test_what_letters_do_is_within_the_bounds(tmp_path):
    sandbox = Sandbox(DiskFolder(tmp_path))
    names = [f"Kommune {n}" for n in range(430)]
    source = (
        "{% macro row(x) %}- {{ x | upper }}\n{% endmacro %}{% for n in names | sort %}{{ row(n) }}{% endfor %}"
        "{{ names | length }}{{ (names | map('lower') | list)[0] }}{{ 'x' ~ 1 }}{{ [1, 2] | join('-') }}"
        "{{ names | groupby('0') | length }}{{ 2 * 3 + 1 }}{{ 'ab' * 3 }}{{ 'a b' | title | indent(4, true) }}"
    )
    for _ in range(30):
        text, recorder = sandbox.render(source, {"names": names}, "nb")
        assert not recorder.problems
    assert recorder.resolve(text).endswith("430kommune 0x11-217ababab    A B")
