"""Start-up of commands as ratios to ``python -c pass``, in each language, and with all of plugins_contrib; and of
``--help`` with 50 plugins to ``--help`` with none.

CPU time in rounds of all commands in turn; of each the least counts, since other work on the machine only adds to it.
What is clearly above its limit, by a tenth of it (beside plugins by half as much), is measured once more beside what
it is compared with; what is so in both measurements ends the run with exit code 1, and is named. A busy moment does not
outlast the least of so many rounds twice; a command that has become dearer does.

Run: python benchmarks/startup.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 25
#: What every command is compared with.
PASS = "python -c pass"
#: Command -> the most it may cost, as a ratio (issue: foundation).
LIMITS = {"--version": 2, "--help": 9, "cohort --help": 9, "cohort status": 14, "status": 17}
#: Commands tried on the example after `kvadmin demo`, which has admitted a cohort; the others on the example as it is.
AFTER_DEMO = ("status",)
#: ``--help`` with :data:`STRANGERS` trivial plugins may cost so many times what it costs with none.
WITH_STRANGERS = 1.15
STRANGERS = 50
#: So many times its limit is clearly above it: measurements on one machine differ by less. What is compared with a
#: command of its own size differs by less still.
CLEARLY, CLEARLY_BESIDE = 1.1, 1.05
#: Plugins that are installed for a second look at every command: the limits hold with all of them.
CONTRIB = sorted((Path(__file__).resolve().parents[1] / "plugins_contrib").glob("*/pyproject.toml"))
#: The limits hold in these as well; catalogues are compiled, as a wheel has them (``tools/catalogues.py --compile``).
LANGUAGES = ("nb", "nn")
PLUGIN = """from kvadmin.api import Command, hookimpl


@hookimpl
def kvadmin_commands():
    return [Command("{name}", "Does nothing.", "{name}:nothing")]


def nothing():
    pass
"""


def install_strangers(folder: Path) -> None:
    """Lay trivial plugins into a folder as pip would."""
    for number in range(STRANGERS):
        name = f"trivial_{number:02}"
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{name}.py").write_text(PLUGIN.format(name=name), encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[kvadmin]\n{name} = {name}\n", encoding="utf-8")


def install_contrib(folder: Path, projects: Sequence[Path] = CONTRIB) -> None:
    """Lay plugins of plugins_contrib into a folder as an editable installation would."""
    for file in projects:
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(parents=True)
        points = project["entry-points"]["kvadmin"]
        (info / "entry_points.txt").write_text(
            "[kvadmin]\n" + "".join(f"{name} = {target}\n" for name, target in points.items()), encoding="utf-8"
        )
        for target in points.values():
            (folder / target).symlink_to(file.parent / target, target_is_directory=True)


def cpu(command: list[str]) -> float:
    """User plus system seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spoken(commands: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """The commands of kvadmin, which are tried in every language."""
    return [(name, line) for name, line in commands.items() if name in LIMITS]


class Limit(NamedTuple):
    """What a command may cost at most, as a ratio to another."""

    command: str
    base: str
    most: float
    said: str


def least(commands: Mapping[str, list[str]]) -> dict[str, float]:
    """The least CPU seconds of each command; round by round, so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():  # which compiles what is not yet
        cpu(command)
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(cpu(command))
    return {name: min(found) for name, found in times.items()}


def exceeded(commands: Mapping[str, list[str]], limits: Sequence[Limit]) -> list[Limit]:
    """Measure once, print a line for each limit, and give those that clearly do not hold."""
    found = least(commands)
    if PASS in found:
        print(f"{PASS}: {found[PASS] * 1000:.1f} ms CPU (least of {ROUNDS})")
    over = []
    for each in limits:
        ratio = found[each.command] / found[each.base]
        above = ratio > each.most
        over += [each] if ratio > (CLEARLY if each.base == PASS else CLEARLY_BESIDE) * each.most else []
        print(f"kvadmin {each.said}: {ratio:.2f}x (limit {each.most}x){'  ABOVE THE LIMIT' if above else ''}")
    return over


def limits_of(commands: Mapping[str, list[str]]) -> list[Limit]:
    """The limits of all that is measured."""
    found = []
    for name in commands:
        most = LIMITS.get(name.partition(" in ")[0].removesuffix(" with contrib"))
        found += [Limit(name, PASS, most, name)] if most is not None else []
    said = f"--help with {STRANGERS} plugins, beside none"
    return [*found, Limit("strangers", "no strangers", WITH_STRANGERS, said)]


def main() -> int:
    """Print the ratios; 1 when a limit clearly does not hold in two measurements."""
    kvadmin = str(Path(sys.executable).with_name("kvadmin"))
    with tempfile.TemporaryDirectory() as folder:
        example = str(Path(folder) / "example")
        os.environ["KVADMIN_LANG"] = "en"
        os.environ["KVADMIN_CONFIG"] = str(Path(folder) / "none.toml")
        # What an installed kvadmin has: byte code. An editable one without leave to write it would measure compiling.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "pycache")
        subprocess.run([kvadmin, "init", example, "--example"], check=True, capture_output=True)
        demo = str(Path(folder) / "demo")
        subprocess.run([kvadmin, "demo", demo], check=True, capture_output=True)
        commands = {PASS: [sys.executable, "-c", "pass"]}
        commands |= {
            name: [kvadmin, "-C", demo if name in AFTER_DEMO else example, *name.split()]
            for name in LIMITS
            if name != "--version"
        }
        commands |= {
            f"{name} in {each}": [line[0], "--lang", each, *line[1:]]
            for name, line in spoken(commands)
            for each in LANGUAGES
        }
        install_contrib(Path(folder) / "contrib")
        beside = os.pathsep.join(filter(None, (str(Path(folder) / "contrib"), os.environ.get("PYTHONPATH"))))
        commands |= {
            f"{name} with contrib": ["/usr/bin/env", f"PYTHONPATH={beside}", *line] for name, line in spoken(commands)
        }
        commands["--version"] = [kvadmin, "--version"]
        install_strangers(Path(folder) / "strangers")
        (Path(folder) / "no strangers").mkdir()  # one more folder on the path costs something by itself
        for name in ("strangers", "no strangers"):
            path = os.pathsep.join(filter(None, (str(Path(folder) / name), os.environ.get("PYTHONPATH"))))
            commands[name] = ["/usr/bin/env", f"PYTHONPATH={path}", kvadmin, "--help"]
        print(f"with contrib: {', '.join(file.parent.name for file in CONTRIB)}")
        over = exceeded(commands, limits_of(commands))
        if over:
            print("once more, what was clearly above its limit:")
            wanted = {name for each in over for name in (each.command, each.base)}
            over = exceeded({name: line for name, line in commands.items() if name in wanted}, over)
    for each in over:
        print(f"clearly above its limit, twice: kvadmin {each.said}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
