"""Plugins of one file, as an office's technically minded colleague writes them."""

from __future__ import annotations

#: One command, whose function stands in the same file.
GREET = '''"""Greets."""
import typer
from kvadmin.api import Command, hookimpl

def greet(ctx: typer.Context) -> None:
    """Greet."""
    print("hello from the file")

@hookimpl
def kvadmin_commands():
    return [Command("greet", "Greet.", f"{__name__}:greet")]
'''

#: Records of its own, and a guard.
VISITS = '''"""Visits to municipalities."""
import typer
from kvadmin.api import Command, hookimpl, session
from kvadmin.api.hooks import Collection
from kvadmin.api.records import Record

class Visit(Record, kw_only=True):
    collection = "visits"
    id: str
    municipality: str = ""

def add(ctx: typer.Context, number: str) -> None:
    """Note a visit."""
    run = session(ctx)
    change = run.transaction()
    change.create(Visit(id=f"v{len(run.data.all(Visit)) + 1}", municipality=number))
    run.commit(change)

@hookimpl
def kvadmin_commands():
    return [Command("visits", "Visits.", commands=(Command("add", "Note one.", f"{__name__}:add", writes=True),))]

@hookimpl
def kvadmin_collections():
    return [Collection("visits", "visits/{id}.yaml", f"{__name__}:Visit")]

@hookimpl
def kvadmin_before_commit(edits):
    return None
'''


def leaving(trace: str) -> str:
    """A file that leaves a trace beside the programme as soon as it is run."""
    return f"with open({trace!r}, 'a') as trace:\n    trace.write('ran')\n{GREET}"
