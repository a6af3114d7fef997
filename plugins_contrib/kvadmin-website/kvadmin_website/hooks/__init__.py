"""What other parts of kvadmin ask this plugin, a file a hook."""
