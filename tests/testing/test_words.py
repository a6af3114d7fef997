"""What Babel is given of a plugin: all that is looked up where it is shown, and nothing that is put together."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kvadmin.testing.words import extract, untranslated

ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''
HELP = "List the loans."
LATE = "Late since"

def kvadmin_commands():
    return [Command("loans", HELP), Command(f"{x}", f"never {x}"), ListColumn("late", LATE), Column("id", "Id")]

LoanArgument = Annotated[str, typer.Argument(help="Id of the loan.")]

def remove(ctx: typer.Context, loan: LoanArgument, all_: Annotated[bool, typer.Option(help="All of\\nthem.")] = False):
    """Give it back.

    Nothing is left of it
    but the history.

    Example: kvadmin loans remove 1
    """
    run.show(listing("loans", COLUMNS, found, title="Removed", empty=tr("No loans.")))

def helper():
    """No command."""
'''


def test_titles_help_and_docstrings_are_found():
    found = {sentence for _, _, sentence, _ in extract(io.BytesIO(SOURCE.encode()), (), (), {})}
    assert found == {
        "List the loans.", "Late since", "Id", "Id of the loan.", "All of them.", "Give it back.",
        "Nothing is left of it but the history.", "Removed", "No loans.",
    }  # fmt: skip


def test_what_a_catalogue_lacks_is_named(tmp_path):
    pytest.importorskip("babel")
    (tmp_path / "lists.py").write_text('tr("Nothing.")\ntr("All.")\n', encoding="utf-8")
    for language, said in (("nb", "Ingenting."), ("nn", "")):
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        text = f'msgid "Nothing."\nmsgstr "{said}"\n\nmsgid "All."\nmsgstr "Alt."\n'
        (folder / "messages.po").write_text(text, encoding="utf-8")
    assert untranslated(tmp_path) == ["nn: Nothing."]
