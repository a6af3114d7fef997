"""Every hook has a how-to with a whole plugin that does what the page says, and tells what it takes and returns."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from kvadmin.extension import specs

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import hook_pages  # noqa: E402 - found through the path above
import reference  # noqa: E402
import signatures  # noqa: E402

HOOKS = [name for name, _ in inspect.getmembers(specs, inspect.isfunction) if name.startswith("kvadmin_")]
PAGES = {name: (hook_pages.PAGES / name).read_text(encoding="utf-8") for name in hook_pages.ORDER}
SECTIONS = {
    section.partition("\n")[0].removeprefix("## "): section
    for page in PAGES.values()
    for section in hook_pages.sections(page)[1:]
}


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    with hook_pages.Examples(tmp_path_factory.mktemp("examples")) as made:
        yield made


@pytest.mark.parametrize("name", hook_pages.ORDER)
def test_every_example_prints_what_stands_there(name, shell):
    assert hook_pages.fresh(PAGES[name], shell) == PAGES[name], f"run python tools/hook_pages.py {name}"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_its_section_with_a_plugin_that_has_it(hook):
    """What it is for, what it takes and returns, a module that can be saved as it is, and what kvadmin then prints."""
    section = SECTIONS[hook]
    assert f"<!-- facts of {hook} -->" in section
    files = {each["file"]: each["body"] for each in hook_pages.how_to.BLOCK.finditer(section) if each["file"]}
    (plugin,) = (body for file, body in files.items() if file.startswith("plugins/"))
    functions = [each for each in ast.parse(plugin).body if isinstance(each, ast.FunctionDef)]
    mine = next(each for each in functions if each.name == hook)
    assert [ast.unparse(each) for each in mine.decorator_list] == ["hookimpl"]
    assert {each.arg for each in mine.args.args} <= set(inspect.signature(getattr(specs, hook)).parameters)
    assert list(hook_pages.how_to.commands(section)), "nothing is shown of it"


def test_the_pages_are_in_order_and_lead_to_one_another():
    assert sorted(hook_pages.ORDER) == sorted(path.name for path in hook_pages.PAGES.glob("*.md"))
    for before, after in zip(hook_pages.ORDER, hook_pages.ORDER[1:], strict=False):
        assert f"]({before})" in PAGES[after].partition("\n## ")[0]
        assert f"]({after})" in PAGES[before].partition("\n## ")[0]


@cache
def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them; of the reference, those that it has when it is written anew."""
    is_reference = page.resolve() == reference.API
    headings = re.findall(r"(?m)^#+ (.*)$", reference.api_page() if is_reference else page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", each.casefold()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize(
    "path", [*hook_pages.PAGES.glob("*.md"), ROOT / "docs" / "plugins.md"], ids=lambda path: path.stem
)
def test_every_link_to_a_heading_leads_to_one(path):
    links = re.findall(r"\]\(([\w./-]*)#([^)\s]+)\)", path.read_text(encoding="utf-8"))
    lost = [f"{page}#{name}" for page, name in links if name not in anchors((path.parent / page) if page else path)]
    assert links
    assert lost == []


def test_the_reference_leads_here_and_says_types():
    page = reference.hooks_page()
    for hook in HOOKS:
        assert f"(how-to-hooks/{hook_pages.pages_of_hooks()[hook]}#{hook})" in page
    assert "kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]" in page
    head, _ = reference.described("kvadmin.api.hooks", "Ineligible")
    assert head == "Ineligible(municipality: str, code: str, text: str, nb: str = '', nn: str = '')"
    _, methods = reference.described("kvadmin.api", "Snapshot")
    assert ".read_file(path: str) -> bytes | None\n" in methods


def test_plugins_import_what_is_public_only():
    for title, section in SECTIONS.items():
        for block in hook_pages.how_to.BLOCK.finditer(section):
            if (block["file"] or "").endswith(".py"):
                for module in re.findall(r"(?m)^\s*from (kvadmin\S*) import", block["body"]):
                    assert module == "kvadmin.api" or module.startswith("kvadmin.api."), title


def test_every_argument_of_a_hook_has_an_example():
    for hook in HOOKS:
        rows = re.findall(r"(?m)^\| `(\w+)` \| .*? \| (.*) \|$", hook_pages.facts(hook).partition("It returns")[0])
        assert [name for name, _ in rows] == list(inspect.signature(getattr(specs, hook)).parameters)
        assert all(example for _, example in rows), hook


def test_every_field_of_what_hooks_return_is_explained():
    """Or its class explains them in running text, as records do."""
    for hook in HOOKS:
        for kind in hook_pages.known_types(str(inspect.signature(getattr(specs, hook)).return_annotation)):
            said = signatures.meanings(kind)
            if said:
                lacking = {name for name, _, _ in signatures.fields_of(kind)} - set(said)
                assert not lacking, f"{kind.__name__}: {lacking}"


def test_a_signature_says_types_and_defaults():
    assert signatures.signature("f", lambda: None) == "f()"

    def given(self, first: str, *rest: int, last: list[str] | None = None) -> bool: ...

    shown = signatures.signature("given", given, dropped="self")
    assert shown == "given(first: str, *rest: int, last: list[str] | None = None) -> bool"
