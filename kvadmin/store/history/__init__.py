"""What happened in a programme folder: the log, what an undo means, and forgetting a person."""
