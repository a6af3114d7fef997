"""A decision and its lottery as people read them: the protocol as a document and a table, and the values of letters."""
