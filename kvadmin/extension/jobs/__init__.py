"""Jobs of ``kvadmin menu``, as plugins declare them."""
