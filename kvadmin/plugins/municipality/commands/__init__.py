"""The Typer commands ``municipality`` and ``contact``; imported only when one of them runs."""
