"""What gatherings answer to the hooks of other plugins and of kvadmin itself."""
