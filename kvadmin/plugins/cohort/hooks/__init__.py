"""What cohorts and applications add to other commands; imported only when a hook is called."""
