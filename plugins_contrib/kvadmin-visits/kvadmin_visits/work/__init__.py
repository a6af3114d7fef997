"""What the commands, sheets, imports and hooks of visits go by."""
