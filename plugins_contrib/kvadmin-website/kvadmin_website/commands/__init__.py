"""The commands of ``kvadmin website``, a file a subject."""
