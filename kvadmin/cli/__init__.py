"""The Typer face: options, lazy commands, errors as messages."""
