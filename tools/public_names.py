"""What is public, and since which version: every name, and every hook with its arguments.

At a release, freeze what it promises: ``python tools/public_names.py > tools/public_0_2.txt``. What stands in such a
file must still be there, or resolve with a warning: tests/test_api__promises.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import reference


def hooks() -> dict[str, list[str]]:
    """Every hook with the arguments it is given."""
    from kvadmin.extension import specs

    found = inspect.getmembers(specs, inspect.isfunction)
    return {name: list(inspect.signature(each).parameters) for name, each in found if name.startswith("kvadmin_")}


def names() -> list[tuple[str, str]]:
    """Module and name of everything that plugins may import."""
    return [(module, name) for module in reference.api_modules() for name in reference.public_names(module)]


def lines() -> Iterator[str]:
    """What is public now, as it is frozen at a release."""
    yield from (" ".join(["hook", name, *arguments]) for name, arguments in hooks().items())
    yield from (f"name {module}.{name}" for module, name in names())


if __name__ == "__main__":
    print(
        "# What was public in this version: the hooks with the arguments they were given, and every name; one a line."
    )
    print(
        "# Lines never change. tests/test_api__promises.py holds that each is still there, or resolves with a warning."
    )
    print("\n".join(lines()))
