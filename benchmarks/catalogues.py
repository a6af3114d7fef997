"""What a start in another language pays for its catalogue: halving where it lies, and gettext's own reader.

A run says about 150 sentences of some thousand. Each reader is timed in fresh processes, beside ``python -c pass``.

Run: python benchmarks/catalogues.py [SENTENCES]
"""

from __future__ import annotations

import struct
import sys
import tempfile
import time
from gettext import GNUTranslations
from pathlib import Path

#: How many sentences kvadmin says in all, and in a run; how often each reader is timed.
SENTENCES = 3_500
SAID = 150
ROUNDS = 50


def compiled(pairs: dict[str, str]) -> bytes:
    """A catalogue as gettext has it."""
    ids = sorted((each.encode(), said.encode()) for each, said in pairs.items())
    texts, places = b"", ([], [])
    start = 28 + 16 * len(ids)
    for which in (0, 1):
        for pair in ids:
            places[which].extend((len(pair[which]), start + len(texts)))
            texts += pair[which] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(ids), 28, 28 + 8 * len(ids), 0, 28 + 16 * len(ids))
    return header + struct.pack(f"<{4 * len(ids)}I", *places[0], *places[1]) + texts


def sample(number: int) -> dict[str, str]:
    """Sentences as long as ours are."""
    texts = {f"{n} there is no {{what}} {{name!r}} in {{place}}; number {n}" for n in range(number)}
    return {"": "Content-Type: text/plain; charset=UTF-8\n", **{each: f"norsk: {each}" for each in texts}}


def least(function) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def measured(number: int) -> dict[str, float]:
    """Milliseconds to open a catalogue and find what a run says, by either reader."""
    from kvadmin.translation.catalogue_files import CatalogueFile

    pairs = sample(number)
    asked = [each for each in pairs if each][:: max(1, number // SAID)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nb" / "LC_MESSAGES" / "messages.mo"
        file.parent.mkdir(parents=True)
        file.write_bytes(compiled(pairs))

        def halving() -> None:
            catalogue = CatalogueFile(folder, "nb")
            assert all(catalogue.find(each) == pairs[each] for each in asked)

        def reading() -> None:
            with file.open("rb") as opened:
                catalogue = GNUTranslations(opened)
            assert all(catalogue.gettext(each) == pairs[each] for each in asked)

        return {"halving": least(halving), "gettext": least(reading)}


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES
    found = measured(number)
    for name, each in found.items():
        print(f"{name}: {each:.2f} ms for {SAID} of {number} sentences")
    print(f"gettext's reader takes {found['gettext'] / found['halving']:.1f} times as long")


if __name__ == "__main__":
    main()
