"""A programme with everything that there may be, and places of the store that need no plugin."""

from __future__ import annotations

import os
import random
from pathlib import Path

from support import folder_bytes

from kvadmin.extension.engine_factory import EngineFactory
from kvadmin.extension.migrations.step import Steps
from kvadmin.store.moving.places import Known, place_of

ENGINES = (EngineFactory("sqlite", "store.sqlite_engine:open_engine"),)
KNOWN = Known((), (), ENGINES, Steps(1))
BINARY = random.Random(22).randbytes(300_000)
HISTORY = "".join(f'{{"id": "{number:016}", "when": "2008-05-20"}}\n' for number in range(400)).encode()
FILES = {
    "programme.yaml": "schema: 1\nname: Kvalitet i Bø – ÆØÅ\n".encode(),
    "kvadmin.toml": b"[plugins]\n",
    "plugins/hei.py": b"print('hei')\n",
    "municipalities/0821-bø i telemark.yaml": "number: '0821'\nname: Bø\n".encode(),
    "municipalities/2011-kautokeino.yaml": "number: '2011'\nname: Guovdageaidnu – Áhkká\n".encode(),
    "letters/innbyding.md": "Kjære alle i Ørsta!\n".encode(),
    "letters/vedlegg/kart over Åsnes.pdf": BINARY,
    "letters/tom.txt": b"",
    "sensitive/registrations/2008.yaml": b"diet: nuts\n",
    "history/2008-05.jsonl": HISTORY,
    "history/2008-05_02.jsonl": HISTORY[:2000],
    "archive/purring/send.jsonl": b'{"to": "post@bo.example"}\n\n\n',
}
AROUND = {".gitignore": b"/sensitive/\n", ".git/HEAD": b"x", "letters/.#innbyding.md": b"x", "letters/halv.md.part": b"x",
          "archive/purring/plan.lock": b"", ".kvadmin/commit": b"kvadmin 1 0  done - host\n"}  # fmt: skip


def make(folder: Path, files=FILES, around=AROUND) -> Path:
    for name, data in {**files, **around}.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def part_of(folder: Path) -> dict[str, bytes]:
    """All that belongs to a programme in a folder."""
    found = folder_bytes(folder)
    hidden = {name for name in found if name.startswith(".") or "/." in name}
    return {name: data for name, data in found.items() if name not in hidden and not name.endswith((".part", ".lock"))}


def place(said, base=None):
    return place_of(os.fspath(said), KNOWN, "--from", base)


def copy(source, target, tell=lambda _: None):
    here, there = place(source), place(target)
    try:
        return here.copying(there, "Kari", {".gitignore": b"/sensitive/\n"}).run(tell)
    finally:
        here.close()
        there.close()
