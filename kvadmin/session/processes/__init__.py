"""Plugins tried, traced and timed in processes of their own, which may hang or end without harm to this one."""
