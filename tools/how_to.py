"""Run the ``console`` blocks of the how-to pages, in order and as one story, and put what they print below them.

Run: python tools/how_to.py --all   (the test in tests/docs runs the same story and compares)
     python tools/how_to.py letters.md   (runs the story up to there, and writes that page only)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "how-to"
#: The pages in the order in which a newcomer goes through them: each goes on in the folder where the one before ended.
#: The last ten make a folder of their own, and say so.
STORY = (
    "admission.md", "contacts.md", "networks.md", "gatherings.md", "letters.md", "evaluation.md", "goals.md",
    "results.md", "status.md", "check.md", "plugins.md", "office-files.md", "undo.md", "scripts.md", "lottery.md",
    "outlook.md", "excel.md", "goal-progress.md", "comparison.md", "surveys.md", "editors.md", "own-plugin-file.md",
    "required-field.md", "moving.md",
)  # fmt: skip
#: Commands to run; or a file to save, whose name stands behind its kind: ```csv addresses.csv
BLOCK = re.compile(r"(?ms)^```(?:console|(?P<kind>csv|md|vcf|py|yaml|ini|toml|json) (?P<file>\S+))\n(?P<body>.*?)^```$")
#: Longer output is cut in the middle: lines kept at the top and at the bottom.
HEAD, TAIL = 14, 8
#: Ids of changes and moments differ from run to run.
_CHANGING = (
    (re.compile(r"\b[b-df-hjkm-np-rtv-xz]{16}\b"), "hkmtvwxzbcdfghjk"),
    (re.compile(r"\b[b-df-hjkm-np-rtv-xz]{8}\b"), "hkmtvwxz"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "2008-06-10 09:00"),
    (re.compile(r"\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d"), "10.06.2008 kl. 09.00"),
    (re.compile(r"(?<=is registered )\(\w{8}\)"), "(d888ef77)"),
    # Size and hash of a packed file: they are the libraries'.
    (re.compile(r"(?m)^(\S+\.(?:md|ics|pdf|docx|xlsx) +)\d+  [0-9a-f]{64}$"), r"\1...  ..."),
    # Bytes of a whole programme: its history names the computer.
    (re.compile(r"(?m)^(Bytes(?: sent)? +)\d+$"), r"\g<1>160000"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"), "2008-06-10T09:00:00+02:00"),
)
#: Hashes of files and packages differ with versions of libraries and with the key of the pseudonyms; that of a
#: protocol's inputs and the fingerprint of a closed list do not, and are shown.
_HASH = re.compile(r"(?<!inputs )(?<!grunnlag )(?<!Fingerprint  )(?<!Fingerprint: )(?<!-\d\d: )\b[0-9a-f]{64}\b")
_ANY_HASH = sha256(b"a file").hexdigest()


def commands(page: str) -> Iterator[str]:
    """Every command of the page, in order."""
    for block in BLOCK.finditer(page):
        for line in block["body"].splitlines():
            if not block["file"] and line.startswith("$ "):
                yield line[2:]


def expected(command: str) -> int:
    """The exit code that a page says a command ends with: ``kvadmin check  # exit 1``; else 0."""
    found = re.search(r"  # exit (\d+)$", command)
    return int(found[1]) if found else 0


class Shell:
    """A folder and an environment that ``cd`` and ``export`` change, files that ``sed`` changes."""

    def __init__(self, folder: Path) -> None:
        self.root = self.folder = folder.resolve()
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("KVADMIN")}
        self.env |= {"KVADMIN_CONFIG": str(folder / "none.toml"), "KVADMIN_LANG": "en", "COLUMNS": "100"}
        #: The hashes of planned mailings, which differ from run to run, and the beginning that the pages show of each.
        self.plans: dict[str, str] = {}
        self.env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{self.env.get('PATH', '')}"

    def run(self, command: str) -> tuple[int, list[str]]:
        """Exit code and lines of output, with what differs from run to run replaced."""
        import shlex

        for real, shown in self.plans.items():
            command = command.replace(shown[:12], real[:12])
        words = shlex.split(command, comments=True)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return 0, []
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.env[name] = value
            return 0, []
        if words[0] == "cp":
            (self.folder / words[2]).write_bytes((self.folder / words[1]).read_bytes())
            return 0, []
        if words[0] == "rm":
            (self.folder / words[1]).unlink()
            return 0, []
        if words[0] == "sed":  # as the pages use it: sed -i "s/old/new/" FILE, on any machine
            _, old, new, _ = words[2].split("/")
            file = self.folder / words[3]
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            return 0, []
        code, text = self.ran(words)
        for real in re.findall(r"^hash ([0-9a-f]{64})$", text, re.MULTILINE):
            self.plans.setdefault(real, sha256(f"plan {len(self.plans) + 1}".encode()).hexdigest())
        for real, shown in self.plans.items():
            text = text.replace(real, shown).replace(real[:12], shown[:12])
        text = text.replace(str(self.root), "/home/kari")
        text = _HASH.sub(lambda found: found[0] if found[0] in self.plans.values() else _ANY_HASH, text)
        for pattern, instead in _CHANGING:
            text = pattern.sub(instead, text)
        return code, [line.rstrip() for line in text.splitlines()]

    def ran(self, words: list[str]) -> tuple[int, str]:
        """Exit code and output of a command of kvadmin, or of a script in Python."""
        done = subprocess.run(
            [sys.executable, *(words[1:] if words[0] == "python" else ("-m", *words))],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout


def cut(lines: list[str]) -> list[str]:
    """The lines, long output without its middle."""
    return lines if len(lines) <= HEAD + TAIL + 1 else [*lines[:HEAD], "...", *lines[-TAIL:]]


def written(pages: Sequence[str]) -> Iterator[str]:
    """The pages with fresh output below each command, run one after the other in one folder."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        for page in pages:
            yield fresh(page, shell)


def fresh(page: str, shell: Shell) -> str:
    """The page with fresh output below each command, run in this shell."""
    return BLOCK.sub(lambda block: block_run(block, shell), page)


def block_run(block: re.Match[str], shell: Shell) -> str:
    """The block with fresh output; a file is saved and stays as it is."""
    if block["file"]:
        path = shell.folder / block["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["body"], encoding="utf-8")
        return block[0]
    lines = []
    for command in (line[2:] for line in block["body"].splitlines() if line.startswith("$ ")):
        code, printed = shell.run(command)
        if code != expected(command):
            raise SystemExit(f"{command}: exit {code}\n" + "\n".join(printed))
        lines += [f"$ {command}", *cut(printed)]
    return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"


def main() -> None:
    """Write the pages named on the command line anew, or all."""
    asked = set(STORY) if "--all" in sys.argv else {Path(name).name for name in sys.argv[1:]}
    if not asked or not asked <= set(STORY):
        raise SystemExit(f"--all, or some of: {' '.join(STORY)}")
    told = STORY[: max(STORY.index(name) for name in asked) + 1]
    texts = [(PAGES / name).read_text(encoding="utf-8") for name in told]
    for name, fresh in zip(told, written(texts), strict=True):
        if name in asked:
            (PAGES / name).write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
