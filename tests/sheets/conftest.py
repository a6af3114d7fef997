"""A small programme whose municipalities and contacts go out as workbooks, and the answers of ``sheet in``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edited_workbooks import Edited
from support import folder_bytes

from kvadmin.api.records import Contact
from kvadmin.testing import Kit, Ran


@dataclass
class Office:
    """A programme, and a workbook of it that is being edited.

    Attributes:
        kit: The programme.
        file: The workbook.
    """

    kit: Kit
    file: Path

    def out(self, *words: str) -> Edited:
        """Write a workbook and open it."""
        ran = self.kit.run("sheet", "out", *words, "-o", str(self.file))
        assert ran.code == 0, ran.err
        return Edited(self.file.read_bytes())

    def back(self, edited: Edited | bytes, *options: str, file: str = "") -> Ran:
        """Save the workbook and take it in; nobody can be asked."""
        path = self.file.with_name(file) if file else self.file
        path.write_bytes(edited if isinstance(edited, bytes) else edited.save())
        return self.kit.run("sheet", "in", str(path), "--format", "json", *options)

    def told(self, edited: Edited | bytes, *options: str) -> list[dict[str, Any]]:
        """The differences of a workbook that is taken in."""
        ran = self.back(edited, *options)
        assert ran.code == 0, ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)["differences"]
        return found

    def refusal(self, edited: Edited | bytes, *options: str, file: str = "") -> dict[str, Any]:
        """Why a workbook is not taken in; the folder is the same afterwards, byte for byte."""
        before = folder_bytes(self.kit.folder)
        ran = self.back(edited, *options, file=file)
        assert ran.code != 0, ran.out
        assert ran.out == ""
        assert folder_bytes(self.kit.folder) == before
        error: dict[str, Any] = json.loads(ran.err.strip().splitlines()[-1])["error"]
        return error

    def field(self, number: str, name: str) -> Any:
        """What the programme says of a municipality."""
        return self.kit.json("municipality", "show", number)[name]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Six municipalities, two of them with contacts."""
    kit = Kit(tmp_path / "programme")
    kari = Contact(id="project-leader", name="Kari Nordmann", role="project-leader", email="kari@oslo.example")
    ola = Contact(id="mayor", name="Ola Bø", role="mayor", phone="22 00 00 00")
    kit.municipality("0301", "Oslo", county="Oslo", county_number="03", population=560484, contacts=[kari, ola],
                     language_form="neutral", lat=59.98, lon=10.74, aliases=["Kristiania", "Christiania"])  # fmt: skip
    kit.municipality("0821", "Bø", county="Telemark", county_number="08", population=5436, language_form="nynorsk")
    kit.municipality("1504", "Ålesund", county="Møre og Romsdal", county_number="15", population=41833,
                     valid_from=date(1968, 1, 1), note="To linjer;\nog = én til")  # fmt: skip
    kit.municipality("1601", "Trondheim", county="Sør-Trøndelag", county_number="16", population=165191,
                     contacts=[Contact(id="mail-desk", name="Postmottak", role="mail-desk")])  # fmt: skip
    kit.municipality("2011", "Kautokeino", names=["Guovdageaidnu"], county="Finnmark", county_number="20")
    kit.municipality("2012", "Alta", county="Finnmark", county_number="20", population=18272)
    return Office(kit, tmp_path / "sheet.xlsx")


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[int]], list[tuple[str, list[str]]]]:
    """Answer what is asked, by the numbers of the answers from 0; gives what was asked."""
    from kvadmin.api import Session

    def answered(numbers: list[int]) -> list[tuple[str, list[str]]]:
        asked: list[tuple[str, list[str]]] = []

        def choose(run: Session, question: str, answers: Any) -> int:
            del run
            asked.append((str(question), [str(each) for each in answers]))
            return numbers[len(asked) - 1]

        monkeypatch.setattr(Session, "choose", choose)
        return asked

    return answered
