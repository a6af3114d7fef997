"""Commands that stand alone (``kvadmin check``) are made as those of a group are."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("words", [("check",), ("status",), ("log",), ("undo",), ("plugins",)])
def test_no_command_has_completion_of_another_maker(cli, words):
    """Typer's own would write into the start-up files of the shell, and knows no name of the programme."""
    assert "-completion" not in cli(*words, "--help", check=True).out
    assert cli(*words, "--install-completion").code == 2
