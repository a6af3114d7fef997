"""The work itself: records to records, without input or output."""
