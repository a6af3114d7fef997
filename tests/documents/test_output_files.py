import os
import stat
import threading
from pathlib import Path

import pytest

from kvadmin.documents.output_files import file_stem, fresh_name, write_below, write_file
from kvadmin.errors import Conflict, Refused, UsageError


def test_written_whole_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "liste.pdf"
    write_file(target, b"one")
    write_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["liste.pdf"]


def test_fresh_name(tmp_path: Path) -> None:
    target = tmp_path / "liste.pdf"
    assert fresh_name(target) == target
    target.touch()
    (tmp_path / "liste (2).pdf").touch()
    assert fresh_name(target).name == "liste (3).pdf"


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        write_file(tmp_path / "none" / "liste.pdf", b"")
    with pytest.raises(Refused, match="is a folder"):
        write_file(tmp_path, b"")
    with pytest.raises(Refused, match="is a folder"):
        write_file(Path(), b"")


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "liste.csv", tmp_path / "siste.csv"
    link.symlink_to(target)
    write_file(link, b"one", personal=True)
    assert (link.is_symlink(), target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (True, b"one", 0o600)
    target.chmod(0o640)
    write_file(link, b"two", personal=True)
    assert (link.is_symlink(), target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (True, b"two", 0o640)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_file(pipe, b"x" * 200_000, personal=True)
    reader.join(10)
    assert (read, pipe.is_fifo()) == ([b"x" * 200_000], True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_protected_target_is_named(tmp_path: Path) -> None:
    target = tmp_path / "liste.pdf"
    target.touch(mode=0o444)
    with pytest.raises(Conflict) as caught:
        write_file(target, b"x")
    assert "liste (2).pdf" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Oppstart 27.–28. august", "Oppstart 27.–28. august"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d", "a-b-c-d"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("", "_"),
        ("\x00\n", "_"),
        ("x" * 300, "x" * 100),
    ],
)
def test_names_of_files(text: str, stem: str) -> None:
    assert file_stem(text) == stem


def test_nothing_is_written_when_a_link_in_the_folder_leads_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "box" / "vedlegg").symlink_to(tmp_path / "away")
    with pytest.raises(UsageError, match="leads out of the folder"):
        write_below(tmp_path / "box", [("a.pdf", b"a"), ("vedlegg/b.pdf", b"b")])
    assert not (tmp_path / "box" / "a.pdf").exists()
    assert not list((tmp_path / "away").iterdir())
