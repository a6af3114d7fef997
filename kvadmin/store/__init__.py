"""The programme folder: read, check, transaction, history, undo; engines behind one interface."""
