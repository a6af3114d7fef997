"""The commands of ``kvadmin network``, one subject per file."""
