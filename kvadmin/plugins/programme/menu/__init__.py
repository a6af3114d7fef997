"""``kvadmin menu``: the jobs of the plugins as questions and answers; every step is a command, and shown as one."""
