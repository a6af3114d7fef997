"""What several test modules need: the shared data, a small programme folder, and kvadmin run in this process."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shown
from hypothesis import HealthCheck, settings
from support import Ran

if TYPE_CHECKING:
    from extension.desk import Desk

# What plugin authors have wherever kvadmin is installed, in a checkout as well.
pytest_plugins = ["kvadmin.testing.fixtures"]

# A machine that is busy with other things makes examples slow, not wrong. The examples are the same each time, so that a
# change is judged by what it did; new ones are hunted by ``pytest -m hypothesis --hypothesis-profile random``.
settings.register_profile("random", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("kvadmin", settings.get_profile("random"), derandomize=True)
settings.load_profile("kvadmin")

# What tests expect is English, whatever the machine speaks.
os.environ["KVADMIN_LANG"] = "en"

# Nobody's cache hears of them.
_CACHE = tempfile.TemporaryDirectory(prefix="kvadmin-index-")
os.environ["KVADMIN_INDEX"] = _CACHE.name

# A shell's background jobs ignore Ctrl-C, and so would whatever they start: the tests of Ctrl-C among it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_ROOT = Path(__file__).resolve().parents[1]


class _Stream(io.TextIOWrapper):
    """A text stream over bytes, as stdout is one: binary formats are written below the text."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8", "surrogateescape")


Cli = Callable[..., Ran]


def pytest_make_parametrize_id(val: object) -> str | None:
    """A file's bytes are no name of a case: a zip carries the second it was made in, and two workers must collect the same."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with data and cases that stands beside the checkout; without it the test is skipped.

    For reference sets that are not the project's to ship; a smaller test of the project's own stands beside each.
    """
    folder = _ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(
            "no folder ../shared with the reference set beside this checkout; own small cases are tried instead"
        )
    return folder


@pytest.fixture(autouse=True)
def _shown_as_promised(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test lets a command show keeps to the schema of that command."""
    with shown.watched(monkeypatch) as faults:
        yield
    assert faults == [], "mend it, or (what is new): CONTRIBUTING.md, A command"


@pytest.fixture(autouse=True)
def _judged_by_editors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With ``KVADMIN_JUDGED=1``, every record that any test makes is judged by the schemas of editors, too.

    The tests of the store are always (``store/conftest.py``); of all others it takes minutes.
    """
    if not os.environ.get("KVADMIN_JUDGED"):
        yield
        return
    from store.editor.watching import judged

    with judged(monkeypatch) as differences:
        yield
    assert differences == []


@pytest.fixture
def person(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with settings of her own and no programme in sight; the settings file."""
    settings = tmp_path_factory.mktemp("person") / "config.toml"
    for name in ("KVADMIN_DATA", "KVADMIN_TODAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KVADMIN_CONFIG", str(settings))
    monkeypatch.setenv("KVADMIN_WHO", "Test Person")
    return settings


@pytest.fixture
def cli(person: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run kvadmin in this process: ``cli("status")``, in a folder ``cli("-C", folder, "status")``.

    Arguments are turned into text; ``check=True`` makes any exit code but 0 a failed test.
    """
    del person

    def run(*arguments: object, check: bool = False, stdin: str = "") -> Ran:
        from kvadmin.cli.main import run as run_kvadmin

        out, err = _Stream(), _Stream()
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with redirect_stdout(out), redirect_stderr(err):
            code = run_kvadmin([str(each) for each in arguments])
        ran = Ran(code, out.text(), err.text())
        assert not check or code == 0, ran.err
        return ran

    return run


_REGISTER = """\
number,name,names,county,region,population,language_form,lat,lon
0301,Oslo,,Oslo,Oslo og Akershus,560484,neutral,59.98,10.74
0821,Bø,,Telemark,Sør-Østlandet,5436,nynorsk,59.45,9.04
1504,Ålesund,,Møre og Romsdal,Vestlandet,41833,neutral,62.48,6.23
1867,Bø,,Nordland,Nord-Norge,2867,bokmal,68.67,14.55
2011,Kautokeino,Guovdageaidnu,Finnmark,Nord-Norge,2947,bokmal,69.13,23.55
"""


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    """A small register: five municipalities, two of them named Bø."""
    file = tmp_path / "register.csv"
    file.write_text(_REGISTER, encoding="utf-8")
    return file


@pytest.fixture
def programme(tmp_path: Path, cli: Cli, register_file: Path) -> Path:
    """A programme folder with the small register."""
    folder = tmp_path / "programme"
    cli("init", folder, "--name", "Prøveprogrammet", "--register", register_file, check=True)
    return folder


@pytest.fixture
def engine_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine on which the plugin of the SQLite engine is installed; the folder that Python finds it in."""
    from store.on_engine import MODULES, install_engine

    folder = tmp_path / "engine-site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in MODULES:
        sys.modules.pop(name, None)
    install_engine(folder)
    yield folder
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A programme and a machine on which plugins are installed and removed."""
    from extension.desk import made

    return made(tmp_path, monkeypatch)
