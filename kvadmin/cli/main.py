"""The entry point: answers ``--version`` at once, turns every error into one clear message."""

from __future__ import annotations

import sys


def main() -> None:
    """Run kvadmin with the arguments of the process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run kvadmin and return the exit code; nothing but the output streams is touched."""
    if args == ["--version"]:  # before any import: scripts ask this often
        from kvadmin import __version__

        print(f"kvadmin {__version__}")
        return 0
    from kvadmin.cli.app import invoke

    return invoke(args)


if __name__ == "__main__":
    main()
