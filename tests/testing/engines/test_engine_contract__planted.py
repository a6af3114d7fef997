"""The contract of engines notices engines that break a promise: faults planted in two engines, each seen by a named test.

The engines as they are keep every promise in the same tests (``test_nothing_is_planted``), so a test that fails does so
by its fault.
"""

from __future__ import annotations

import inspect
from contextlib import ExitStack, contextmanager
from types import ModuleType

import pytest
from store import memory_engine, sqlite_engine

from kvadmin.errors import Overtaken
from kvadmin.testing.engines import EngineContract, engine_deaths

SQLITE, MEMORY = sqlite_engine.SOURCE, inspect.getsource(memory_engine)

#: How a test of the contract says that a promise is not kept: no planted line fails by itself.
NOTICED = (AssertionError, Overtaken, pytest.fail.Exception)
#: What is broken -> the test that must notice it, and pairs of texts: what stands in the engine, what does instead.
IN_SQLITE = {
    "a change is several transactions": (
        "test_who_looks_while_it_is_made_sees_a_change_whole_or_not_at_all",
        ("                self.engine.keep(db, name, new, log)\n", "                self.engine.keep(db, name, new, log)\n                db.execute('COMMIT'); db.execute('BEGIN IMMEDIATE')\n"),
    ),
    "the lines of a change come in a second step": (
        "test_who_looks_while_it_is_made_sees_a_change_whole_or_not_at_all",
        ("            for name, more in change.added.items():\n", "            db.execute('COMMIT'); db.execute('BEGIN IMMEDIATE')\n            for name, more in change.added.items():\n"),
    ),
    "a change is several transactions, and the process dies": (
        "test_a_process_that_is_killed_while_it_commits_leaves_whole_changes",
        ("                self.engine.keep(db, name, new, log)\n", "                self.engine.keep(db, name, new, log)\n                db.execute('COMMIT'); __import__('time').sleep(0.002); db.execute('BEGIN IMMEDIATE')\n"),
    ),
    "all threads of an engine are one writer": (
        "test_another_thread_is_another_writer_and_another_holder[the same]",
        ('FileLock(f"{path}.writer")', 'FileLock(f"{path}.writer", thread_local=False)'),
    ),
    "a dead process goes on writing": (
        "test_a_process_that_dies_lets_go_of_writing_and_of_names",
        ('FileLock(f"{path}.writer")', '__import__("filelock").SoftFileLock(f"{path}.{__import__(\'os\').getpid() * 0}.writer")'),
        ("import sqlite3\n", "import sqlite3, filelock._soft\nfilelock._soft.SoftFileLock._try_break_stale_lock = lambda self: None\n"),
    ),
    "a dead process goes on holding": (
        "test_a_process_that_dies_lets_go_of_writing_and_of_names",
        ("lock = FileLock(", "lock = __import__('filelock').SoftFileLock("),
        ("import sqlite3\n", "import sqlite3, filelock._soft\nfilelock._soft.SoftFileLock._try_break_stale_lock = lambda self: None\n"),
    ),
    "a forgetting forgets the tokens": (
        "test_changes_are_known_by_their_tokens_after_forgetting[forgets]",
        ('            db.execute("INSERT INTO changes', '            if change.forgets:\n                db.execute("UPDATE changes SET token = NULL")\n            db.execute("INSERT INTO changes'),
    ),
    "two tokens are kept": (
        "test_changes_are_known_by_their_tokens_after_forgetting[sensitive]",
        ('            db.execute("INSERT INTO changes', '            db.execute("UPDATE changes SET token = NULL WHERE number < (SELECT max(number) FROM changes)")\n            db.execute("INSERT INTO changes'),
    ),
    "whoever commits lets go of what it holds": (
        "test_a_name_is_held_while_its_holder_commits",
        ("            yield SqliteWriting(engine=self)\n", "            self.locks = [*getattr(self, 'locks', ()), lock]\n            yield SqliteWriting(engine=self)\n"),
        ("    def commit(self, change):\n", "    def commit(self, change):\n        for lock in self.engine.locks:\n            if lock.lock_file.endswith('.held'):\n                lock.release(force=True)\n"),
    ),
    "a name that is held is waited for": (
        "test_nobody_waits_for_a_name_that_is_held",
        ("self.alone(lock, 0, Conflict", "self.alone(lock, 1, Conflict"),
    ),
    "everybody waits for a second": (
        "test_who_may_wait_long_is_still_there_when_who_may_not_is_refused",
        ("3 if patience is None else patience", "1"),
    ),
    "a content is empty before it is put": (
        "test_who_looks_while_it_is_put_sees_a_content_whole",
        ("                self.keep(db, name, content)\n\n", "                self.keep(db, name, b'')\n                db.execute('COMMIT'); db.execute('BEGIN IMMEDIATE')\n                self.keep(db, name, content)\n\n"),
    ),
    "what is sensitive stays in the file": (
        "test_what_is_sensitive_is_nowhere_after_the_change_alone",
        ("PRAGMA secure_delete = ON", "PRAGMA secure_delete = OFF"),
    ),
    "what is forgotten stays, in base64": (
        "test_what_is_forgotten_is_nowhere_in_any_spelling",
        ("        if content is not None:\n", "        if content is not None:\n            db.execute('CREATE TABLE IF NOT EXISTS old (content TEXT)')\n            db.execute('INSERT INTO old VALUES (?)', (__import__('base64').b64encode(b'12' + content).decode(),))\n"),
    ),
    "letters are composed": (
        "test_names_that_look_alike_are_two[a letter and its two parts-commit]",
        ("    def keep(self, db, name, content, log=0):\n", "    def keep(self, db, name, content, log=0):\n        name = __import__('unicodedata').normalize('NFC', name)\n"),
    ),
    "upper and lower case are one": (
        "test_names_that_look_alike_are_two[upper and lower case-put]",
        ("name TEXT PRIMARY KEY", "name TEXT COLLATE NOCASE PRIMARY KEY"),
    ),
    "a folder is a pattern": (
        "test_names_that_look_alike_are_two[one sign for any-commit]",
        ("WHERE name BETWEEN ? AND ? ORDER BY name", "WHERE name LIKE ? || '%' AND ? > '' ORDER BY name"),
    ),
    "lines alone are no change": (
        "test_the_number_grows_with_every_kind_of_change",
        ("coalesce(max(number), 0) FROM changes", "count(*) FROM changes WHERE token NOT LIKE '-%'"),
        ("(change.token,)", "(change.token if change.contents else '-' + change.token,)"),
    ),
    "what a writer sees is of the beginning": (
        "test_the_view_of_a_writer_is_that_of_now_each_time",
        ("view = property(lambda self: self.engine.view())", "view = __import__('functools').cached_property(lambda self: self.engine.view())\n    view.__set_name__(None, 'view')"),
    ),
    "a log may be replaced whatever it is": (
        "test_a_log_that_is_replaced_must_be_as_expected_too[None]",
        ("if mark != change.expected[name]:", "if not log and mark != change.expected[name]:"),
    ),
    "closing leaves what it opened": (
        "test_a_closed_connection_leaves_nothing_open",
        ("            db.close()  # the last", "            pass  # the last"),
        ("        weakref.finalize(self, db.close)\n", ""),
        ("        with closing(self.connected()) as db:\n", "        if db := self.connected():\n"),
    ),
}  # fmt: skip
IN_MEMORY = {
    "contents come one after the other": (
        "test_who_looks_while_it_is_made_sees_a_change_whole_or_not_at_all",
        ("                    data[name] = new\n", "                    data[name] = new\n                self.memory.data = dict(data); self.memory.turn.release(); __import__('time').sleep(0.001); self.memory.turn.acquire()\n"),
    ),
    "a view is not of one moment": (
        "test_a_view_is_of_one_moment_not_before_it_was_asked_for[view]",
        ("        with memory.turn:\n", "        if self.__dict__.setdefault('memory', memory):\n"),
        ('        return self.data.get(name, b"")[at', '        return self.memory.data.get(name, b"")[at'),
    ),
    "who holds a name holds it against writers only": (
        "test_another_thread_is_another_writer_and_another_holder[another]",
        ("            if name in self.memory.held:\n", "            if False:\n"),
        ("self.memory.held.remove(name)", "self.memory.held.discard(name)"),
    ),
    "the writer is let in by the first commit": (
        "test_a_writer_is_the_only_one_until_its_block_ends",
        ("        with self.memory.turn:\n            data = dict", "        if self.memory.made:\n            self.memory.writer = threading.RLock()\n        with self.memory.turn:\n            data = dict"),
        ("        if not self.memory.writer.acquire(", "        writer = self.memory.writer\n        if not writer.acquire("),
        ("            self.memory.writer.release()", "            writer.release()"),
    ),
}  # fmt: skip


class Memories(EngineContract):
    outlives = False


def planted(source, replacements):
    """The module of an engine with other texts in some places."""
    for old, new in replacements:
        assert old in source, old
        source = source.replace(old, new)
    module = ModuleType("planted")
    exec(compile(source, "planted", "exec"), module.__dict__)
    return module


@contextmanager
def arguments_of(trial, connect, tmp_path):
    """The fixtures of the contract, called as pytest would."""
    with ExitStack() as stack:

        def made(name):
            fixture = getattr(type(trial), name)
            function = inspect.unwrap(getattr(fixture, "_get_wrapped_function", lambda: fixture)())
            given = function(trial, *(fixtures(each) for each in list(inspect.signature(function).parameters)[1:]))
            return stack.enter_context(contextmanager(lambda: given)()) if inspect.isgenerator(given) else given

        known = {"connect": connect, "tmp_path": tmp_path}

        def fixtures(name):
            if name not in known:
                known[name] = made(name)
            return known[name]

        yield fixtures


def tried(kind, named, connect, tmp_path):
    """Run one test of the contract as pytest names it."""
    name, _, variant = named.partition("[")
    trial, test = kind(), getattr(kind, name)
    variants = _variants(test)
    with arguments_of(trial, connect, tmp_path) as fixtures:
        test(trial, **{
            each: variants[variant.rstrip("]")][each] if each in variants.get(variant.rstrip("]"), {}) else fixtures(each)
            for each in list(inspect.signature(test).parameters)[1:]
        })  # fmt: skip


def _variants(test):
    """The parameters of a test by the name that pytest gives them."""
    every = {"": {}}
    for mark in (each for each in getattr(test, "pytestmark", ()) if each.name == "parametrize"):
        names, values = mark.args
        every = {
            "-".join(filter(None, (before, str(value)))): {**given, names: value}
            for before, given in every.items()
            for value in values
        }
    return every


def sqlite(module, tmp_path):
    return lambda: module.open_engine(tmp_path, "sqlite:programme.sqlite")


def memory(module):
    shared = module.Memory()
    return lambda: module.MemoryEngine(shared)


@pytest.mark.parametrize("fault", IN_SQLITE)
def test_a_fault_in_sqlite_is_noticed(fault, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_deaths, "SOON", 0.2)
    named, *replacements = IN_SQLITE[fault]
    with pytest.raises(NOTICED):
        tried(EngineContract, named, sqlite(planted(SQLITE, replacements), tmp_path), tmp_path)


@pytest.mark.parametrize("fault", IN_MEMORY)
def test_a_fault_in_memory_is_noticed(fault, tmp_path):
    named, *replacements = IN_MEMORY[fault]
    with pytest.raises(NOTICED):
        tried(Memories, named, memory(planted(MEMORY, replacements)), tmp_path)


@pytest.mark.parametrize("named", sorted({named for named, *_ in IN_SQLITE.values()}))
def test_nothing_is_planted(named, tmp_path):
    tried(EngineContract, named, sqlite(planted(SQLITE, ()), tmp_path), tmp_path)


@pytest.mark.parametrize("named", sorted({named for named, *_ in IN_MEMORY.values()}))
def test_nothing_is_planted_in_memory(named, tmp_path):
    tried(Memories, named, memory(planted(MEMORY, ())), tmp_path)


def test_the_contract_has_each_of_its_tests_from_one_file():
    for name in dir(EngineContract):
        if name.startswith("test_"):
            assert sum(name in vars(kind) for kind in EngineContract.__mro__) == 1, name
