"""The kit for plugin authors: a programme folder to try a plugin on, and the promises that every plugin keeps.

Where kvadmin is installed, pytest has the fixture ``kvadmin_kit``: a :class:`Kit` in a folder of the test's own.
:mod:`kvadmin.testing.conformance` tries in one line what every plugin promises.

Example::

    from kvadmin.testing import conformance

    def test_it_greets(kvadmin_kit):
        kvadmin_kit.municipality("0301", "Oslo")
        assert kvadmin_kit.json("hello", "0301")["greeting"] == "Hei, Oslo!"

    def test_it_keeps_its_promises(kvadmin_kit):
        kvadmin_kit.municipality("0301", "Oslo")
        conformance.check("hello", kvadmin_kit, ["hello 0301"], refused=["hello 9999"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.testing.kit import Kit as Kit
    from kvadmin.testing.kit import Ran as Ran

# pytest imports this package wherever kvadmin is installed, for tests that have nothing to do with it as well.
__getattr__, __dir__, __all__ = lazily(__name__, {"kvadmin.testing.kit": "Kit Ran"})
