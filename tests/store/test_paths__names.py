"""No file is promised that cannot be made: a name too long would keep every later command from its work."""

from __future__ import annotations

import pytest
from support import folder_bytes

from kvadmin.errors import UsageError
from kvadmin.store.paths import writable


@pytest.mark.parametrize("name", ["x" * 300, "å" * 101, "to\nlinjer", 'a"b', "a|b", "hva?"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        writable(f"letters/{name}.nb.md")


def test_names_that_files_have_are_left_as_they_are() -> None:
    for path in ("letters/vedtak.nb.md", "protocols/Pulje høst-1.json", f"letters/{'x' * 190}.nb.md"):
        assert writable(path) == path


@pytest.mark.parametrize("name", ["x" * 300, "to\nlinjer"])
def test_a_letter_is_not_copied_under_such_a_name(name: str, programme, cli) -> None:
    before = folder_bytes(programme)
    ran = cli("-C", programme, "mail", "copy", "admitted", "--as", name)
    assert (ran.code, folder_bytes(programme)) == (2, before), ran.err
    assert cli("-C", programme, "check").code == 0
