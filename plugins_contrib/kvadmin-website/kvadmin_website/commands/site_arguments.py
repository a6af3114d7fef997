"""Arguments and options that several commands share, and what a shell offers for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin_website.bank.bank_words import FORM_NAMES, STATE_NAMES, THEME_NAMES, on_screen
from kvadmin_website.bank.example_lookups import title_of
from kvadmin_website.records import Example


def examples_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The examples, with their titles."""
    return [(each.id, title_of(each)) for each in session(ctx).data.all(Example)]


def themes_there() -> list[tuple[str, str]]:
    """The themes."""
    return [(word, on_screen(word, THEME_NAMES)) for word in THEME_NAMES]


def states_there() -> list[tuple[str, str]]:
    """The states of an example."""
    return [(word, on_screen(word, STATE_NAMES)) for word in STATE_NAMES]


def forms_there() -> list[tuple[str, str]]:
    """The language forms."""
    return [(word, others[0]) for word, others in FORM_NAMES.items()]


ExampleArgument = Annotated[
    str, typer.Argument(metavar="EXAMPLE", help="Id or title of the example.", autocompletion=examples_there)
]
FormOption = Annotated[
    str | None,
    typer.Option("--form", metavar="nb|nn", help="The language form of the text.", autocompletion=forms_there),
]
TextFile = Annotated[Path, typer.Option("--file", metavar="FILE", help="The text, in Markdown.")]
AnywayOption = Annotated[
    bool, typer.Option("--anyway", help="Even though the text names somebody, or has an address or a number.")
]
PairsArgument = Annotated[
    list[str], typer.Argument(metavar="FIELD VALUE...", help="A field and its new value; several pairs may follow.")
]
