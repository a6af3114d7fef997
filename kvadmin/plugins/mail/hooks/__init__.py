"""What the plugin answers when the core asks."""
