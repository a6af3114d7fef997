"""What is frozen for sending, and what has become of it."""
