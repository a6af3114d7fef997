from __future__ import annotations

from kvadmin.extension.types import Command


def test_a_command_and_those_below_it_name_their_importers() -> None:
    below = (
        Command("import", "I.", "m:f", imports="m:ONE"),
        Command("list", "L.", "m:g"),
        Command("deep", "D.", commands=(Command("add", "A.", "m:h", imports="m:TWO"),)),
    )
    assert list(Command("x", "X.", commands=below).importers()) == [("import", "m:ONE"), ("deep add", "m:TWO")]
    assert list(Command("x", "X.", "m:f", imports="m:ONE").importers()) == [("", "m:ONE")]
    group = Command("x", "X.", "m:app", imports=(("import", "m:ONE"), ("fetch", "m:TWO")))
    assert list(group.importers()) == [("import", "m:ONE"), ("fetch", "m:TWO")]
    assert list(Command("x", "X.", "m:f").importers()) == []
