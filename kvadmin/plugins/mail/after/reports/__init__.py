"""What a delivery report says, whichever mail server wrote it: its fields, its text, the reason."""
