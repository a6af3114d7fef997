"""The Typer commands ``cohort`` and ``application``; imported only when one of them runs."""
