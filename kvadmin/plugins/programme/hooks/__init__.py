"""What the hooks of the plugin do, one module a hook; imported when a hook is called."""
