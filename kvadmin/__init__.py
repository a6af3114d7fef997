"""kvadmin: the toolkit with which a secretariat runs a programme for municipalities."""

#: The one place where the version stands; pyproject reads it from here, so that
#: ``kvadmin --version`` needs no look-up of installed metadata.
__version__ = "0.2.0"
