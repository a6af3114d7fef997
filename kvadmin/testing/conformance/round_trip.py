"""The promise that what a plugin keeps can be read again, and is found sound."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from kvadmin.testing.conformance.trial import Trial


def records_survive(trial: Trial) -> Iterator[str]:
    """Records that the lines have left, written into another folder, are read there as the same records."""
    from kvadmin.testing.kit import Kit

    _ = trial.steps  # they make the records
    with tempfile.TemporaryDirectory() as folder:
        other = Kit(Path(folder) / "programme", today=trial.kit.today)
        for collection in trial.declared("kvadmin_collections"):
            kind = collection.record_class()
            records = trial.kit.data.all(kind)
            if not records:
                yield f"the lines leave no record of {collection.name!r}: end with one that is kept"
                continue
            other.add(*records)
            if list(other.data.all(kind)) != list(records):
                yield (
                    f"records of {collection.name!r} come back as others: give every field of {kind.__name__} a type "
                    "that YAML can hold (str, int, Decimal, bool, date, lists and Records of these)"
                )
    for error in sorted(trial.errors() - trial.errors_before):
        yield f"after the lines `kvadmin check` finds {error}: your commands must refuse what your checks call an error"
