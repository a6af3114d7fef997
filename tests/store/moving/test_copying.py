from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store.memory_engine import MemoryEngine, MemoryWriting
from store.moving.places import FILES, HISTORY, KNOWN, copy, make, part_of, place
from support import PATHS, folder_bytes

from kvadmin.errors import Conflict, KvadminError, OutcomeUnknown, Overtaken, UnknownName, UsageError
from kvadmin.store.engines.unfinished import IN_ENGINE, ON_DISK
from kvadmin.store.folder import Folder
from kvadmin.store.moving import inventory
from kvadmin.store.moving.engine_receiver import EngineReceiver
from kvadmin.store.moving.inventory import differences, inventory_of
from kvadmin.store.moving.places import ProgrammePlace
from kvadmin.store.store import programme_head


@pytest.fixture
def source(tmp_path):
    return make(tmp_path / "source")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def small_batches(monkeypatch):
    """So many commits that there is something to interrupt."""
    monkeypatch.setattr("kvadmin.store.moving.inventory.BATCH", 2)
    monkeypatch.setattr("kvadmin.store.moving.inventory.BATCH_BYTES", 4000)
    monkeypatch.setattr("kvadmin.store.moving.engine_receiver.BATCH_BYTES", 4000)


def in_memory(engine) -> ProgrammePlace:
    found = ProgrammePlace("memory", "engine", Path.cwd(), "memory", KNOWN)
    found.__dict__["engine"] = engine
    return found


def copied(source, engine):
    return place(source).copying(in_memory(engine), "Kari", {}).run(lambda _: None)


def test_from_files_to_an_engine_and_back_is_the_identity(source, tmp_path):
    there = copy(source, "sqlite:programme.db")
    back = copy("sqlite:programme.db", tmp_path / "back")
    assert part_of(tmp_path / "back") == part_of(source) == FILES
    assert there.figures == back.figures
    assert (there.figures.contents, there.figures.logs) == (9, 3)
    assert there.figures.history == 400 + HISTORY[:2000].count(b"\n")
    assert there.figures.bytes == sum(map(len, FILES.values()))
    assert there.left_out == ("archive/purring/plan.lock", "letters/halv.md.part")
    assert back.left_out == ()


def test_from_an_engine_to_another_and_a_folder_to_another(source, tmp_path):
    one = copy(source, "sqlite:one.db").figures
    assert copy("sqlite:one.db", "sqlite:two.db").figures == one
    assert copy(source, tmp_path / "beside").figures == one
    assert copy("sqlite:two.db", tmp_path / "back").figures == one
    assert part_of(tmp_path / "back") == part_of(tmp_path / "beside") == FILES


def test_a_new_folder_holds_nothing_but_the_programme_and_what_git_must_know(source, tmp_path):
    copy(source, tmp_path / "beside")
    assert folder_bytes(tmp_path / "beside") == FILES | {".gitignore": b"/sensitive/\n"}
    assert not (tmp_path / "beside" / ".kvadmin").exists()


def test_the_hash_over_all_is_that_of_the_lines_of_sha256sum(source):
    done = copy(source, "sqlite:programme.db")
    names = sorted(FILES)
    sums = subprocess.run(["sha256sum", *names], cwd=source, capture_output=True, check=True).stdout
    assert done.figures.sha256 == inventory.sha256(sums).hexdigest()


def test_a_pointer_means_the_engine_that_it_points_to(source, tmp_path):
    pointer = make(tmp_path / "pointer", {"programme.yaml": b"schema: 1\nstore: sqlite:programme.db\n"}, {})
    copy(source, pointer)
    assert (pointer / "programme.db").is_file()
    copy(pointer, tmp_path / "back")
    assert part_of(tmp_path / "back") == FILES


@pytest.mark.usefixtures("small_batches")
def test_an_engine_that_fails_after_any_commit_gets_the_identical_programme_in_the_end(source):
    files = {**FILES, **{f"municipalities/{number:04}.yaml": b"x" * number for number in range(40)}}
    make(source, files)
    whole = MemoryEngine()
    copied(source, whole)
    commits = whole.memory.number
    assert commits > 30
    for before in range(commits):
        for unknown in (False, True):
            engine = Failing(before, unknown=unknown)
            with pytest.raises(KvadminError) as caught:
                copied(source, engine)
            assert "again" in caught.value.hint
            if before > 0 or unknown:
                assert set(engine.memory.data) - {IN_ENGINE} <= set(files)
            engine.left = None
            done = copied(source, engine)
            assert engine.memory.data == whole.memory.data == files
            assert len(files) <= done.sent + done.there <= len(files) + 1, "a log may have come in part"


class Failing(MemoryEngine):
    """Raises after so many commits; ``unknown``: the one that it raises at is made all the same."""

    def __init__(self, left, *, unknown):
        super().__init__()
        self.left, self.unknown = left, unknown

    def writing(self, **words):
        engine = self

        class Writing(MemoryWriting):
            def commit(self, change):
                if engine.left == 0:
                    if engine.unknown:
                        super().commit(change)
                        raise OutcomeUnknown("the connection was lost")
                    raise KvadminError("the server is away")
                if engine.left is not None:
                    engine.left -= 1
                super().commit(change)

        from contextlib import nullcontext

        del words
        return nullcontext(Writing(self.memory))


COPY = """
import sys
sys.path[:0] = {paths!r}
from kvadmin.store.moving import inventory, engine_receiver
inventory.BATCH, inventory.BATCH_BYTES = 2, 4000
engine_receiver.BATCH_BYTES = 4000
from store.moving.places import copy
print("ready", flush=True)
sys.stdin.readline()
copy({source!r}, {target!r})
"""


@pytest.mark.parametrize("target", ["sqlite:programme.db", "beside"])
def test_killed_at_random_moments_and_gone_on_it_is_the_identical_programme(source, tmp_path, target):
    draw = random.Random(22)
    code = COPY.format(paths=PATHS, source=str(source), target=target)
    killed = 0
    for _ in range(25):
        process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdin=-1, stdout=-1)
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
        try:
            process.wait(draw.uniform(0.005, 0.05))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        if process.returncode == 0:
            break
        if target == "beside" and (tmp_path / "beside" / ON_DISK).exists():
            assert "programme.yaml" in part_of(tmp_path / "beside") or _is_unfinished(tmp_path / "beside")
    done = copy(source, target)
    copy(target, tmp_path / "back")
    assert part_of(tmp_path / "back") == FILES
    assert done.figures.contents == 9
    assert killed >= 2, "nothing was killed: nothing was tried"
    if target == "beside":
        assert folder_bytes(tmp_path / "beside") == FILES | {".gitignore": b"/sensitive/\n"}


def _is_unfinished(folder):
    with pytest.raises(UnknownName) as caught:
        programme_head(Folder(folder))
    return "unfinished copy" in caught.value.message


def test_what_is_there_is_not_sent_again_and_figures_say_so(source, tmp_path):
    stopped = stop_in_the_middle(source, tmp_path / "beside")
    seen = []
    done = copy(source, tmp_path / "beside", seen.append)
    assert done.there == stopped
    assert done.sent == len(FILES) - stopped
    assert done.sent_bytes == sum(map(len, FILES.values())) - sum(
        len(FILES[name]) for name in sorted(set(FILES) - {"programme.yaml"})[:stopped]
    )
    assert seen[-1] == done.sent - 1
    assert copy(source, tmp_path / "beside").sent == 0


def stop_in_the_middle(source, target):
    """A copy that ended after some of its batches; how many contents are there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kvadmin.store.moving.inventory.BATCH", 2)

        def stop(done):
            if done >= 4:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            copy(source, target, stop)
    return len(part_of(target)) if isinstance(target, Path) else 4


def test_an_unfinished_copy_says_what_it_is_and_is_no_source(source, tmp_path):
    for target in (tmp_path / "beside", "sqlite:programme.db"):
        stop_in_the_middle(source, target)
        with pytest.raises(UnknownName, match="is an unfinished copy of") as caught:
            copy(target, tmp_path / "third")
        assert f"kvadmin store copy --from {source} --to {target}" in caught.value.hint
        assert not (tmp_path / "third").exists()


def test_an_unfinished_copy_of_another_source_is_left_alone(source, tmp_path):
    other = make(tmp_path / "other", {**FILES, "letters/tom.txt": b"no"})
    stop_in_the_middle(source, tmp_path / "beside")
    before = folder_bytes(tmp_path / "beside")
    with pytest.raises(Conflict, match="is an unfinished copy of"):
        copy(other, tmp_path / "beside")
    assert folder_bytes(tmp_path / "beside") == before


@pytest.mark.parametrize("target", ["beside", "sqlite:programme.db"])
def test_a_source_that_has_changed_since_is_what_is_copied_in_the_end(source, tmp_path, target):
    stop_in_the_middle(source, tmp_path / target if target == "beside" else target)
    (source / "archive/purring/send.jsonl").write_bytes(b"another\n")
    (source / "history/2008-05.jsonl").write_bytes(HISTORY + b'{"id": "new"}\n')
    (source / "kvadmin.toml").unlink()
    (source / "letters/innbyding.md").write_bytes(b"hei\n")
    copy(source, target)
    copy(target, "back")
    assert part_of(tmp_path / "back") == part_of(source)
    assert "kvadmin.toml" not in part_of(tmp_path / "back")


def test_a_target_that_keeps_something_is_refused_and_stays_as_it_is(source, tmp_path):
    other = make(tmp_path / "other", {"notes.txt": b"mine"}, {})
    with pytest.raises(Conflict, match=r"is not empty: notes\.txt"):
        copy(source, other)
    assert folder_bytes(other) == {"notes.txt": b"mine"}
    third = make(tmp_path / "third", {**FILES, "letters/tom.txt": b"no"}, {})
    with pytest.raises(Conflict, match="keeps a programme already"):
        copy(source, third)
    assert folder_bytes(third) == {**FILES, "letters/tom.txt": b"no"}


def test_who_has_worked_in_a_copy_before_its_note_was_taken_away_loses_nothing(source, tmp_path):
    copy(source, tmp_path / "beside")
    (tmp_path / "beside/.kvadmin").mkdir()
    (tmp_path / "beside" / ON_DISK).write_text('{"source": "x", "target": "y", "sha256": ""}')
    (tmp_path / "beside/letters/tom.txt").write_bytes(b"worked")
    with pytest.raises(Conflict, match="keeps a programme already"):
        copy(source, tmp_path / "beside")
    (tmp_path / "beside/letters/tom.txt").write_bytes(b"")
    copy(source, tmp_path / "beside")
    assert not (tmp_path / "beside" / ON_DISK).exists()


@pytest.mark.parametrize("when", ["before it is sent", "after"])
def test_a_source_that_changes_meanwhile_is_said_and_nothing_is_finished(source, tmp_path, when):
    here = place(source)
    copying = here.copying(place(tmp_path / "beside"), "Kari", {})
    if when == "before it is sent":
        (source / "letters/tom.txt").write_bytes(b"new")
        tell = lambda _: None  # noqa: E731
    else:
        tell = lambda _: (source / "letters/ny.txt").write_bytes(b"new")  # noqa: E731
    with pytest.raises(Overtaken, match="was changed in the source") as caught:
        copying.run(tell)
    assert "again" in caught.value.hint
    assert not (tmp_path / "beside/programme.yaml").exists()
    copy(source, tmp_path / "beside")
    assert part_of(tmp_path / "beside") == part_of(source)


def test_a_target_that_keeps_other_bytes_than_it_was_given_is_found(source):
    class Forgetful(MemoryEngine):
        def view(self):
            found = super().view()
            read = found.read
            found.read = lambda names: (
                {n: d.replace(b"Bo", b"") if n == "kvadmin.toml" else d for n, d in read(names).items()}
                | (
                    {"letters/innbyding.md": b"x"}
                    if "letters/innbyding.md" in names and "letters/innbyding.md" in found.data
                    else {}
                )
            )
            return found

    engine = Forgetful()
    with pytest.raises(KvadminError, match="does not keep what it was given: 1 difference") as caught:
        copied(source, engine)
    assert caught.value.details == ("letters/innbyding.md: other bytes",)
    assert "programme.yaml" not in engine.memory.data


def test_what_is_no_programme_is_not_copied(tmp_path):
    with pytest.raises(UnknownName, match="is no programme"):
        copy(make(tmp_path / "other", {"notes.txt": b""}, {}), tmp_path / "beside")
    with pytest.raises(UnknownName):
        copy(tmp_path / "nowhere", tmp_path / "beside")
    assert not (tmp_path / "beside").exists()


@pytest.mark.parametrize("target", ["source", "source/inside", "."])
def test_places_in_each_other_are_refused(source, target):
    with pytest.raises(UsageError, match="lie in each other"):
        copy(source, target)
    assert part_of(source) == FILES


def test_somebody_else_who_copies_or_writes_there_is_named(source, tmp_path):
    (tmp_path / "beside").mkdir()
    code = (
        f"import sys; sys.path[:0] = {PATHS!r}\nfrom pathlib import Path\n"
        "from kvadmin.store.writing.locking import locked\n"
        f"with locked(Path({os.path.realpath(tmp_path / 'beside')!r}), who='Per', command='x'):\n"
        "    print('held', flush=True); sys.stdin.readline()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1)
    other.stdout.readline()
    with pytest.raises(Overtaken, match="another kvadmin is writing"):
        copy(source, tmp_path / "beside")
    other.communicate(b"\n")
    engine = MemoryEngine()
    engine.memory.held.add("copying")
    with pytest.raises(Conflict, match="somebody else is copying"):
        copied(source, engine)
    assert engine.memory.data == {}


@pytest.mark.parametrize("name", ["letters/klokka 12:30.md", "letters/a\\b.md", "letters/" + "x" * 201])
def test_names_that_not_every_place_can_keep_are_refused_before_anything_is_written(source, tmp_path, name):
    (source / name).write_bytes(b"x")
    with pytest.raises(KvadminError, match="cannot be kept everywhere"):
        copy(source, tmp_path / "beside")
    assert not (tmp_path / "beside").exists()


def test_a_log_that_an_unheard_change_has_made_longer_is_not_added_to_twice(source):
    engine = MemoryEngine()
    receiver = EngineReceiver(engine, "Kari", lambda _: False, frozenset())
    there = receiver.inventory(whole=False)
    engine.memory.data["history/2008-05.jsonl"] = HISTORY[:4000]
    with pytest.raises(Overtaken):
        receiver.write({"history/2008-05.jsonl": HISTORY}, there)
    assert engine.memory.data == {"history/2008-05.jsonl": HISTORY[:4000]}


def test_differences_are_named_from_both_sides(source, tmp_path):
    beside = make(tmp_path / "beside", {**FILES, "letters/tom.txt": b"no", "letters/ny.md": b""})
    (beside / "kvadmin.toml").unlink()
    here, there, found = place(source).compared_with(place(beside))
    assert [(each.name, each.what) for each in found] == [
        ("kvadmin.toml", "missing"),
        ("letters/ny.md", "added"),
        ("letters/tom.txt", "other"),
    ]
    assert differences(here, here) == []
    assert here.figures.sha256 != there.figures.sha256


def test_what_an_engine_says_of_itself_and_what_it_gives_are_the_same(source):
    copy(source, "sqlite:programme.db")
    view = place("sqlite:programme.db").view
    assert inventory_of(view, whole=True) == inventory_of(view, whole=False)
