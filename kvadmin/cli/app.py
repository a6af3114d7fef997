"""The top level of the command line: global options, plugins, and errors as clear messages."""

# Without `from __future__ import annotations`: Typer would compile the annotations of every option at each start.

import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kvadmin.cli.options import (
    AllColumns,
    Color,
    DryRun,
    Format,
    KnownOn,
    Lang,
    NoInput,
    Output,
    Why,
    WithoutGuard,
    Yes,
    check_language,
)
from kvadmin.cli.plugin_group import PluginGroup
from kvadmin.cli.screen_language import plugins_speak, speaking
from kvadmin.errors import KvadminError, Overtaken
from kvadmin.extension.discovering.discovery import disabled_names, discover
from kvadmin.extension.manager import Plugins
from kvadmin.session.attempts import Attempts
from kvadmin.session.session import Session
from kvadmin.translation import CATALOGUE


class _Group(PluginGroup):
    """The group of the top level, with the plugins of the run's own settings."""

    @staticmethod
    def plugins_of(ctx: Any) -> Plugins:
        return plugins_for(ctx.find_root())


def plugins_for(ctx: Any) -> Plugins:
    """The plugins of this run: loaded once, by the options given so far."""
    found = ctx.meta.get("kvadmin.plugins")
    if found is None:
        options = ctx.params
        session = ctx.obj if isinstance(ctx.obj, Session) else Session(options.get("data"))
        words = ctx.meta.get("kvadmin.words", [])
        disabled = _disabled(session, words)
        found = Plugins(
            discover(
                disabled or frozenset(),
                third_party=not options.get("no_plugins"),
                imported=disabled is not None and not _needs_no_others(words),
                folder=session.find_folder(),
            ),
            strict=bool(options.get("strict_plugins")),
            alone=bool(options.get("no_plugins")),
        )
        plugins_speak(found)
        ctx.meta["kvadmin.plugins"] = found
        if words[:2] != ["plugins", "trust"] and found.untrusted():
            from kvadmin.session.file_plugins import say_changed

            say_changed(found)
    return found  # type: ignore[no-any-return]  # meta is a plain dictionary


def _disabled(session: Session, words: list[str]) -> frozenset[str] | None:
    """Plugins that are switched off; None where the settings cannot be read, and the command is the one to say so."""
    try:
        return disabled_names(session.settings_files())
    except KvadminError:
        from kvadmin.wording.norwegian_words import english_word

        if not words or (english_word(words[0]) or words[0]) != "doctor":
            raise
        return None


def _needs_no_others(words: list[str]) -> bool:
    """Whether the command works without the other plugins, so that none of them can keep it from working."""
    return [each for each in words if not each.startswith("-")][:2] in _WITHOUT_OTHERS and not _changes_programme(words)


def _changes_programme(words: list[str]) -> bool:
    """Whether it also changes the data, so that the guards of the others are asked."""
    return ("enable" in words and "--here" in words) or "--unlist" in words


#: The way out when a plugin hangs, ends the process or changes the world as soon as it is imported.
_WITHOUT_OTHERS = tuple(["plugins", each] for each in ("disable", "enable", "check", "trust", "untrust", "trace"))


app = typer.Typer(
    cls=_Group,
    add_completion=False,  # ours knows the names of the programme: `kvadmin completion`
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from kvadmin import __version__

        typer.echo(f"kvadmin {__version__}")
        raise typer.Exit


@app.callback(help="Run a programme for municipalities: cohorts, networks, gatherings, figures and letters.")
def top(
    ctx: typer.Context,
    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            "-C",
            metavar="DIR",
            is_eager=True,
            help="The programme folder (else KVADMIN_DATA, else the nearest above).",
        ),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format_: Format = None,
    output: Output = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Your name, for the history (else KVADMIN_WHO).")
    ] = None,
    why: Why = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="Reference date (else KVADMIN_TODAY).")
    ] = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    color: Color = None,
    all_columns: AllColumns = False,
    no_plugins: Annotated[
        bool, typer.Option("--no-plugins", is_eager=True, help="Load built-in plugins only.")
    ] = False,
    strict_plugins: Annotated[
        bool, typer.Option("--strict-plugins", is_eager=True, help="A failing plugin ends the run (exit 6).")
    ] = False,
    without_guard: WithoutGuard = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version.")
    ] = False,
) -> None:
    """Make the session of this run."""
    del no_plugins, strict_plugins, version  # read from the context where the plugins are loaded
    check_language(lang)
    check_language(os.environ.get("KVADMIN_LANG"), where="KVADMIN_LANG")
    run = Session(data, who=who, why=why, today=today, runner=_run_within, attempts=ctx.obj)
    run.offers = _offered
    run.dry_run, run.yes, run.no_input, run.debug = dry_run, yes, no_input, debug
    run.format, run.output, run.without_guard = format_, output, tuple(without_guard or ())
    run.known_on, run.color, run.all_columns = known_on, color, all_columns
    ctx.obj = run
    run.plugins = plugins_for(ctx)
    run.plugins.guards.waived, run.plugins.guards.look = run.waived, run.look_for_plugins
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def command() -> TyperGroup:
    """The top-level command object."""
    made = typer.main.get_command(app)
    assert isinstance(made, TyperGroup)
    if os.environ.get("KVADMIN_ACCESSIBLE"):
        from kvadmin.cli.spoken_help import read_aloud

        read_aloud(made)  # before it is translated, so that it hears the words of the screen's language
    if CATALOGUE.language != "en":
        from kvadmin.cli.translated_help import speak_in_help

        speak_in_help(made)
    return made


def _run_within(args: list[str], attempts: Attempts) -> int:
    return invoke(args, within=True, attempts=attempts)


def _offered(args: list[str]) -> tuple[dict[str, str], bool]:
    """What completion offers for the last word; nothing where it finds no answer, as in a shell."""
    from contextlib import redirect_stderr

    from kvadmin.cli.completion.answering import candidates

    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123 - as completion does
        try:
            return candidates(["--lang", CATALOGUE.language, *args], command)
        except Exception:  # a broken folder, a plugin that cannot be loaded: the person types
            return {}, False


def invoke(args: list[str], *, within: bool = False, attempts: Attempts | None = None) -> int:
    """Run with these arguments and return the exit code; a person never sees a traceback unless ``--debug``.

    Args:
        args: The words after ``kvadmin``.
        within: Whether another command runs them, in whose language they speak unless they name one.
        attempts: What has been answered already.
    """
    with speaking(args, within=within):
        if any(word.startswith("--color") for word in args):
            from kvadmin.cli.color_words import coloured

            with coloured(args):
                return _run(args, attempts or Attempts())
        return _run(args, attempts or Attempts())


def _run(args: list[str], attempts: Attempts) -> int:
    try:
        while True:
            try:
                result = command().main(args=args, prog_name="kvadmin", standalone_mode=False, obj=attempts)
                break
            except Overtaken as error:
                if not attempts.again(error):
                    raise
            finally:
                attempts.release()
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        from kvadmin.cli.failure import cause_of, reader_went, say  # most runs end well

        cause = cause_of(error)
        return 0 if reader_went(cause) else say(cause, args)
    if result and isinstance(result, int):
        from kvadmin.cli.failure import say_ending

        return say_ending(result, args)
    return 0
