"""Drive one acceptance scenario (the form of ../shared/cases/mail) through the engine.

    python cases.py CASE.json VERIFY.py

runs it as the tests do and prints what VERIFY says.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


@contextlib.contextmanager
def sink(folder: Path, **options: object) -> Iterator[tuple[int, Path]]:
    """A server of its own for one test: (port, file of what it accepted)."""
    told, captured = folder / "sink.json", folder / "captured.jsonl"
    told.write_text(json.dumps(options))
    captured.touch()
    with subprocess.Popen(
        [sys.executable, HERE / "sink.py", told, captured], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline()), captured
        finally:
            process.kill()


def quoted(value: object) -> str:
    """A text or list as YAML (which JSON is)."""
    return json.dumps(value, ensure_ascii=False)


def write_letters(folder: Path, template: dict) -> None:
    """Write the case's template as a pair of letters."""
    for form in ("nb", "nn"):
        front = {
            "subject": template[form]["subject"],
            "from": template["from_"],
            "format": "markdown" if template.get("markdown") else "text",
            "same-address": "once",
            **{name: template[name] for name in ("to", "cc", "bcc", "attachments") if template.get(name)},
        }
        lines = [f"{key}: {quoted(value)}" for key, value in front.items()]
        text = "\n".join(["---", *lines, "---", template[form]["body"]])
        (folder / f"brev.{form}.md").write_text(text, encoding="utf-8", newline="")


def drive(case: dict, folder: Path) -> tuple[Path, Path, int]:
    """Run the case: (file of captured messages, file of all output, exit status of the last run)."""
    letters = folder / "letters"
    letters.mkdir()
    write_letters(letters, case["template"])
    for name, text in case.get("files", {}).items():
        (letters / name).write_text(text, encoding="utf-8", newline="")
    output, status = folder / "output.txt", 0
    job = {
        "letters": str(letters),
        "name": "brev",
        "attachments": str(letters),
        "outbox": str(folder / "outbox"),
        "rows": case["recipients"],
    }
    with sink(folder, **case.get("server", {})) as (port, captured):
        (folder / "job.json").write_text(json.dumps({**job, "sender": "sekretariatet@program.example", "port": port}))
        for _ in range(case.get("runs", 1)):
            done = subprocess.run(
                [sys.executable, HERE / "merge.py", folder / "job.json"], capture_output=True, text=True, check=False
            )
            with output.open("a", encoding="utf-8") as file:
                file.write(done.stdout + done.stderr)
            status = done.returncode
    return captured, output, status


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        captured, output, status = drive(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(name))
        print(output.read_text(encoding="utf-8"))
        sys.exit(
            subprocess.run(
                [sys.executable, sys.argv[2], sys.argv[1], captured, output, str(status)], check=False
            ).returncode
        )
