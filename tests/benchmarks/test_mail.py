"""The whole job that ``benchmarks/mail.py`` times, with a few letters: four commands, a real server, every letter there."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mail.py"


def test_the_four_commands_send_every_letter(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("mail_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    mail = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mail)
    monkeypatch.setitem(os.environ, "KVADMIN_CONFIG", str(tmp_path / "none.toml"))
    attachment = tmp_path / "avtale.pdf"
    attachment.write_bytes(b"%PDF-1.4")
    mail.programme(tmp_path / "k", mail.people(5), attachment)
    sink, port = mail.started("sink")
    try:
        costs = mail.whole_job(tmp_path / "k", 5, port)
        assert mail.taken(port) == 5
    finally:
        sink.kill()
        sink.wait()
        sink.stdout.close()
    assert tuple(costs) == mail.STEPS
