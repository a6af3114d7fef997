"""The Typer commands about the folder as a whole; imported only when one of them runs."""
