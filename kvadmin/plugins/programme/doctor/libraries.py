"""The libraries against the bounds that kvadmin declares, and the optional parts with what each is for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec

from kvadmin.api import tr

from .ailment import Ailment

#: A library's installed version; empty where it is not installed.
Installed = Callable[[str], str]
#: Extra -> what it is for; those that only developers need are not said.
_EXTRAS = {
    "pdf": "documents as PDF",
    "docx": "documents as docx",
    "mail": "letters by e-mail",
    "keyring": "the mail server's password from the system's keyring",
    "badges": "badges with square codes",
    "ics": "calendar entries",
    "evaluation": "charts, and the evaluator's package",
}


def library_ailments(requirements: Sequence[str], installed: Installed) -> Iterator[Ailment]:
    """What is missing or of a version that was never tried.

    Args:
        requirements: As the installed distribution declares them: ``typst>=0.15; extra == "pdf"``.
        installed: Looks a library up.
    """
    from packaging.requirements import Requirement

    lacking: dict[str, list[str]] = {}
    for text in requirements:
        wanted = Requirement(text)
        extra = next((each for each in _EXTRAS if wanted.marker and _only_with(wanted.marker, each)), "")
        if wanted.marker and not extra and not wanted.marker.evaluate({"extra": ""}):
            continue
        version = installed(wanted.name)
        if not version and extra:
            lacking.setdefault(extra, []).append(wanted.name)
        elif not version:
            yield Ailment(
                "error",
                "library-missing",
                "libraries",
                tr("{library} is not installed, and kvadmin needs it.", library=wanted.name),
                f'{installer()} "{wanted.name}{wanted.specifier}"',
            )
        elif not wanted.specifier.contains(version, prereleases=True):
            yield Ailment(
                "warning",
                "library-version",
                "libraries",
                tr(
                    "{library} {version} is not a version that kvadmin was tried with ({bounds}).",
                    library=wanted.name,
                    version=version,
                    bounds=wanted.specifier,
                ),
                f'{installer()} "{wanted.name}{wanted.specifier}"',
            )
    for extra, names in lacking.items():
        yield Ailment(
            "info",
            "extra-missing",
            "libraries",
            tr(
                "The optional part {extra} is not installed ({libraries}); it is for: {purpose}.",
                extra=extra,
                libraries=", ".join(sorted(set(names))),
                purpose=tr(_EXTRAS[extra]),
            ),
            f'{installer()} "kvadmin[{extra}]"',
        )


def installer(environment: Mapping[str, str] = os.environ, prefix: str = sys.prefix) -> str:
    """What installs into the Python that kvadmin runs in: the ``pip`` that a shell finds may be that of another.

    Args:
        environment: The variables; an environment that is activated has its own ``pip`` in front.
        prefix: Where this Python's environment lies.
    """
    if environment.get("VIRTUAL_ENV") == prefix:
        return "pip install"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install" if find_spec("pip") else f"uv pip install --python {python}"


def _only_with(marker: object, extra: str) -> bool:
    """Whether a requirement holds with the extra and not without."""
    evaluate = marker.evaluate  # type: ignore[attr-defined]  # packaging's Marker
    return bool(evaluate({"extra": extra}) and not evaluate({"extra": ""}))


def declared_requirements() -> list[str]:
    """What the installed kvadmin needs; nothing where it runs from a checkout that is not installed."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        return requires("kvadmin") or []
    except PackageNotFoundError:
        return []


def installed_version(name: str) -> str:
    """The version of an installed distribution."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
