"""A plugin of one file: which files count, that they are read once, and that what was read is what runs."""

from __future__ import annotations

import os
import py_compile
import sys

import pytest

from kvadmin.extension.discovering.plugin_files import MOST, files_in, read, run


@pytest.fixture
def plugins(tmp_path):
    folder = tmp_path / "programme" / "plugins"
    folder.mkdir(parents=True)
    yield folder
    for name in [each for each in sys.modules if each.startswith("kvadmin_file_")]:
        del sys.modules[name]


def only(plugins):
    [path] = files_in(plugins.parent)
    return read(path)


def test_a_folder_without_any_has_none(tmp_path):
    assert files_in(tmp_path) == []
    (tmp_path / "plugins").write_text("a file of that name", encoding="utf-8")
    assert files_in(tmp_path) == []


def test_files_are_found_by_their_real_folder(plugins, tmp_path):
    (plugins / "b.py").write_bytes(b"")
    (plugins / "a.py").write_bytes(b"")
    for other in ("readme.md", ".hidden.py", "a.pyc"):
        (plugins / other).write_bytes(b"")
    (tmp_path / "link").symlink_to(plugins.parent)
    assert files_in(tmp_path / "link") == [plugins / "a.py", plugins / "b.py"]


@pytest.mark.parametrize("name", ["Visits", "my-visits", "1visits", "_visits", "__init__", "my visits", "a.b"])
def test_a_name_that_is_no_word_is_said(plugins, name):
    (plugins / f"{name}.py").write_bytes(b"x = 1")
    source = only(plugins)
    assert "small letters" in source.problem
    assert source.content == b""


def test_a_link_is_no_plugin(plugins, tmp_path):
    (tmp_path / "elsewhere.py").write_bytes(b"x = 1")
    (plugins / "visits.py").symlink_to(tmp_path / "elsewhere.py")
    assert "it is a link" in only(plugins).problem


def test_a_folder_that_is_a_link_holds_none(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "visits.py").write_bytes(b"x = 1")
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme" / "plugins").symlink_to(tmp_path / "elsewhere")
    [path] = files_in(tmp_path / "programme")
    assert "it is a link" in read(path).problem


def test_what_is_no_ordinary_file_does_not_hang(plugins):
    os.mkfifo(plugins / "visits.py")
    assert "no ordinary file" in only(plugins).problem
    (plugins / "visits.py").unlink()
    (plugins / "visits.py").mkdir()
    assert only(plugins).problem


def test_a_long_file_is_not_read(plugins):
    (plugins / "visits.py").write_bytes(b"#" * (MOST + 1))
    assert "longer than 1,000,000 bytes" in only(plugins).problem
    (plugins / "visits.py").write_bytes(b"#" * MOST)
    assert only(plugins).problem == ""


def test_the_bytes_that_were_read_are_those_that_run(plugins):
    file = plugins / "visits.py"
    file.write_text("which = 'read'", encoding="utf-8")
    source = only(plugins)
    file.write_text("which = 'written meanwhile'", encoding="utf-8")
    assert run(source).which == "read"


def test_compiled_files_beside_it_are_never_read(plugins):
    file = plugins / "visits.py"
    file.write_text("which = 'poison'", encoding="utf-8")
    py_compile.compile(str(file), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    file.write_text("which = 'source'", encoding="utf-8")
    assert (plugins / "__pycache__").is_dir()
    before = sorted(plugins.rglob("*"))
    assert run(only(plugins)).which == "source"
    assert sorted(plugins.rglob("*")) == before


def test_a_file_called_as_a_module_shadows_nothing(plugins):
    (plugins / "json.py").write_text("import json\nsound = json.dumps([1])", encoding="utf-8")
    module = run(only(plugins))
    assert module.__name__ == "kvadmin_file_json"
    assert module.sound == "[1]"
    assert str(plugins) not in sys.path


def test_what_else_lies_there_cannot_be_imported(plugins):
    (plugins / "helper.py").write_text("raise SystemExit", encoding="utf-8")
    (plugins / "visits.py").write_text("import helper", encoding="utf-8")
    with pytest.raises(ModuleNotFoundError):
        run(read(files_in(plugins.parent)[1]))
    assert "kvadmin_file_visits" not in sys.modules


def test_its_module_can_be_imported_by_name_and_runs_once(plugins):
    (plugins / "visits.py").write_text("import sys\nsys.modules[__name__].runs = 1\nruns += 1", encoding="utf-8")
    module = run(only(plugins))
    assert __import__("kvadmin_file_visits") is module
    assert run(only(plugins)) is module
    assert module.runs == 2
    (plugins / "visits.py").write_text("other = 1", encoding="utf-8")
    assert run(only(plugins)) is not module


def test_a_coding_line_and_a_byte_order_mark_count(plugins):
    (plugins / "visits.py").write_bytes("# coding: latin-1\nword = 'bø'".encode("latin-1"))
    assert run(only(plugins)).word == "bø"
    (plugins / "visits.py").write_bytes(b"\xef\xbb\xbfword = 'b\xc3\xb8'")
    assert run(only(plugins)).word == "bø"
