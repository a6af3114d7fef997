"""The session: the options, data and output of one run of kvadmin."""
