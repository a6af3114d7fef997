"""Floor 5: the Typer face: lazy commands, context, output."""
