import os
from pathlib import Path

import pytest

from kvadmin.documents.output_files import file_stem, fresh_name, write_file
from kvadmin.errors import Conflict, Refused


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
