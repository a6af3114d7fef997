"""What of a module is registered: its own hooks, and nothing else that lies in it."""

from __future__ import annotations

from types import ModuleType

import pytest

from kvadmin.extension import specs
from kvadmin.extension.manager import _Manager


@pytest.fixture
def manager() -> _Manager:
    made = _Manager(specs.PROJECT)
    made.add_hookspecs(specs)
    return made


def module(**held: object) -> ModuleType:
    made = ModuleType("visits")
    vars(made).update(held)
    return made


def hook() -> object:
    @specs.hookimpl
    def kvadmin_commands() -> list[object]:
        return []

    return kvadmin_commands


def test_only_what_is_marked_is_registered(manager: _Manager) -> None:
    plugin = module(kvadmin_commands=hook(), helper=lambda: None, number=5)

    manager.register(plugin, name="visits")

    assert manager.found == {"kvadmin_commands": False}
    assert manager.unmarked == []
    assert [each.plugin_name for each in manager.hook.kvadmin_commands.get_hookimpls()] == ["visits"]


@pytest.mark.parametrize("value", [lambda: None, 5, len])
def test_what_is_called_as_a_hook_and_is_not_marked_is_noted(manager: _Manager, value: object) -> None:
    manager.register(module(kvadmin_commands=hook(), kvadmin_checks=value), name="visits")

    assert manager.unmarked == ["kvadmin_checks"]


def test_a_marked_function_of_any_name_is_found(manager: _Manager) -> None:
    @specs.hookimpl(specname="kvadmin_commands")
    def ours() -> list[object]:
        return []

    manager.register(module(ours=ours), name="visits")

    assert manager.found == {"kvadmin_commands": False}


def test_one_module_of_two_names_is_known_as_one(manager: _Manager) -> None:
    plugin = module(kvadmin_commands=hook())
    manager.register(plugin, name="visits")

    with pytest.raises(ValueError, match=r"already registered under a different name.*module 'visits'"):
        manager.register(plugin, name="others")
