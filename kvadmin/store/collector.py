"""The garbage collector, kept away while thousands of records are made: each of its passes looks at all made so far."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No pass of the collector meanwhile; for what makes many objects and no circles of them.

    What is in no circle is freed as ever. Afterwards the collector works as before, or stays off when it was off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
